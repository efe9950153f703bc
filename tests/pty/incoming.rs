//! A bill that takes its time is read beside the keys, and Esc stops it.

use super::terminal::costtui;
use std::fmt::Write;
use std::fs;

const HEADER: &str = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,\
                      ChargePeriodEnd,ChargeCategory,ProviderName,ServiceCategory,ServiceName\n";
const ROW: &str = "0.01,0.01,USD,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,\
                   Usage,AWS,Compute,Amazon Elastic Compute Cloud\n";

/// A bill of so many rows of a cent each.
fn bill(rows: usize) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bill.csv");
    let mut text = HEADER.to_owned();
    (0..rows).for_each(|_| text.write_str(ROW).unwrap());
    fs::write(&file, text).unwrap();
    let name = file.to_str().unwrap().to_owned();
    (folder, name)
}

#[test]
fn a_long_bill_is_read_beside_the_keys_and_taken() {
    let (_folder, file) = bill(30_000);
    let mut terminal = costtui(["--plan", "edunerve"]).run();
    terminal.shows("q quit");
    terminal.press("i");
    terminal.shows("Import the file");
    terminal.press(format!("\x1b[200~{file}\x1b[201~\r"));
    // 30,000 rows of a cent are $300.
    terminal.until("the bill beside the plan", |screen| screen.contains("30,000 rows") && screen.contains("$300.00"));
    terminal.press("\r");
    terminal.shows("the bill's factors are taken");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

/// Builds that are not released read so slowly that keys come before the end for sure.
#[cfg(debug_assertions)]
#[test]
fn esc_stops_reading_and_nothing_of_it_comes_later() {
    let (_folder, file) = bill(600_000);
    let mut terminal = costtui(["--plan", "edunerve"]).run();
    terminal.shows("q quit");
    terminal.press(format!("i\x1b[200~{file}\x1b[201~\r"));
    terminal.shows("rows so far; Esc stops it");
    terminal.press("\x1b");
    terminal.until("the explorer", |screen| screen.contains("The bill") && !screen.contains("rows so far"));
    terminal.press("\x1b[C");
    terminal.shows("51,000");
    std::thread::sleep(std::time::Duration::from_secs(2));
    let screen = terminal.screen();
    assert!(screen.contains("The bill") && !screen.contains("Import"), "{screen}");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}
