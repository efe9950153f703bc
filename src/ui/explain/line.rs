//! A line of the bill, explained.

use super::{Kind, Paragraph};
use crate::amount::{exact, grouped, money, money_range, percent_short};
use crate::app::App;
use crate::catalog::{Lever, Line, Trust};
use crate::engine::{CardPrice, LineBasis, QuoteLine, Unpriced, shown_factor};
use crate::explore::worth;
use crate::text::{at_lines, capital};
use crate::ui::levers::loses;

pub(super) fn about_line(app: &App, line: &QuoteLine) -> Vec<Paragraph> {
    let mut out = vec![(line.line.item.clone(), Kind::Title), (line.explain(), Kind::Formula)];
    if let Ok(cost) = line.cost.map(|cost| cost.after).as_ref()
        && !cost.is_exact()
    {
        out.push((
            format!("Between {} and {}; {} is expected.", money(cost.low), money(cost.high), money(cost.expected)),
            Kind::Plain,
        ));
    }
    out.extend(line.follows().map(|words| (format!("Quantity: {words}."), Kind::Plain)));
    if let Some(limit) = line.over_capacity {
        out.push((format!("Over capacity: printed for up to {}.", grouped(limit, 0)), Kind::Plain));
    }
    out.extend(line.factor().map(|factor| {
        let expected =
            if factor.is_exact() { String::new() } else { format!(", {} is expected", exact(factor.expected)) };
        let words = format!(
            "From your bill: {} costs × {} of what is priced{expected}.",
            line.line.category,
            shown_factor(factor)
        );
        (words, Kind::Plain)
    }));
    out.extend(levers(app, line));
    match &line.card_price {
        Some(price) => out.extend(about_price(app, price)),
        None => out.push((printed_at(app, line), Kind::Plain)),
    }
    let addon = line.addon.as_ref().and_then(|id| app.plan().addons.iter().find(|addon| addon.id == *id));
    out.extend(addon.map(|addon| {
        let stage = addon.stage.as_ref().map(|stage| format!(", printed for stage {stage}")).unwrap_or_default();
        (format!("Of the add-on {}{stage}.", addon.name), Kind::Aside)
    }));
    out.extend(details(&line.line));
    out
}

/// The levers that act on a line, what each takes, and what they leave.
fn levers(app: &App, line: &QuoteLine) -> Vec<Paragraph> {
    let Ok(cost) = line.cost else { return Vec::new() };
    let place = app.quote.lines.iter().position(|other| other.line.id == line.line.id);
    let acts = |lever: &Lever| {
        let share = app.scenario().levers.get(&lever.id)?;
        let losses = worth::by_line(&app.catalog, app.plan(), app.scenario(), lever);
        let (_, lost) = losses.into_iter().find(|(at, _)| Some(*at) == place)?;
        Some(format!("{} for {} {}", lever.name, percent_short(*share), loses(lost)))
    };
    let acting: Vec<String> = app.plan().levers.iter().filter_map(acts).collect();
    if acting.is_empty() {
        return Vec::new();
    }
    let left = format!("{} of {} is left", money(cost.after.expected), money(cost.before.expected));
    let together = if acting.len() > 1 { " Each is what it takes with the others on." } else { "" };
    vec![(format!("Levers: {}; {left}.{together}", acting.join(", ")), Kind::Plain)]
}

/// A bill without lines.
pub(super) fn about_headline(app: &App) -> Vec<Paragraph> {
    let stage = &app.plan().stages[app.quote.stage.index];
    let printed = stage.headline.map_or("nothing".to_owned(), money_range);
    let open = if stage.headline_open { "+" } else { "" };
    let place = stage.headline_lines.as_ref().map(|lines| format!(", {}", at_lines(lines))).unwrap_or_default();
    let mut out = vec![
        (stage.name.clone(), Kind::Title),
        (format!("{printed}{open}"), Kind::Formula),
        (
            format!("The document prices no lines here; its headline stands ({}{place}).", app.plan().source),
            Kind::Plain,
        ),
    ];
    out.extend(stage.note.iter().map(|note| (note.clone(), Kind::Aside)));
    out
}

