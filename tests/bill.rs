//! Bills: what comes in adds up to what it says, whatever its shape; what is wrong with it is named.

mod binary;
#[path = "bill/generate.rs"]
mod generate;
#[path = "bill/packed.rs"]
mod packed;

use binary::costtui;
use costtui::amount::{Decimal, decimal, exact};
use costtui::catalog::{self, Catalog};
use costtui::import::bill::{self, Bill, Charge, Cost, Group, ReadError, Told};
use parquet::basic::Compression as Packing;
use proptest::prelude::*;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::tempdir;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| catalog::load(None).expect("the shipped catalog is sound"))
}

fn tried(files: &[&Path], cost: Cost) -> Result<Bill, ReadError> {
    let files: Vec<PathBuf> = files.iter().map(|file| file.to_path_buf()).collect();
    bill::read(&files, cost, catalog(), &mut |_| true)
}

fn read(files: &[&Path], cost: Cost) -> Bill {
    tried(files, cost).unwrap_or_else(|error| panic!("{error}"))
}

fn look_alike(name: &str) -> PathBuf {
    Path::new("tests/bill").join(name)
}

fn cost_of(word: &str) -> Cost {
    if word == "billed" { Cost::Billed } else { Cost::Effective }
}

fn group_of(word: &str) -> Group {
    match word {
        "month" => Group::Month,
        "category" => Group::Category,
        "service" => Group::Service,
        "provider" => Group::Provider,
        "charge" => Group::Charge,
        other => panic!("`{other}` is no group"),
    }
}

#[test]
fn bills_of_every_version_add_up_to_what_was_worked_out_by_hand() {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path("tests/bill/sums.csv").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert!(rows.len() > 20);
    for row in &rows {
        let grouped = read(&[&look_alike(&row[0])], cost_of(&row[1])).by(group_of(&row[2])).unwrap();
        let same = rows.iter().filter(|other| (0..3).all(|at| other[at] == row[at]));
        let names: Vec<&str> = same.map(|other| other.get(3).unwrap()).collect();
        assert_eq!(grouped.iter().map(|of| of.name.as_str()).collect::<Vec<_>>(), names, "{row:?}");
        let found = grouped.iter().find(|of| of.name == row[3]).unwrap();
        let expected: Vec<&str> = row.iter().skip(4).collect();
        let told: Vec<String> = found.charges.iter().chain([&found.cost]).map(|amount| exact(*amount)).collect();
        assert_eq!(told, expected, "{row:?}");
    }
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
        assert_eq!(exact(bill.total().unwrap()), generate::money(sum));
        assert_eq!((bill.rows, bill.complete_months().count()), (50_000, 2));
        // By other code: the columns that the csv crate finds, in tenth places.
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let column = reader.headers().unwrap().iter().position(|name| name == cost.column()).unwrap();
        let tenths = |text: &str| {
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            format!("{whole}{part:0<10}").parse::<i128>().unwrap()
        };
        let again: i128 = reader.records().map(|row| tenths(&row.unwrap()[column])).sum();
        assert_eq!(again, sum);
    }
}

#[test]
fn gzip_in_one_part_and_in_several_holds_the_same_bill() {
    let folder = tempdir().unwrap();
    let text = fs::read(look_alike("cloud-1.4.csv")).unwrap();
    let plain = read(&[&look_alike("cloud-1.4.csv")], Cost::Effective);
    let parted = [packed::gzip(&text[..100]), packed::gzip(&text[100..])].concat();
    for (name, bytes) in [("one.csv", packed::gzip(&text)), ("several.unnamed", parted)] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        assert_eq!(read(&[&path], Cost::Effective).totals, plain.totals, "{name}");
    }
}

#[test]
fn a_gzip_that_ends_in_the_middle_is_told_with_its_row() {
    let folder = tempdir().unwrap();
    let mut text = Vec::new();
    generate::bill(&mut text, 2000, 2000);
    let whole = packed::gzip(&text);
    let path = folder.path().join("cut.csv.gz");
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let Err(ReadError::Wrong(wrong)) = tried(&[&path], Cost::Effective) else { panic!("it was read") };
    assert_eq!(wrong.problems.len(), 1);
    assert_eq!(wrong.problems[0].words, "the file ends in the middle of its gzip data; is it whole?");
    assert_eq!(wrong.problems[0].row, Some(wrong.sound + 2), "the header is the first row");
    assert!(wrong.sound > 500, "{wrong}");
}

