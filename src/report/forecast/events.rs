//! What happens in the months ahead, an event a row.

use super::super::measure;
use super::super::sheet::{Cell, Column, Sheet};
use super::{id, money, stage};
use crate::amount::{Decimal, Estimate};
use crate::catalog::{Catalog, Plan, RuleKind};
use crate::explore::forecast::{Event, Forecast, What};

/// The events of a forecast.
pub(super) fn events(catalog: &Catalog, plan: &Plan, found: &Forecast) -> Sheet {
    let columns = vec![
        Column::figure("month", "Month"),
        Column::text("event", "Event"),
        Column::text("name", "What"),
        Column::figure("now", "Then"),
        Column::figure("is", "Threshold"),
        Column::figure("adds", "Adds a month"),
        Column::hidden("kind"),
        Column::hidden("id"),
        Column::hidden("value"),
        Column::hidden("threshold"),
        Column::hidden("again"),
    ];
    let rows = found.events.iter().map(|event| row(catalog, plan, found, event));
    Sheet {
        id: "events",
        title: "What happens, month by month; what is so already stands at month 0".to_owned(),
        columns,
        rows: rows.collect(),
        empty: "Nothing happens: no stage begins, no rule begins to speak, and cash does not run out.",
        detail: false,
    }
}

/// What a row says of an event.
struct Told {
    words: &'static str,
    kind: &'static str,
    name: Cell,
    id: Cell,
    now: Option<String>,
    is: Option<String>,
    value: Option<Decimal>,
    threshold: Option<Decimal>,
    adds: Cell,
    again: bool,
}

impl Told {
    fn of(words: &'static str, kind: &'static str) -> Self {
        let (name, id, adds) = (Cell::None.or_empty(), Cell::None, Cell::None.or_empty());
        let (now, is, value, threshold) = (None, None, None, None);
        Told { words, kind, name, id, now, is, value, threshold, adds, again: false }
    }

    fn at_stage(self, plan: &Plan, at: usize, adds: Option<Decimal>) -> Self {
        Told { name: Cell::Text(stage(plan, at)), id: id(plan, at), adds: adds.map_or(Cell::None, Cell::Gap), ..self }
    }

    /// Money, and what it is held against.
    fn money(self, value: Decimal, held: Option<(&str, Decimal)>) -> Self {
        let shown = |amount: Decimal| money(Some(amount)).shown();
        let is = held.map(|(sign, threshold)| format!("{sign} {}", shown(threshold)));
        Told { now: Some(shown(value)), is, value: Some(value), threshold: held.map(|held| held.1), ..self }
    }
}

fn row(catalog: &Catalog, plan: &Plan, found: &Forecast, event: &Event) -> Vec<Cell> {
    let told = told(catalog, plan, found, event);
    let number = |n: Option<Decimal>| n.map_or(Cell::None, |n| Cell::Number(Estimate::exact(n)));
    vec![
        Cell::count(event.month as usize),
        Cell::Text(if told.again { format!("{} again", told.words) } else { told.words.to_owned() }),
        told.name,
        Cell::words(told.now).or_empty(),
        Cell::words(told.is).or_empty(),
        told.adds,
        Cell::Text(told.kind.to_owned()),
        told.id,
        number(told.value),
        number(told.threshold),
        Cell::Flag(told.again),
    ]
}

fn told(catalog: &Catalog, plan: &Plan, found: &Forecast, event: &Event) -> Told {
    let count = |users: Decimal| measure::metric_value(catalog, "users", users);
    let users = found.months.get(event.month as usize).map(|month| month.priced_users);
    match &event.what {
        What::Stage { stage, users, adds } => {
            let at = format!("{} {}", count(*users), plan.scale);
            Told { now: Some(at), value: Some(*users), ..Told::of("stage begins", "stage") }
                .at_stage(plan, *stage, *adds)
        }
        What::Pinned { stage, adds } => Told::of("roadmap's stage", "stage").at_stage(plan, *stage, *adds),
        What::Beyond { high } => Told {
            now: users.map(count),
            is: high.map(|high| format!("> {}", count(high))),
            value: users,
            threshold: *high,
            ..Told::of("beyond the last stage", "beyond")
        },
        What::End => {
            Told { now: users.map(count), value: users, ..Told::of("growth ends: so does the slider", "slider_end") }
        }
        What::Rule { rule, value, again } => Told { again: *again, ..rule_told(catalog, plan, *rule, *value) },
        What::Move { to, again } => {
            let told = Told { again: *again, ..Told::of("time for a move", "move") };
            let place = to.as_ref().and_then(|to| plan.stages.iter().position(|stage| stage.id == *to));
            match place {
                Some(at) => Told { adds: Cell::None.or_empty(), ..told.at_stage(plan, at, None) },
                None => Told { name: Cell::Text("beyond this plan".to_owned()), ..told },
            }
        }
        What::OverBudget { cost, again } => {
            let held = found.ahead.budget.map(|budget| (">", budget));
            Told { again: *again, ..Told::of("over your budget", "over_budget").money(*cost, held) }
        }
        What::BreakEven { margin } => {
            Told::of("revenue covers the cost", "break_even").money(*margin, Some(("≥", Decimal::ZERO)))
        }
        What::Loss { margin } => Told::of("revenue below the cost", "loss").money(*margin, Some(("<", Decimal::ZERO))),
        What::CashOut { cash, again } => {
            Told { again: *again, ..Told::of("cash runs out", "cash_out").money(*cash, Some(("<", Decimal::ZERO))) }
        }
        What::DeepestNeed { need } => Told::of("deepest need of cash", "deepest_need").money(*need, None),
    }
}

fn rule_told(catalog: &Catalog, plan: &Plan, at: usize, value: Decimal) -> Told {
    let rule = &plan.rules[at];
    let words = match rule.kind {
        RuleKind::Trigger => "trigger is true",
        RuleKind::Budget => "budget is reached",
        RuleKind::Alert => "alert fires",
        _ => "target is missed",
    };
    Told {
        name: Cell::Text(rule.name.clone()),
        id: Cell::Text(rule.id.clone()),
        now: Some(measure::measured(catalog, rule, value)),
        is: Some(measure::comparison(catalog, rule)),
        value: Some(value),
        threshold: Some(rule.is.threshold),
        ..Told::of(words, rule.kind.id())
    }
}
