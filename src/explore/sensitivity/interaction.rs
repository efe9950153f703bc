//! Which two inputs act on each other most.

use super::{Bar, Input, Interaction, Moved};
use crate::amount::{Decimal, Number};
use crate::engine::levers_fit;

/// Bars of which pairs are tried: those that move a metric little have little to multiply. Of the cards, of which no two can
/// be chosen, the one that moves it most stands for all.
const TRIED: usize = 8;

/// The pair of bars with the largest interaction, of sliders, levers and a card that can be moved together: the metric
/// with both high − with the first high − with the second high + with both low.
pub(super) fn strongest(moved: &Moved, bars: &[Bar]) -> Option<Interaction> {
    let is_card = |bar: &Bar| matches!(bar.input, Input::Card { .. });
    let card = bars.iter().position(is_card);
    let can = |(at, bar): &(usize, &Bar)| !matches!(bar.input, Input::Line(_)) && (!is_card(bar) || Some(*at) == card);
    let tried: Vec<(usize, &Bar)> = bars.iter().enumerate().filter(can).take(TRIED).collect();
    let pairs = tried.iter().enumerate().flat_map(|(n, a)| tried[n + 1..].iter().map(move |b| (a, b)));
    let interactions = pairs.filter_map(|(&(first, a), &(second, b))| {
        let figure = together(moved, a, b)?;
        Some(Interaction { bars: [first, second], figure })
    });
    // Of two that are as strong the first: the bars stand by what each moves.
    let strongest = interactions.reduce(|best, next| if next.figure.abs() > best.figure.abs() { next } else { best });
    strongest.filter(|strongest| !strongest.figure.is_zero())
}

/// What two bars do together beyond what each does; none where they can't be moved together, or a corner is undefined.
fn together(moved: &Moved, a: &Bar, b: &Bar) -> Option<Decimal> {
    let mut both = moved.scenario.clone();
    moved.put(&mut both, &a.input, a.high.set);
    moved.put(&mut both, &b.input, b.high.set);
    levers_fit(moved.catalog, &both).ok()?;
    let metric = |first, second| moved.metric_with(&[(&a.input, first), (&b.input, second)]).0;
    let (a, b) = ([a.low.set, a.high.set], [b.low.set, b.high.set]);
    let one_high = metric(a[1], b[0])?.plus(metric(a[0], b[1])?).ok()?;
    metric(a[1], b[1])?.plus(metric(a[0], b[0])?).ok()?.minus(one_high).ok()
}
