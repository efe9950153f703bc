//! Plans as they stand in `plans/*.toml`: reading one, with every fault in it.

mod line;

use super::{Line, Plan, Price, Stage, Variant};
use crate::amount::Decimal;
use crate::catalog::card::read_date;
use crate::catalog::{Comparison, Group, Income, Lever, Rating, Roadmap, Rule};
use crate::faults::Named;
use crate::table::Table;
use std::collections::HashSet;
use std::sync::Arc;

/// Lines of a variant that are shares of others: each is held against all lines.
const MOST_SHARES: usize = 500;

/// A name used in a plan, and what it has to be the name of.
pub(in crate::catalog) enum Use {
    /// A slider or driver.
    Driver(Named),
    /// A slider.
    Slider(Named),
    /// A value that a slider of this name starts at.
    Start(Named, String, Decimal),
    /// A meter, and whether the line says what it needs.
    Meter(Named, bool),
    /// A category.
    Category(Named),
    /// A stage of the same plan.
    Stage(Named),
    /// What a lever saves on: `all`, a category, or one of these lines.
    Saved(Named, Arc<Saved>),
    /// What a lever puts something else in the place of: one of these lines.
    Swapped(Named, Arc<Saved>),
    /// A metric, with what it is compared with, as text and as read, and whether that is percent of a budget.
    Metric { metric: Named, is: Named, comparison: Comparison, of_budget: bool },
    /// The stage that a rule leads to, the rule, and the stage it leads from.
    Move { rule: String, from: Option<String>, to: Named },
    /// A budget of the same plan.
    Budget(Named),
    /// A figure of the plan, in a formula.
    Reference(Named),
    /// `all`, a category, or one of these lines, of which so many stand above the one that names them.
    Above(Named, Arc<[String]>, usize),
}

/// The lines of a plan, as a lever may name them.
#[derive(Default)]
pub(in crate::catalog) struct Saved {
    /// Those with a price of their own: a lever saves on them.
    pub lines: Vec<String>,
    /// Those that are a share of others: they save with those only.
    pub shares: Vec<String>,
    /// The categories that any line is of.
    pub categories: Vec<String>,
}

impl Saved {
    fn of(plan: &Plan) -> Self {
        let mut saved = Saved::default();
        let mut known = HashSet::new();
        for line in plan.lines() {
            let kind = if matches!(line.price, Price::Percent { .. }) { &mut saved.shares } else { &mut saved.lines };
            kind.push(line.id.clone());
            if known.insert(&line.category) {
                saved.categories.push(line.category.clone());
            }
        }
        saved
    }
}

impl Plan {
    /// Reads a plan file; the names it uses come along for the check.
    pub(in crate::catalog) fn read(table: &Table) -> (Named, Self, Vec<Use>) {
        let mut uses = Vec::new();
        let id = table.need_id("id");
        let (stage_ids, stages): (Vec<_>, _) = table.tables("stage").iter().map(|t| Stage::read(t, &mut uses)).unzip();
        let addon_tables = table.tables("addon");
        let (addon_ids, addons): (Vec<_>, Vec<_>) = addon_tables.iter().map(|t| Variant::read(t, &mut uses)).unzip();
        for (addon, table) in addons.iter().zip(&addon_tables) {
            addon.need_lines(table, "add-on", "expected an [[addon.line]]");
        }
        let mut plan = Plan {
            id: id.text.clone(),
            name: table.need_text("name").text,
            source: table.need_text("source").text,
            scale: table.need_text("scale").text,
            about: table.need_text("about").text,
            estimate: plain(table, "estimate"),
            as_of: read_date(table),
            sliders: read_sliders(table, &mut uses),
            stages,
            addons,
            levers: Vec::new(),
            rules: Vec::new(),
            moves_on: table.texts("moves_on").iter().map(|group| Group::read(table, group)).collect(),
            ratings: Vec::new(),
            incomes: Vec::new(),
            roadmaps: Vec::new(),
        };
        let lines = Arc::new(Saved::of(&plan));
        let levers = table.tables("lever");
        let (lever_ids, levers): (Vec<_>, _) = levers.iter().map(|t| Lever::read(t, &lines, &mut uses)).unzip();
        plan.levers = levers;
        let (rule_ids, rules): (Vec<_>, _) = table.tables("rule").iter().map(|t| Rule::read(t, &mut uses)).unzip();
        let (income_ids, incomes): (Vec<_>, _) = table.tables("income").iter().map(Income::read).unzip();
        let roadmaps = table.tables("roadmap");
        let (roadmap_ids, roadmaps): (Vec<_>, _) = roadmaps.iter().map(|t| Roadmap::read(t, &mut uses)).unzip();
        let ratings: Vec<(Named, Rating)> = table.tables("rating").iter().map(Rating::read).collect();
        Rating::check(table, &ratings);
        (plan.rules, plan.incomes, plan.roadmaps) = (rules, incomes, roadmaps);
        plan.ratings = ratings.into_iter().map(|(_, rating)| rating).collect();
        let named = [
            ("stage", &stage_ids),
            ("add-on", &addon_ids),
            ("lever", &lever_ids),
            ("rule", &rule_ids),
            ("income", &income_ids),
            ("roadmap", &roadmap_ids),
        ];
        for (what, ids) in named {
            distinct(table, what, ids);
        }
        plan.check(table, &id, &stage_ids);
        (id, plan, uses)
    }

