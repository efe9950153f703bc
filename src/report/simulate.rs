//! Monte Carlo as tables: percentiles, chances, what the spread comes from, a histogram, and what was drawn. All sampled.

mod percentiles;

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, grouped, money, money_short, percent};
use crate::catalog::{Catalog, Plan};
use crate::engine::{Range, RangeOf, shown_factor};
use crate::explore::simulate::{Bin, Chance, Drawn, Input, Open, Risk, Sampled};
use crate::scenario::Scenario;
use percentiles::percentiles;

/// The risk of a scenario.
pub fn simulate(catalog: &Catalog, plan: &Plan, scenario: &Scenario, risk: &Risk, title: String) -> Answer {
    let sheets = vec![
        percentiles(risk),
        chances(risk),
        sources(catalog, plan, risk),
        histogram(risk),
        drawn(catalog, plan, scenario, risk),
    ];
    let of = |figure: Drawn| Cell::count(sampled(risk, figure).undefined);
    let facts = vec![
        ("plan", Cell::Text(plan.id.clone())),
        ("sampled", Cell::Flag(!risk.inputs.is_empty())),
        ("draws", Cell::count(risk.draws.count)),
        ("seed", Cell::Text(risk.draws.seed.to_string())),
        ("together", Cell::Flag(risk.draws.together)),
        ("budget", Cell::money(risk.over_budget.map(|(budget, _)| Estimate::exact(budget)))),
        ("cost_undefined", of(Drawn::Cost)),
        ("cost_per_user_undefined", of(Drawn::CostPerUser)),
        ("margin_undefined", of(Drawn::Margin)),
        ("margin_percent_undefined", of(Drawn::MarginPercent)),
    ];
    Answer { title, facts, sheets }
}

fn sampled(risk: &Risk, figure: Drawn) -> &Sampled {
    &risk.figures[figure as usize]
}

/// What is said where no figure has a range: that says nothing of how sure they are.
const NO_RANGE: &str = "No range is printed or given for any figure here, so nothing can be said of how sure they are; a spread, \
                        such as users=10k to 50k, would tell";

/// The answer in a sentence: `Cost is $9,407–$25,841 in 8 of 10 draws; a loss in 12.3 % ± 0.1 of them`.
pub fn sentence(risk: &Risk) -> String {
    if risk.inputs.is_empty() {
        return NO_RANGE.to_owned();
    }
    let cost = sampled(risk, Drawn::Cost).distribution.as_ref();
    let ends = cost.and_then(|cost| Some((cost.percentile(10)?.value, cost.percentile(90)?.value)));
    let cost = ends.map_or("Cost can't be told".to_owned(), |(low, high)| {
        format!("Cost is {}–{} in 8 of 10 draws", about(low), about(high))
    });
    let loss = risk.loss.map(|chance| format!("; a loss in {}", of_them(chance)));
    let over = risk.over_budget.and_then(|(budget, chance)| {
        Some(format!("; above the budget of {} in {}", money_short(budget), of_them(chance?)))
    });
    format!("{cost}{}{}", loss.unwrap_or_default(), over.unwrap_or_default())
}

/// Sampled money without cents that say nothing: whole dollars from $1,000 on.
fn about(value: Decimal) -> String {
    if value.abs() >= Decimal::ONE_THOUSAND { money_short(value.round()) } else { money(value) }
}

/// `12.3 % ± 0.1 of them`, `none of them`.
fn of_them(chance: Chance) -> String {
    match chance.count {
        0 => "none of them".to_owned(),
        all if all == chance.of => "all of them".to_owned(),
        _ => {
            let error = chance.error * Decimal::ONE_HUNDRED;
            let places = if error < Decimal::new(5, 2) { 2 } else { 1 };
            let share = grouped(chance.share * Decimal::ONE_HUNDRED, places);
            format!("{share} % ± {} of them", grouped(error, places))
        }
    }
}

