//! A mix of payers, explained.

use super::{Kind, Paragraph};
use crate::amount::{Estimate, grouped, money, money_range, money_short, percent_short};
use crate::app::App;
use crate::catalog::Income;
use crate::text::at_lines;

pub(super) fn about_income(app: &App) -> Vec<Paragraph> {
    let words = "Who pays what: a preset sets paid share, revenue per user and other income, in one step. \
                 Of a range, the middle; as set: the sliders stand at none of them.";
    let mut out = vec![("Income".to_owned(), Kind::Title), (words.to_owned(), Kind::Plain)];
    match app.income() {
        Some(at) => out.extend(about_preset(app, &app.plan().incomes[at])),
        None => {
            let names: Vec<&str> = app.plan().incomes.iter().map(|income| income.name.as_str()).collect();
            out.push((format!("As set now. Presets: {}.", names.join(" · ")), Kind::Aside));
        }
    }
    out
}

fn about_preset(app: &App, income: &Income) -> Vec<Paragraph> {
    let mut out = vec![(income.name.clone(), Kind::Formula)];
    out.extend(income.segments.iter().map(|segment| {
        let words = format!("{}: {} of users at {}", segment.name, percent_short(segment.share), price(segment.price));
        (words, Kind::Plain)
    }));
    if income.asks {
        let words = "The document gives no figure: what you type at Other income is it. ← → asks for it again.";
        out.push((words.to_owned(), Kind::Plain));
    }
    if !income.other.is_zero() {
        out.push((format!("And {} a month beside users.", money(income.other)), Kind::Plain));
    }
    if let (Some(stated), Some(users)) = (income.stated, income.stated_users) {
        let words = format!("The document prints {} for {} users.", money_range(stated), grouped(users, 0));
        out.push((words, Kind::Aside));
    }
    out.extend(income.note.iter().map(|note| (format!("Note: {note}"), Kind::Aside)));
    out.extend(income.lines.iter().map(|lines| (format!("{}, {}", app.plan().source, at_lines(lines)), Kind::Aside)));
    out
}

/// A price, or from which to which: `$2–5`.
pub(in crate::ui) fn price(price: Estimate) -> String {
    let low = money_short(price.low);
    if price.is_exact() { low } else { format!("{low}–{}", money_short(price.high).trim_start_matches('$')) }
}