    fn check(&self, table: &Table, id: &Named, stage_ids: &[Named]) {
        let title = || format!("plan `{}` can't be priced", self.id);
        let fault = |words: &str| table.fault(id.place.clone(), title(), words);
        if self.stages.is_empty() {
            fault("expected at least one [[stage]]");
        }
        let placed = self.stages.iter().zip(stage_ids);
        let bands: Vec<(&Stage, &Named)> = placed.filter(|(stage, _)| stage.low.is_some()).collect();
        if bands.is_empty() && !self.stages.is_empty() {
            fault("expected a stage with a band: `low`, and `high` unless it is open");
        }
        if let Some((_, id)) = bands.first().filter(|(stage, _)| stage.low != Some(Decimal::ZERO)) {
            table.fault(id.place.clone(), title(), "the first band has to begin at 0");
        }
        for pair in bands.windows(2) {
            let [(before, _), (stage, id)] = pair else { continue };
            if before.high != stage.low {
                let label = format!("this stage has to begin where `{}` ends", before.id);
                table.fault(id.place.clone(), title(), label);
            }
        }
    }
}

fn read_sliders(table: &Table, uses: &mut Vec<Use>) -> Vec<(String, Decimal)> {
    let Some(sliders) = table.table("sliders") else { return Vec::new() };
    let mut values = Vec::new();
    for (name, value) in sliders.pairs() {
        match crate::amount::share(&value.text) {
            Ok(number) => {
                uses.push(Use::Start(value, name.text.clone(), number));
                values.push((name.text.clone(), number));
            }
            Err(bad) => {
                sliders.fault(value.place, format!("`{}` is a quoted decimal or share", name.text), bad.to_string())
            }
        }
        uses.push(Use::Slider(name));
    }
    values
}

/// A text, if the key is there.
pub(in crate::catalog) fn plain(table: &Table, key: &'static str) -> Option<String> {
    table.text(key).map(|named| named.text)
}

/// Faults where two of a list have one id.
pub(in crate::catalog) fn distinct(table: &Table, what: &str, ids: &[Named]) {
    let mut given = HashSet::new();
    for id in ids {
        if !given.insert(&id.text) && !id.text.is_empty() {
            let title = format!("two {what}s are called `{}`", id.text);
            table.fault(id.place.clone(), title, format!("give this {what} an id of its own"));
        }
    }
}

impl Stage {
    fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let variant_tables = table.tables("variant");
        let (variant_ids, variants): (Vec<_>, _) =
            variant_tables.iter().map(|variant| Variant::read(variant, uses)).unzip();
        distinct(table, "variant", &variant_ids);
        let stage = Stage {
            id: id.text.clone(),
            name: table.need_text("name").text,
            low: table.decimal("low"),
            high: table.decimal("high"),
            design: table.decimal("design"),
            headline: table.range("headline"),
            headline_open: table.flag("headline_open"),
            headline_about: table.flag("headline_about"),
            headline_year: table.range("headline_year"),
            headline_per_user: table.decimal("headline_per_user"),
            headline_lines: plain(table, "headline_lines"),
            lines: plain(table, "lines"),
            note: plain(table, "note"),
            variants,
        };
        let fault = |words: &str| table.fault(table.place(), format!("stage `{}` can't be priced", stage.id), words);
        if stage.headline.is_none() && stage.variants.is_empty() {
            fault("expected a `headline`, or a [[stage.variant]] with lines");
        }
        for (variant, table) in stage.variants.iter().zip(&variant_tables).filter(|_| stage.headline.is_none()) {
            variant.need_lines(table, "variant", "expected a [[stage.variant.line]], or a `headline` of the stage");
        }
        if matches!((stage.low, stage.high), (Some(low), Some(high)) if low >= high) {
            fault("`low` has to be below `high`");
        }
        if stage.low.is_none() && stage.high.is_some() {
            fault("a band has a `low` edge too");
        }
        table.finish();
        (id, stage)
    }
}

impl Variant {
    fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let stage = table.name("stage");
        let tables = table.all_tables("line");
        let line_ids: Vec<Named> = tables.iter().map(|line| line.need_id("id")).collect();
        distinct(table, "line", &line_ids);
        let ids: Arc<[String]> = line_ids.iter().map(|id| id.text.clone()).collect();
        let variant = Variant {
            id: id.text.clone(),
            name: table.need_text("name").text,
            stage: stage.as_ref().map(|named| named.text.clone()),
            stated: table.range("stated"),
            stated_year: table.range("stated_year"),
            stated_lines: plain(table, "stated_lines"),
            buffer: table.share("buffer"),
            buffer_stated: table.decimal("buffer_stated"),
            buffer_lines: plain(table, "buffer_lines"),
            place: plain(table, "lines"),
            lines: tables.iter().zip(0..).map(|(line, at)| Arc::new(Line::read(line, &ids, at, uses))).collect(),
        };
        let shares =
            variant.lines.iter().zip(&line_ids).filter(|(line, _)| matches!(line.price, Price::Percent { .. }));
        if let Some((_, beyond)) = shares.clone().nth(MOST_SHARES) {
            let label = format!("expected at most {MOST_SHARES} of a variant");
            table.fault(beyond.place.clone(), "there are too many shares of other lines", label);
        }
        uses.extend(stage.map(Use::Stage));
        table.finish();
        (id, variant)
    }

    fn need_lines(&self, table: &Table, what: &str, words: &str) {
        if self.lines.is_empty() {
            table.fault(table.place(), format!("{what} `{}` can't be priced", self.id), words);
        }
    }
}
