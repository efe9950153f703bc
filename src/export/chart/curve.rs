//! Cost and revenue along users or months: money in equal ratios, the stages marked, and where things stand now.

use super::axis::{Axis, money};
use super::mesh::{Grid, mesh};
use super::paper::{Drawn, Paper, Pen, fine};
use super::{Curved, Scaled};
use crate::amount::compact;
use plotters::coord::ranged1d::Ranged;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// A point.
type Dot = (f64, f64);

pub(super) fn draw(curve: &Curved, paper: &Paper) -> Drawn {
    let (across, up) = axes(curve);
    let mut chart = ChartBuilder::on(paper)
        .margin_top(fine(22))
        .margin_right(fine(62))
        .x_label_area_size(fine(38))
        .y_label_area_size(fine(58))
        .build_cartesian_2d(across.clone(), up.clone())?;
    mesh(&mut chart, &|at| compact(at.round()), &curve.name, &|at| money(*at))?;
    stages(&mut chart, curve, &up)?;
    lines(&mut chart, curve, &up)?;
    match here(curve) {
        Some((at, name)) => mark(&mut chart, at, name, across.part(at.0) > 0.6),
        None => Ok(()),
    }
}

/// An upright line where each stage begins, with its number above it.
fn stages(chart: &mut Grid, curve: &Curved, up: &Axis) -> Drawn {
    let top = up.range().end;
    for (at, number) in &curve.stages {
        chart.draw_series([PathElement::new([(*at, up.range().start), (*at, top)], Pen::Stage.stroke(1.5))])?;
        let over = EmptyElement::at((*at, top))
            + Text::new(number.clone(), (0, -fine(4)), Pen::Soft.text(HPos::Center, VPos::Bottom));
        chart.draw_series([over])?;
    }
    Ok(())
}

/// Cost and revenue, each with its name behind it.
fn lines(chart: &mut Grid, curve: &Curved, up: &Axis) -> Drawn {
    for (line, pen) in [(line(curve, false), Pen::Revenue), (line(curve, true), Pen::Cost)] {
        chart.draw_series(LineSeries::new(line, pen.stroke(2.5)))?;
    }
    for (at, name, aside) in ends(curve, up) {
        let style = Pen::Ink.text(HPos::Left, VPos::Center);
        chart.draw_series([EmptyElement::at(at) + Text::new(name, (fine(6), fine(aside)), style)])?;
    }
    Ok(())
}

/// A dot where things stand. Cost rises: above it is free on the left, below it on the right.
fn mark(chart: &mut Grid, at: Dot, name: String, left: bool) -> Drawn {
    let (side, over) = if left { (HPos::Right, VPos::Bottom) } else { (HPos::Left, VPos::Top) };
    let (style, aside) = (Pen::Here.text(side, over), if left { -fine(6) } else { fine(6) });
    let place = (aside, aside);
    let dot = EmptyElement::at(at)
        + Circle::new((0, 0), fine(6), Pen::Paper.fill())
        + Circle::new((0, 0), fine(4), Pen::Here.fill())
        + Text::new(name, place, style);
    chart.draw_series([dot])?;
    Ok(())
}

/// The axes: of the way all of it, of money from the least to the most above nothing, with a little room.
fn axes(curve: &Curved) -> (Axis, Axis) {
    let positive = || curve.points.iter().flat_map(|point| [point.1, point.2]).filter(|money| *money > 0.0);
    let most = positive().fold(0.0, f64::max);
    let least = positive().fold(most, f64::min).max(most / 1e7);
    let (first, last) = (curve.points[0].0, curve.points[curve.points.len() - 1].0);
    let across = match curve.across {
        Scaled::Log => Axis::of(Scaled::Log, first.max(1.0), last.max(2.0)),
        Scaled::Linear => {
            let step = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0].into_iter().find(|step| (last - first) / step <= 6.0);
            Axis::of(Scaled::Linear, first, last).every(Some(step.unwrap_or(24.0)))
        }
    };
    (across, Axis::of(Scaled::Log, least * 0.7, most * 1.6))
}

/// Cost, or revenue, as far as it is above nothing.
fn line(curve: &Curved, cost: bool) -> Vec<Dot> {
    let money = |point: &(f64, f64, f64)| if cost { point.1 } else { point.2 };
    let drawn = curve.points.iter().filter(|point| money(point) > 0.0);
    drawn.map(|point| (point.0, money(point))).collect()
}

/// The names of both lines behind their last points, and how far each steps aside of the other.
fn ends(curve: &Curved, up: &Axis) -> Vec<(Dot, &'static str, i32)> {
    let last = |cost: bool| line(curve, cost).last().copied();
    let (cost, revenue) = (last(true), last(false));
    let gap = cost.zip(revenue).map(|(cost, revenue)| ((up.part(cost.1) - up.part(revenue.1)) * HIGH) as i32);
    let aside = gap.map_or(0, |gap| (APART - gap.abs()).max(0) / 2);
    let over = gap.is_some_and(|gap| gap >= 0);
    let named = [(cost, "cost", over), (revenue, "revenue", !over)];
    named.into_iter().filter_map(|(at, name, over)| Some((at?, name, if over { -aside } else { aside }))).collect()
}

/// Units that the plot is high, and units between the middles of two names.
const HIGH: f64 = 240.0;
const APART: i32 = 16;

fn here(curve: &Curved) -> Option<(Dot, String)> {
    let (at, name) = curve.here.clone()?;
    let last = curve.points.last()?.0;
    (at.1 > 0.0 && (curve.points[0].0..=last).contains(&at.0)).then_some((at, name))
}
