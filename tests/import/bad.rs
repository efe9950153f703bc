//! Files that are wrong: each refused whole, with everything that is wrong at its place.

use super::known;
use costtui::catalog::Catalog;
use costtui::import::{ImportError, estimate};
use std::fs;
use std::path::PathBuf;

fn refused(name: &str, bytes: Vec<u8>, known: &Catalog) -> String {
    let error = estimate(name, bytes, known).expect_err(name);
    let shown = error.to_string();
    assert!(!shown.chars().any(|sign| sign.is_control() && sign != '\n'), "{name}: {shown:?}");
    shown
}

#[test]
fn every_wrong_file_says_what_is_wrong_and_what_would_be_right() {
    let mut paths: Vec<PathBuf> =
        fs::read_dir("tests/import/bad").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let known = known();
    assert_eq!(paths.len(), 33, "a kind of wrong file was lost");
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        insta::assert_snapshot!(name.clone(), refused(&name, fs::read(&path).unwrap(), &known));
    }
}

#[test]
fn a_sound_file_that_is_cut_anywhere_is_refused_or_says_that_it_is_short() {
    let known = known();
    for name in ["infracost.json", "calculator.csv", "calculator.json", "infracost-cli.json"] {
        let bytes = fs::read(format!("tests/import/good/{name}")).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let whole = text.trim_end().len();
        for at in (1..whole).step_by(7).filter(|at| text.is_char_boundary(*at)) {
            let cut = estimate(name, text.as_bytes()[..at].to_vec(), &known);
            let closing = text.find("Acknowledgement").is_some_and(|closing| at > closing);
            let said = match &cut {
                Err(_) => true,
                Ok(estimate) => estimate.remarks.iter().any(|remark| remark.contains("may have been cut off")),
            };
            assert!(said || closing, "{name} cut at {at} of {whole} is taken in without a word");
        }
    }
}

#[test]
fn deep_nesting_is_refused_and_overflows_no_stack() {
    let known = known();
    let brackets = |open: &str, close: &str, deep: usize| format!("{}{}", open.repeat(deep), close.repeat(deep));
    let tags = format!("{{\"version\": \"0.2\", \"projects\": [], \"metadata\": {}}}", brackets("[", "]", 1_000_000));
    assert!(refused("deep.json", tags.into_bytes(), &known).contains("there is nothing to import"));
    let inner = "{\"name\": \"a.b\", \"subresources\": [";
    let resources = brackets(inner, "]}", 5_000);
    let deep = format!("{{\"version\": \"0.2\", \"projects\": [{{\"breakdown\": {{\"resources\": [{resources}]}}}}]}}");
    assert!(refused("deep.json", deep.into_bytes(), &known).contains("this is nested too deeply"));
    let groups = brackets("{\"A\": ", "}", 5_000).replace(" }", " {}}");
    let deep = format!("{{\"Total Cost\": {{}}, \"Groups\": {groups}}}");
    assert!(refused("deep.json", deep.into_bytes(), &known).contains("this is nested too deeply"));
    assert!(
        refused("deep.json", "{\"a\":".repeat(100_000).into_bytes(), &known).contains("the file ends in the middle")
    );
}

#[test]
fn of_many_faults_the_first_are_shown_and_the_rest_is_counted() {
    let known = known();
    let rows: String = (0..5_000).map(|n| format!("Thing {n},x\n")).collect();
    let shown = refused("many.csv", format!("item,month\n{rows}").into_bytes(), &known);
    assert!(shown.ends_with("40 faults in 1 file, and 4960 more: nothing is imported"), "{shown}");
}

#[test]
fn a_bill_is_told_apart() {
    for name in ["bill.csv", "bill.csv.gz"] {
        let bytes = fs::read(format!("tests/import/bad/{name}")).unwrap();
        assert!(matches!(estimate(name, bytes, &known()), Err(ImportError::Bill)), "{name}");
    }
    assert!(matches!(estimate("x", b"PAR1....".to_vec(), &known()), Err(ImportError::Bill)));
}

#[test]
fn no_cut_and_no_changed_byte_makes_it_panic() {
    let known = known();
    for entry in fs::read_dir("tests/import/good").unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 25 + 1) {
            for sign in [b'"', b',', b'{', b'0', b'-', 0xff, 0] {
                let mut changed = bytes.clone();
                changed[at] = sign;
                let _ = estimate("changed", changed, &known).map(|estimate| estimate.total());
            }
        }
    }
}

#[test]
fn a_stray_quote_swallows_no_row() {
    let known = known();
    let said = refused("stray.csv", b"item,month\n\"A,5\nB,6\n\"C,7\n".to_vec(), &known);
    assert!(said.contains("row 2, column 1: text stands behind a closing quote"), "{said}");
    assert!(said.contains("stray.csv:2:1") && said.contains("closes in line 4") && said.contains("1 fault"), "{said}");
    let said = refused("inch.csv", b"item,month\nDisk,2\n\"SSD 3.5\" disk\",20\nMail,x\n".to_vec(), &known);
    assert!(said.contains("row 3, column 1: text stands behind") && said.contains("written twice"), "{said}");
    assert!(said.contains("row 4, column `month`: this is no number"), "{said}");
    let good = fs::read_to_string("tests/import/good/calculator.csv").unwrap();
    let stray = good.replacen("Small App,EU (Frankfurt),,Amazon", "\"Small App,EU (Frankfurt),,Amazon", 1);
    let said = refused("calculator.csv", stray.into_bytes(), &known);
    assert!(said.contains("row 9, column 1: text stands behind a closing quote"), "{said}");
}

#[test]
fn more_than_a_plan_can_hold_is_refused_soon() {
    let known = known();
    let shown = refused("rows.csv", format!("item,month\n{}", "x,1\n".repeat(300_000)).into_bytes(), &known);
    assert!(shown.contains("rows.csv:100001:1") && shown.contains("at most 100000 rows"), "{shown}");
    let wide = format!("item,month\n{}\nMail,x\n", "x,".repeat(1_000_000));
    let shown = refused("wide.csv", wide.into_bytes(), &known);
    assert!(shown.contains("row 2: more than 256 cells") && shown.contains("row 3, column `month`"), "{shown}");
    let quotes = format!("item,month\n{}", "\"x\"y,1\n".repeat(200_000));
    let shown = refused("quotes.csv", quotes.into_bytes(), &known);
    assert!(shown.ends_with("40 faults in 1 file, and 99960 more: nothing is imported"), "{shown}");
    let list = |of: &str, count| format!("{{\"version\": \"0.2\", \"projects\": [{}]}}", vec![of; count].join(","));
    let shown = refused("list.json", list("{}", 300_000).into_bytes(), &known);
    assert!(shown.contains("expected at most 100000 entries in here"), "{shown}");
    let resources = format!("{{\"breakdown\": {{\"resources\": [{}]}}}}", vec!["{}"; 50_000].join(","));
    let shown = refused("objects.json", list(&resources, 10).into_bytes(), &known);
    assert!(shown.contains("this is object 400001 of it"), "{shown}");
}
