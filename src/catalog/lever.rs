//! Levers: savings that can be switched on, with what each does to the lines it touches.

use super::plan::{Saved, Use};
use crate::amount::{Decimal, Estimate};
use crate::faults::Named;
use crate::table::Table;
use std::sync::Arc;

/// A saving that can be switched on.
#[derive(Clone, Debug)]
pub struct Lever {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// The categories or lines it touches.
    pub on: Vec<String>,
    /// What it does to them.
    pub effect: Effect,
    /// What the document prints as its saving, where that differs.
    pub stated: Option<Estimate>,
    /// Levers of one group share what they touch: together at most 100 %.
    pub group: Option<String>,
    /// Whether it acts on a part of what it touches that the user alone knows: without a share it is not switched on.
    pub part: bool,
    /// Whether it is a way to buy, such as spot or reserved: it does not act on a line whose price is of such already.
    pub purchase: bool,
    /// When it holds, in the document's words.
    pub condition: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// What a lever does.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Takes a share off what it touches.
    Saves(Estimate),
    /// Puts other amounts in the place of lines.
    Swaps(Vec<Swap>),
    /// The document gives no figure: the share that is set is the saving.
    Asks,
    /// Said of figures that already hold it; never applied. None where no figure is given.
    Claims(Option<Estimate>),
    /// A free allowance: so many units of a line cost nothing.
    Free {
        /// How many.
        units: Decimal,
        /// Of which unit; lines counted in another are not touched.
        unit: String,
    },
    /// Money given once: it shortens a roadmap's sum, and no month.
    Credit(Decimal),
}

/// A line's replacement.
#[derive(Clone, Debug)]
pub struct Swap {
    /// The line that goes.
    pub line: String,
    /// What a month costs instead of the printed amount.
    pub amount: Decimal,
    /// What is bought instead.
    pub name: Option<String>,
}

impl Effect {
    /// Its key in files.
    fn key(&self) -> &'static str {
        match self {
            Effect::Saves(_) => "saves",
            Effect::Swaps(_) => "swap",
            Effect::Asks => "asks",
            Effect::Claims(_) => "claim",
            Effect::Free { .. } => "free",
            Effect::Credit(_) => "credit",
        }
    }
}

/// The keys of which a lever has exactly one.
const EFFECTS: [&str; 6] = ["saves", "swap", "asks", "claim", "free", "credit"];

impl Lever {
    /// Whether it can be switched on.
    pub fn acts(&self) -> bool {
        !matches!(self.effect, Effect::Claims(_))
    }

    /// Whether the user has to give a share: what it saves, or how large the part is that it acts on.
    pub fn asks(&self) -> bool {
        self.part || matches!(self.effect, Effect::Asks)
    }

    /// Reads a `[[lever]]`; the names it uses come along for the check.
    pub(super) fn read(table: &Table, lines: &Arc<Saved>, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let on = table.texts("on");
        let (effect, swapped) = read_effect(table);
        let names: Vec<String> = on.iter().chain(&swapped).map(|named| named.text.clone()).collect();
        read_on(table, &id, &effect, on.is_empty());
        let lever = Lever {
            id: id.text.clone(),
            name: table.need_text("name").text,
            on: names,
            effect,
            stated: table.share_range("stated"),
            group: super::plan::plain(table, "group"),
            part: table.flag("part"),
            purchase: table.flag("purchase"),
            condition: super::plan::plain(table, "condition"),
            note: super::plan::plain(table, "note"),
            lines: super::plan::plain(table, "lines"),
        };
        uses.extend(on.into_iter().map(|named| Use::Saved(named, lines.clone())));
        uses.extend(swapped.into_iter().map(|named| Use::Swapped(named, lines.clone())));
        table.finish();
        (id, lever)
    }
}