#[test]
fn parquet_holds_the_same_bill_in_doubles_decimals_and_moments() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("bill");
    for packing in [Packing::UNCOMPRESSED, Packing::SNAPPY, Packing::GZIP(Default::default())] {
        let sums = packed::parquet(&path, 20_000, 10_000, packing, 9_000);
        for (cost, sum) in [(Cost::Effective, sums.0), (Cost::Billed, sums.1)] {
            let bill = read(&[&path], cost);
            assert_eq!(exact(bill.total().unwrap()), generate::money(sum), "{packing:?}");
            assert_eq!((bill.rows, bill.complete_months().count()), (20_000, 2));
        }
    }
    // Three groups of 9,000, 9,000 and 2,000 rows, of which every seventh does not say its service.
    let nameless = read(&[&path], Cost::Effective).told.into_iter().find_map(|told| match told {
        Told::Nameless { rows } => Some(rows),
        _ => None,
    });
    assert_eq!(nameless, Some(1286 + 1286 + 286));
}

#[test]
fn parquet_that_is_cut_or_packed_otherwise_is_told() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("bill.parquet");
    packed::parquet(&path, 1000, 1000, Packing::SNAPPY, 500);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let Err(ReadError::Wrong(wrong)) = tried(&[&path], Cost::Effective) else { panic!("it was read") };
    let words = &wrong.problems[0].words;
    assert!(words.starts_with("can't be read on: ") && words.ends_with("; is the file whole?"), "{words}");
    let words = "its columns are packed with ZSTD; expected snappy, gzip or no packing";
    fs::write(&path, with_packing(&whole, 1, 6)).unwrap();
    match tried(&[&path], Cost::Effective) {
        Err(ReadError::Wrong(wrong)) => assert_eq!(wrong.problems[0].words, words),
        other => panic!("{other:?}"),
    }
}

/// The same file, of whose columns the metadata says that they are packed otherwise: the compact Thrift of a column's metadata
/// has the codec (field 4, a 32-bit number in zigzag: `15 xx`) behind the path (field 3) and before the values (field 5: `16`).
fn with_packing(file: &[u8], from: u8, to: u8) -> Vec<u8> {
    let mut out = file.to_vec();
    let footer = u32::from_le_bytes(file[file.len() - 8..file.len() - 4].try_into().unwrap()) as usize;
    let start = file.len() - 8 - footer;
    let mut changed = 0;
    for at in start..file.len() - 8 - 3 {
        if file[at..at + 3] == [0x15, from * 2, 0x16] {
            out[at + 1] = to * 2;
            changed += 1;
        }
    }
    assert!(changed >= 10, "{changed} columns are packed");
    out
}

