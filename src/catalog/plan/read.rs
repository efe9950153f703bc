//! Plans as they stand in `plans/*.toml`: reading one, with every fault in it.

use super::{Follows, Lever, Line, Plan, Price, Quantity, Stage, Variant};
use crate::amount::{Decimal, Estimate};
use crate::faults::Named;
use crate::table::Table;
use std::sync::Arc;

/// A name used in a plan, and what it has to be the name of.
pub(in crate::catalog) enum Use {
    /// A slider or driver.
    Driver(Named),
    /// A slider.
    Slider(Named),
    /// A meter.
    Meter(Named),
    /// A category.
    Category(Named),
    /// A stage of the same plan.
    Stage(Named),
    /// `all`, a category, or one of these lines.
    Target(Named, Vec<String>),
}

impl Plan {
    /// Reads a plan file; the names it uses come along for the check.
    pub(in crate::catalog) fn read(table: &Table) -> (Named, Self, Vec<Use>) {
        let mut uses = Vec::new();
        let id = table.need_id("id");
        let mut plan = Plan {
            id: id.text.clone(),
            name: table.need_text("name").text,
            source: table.need_text("source").text,
            scale: table.need_text("scale").text,
            about: table.need_text("about").text,
            sliders: read_sliders(table, &mut uses),
            stages: table.tables("stage").iter().map(|stage| Stage::read(stage, &mut uses)).collect(),
            addons: table.tables("addon").iter().map(|addon| Variant::read(addon, &mut uses)).collect(),
            levers: Vec::new(),
        };
        let lines: Vec<String> = plan.lines().map(|line| line.id.clone()).collect();
        plan.levers = table.tables("lever").iter().map(|lever| Lever::read(lever, &lines, &mut uses)).collect();
        plan.check(table);
        (id, plan, uses)
    }

    fn check(&self, table: &Table) {
        let fault = |words: String| table.fault(table.place(), format!("plan `{}` can't be priced", self.id), words);
        if self.stages.is_empty() {
            fault("expected at least one [[stage]]".into());
        }
        let bands: Vec<&Stage> = self.stages.iter().filter(|stage| stage.low.is_some()).collect();
        for pair in bands.windows(2) {
            if pair[0].high != pair[1].low {
                fault(format!("stage `{}` has to begin where `{}` ends", pair[1].id, pair[0].id));
            }
        }
    }
}

fn read_sliders(table: &Table, uses: &mut Vec<Use>) -> Vec<(String, Decimal)> {
    let Some(sliders) = table.table("sliders") else { return Vec::new() };
    let mut values = Vec::new();
    for (name, value) in sliders.pairs() {
        match crate::amount::share(&value.text) {
            Ok(number) => values.push((name.text.clone(), number)),
            Err(bad) => {
                sliders.fault(value.place, format!("`{}` is a quoted decimal or share", name.text), bad.to_string())
            }
        }
        uses.push(Use::Slider(name));
    }
    values
}

fn plain(table: &Table, key: &'static str) -> Option<String> {
    table.text(key).map(|named| named.text)
}

/// Faults where two of a list have one id.
fn distinct<'a>(table: &Table, what: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            table.fault(
                table.place(),
                format!("two {what}s are called `{id}`"),
                format!("give each {what} an id of its own"),
            );
        }
        seen.push(id);
    }
}

impl Stage {
    fn read(table: &Table, uses: &mut Vec<Use>) -> Self {
        let stage = Stage {
            id: table.need_id("id").text,
            name: table.need_text("name").text,
            low: table.decimal("low"),
            high: table.decimal("high"),
            design: table.decimal("design"),
            headline: table.range("headline"),
            headline_open: table.flag("headline_open"),
            headline_lines: plain(table, "headline_lines"),
            note: plain(table, "note"),
            variants: table.tables("variant").iter().map(|variant| Variant::read(variant, uses)).collect(),
        };
        let fault = |words: &str| table.fault(table.place(), format!("stage `{}` can't be priced", stage.id), words);
        if stage.headline.is_none() && stage.variants.iter().all(|variant| variant.lines.is_empty()) {
            fault("expected a `headline`, or a [[stage.variant]] with lines");
        }
        if matches!((stage.low, stage.high), (Some(low), Some(high)) if low >= high) {
            fault("`low` has to be below `high`");
        }
        if stage.low.is_none() && stage.high.is_some() {
            fault("a band has a `low` edge too");
        }
        distinct(table, "variant", stage.variants.iter().map(|v| v.id.as_str()));
        table.finish();
        stage
    }
}

