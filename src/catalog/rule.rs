//! Rules: targets, budgets, alerts, triggers of a move to another stage, and what has to hold before one.

use super::demand::one_of;
use super::plan::{Use, plain};
use crate::amount::{self, BadNumber, Decimal, Estimate};
use crate::faults::{Named, Place};
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

/// A comparison with a threshold, in the metric's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How.
    pub sign: Sign,
    /// With what; 1 for yes.
    pub threshold: Decimal,
}

/// Signs of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `=`
    Is,
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

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [(&str, Sign); 5] =
    [("<=", Sign::AtMost), (">=", Sign::AtLeast), ("<", Sign::Below), (">", Sign::Above), ("=", Sign::Is)];

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

impl Sign {
    /// Whether a value compares so with another.
    pub fn holds(self, value: Decimal, with: Decimal) -> bool {
        match self {
            Sign::Below => value < with,
            Sign::AtMost => value <= with,
            Sign::Above => value > with,
            Sign::AtLeast => value >= with,
            Sign::Is => value == with,
        }
    }

    /// The sign that a text begins with, and what stands behind it.
    pub(super) fn prefix(text: &str) -> Option<(Self, &str)> {
        SIGNS.iter().find_map(|(sign, kind)| Some((*kind, text.strip_prefix(sign)?.trim_start())))
    }

    /// The sign.
    pub fn sign(self) -> &'static str {
        SIGNS.iter().find(|(_, sign)| *sign == self).map_or("", |(text, _)| text)
    }
}

impl Comparison {
    /// Whether a value compares so.
    pub fn holds(&self, value: Decimal) -> bool {
        self.sign.holds(value, self.threshold)
    }

    /// Reads `> 70`, `<= 20%`, `yes`.
    pub(super) fn parse(text: &str) -> Result<Self, BadNumber> {
        match text {
            "yes" => return Ok(Comparison { sign: Sign::Is, threshold: Decimal::ONE }),
            "no" => return Ok(Comparison { sign: Sign::Is, threshold: Decimal::ZERO }),
            _ => {}
        }
        let Some((sign, number)) = Sign::prefix(text) else {
            return Err(BadNumber("expected <, <=, >, >= or = and a number, or yes".into()));
        };
        Ok(Comparison { sign, threshold: amount::share(number.trim_end())? })
    }
}

impl Rule {
    /// Reads a `[[rule]]`; the names it uses come along for the check.
    pub(super) fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let kind = table.need_text("kind");
        let (metric, of) = (table.need_text("metric"), table.text("of"));
        let (stage, to) = (table.text("stage"), table.text("to"));
        let (is, is_at) = read_comparison(table);
        let rule = Rule {
            id: id.text.clone(),
            name: table.need_text("name").text,
            kind: one_of(table, &kind, &KINDS),
            metric: metric.text.clone(),
            is,
            of: of.as_ref().map(|named| named.text.clone()),
            stage: stage.as_ref().map(|named| named.text.clone()),
            to: to.as_ref().map(|named| named.text.clone()),
            group: table.text("group").map(|named| Group::read(table, &named)),
            action: plain(table, "action"),
            stated: table.range("stated"),
            note: plain(table, "note"),
            lines: plain(table, "lines"),
        };
        let fault = |title: String, label: &str| table.fault(table.place(), title, label);
        if rule.kind.moves() && rule.stage.is_none() {
            fault(
                format!("{} `{}` leads from nowhere", rule.kind.id(), rule.id),
                "expected `stage`: the stage it leads from",
            );
        }
        if !rule.kind.moves() && (rule.to.is_some() || rule.group.is_some()) {
            fault(
                format!("{} `{}` leads nowhere", rule.kind.id(), rule.id),
                "`to` and `group` belong to triggers and justifications",
            );
        }
        if rule.metric == "next_stage_cost_ratio" && rule.to.is_none() {
            fault(format!("rule `{}` has no next stage", rule.id), "expected `to`: the stage whose cost it compares");
        }
        uses.push(Use::Metric(metric, is_at, rule.is, rule.of.is_some()));
        uses.extend(of.map(Use::Budget));
        uses.extend(stage.into_iter().chain(to).map(Use::Stage));
        table.finish();
        (id, rule)
    }
}

fn read_comparison(table: &Table) -> (Comparison, Place) {
    let text = table.need_text("is");
    let never = Comparison { sign: Sign::Is, threshold: Decimal::ZERO };
    let read = Comparison::parse(&text.text).unwrap_or_else(|bad| {
        if table.has("is") {
            table.fault(text.place.clone(), "`is` is a comparison such as \"> 70\"", bad.to_string());
        }
        never
    });
    (read, text.place)
}
