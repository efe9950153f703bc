//! How the selected figure came about: formula, source, reason. Beside the panes where there is room, else over them.

use super::Theme;
use super::month::covered;
use super::pane::{framed, over, put};
use crate::amount::{Decimal, Estimate, exact, grouped, money, money_fine, percent};
use crate::app::{App, Figure, Pane, Row};
use crate::catalog::{Driver, Line};
use crate::engine::{LineBasis, QuoteLine};
use crate::text::width;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One paragraph, in a style.
type Paragraph = (String, Kind);

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Formula,
    Plain,
    Aside,
}

/// Draws what is selected as a pane of its own.
pub fn draw_pane(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let inner = framed(frame, theme, area, "About this", false);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut words = paragraphs(app);
    let noted = notes(app);
    if !noted.is_empty() {
        words.push((String::new(), Kind::Plain));
        words.push(("Notes of this session".to_owned(), Kind::Title));
        words.extend(noted.into_iter().map(|(line, _)| (line, Kind::Aside)));
    }
    write(&words, 0, theme, inner, frame);
}

/// Draws it over the panes, from a row on.
pub fn draw_overlay(app: &App, scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    draw_over("About this", &paragraphs(app), scroll, theme, area, frame);
}

/// Draws the notes of the session over the panes.
pub fn draw_notes(app: &App, scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let mut words = notes(app);
    if words.is_empty() {
        words.push(("Nothing is noted yet: N adds a line.".to_owned(), Kind::Aside));
    }
    draw_over(&app.session.name, &words, scroll, theme, area, frame);
}

fn draw_over(title: &str, paragraphs: &[Paragraph], scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let width = area.width.saturating_sub(4).min(84);
    let rows = wrapped(paragraphs, usize::from(width.saturating_sub(4))).len() as u16;
    let inner = over(frame, theme, area, (width, rows.saturating_add(2).max(5)), title);
    let scroll = scroll.min(usize::from(rows.saturating_sub(inner.height)));
    write(paragraphs, scroll, theme, inner, frame);
}

fn notes(app: &App) -> Vec<Paragraph> {
    app.session.notes.lines().map(|line| (line.to_owned(), Kind::Plain)).collect()
}

fn write(paragraphs: &[Paragraph], scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let rows = wrapped(paragraphs, area.width.into());
    for (y, (text, kind)) in (0..area.height).zip(rows.iter().skip(scroll)) {
        put(frame, area, 0, y, &theme.text(text), style(*kind, theme));
    }
}

fn style(kind: Kind, theme: &Theme) -> Style {
    match kind {
        Kind::Title => theme.strong(),
        Kind::Formula => theme.accent(),
        Kind::Plain => theme.plain(),
        Kind::Aside => theme.dim(),
    }
}

