//! Steps: the next value of a slider, or of a count, on a grid that keeps round values and the ends within reach.

use crate::amount::{Decimal, Number};
use crate::catalog::{Scale, Slider};

/// The next value on the step's grid, so that the ends and round values stay within reach.
pub(super) fn stepped(slider: &Slider, value: Decimal, up: bool, coarse: bool) -> Decimal {
    let part = if coarse { slider.coarse } else { slider.fine };
    match slider.scale {
        Scale::Linear => on_grid(value, part, up).unwrap_or(value),
        Scale::Log => log_stepped(slider, value, part, up).unwrap_or(value),
    }
}

fn log_stepped(slider: &Slider, value: Decimal, part: Decimal, up: bool) -> Option<Decimal> {
    if value < slider.least || value.is_zero() {
        return Some(if up { slider.least } else { slider.min });
    }
    let mut decade = decade_of(value)?;
    if !up && value == decade {
        decade = decade.over(Decimal::TEN).ok()?; // 10,000 goes down to 9,900, not to 9,000
    }
    let mut step = decade.times(part).ok()?;
    if slider.whole {
        step = step.max(Decimal::ONE);
    }
    let next = on_grid(value, step, up)?;
    Some(if next < slider.least { slider.min } else { next })
}

/// The next count of things: 1 from 29, 10 from 500, 100 from 5,000; coarse steps ten times that. Never below 0.
pub fn stepped_count(value: Decimal, up: bool, coarse: bool) -> Option<Decimal> {
    let decade = decade_of(value.max(Decimal::ONE))?;
    let fine = if coarse { decade } else { decade.over(Decimal::TEN).ok()? };
    on_grid(value, fine.max(Decimal::ONE), up).map(|next| next.max(Decimal::ZERO))
}

/// The power of ten at or below a positive value.
fn decade_of(value: Decimal) -> Option<Decimal> {
    let mut decade = Decimal::ONE;
    while decade > value {
        decade = decade.over(Decimal::TEN).ok().filter(|d| !d.is_zero())?;
    }
    while decade.times(Decimal::TEN).ok()? <= value {
        decade = decade.times(Decimal::TEN).ok()?;
    }
    Some(decade)
}

/// The nearest multiple of `step` above or below `value`.
fn on_grid(value: Decimal, step: Decimal, up: bool) -> Option<Decimal> {
    let steps = value.checked_div(step)?;
    let whole = steps.floor();
    let next = match (up, whole == steps) {
        (true, _) => whole.checked_add(Decimal::ONE)?,
        (false, true) => whole.checked_sub(Decimal::ONE)?,
        (false, false) => whole,
    };
    next.checked_mul(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::decimal;
    use crate::catalog::SliderUnit;

    fn users() -> Slider {
        let d = |text| decimal(text).unwrap();
        Slider {
            id: "users".into(),
            label: "Users".into(),
            unit: SliderUnit::Count,
            min: d("0"),
            max: d("10000000000"),
            default: d("5000"),
            scale: Scale::Log,
            fine: d("0.1"),
            coarse: d("1"),
            least: d("1"),
            whole: true,
            always: true,
        }
    }

    fn step(from: &str, up: bool, coarse: bool) -> String {
        stepped(&users(), decimal(from).unwrap(), up, coarse).normalize().to_string()
    }

    #[test]
    fn a_step_is_a_part_of_the_values_decade_and_lands_on_round_values() {
        assert_eq!(step("5000", true, false), "5100");
        assert_eq!(step("5000", true, true), "6000");
        assert_eq!(step("5130", false, false), "5100");
        assert_eq!(step("9950", true, false), "10000");
        assert_eq!(step("10000", true, false), "11000");
        assert_eq!(step("10000", false, false), "9900");
    }

    #[test]
    fn a_log_slider_reaches_zero_and_leaves_it() {
        assert_eq!(step("1", false, false), "0");
        assert_eq!(step("0", true, false), "1");
        assert_eq!(step("0", true, true), "1");
        assert_eq!(step("7", true, false), "8");
    }
}
