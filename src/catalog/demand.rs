//! Sliders and the drivers made of them: what can be moved, and what quantities follow.

use super::Usage;
use super::check::DriverUses;
use crate::amount::{self, Decimal, Number};
use crate::faults::Named;
use crate::table::Table;
use crate::text::nearest;

/// How a slider's values are spread along its track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal distances are equal differences.
    Linear,
    /// Equal distances are equal ratios.
    Log,
}

/// How a slider's values are written on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SliderUnit {
    /// `5,000`
    Count,
    /// `$0.50`
    Money,
    /// `5.0 %`; values are fractions
    Share,
}

/// A number the user moves.
#[derive(Clone, Debug)]
pub struct Slider {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// How its values are written.
    pub unit: SliderUnit,
    /// The lowest value.
    pub min: Decimal,
    /// The highest value.
    pub max: Decimal,
    /// The value before anything is moved, unless the plan names another.
    pub default: Decimal,
    /// Linear or logarithmic.
    pub scale: Scale,
    /// A fine step: in the slider's unit, or on a log scale in parts of the value's decade.
    pub fine: Decimal,
    /// A coarse step, likewise.
    pub coarse: Decimal,
    /// Log scale: the smallest value above zero.
    pub least: Decimal,
    /// Whether only whole numbers are values.
    pub whole: bool,
    /// Whether it is shown in every plan.
    pub always: bool,
}

/// A product of sliders that quantities follow.
#[derive(Clone, Debug)]
pub struct Driver {
    /// Its name in files and reports.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// Sliders and earlier drivers that are multiplied.
    pub times: Vec<String>,
    /// Shares of which the rest is multiplied: factors (1 − share).
    pub without: Vec<String>,
    /// Whether it is rounded down to a whole number.
    pub whole: bool,
    /// What a usage file of Infracost calls it, where it has a word for it.
    pub usage: Option<Usage>,
}

/// Highest end of a slider: far beyond any audience, and far from where decimals end.
const HIGHEST: Decimal = Decimal::from_parts(0xa4c6_8000, 0x0003_8d7e, 0, false, 0);

impl Slider {
    /// A value as it is written: `5,000`, `$0.50`, `5.0 %`.
    pub fn show(&self, value: Decimal) -> String {
        match self.unit {
            SliderUnit::Share => amount::percent(value),
            SliderUnit::Money if value.normalize().scale() > 2 => amount::money_fine(value),
            SliderUnit::Money => amount::money(value),
            SliderUnit::Count => amount::plain(value),
        }
    }

    /// Reads one `[[slider]]`.
    pub(super) fn read(table: &Table) -> (Named, Self) {
        let id = table.need_id("id");
        let need = |key| table.need(key, "a quoted decimal or share", Table::share).unwrap_or_default();
        let scale = table.need_text("scale");
        let unit = table.need_text("unit");
        let slider = Slider {
            id: id.text.clone(),
            label: table.need_text("label").text,
            unit: one_of(
                table,
                &unit,
                &[("count", SliderUnit::Count), ("money", SliderUnit::Money), ("share", SliderUnit::Share)],
            ),
            min: need("min"),
            max: need("max"),
            default: need("default"),
            scale: one_of(table, &scale, &[("linear", Scale::Linear), ("log", Scale::Log)]),
            fine: need("fine"),
            coarse: need("coarse"),
            least: table.share("least").unwrap_or_default(),
            whole: table.flag("whole"),
            always: table.flag("always"),
        };
        slider.check(table);
        table.finish();
        (id, slider)
    }

    fn check(&self, table: &Table) {
        let fault = |words: &str| table.fault(table.place(), format!("slider `{}` can't be moved", self.id), words);
        if self.min >= self.max && table.has("max") {
            fault("`min` has to be below `max`");
        }
        if !(self.min..=self.max).contains(&self.default) && self.min < self.max {
            fault("`default` has to lie between `min` and `max`");
        }
        if self.whole && [self.min, self.max, self.default].iter().any(|value| !value.is_integer()) {
            fault("a slider of whole numbers has whole ends and a whole `default`");
        }
        if self.max > HIGHEST {
            fault("`max` has to be at most 1000000000000000 (10^15)");
        }
        if (self.fine.is_zero() && table.has("fine")) || (self.coarse.is_zero() && table.has("coarse")) {
            fault("`fine` and `coarse` have to be above 0");
        }
        if self.scale == Scale::Log && self.least.max(self.min).is_zero() {
            fault("a log slider from 0 needs `least`, its smallest value above 0");
        }
        if self.scale == Scale::Log && self.least >= self.max && self.min < self.max {
            fault("`least`, the smallest value above 0 of a log slider, has to be below `max`");
        }
    }

    /// The smallest step between two values that are told apart where a value is looked for: a whole one, a cent, a tenth
    /// of a percent, else its smallest value above 0, or a fine step.
    pub fn grain(&self) -> Decimal {
        match self.unit {
            _ if self.whole => Decimal::ONE,
            SliderUnit::Money => Decimal::new(1, 2),
            SliderUnit::Share => Decimal::new(1, 3),
            SliderUnit::Count if self.least.is_zero() => self.fine,
            SliderUnit::Count => self.least,
        }
    }

    /// The value held to the slider's ends, and to whole numbers where it takes only those.
    pub fn clamp(&self, value: Decimal) -> Decimal {
        let value = value.clamp(self.min, self.max);
        if self.whole { value.down() } else { value }
    }
}

impl Driver {
    /// Reads one `[[driver]]`; the names it uses come along for the check.
    pub(super) fn read(table: &Table) -> (Named, Self, DriverUses) {
        let id = table.need_id("id");
        let (times, without) = (table.texts("times"), table.texts("without"));
        if times.is_empty() {
            table.fault(
                table.place(),
                format!("driver `{}` follows nothing", id.text),
                "expected `times`, a list of sliders",
            );
        }
        let ids = |names: &[Named]| names.iter().map(|n| n.text.clone()).collect();
        let driver = Driver {
            id: id.text.clone(),
            label: table.need_text("label").text,
            times: ids(&times),
            without: ids(&without),
            whole: table.flag("whole"),
            usage: Usage::read(table),
        };
        table.finish();
        (id, driver, DriverUses { times, without })
    }
}

/// The meaning of a word, or a fault with those that are known and the first of them.
pub(super) fn one_of<T: Copy>(table: &Table, word: &Named, known: &[(&str, T)]) -> T {
    let found = known.iter().find(|(name, _)| *name == word.text);
    if found.is_none() && !word.text.is_empty() {
        let names: Vec<String> = known.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let near = nearest(&word.text, known.iter().map(|(name, _)| *name));
        let hint = near.first().map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"));
        let label = format!("expected {}{hint}", names.join(" or "));
        table.fault(word.place.clone(), format!("\"{}\" is not known here", word.text), label);
    }
    found.unwrap_or(&known[0]).1
}