/// Paragraphs broken at spaces to a width.
fn wrapped(paragraphs: &[Paragraph], room: usize) -> Vec<(String, Kind)> {
    let mut rows = Vec::new();
    for (text, kind) in paragraphs {
        let mut row = String::new();
        for word in text.split(' ') {
            if !row.is_empty() && width(&row) + 1 + width(word) > room {
                rows.push((std::mem::take(&mut row), *kind));
            }
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
        rows.push((row, *kind));
    }
    rows
}

fn paragraphs(app: &App) -> Vec<Paragraph> {
    match app.focus {
        Pane::WhatIf => about_row(app),
        Pane::Month => about_figure(app, Figure::ALL[app.selected.month.min(Figure::ALL.len() - 1)]),
        Pane::Bill => match app.quote.lines.get(app.selected.bill) {
            Some(line) => about_line(app, line),
            None => app.line().map_or_else(Vec::new, |line| about_dropped(&line)),
        },
    }
}

fn about_line(app: &App, line: &QuoteLine) -> Vec<Paragraph> {
    let mut out = vec![(line.line.item.clone(), Kind::Title), (line.explain(), Kind::Formula)];
    if let Ok(cost) = line.cost.map(|cost| cost.after).as_ref()
        && !cost.is_exact()
    {
        out.push((
            format!("Between {} and {}; {} is the middle.", money(cost.low), money(cost.high), money(cost.expected)),
            Kind::Plain,
        ));
    }
    out.extend(line.follows().map(|words| (format!("Quantity: {words}."), Kind::Plain)));
    if let Some(limit) = line.over_capacity {
        out.push((format!("Over capacity: printed for up to {}.", grouped(limit, 0)), Kind::Plain));
    }
    out.push((priced_by(app, line), Kind::Plain));
    out.extend(details(&line.line));
    out
}

fn priced_by(app: &App, line: &QuoteLine) -> String {
    let date = line.as_of.as_deref().unwrap_or("no date: reckon it old");
    match line.basis {
        LineBasis::Card => format!("Priced by {}: {} ({date}).", card_name(app), line.origin()),
        LineBasis::Missing => {
            format!("{} has no price for this; the plan's own figure stands: {}.", card_name(app), line.source)
        }
        LineBasis::Override => format!("Changed by you; Backspace puts it back. Printed at {}.", line.source),
        LineBasis::Headline => format!("Not in the total, which is a printed one. Printed at {}.", line.source),
        LineBasis::Documented => format!("Printed at {}.", line.source),
    }
}

fn card_name(app: &App) -> String {
    let card = app.catalog.card(&app.scenario().card);
    card.map_or_else(|| "the plan".to_owned(), |card| card.name.clone())
}

/// What the plan file says of a line.
fn details(line: &Line) -> Vec<Paragraph> {
    let mut out = Vec::new();
    out.extend(line.spec.iter().map(|spec| (spec.clone(), Kind::Aside)));
    out.extend(line.why.iter().map(|why| (format!("Why: {why}"), Kind::Aside)));
    out.extend(line.note.iter().map(|note| (format!("Note: {note}"), Kind::Aside)));
    out.extend(line.stated.iter().map(|stated| (format!("The document prints {}.", range(*stated)), Kind::Aside)));
    let optional = line.optional.then(|| "The document calls it optional; Space leaves it out.".to_owned());
    out.extend(optional.map(|words| (words, Kind::Aside)));
    let group = line.group.as_ref().map(|group| format!(", {group}")).unwrap_or_default();
    out.push((format!("{}{group} · id {}", line.category, line.id), Kind::Aside));
    out
}

fn about_dropped(line: &Line) -> Vec<Paragraph> {
    let mut out =
        vec![(line.item.clone(), Kind::Title), ("Left out. Space takes it in again.".to_owned(), Kind::Plain)];
    out.extend(details(line));
    out
}

fn range(estimate: Estimate) -> String {
    if estimate.is_exact() {
        money(estimate.expected)
    } else {
        format!("{}–{}", money(estimate.low), money(estimate.high))
    }
}

fn about_row(app: &App) -> Vec<Paragraph> {
    match app.row() {
        Row::Slider(at) => about_slider(app, at),
        row => about_choice(app, row),
    }
}

fn about_slider(app: &App, at: usize) -> Vec<Paragraph> {
    let slider = &app.catalog.sliders[at];
    let value = app.scenario().value(&app.catalog, slider);
    let start = app.scenario().start(&app.catalog, slider);
    let was = app.session.baseline.value(&app.catalog, slider);
    let mut out = vec![(slider.label.clone(), Kind::Title)];
    out.push((
        format!(
            "From {} to {}. Type a value, or step with ←→ and ⇧←→.",
            slider.show(slider.min),
            slider.show(slider.max)
        ),
        Kind::Plain,
    ));
    out.push((
        format!(
            "Now {}, at the baseline {}, in the plan {}.",
            slider.show(value),
            slider.show(was),
            slider.show(start)
        ),
        Kind::Plain,
    ));
    out.extend(drivers_of(app, &slider.id).into_iter().map(|words| (words, Kind::Formula)));
    let moved: Vec<&str> = app
        .quote
        .lines
        .iter()
        .filter(|line| follows(app, line, &slider.id))
        .map(|line| line.line.item.as_str())
        .collect();
    let words = if moved.is_empty() {
        "Moves no line of this bill.".to_owned()
    } else {
        format!("Moves {}.", moved.join(", "))
    };
    out.push((words, Kind::Aside));
    out
}

/// The drivers made of a slider that matter here: `255 concurrent users = users × concurrency`.
fn drivers_of(app: &App, slider: &str) -> Vec<String> {
    let made_of = |driver: &Driver| driver.times.iter().chain(&driver.without).any(|id| id == slider);
    let label = |id: &String| app.catalog.slider(id).map_or_else(|| id.clone(), |slider| slider.label.to_lowercase());
    let shown_always = |id: &String| app.catalog.slider(id).is_none_or(|slider| slider.always);
    let matters = |driver: &Driver| {
        driver.times.iter().all(shown_always)
            || app.quote.lines.iter().any(|line| line.line.quantities().any(|q| q.driver() == Some(&driver.id)))
    };
    let now = app.quote.demand.iter().skip(app.catalog.sliders.len());
    let made = app.catalog.drivers.iter().zip(now).filter(|(driver, _)| made_of(driver) && matters(driver));
    made.map(|(driver, (_, now))| {
        let shown = now.map_or("—".to_owned(), |now| grouped(now, now.normalize().scale().min(2)));
        let times: Vec<String> = driver.times.iter().map(label).collect();
        format!("{shown} {} = {}", driver.label, times.join(" × "))
    })
    .collect()
}

/// Whether a line follows a slider, by itself or through a driver.
fn follows(app: &App, line: &QuoteLine, slider: &str) -> bool {
    let by = |name: &str| {
        let driver = app.catalog.drivers.iter().find(|driver| driver.id == name);
        name == slider || driver.is_some_and(|driver| driver.times.iter().chain(&driver.without).any(|id| id == slider))
    };
    app.scenario().elastic && line.line.quantities().filter_map(|quantity| quantity.driver()).any(by)
}

fn about_choice(app: &App, row: Row) -> Vec<Paragraph> {
    let (title, words) = match row {
        Row::Card => (
            "Card",
            "Whose prices: the plan's own printed figures, or a provider's. Lines that a card can't price keep the printed figure and are marked doc?.",
        ),
        Row::Stage => (
            "Stage",
            "By users: the stage whose band holds the users slider. Pinned: that stage, whatever the slider says.",
        ),
        Row::Variant => ("Variant", "One of the alternatives inside the stage; exactly one is priced."),
        Row::Addon(_) => ("Add-on", "Lines beside the variant. Printed for one stage, possible at any."),
        Row::Basis => (
            "Basis",
            "The lines, summed; the lines and the printed buffer; the total the document states; or its headline. They differ where the document contradicts itself.",
        ),
        Row::Elastic => (
            "Elastic",
            "On: metered things follow users and nodes follow concurrent users; every printed figure holds at the stage's design point. Off: every line stands as the document has it.",
        ),
        Row::Slider(_) => ("", ""),
    };
    let mut out = vec![(title.to_owned(), Kind::Title), (words.to_owned(), Kind::Plain)];
    if let Some((choices, at)) = app.choices(row) {
        let shown =
            |(n, (_, label)): (usize, &(String, String))| if n == at { format!("[{label}]") } else { label.clone() };
        out.push((choices.iter().enumerate().map(shown).collect::<Vec<_>>().join(" · "), Kind::Aside));
    }
    let stage = &app.plan().stages[app.quote.stage.index];
    if row == Row::Stage {
        let edge = |edge: Option<Decimal>| edge.map_or("open".to_owned(), |edge| grouped(edge, 0));
        out.push((
            format!("{}: above {} up to {} {}.", stage.name, edge(stage.low), edge(stage.high), app.plan().scale),
            Kind::Aside,
        ));
        out.extend(stage.note.iter().map(|note| (note.clone(), Kind::Aside)));
    }
    if row == Row::Basis {
        out.extend(printed_totals(app));
    }
    out
}

/// The stage's figures side by side: lines, stated, headline.
fn printed_totals(app: &App) -> Vec<Paragraph> {
    let stage = &app.plan().stages[app.quote.stage.index];
    let variant = stage.variant(app.quote.stage.variant.as_deref());
    let lines = |text: &Option<String>| text.as_ref().map(|l| format!(" (line {l})")).unwrap_or_default();
    let stated = variant.and_then(|v| v.stated.map(|s| format!("Stated {}{}", range(s), lines(&v.stated_lines))));
    let buffer = variant.and_then(|v| v.buffer.map(|b| format!("Buffer {}{}", percent(b), lines(&v.buffer_lines))));
    let headline = stage.headline.map(|h| {
        format!("Headline {}{}{}", range(h), if stage.headline_open { "+" } else { "" }, lines(&stage.headline_lines))
    });
    [stated, buffer, headline].into_iter().flatten().map(|words| (words, Kind::Aside)).collect()
}

fn about_figure(app: &App, figure: Figure) -> Vec<Paragraph> {
    let economics = &app.quote.economics;
    let value = |id: &str| app.value_of(id).unwrap_or_default();
    let (users, scale) = (grouped(value("users"), 0), &app.plan().scale);
    let cost = app.quote.cost.map_or("—".to_owned(), |cost| money(cost.expected));
    let or_dash = |figure: Option<Decimal>, show: fn(Decimal) -> String| figure.map_or("—".to_owned(), show);
    let revenue = or_dash(economics.revenue, money);
    let (title, formula, words) = match figure {
        Figure::Cost => (
            "Cost of a month",
            sum_of(app),
            "Exact; rounded only here. Ranges add end to end, as the documents add theirs.".to_owned(),
        ),
        Figure::PerUser => (
            "Cost per user and month",
            format!("{cost} ÷ {users} = {}", or_dash(economics.cost_per_user.map(|e| e.expected), money_fine)),
            "Of all users, paying or not.".to_owned(),
        ),
        Figure::Revenue => (
            "Revenue of a month",
            format!(
                "{users} × {} × {} + {} = {revenue}",
                percent(value("paid_share")),
                money_fine(value("revenue_per_user")),
                money(value("other_income"))
            ),
            format!("{scale} × paying share × revenue per user + other income."),
        ),
        Figure::Margin => (
            "Margin",
            format!("{revenue} − {cost} = {}", or_dash(economics.margin.map(|m| m.expected), money)),
            "What is left of revenue after infrastructure.".to_owned(),
        ),
        Figure::Infra => (
            "Infrastructure as a share of revenue",
            format!("{cost} ÷ {revenue} = {}", or_dash(economics.infra_share, percent)),
            "Below 5 % genius, 10 % great, 15 % good, 20 % target; at 20 % the limit, above it urgent.".to_owned(),
        ),
        Figure::BreakEven => (
            "Break-even",
            format!("({cost} − {}) ÷ ({users} × {})", money(value("other_income")), percent(value("paid_share"))),
            format!("With the other sliders as they are, revenue covers cost at {}.", covered(&app.quote, scale)),
        ),
        Figure::NextCliff => (
            "Next cliff",
            next_stage(app),
            "Where the next stage begins, and what its first user adds to the month.".to_owned(),
        ),
    };
    let mut out = vec![(title.to_owned(), Kind::Title), (formula, Kind::Formula), (words, Kind::Plain)];
    out.extend(app.quote.flags.iter().map(|flag| (format!("! {}", flag.words()), Kind::Plain)));
    if figure == Figure::Cost
        && let Some(year) = economics.cost_per_year
    {
        out.push((format!("A year: 12 × {cost} = {}.", money(year.expected)), Kind::Aside));
        out.push((
            format!("Every digit: {}.", app.quote.cost.map_or_else(|e| e.to_string(), |c| exact(c.expected))),
            Kind::Aside,
        ));
    }
    out
}

fn sum_of(app: &App) -> String {
    let cost = app.quote.cost.map_or_else(|overflow| overflow.to_string(), |cost| money(cost.expected));
    match app.scenario().basis.id() {
        "stated" | "headline" => format!("as the document prints it = {cost}"),
        _ if app.quote.lines.is_empty() => format!("the headline's middle = {cost}"),
        "buffered" => format!("{} lines and the buffer = {cost}", app.quote.lines.len()),
        _ => format!("{} lines = {cost}", app.quote.lines.len()),
    }
}

fn next_stage(app: &App) -> String {
    match &app.quote.outlook.next_cliff {
        Some(cliff) => format!(
            "{} {}: {}, {}",
            grouped(cliff.users, 0),
            app.plan().scale,
            cliff.stage,
            crate::amount::signed_money(cliff.adds)
        ),
        None => "none".to_owned(),
    }
}