fn chances(risk: &Risk) -> Sheet {
    let row = |what: &str, chance: Option<Chance>, limit: Option<Decimal>| {
        vec![
            Cell::Text(what.to_owned()),
            Cell::money(limit.map(Estimate::exact)).or_empty(),
            Cell::share(chance.map(|chance| chance.share)),
            Cell::share(chance.map(|chance| chance.error)),
            chance.map_or(Cell::None, |chance| Cell::count(chance.count)),
            chance.map_or(Cell::None, |chance| Cell::count(chance.of)),
        ]
    };
    let mut rows = vec![row("a loss: margin below", risk.loss, Some(Decimal::ZERO))];
    rows.extend(risk.over_budget.map(|(budget, chance)| row("cost above the budget of", chance, Some(budget))));
    Sheet {
        id: "chances",
        title: "How likely; ± is the standard error of the sample".to_owned(),
        columns: vec![
            Column::text("what", "What"),
            Column::figure("limit", ""),
            Column::figure("chance_percent", "Chance"),
            Column::figure("error_percent", "±"),
            Column::figure("draws", "Draws"),
            Column::figure("of", "of"),
        ],
        rows,
        empty: "",
        detail: false,
    }
}

fn sources(catalog: &Catalog, plan: &Plan, risk: &Risk) -> Sheet {
    let row = |input: &Input| {
        let (name, stage) = words(catalog, plan, &input.of);
        vec![Cell::Text(name), Cell::words(stage).or_empty(), Cell::share(input.of_cost), Cell::share(input.of_margin)]
    };
    Sheet {
        id: "sources",
        title: "What the spread comes from: the share of it that each explains alone, by a straight line; they need not sum \
                to 100 %"
            .to_owned(),
        columns: vec![
            Column::text("input", "Uncertain"),
            Column::text("stage", "Stage"),
            Column::figure("of_cost_percent", "Of the cost"),
            Column::figure("of_margin_percent", "Of the margin"),
        ],
        rows: risk.inputs.iter().map(row).collect(),
        empty: "Nothing: no slider has a spread, and no line, total or lever that counts here is a range.",
        detail: false,
    }
}

/// What an input is called, and its stage where it belongs to one.
fn words(catalog: &Catalog, plan: &Plan, of: &Open) -> (String, Option<String>) {
    match of {
        Open::Slider(at, _) => (catalog.sliders.get(*at).map_or(String::new(), |slider| slider.label.clone()), None),
        Open::Range(range) => {
            let stage = range.stage.and_then(|at| plan.stages.get(at)).map(|stage| stage.name.clone());
            let factor = (range.of == RangeOf::Factor).then(|| format!("Your bill for {}", range.name));
            (factor.unwrap_or_else(|| range.name.clone()), stage)
        }
    }
}

/// How a range is drawn, in a sentence.
pub fn range_drawn(scenario: &Scenario, range: &Range) -> String {
    let factor = scenario.factors.get(&range.name).filter(|_| range.of == RangeOf::Factor);
    factor.map_or("Printed as a range: drawn evenly between its ends.".to_owned(), |factor| {
        let stands = shown_factor(&Estimate::exact(factor.expected));
        format!("The range of your bill: drawn evenly from the least to the most. The quote stands at × {stands}.")
    })
}

/// A printed range in words: what it is of, and its ends.
pub fn range_words(catalog: &Catalog, plan: &Plan, range: &Range) -> (String, String) {
    let of = Open::Range(range.clone());
    let (name, stage) = words(catalog, plan, &of);
    let name = stage.map_or(name.clone(), |stage| format!("{name}, {stage}"));
    (name, range_ends(range))
}

