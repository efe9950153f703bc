//! Sentences of a forecast: the answer in one, and what strains a stage that is kept too long.

use super::super::measure;
use crate::amount::{Decimal, money, money_short, percent_short};
use crate::catalog::{Catalog, Plan};
use crate::engine::Flag;
use crate::explore::forecast::{Acted, Forecast, Growth, Timing, What};
use crate::scenario::Scenario;

/// How many changes of stage, or rates, a sentence has room for.
const MOST_NAMED: usize = 4;

/// The answer: `24 months from 50,000 users at 20 % a month: … of cost, …; stage 2 in month 1; cash never falls below …`.
pub(super) fn title(catalog: &Catalog, plan: &Plan, scenario: &Scenario, found: &Forecast) -> String {
    let told = |amount: Option<Decimal>| amount.map_or("—".to_owned(), whole);
    let sums = &found.sums;
    let months = match found.ahead.months {
        1 => "1 month".to_owned(),
        months => format!("{months} months"),
    };
    let users = found.months.first().map_or(Decimal::ZERO, |month| month.priced_users);
    let mut sentence = format!(
        "{months} from {} {} {}: {} of cost, {} of revenue, {} of margin",
        measure::metric_value(catalog, "users", users),
        plan.scale,
        growth(catalog, plan, scenario, found),
        told(sums.cost.map(|cost| cost.expected)),
        told(sums.revenue),
        told(sums.margin.map(|margin| margin.expected)),
    );
    let parts = [stages(found), end(found), Some(cash(found))];
    parts.into_iter().flatten().for_each(|part| sentence.push_str(&format!("; {part}")));
    sentence
}

/// Money in whole dollars, where cents would say nothing: from $1,000 on.
fn whole(amount: Decimal) -> String {
    if amount.abs() < Decimal::ONE_THOUSAND { money(amount) } else { money_short(amount.round()) }
}

fn growth(catalog: &Catalog, plan: &Plan, scenario: &Scenario, found: &Forecast) -> String {
    let slider = || catalog.slider("growth").map_or(Decimal::ZERO, |growth| scenario.value(catalog, growth));
    let at = |rate: Decimal| format!("at {} a month", percent_short(rate));
    match &found.ahead.growth {
        Growth::Rate => at(slider()),
        Growth::Each(rates) if rates.len() == 1 => at(rates[0]),
        Growth::Each(rates) => {
            let mut named: Vec<String> = rates.iter().take(MOST_NAMED).map(|rate| percent_short(*rate)).collect();
            match named.pop() {
                Some(last) if rates.len() == named.len() + 1 => format!("at {}, then {last} a month", named.join(", ")),
                last => format!("at {}, {} … a month", named.join(", "), last.unwrap_or_default()),
            }
        }
        Growth::Users(_) => "to those of each month".to_owned(),
        Growth::Roadmap(id) => {
            let name = plan.roadmaps.iter().find(|map| map.id == *id).map_or(id, |map| &map.name);
            format!("{} on the roadmap {name}", at(slider()))
        }
    }
}

/// `stage 2 in month 1, 3 in 4, 4 in 13`.
fn stages(found: &Forecast) -> Option<String> {
    let first = found.timings.first().map(|first| format!("stage {} in month {}", first.to + 1, first.month))?;
    let others = found.timings.iter().skip(1).take(MOST_NAMED - 1);
    let others: String = others.map(|timing| format!(", {} in {}", timing.to + 1, timing.month)).collect();
    let more = if found.timings.len() > MOST_NAMED { " and so on" } else { "" };
    Some(format!("{first}{others}{more}"))
}

/// Where users leave the plan, or reach the slider's end.
fn end(found: &Forecast) -> Option<String> {
    let words = found.events.iter().filter_map(|event| match event.what {
        What::Beyond { .. } => Some(format!("beyond the last stage from month {}", event.month)),
        What::End => Some(format!("no growth from month {}, where the slider ends", event.month)),
        _ => None,
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join("; "))
}

fn cash(found: &Forecast) -> String {
    // Nobody has no cash at all: without any given, what is told is how much it takes.
    match found.least_cash {
        Some((month, least)) if found.ahead.cash.is_zero() && least < Decimal::ZERO => {
            return format!("it takes {} of cash by month {month}", whole(-least));
        }
        Some(_) if found.ahead.cash.is_zero() => return "it takes no cash".to_owned(),
        _ => {}
    }
    let out = found.events.iter().find(|event| matches!(event.what, What::CashOut { .. }));
    match (found.least_cash, out) {
        (Some((month, least)), Some(out)) if month == out.month => {
            format!("cash runs out in month {month}, where {} is missing", whole(-least))
        }
        (Some((month, least)), Some(out)) => {
            format!("cash runs out in month {}, and in month {month} the most is missing: {}", out.month, whole(-least))
        }
        (Some((_, least)), None) => format!("cash never falls below {}", whole(least)),
        (None, _) => "cash can't be told".to_owned(),
    }
}

/// What a month at the other stage would be flagged with: `Earlier: outside its band. Later: over capacity.`
pub(super) fn strain(timing: &Timing) -> Option<String> {
    let words = |flag: &Flag| match flag {
        Flag::OutsideBand => Some("outside its band"),
        Flag::OverCapacity => Some("over the capacity that was printed"),
        _ => None,
    };
    let told = |when: &str, acted: &Acted| {
        let flags: Vec<&str> = acted.flags.iter().filter_map(words).collect();
        (!flags.is_empty()).then(|| format!("{when}: {}.", flags.join(", ")))
    };
    let sides = [told("Earlier", &timing.earlier), told("Later", &timing.later)];
    let told: Vec<String> = sides.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(" "))
}
