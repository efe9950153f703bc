//! Spreads: what a slider may be, in place of the one value it stands at, and the text form that people type.

use crate::amount::{self, BadNumber, Decimal, Number};
use crate::catalog::{Slider, SliderUnit};
use crate::text::{clean, did_you_mean};
use std::fmt;

/// What 5 % of a standard normal distribution lie above; 5 % lie below its negative.
const P95: f64 = 1.644_853_626_951_472_2;

/// The distribution that a slider's value is drawn from, in the slider's own unit (shares as fractions).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    /// `10k to 50k`: in 9 of 10 cases between the ends, from P5 to P95. Lognormal where both ends are above 0, which is
    /// the convention of Guesstimate and Squiggle; normal where an end is 0 or below.
    Interval {
        /// P5.
        low: Decimal,
        /// P95.
        high: Decimal,
    },
    /// `uniform 10k to 50k`: anywhere between the ends, alike.
    Uniform {
        /// The least.
        low: Decimal,
        /// The most.
        high: Decimal,
    },
    /// `triangular 1% to 3% to 8%`: between the ends, most often at the mode.
    Triangular {
        /// The least.
        low: Decimal,
        /// The most frequent.
        mode: Decimal,
        /// The most.
        high: Decimal,
    },
    /// `normal 50k ± 10k`: a mean and a standard deviation.
    Normal {
        /// The mean.
        mean: Decimal,
        /// The standard deviation.
        deviation: Decimal,
    },
    /// `lognormal 10k to 50k`: in 9 of 10 cases between the ends; both are above 0.
    Lognormal {
        /// P5.
        low: Decimal,
        /// P95.
        high: Decimal,
    },
}

/// A spread as floats: what random numbers are made into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// Between two values, alike.
    Uniform {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// Between two values, most often at a third.
    Triangular {
        /// The least.
        low: f64,
        /// The most frequent.
        mode: f64,
        /// The most.
        high: f64,
    },
    /// Normal.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        deviation: f64,
    },
    /// The exponential of a normal value.
    Lognormal {
        /// The mean of the logarithm.
        mean: f64,
        /// The standard deviation of the logarithm.
        deviation: f64,
    },
}

/// What is expected where a text is no spread.
const FORMS: &str = "expected `LOW to HIGH`, `uniform LOW to HIGH`, `triangular LOW to MODE to HIGH`, `normal MEAN ± DEVIATION` \
                     or `lognormal LOW to HIGH`";

const NAMES: [&str; 4] = ["uniform", "triangular", "normal", "lognormal"];

impl Spread {
    /// Reads a spread of a slider; numbers are what people type (`12k`, `$2.50`, `5%`). Ends the wrong way round, a mode outside
    /// them, a deviation of 0 and what lies wholly beyond the slider's ends are refused, with what was expected.
    pub fn read(text: &str, slider: &Slider) -> Result<Self, BadNumber> {
        let text = text.trim();
        let bad = |words: String| BadNumber(format!("`{}`: {words}", clean(text)));
        let name_ends = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (name, rest) = text.split_at(name_ends);
        let numbers = |apart: &[&str]| -> Result<Vec<Decimal>, BadNumber> {
            let apart = apart.iter().find(|apart| rest.contains(**apart)).copied().unwrap_or(" to ");
            rest.split(apart).map(|part| number(part.trim(), slider).map_err(|why| bad(why.0))).collect()
        };
        let form = |form: &str| bad(format!("expected `{name} {form}`"));
        let spread = match name {
            // `10k-50k`, as a range is written elsewhere.
            "" if !rest.contains(" to ") && rest.trim_start_matches('-').contains(['-', '–']) => {
                let written = rest.trim_start_matches('-').replacen(['-', '–'], " to ", 1);
                return Err(bad(format!("write `{}`", clean(&written))));
            }
            "" => match numbers(&[])?[..] {
                [low, high] => Spread::Interval { low, high },
                _ => return Err(bad(FORMS.to_owned())),
            },
            "uniform" | "lognormal" => match numbers(&[])?[..] {
                [low, high] if name == "uniform" => Spread::Uniform { low, high },
                [low, high] => Spread::Lognormal { low, high },
                _ => return Err(form("LOW to HIGH")),
            },
            "triangular" => match numbers(&[])?[..] {
                [low, mode, high] => Spread::Triangular { low, mode, high },
                _ => return Err(form("LOW to MODE to HIGH")),
            },
            "normal" => match numbers(&["±", "+-", "+/-"])?[..] {
                [mean, deviation] if !rest.contains(" to ") => Spread::Normal { mean, deviation },
                _ => return Err(form("MEAN ± DEVIATION")),
            },
            other => {
                return Err(bad(format!("`{}` is no spread{}; {FORMS}", clean(other), did_you_mean(other, NAMES))));
            }
        };
        spread.check(slider).map_err(bad)?;
        Ok(spread)
    }