fn histogram(risk: &Risk) -> Sheet {
    let bins = |figure| sampled(risk, figure).distribution.as_ref().map_or(&[][..], |of| &of.bins[..]);
    let (cost, margin) = (bins(Drawn::Cost), bins(Drawn::Margin));
    let cells = |bin: Option<&Bin>| match bin {
        None => vec![Cell::None.or_empty(); 3],
        Some(bin) => {
            let range = Estimate::between(bin.from, bin.to).ok();
            let share = Decimal::from(bin.count).over(Decimal::from(risk.draws.count)).ok();
            vec![Cell::money(range), Cell::count(bin.count), Cell::share(share.map(|share| share.round_dp(4)))]
        }
    };
    let row = |at: usize| cells(cost.get(at)).into_iter().chain(cells(margin.get(at))).collect();
    Sheet {
        id: "histogram",
        title: "How often: bins of one width from P0.5 to P99.5, the first and last with all beyond".to_owned(),
        columns: vec![
            Column::figure("cost", "Cost"),
            Column::figure("cost_draws", "Draws"),
            Column::figure("cost_percent", "Share"),
            Column::figure("margin", "Margin"),
            Column::figure("margin_draws", "Draws"),
            Column::figure("margin_share_percent", "Share"),
        ],
        rows: (0..cost.len().max(margin.len())).map(row).collect(),
        empty: "No draw has a cost that 28 digits hold.",
        // Percentiles tell people the same; forty bins are for scripts, and for pictures.
        detail: true,
    }
}

fn drawn(catalog: &Catalog, plan: &Plan, scenario: &Scenario, risk: &Risk) -> Sheet {
    let row = |input: &Input| {
        let (name, stage) = words(catalog, plan, &input.of);
        let (how, stands, spread) = distribution(catalog, scenario, &input.of);
        let [stage, stands, spread] = [stage, stands, spread].map(|text| Cell::words(text).or_empty());
        vec![Cell::Text(name), stage, Cell::Text(how), stands, spread]
    };
    let is_factor = |input: &Input| matches!(&input.of, Open::Range(range) if range.of == RangeOf::Factor);
    let of_factors = match risk.inputs.iter().any(is_factor) {
        true => ", a factor is drawn evenly from the least of its range to the most, wherever the quote stands in it",
        false => "",
    };
    Sheet {
        id: "drawn",
        title: format!("What was drawn; a slider's values are held to its ends{of_factors}"),
        columns: vec![
            Column::text("input", "Uncertain"),
            Column::text("stage", "Stage"),
            Column::text("distribution", "Drawn as"),
            Column::text("stands_at", "Stands at"),
            Column::hidden("spread"),
        ],
        rows: risk.inputs.iter().map(row).collect(),
        empty: "Nothing. Give a slider a spread: --spread \"users=10k to 50k\".",
        detail: false,
    }
}

/// How an input is drawn; where it stands and its spread as typed, where it is a slider.
fn distribution(catalog: &Catalog, scenario: &Scenario, of: &Open) -> (String, Option<String>, Option<String>) {
    match of {
        Open::Slider(at, spread) => {
            let Some(slider) = catalog.sliders.get(*at) else { return (spread.to_string(), None, None) };
            let stands = slider.show(scenario.value(catalog, slider));
            (spread.words(slider), Some(stands), Some(spread.to_string()))
        }
        Open::Range(range) if range.of == RangeOf::Factor => {
            let stands = scenario.factors.get(&range.name).map(|of| shown_factor(&Estimate::exact(of.expected)));
            (format!("uniform, {}", range_ends(range)), stands.map(|stands| format!("× {stands}")), None)
        }
        Open::Range(range) => (format!("uniform, {}", range_ends(range)), None, None),
    }
}

/// `printed $40 to $80`, `saves 70.0 % to 80.0 %`, `× 1.05 to 1.3`.
fn range_ends(range: &Range) -> String {
    let show = |value: Decimal| match range.of {
        RangeOf::Lever => percent(value),
        RangeOf::Factor => shown_factor(&Estimate::exact(value)),
        RangeOf::Line | RangeOf::Total | RangeOf::Together => money_short(value),
    };
    let what = match range.of {
        RangeOf::Lever => "saves",
        RangeOf::Factor => "×",
        RangeOf::Line | RangeOf::Total | RangeOf::Together => "printed",
    };
    let ends = range.ends.map(|(low, high)| format!("{what} {} to {}", show(low), show(high)));
    ends.unwrap_or_else(|| "one draw for all of them".to_owned())
}
