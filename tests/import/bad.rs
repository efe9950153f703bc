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
    assert!(
        shown.ends_with("40 faults in 1 file, and 4960 more: none of 5000 rows was sound; nothing is imported"),
        "{shown}"
    );
}

#[test]
fn what_was_sound_of_the_rows_is_said() {
    let known = known();
    let rows = |wrong: [usize; 2]| -> String {
        let row = |n: usize| if wrong.contains(&n) { "A,x\n" } else { "A,1\n" };
        std::iter::once("item,month\n").chain((2..16).map(row)).collect()
    };
    let ends = |text: String| refused("x.csv", text.into_bytes(), &known).lines().last().unwrap().to_owned();
    let said = "2 faults in 1 file: 12 of 14 rows were sound, among them all up to row 9; nothing is imported";
    assert_eq!(ends(rows([10, 12])), said);
    assert_eq!(ends(rows([2, 15])), "2 faults in 1 file: 12 of 14 rows were sound; nothing is imported");
    assert_eq!(ends("item,moth\nA,1\n".to_owned()), "1 fault in 1 file: nothing is imported");
    assert_eq!(ends("item,month,currency\nA,1,XYZ\nB,1,XYZ\n".to_owned()), "1 fault in 1 file: nothing is imported");
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
    assert!(
        said.ends_with("2 faults in 1 file: 1 of 3 rows was sound, among them all up to row 2; nothing is imported"),
        "{said}"
    );
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

#[test]
fn a_number_in_pieces_is_none() {
    let shown = refused("pieces.csv", b"item,month\nDisk,1 250\nServer,10 20\n".to_vec(), &known());
    assert!(shown.contains("row 3, column `month`: this is no number") && shown.contains("1 fault"), "{shown}");
}

#[test]
fn no_two_columns_are_called_the_same() {
    let known = known();
    for (header, what) in [
        ("item,month,month", "month"),
        ("item,Item,month", "item"),
        ("item,quantity,quantity,price", "quantity"),
        ("item,cost (USD),cost (EUR)", "month"),
    ] {
        let cells = header.split(',').map(|_| "1").collect::<Vec<_>>().join(",");
        let shown = refused("x.csv", format!("{header}\n{cells}\n").into_bytes(), &known);
        assert!(shown.contains(&format!("two columns could be the {what}")), "{header}: {shown}");
    }
    assert!(estimate("x.csv", b"item,month,note,note\nA,1,x,y\n".to_vec(), &known).is_ok());
}

#[test]
fn a_calculator_csv_that_ends_between_rows_is_refused_where_its_total_says_so() {
    let known = known();
    let good = fs::read_to_string("tests/import/good/calculator.csv").unwrap();
    let rows = |count: usize| good.split_inclusive('\n').take(count).collect::<String>().into_bytes();
    let shown = refused("calculator.csv", rows(11), &known);
    assert!(shown.contains("the file ends in the middle") && shown.contains("calculator.csv:11:"), "{shown}");
    // 0.26 + 0.8 of 2.68.
    assert!(shown.contains("the rows come to 1.06 a month, the summary says 2.68"), "{shown}");
    let whole = estimate("calculator.csv", rows(14), &known).unwrap();
    assert!(whole.remarks.iter().any(|remark| remark.contains("may have been cut off")), "{:?}", whole.remarks);
}
