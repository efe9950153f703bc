//! Bills: what comes in adds up to what it says, whatever its shape; what is wrong with it is named.

#[path = "bill/generate.rs"]
mod generate;

use costtui::catalog::{self, Catalog};
use costtui::import::bill::{self, Bill, Cost};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::tempdir;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| catalog::load(None).expect("the shipped catalog is sound"))
}

fn read(files: &[&Path], cost: Cost) -> Bill {
    let files: Vec<PathBuf> = files.iter().map(|file| file.to_path_buf()).collect();
    bill::read(&files, cost, catalog(), &mut |_| true).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn fifty_thousand_rows_sum_to_what_was_written() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("bill.csv");
    let mut out = BufWriter::new(File::create(&path).unwrap());
    let (effective, billed) = generate::bill(&mut out, 50_000, 25_000);
    out.flush().unwrap();
    for (cost, sum) in [(Cost::Effective, effective), (Cost::Billed, billed)] {
        let bill = read(&[&path], cost);
        assert_eq!(bill.total().unwrap().to_string(), generate::money(sum));
        assert_eq!((bill.rows, bill.complete_months().count()), (50_000, 2));
    }
}

/// What docs/performance.md tells of bills is measured on these files.
#[test]
#[ignore = "writes files of gigabytes: COSTTUI_BILLS=FOLDER cargo test --release --test bill -- --ignored"]
fn the_bills_that_are_measured_are_written() {
    let folder = PathBuf::from(std::env::var("COSTTUI_BILLS").expect("COSTTUI_BILLS names a folder"));
    let plain = folder.join("bill-5m.csv");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&plain).unwrap());
    let sums = generate::bill(&mut out, 5_000_000, 420_000);
    out.flush().unwrap();
    println!("effective {}, billed {}", generate::money(sums.0), generate::money(sums.1));
}