/// Faults where a lever is on nothing, or has an `on` that its effect does not ask for.
fn read_on(table: &Table, id: &Named, effect: &Effect, on_nothing: bool) {
    let place = |key| table.place_of(key).unwrap_or_else(|| table.place());
    let touches_nothing = || format!("lever `{}` touches nothing", id.text);
    match effect {
        Effect::Swaps(swaps) if swaps.is_empty() => {
            let label = "expected what goes and what comes: [{ line = \"…\", amount = \"…\" }]";
            table.fault(place("swap"), touches_nothing(), label);
        }
        Effect::Swaps(_) | Effect::Credit(_) if !on_nothing => {
            let own =
                if matches!(effect, Effect::Credit(_)) { "is money, on no line" } else { "names its lines itself" };
            let label = format!("leave it out: `{}` {own}", effect.key());
            table.fault(place("on"), "`on` says nothing here", label);
        }
        Effect::Swaps(_) | Effect::Credit(_) => {}
        _ if on_nothing => {
            let label = "expected `on`: categories, lines or \"all\"";
            table.fault(place("on"), touches_nothing(), label);
        }
        _ => {}
    }
    if table.has("part") && matches!(effect, Effect::Asks | Effect::Claims(_) | Effect::Credit(_)) {
        let label = format!("leave it out: `{}` acts on no part", effect.key());
        table.fault(place("part"), "`part` says nothing here", label);
    }
    if table.has("unit") && !matches!(effect, Effect::Free { .. }) {
        table.fault(place("unit"), "`unit` says nothing here", "it belongs to `free`: leave it out");
    }
}

/// The one effect of a lever, and the lines that a swap names.
fn read_effect(table: &Table) -> (Effect, Vec<Named>) {
    let given: Vec<&str> = EFFECTS.into_iter().filter(|key| table.has(key)).collect();
    let expected = || format!("expected exactly one of {}", EFFECTS.map(|key| format!("`{key}`")).join(", "));
    match given.as_slice() {
        [] => table.fault(table.place(), "this lever does nothing", expected()),
        [_] => {}
        [first, second, ..] => {
            let title = format!("this lever has two effects, `{first}` and `{second}`");
            table.fault(table.place_of(second).unwrap_or_else(|| table.place()), title, expected());
        }
    }
    // Every key is asked for, so that a second one is told as that and not as unknown.
    let (swaps, swapped): (Vec<Swap>, Vec<Named>) = table.tables("swap").iter().map(read_swap).unzip();
    let saves = table.share_range("saves").unwrap_or(Estimate::ZERO);
    let (asks, claim) = (table.flag("asks"), claimed(table));
    let (units, unit) = (table.decimal("free").unwrap_or_default(), table.text("unit"));
    let credit = table.decimal("credit").unwrap_or_default();
    let effect = match given.first() {
        Some(&"swap") => Effect::Swaps(swaps),
        Some(&"asks") if asks => Effect::Asks,
        Some(&"asks") => {
            let place = table.place_of("asks").unwrap_or_else(|| table.place());
            table.fault(place, "this lever does nothing", "expected `true`, or another effect in place of `asks`");
            Effect::Asks
        }
        Some(&"claim") => Effect::Claims(claim),
        Some(&"free") => {
            let unit = unit.map_or_else(|| table.need_text("unit").text, |unit| unit.text);
            Effect::Free { units, unit }
        }
        Some(&"credit") => Effect::Credit(credit),
        _ => Effect::Saves(saves),
    };
    (effect, swapped)
}

/// A claim may have no figure: an empty text.
fn claimed(table: &Table) -> Option<Estimate> {
    let empty = table.text("claim").is_some_and(|text| text.text.is_empty());
    if empty { None } else { table.share_range("claim") }
}

fn read_swap(table: &Table) -> (Swap, Named) {
    let line = table.need_text("line");
    let swap = Swap {
        line: line.text.clone(),
        amount: table.need("amount", "a quoted decimal", Table::decimal).unwrap_or_default(),
        name: super::plan::plain(table, "name"),
    };
    table.finish();
    (swap, line)
}
