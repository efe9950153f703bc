//! A lever, explained: what it touches, for how much, and what each line of the bill loses by it.

use super::{Kind, Paragraph};
use crate::amount::{Decimal, money, percent_short};
use crate::app::{App, LeverRow, Standing};
use crate::catalog::{Effect, Lever};
use crate::explore::worth;
use crate::scenario::Basis;
use crate::text::at_lines;
use crate::ui::levers::loses;

pub(super) fn about_lever(app: &App) -> Vec<Paragraph> {
    let Some((lever, row)) = app.lever() else {
        return vec![("This plan has no levers.".to_owned(), Kind::Plain)];
    };
    let mut out =
        vec![(lever.name.clone(), Kind::Title), (does(lever), Kind::Formula), (now(app, lever, row), Kind::Plain)];
    out.extend(lever.condition.iter().map(|words| (format!("When: {words}."), Kind::Plain)));
    out.extend(by_line(app, lever));
    out.extend(group(app, lever).map(|words| (words, Kind::Plain)));
    out.extend(
        lever.stated.map(|stated| (format!("The document prints {}.", range(stated.low, stated.high)), Kind::Plain)),
    );
    out.extend(lever.note.iter().map(|note| (format!("Note: {note}"), Kind::Aside)));
    let place = lever.lines.as_ref().map(|lines| format!("{}, {} · ", app.plan().source, at_lines(lines)));
    out.push((format!("{}id {}", place.unwrap_or_default(), lever.id), Kind::Aside));
    out
}

/// `saves 70–80 % of compute`.
fn does(lever: &Lever) -> String {
    let on = match lever.on.as_slice() {
        [all] if all == "all" => "everything".to_owned(),
        names => names.join(", "),
    };
    match &lever.effect {
        Effect::Saves(saves) => format!("saves {} of {on}", range(saves.low, saves.high)),
        Effect::Swaps(swaps) => {
            let swap = |swap: &crate::catalog::Swap| {
                format!("{} for {} at {}", swap.name.as_deref().unwrap_or("another"), swap.line, money(swap.amount))
            };
            format!("puts {}", swaps.iter().map(swap).collect::<Vec<_>>().join(", "))
        }
        Effect::Asks => format!("saves of {on} what you say"),
        Effect::Claims(Some(claim)) => format!("is said to have saved {} of {on}", range(claim.low, claim.high)),
        Effect::Claims(None) => format!("is said to save on {on}; no figure is printed"),
        Effect::Free { units, unit } => format!("{} {unit} free, of {on}", crate::amount::plain(*units)),
        Effect::Credit(credit) => format!("{} once", money(*credit)),
    }
}

/// How it stands, in a sentence.
fn now(app: &App, lever: &Lever, row: &LeverRow) -> String {
    let saves = row.worth.saves.map(loses);
    match (&lever.effect, row.standing, row.worth.on, saves) {
        (Effect::Claims(_), ..) => "The printed figures hold it already: it is shown, never applied.".to_owned(),
        (Effect::Credit(_), ..) => "Money given once: it shortens a roadmap's sum, and no month.".to_owned(),
        (_, Standing::Idle, ..) if app.quote.total_from.basis != Basis::Lines => {
            "The total here is a printed one; levers act on lines.".to_owned()
        }
        (_, Standing::Idle, ..) => "Nothing that it touches is bought here.".to_owned(),
        (_, _, Some(share), Some(saves)) => format!("On for {}: {saves} a month now.", percent_short(share)),
        (_, _, Some(share), None) => format!("On for {}.", percent_short(share)),
        (Effect::Asks, ..) => "The document prints no figure: Space asks you for one.".to_owned(),
        (.., None, Some(saves)) => {
            format!("Off. Space switches it on for {}: {saves} a month.", percent_short(app.room(lever)))
        }
        (.., None, None) => "Off, and its group leaves it nothing.".to_owned(),
    }
}

/// Each line that loses something, and what.
fn by_line(app: &App, lever: &Lever) -> Vec<Paragraph> {
    let lost = worth::by_line(&app.catalog, app.plan(), app.scenario(), lever);
    let words = lost.iter().filter_map(|(at, lost)| {
        let line = app.quote.lines.get(*at)?;
        Some((format!("{} {}", line.line.item, loses(*lost)), Kind::Aside))
    });
    words.collect()
}

/// Who else draws on the group.
fn group(app: &App, lever: &Lever) -> Option<String> {
    let group = lever.group.as_ref()?;
    let others = app.plan().levers.iter().filter(|other| other.id != lever.id && other.group.as_ref() == Some(group));
    let word = |other: &Lever| match app.scenario().levers.get(&other.id) {
        Some(share) => format!("{} ({})", other.name, percent_short(*share)),
        None => other.name.clone(),
    };
    let others: Vec<String> = others.map(word).collect();
    if others.is_empty() {
        return None;
    }
    Some(format!("Shares what it touches with {}: together at most 100 % (group {group}).", others.join(", ")))
}

/// A share, or from which to which: `70–80 %`.
fn range(low: Decimal, high: Decimal) -> String {
    let low_words = percent_short(low);
    if low == high { low_words } else { format!("{}–{}", low_words.trim_end_matches(" %"), percent_short(high)) }
}
