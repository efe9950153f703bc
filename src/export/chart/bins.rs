//! A histogram of draws, with P10, P50 and P90, and where a loss begins.

use super::axis::{Axis, money};
use super::mesh::mesh;
use super::paper::{Drawn, Paper, Pen, SIZE, fine};
use super::{Binned, Scaled};
use plotters::coord::ranged1d::Ranged;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

pub(super) fn draw(binned: &Binned, paper: &Paper) -> Drawn {
    let (first, last) = (binned.bins[0].0, binned.bins[binned.bins.len() - 1].1);
    let draws: usize = binned.bins.iter().map(|bin| bin.2).sum();
    let share = |count: usize| count as f64 * 100.0 / draws.max(1) as f64;
    let most = binned.bins.iter().map(|bin| share(bin.2)).fold(0.0, f64::max);
    let (across, up) = (Axis::of(Scaled::Linear, first, last), Axis::of(Scaled::Linear, 0.0, most * 1.05));
    let mut chart = ChartBuilder::on(paper)
        .margin_top(fine(ROWS as i32 * ROW + 8))
        .margin_right(fine(RIGHT))
        .x_label_area_size(fine(38))
        .y_label_area_size(fine(LEFT))
        .build_cartesian_2d(across.clone(), up.clone())?;
    let top = up.range().end;
    mesh(&mut chart, &|at| money(*at), &format!("{} a month", binned.of), &|at| format!("{at} %"))?;
    for (from, to, count) in &binned.bins {
        let high = share(*count);
        // What is a loss is hollow as well as red.
        let (loss, gap) = (*to <= 0.0, (to - from) * 0.06);
        let style = if loss { Pen::Bad.stroke(1.5) } else { Pen::Cost.fill() };
        chart.draw_series([Rectangle::new([(from + gap, 0.0), (to - gap, high)], style)])?;
    }
    if first < 0.0 && last > 0.0 {
        chart.draw_series([PathElement::new([(0.0, 0.0), (0.0, top)], Pen::Bad.stroke(1.5))])?;
        let room = across.part(0.0) > 0.2;
        let (side, place) = if room { (HPos::Right, -fine(5)) } else { (HPos::Left, fine(5)) };
        let name = Text::new("← loss", (place, fine(3)), Pen::Bad.text(side, VPos::Top));
        chart.draw_series([EmptyElement::at((0.0, top)) + name])?;
    }
    for (value, name, (aside, row)) in named(binned, &across) {
        chart.draw_series([PathElement::new([(value, 0.0), (value, top)], Pen::Here.stroke(1.5))])?;
        let place = (fine(aside), -fine(row as i32 * ROW + 3));
        let label = Text::new(name, place, Pen::Ink.text(HPos::Center, VPos::Bottom));
        chart.draw_series([EmptyElement::at((value, top)) + label])?;
    }
    Ok(())
}

/// Units beside the plot, of a row of names above it, and of a letter.
const LEFT: i32 = 50;
const RIGHT: i32 = 20;
const ROW: i32 = 16;
const LETTER: f64 = 8.0;

/// Rows of names.
const ROWS: usize = 3;

/// The figures that are marked, each with its name, how far that steps aside to stay on the paper, and its row: the lowest in
/// which it touches no other.
fn named(binned: &Binned, across: &Axis) -> Vec<(f64, String, (i32, usize))> {
    let wide = f64::from(SIZE.0 as i32 - LEFT - RIGHT);
    let mut ends = [f64::NEG_INFINITY; ROWS];
    let mut marks = binned.marks.clone();
    marks.sort_by(|one, other| one.1.total_cmp(&other.1));
    let named = marks.into_iter().map(|(name, value)| {
        let name = format!("{name} {}", money(value));
        let (at, half) = (across.part(value) * wide, name.chars().count() as f64 * LETTER / 2.0);
        let middle = at.clamp(half - f64::from(LEFT), wide + f64::from(RIGHT) - half);
        let row = ends.iter().position(|end| *end < middle - half).unwrap_or(ROWS - 1);
        ends[row] = middle + half;
        (value, name, ((middle - at) as i32, row))
    });
    named.collect()
}
