//! Notes as a table, and what of a document carries nothing.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::catalog::{Line, Note, NoteKind, Notes, Plan, Stage};
use std::sync::Arc;

/// The notes of a plan, of one kind or of all.
pub fn notes(plan: &Plan, notes: Option<&Notes>, kind: Option<NoteKind>) -> Answer {
    let wanted = |note: &&Note| kind.is_none_or(|kind| note.kind == kind);
    let mut found: Vec<&Note> = notes.into_iter().flat_map(|notes| &notes.notes).filter(wanted).collect();
    found.sort_by_key(|note| NoteKind::all().position(|kind| kind == note.kind));
    let columns = vec![
        Column::text("note", "Note"),
        Column::text("kind", "Kind"),
        Column::text("lines", "Lines"),
        Column::below("text"),
        Column::hidden("id"),
        Column::hidden("item"),
        Column::hidden("stage"),
        Column::hidden("to"),
    ];
    let said = Sheet {
        id: "notes",
        title: "What to know and do".to_owned(),
        columns,
        rows: found.iter().flat_map(|note| rows(note)).collect(),
        empty: "The plan has no such note.",
        detail: false,
    };
    let nothing = Sheet {
        id: "nothing",
        title: "Parts of the document that carry nothing to encode".to_owned(),
        columns: vec![Column::text("lines", "Lines"), Column::below("why")],
        rows: notes
            .filter(|_| kind.is_none())
            .into_iter()
            .flat_map(|notes| &notes.nothing)
            .map(|nothing| vec![Cell::Text(nothing.lines.clone()), Cell::Text(nothing.why.clone())])
            .collect(),
        empty: "None.",
        detail: false,
    };
    let mut sheets = vec![said];
    sheets.extend(kind.is_none().then_some(nothing));
    sheets.extend(kind.is_none().then(|| [stages(plan), guesses(plan)]).into_iter().flatten().flatten());
    let title = format!("{}: notes ({})", plan.name, plan.source);
    Answer { title, facts: vec![("plan", Cell::Text(plan.id.clone()))], sheets }
}

/// What to know of each stage; none where the plan says nothing of any.
fn stages(plan: &Plan) -> Option<Sheet> {
    let told = plan.stages.iter().filter_map(|stage| Some((stage, stage.note.as_ref()?)));
    let row = |(stage, note): (&Stage, &String)| {
        vec![Cell::Text(stage.name.clone()), Cell::words(stage.lines.clone()), Cell::Text(note.clone())]
    };
    let columns = vec![Column::text("stage", "Stage"), Column::text("lines", "Lines"), Column::below("text")];
    let title = "What to know of a stage".to_owned();
    let rows: Vec<_> = told.map(row).collect();
    (!rows.is_empty()).then_some(Sheet { id: "stages", title, columns, rows, empty: "", detail: false })
}

/// The lines of which nobody said what they follow; none where there are none.
fn guesses(plan: &Plan) -> Option<Sheet> {
    let row = |line: &Arc<Line>| {
        let why = line.why.clone();
        vec![Cell::Text(line.item.clone()), Cell::words(why), Cell::Text(line.id.clone())]
    };
    let columns = vec![Column::text("item", "Line"), Column::text("why", "Why"), Column::hidden("id")];
    let title = "Lines whose growth is guessed".to_owned();
    let rows: Vec<_> = plan.lines().filter(|line| line.guessed).map(row).collect();
    (!rows.is_empty()).then_some(Sheet { id: "guesses", title, columns, rows, empty: "", detail: false })
}

/// A row for what the note says of itself, then one for each item.
fn rows(note: &Note) -> Vec<Vec<Cell>> {
    let row = |lines: &Option<String>, text: Option<String>, item: Option<&String>| {
        vec![
            Cell::Text(note.title.clone()),
            Cell::Text(note.kind.id().to_owned()),
            Cell::words(lines.clone().or_else(|| note.lines.clone())),
            Cell::words(text),
            Cell::Text(note.id.clone()),
            Cell::words(item.cloned()),
            Cell::words(note.stage.clone()),
            Cell::words(note.to.clone()),
        ]
    };
    let head = terms(note);
    let own = (!head.is_empty() || note.items.is_empty())
        .then(|| row(&note.lines, Some(head).filter(|h| !h.is_empty()), None));
    let items = note.items.iter().map(|item| row(&item.lines, Some(item.text.clone()), item.id.as_ref()));
    own.into_iter().chain(items).collect()
}

/// `preparation Week 1; window 2 hours; downtime under 5 minutes; rollback …`.
pub fn terms(note: &Note) -> String {
    let parts = [
        ("preparation", &note.preparation),
        ("window", &note.window),
        ("downtime", &note.downtime),
        ("rollback", &note.rollback),
    ];
    let said = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?)));
    said.collect::<Vec<_>>().join("; ")
}
