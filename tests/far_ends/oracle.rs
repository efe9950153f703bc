//! What a model costs, worked out again in fractions: nothing is rounded, and no code of the program is used.

use crate::choices::{Change, Choices};
use crate::fraction::Fraction;
use crate::model::{CATEGORIES, Count, Effect, Lever, Line, Model, Price, Rate};

/// Low, expected and high.
pub type Ends = [Fraction; 3];

/// What a line costs, before and after levers; none of one that is left out.
pub type Costs = Option<(Ends, Ends)>;

fn read(text: &str) -> Fraction {
    Fraction::read(text)
}

fn whole(n: i64) -> Fraction {
    Fraction::whole(n)
}

fn half(a: &str, b: &str) -> Fraction {
    (read(a) + read(b)) / whole(2)
}

/// Works out a model under choices.
pub struct Oracle<'m> {
    model: &'m Model,
    choices: &'m Choices,
}

impl<'m> Oracle<'m> {
    pub fn of(model: &'m Model, choices: &'m Choices) -> Self {
        Oracle { model, choices }
    }

    /// Every line, in the order of the plan; a share is of those above it.
    pub fn lines(&self) -> Vec<Costs> {
        let mut done: Vec<Costs> = Vec::new();
        for (at, line) in self.model.lines.iter().enumerate() {
            let costs = match &line.price {
                _ if self.change(at) == Some(&Change::Drop) => None,
                Price::Share(share, of) => Some(self.share(at, share, of, &done)),
                _ => Some(self.line(at, line)),
            };
            done.push(costs);
        }
        done
    }

    /// The month.
    pub fn total(&self, lines: &[Costs]) -> Ends {
        let buffered = whole(1) + self.choices.buffer.as_deref().map_or(whole(0), read);
        let after = |end: usize| lines.iter().flatten().map(move |(_, after)| after[end].clone());
        [0, 1, 2].map(|end| after(end).fold(whole(0), |sum, cost| sum + cost) * buffered.clone())
    }

    fn change(&self, at: usize) -> Option<&Change> {
        self.choices.change.as_ref().filter(|(line, _)| *line == at).map(|(_, change)| change)
    }

    fn driver(&self, driver: usize) -> Fraction {
        let users = read(&self.choices.users);
        if driver == 0 { users } else { users * read(&self.choices.concurrency) }
    }

    fn count(&self, at: usize, count: &Count) -> Fraction {
        if let Some(Change::Quantity(quantity)) = self.change(at) {
            return read(quantity);
        }
        let Some((value, driver)) = count.follows.as_ref().filter(|_| self.choices.elastic) else {
            return read(&count.is);
        };
        let many = read(&count.is) * self.driver(*driver) / read(value);
        let many = if count.whole { many.up() } else { many };
        count.min.as_ref().map_or(many.clone(), |min| many.max(read(min)))
    }