impl Variant {
    fn read(table: &Table, uses: &mut Vec<Use>) -> Self {
        let stage = table.text("stage");
        let tables = table.tables("line");
        let ids: Vec<String> = tables.iter().map(|line| line.need_id("id").text).collect();
        let variant = Variant {
            id: table.need_id("id").text,
            name: table.need_text("name").text,
            stage: stage.as_ref().map(|named| named.text.clone()),
            stated: table.range("stated"),
            stated_lines: plain(table, "stated_lines"),
            buffer: table.share("buffer"),
            buffer_stated: table.decimal("buffer_stated"),
            buffer_lines: plain(table, "buffer_lines"),
            lines: tables.iter().map(|line| Arc::new(Line::read(line, &ids, uses))).collect(),
        };
        uses.extend(stage.map(Use::Stage));
        distinct(table, "line", ids.iter().map(String::as_str));
        table.finish();
        variant
    }
}

impl Line {
    fn read(table: &Table, siblings: &[String], uses: &mut Vec<Use>) -> Self {
        let category = table.need_text("category");
        let meter = table.text("meter");
        let quantity = read_quantity(table, "quantity", uses).unwrap_or(Quantity::Fixed(Decimal::ONE));
        let line = Line {
            id: table.text("id").map(|id| id.text).unwrap_or_default(),
            item: table.need_text("item").text,
            category: category.text.clone(),
            lines: table.need_text("lines").text,
            unit: plain(table, "unit"),
            price: read_price(table, &quantity, siblings, uses),
            quantity,
            stated: table.range("stated"),
            meter: meter.as_ref().map(|named| named.text.clone()),
            metered: read_quantity(table, "metered", uses),
            optional: table.flag("optional"),
            group: plain(table, "group"),
            spec: plain(table, "spec"),
            note: plain(table, "note"),
            why: plain(table, "why"),
        };
        uses.push(Use::Category(category));
        uses.extend(meter.map(Use::Meter));
        table.finish();
        line
    }
}

fn read_quantity(table: &Table, key: &'static str, uses: &mut Vec<Use>) -> Option<Quantity> {
    if !table.is_table(key) {
        return table.decimal(key).map(Quantity::Fixed);
    }
    let follows = table.table(key)?;
    let of = follows.need_text("of");
    let need = |key| follows.need(key, "a quoted decimal", Table::decimal).unwrap_or_default();
    let quantity = Follows {
        is: need("is"),
        at: need("at"),
        of: of.text.clone(),
        whole: follows.flag("whole"),
        min: follows.decimal("min"),
        max: follows.decimal("max"),
    };
    if quantity.at.is_zero() && follows.has("at") {
        follows.fault(follows.place(), "a quantity can't follow nothing", "`at` has to be above 0");
    }
    if matches!((quantity.min, quantity.max), (Some(min), Some(max)) if min > max) {
        follows.fault(follows.place(), "a quantity has its ends the wrong way round", "`min` is above `max`");
    }
    uses.push(Use::Driver(of));
    follows.finish();
    Some(Quantity::Follows(quantity))
}

fn read_price(table: &Table, quantity: &Quantity, siblings: &[String], uses: &mut Vec<Use>) -> Price {
    let given: Vec<&str> = ["amount", "unit_price", "percent"].into_iter().filter(|key| table.has(key)).collect();
    if given.len() != 1 {
        let label = "expected exactly one of `amount`, `unit_price` and `percent`";
        table.fault(table.place(), "a line has one price", label);
    }
    let hours = table.decimal("hours");
    let of = table.texts("of");
    let nothing = matches!(quantity, Quantity::Fixed(n) if n.is_zero());
    if nothing && table.has("amount") {
        table.fault(table.place(), "an amount is the price of something", "the quantity is 0");
    }
    match given.first() {
        Some(&"unit_price") => Price::Unit { price: table.decimal("unit_price").unwrap_or_default(), hours },
        Some(&"percent") => {
            let share = table.share("percent").unwrap_or_default();
            let names = of.iter().map(|named| named.text.clone()).collect();
            uses.extend(of.into_iter().map(|named| Use::Target(named, siblings.to_vec())));
            Price::Percent { share, of: names }
        }
        _ => Price::Amount(table.range("amount").unwrap_or(Estimate::ZERO)),
    }
}

impl Lever {
    fn read(table: &Table, lines: &[String], uses: &mut Vec<Use>) -> Self {
        let on = table.texts("on");
        let lever = Lever {
            id: table.need_id("id").text,
            name: table.need_text("name").text,
            on: on.iter().map(|named| named.text.clone()).collect(),
            saves: table.need("saves", "such as \"60%..80%\"", Table::share_range).unwrap_or(Estimate::ZERO),
            group: plain(table, "group"),
            lines: plain(table, "lines"),
        };
        uses.extend(on.into_iter().map(|named| Use::Target(named, lines.to_vec())));
        table.finish();
        lever
    }
}
