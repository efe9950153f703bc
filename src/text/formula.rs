//! Cells of a CSV: spreadsheets run a text that begins as a formula does, unless an apostrophe stands before it.

/// What a formula begins with, in ASCII and as East Asian programs write it.
const BEGINS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Whether a text would be run, behind whatever apostrophes keep it from that.
fn would_run(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(BEGINS)
}

/// The cell of a text: one that a spreadsheet would run gets an apostrophe in front. So does one that begins as such a cell,
/// so that [`meant`] finds back to each text.
pub fn neutral(text: &str) -> String {
    if would_run(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that a cell means, without the apostrophe that [`neutral`] put there.
pub fn meant(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| would_run(text)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_run_is_kept_from_it_and_found_back() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("-x", "'-x"),
            ("@SUM", "'@SUM"),
            ("+1", "'+1"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'quoted'", "'quoted'"),
            ("'90s", "'90s"),
            ("a=1", "a=1"),
            ("", ""),
            ("'", "'"),
        ];
        for (text, cell) in cases {
            assert_eq!(neutral(text), cell);
            assert_eq!(meant(cell), text);
        }
    }
}
