//! What was found as the screen shows it: a sentence, rows, and a picture.

use super::{Picture, blocks};
use crate::amount::{Decimal, Number, percent};
use crate::catalog::{Catalog, Plan};
use crate::explore::forecast::Forecast;
use crate::explore::optimise::Optimum;
use crate::explore::question::{Found, Question};
use crate::explore::seek::{Edge, Sought};
use crate::explore::sensitivity::{Bar, Input, Swing, Tornado};
use crate::explore::simulate::{Drawn, Open, Risk};
use crate::report;
use crate::rows::{Block, Cell, Column, Handle, Row, Words};
use crate::scenario::Scenario;
use crate::text::capital;

/// An answer on the screen.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// It in a sentence.
    pub answer: String,
    /// Its rows.
    pub blocks: Vec<Block>,
    /// What is drawn beside them.
    pub picture: Picture,
}

/// What was found to a question about a plan. Of a forecast `part` 0 are the months, 1 is what happens in them.
pub fn show(catalog: &Catalog, plan: &Plan, question: &Question, found: &Found, part: usize) -> Shown {
    match (question, found) {
        (_, Found::Compare(columns, comparison)) => {
            let answer = report::compare::compare(catalog, columns, comparison);
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            let blocks = blocks(answer.sheets.iter().take(3)).into_iter().map(beside).collect();
            let alone = columns.len() == 2 && comparison.choices.is_empty();
            let hint = if alone { " Keys move Now; P pins it beside the others, + pins a saved session." } else { "" };
            let answer = format!("{}{hint}", report::compare::answer(comparison, &names));
            Shown { answer, blocks, picture: Picture::None }
        }
        (Question::Sensitivity(_, swing), Found::Sensitivity(Ok(tornado))) => {
            sensitivity(catalog, plan, swing, tornado)
        }
        (_, Found::Sensitivity(Err(untold))) => said(untold.to_string()),
        (Question::Seek(_, goal), Found::Seek(Ok(sought))) => {
            let report = report::seek::seek(catalog, plan, goal, sought, String::new());
            let mut blocks = blocks(&report.sheets);
            blocks.iter_mut().for_each(|block| taking(block, sought));
            Shown { answer: report::seek::answer(catalog, plan, goal, sought), blocks, picture: Picture::None }
        }
        (_, Found::Seek(Err(cannot))) => said(cannot.to_string()),
        (_, Found::Optimise(optimum)) => match optimum.as_ref() {
            Ok(optimum) => optimise(plan, optimum),
            Err(_) => too_large(),
        },
        (Question::Map(_, metric, [across, up]), Found::Map(map)) => {
            let of = (metric.as_str(), across.slider, up.slider);
            let report = report::heat::heat(catalog, plan, map, of, String::new());
            let (cells, contour) = (&report.sheets[0], &report.sheets[1]);
            let less_is_better = metric.contains("cost") || metric == "infra_percent";
            Shown {
                answer: format!("{}. {}.", cells.title, contour.title),
                blocks: blocks([contour]),
                picture: Picture::map(map, (across.slider, up.slider), less_is_better),
            }
        }
        (Question::Forecast(scenario, _), Found::Forecast(found)) => match found.as_ref() {
            Ok(found) => forecast(catalog, plan, scenario, found, part),
            Err(wrong) => said(wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
        },
        (Question::Risk(scenario, _), Found::Risk(found)) => match found.as_ref() {
            Ok(found) => risk(catalog, plan, scenario, found),
            Err(none) => said(none.to_string()),
        },
        _ => Shown::default(),
    }
}

fn said(words: String) -> Shown {
    Shown { answer: format!("{}.", capital(&words)), ..Shown::default() }
}

fn too_large() -> Shown {
    said("a figure needs more than 28 digits".to_owned())
}

/// Where there is no room for all, what differs goes before the scenarios themselves, percent first.
fn beside(mut block: Block) -> Block {
    for column in &mut block.columns {
        match column.title.as_str() {
            "%" => column.worth -= 60,
            "Difference" => column.worth -= 30,
            _ => {}
        }
    }
    block
}

/// Each input as a bar to both sides of where the figure stands.
fn sensitivity(catalog: &Catalog, plan: &Plan, swing: &Swing, tornado: &Tornado) -> Shown {
    let report = report::sensitivity::sensitivity(catalog, plan, (swing, tornado), None, String::new());
    let mut blocks = blocks(&report.sheets);
    if let Some(bars) = blocks.first_mut().filter(|_| !tornado.bars.is_empty()) {
        for column in &mut bars.columns {
            // What comes of it before what was moved.
            column.worth = match column.title.as_str() {
                "Low" | "High" => 80,
                "Begins" => 85,
                "Swing" => 90,
                _ => column.worth,
            };
        }
        bars.columns.insert(1, Column::words("", 99));
        // To choose a card is another question than how far a figure may move, and would flatten every other bar.
        let rows = std::mem::take(&mut bars.rows).into_iter().zip(&tornado.bars);
        let (cards, others): (Vec<_>, Vec<_>) = rows.partition(|(_, bar)| matches!(bar.input, Input::Card { .. }));
        let mut of_cards = Block { columns: bars.columns.clone(), rows: swings(cards, tornado.base) };
        of_cards.columns[0].title = "Card".to_owned();
        bars.rows = swings(others, tornado.base);
        if bars.rows.is_empty() {
            *bars = of_cards;
        } else if !of_cards.rows.is_empty() {
            blocks.insert(1, of_cards);
        }
    }
    Shown { answer: report::sensitivity::sentence(catalog, plan, swing, tornado), blocks, picture: Picture::None }
}

/// Rows with bars on a scale in common.
fn swings(rows: Vec<(Row, &Bar)>, base: Decimal) -> Vec<Row> {
    let sides = |bar: &Bar| [bar.low.metric, bar.high.metric];
    let all = || rows.iter().flat_map(|(_, bar)| sides(bar)).flatten().chain([base]).map(f64::of);
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let part = |value: Decimal| if most > least { (f64::of(value) - least) / (most - least) } else { 0.5 };
    let middle = part(base);
    let swing = |(mut row, bar): (Row, &Bar)| {
        let ends = sides(bar).map(|end| end.map_or(middle, part));
        let (from, to) = (ends[0].min(ends[1]).min(middle), ends[0].max(ends[1]).max(middle));
        row.cells.insert(1, Cell::swing(from, middle, to));
        // What crosses into another stage is no small change.
        let crosses = bar.low.stage.is_some() || bar.high.stage.is_some();
        let first = std::mem::take(&mut row.cells[0]);
        row.cells[0] = if crosses { first.signed(false) } else { first.unsigned() };
        row
    };
    rows.iter().cloned().map(swing).collect()
}

/// Spans of a slider that have a row each; of more the first ones, how many there are between, and the last.
const SPANS: usize = 3;

/// Gives each row of spans what Enter takes, the slider at the span's first value, or at its last where it has no first;
/// and folds those of which there are too many.
fn taking(block: &mut Block, sought: &[Sought]) {
    let mut rows = std::mem::take(&mut block.rows).into_iter();
    for of in sought {
        let edges: Vec<Option<Edge>> = of.spans.iter().map(|span| span.from.or(span.to)).collect();
        let mut own: Vec<Row> = rows.by_ref().take(edges.len().max(1)).collect();
        for (row, edge) in own.iter_mut().zip(&edges) {
            row.handle = edge.map(|edge| Handle::Set(of.slider, edge.at));
        }
        let between = own.len().saturating_sub(SPANS + 1);
        if between > 1 {
            let words = format!("… {between} spans between");
            let folded = Row::new([Cell::dim(words.clone())]).told([Words::title(words)]);
            own.splice(SPANS..SPANS + between, [folded]);
        }
        block.rows.extend(own);
    }
}

fn optimise(plan: &Plan, optimum: &Optimum) -> Shown {
    let report = report::optimise::optimise(plan, optimum, String::new());
    let cards = report.sheets.iter().find(|sheet| sheet.id == "cards").filter(|_| !optimum.elsewhere.is_empty());
    let cards = cards.map(|cards| format!(" {}.", cards.title)).unwrap_or_default();
    let blocks = blocks(report.sheets.iter().filter(|sheet| sheet.id != "command"));
    Shown { answer: report::optimise::sentence(optimum) + &cards, blocks, picture: Picture::None }
}

fn forecast(catalog: &Catalog, plan: &Plan, scenario: &Scenario, found: &Forecast, part: usize) -> Shown {
    let report = report::forecast(catalog, plan, scenario, found);
    let answer = report.sheets[0].title.clone();
    let blocks = blocks(if part == 0 { &report.sheets[..1] } else { &report.sheets[1..] });
    Shown { answer, blocks, picture: Picture::months(found) }
}

/// Percentiles, then every slider with its spread and every printed range, with what of the spread each explains.
fn risk(catalog: &Catalog, plan: &Plan, scenario: &Scenario, risk: &Risk) -> Shown {
    let report = report::simulate::simulate(catalog, plan, scenario, risk, String::new());
    let certain = risk.inputs.is_empty();
    let mut blocks = if certain { Vec::new() } else { blocks(&report.sheets[..1]) };
    let share = |share: Option<Decimal>| {
        share.map_or(Cell::dim("—"), |share| Cell::plain(percent(share).trim_end_matches(" %")).of("%"))
    };
    let found =
        |slider: usize| risk.inputs.iter().find(|input| matches!(&input.of, Open::Slider(at, _) if *at == slider));
    let sliders = catalog.sliders_of(plan).filter(|slider| slider.id != "growth").map(|slider| {
        let spread = scenario.spreads.get(&slider.id).map(|spread| spread.words(slider));
        let at = catalog.driver_index(&slider.id).unwrap_or_default();
        let name = if slider.id == "users" { capital(&plan.scale) } else { slider.label.clone() };
        let shown = spread.clone().map_or_else(|| Cell::dim(slider.show(scenario.value(catalog, slider))), Cell::plain);
        let input = found(at).filter(|_| spread.is_some());
        Row::new([
            Cell::plain(name.clone()),
            shown,
            input.map_or(Cell::empty(), |input| share(input.of_cost)),
            input.map_or(Cell::empty(), |input| share(input.of_margin)),
        ])
        .with(Handle::Spread(slider.id.clone()))
        .told([
            Words::title(name),
            Words::plain("Enter gives it a spread, such as 10k to 50k (9 of 10 cases), uniform 1 to 3, triangular 1 to 2 to 5, normal 5 ± 1. Del takes it away."),
        ])
    });
    let columns = || {
        vec![
            Column::words("What is uncertain", 9).whole(),
            Column::words("Spread", 8),
            Column::figures("of the cost", 7),
            Column::figures("of the margin", 6),
        ]
    };
    let mut rows: Vec<Row> = sliders.collect();
    rows.extend(risk.inputs.iter().filter_map(|input| {
        let Open::Range(range) = &input.of else { return None };
        let (name, printed) = report::simulate::range_words(catalog, plan, range);
        let cells = [Cell::plain(name.clone()), Cell::dim(printed), share(input.of_cost), share(input.of_margin)];
        Some(Row::new(cells).told([Words::title(name), Words::plain(report::simulate::range_drawn(scenario, range))]))
    }));
    blocks.push(Block { columns: columns(), rows });
    let hint = if certain { " Enter gives the selected slider a spread, such as 10k to 50k." } else { "" };
    let answer = format!("{}.{hint}", report::simulate::sentence(risk));
    let picture = if certain { Picture::None } else { Picture::bins(risk, Drawn::Margin, "Margin") };
    Shown { answer, blocks, picture }
}
