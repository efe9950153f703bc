//! Fractions of whole numbers of any size: what the arithmetic is held against. Nothing in them is ever rounded.

use costtui::amount::Decimal;
use num_bigint::BigInt;
use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// `num / den`, of which `den` is above 0.
#[derive(Clone, Debug)]
pub struct Fraction {
    num: BigInt,
    den: BigInt,
}

fn ten_to(places: u32) -> BigInt {
    BigInt::from(10).pow(places)
}

impl Fraction {
    pub fn whole(n: i64) -> Self {
        Fraction { num: n.into(), den: 1.into() }
    }

    /// A decimal as it is written.
    pub fn read(text: &str) -> Self {
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let num = format!("{whole}{places}").parse().unwrap_or_else(|_| panic!("{text:?} is no decimal"));
        Fraction { num, den: ten_to(places.len() as u32) }
    }

    /// A decimal of the program.
    pub fn of(value: Decimal) -> Self {
        Fraction { num: value.mantissa().into(), den: ten_to(value.scale()) }
    }

    pub fn is_zero(&self) -> bool {
        self.num == BigInt::from(0)
    }

    /// The smallest whole number that is not below it; it is not below 0.
    pub fn up(&self) -> Self {
        Fraction { num: (&self.num + &self.den - 1) / &self.den, den: 1.into() }
    }

    pub fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }

    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// Half-even to so many places, as a text without zeros at its end.
    pub fn rounded(&self, places: u32) -> String {
        let negative = self.num < BigInt::from(0);
        let num = if negative { -&self.num } else { self.num.clone() } * ten_to(places);
        let (mut whole, twice) = (&num / &self.den, (&num % &self.den) * 2);
        let odd = &whole % 2 == BigInt::from(1);
        if twice > self.den || (twice == self.den && odd) {
            whole += 1;
        }
        let digits = format!("{:0>1$}", whole.to_string(), places as usize + 1);
        let (before, after) = digits.split_at(digits.len() - places as usize);
        let text = format!("{before}.{after}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if negative && text != "0" { format!("-{text}") } else { text.to_owned() }
    }

    /// How many decimal places it takes to write it, unless it takes more than 40.
    pub fn places(&self) -> Option<u32> {
        (0..=40).find(|places| (&self.num * ten_to(*places)) % &self.den == BigInt::from(0))
    }

    /// Whether 28 digits, of which at most 28 are places, hold it.
    pub fn fits(&self) -> bool {
        self.places().is_some_and(|places| {
            let digits = (&self.num * ten_to(places) / &self.den).to_string();
            places <= 28 && digits.trim_start_matches('-').len() <= 28
        })
    }
}

macro_rules! operator {
    ($name:ident, $method:ident, $num:expr, $den:expr) => {
        impl $name for Fraction {
            type Output = Fraction;
            fn $method(self, other: Fraction) -> Fraction {
                let of: fn(&Fraction, &Fraction) -> BigInt = $num;
                let over: fn(&Fraction, &Fraction) -> BigInt = $den;
                Fraction { num: of(&self, &other), den: over(&self, &other) }
            }
        }
    };
}

operator!(Add, add, |a, b| &a.num * &b.den + &b.num * &a.den, |a, b| &a.den * &b.den);
operator!(Sub, sub, |a, b| &a.num * &b.den - &b.num * &a.den, |a, b| &a.den * &b.den);
operator!(Mul, mul, |a, b| &a.num * &b.num, |a, b| &a.den * &b.den);
// Nothing here is divided by less than nothing.
operator!(Div, div, |a, b| &a.num * &b.den, |a, b| &a.den * &b.num);

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        &self.num * &other.den == &other.num * &self.den
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (&self.num * &other.den).partial_cmp(&(&other.num * &self.den))
    }
}