    /// What is wrong with it, in words.
    fn check(&self, slider: &Slider) -> Result<(), String> {
        let show = |value: &Decimal| slider.show(*value);
        if let Spread::Normal { deviation, .. } = self
            && *deviation <= Decimal::ZERO
        {
            return Err(format!("expected a standard deviation above 0, not {}", show(deviation)));
        }
        if let Some((low, high)) = self.given_ends().filter(|(low, high)| low >= high) {
            return Err(format!("expected the low end first, below the high end, not {} to {}", show(low), show(high)));
        }
        if let Spread::Triangular { low, mode, high } = self
            && !(low..=high).contains(&mode)
        {
            return Err(format!("expected a mode between {} and {}, not {}", show(low), show(high), show(mode)));
        }
        if let Spread::Lognormal { low, .. } = self
            && *low <= Decimal::ZERO
        {
            return Err(format!("expected both ends of a lognormal spread above 0, not {}", show(low)));
        }
        let (low, high) = self.ends();
        if low >= f64::of(slider.max) || high <= f64::of(slider.min) {
            let (min, max) = (show(&slider.min), show(&slider.max));
            return Err(format!("expected a spread that reaches between {min} and {max}, where the slider ends"));
        }
        Ok(())
    }

    /// The ends that were typed.
    fn given_ends(&self) -> Option<(&Decimal, &Decimal)> {
        match self {
            Spread::Interval { low, high } | Spread::Uniform { low, high } | Spread::Lognormal { low, high } => {
                Some((low, high))
            }
            Spread::Triangular { low, high, .. } => Some((low, high)),
            Spread::Normal { .. } => None,
        }
    }

    /// Its least and most value, or P5 and P95 where it has no ends; of what a slider's ends do not hold back.
    fn ends(&self) -> (f64, f64) {
        match (self.given_ends(), self.law()) {
            (Some((low, high)), _) => (f64::of(*low), f64::of(*high)),
            (None, Law::Normal { mean, deviation } | Law::Lognormal { mean, deviation }) => {
                (mean - P95 * deviation, mean + P95 * deviation)
            }
            (None, Law::Uniform { low, high } | Law::Triangular { low, high, .. }) => (low, high),
        }
    }

    /// The distribution to draw from. P5 and P95 of a normal one lie 1.645 standard deviations from its mean.
    pub fn law(&self) -> Law {
        let deviation = |low: f64, high: f64| (high - low) / (2.0 * P95);
        let normal = |low: f64, high: f64| ((low + high) / 2.0, deviation(low, high));
        match self {
            Spread::Uniform { low, high } => Law::Uniform { low: f64::of(*low), high: f64::of(*high) },
            Spread::Triangular { low, mode, high } => {
                Law::Triangular { low: f64::of(*low), mode: f64::of(*mode), high: f64::of(*high) }
            }
            Spread::Normal { mean, deviation } => Law::Normal { mean: f64::of(*mean), deviation: f64::of(*deviation) },
            Spread::Interval { low, high } if *low <= Decimal::ZERO => {
                let (mean, deviation) = normal(f64::of(*low), f64::of(*high));
                Law::Normal { mean, deviation }
            }
            Spread::Interval { low, high } | Spread::Lognormal { low, high } => {
                let (mean, deviation) = normal(f64::of(*low).ln(), f64::of(*high).ln());
                Law::Lognormal { mean, deviation }
            }
        }
    }

    /// The spread as people read it, in the slider's unit: `10,000 to 50,000 (90 %, lognormal)`. The ends come first, since
    /// a narrow column cuts what comes last.
    pub fn words(&self, slider: &Slider) -> String {
        let show = |value: &Decimal| slider.show(*value);
        match self {
            Spread::Uniform { low, high } => format!("{} to {} (uniform)", show(low), show(high)),
            Spread::Triangular { low, mode, high } => {
                format!("{} to {}, mostly {} (triangular)", show(low), show(high), show(mode))
            }
            Spread::Normal { mean, deviation } => format!("{} ± {} (normal)", show(mean), show(deviation)),
            Spread::Interval { low, high } | Spread::Lognormal { low, high } => {
                let name = if matches!(self.law(), Law::Normal { .. }) { "normal" } else { "lognormal" };
                format!("{} to {} (90 %, {name})", show(low), show(high))
            }
        }
    }
}

/// A number in the unit of a slider; below 0 too, for an end that the slider holds back.
fn number(text: &str, slider: &Slider) -> Result<Decimal, BadNumber> {
    if slider.unit == SliderUnit::Share { amount::share(text) } else { amount::entry(text, false) }
}

impl fmt::Display for Spread {
    /// The text that [`Spread::read`] takes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let full = |value: &Decimal| value.normalize().to_string();
        match self {
            Spread::Interval { low, high } => write!(f, "{} to {}", full(low), full(high)),
            Spread::Uniform { low, high } => write!(f, "uniform {} to {}", full(low), full(high)),
            Spread::Triangular { low, mode, high } => {
                write!(f, "triangular {} to {} to {}", full(low), full(mode), full(high))
            }
            Spread::Normal { mean, deviation } => write!(f, "normal {} ± {}", full(mean), full(deviation)),
            Spread::Lognormal { low, high } => write!(f, "lognormal {} to {}", full(low), full(high)),
        }
    }
}
