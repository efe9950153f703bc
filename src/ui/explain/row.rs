//! A slider or a choice, explained.

use super::{Kind, Paragraph};
use crate::amount::{Decimal, grouped, money_range, percent};
use crate::app::{App, Row};
use crate::catalog::Driver;
use crate::engine::QuoteLine;
use crate::text::at_lines;
use crate::text::capital;

pub(super) fn about_row(app: &App) -> Vec<Paragraph> {
    match app.row() {
        Row::Slider(at) => about_slider(app, at),
        Row::Income => super::income::about_income(app),
        row => about_choice(app, row),
    }
}

fn about_slider(app: &App, at: usize) -> Vec<Paragraph> {
    let slider = &app.catalog.sliders[at];
    let value = app.scenario().value(&app.catalog, slider);
    let start = app.scenario().start(&app.catalog, slider);
    let was = app.session.baseline.value(&app.catalog, slider);
    let label = if slider.id == "users" { capital(&app.plan().scale) } else { slider.label.clone() };
    let mut out = vec![(label, Kind::Title)];
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
    out.extend(drivers_of(app, &slider.id).into_iter().map(|words| (words, Kind::Plain)));
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
    let label = |id: &String| app.catalog.slider(id).map_or_else(|| id.clone(), |slider| in_a_sentence(&slider.label));
    let shown_always = |id: &String| app.catalog.slider(id).is_none_or(|slider| slider.always);
    let matters = |driver: &Driver| {
        driver.times.iter().all(shown_always)
            || app.quote.lines.iter().any(|line| line.line.quantities().any(|q| q.driver() == Some(&driver.id)))
    };
    let now = app.quote.demand.iter().skip(app.catalog.sliders.len());
    let made = app.catalog.drivers.iter().zip(now).filter(|(driver, _)| made_of(driver) && matters(driver));
    made.map(|(driver, (_, now))| {
        let shown = now.map_or("—".to_owned(), |now| grouped(now, now.normalize().scale().min(2)));
        let rest = |id: &String| format!("(1 − {})", label(id));
        let times: Vec<String> = driver.times.iter().map(label).chain(driver.without.iter().map(rest)).collect();
        format!("{shown} {} = {}", driver.label, times.join(" × "))
    })
    .collect()
}

/// A label inside a sentence: `paid share`, but `GB per user`.
fn in_a_sentence(label: &str) -> String {
    let capitals = label.chars().take(2).filter(|c| c.is_uppercase()).count();
    if capitals == 2 { label.to_owned() } else { label.to_lowercase() }
}

/// Whether a driver is a slider, or made of it through any number of drivers.
fn is_made_of(app: &App, name: &str, slider: &str) -> bool {
    let driver = app.catalog.drivers.iter().find(|driver| driver.id == name);
    let factors = driver.into_iter().flat_map(|driver| driver.times.iter().chain(&driver.without));
    name == slider || factors.into_iter().any(|factor| is_made_of(app, factor, slider))
}

/// Whether a line follows a slider, by itself or through a driver.
fn follows(app: &App, line: &QuoteLine, slider: &str) -> bool {
    let mut names = line.line.quantities().filter_map(|quantity| quantity.driver());
    app.scenario().elastic && names.any(|name| is_made_of(app, name, slider))
}

fn about_choice(app: &App, row: Row) -> Vec<Paragraph> {
    let (title, words) = said_of(row);
    let mut out = vec![(title.to_owned(), Kind::Title), (words.to_owned(), Kind::Plain)];
    if let Some((choices, at)) = app.choices(row) {
        let shown =
            |(n, (_, label)): (usize, &(String, String))| if n == at { format!("[{label}]") } else { label.clone() };
        out.push((choices.iter().enumerate().map(shown).collect::<Vec<_>>().join(" · "), Kind::Aside));
    }
    if let (Row::Purchase, Some((so, all))) = (row, app.bought_so()) {
        out.push((format!("Bought so: {so} of the {all} prices that the card has for this bill."), Kind::Aside));
    }
    let stage = &app.plan().stages[app.quote.stage.index];
    if row == Row::Stage {
        let edge = |edge: Option<Decimal>| edge.map_or("open".to_owned(), |edge| grouped(edge, 0));
        out.push((
            format!("{}: above {} up to {} {}.", stage.name, edge(stage.low), edge(stage.high), app.plan().scale),
            Kind::Aside,
        ));
        out.extend(stage.reference().map(|users| {
            (format!("Its figures are printed for {} {}.", grouped(users, 0), app.plan().scale), Kind::Aside)
        }));
        out.extend(stage.note.iter().map(|note| (note.clone(), Kind::Aside)));
    }
    if row == Row::Basis {
        out.extend(printed_totals(app));
    }
    out
}

/// What a choice is called, and what it is about.
fn said_of(row: Row) -> (&'static str, &'static str) {
    match row {
        Row::Card => (
            "Card",
            "Whose prices: the plan's own printed figures, or a provider's. Lines that a card can't price keep the printed figure and are marked doc?. View 3 (F3) has them side by side.",
        ),
        Row::Region => {
            ("Region", "Where the card sells; another card begins at its usual place. View 3 (F3) has them all.")
        }
        Row::Purchase => (
            "Purchase",
            "How machines and other sizes are bought. What the card does not sell so, or only dearer, stays on demand, and so do things bought by quantity. Savings that a price has in it are not taken off again by a lever.",
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
        Row::Slider(_) | Row::Income => ("", ""),
    }
}

/// The stage's figures side by side: lines, stated, headline.
fn printed_totals(app: &App) -> Vec<Paragraph> {
    let stage = &app.plan().stages[app.quote.stage.index];
    let variant = stage.variant(app.quote.stage.variant.as_deref());
    let lines = |text: &Option<String>| text.as_ref().map(|l| format!(" ({})", at_lines(l))).unwrap_or_default();
    let stated = variant.and_then(|v| v.stated.map(|s| format!("Stated {}{}", money_range(s), lines(&v.stated_lines))));
    let buffer = variant.and_then(|v| v.buffer.map(|b| format!("Buffer {}{}", percent(b), lines(&v.buffer_lines))));
    let headline = stage.headline.map(|h| {
        format!(
            "Headline {}{}{}",
            money_range(h),
            if stage.headline_open { "+" } else { "" },
            lines(&stage.headline_lines)
        )
    });
    [stated, buffer, headline].into_iter().flatten().map(|words| (words, Kind::Aside)).collect()
}
