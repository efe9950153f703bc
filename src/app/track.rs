//! A slider as a track: where a value stands on it, and the round value at a place. Pictures only: floats.

use crate::amount::{Decimal, Number};
use crate::catalog::{Scale, Slider};

impl Slider {
    /// Where a value stands on the track, 0 to 1.
    pub fn position(&self, value: Decimal) -> f64 {
        let (value, min, max) = (f64::of(value), f64::of(self.min), f64::of(self.max));
        let position = match self.scale {
            Scale::Linear => (value - min) / (max - min),
            Scale::Log if value <= 0.0 => 0.0,
            Scale::Log => {
                let least = f64::of(self.least.max(self.min));
                (value / least).ln() / (max / least).ln()
            }
        };
        position.clamp(0.0, 1.0)
    }

    /// The round value at a place on the track: two digits on a log scale, fine steps on a linear one.
    pub fn at(&self, position: f64) -> Decimal {
        let position = position.clamp(0.0, 1.0);
        let (min, max) = (f64::of(self.min), f64::of(self.max));
        let value = match self.scale {
            Scale::Linear => {
                let fine = f64::of(self.fine);
                let steps = ((min + position * (max - min)) / fine).round();
                return Decimal::from(steps as i64).times(self.fine).unwrap_or(self.min);
            }
            Scale::Log if position == 0.0 => return self.min,
            Scale::Log => {
                let least = f64::of(self.least.max(self.min));
                least * (position * (max / least).ln()).exp()
            }
        };
        crate::amount::decimal(&two_digits(value)).unwrap_or(self.min)
    }
}

/// A positive float as text with two significant digits.
fn two_digits(value: f64) -> String {
    let exponent = value.log10().floor() as i32 - 1;
    let unit = 10f64.powi(exponent);
    let places = usize::try_from(-exponent).unwrap_or(0);
    format!("{:.places$}", (value / unit).round() * unit)
}

#[cfg(test)]
mod tests {
    use crate::amount::decimal;
    use crate::catalog;

    #[test]
    fn a_dragged_slider_takes_round_values_and_reaches_its_ends() {
        let catalog = catalog::load(None).unwrap();
        let (users, share) = (catalog.slider("users").unwrap(), catalog.slider("paid_share").unwrap());
        assert_eq!(users.at(0.0), decimal("0").unwrap());
        assert_eq!(users.at(1.0), decimal("10000000000").unwrap());
        assert_eq!(users.at(0.5), decimal("100000").unwrap());
        assert_eq!(share.at(0.333), decimal("0.335").unwrap());
        assert_eq!(share.at(2.0), decimal("1").unwrap());
    }

    #[test]
    fn what_lies_beyond_the_ends_stands_at_them_and_no_place_is_no_number() {
        let catalog = catalog::load(None).unwrap();
        for slider in &catalog.sliders {
            let far = decimal("1000000000000000000").unwrap();
            let places = [slider.min, slider.max, far, -far].map(|value| slider.position(value));
            assert_eq!(places, [0.0, 1.0, 1.0, 0.0], "{}", slider.id);
            let values = [f64::NEG_INFINITY, f64::INFINITY].map(|place| slider.at(place));
            assert_eq!(values, [slider.min, slider.max], "{}", slider.id);
            assert!((slider.min..=slider.max).contains(&slider.clamp(slider.at(f64::NAN))));
        }
    }
}
