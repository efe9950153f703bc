//! One line of a plan: what is bought, how many, at what price.

use super::{Use, plain};
use crate::amount::{Decimal, Estimate};
use crate::catalog::Needs;
use crate::catalog::plan::{Follows, Line, Price, Quantity};
use crate::table::Table;
use std::sync::Arc;

impl Line {
    /// Reads a line, whose own id stands at this place among those of its variant.
    pub(super) fn read(table: &Table, ids: &Arc<[String]>, at: usize, uses: &mut Vec<Use>) -> Self {
        let category = table.need_text("category");
        let meter = table.name("meter");
        let quantity = read_quantity(table, "quantity", uses).unwrap_or(Quantity::Fixed(Decimal::ONE));
        let line = Line {
            id: ids[at].clone(),
            item: table.need_text("item").text,
            category: category.text.clone(),
            lines: table.need_text("lines").text,
            see_lines: plain(table, "see_lines"),
            unit: plain(table, "unit"),
            price: read_price(table, &quantity, (ids, at), uses),
            quantity,
            stated: table.range("stated"),
            year: table.range("year"),
            meter: meter.as_ref().map(|named| named.text.clone()),
            metered: read_quantity(table, "metered", uses),
            needs: Needs::of(table),
            leaves_out: plain(table, "leaves_out"),
            optional: table.flag("optional"),
            group: plain(table, "group"),
            spec: plain(table, "spec"),
            note: plain(table, "note"),
            why: plain(table, "why"),
            guessed: table.flag("guessed"),
        };
        uses.push(Use::Category(category));
        let without = ["metered", "needs", "leaves_out"].into_iter().filter(|_| meter.is_none());
        for (key, place) in without.filter_map(|key| Some((key, table.place_of(key)?))) {
            table.fault(
                place,
                format!("`{key}` says nothing here"),
                "it belongs to a `meter`: give one, or leave it out",
            );
        }
        uses.extend(meter.map(|meter| Use::Meter(meter, line.needs.is_some())));
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

fn read_price(table: &Table, quantity: &Quantity, (ids, at): (&Arc<[String]>, usize), uses: &mut Vec<Use>) -> Price {
    let given: Vec<&str> = ["amount", "unit_price", "percent"].into_iter().filter(|key| table.has(key)).collect();
    if given.len() != 1 {
        let label = "expected exactly one of `amount`, `unit_price` and `percent`";
        table.fault(table.place(), "a line has one price", label);
    }
    for (key, belongs) in [("hours", "unit_price"), ("of", "percent")] {
        if let (&[price], Some(place)) = (given.as_slice(), table.place_of(key))
            && price != belongs
        {
            let title = format!("`{key}` says nothing about `{price}`");
            table.fault(place, title, format!("`{key}` belongs to `{belongs}`: leave it out"));
        }
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
            if of.is_empty() {
                table.fault(
                    table.place(),
                    "a percentage is of something",
                    "expected `of`: lines, categories or \"all\"",
                );
            }
            let names = of.iter().map(|named| named.text.clone()).collect();
            uses.extend(of.into_iter().map(|named| Use::Above(named, ids.clone(), at)));
            Price::Percent { share, of: names }
        }
        _ => Price::Amount(table.range("amount").unwrap_or(Estimate::ZERO)),
    }
}
