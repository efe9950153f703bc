//! Percentiles as a table: what each figure is in so many of the draws, and how far the sample may be off.

use super::{sampled, sentence};
use crate::amount::{Decimal, Estimate, Number, plain};
use crate::explore::simulate::{Distribution, Drawn, Risk, Sampled};
use crate::report::sheet::{Cell, Column, Sheet};

/// The percentiles of each figure with their intervals, then the moments, and the quote beside them.
pub(super) fn percentiles(risk: &Risk) -> Sheet {
    let columns = vec![
        Column::text("of", "Of all draws"),
        Column::figure("cost", "Cost"),
        Column::figure("cost_interval", "within"),
        Column::figure("margin", "Margin"),
        Column::figure("margin_interval", "within"),
        Column::figure("margin_percent", "%"),
        Column::figure("cost_per_user", "Per user"),
        Column::hidden("percent"),
        Column::hidden("margin_percent_interval"),
        Column::hidden("cost_per_user_interval"),
    ];
    let rows = if sampled(risk, Drawn::Cost).distribution.is_some() { rows(risk) } else { Vec::new() };
    let how = if risk.inputs.is_empty() {
        String::new()
    } else {
        format!(". Sampled, {}; `within` holds it in 19 of 20 samples", draws(risk.draws.count))
    };
    Sheet {
        id: "percentiles",
        title: format!("{}{how}{}", sentence(risk), undefined(risk)),
        columns,
        rows,
        empty: "No draw has a cost that 28 digits hold.",
        detail: false,
    }
}

/// `1 draw`, `20,000 draws`.
fn draws(count: usize) -> String {
    format!("{} {}", plain(count.into()), if count == 1 { "draw" } else { "draws" })
}

/// How often a figure is undefined, where it ever is: `. Left out: 12 draws without a margin in percent`. Without a cost
/// there is none of the others.
fn undefined(risk: &Risk) -> String {
    let words = |sampled: &Sampled| {
        let name = match sampled.figure {
            Drawn::Cost => "a cost",
            Drawn::CostPerUser => "a cost per user",
            Drawn::Margin => "a margin",
            Drawn::MarginPercent => "a margin in percent",
        };
        let without = match sampled.figure {
            Drawn::Cost => sampled.undefined,
            _ => sampled.undefined - risk.figures[0].undefined.min(sampled.undefined),
        };
        (without > 0).then(|| format!("{} without {name}", draws(without)))
    };
    let words: Vec<String> = risk.figures.iter().filter_map(words).collect();
    if words.is_empty() { String::new() } else { format!(". Left out: {}", words.join(", ")) }
}

/// What is told of a figure in one row: a value, and the ends between which it lies.
type Told = Option<(Decimal, Option<(Decimal, Decimal)>)>;

fn rows(risk: &Risk) -> Vec<Vec<Cell>> {
    let row = |name: &str, percent: Option<u8>, of: &dyn Fn(Drawn) -> Told| {
        let [cost, user, margin, share] = Drawn::ALL.map(of);
        vec![
            Cell::Text(name.to_owned()),
            dollars(cost),
            dollars_within(cost),
            dollars(margin),
            dollars_within(margin),
            share.map_or(Cell::None, |(value, _)| Cell::Percent(value)),
            dollars(user),
            percent.map_or(Cell::None, |percent| Cell::count(percent.into())),
            share.and_then(within).map_or(Cell::None, Cell::Percents),
            dollars_within(user),
        ]
    };
    let known = |figure: Drawn| sampled(risk, figure).distribution.as_ref();
    let percentile = |percent: u8| {
        let name = match percent {
            50 => "half below (P50)".to_owned(),
            below if below < 50 => format!("{below} % below (P{below})"),
            below => format!("{} % above (P{below})", 100 - below),
        };
        let of = |figure: Drawn| {
            let of = known(figure)?.percentile(percent)?;
            Some((of.value, Some((of.low, of.high))))
        };
        row(&name, Some(percent), &of)
    };
    let mean = |of: &Distribution| {
        // 1.96 standard errors either way.
        let half = of.error.times(Decimal::new(196, 2));
        let ends = half.and_then(|half| Ok((of.mean.minus(half)?, of.mean.plus(half)?)));
        (of.mean, ends.ok())
    };
    let mut rows: Vec<Vec<Cell>> = [5, 10, 50, 90, 95].into_iter().map(percentile).collect();
    rows.push(row("mean", None, &|figure| known(figure).map(mean)));
    rows.push(row("standard deviation", None, &|figure| Some((known(figure)?.deviation, None))));
    rows.push(row("as quoted, not drawn", None, &|figure| Some((figure.quoted(&risk.quote)?, None))));
    rows
}

fn dollars(told: Told) -> Cell {
    told.map_or(Cell::None, |(value, _)| Cell::Money(Estimate::exact(value)))
}

fn dollars_within(told: Told) -> Cell {
    Cell::money(told.and_then(within)).or_empty()
}

fn within((value, ends): (Decimal, Option<(Decimal, Decimal)>)) -> Option<Estimate> {
    ends.map(|(low, high)| Estimate { low, expected: value, high })
}
