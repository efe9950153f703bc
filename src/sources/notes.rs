//! Notes: what the document says that prices nothing, what of it can be ticked, and what carries nothing.

use super::figure::number;
use super::{Facts, Kind, Section};
use crate::catalog::{Effect, Item, Lever, Note, NoteKind};
use crate::rows::{Block, Cell, Column, Handle, Row, Sign, Words};

/// The notes of one kind.
pub(super) fn section(facts: &Facts, kind: NoteKind) -> Section {
    let notes: Vec<&Note> = facts.notes().into_iter().flat_map(|all| &all.notes).filter(|n| n.kind == kind).collect();
    let title = if kind.ticks() { "What to do" } else { "What it says" };
    let columns = vec![Column::words(title, 9), Column::words("Lines", 5)];
    let rows: Vec<Row> = notes.iter().flat_map(|note| rows(facts, note)).collect();
    let mut blocks = vec![Block { columns, rows }];
    let mut count = notes.len().to_string();
    let mut heading = String::new();
    if kind.ticks() {
        let (ticked, all) = notes.iter().map(|note| ticked(facts, note)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        count = format!("{ticked}/{all}");
        heading = format!("{ticked} of {all} done. Space ticks; ticks are kept with the session.");
    }
    if kind == NoteKind::FreeTier {
        let levers: Vec<&Lever> = facts.plan.levers.iter().filter(|lever| is_free(lever)).collect();
        count = (notes.len() + levers.len()).to_string();
        if !levers.is_empty() {
            blocks.insert(0, allowances(facts, &levers));
        }
    }
    blocks.retain(|block| !block.rows.is_empty());
    Section { kind: Kind::Notes(kind), count, heading, blocks }
}

/// What of the document carries nothing to encode.
pub(super) fn not_encoded(facts: &Facts) -> Section {
    let nothing = facts.notes().map_or(&[][..], |notes| &notes.nothing);
    let columns = vec![Column::words("Why it carries nothing", 9), Column::words("Lines", 5)];
    let row = |of: &crate::catalog::Nothing| {
        Row::new([Cell::plain(&*of.why), Cell::dim(&*of.lines)]).told([
            Words::title("Not encoded"),
            Words::plain(&*of.why),
            Words::place(Some(&of.lines)),
        ])
    };
    let heading = "Parts of the document without anything to price, to set or to do.";
    Section::new(Kind::NotEncoded, nothing.len(), heading, columns, nothing.iter().map(row).collect())
}

/// How many items of a note are ticked, and how many there are.
fn ticked(facts: &Facts, note: &Note) -> (usize, usize) {
    let ticks: Vec<String> = note.items.iter().filter_map(|item| note.tick(item)).collect();
    (ticks.iter().filter(|tick| facts.ticks.contains(*tick)).count(), ticks.len())
}

fn rows(facts: &Facts, note: &Note) -> Vec<Row> {
    let stage = note.stage.as_ref().map(|id| facts.stage_name(id));
    let behind = match (ticked(facts, note), &stage) {
        ((done, all), _) if note.kind.ticks() && done == all && all > 0 => {
            Cell::plain(format!("{done} of {all}")).judged(true)
        }
        ((done, all), _) if note.kind.ticks() => Cell::dim(format!("{done} of {all}")),
        (_, Some(stage)) if !note.title.contains(stage.as_str()) => Cell::dim(&**stage),
        _ => Cell::empty(),
    };
    let terms = terms(facts, note);
    let detail: Vec<Words> = [Words::title(&*note.title)]
        .into_iter()
        .chain(terms.iter().map(Words::plain))
        .chain(note.items.iter().map(|item| Words::plain(format!("· {}", item.text))))
        .chain([Words::place(note.lines.as_deref())])
        .collect();
    let mut rows = vec![Row::heading(&*note.title, behind).told(detail)];
    rows.extend(terms.into_iter().map(|term| {
        Row::new([Cell::dim(&*term), Cell::empty()]).told([Words::title(&*note.title), Words::plain(term)])
    }));
    rows.extend(note.items.iter().map(|item| item_row(facts, note, item)));
    rows
}

/// From where to where a procedure leads, how long it takes, and the way back.
fn terms(facts: &Facts, note: &Note) -> Vec<String> {
    if note.kind != NoteKind::Procedure {
        return Vec::new();
    }
    let leads = note.stage.as_ref().zip(note.to.as_ref());
    let leads = leads.map(|(from, to)| format!("{} → {}", facts.stage_name(from), facts.stage_name(to)));
    leads.into_iter().chain([crate::report::terms(note)]).filter(|term| !term.is_empty()).collect()
}

fn item_row(facts: &Facts, note: &Note, item: &Item) -> Row {
    let tick = note.tick(item);
    let done = tick.as_ref().map(|tick| facts.ticks.contains(tick));
    let text = match done {
        Some(true) => Cell::dim(&*item.text),
        _ => Cell::plain(&*item.text),
    };
    let text = Cell { sign: done.map(Sign::Box), ..text };
    let row = Row::new([text, Cell::dim(item.lines.clone().unwrap_or_default())]).told([
        Words::title(&*note.title),
        Words::plain(&*item.text),
        Words::place(item.lines.as_deref().or(note.lines.as_deref())),
    ]);
    match tick {
        Some(tick) => row.with(Handle::Tick(tick)),
        None => row,
    }
}

fn is_free(lever: &Lever) -> bool {
    matches!(lever.effect, Effect::Free { .. } | Effect::Credit(_))
}

/// Levers that give something for nothing.
fn allowances(facts: &Facts, levers: &[&Lever]) -> Block {
    let columns = vec![
        Column::words("What is free", 9),
        Column::figures("How much", 8),
        Column::words("Condition", 6),
        Column::words("Switched", 7),
        Column::words("Lines", 5),
    ];
    let row = |lever: &&Lever| {
        let much = match &lever.effect {
            Effect::Free { units, unit } => Cell::plain(number(*units)).of(crate::engine::units(Ok(*units), unit)),
            Effect::Credit(credit) => Cell::plain(crate::amount::money(*credit)).of("once"),
            _ => Cell::empty(),
        };
        let on = facts.scenario.levers.contains_key(&lever.id);
        let condition = lever.condition.clone().unwrap_or_default();
        let cells = [
            Cell::plain(&*lever.name),
            much.clone(),
            Cell::plain(&*condition),
            if on { Cell::plain("on").strong() } else { Cell::dim("off") },
            Cell::dim(lever.lines.clone().unwrap_or_default()),
        ];
        Row::new(cells).told([
            Words::title(&*lever.name),
            Words::figure(format!("{} {}", much.text, much.unit)),
            Words::plain(format!(
                "Of {}.",
                if lever.on.is_empty() { "a roadmap".to_owned() } else { lever.on.join(", ") }
            )),
            Words::plain(if condition.is_empty() { condition } else { format!("Condition: {condition}.") }),
            Words::plain(lever.note.clone().unwrap_or_default()),
            Words::place(lever.lines.as_deref()),
        ])
    };
    Block { columns, rows: levers.iter().map(row).collect() }
}
