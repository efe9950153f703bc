//! What differs from the baseline: figures, lines and choices.

use super::{Section, Subject};
use crate::explore::compare::{self, Change, Compared};
use crate::report;
use crate::report::sheet::Cell;

/// Nothing where the baseline is the scenario itself.
pub(super) fn section(subject: &Subject) -> Option<Section> {
    let (catalog, session) = (subject.catalog, subject.session);
    if session.baseline == *session.scenario() {
        return None;
    }
    let columns = [("Baseline", &session.baseline), ("Now", session.scenario())];
    let columns = columns.map(|(name, scenario)| Compared::of(catalog, name, scenario.clone()));
    let answer = report::compare::compare(catalog, &columns, &compare::compare(catalog, &columns));
    let lead = answer.sheets[0].title.clone();
    let same = Cell::Text(Change::Same.id().to_owned());
    let tables = answer.sheets.into_iter().take(3).filter_map(|mut sheet| {
        sheet.rows.retain(|row| !row.contains(&same));
        (!sheet.rows.is_empty()).then(|| sheet.table())
    });
    let mut tables: Vec<_> = tables.collect();
    if let Some(figures) = tables.first_mut() {
        figures.caption = "Figure by figure".to_owned();
    }
    Some(Section { title: "Against the baseline", lead, tables })
}
