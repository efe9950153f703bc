//! The watch: what the rules say, worst first, and how far each is from speaking.

use super::Theme;
use super::pane::{corner, first_row, framed, more, point, put, put_right, remark};
use super::what_if::draw_entry;
use crate::app::{App, Overlay, Pane, Typed};
use crate::catalog::RuleKind;
use crate::engine::{Move, Verdict};
use crate::explore::watch::{Says, Subject, Watched};
use crate::report::measure::{comparison, is_yes_no, measured, standing, threshold};
use crate::report::rules::move_words;
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns before a name: the pointer and the sign.
const NAME: u16 = 3;

/// Columns of what is typed.
const TYPED: u16 = 14;

/// Most columns that thresholds stand in one under the other; a longer one pushes its value to the left.
const THRESHOLD: usize = 10;

/// Columns below which names come before thresholds.
const NARROW: u16 = 42;

/// Least columns of what to do, where it is shown.
const ACTION: usize = 16;

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let focused = app.focus == Pane::Watch;
    let inner = framed(frame, theme, area, "Watch", focused);
    if app.watch.is_empty() {
        let words = match app.plan().rules.is_empty() {
            true => "no rules: [[rule]] in its file adds one",
            false => "no rule of this plan is for this stage",
        };
        put(frame, inner, 1, 0, &cut(words, usize::from(inner.width) - 2), theme.dim());
        return;
    }
    if let Some(words) = loud(app) {
        corner(frame, theme, area, &format!("{} {words}", theme.glyphs.signs.bad), theme.bad());
    }
    let first = first_row(app.selected.watch, inner.height);
    let narrow = inner.width < NARROW;
    let shown: Vec<(usize, Words)> =
        app.watch.iter().enumerate().map(|(at, row)| (at, words(app, row, narrow))).collect();
    let held = |words: &Words| width(&theme.text(&words.against)).min(THRESHOLD);
    let against = shown.iter().map(|(_, words)| if narrow { 0 } else { held(words) }).max().unwrap_or(0);
    for (y, (at, words)) in (0..inner.height).zip(shown.iter().skip(first)) {
        let place = Rect { y: inner.y + y, height: 1, ..inner };
        let selected = *at == app.selected.watch;
        if selected && focused {
            point(frame, theme, place, true);
        }
        draw_row(app, &app.watch[*at], words, (selected && focused, against), theme, place, frame);
    }
    let taken = more(frame, theme, area, first, app.watch.len());
    let action = app.watched_rule().and_then(|(rule, _)| rule.action.clone()).unwrap_or_default();
    if focused {
        remark(frame, theme, area, &action, taken);
    }
}

/// How many rules speak, in words; none where none does.
pub(super) fn loud(app: &App) -> Option<String> {
    let count = app.watch.iter().filter(|row| row.is_loud()).count();
    (count > 0).then(|| format!("{count} speak{}", if count == 1 { "s" } else { "" }))
}

/// A row in words.
#[derive(Default)]
struct Words {
    name: String,
    /// What it is now.
    value: String,
    /// How that stands to the threshold, and the threshold.
    against: String,
}

fn words(app: &App, row: &Watched, narrow: bool) -> Words {
    match row.of {
        Subject::Move(at) => match app.quote.moves.get(at) {
            Some(of) => Words { name: move_words(app.plan(), of), ..Words::default() },
            None => Words::default(),
        },
        Subject::Rule(at) => rule_words(app, row, &app.quote.verdicts[at], narrow),
    }
}

fn rule_words(app: &App, row: &Watched, verdict: &Verdict, narrow: bool) -> Words {
    let (catalog, rule) = (&app.catalog, &app.plan().rules[verdict.rule]);
    let name = rule.name.clone();
    let yes_no = is_yes_no(catalog, rule);
    let Some(value) = verdict.value else {
        let value = if row.says == Says::Asked { "asked" } else { "—" }.to_owned();
        let against = if yes_no || narrow { String::new() } else { comparison(catalog, rule) };
        return Words { name, value, against };
    };
    let far = row.says == Says::Near && rule.kind != RuleKind::Justification;
    let against = match threshold(catalog, rule) {
        _ if yes_no => String::new(),
        threshold if far && !threshold.ends_with('%') => format!("of {threshold}"),
        _ => standing(catalog, rule, value),
    };
    Words { name, value: measured(catalog, rule, value), against }
}

