//! What the promises are ratios of: stored lines evaluated with checked decimals, by hand and without names, ranges or
//! explanations.

use costtui::amount::Decimal;
use costtui::catalog::{Line as CatalogLine, Price, Quantity};
use std::sync::Arc;

/// A plan of one stage.
pub struct Bare {
    lines: Vec<Line>,
    /// The shares of the buffer, and of the reserve on top of it.
    on_top: Option<[Decimal; 2]>,
}

enum Line {
    Fixed(Decimal),
    /// A price for `per` of what a driver counts.
    Rate {
        driver: usize,
        price: Decimal,
        per: Decimal,
    },
    /// Each part at its own price, of `each` times a driver.
    Tiers {
        driver: usize,
        each: Decimal,
        tiers: Vec<(Decimal, Decimal)>,
    },
    /// Whole units, `each` for `per` of what a driver counts, at least `min`, and `more` of them.
    Whole {
        driver: usize,
        each: Decimal,
        per: Decimal,
        min: Decimal,
        more: Decimal,
        price: Decimal,
    },
}

impl Bare {
    /// The total at the drivers' values.
    pub fn total(&self, drivers: &[Decimal]) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for line in &self.lines {
            sum = sum.checked_add(line.cost(drivers)?)?;
        }
        for share in self.on_top.into_iter().flatten() {
            sum = sum.checked_add(sum.checked_mul(share)?)?;
        }
        Some(sum)
    }
}

impl Line {
    fn cost(&self, drivers: &[Decimal]) -> Option<Decimal> {
        match self {
            Line::Fixed(amount) => Some(*amount),
            Line::Rate { driver, price, per } => {
                let cost = drivers[*driver].checked_mul(*price)?;
                if *per == Decimal::ONE { Some(cost) } else { cost.checked_div(*per) }
            }
            Line::Tiers { driver, each, tiers } => graduated(drivers[*driver].checked_mul(*each)?, tiers),
            Line::Whole { driver, each, per, min, more, price } => {
                let units = drivers[*driver].checked_mul(*each)?.checked_div(*per)?.ceil().max(*min);
                units.checked_add(*more)?.checked_mul(*price)
            }
        }
    }
}

fn graduated(quantity: Decimal, tiers: &[(Decimal, Decimal)]) -> Option<Decimal> {
    let (mut total, mut from) = (Decimal::ZERO, Decimal::ZERO);
    for (up_to, price) in tiers {
        let to = quantity.min(*up_to);
        total = total.checked_add(to.checked_sub(from)?.checked_mul(*price)?)?;
        if quantity <= *up_to {
            break;
        }
        from = to;
    }
    Some(total)
}

const USERS: usize = 0;
const PAYING: usize = 1;
const CHARGED: usize = 2;
const CONCURRENT: usize = 3;
const CACHED: usize = 4;
const UNCACHED: usize = 5;
const EGRESS: usize = 6;
const CDN: usize = 7;
const USER_DAYS: usize = 8;

/// REF-20's drivers at a number of users, base.
pub fn drivers(users: Decimal) -> Option<[Decimal; 9]> {
    let cache_hit = Decimal::new(60, 2);
    let miss = Decimal::ONE.checked_sub(cache_hit)?;
    let paying = users.checked_mul(Decimal::new(4, 2))?.floor();
    let concurrent = users.checked_mul(Decimal::new(3, 2))?;
    let gb = users.checked_mul(Decimal::new(18, 1))?;
    Some([
        users,
        paying,
        paying.checked_mul(Decimal::from(9))?,
        concurrent,
        concurrent.checked_mul(cache_hit)?,
        concurrent.checked_mul(miss)?,
        gb.checked_mul(miss)?,
        gb.checked_mul(cache_hit)?,
        users.checked_mul(Decimal::from(30))?,
    ])
}

/// REF-20's growth stage, 10,000 to 99,999 users, base: the workload's table, line by line. Other stages have other
/// figures in the same lines, so its time is theirs too.
pub fn growth() -> Bare {
    let reserved = d("0.88");
    let rate = |driver, price: &str| Line::Rate { driver, price: d(price), per: Decimal::ONE };
    let tiers = |driver, each: &str, tiers: &[(&str, &str)]| Line::Tiers {
        driver,
        each: d(each),
        tiers: tiers.iter().map(|(up_to, price)| (d(up_to), d(price))).collect(),
    };
    let nodes = |driver, each: &str, per: &str, min: &str, more: &str, price: &str| Line::Whole {
        driver,
        each: d(each),
        per: d(per),
        min: d(min),
        more: d(more),
        price: d(price) * reserved,
    };
    let open = "1000000000000";
    let lines = vec![
        Line::Fixed(d("12.50")),
        Line::Fixed(d("199")),
        Line::Fixed(d("300")),
        Line::Fixed(d("250")),
        Line::Fixed(d("2000")),
        tiers(USERS, "1", &[("5000", "0"), ("50000", "0.0055"), ("100000", "0.0046"), (open, "0.00325")]),
        rate(USERS, "0.0004"),
        rate(USERS, "0.00015"),
        rate(PAYING, "0.30"),
        rate(CHARGED, "0.029"),
        rate(USERS, "0.0048"),
        tiers(EGRESS, "1", &[("100", "0"), ("10240", "0.09"), ("51200", "0.085"), ("153600", "0.07"), (open, "0.05")]),
        tiers(CDN, "1", &[("1000", "0"), ("10000", "0.085"), ("50000", "0.06"), (open, "0.04")]),
        tiers(USER_DAYS, "0.0016", &[("51200", "0.023"), ("512000", "0.022"), (open, "0.021")]),
        tiers(USER_DAYS, "0.0004", &[("5", "0"), ("10240", "0.50"), (open, "0.25")]),
        nodes(CONCURRENT, "1", "700", "3", "0", "73.60"),
        nodes(CACHED, "1", "8000", "0", "0", "45.60"),
        nodes(UNCACHED, "1", "1500", "0", "2", "262.80"),
        nodes(USERS, "12", "5000000", "0", "0", "38"),
    ];
    Bare { lines, on_top: Some([d("0.15"), d("0.025")]) }
}

/// A shipped plan's lines at their expected amounts; `place` finds the driver by name.
pub fn of_lines(lines: &[Arc<CatalogLine>], place: impl Fn(&str) -> usize) -> Bare {
    let bare = |line: &CatalogLine| {
        let Price::Amount(amount) = line.price else { panic!("{} has no amount", line.id) };
        let amount = amount.expected;
        match &line.quantity {
            Quantity::Fixed(_) => Line::Fixed(amount),
            Quantity::Follows(of) if of.whole => Line::Whole {
                driver: place(&of.of),
                each: of.is,
                per: of.at,
                min: of.min.unwrap_or_default(),
                more: Decimal::ZERO,
                price: amount / of.is,
            },
            Quantity::Follows(of) => Line::Rate { driver: place(&of.of), price: amount, per: of.at },
        }
    };
    Bare { lines: lines.iter().map(|line| bare(line)).collect(), on_top: None }
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|bad| panic!("{text}: {bad}"))
}
