//! How a line came to its cost, as a formula with its numbers.

use super::count::Count;
use super::rates::Rate;
use super::{LineBasis, QuoteLine};
use crate::amount::{Decimal, Estimate, Number, Overflow, grouped, money, money_fine, money_range, percent};
use crate::catalog::Price;

impl QuoteLine {
    /// The formula: `29 × $0.10 × 720 h = $2,088.00`.
    pub fn explain(&self) -> String {
        let Ok(cost) = self.cost else {
            return "too large: the amount needs more than 28 digits".to_owned();
        };
        let factor =
            self.factor().map(|factor| format!(" × {}, from your bill,", shown_factor(factor))).unwrap_or_default();
        let formula = format!("{}{factor} = {}", self.formula(), money_range(cost.before));
        if cost.after == cost.before {
            return formula.strip_prefix("= ").unwrap_or(&formula).to_owned();
        }
        format!("{formula}; after levers {}", money_range(cost.after))
    }

    /// What the user's bill asks for it, as a multiple of what the plan or the card asks.
    pub fn factor(&self) -> Option<&Estimate> {
        self.term.factor()
    }

    fn formula(&self) -> String {
        let quantity = || self.quantity.map_or("—".to_owned(), count);
        let unit = self.unit.as_deref().map(|unit| format!(" {}", units(self.quantity, unit))).unwrap_or_default();
        match self.term.rate.own() {
            Rate::Still(_) => match self.basis {
                LineBasis::Override => "your amount".to_owned(),
                _ => "as printed".to_owned(),
            },
            Rate::TooLarge | Rate::Billed { .. } => "—".to_owned(),
            Rate::Share { share, .. } => {
                let of = match &self.line.price {
                    Price::Percent { of, .. } => of.join(", "),
                    _ => "other lines".to_owned(),
                };
                format!("{} of {of}", percent(*share))
            }
            Rate::Along { from, to, low, high } => format!(
                "{}{unit} between {} for {} and {} for {}",
                quantity(),
                count(*from),
                money(*low),
                count(*to),
                money(*high)
            ),
            Rate::Tiers { tiers, per } => graduated(tiers, *per, self.quantity.unwrap_or_default()),
            Rate::Proportional { amount, of } => self.proportional(*amount, *of, &quantity(), &unit),
        }
    }

    fn proportional(&self, amount: Estimate, of: Decimal, quantity: &str, unit: &str) -> String {
        if let Some(each) = self.unit_price {
            let per = if each.per == Decimal::ONE { String::new() } else { format!(" for {}", count(each.per)) };
            return match each.hours {
                Some(hours) => format!("{quantity} × {}{per} × {} h", short(each.price), count(hours)),
                None => format!("{quantity}{unit} × {}{per}", short(each.price)),
            };
        }
        match self.quantity == Ok(of) && self.basis != LineBasis::Override {
            true if of == Decimal::ONE => "as printed".to_owned(),
            true => format!("as printed, {quantity}{unit}"),
            false => format!("{quantity}{unit} at {} for {}", money_range(amount), count(of)),
        }
    }

    /// What the quantity follows: `29 at 2,500 concurrent users, in proportion; whole units; at least 10 — now 2,500`.
    pub fn follows(&self) -> Option<String> {
        let (Count::Follows { is, at, whole, min, max, .. }, Some(driven)) = (&self.term.count, &self.driver) else {
            return None;
        };
        if matches!(self.term.rate.own(), Rate::Still(_)) {
            return None; // an amount of the user's follows nothing
        }
        let mut words = format!("{} at {} {}, in proportion", count(*is), count(*at), driven.label);
        if *whole {
            words.push_str("; whole units");
        }
        if let Some(min) = min {
            words.push_str(&format!("; at least {}", count(*min)));
        }
        if let Some(max) = max {
            words.push_str(&format!("; planned up to {}", count(*max)));
        }
        Some(format!("{words}. Now {} {}", count(driven.value), driven.label))
    }

    /// How many of what: `29 instances`, `500 TB`.
    pub fn counted(&self) -> String {
        let quantity = self.quantity.map_or("—".to_owned(), count);
        match &self.unit {
            Some(unit) => format!("{quantity} {}", units(self.quantity, unit)),
            None => quantity,
        }
    }

    /// Where the price is from: the card's source where a card priced the line, else the document.
    pub fn origin(&self) -> &str {
        self.card_price.as_ref().map_or(&self.source, |price| &price.source)
    }
}

/// A factor: `1.15`, `1.05–1.3`.
pub fn shown_factor(factor: &Estimate) -> String {
    let places = |value: Decimal| if value < Decimal::new(1, 1) { 8 } else { 4 };
    let shown = |value: Decimal| grouped(value, value.normalize().scale().min(places(value)));
    match factor.is_exact() {
        true => shown(factor.expected),
        false => format!("{}–{}", shown(factor.low), shown(factor.high)),
    }
}

/// The parts of a quantity, each at the price of its tier: `1,024 free + 976 × $0.085`.
fn graduated(tiers: &[(Option<Decimal>, Decimal)], per: Decimal, quantity: Decimal) -> String {
    let mut from = Decimal::ZERO;
    let mut parts = Vec::new();
    for (up_to, price) in tiers {
        let to = up_to.unwrap_or(quantity).min(quantity);
        let part = to.minus(from).unwrap_or_default();
        if part > Decimal::ZERO || (parts.is_empty() && quantity.is_zero()) {
            let each = if price.is_zero() { " free".to_owned() } else { format!(" × {}", short(*price)) };
            parts.push(format!("{}{each}", count(part)));
        }
        from = from.max(to);
    }
    let per = if per == Decimal::ONE { String::new() } else { format!(", for {}", count(per)) };
    format!("{}{per}", parts.join(" + "))
}

/// The unit in the number its quantity calls for; symbols such as GB have one form.
pub fn units(quantity: Result<Decimal, Overflow>, unit: &str) -> String {
    let word = unit.ends_with(|c: char| c.is_ascii_lowercase() && c != 's');
    match quantity {
        Ok(quantity) if quantity == Decimal::ONE || !word => unit.to_owned(),
        _ if unit.ends_with("ry") => format!("{}ies", &unit[..unit.len() - 1]),
        _ => format!("{unit}s"),
    }
}

/// A unit price with the digits it has, at least cents.
fn short(price: Decimal) -> String {
    let places = price.normalize().scale().max(2);
    if places > 6 { money_fine(price) } else { format!("${}", grouped(price, places)) }
}

/// A count with at most two decimals, none where it is whole.
fn count(value: Decimal) -> String {
    grouped(value, if value.fract().is_zero() { 0 } else { 2 })
}