/// A move in at most so many cells: the reasons as fractions, else all of them in one.
fn move_short(app: &App, of: &Move, room: usize) -> String {
    let words = move_words(app.plan(), of);
    let (to, reasons) = words.split_once(": ").unwrap_or((&words, ""));
    let to = to.replace("not yet time for", "not yet");
    let met = of.reasons.iter().map(|reason| reason.met).sum::<usize>();
    let forms = [
        words.clone(),
        format!("{to}: {}", reasons.replace(" of ", "/")),
        format!("{to}: {met} of {} reasons", of.reasons.iter().map(|reason| reason.of).sum::<usize>()),
        to.clone(),
    ];
    let fits = forms.iter().find(|form| width(form) <= room);
    fits.cloned().unwrap_or_else(|| cut(&to, room))
}

fn draw_row(
    app: &App,
    row: &Watched,
    words: &Words,
    (focused, against): (bool, usize),
    theme: &Theme,
    area: Rect,
    frame: &mut Frame,
) {
    let (sign, style) = sign(row, theme);
    put(frame, area, 1, 0, sign, style);
    let quiet = row.aside || matches!(row.says, Says::NotYet | Says::Asked | Says::Undefined);
    let name = match (focused, row.says, quiet) {
        (true, ..) => theme.accent(),
        (false, Says::Suggested, _) => theme.strong(),
        (false, _, true) => theme.dim(),
        (false, ..) => theme.plain(),
    };
    let end = area.width.saturating_sub(1);
    if let Subject::Move(at) = row.of {
        let shown = app.quote.moves.get(at).map(|of| move_short(app, of, usize::from(end.saturating_sub(NAME))));
        put(frame, area, NAME, 0, &theme.text(&shown.unwrap_or_default()), name);
        return;
    }
    if is_typed(app, row)
        && let Overlay::Entry(entry) = &app.overlay
    {
        let room = usize::from(end.saturating_sub(NAME + TYPED));
        put(frame, area, NAME, 0, &theme.text(&cut(&words.name, room)), name);
        return draw_entry(&entry.input, TYPED.min(area.width), theme, area, frame);
    }
    let figures = if row.is_loud() { style } else { theme.plain() };
    let figures = if quiet { theme.dim() } else { figures };
    let room = usize::from(draw_figures(words, figures, against, theme, area, frame).saturating_sub(NAME + 1));
    let x = put(frame, area, NAME, 0, &theme.text(&cut(&words.name, room)), name) + 2;
    let left = (room + usize::from(NAME)).saturating_sub(usize::from(x) + 1);
    if let Some(action) = action(app, row).filter(|action| left >= ACTION.min(width(action))) {
        put(frame, area, x, 0, &theme.text(&cut(&action, left)), theme.dim());
    }
}

/// Puts a value and what it is held against at the right end; the column where they begin.
fn draw_figures(words: &Words, style: Style, against: usize, theme: &Theme, area: Rect, frame: &mut Frame) -> u16 {
    let (value, held) = (theme.text(&words.value), theme.text(&words.against));
    let end = area.width.saturating_sub(1);
    put_right(frame, area, end, 0, &held, theme.dim());
    let cells = width(&held).max(against) as u16;
    let value_end = end.saturating_sub(cells + u16::from(cells > 0));
    put_right(frame, area, value_end, 0, &value, style);
    value_end.saturating_sub(width(&value) as u16)
}

/// What to do, where a rule speaks.
fn action(app: &App, row: &Watched) -> Option<String> {
    let (rule, _) = row.rule(app.plan(), &app.quote)?;
    rule.action.clone().filter(|_| row.says == Says::Speaks)
}

/// Whether the answer to a row is being typed: in the selected one, of those that ask the same.
fn is_typed(app: &App, row: &Watched) -> bool {
    let typed = matches!(&app.overlay, Overlay::Entry(entry) if matches!(entry.typed, Typed::Answer(_)));
    typed && app.watched() == Some(*row)
}

/// The sign of a row; never the colour alone.
fn sign(row: &Watched, theme: &Theme) -> (&'static str, Style) {
    let signs = &theme.glyphs.signs;
    match row.says {
        Says::Suggested => (signs.up, theme.accent()),
        Says::Speaks => (signs.bad, if row.aside { theme.dim() } else { theme.bad() }),
        Says::Fired => (signs.up, theme.plain()),
        Says::NotYet | Says::Near => (signs.dot, theme.dim()),
        Says::Holds => (signs.good, if row.aside { theme.dim() } else { theme.good() }),
        Says::Asked => ("?", theme.dim()),
        Says::Undefined => ("-", theme.dim()),
    }
}