    /// Which rate of the card prices a line, if any does.
    fn rate(&self, at: usize, line: &'m Line) -> Option<&'m Rate> {
        let own = matches!(self.change(at), Some(Change::Amount(_) | Change::UnitPrice(_)));
        line.rate.as_ref().filter(|_| self.choices.card && !own)
    }

    /// A line that is no share: what its units cost, those that are paid for, and what levers leave of that.
    fn line(&self, at: usize, line: &'m Line) -> (Ends, Ends) {
        let rate = self.rate(at, line);
        let own = if self.stands(at, line) { self.middle(line) } else { self.count(at, &line.count) };
        let (units, in_meter) = match (rate, &line.metered) {
            (Some(_), Some(metered)) => {
                let ratio = read(metered) / read(&line.count.is);
                let fixed = matches!(self.change(at), Some(Change::Quantity(_)));
                (if fixed { own.clone() * ratio.clone() } else { read(metered) }, ratio)
            }
            _ => (own, whole(1)),
        };
        let free = self.free(at, line, rate) * in_meter;
        let paid = (units.clone() - free.clone()).max(whole(0));
        let each = [0, 1, 2].map(|end| {
            let factor = self.factor(at, line, end);
            let before = self.cost(at, line, rate, &units, end) * factor.clone();
            let still = rate.is_none() && self.is_still(at, line);
            let left = match still {
                _ if free.is_zero() => before.clone(),
                true if units.is_zero() => before.clone(),
                true => before.clone() * paid.clone() / units.clone(),
                false => self.cost(at, line, rate, &paid, end) * factor,
            };
            (before, left * self.left(at, line, rate, end))
        });
        let [low, expected, high] = each;
        ([low.0, expected.0, high.0], [low.1, expected.1, high.1])
    }

    /// Whether the line is its printed range, whatever the quantity; then it is that of the middle of its units.
    fn stands(&self, at: usize, line: &Line) -> bool {
        let untouched = self.change(at).is_none() || self.rate(at, line_of(self.model, at)).is_some();
        self.rate(at, line_of(self.model, at)).is_none() && untouched && !self.choices.elastic && is_along(line)
    }

    fn middle(&self, line: &Line) -> Fraction {
        match (&line.count.min, &line.count.max) {
            (Some(min), Some(max)) => half(min, max),
            _ => read(&line.count.is),
        }
    }

    /// Whether its amount stands whatever the quantity.
    fn is_still(&self, at: usize, line: &Line) -> bool {
        matches!(self.change(at), Some(Change::Amount(_))) || self.stands(at, line)
    }

    /// What so many units cost, before the user's bill and levers.
    fn cost(&self, at: usize, line: &Line, rate: Option<&Rate>, units: &Fraction, end: usize) -> Fraction {
        if let Some(rate) = rate {
            return self.listed(rate, units);
        }
        let units = units.clone();
        match (self.change(at), &line.price) {
            (Some(Change::Amount(amount)), _) => read(amount),
            (Some(Change::UnitPrice(price)), Price::Unit(_, Some(hours))) => read(price) * self.hours(hours) * units,
            (Some(Change::UnitPrice(price)), _) => read(price) * units,
            (_, Price::Unit(price, None)) => read(price) * units,
            (_, Price::Unit(price, Some(hours))) => read(price) * self.hours(hours) * units,
            (_, Price::Amount(low, high)) => {
                let amount = [read(low), half(low, high), read(high)][end].clone();
                match is_along(line) {
                    true if self.stands(at, line) => amount,
                    true => along(line, (read(low), read(high)), units),
                    false => amount * units / read(&line.count.is),
                }
            }
            (_, Price::Share(..)) => unreachable!("a share is worked out by itself"),
        }
    }

    fn hours(&self, printed: &str) -> Fraction {
        read(self.choices.hours.as_deref().unwrap_or(printed))
    }

    /// A card's price: every part of the units at its tier.
    fn listed(&self, rate: &Rate, units: &Fraction) -> Fraction {
        let hours = if rate.hourly { self.hours("730") } else { whole(1) };
        let (mut sum, mut from) = (whole(0), whole(0));
        for (up_to, price) in &rate.tiers {
            let to = up_to.as_ref().map_or(units.clone(), |edge| read(edge).min(units.clone()));
            sum = sum + (to.clone() - from.clone()).max(whole(0)) * read(price);
            from = to.max(from);
        }
        sum * read(&self.model.usd) * hours / read(&rate.per)
    }

    fn factor(&self, at: usize, line: &Line, end: usize) -> Fraction {
        let own = matches!(self.change(at), Some(Change::Amount(_) | Change::UnitPrice(_)));
        let category = CATEGORIES.iter().position(|id| *id == line.category).unwrap();
        let factor = self.choices.factors[category].as_ref().filter(|_| !own);
        factor.map_or(whole(1), |ends| read(&ends[end]))
    }

    /// The levers that touch a line, with their shares.
    fn touching(&self, at: usize, line: &Line, rate: Option<&Rate>) -> Vec<(&'m Lever, Fraction)> {
        let on = self.model.levers.iter().zip(&self.choices.levers);
        let on = on.filter_map(|(lever, share)| Some((lever, read(share.as_ref()?))));
        let allowance = rate.is_some_and(|rate| rate.tiers.len() > 1 && read(&rate.tiers[0].1).is_zero());
        let touches = |lever: &Lever| match &lever.effect {
            Effect::Swap(swapped, _) => *swapped == at,
            effect => {
                let named = lever.on == "all" || lever.on == line.category || (lever.on == "l0" && at == 0);
                named && !(allowance && matches!(effect, Effect::Free(_)))
            }
        };
        on.filter(|(lever, _)| touches(lever)).collect()
    }

    fn free(&self, at: usize, line: &Line, rate: Option<&Rate>) -> Fraction {
        let units = self.touching(at, line, rate).into_iter().filter_map(|(lever, share)| match &lever.effect {
            Effect::Free(units) => Some(read(units) * share),
            _ => None,
        });
        units.fold(whole(0), |sum, units| sum + units)
    }

    /// Π over groups of (1 − Σ share × saving); the low end is after the largest savings.
    fn left(&self, at: usize, line: &Line, rate: Option<&Rate>, end: usize) -> Fraction {
        let mut groups: Vec<(Option<u64>, Fraction)> = Vec::new();
        for (lever, share) in self.touching(at, line, rate) {
            let saved = share * saving(lever, line, end);
            match groups.iter_mut().find(|(group, _)| group.is_some() && *group == lever.group) {
                Some((_, sum)) => *sum = sum.clone() + saved,
                None => groups.push((lever.group, saved)),
            }
        }
        groups.into_iter().fold(whole(1), |left, (_, saved)| left * (whole(1) - saved).max(whole(0)))
    }

    /// A share of lines above it, after their levers.
    fn share(&self, at: usize, share: &str, of: &str, done: &[Costs]) -> (Ends, Ends) {
        let is_share = |at: usize| matches!(self.model.lines[at].price, Price::Share(..));
        let meant = |at: usize| {
            (of == "l0" && at == 0) || (!is_share(at) && (of == "all" || of == self.model.lines[at].category))
        };
        let of: Vec<&Ends> = (0..at).filter(|at| meant(*at)).filter_map(|at| Some(&done[at].as_ref()?.1)).collect();
        let ends = [0, 1, 2].map(|end| of.iter().fold(whole(0), |sum, ends| sum + ends[end].clone()) * read(share));
        // The user's own amount or price stands in place of the share, and the levers act on it as on any.
        match self.change(at) {
            Some(Change::Amount(_) | Change::UnitPrice(_)) => self.line(at, &self.model.lines[at]),
            _ => (ends.clone(), ends),
        }
    }
}

fn line_of(model: &Model, at: usize) -> &Line {
    &model.lines[at]
}

/// Whether its amount is a range over a range of units.
fn is_along(line: &Line) -> bool {
    let ends = line.count.min.as_ref().zip(line.count.max.as_ref());
    let units = line.count.follows.is_some() && ends.is_some_and(|(min, max)| read(min) < read(max));
    units && matches!(&line.price, Price::Amount(low, high) if read(low) < read(high))
}

/// The low amount at the low end of the units, the high one at the high end; below in proportion, beyond as steeply.
fn along(line: &Line, (low, high): (Fraction, Fraction), units: Fraction) -> Fraction {
    let (Some(from), Some(to)) = (&line.count.min, &line.count.max) else { unreachable!("it has both ends") };
    let (from, to) = (read(from), read(to));
    if units < from {
        return low * units / from;
    }
    low.clone() + (high - low) * (units - from.clone()) / (to - from)
}

/// The share of a line that a lever saves.
fn saving(lever: &Lever, line: &Line, end: usize) -> Fraction {
    match (&lever.effect, &line.price) {
        (Effect::Saves(low, high), _) => [read(high), half(low, high), read(low)][end].clone(),
        (Effect::Asks, _) => whole(1),
        (Effect::Swap(_, amount), price) => {
            let printed = match price {
                Price::Amount(low, high) => half(low, high),
                Price::Unit(price, hours) => read(price) * read(hours.as_deref().unwrap_or("1")) * read(&line.count.is),
                Price::Share(..) => return whole(0),
            };
            (printed.clone() - read(amount)) / printed
        }
        (Effect::Free(_), _) => whole(0),
    }
}
