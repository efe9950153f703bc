//! A screen of 200 × 60 without a terminal: the explorer's, and the plainest that shows as much.

use costtui::app::{App, Command, Msg, update};
use costtui::catalog::Catalog;
use costtui::engine::Curve;
use costtui::scenario::Scenario;
use costtui::session::Session;
use costtui::ui::{self, Theme};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::{Axis, Block, Chart, Dataset, GraphType, LineGauge, Row, Table};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport, symbols};
use std::cell::Cell;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// A terminal that counts what it is sent.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Counted>>,
    sent: Rc<Cell<usize>>,
}

struct Counted(Rc<Cell<usize>>);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    pub fn new() -> Self {
        let sent = Rc::new(Cell::new(0));
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, 200, 60)) };
        let terminal = Terminal::with_options(CrosstermBackend::new(Counted(sent.clone())), options);
        Screen { terminal: terminal.expect("counting never fails"), sent }
    }

    /// Draws a frame; how many bytes were sent for it.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> usize {
        let before = self.sent.get();
        self.terminal.draw(render).expect("counting never fails");
        self.sent.get() - before
    }
}

/// The explorer on a plan, and its screen.
pub struct Explorer {
    app: App,
    screen: Screen,
    theme: Theme,
    up: bool,
}

impl Explorer {
    /// As it starts, its first frame drawn.
    pub fn new(catalog: &Arc<Catalog>, scenario: Scenario) -> Self {
        let session = Session::new("untitled", scenario);
        let app = App::new(catalog.clone(), session, PathBuf::from("untitled.toml"), costtui::run::today());
        let mut explorer = Explorer { app, screen: Screen::new(), theme: Theme::new(true, false), up: false };
        explorer.draw();
        explorer
    }

    /// The key → or ←, by turns, on the first slider: the users.
    pub fn press(&mut self) {
        self.up = !self.up;
        let adjust = Command::Adjust { up: self.up, coarse: false };
        update(&mut self.app, Msg::Do(adjust));
    }

    /// The key → and its frame; how many bytes were sent.
    pub fn press_right(&mut self) -> usize {
        self.up = false;
        self.press();
        self.draw()
    }

    /// Everything recomputed and drawn.
    pub fn draw(&mut self) -> usize {
        self.app.refresh();
        self.screen.draw(|frame| ui::draw(&self.app, &self.theme, frame))
    }

    /// Recomputed, not drawn.
    pub fn recompute(&mut self) {
        self.app.refresh();
    }

    /// Another key, and whatever it asks looked into at once; not drawn.
    pub fn give(&mut self, command: Command) {
        update(&mut self.app, Msg::Do(command));
        self.look_into();
    }

    /// Everything recomputed, what the view asks looked into here and now, and drawn.
    pub fn answer(&mut self) -> usize {
        self.look_into();
        self.screen.draw(|frame| ui::draw(&self.app, &self.theme, frame))
    }

    fn look_into(&mut self) {
        self.app.refresh();
        if let Some((number, question)) = self.app.take_question() {
            let found = question.ask(&self.app.catalog, &|_| true);
            update(&mut self.app, Msg::Answered(number, found));
        }
    }
}

/// A slider, a table and a chart of two 400-point curves, with ratatui's own widgets and figures that are given.
pub struct Plain {
    screen: Screen,
    rows: Vec<[String; 4]>,
    curves: [Vec<(f64, f64)>; 2],
    up: bool,
}

impl Plain {
    pub fn new(rows: usize, curve: &Curve) -> Self {
        let row = |i: usize| [format!("Line {i}"), i.to_string(), format!("${i},000.00"), "12 %".to_owned()];
        let curve = |pick: fn(&(f64, f64, f64)) -> f64| {
            curve.points.iter().map(|point| (point.0.log10(), pick(point).max(1.0).log10())).collect()
        };
        let curves = [curve(|point| point.1), curve(|point| point.2)];
        Plain { screen: Screen::new(), rows: (0..rows).map(row).collect(), curves, up: false }
    }

    /// A key: the slider and the first row change, and the frame is drawn.
    pub fn key(&mut self, chart: bool) -> usize {
        self.up = !self.up;
        self.rows[0][2] = if self.up { "$1,234.50" } else { "$1,200.00" }.to_owned();
        let ratio = if self.up { 0.51 } else { 0.50 };
        let (rows, curves) = (&self.rows, &self.curves);
        self.screen.draw(|frame| {
            let [top, table, below] =
                Layout::vertical([Constraint::Length(3), Constraint::Min(0), Constraint::Percentage(60)])
                    .areas(frame.area());
            frame.render_widget(LineGauge::default().block(Block::bordered().title("Users")).ratio(ratio), top);
            let widths = [Constraint::Min(20), Constraint::Length(8), Constraint::Length(14), Constraint::Length(6)];
            let cells = rows.iter().map(|row| Row::new(row.iter().map(String::as_str)));
            frame.render_widget(Table::new(cells, widths).block(Block::bordered().title("The bill")), table);
            if chart {
                frame.render_widget(plain_chart(curves), below);
            }
        })
    }
}

fn plain_chart(curves: &[Vec<(f64, f64)>; 2]) -> Chart<'_> {
    let ends = |pick: fn(&(f64, f64)) -> f64| {
        let values = || curves.iter().flatten().map(pick);
        [values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)]
    };
    let line = |data| Dataset::default().marker(symbols::Marker::Braille).graph_type(GraphType::Line).data(data);
    Chart::new(curves.iter().map(|data| line(data.as_slice())).collect())
        .block(Block::bordered().title("Cost and revenue by users"))
        .x_axis(Axis::default().bounds(ends(|point| point.0)))
        .y_axis(Axis::default().bounds(ends(|point| point.1)))
}