#[test]
fn a_damaged_file_is_read_or_refused_and_nothing_else() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("bill");
    let mut text = Vec::new();
    generate::bill(&mut text, 60, 60);
    packed::parquet(&path, 60, 60, Packing::SNAPPY, 30);
    let (mut refused, mut tries) = (0, 0);
    for whole in [text.clone(), packed::gzip(&text), fs::read(&path).unwrap()] {
        let mut numbers = generate::Numbers(7);
        for _ in 0..400 {
            let mut damaged = whole.clone();
            for _ in 0..=numbers.below(3) {
                let at = numbers.below(damaged.len() as u64) as usize;
                damaged[at] ^= 1 << numbers.below(8);
            }
            fs::write(&path, damaged).unwrap();
            tries += 1;
            match tried(&[&path], Cost::Effective) {
                Ok(bill) => assert_eq!(bill.totals.iter().map(|total| total.rows).sum::<u64>(), bill.rows),
                Err(ReadError::Wrong(wrong)) => {
                    refused += 1;
                    assert!(!wrong.problems.is_empty());
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
    assert!(refused > tries / 4 && refused < tries, "{refused} of {tries} were refused");
}

#[test]
fn two_files_with_rows_of_one_month_are_added_and_told() {
    let (first, second) = (look_alike("cloud-1.0.csv"), look_alike("cloud-1.4.csv"));
    let bill = read(&[&first, &second], Cost::Effective);
    assert_eq!(exact(bill.total().unwrap()), "156.207212", "8.957212 + 147.25");
    let words: Vec<String> = bill.told.iter().map(|told| told.words(bill.cost)).collect();
    let twice = "2026-05 is in tests/bill/cloud-1.0.csv and in tests/bill/cloud-1.4.csv: their rows are added, none is taken for a copy";
    assert!(words.iter().any(|said| said == twice), "{words:?}");
}

#[test]
fn currencies_of_two_files_are_not_mixed() {
    let Err(ReadError::Wrong(wrong)) =
        tried(&[&look_alike("cloud-1.0.csv"), &look_alike("euros.csv")], Cost::Effective)
    else {
        panic!("it was read")
    };
    assert_eq!((wrong.problems.len(), wrong.problems[0].row), (2, Some(2)));
}

#[test]
fn what_is_wrong_is_named_with_file_row_and_column() {
    let mut files: Vec<PathBuf> =
        fs::read_dir("tests/bill/wrong").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 15);
    let mut told = String::new();
    for file in &files {
        let output = costtui(["bill", file.to_str().unwrap()]).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", file.display());
        told += &format!("{}\n", String::from_utf8(output.stderr).unwrap());
    }
    assert!(!told.chars().any(|c| c != '\n' && costtui::text::acts(c)));
    insta::assert_snapshot!("bill_wrong", told);
}

#[test]
fn a_file_that_is_not_there_is_no_wrong_input() {
    let output = costtui(["bill", "tests/bill/none.csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: tests/bill/none.csv: No such file or directory (os error 2)\n"
    );
}

#[test]
fn reading_stops_when_it_is_told_to() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("bill.csv");
    let mut text = Vec::new();
    generate::bill(&mut text, 70_000, 70_000);
    fs::write(&path, text).unwrap();
    let mut asked = 0;
    let stopped = bill::read(&[path], Cost::Effective, catalog(), &mut |rows| {
        asked = rows;
        false
    });
    assert!(matches!(stopped, Err(ReadError::Stopped)) && asked == 65_536, "{asked}");
}

#[test]
fn reading_stops_amid_nothing_too() {
    let folder = tempdir().unwrap();
    let header = "EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceCategory,ServiceName\n";
    for (name, before, nothing) in [("lines", "", "\n"), ("rows", header, ",,\n"), ("ends", header, "\r\n")] {
        let path = folder.path().join(name);
        fs::write(&path, format!("{before}{}", nothing.repeat(200_000))).unwrap();
        let mut asked = 0;
        let stopped = bill::read(&[path], Cost::Effective, catalog(), &mut |_| {
            asked += 1;
            asked < 2
        });
        assert!(matches!(stopped, Err(ReadError::Stopped)) && asked == 2, "{name}: asked {asked} times");
    }
}

#[test]
fn ids_in_the_place_of_names_do_not_fill_the_memory() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("bill.csv");
    let mut out = BufWriter::new(File::create(&path).unwrap());
    writeln!(out, "EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceCategory,ServiceName").unwrap();
    for id in 0..300_002 {
        writeln!(out, "1,USD,Usage,2026-05-01,2026-05-02,AWS,Compute,i-{id}").unwrap();
    }
    out.flush().unwrap();
    let Err(ReadError::Wrong(wrong)) = tried(&[&path], Cost::Effective) else { panic!("it was read") };
    let told = (wrong.problems.len(), wrong.problems[0].row, wrong.problems[0].column.as_deref());
    assert_eq!(told, (1, Some(300_002), Some("ServiceName")), "{wrong}");
}

/// A row of a made-up bill: month, service, charge, thousandths of a cent.
type Made = (u8, u8, u8, i64);

fn text_of(rows: &[Made]) -> String {
    let mut text = "ServiceName,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceCategory\n".to_owned();
    for (month, service, charge, cost) in rows {
        let charge = Charge::ALL[usize::from(*charge)].id();
        let (cost, provider) = (Decimal::new(*cost, 5), if service % 2 == 0 { "AWS" } else { "NULL" });
        text += &format!(
            "\"S\"\"{service}\",{cost},USD,{charge},2026-{month:02}-03,2026-{month:02}-04,{provider},C{}\n",
            service % 3
        );
    }
    text
}

#[test]
fn every_grouping_sums_to_the_total_in_any_order_of_rows_and_files() {
    let row = || (1..=3u8, 0..5u8, 0..5u8, -1_000_000_000..1_000_000_000i64);
    let rows = prop::collection::vec(row(), 1..60);
    let folder = tempdir().unwrap();
    let law = |(rows, cut): (Vec<Made>, prop::sample::Index)| {
        let paths = [folder.path().join("a.csv"), folder.path().join("b.csv")];
        let sum: i64 = rows.iter().map(|row| row.3).sum();
        fs::write(&paths[0], text_of(&rows)).unwrap();
        let whole = read(&[&paths[0]], Cost::Effective);
        prop_assert_eq!(whole.total().unwrap(), Decimal::new(sum, 5));
        for group in Group::ALL {
            let grouped = whole.by(group).unwrap();
            prop_assert_eq!(grouped.iter().map(|of| of.cost).sum::<Decimal>(), Decimal::new(sum, 5));
            prop_assert!(grouped.iter().all(|of| of.charges.iter().sum::<Decimal>() == of.cost));
            prop_assert_eq!(grouped.iter().map(|of| of.rows).sum::<u64>(), rows.len() as u64);
        }
        let mut turned = rows.clone();
        turned.reverse();
        turned.rotate_left(cut.index(rows.len()));
        let (a, b) = turned.split_at(cut.index(rows.len()));
        let files: Vec<&Path> = paths
            .iter()
            .zip([a, b])
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(path, rows)| {
                fs::write(path, text_of(rows)).unwrap();
                path.as_path()
            })
            .collect();
        prop_assert_eq!(read(&files, Cost::Effective).totals, whole.totals);
        Ok(())
    };
    let config = ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() };
    proptest::test_runner::TestRunner::new(config)
        .run(&(rows, any::<prop::sample::Index>()), law)
        .unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn a_bill_reads_well_in_every_format() {
    let answered = |more: &[&str]| {
        let output = costtui([&["bill", "tests/bill/cloud-1.0.csv"], more].concat()).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    insta::assert_snapshot!("bill_text", answered(&["--by", "category"]));
    insta::assert_snapshot!("bill_csv", answered(&["--by", "service", "--format", "csv", "--cost", "billed"]));
    insta::assert_snapshot!("bill_markdown", answered(&["--format", "markdown"]));
    let json: serde_json::Value = serde_json::from_str(&answered(&["--format", "json"])).unwrap();
    assert_eq!(json["total"]["expected"], "8.957212");
    assert_eq!(decimal(json["charges"][2]["cost"]["expected"].as_str().unwrap()), decimal("21.5"));
    assert_eq!(json["months"][0]["complete"], true);
}

/// What docs/performance.md tells of bills is measured on these files.
#[test]
#[ignore = "writes files of gigabytes: COSTTUI_BILLS=FOLDER cargo test --release --test bill -- --ignored"]
fn the_bills_that_are_measured_are_written() {
    let folder = PathBuf::from(std::env::var("COSTTUI_BILLS").expect("COSTTUI_BILLS names a folder"));
    let create = |name: &str| BufWriter::with_capacity(1 << 20, File::create(folder.join(name)).unwrap());
    let (rows, a_month) = (5_000_000, 420_000);
    let mut out = create("bill-5m.csv");
    let sums = generate::bill(&mut out, rows, a_month);
    out.flush().unwrap();
    let mut packed = flate2::write::GzEncoder::new(create("bill-5m.csv.gz"), flate2::Compression::default());
    assert_eq!(generate::bill(&mut packed, rows, a_month), sums);
    packed.finish().unwrap().flush().unwrap();
    let columns = packed::parquet(&folder.join("bill-5m.parquet"), rows, a_month, Packing::SNAPPY, 500_000);
    assert_eq!(columns, sums);
    println!("effective {}, billed {}", generate::money(sums.0), generate::money(sums.1));
}
