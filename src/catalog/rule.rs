//! Rules: targets, budgets, alerts, triggers of a move to another stage, and what has to hold before one.

use super::comparison::Comparison;
use super::demand::one_of;
use super::plan::{Use, plain};
use crate::amount::Estimate;
use crate::faults::Named;
use crate::table::Table;

/// What a document says about a figure.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name in files and reports.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// What it measures: a name of [`super::Catalog::metric`].
    pub metric: String,
    /// What the metric is held against.
    pub is: Comparison,
    /// The budget that the metric is taken as percent of.
    pub of: Option<String>,
    /// The stage it holds in; of a trigger or justification, the stage it leads from.
    pub stage: Option<String>,
    /// The stage that a trigger or justification leads to; none where it leads beyond the plan.
    pub to: Option<String>,
    /// What a trigger looks at.
    pub group: Option<Group>,
    /// What to do.
    pub action: Option<String>,
    /// The printed range, where `is` is one side of it.
    pub stated: Option<Estimate>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// Kinds of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// Should hold.
    Target,
    /// Should hold: a measure of success.
    Kpi,
    /// Should hold: looked at from time to time.
    Review,
    /// Fires when money reaches it.
    Budget,
    /// Fires, and says what to do.
    Alert,
    /// Fires when it is time for another stage.
    Trigger,
    /// Has to hold before a move to another stage.
    Justification,
}

/// What a trigger looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Revenue, users, team.
    Business,
    /// Load and needs.
    Technical,
    /// Whether the move pays.
    Cost,
}

const KINDS: [(&str, RuleKind); 7] = [
    ("target", RuleKind::Target),
    ("kpi", RuleKind::Kpi),
    ("review", RuleKind::Review),
    ("budget", RuleKind::Budget),
    ("alert", RuleKind::Alert),
    ("trigger", RuleKind::Trigger),
    ("justification", RuleKind::Justification),
];

const GROUPS: [(&str, Group); 3] =
    [("business", Group::Business), ("technical", Group::Technical), ("cost", Group::Cost)];

impl RuleKind {
    /// Its name in files and reports.
    pub fn id(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(id, _)| id)
    }

    /// Whether the rule speaks when its comparison is true; the others when it is not.
    pub fn fires(self) -> bool {
        matches!(self, RuleKind::Budget | RuleKind::Alert | RuleKind::Trigger)
    }

    /// Whether it is about a move to another stage.
    pub fn moves(self) -> bool {
        matches!(self, RuleKind::Trigger | RuleKind::Justification)
    }
}

impl Group {
    /// Its name in files and reports.
    pub fn id(self) -> &'static str {
        GROUPS.iter().find(|(_, group)| *group == self).map_or("", |(id, _)| id)
    }

    /// Every group, in the order of documents.
    pub fn all() -> impl Iterator<Item = Group> {
        GROUPS.into_iter().map(|(_, group)| group)
    }

    /// Reads a group's name.
    pub(super) fn read(table: &Table, named: &Named) -> Group {
        one_of(table, named, &GROUPS)
    }
}

impl Rule {
    /// Reads a `[[rule]]`; the names it uses come along for the check.
    pub(super) fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let kind = table.need_text("kind");
        let (metric, of) = (table.need_text("metric"), table.name("of"));
        let (stage, to) = (table.name("stage"), table.name("to"));
        let (is, is_text) = Comparison::read(table);
        let rule = Rule {
            id: id.text.clone(),
            name: table.need_text("name").text,
            kind: one_of(table, &kind, &KINDS),
            metric: metric.text.clone(),
            is,
            of: of.as_ref().map(|named| named.text.clone()),
            stage: stage.as_ref().map(|named| named.text.clone()),
            to: to.as_ref().map(|named| named.text.clone()),
            group: table.name("group").map(|named| Group::read(table, &named)),
            action: plain(table, "action"),
            stated: table.range("stated"),
            note: plain(table, "note"),
            lines: plain(table, "lines"),
        };
        rule.check_ends(table);
        uses.push(Use::Metric { metric, is: is_text, comparison: rule.is, of_budget: rule.of.is_some() });
        uses.extend(of.map(Use::Budget));
        uses.extend(to.map(|to| Use::Move {
            rule: format!("{} `{}`", rule.kind.id(), rule.id),
            from: rule.stage.clone(),
            to,
        }));
        uses.extend(stage.map(Use::Stage));
        table.finish();
        (id, rule)
    }

    /// Faults where a move begins nowhere, or what is no move leads somewhere.
    fn check_ends(&self, table: &Table) {
        let (kind, id) = (self.kind.id(), &self.id);
        if self.kind.moves() && !table.has("stage") {
            let label = "expected `stage`: the stage it leads from";
            table.fault(table.place(), format!("{kind} `{id}` leads from nowhere"), label);
        }
        for key in ["to", "group"] {
            if let Some(place) = table.place_of(key).filter(|_| !self.kind.moves()) {
                let label = "it belongs to triggers and justifications: leave it out";
                table.fault(place, format!("`{key}` says nothing about the {kind} `{id}`"), label);
            }
        }
        if self.metric == "next_stage_cost_ratio" && !table.has("to") {
            let label = "expected `to`: the stage whose cost it compares";
            table.fault(table.place(), format!("{kind} `{id}` has no next stage"), label);
        }
    }
}
