//! A tornado: each input as a bar to both sides of where the figure stands, the farthest on top.

use super::axis::{Axis, money};
use super::mesh::mesh;
use super::paper::{Drawn, Paper, Pen, SIZE, fine};
use super::{Scaled, Swings, Swung};
use crate::text::{clean, cut};
use plotters::coord::ranged1d::Ranged;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// Letters that the name of an input has room for, in a font as wide as DejaVu Sans.
const NAME: usize = 21;

/// Letters that the words at an end have room for, and units of a letter, and between words and what they stand beside.
const WORDS: usize = 10;
const LETTER: f64 = 8.5;
const GAP: i32 = 5;

/// Units beside the plot: to the right half a label of the axis.
const LEFT: i32 = 182;
const RIGHT: i32 = 26;

/// Rows that there is room for at least, so that a bar alone is no block.
const LEAST_ROWS: usize = 5;

pub(super) fn draw(swings: &Swings, paper: &Paper) -> Drawn {
    let rows = swings.bars.len().max(LEAST_ROWS);
    let across = axis(swings);
    let mut chart = ChartBuilder::on(paper)
        .margin_top(fine(22))
        .margin_right(fine(RIGHT))
        .x_label_area_size(fine(24))
        .y_label_area_size(fine(LEFT))
        .build_cartesian_2d(across.clone(), Axis::of(Scaled::Linear, 0.0, rows as f64).every(None))?;
    mesh(&mut chart, &|at| money(*at), "", &|_| String::new())?;
    for (at, bar) in swings.bars.iter().enumerate() {
        let middle = (rows - at) as f64 - 0.5;
        let ends = |to: f64| [(swings.base, middle - 0.3), (to, middle + 0.3)];
        let low = [Pen::Paper.fill(), Pen::Cost.stroke(1.5)].map(|style| Rectangle::new(ends(bar.low.0), style));
        chart.draw_series([Rectangle::new(ends(bar.high.0), Pen::Cost.fill())])?;
        chart.draw_series(low.into_iter().filter(|_| bar.low.0 != swings.base))?;
        let name = Pen::Ink.text(HPos::Right, VPos::Center);
        let name = Text::new(cut(&clean(&bar.name), NAME), (-fine(6), 0), name);
        chart.draw_series([EmptyElement::at((across.range().start, middle)) + name])?;
        for (right, (far, words)) in ends_of(bar, swings.base) {
            let style = Pen::Soft.text(if right { HPos::Left } else { HPos::Right }, VPos::Center);
            let place = (if right { fine(GAP) } else { -fine(GAP) }, 0);
            chart.draw_series([EmptyElement::at((far, middle)) + Text::new(words, place, style)])?;
        }
    }
    let now = EmptyElement::at((swings.base, rows as f64))
        + Text::new(format!("now {}", money(swings.base)), (0, -fine(4)), Pen::Here.text(HPos::Center, VPos::Bottom));
    chart.draw_series([PathElement::new([(swings.base, 0.0), (swings.base, rows as f64)], Pen::Here.stroke(1.5))])?;
    chart.draw_series([now])?;
    Ok(())
}

/// From the least to the most of all ends, with as much room to each side as the longest words there need.
fn axis(swings: &Swings) -> Axis {
    let all = || swings.bars.iter().flat_map(|bar| [bar.low.0, bar.high.0]).chain([swings.base]);
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let letters = |right: bool| {
        let ends = swings.bars.iter().flat_map(|bar| ends_of(bar, swings.base));
        let there = ends.filter(|(side, _)| *side == right).map(|(_, (_, words))| words.chars().count());
        there.max().unwrap_or_default() as f64
    };
    let [left, right] = [false, true].map(|side| letters(side) * LETTER + f64::from(2 * GAP));
    let plot = f64::from(SIZE.0 as i32 - LEFT - RIGHT) - left - right;
    let unit = (most - least).max(most.abs() * 1e-6).max(0.01) / plot;
    Axis::of(Scaled::Linear, least - left * unit, most + right * unit)
}

/// To each side of where the figure stands the end that lies farthest out there, whether that is to the right, and what it is.
fn ends_of(bar: &Swung, base: f64) -> impl Iterator<Item = (bool, (f64, String))> {
    let ends = [&bar.low, &bar.high].map(|(far, words)| (*far, cut(&clean(words), WORDS)));
    let out = |is_there: &dyn Fn(f64) -> bool| {
        let there = ends.iter().filter(|end| is_there(end.0));
        there.max_by(|one, other| (one.0 - base).abs().total_cmp(&(other.0 - base).abs())).cloned()
    };
    let sides = [(false, out(&|far| far < base)), (true, out(&|far| far > base))];
    sides.into_iter().filter_map(|(right, end)| Some((right, end?)))
}
