//! Cells of a bill: names, kinds of charges, which say nothing, and how one is shown.

use super::totals::Charge;
use crate::text::clean;

/// Whether a cell says nothing: empty, or the bare word `NULL`.
#[inline]
pub(super) fn is_null(cell: &[u8]) -> bool {
    match cell.trim_ascii() {
        [] => true,
        [b'N' | b'n', ..] => cell.trim_ascii().eq_ignore_ascii_case(b"null"),
        _ => false,
    }
}

/// A cell in quotes, no longer than a line can bear.
pub(super) fn shown(text: &str) -> String {
    let short: String = clean(text).chars().take(40).collect();
    format!("`{short}{}`", if text.chars().nth(40).is_some() { "…" } else { "" })
}

/// A name without the spaces around it; nothing where the bill says nothing.
pub(super) fn name(cell: &[u8]) -> &[u8] {
    if is_null(cell) { b"" } else { cell.trim_ascii() }
}

/// The kind of a charge, or what was expected.
pub(super) fn charge(cell: &[u8]) -> Result<Charge, String> {
    let found = Charge::ALL.into_iter().find(|charge| charge.id().as_bytes() == cell);
    let kind = || Charge::ALL.into_iter().find(|charge| cell.trim_ascii().eq_ignore_ascii_case(charge.id().as_bytes()));
    found.or_else(kind).ok_or_else(|| {
        let shown = shown(&String::from_utf8_lossy(cell));
        format!("is no kind of charge: {shown}; expected {}", Charge::ALL.map(Charge::id).join(", "))
    })
}
