//! The grid of a chart, with the labels of its axes.

use super::axis::Axis;
use super::paper::{Drawn, Pen};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// A chart of two axes.
pub(super) type Grid<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Axis, Axis>>;

/// How a value is labelled.
pub(super) type Label<'l> = &'l dyn Fn(&f64) -> String;

/// Draws it: across with what is counted there, and up.
pub(super) fn mesh(chart: &mut Grid, across: Label, name: &str, up: Label) -> Drawn {
    let soft = Pen::Soft.text(HPos::Center, VPos::Center);
    let mut mesh = chart.configure_mesh();
    if !name.is_empty() {
        mesh.x_desc(name);
    }
    mesh.x_label_formatter(&across)
        .y_label_formatter(&up)
        .label_style(soft.clone())
        .axis_desc_style(soft)
        .axis_style(Pen::Hair.stroke(1.0))
        .bold_line_style(Pen::Grid.stroke(1.0))
        .light_line_style(TRANSPARENT)
        .draw()
}