fn printed_at(app: &App, line: &QuoteLine) -> String {
    match line.basis {
        LineBasis::Card | LineBasis::Missing => {
            let why = line.unpriced.map_or("not on this card", Unpriced::words);
            format!("{} does not price this ({why}); the plan's own figure stands: {}.", card_name(app), line.source)
        }
        LineBasis::Override => format!("Changed by you; Backspace puts it back. Printed at {}.", line.source),
        LineBasis::Headline => format!("Not in the total, which is a printed one. Printed at {}.", line.source),
        LineBasis::Documented => format!("Printed at {}.", line.source),
    }
}

/// What a card sells for the line, the next cheapest, what is yours of the price, and where and when it was read.
fn about_price(app: &App, price: &CardPrice) -> Vec<Paragraph> {
    let product = price.product();
    let product = if product.is_empty() { String::new() } else { format!(" as {product}") };
    let mut out = vec![(format!("Priced by {}{product}.", price.card), Kind::Plain)];
    out.extend(price.yours.iter().map(|yours| (format!("{}.", capital(yours)), Kind::Plain)));
    if let Some(next) = &price.runner_up {
        let month = next.price.month().map(|month| format!(" at {} a month", money(month))).unwrap_or_default();
        out.push((format!("The cheapest that fits; the next is {}{month}.", next.name), Kind::Plain));
    }
    let low = price.trust == Some(Trust::Low);
    let beware = match (price.is_old(app.today), low) {
        (true, true) => " Beware: it is old, and hearsay.",
        (true, false) => " Beware: it is old.",
        (false, true) => " Beware: it is hearsay.",
        (false, false) => "",
    };
    out.push((format!("The price is of {}.{beware}", price.provenance()), Kind::Plain));
    out.extend(price.not_the_same().map(|words| (words, Kind::Plain)));
    if price.at_most {
        let words = "At most so much: the list does not go so far, and its last price goes on.";
        out.push((words.to_owned(), Kind::Plain));
    }
    out.extend(price.exchange.iter().map(|rate| (format!("Converted at {}.", rate.words()), Kind::Aside)));
    out.extend(price.note.iter().map(|note| (format!("Of the price: {note}"), Kind::Aside)));
    out
}

fn card_name(app: &App) -> &str {
    app.card().map_or("the plan", |card| &card.name)
}

/// What the plan file says of a line.
fn details(line: &Line) -> Vec<Paragraph> {
    let mut out = Vec::new();
    out.extend(line.spec.iter().map(|spec| (spec.clone(), Kind::Aside)));
    out.extend(line.leaves_out.iter().map(|words| (format!("A card's price leaves out {words}."), Kind::Aside)));
    out.extend(line.why.iter().map(|why| (format!("Why: {why}"), Kind::Aside)));
    out.extend(line.note.iter().map(|note| (format!("Note: {note}"), Kind::Aside)));
    out.extend(
        line.stated.iter().map(|stated| (format!("The document prints {}.", money_range(*stated)), Kind::Aside)),
    );
    out.extend(line.see_lines.iter().map(|lines| (format!("Also spoken of at {}.", at_lines(lines)), Kind::Aside)));
    let optional = line.optional.then(|| "The document calls it optional; Space leaves it out.".to_owned());
    out.extend(optional.map(|words| (words, Kind::Aside)));
    let group = line.group.as_ref().map(|group| format!(", {group}")).unwrap_or_default();
    out.push((format!("{}{group} · id {}", line.category, line.id), Kind::Aside));
    out
}

pub(super) fn about_dropped(line: &Line) -> Vec<Paragraph> {
    let mut out =
        vec![(line.item.clone(), Kind::Title), ("Left out. Space takes it in again.".to_owned(), Kind::Plain)];
    out.extend(details(line));
    out
}
