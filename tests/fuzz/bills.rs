//! Bills: CSV, the same in gzip, and Parquet. However a bill is grouped, it sums to its total.

use crate::sessions::CATALOG;
use crate::{Came, laws, packed};
use costtui::amount::{Decimal, REPORTED_PLACES};
use costtui::import::bill::{Bill, Cost, Group, ReadError, read};
use parquet::basic::Compression;
use std::fs;
use std::path::Path;

/// Small bills in columns, packed in each way.
pub fn columns() -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bill.parquet");
    let ways = [("plain", Compression::UNCOMPRESSED), ("snappy", Compression::SNAPPY)];
    let made = ways.map(|(name, way)| {
        packed::parquet(&path, 6, 3, way, 4);
        (format!("{name} columns"), fs::read(&path).unwrap())
    });
    made.into()
}

fn of_file(path: &Path, cost: Cost) -> Result<Bill, ReadError> {
    read(&[path.to_owned()], cost, &CATALOG, &mut |_| true)
}

/// What is the same of a bill in whatever wrapping: its totals, or what is wrong with it.
fn told(bill: &Result<Bill, ReadError>) -> String {
    match bill {
        Ok(bill) => format!("{:?} {:?}", bill.totals, bill.months),
        Err(ReadError::Wrong(wrong)) => wrong
            .problems
            .iter()
            .map(|problem| format!("{:?} {:?} {}\n", problem.row, problem.column, problem.words))
            .collect(),
        Err(other) => panic!("{other}"),
    }
}

fn checked(path: &Path, bytes: &[u8]) -> Came {
    fs::write(path, bytes).unwrap();
    let came = [Cost::Effective, Cost::Billed].map(|cost| match of_file(path, cost) {
        Ok(bill) => {
            adds_up(&bill);
            Came::taken((bill.totals.len(), bill.months.len(), bill.told.len()))
        }
        Err(ReadError::Wrong(wrong)) => {
            laws::nothing_acts(&wrong.to_string());
            assert!(!wrong.problems.is_empty() && wrong.problems.len() <= 20, "{wrong}");
            assert!(
                wrong.problems.iter().all(|problem| !problem.words.is_empty() && problem.row != Some(0)),
                "{wrong}"
            );
            Came::refused(&wrong.problems[0].words)
        }
        Err(other) => panic!("{other}"),
    });
    came[0]
}

fn adds_up(bill: &Bill) {
    assert_eq!(bill.totals.iter().map(|total| total.rows).sum::<u64>(), bill.rows);
    bill.told.iter().for_each(|told| laws::nothing_acts(&told.words(bill.cost)));
    let Ok(total) = bill.total() else { return };
    for group in Group::ALL {
        let Ok(grouped) = bill.by(group) else { continue };
        grouped.iter().for_each(|of| laws::nothing_acts(&of.name));
        assert_eq!(grouped.iter().map(|of| of.rows).sum::<u64>(), bill.rows, "{group:?}");
        let sum = grouped.iter().try_fold(Decimal::ZERO, |sum, of| sum.checked_add(of.cost));
        // What 28 digits don't hold of a total is rounded, far beyond the places that are reported.
        let near = |sum: Decimal| (sum - total).abs() < Decimal::new(1, REPORTED_PLACES + 1);
        assert!(sum.is_none_or(near), "{group:?}: {sum:?}, not {total}");
    }
}

/// Rows of text.
pub fn csv(bytes: &[u8]) -> Came {
    let folder = tempfile::tempdir().unwrap();
    checked(&folder.path().join("bill.csv"), bytes)
}

/// Bytes of gzip; any others are packed, in one part and in two, and say what they say as they are.
pub fn gzip(bytes: &[u8]) -> Came {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bill");
    if bytes.starts_with(b"\x1f\x8b") {
        return checked(&path, bytes);
    }
    let plain = checked(&path, bytes);
    let known = told(&of_file(&path, Cost::Effective));
    let (first, second) = bytes.split_at(bytes.len() / 2);
    for packed in [packed::gzip(bytes), [packed::gzip(first), packed::gzip(second)].concat()] {
        if !bytes.starts_with(b"PAR1") {
            checked(&path, &packed);
            assert_eq!(told(&of_file(&path, Cost::Effective)), known);
        }
    }
    plain
}

/// Columns. A file that is damaged is refused, or read where that does not show.
pub fn parquet(bytes: &[u8]) -> Came {
    let folder = tempfile::tempdir().unwrap();
    checked(&folder.path().join("bill"), bytes)
}
