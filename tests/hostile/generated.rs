//! Sound files of every kind with one thing wrong in them, at places that are known because it was put there.

use super::{CATALOG, Case, Kind, all_are_refused, refused};
use costtui::session::store;
use costtui::table::too_much;
use std::fs;
use std::path::Path;

/// A sound file of each kind of TOML, the number of its first line that is in a table, and whether keys of others may stand in it.
const TOML: [(&str, Kind, &str); 7] = [
    ("plan", Kind::Catalog, include_str!("base/plan.toml")),
    ("words", Kind::Catalog, include_str!("base/words.toml")),
    ("card", Kind::Catalog, include_str!("base/card.toml")),
    (
        "notes",
        Kind::Catalog,
        "plan = \"base\"\n\n[[note]]\nid = \"n\"\nkind = \"checklist\"\ntitle = \"Before launch\"\n",
    ),
    ("own", Kind::Catalog, "[[discount]]\ncard = \"list\"\noff = \"10%\"\n"),
    ("calculator", Kind::Catalog, "plan = \"base\"\n\n[[calculator]]\nid = \"k\"\nname = \"K\"\n"),
    ("session", Kind::Session, "format = 2\nname = \"Mine\"\n\n[scenario]\nplan = \"edunerve\"\n"),
];

/// Line and column of a byte.
fn place(text: &str, at: usize) -> String {
    let before = &text[..at];
    format!(
        "{}:{}",
        before.matches('\n').count() + 1,
        before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
    )
}

/// Files to come, in one folder.
struct Made<'f> {
    folder: &'f Path,
    cases: Vec<Case>,
}

impl Made<'_> {
    fn add(&mut self, kind: Kind, name: String, bytes: Vec<u8>, place: &str, says: &str) {
        let path = self.folder.join(name);
        assert!(!path.exists(), "{} is made twice", path.display());
        fs::write(&path, bytes).unwrap();
        self.cases.push(Case { kind, path, place: place.to_owned(), says: says.to_owned() });
    }
}

/// Bytes that are no text, at the beginning of a text, in its middle and at its end.
fn no_text(made: &mut Made, kind: Kind, name: &str, text: &str, ending: &str) {
    let middle = (text.len() / 2..).find(|at| text.is_char_boundary(*at)).unwrap();
    for at in [2, middle, text.len()] {
        let with = |bytes: &[u8]| [&text.as_bytes()[..at], bytes, &text.as_bytes()[at..]].concat();
        let at = place(text, at);
        made.add(kind, format!("{name}-nul-{at}.{ending}"), with(b"\0\0"), &at, "a byte of zeros stands here");
        made.add(kind, format!("{name}-ff-{at}.{ending}"), with(b"\xff"), &at, "the byte 0xFF is none");
        made.add(kind, format!("{name}-latin-{at}.{ending}"), with(b"\xe4x"), &at, "save the file as UTF-8");
        made.add(kind, format!("{name}-long-zero-{at}.{ending}"), with(b"\xc0\x80"), &at, "the byte 0xC0 is none");
    }
    let utf16 =
        |mark: &str, bytes: fn(u16) -> [u8; 2]| format!("{mark}{text}").encode_utf16().flat_map(bytes).collect();
    let says = "saved as UTF-16; save it as UTF-8";
    made.add(kind, format!("{name}-utf-16-le.{ending}"), utf16("\u{feff}", u16::to_le_bytes), "1:1", says);
    made.add(kind, format!("{name}-utf-16-be.{ending}"), utf16("\u{feff}", u16::to_be_bytes), "1:1", says);
    made.add(kind, format!("{name}-utf-16-bare.{ending}"), utf16("", u16::to_le_bytes), "1:2", says);
}

/// What is wrong in any TOML.
fn no_toml(made: &mut Made, kind: Kind, name: &str, text: &str) {
    let mut front = |what: &str, line: &str, at: usize, says: &str| {
        let place = format!("1:{}", at + 1);
        made.add(kind, format!("{name}-{what}.toml"), format!("{line}\n{text}").into_bytes(), &place, says);
    };
    front("no-key", "= 1", 0, "this is not TOML");
    front("no-value", "zzz =", 5, "this is not TOML");
    front("no-sign", "zzz", 3, "key with no value");
    front("open-text", "zzz = \"x", 8, "this is not TOML");
    front("escape", "zzz = \"x\u{1b}[2J\"", 8, "this is not TOML");
    front("twice", "zzz = 1\nzzz = 2\nzzz = 3", 0, "duplicate key");
    front("brackets", &format!("zzz = {}", "[".repeat(40_000)), 6 + 32, "brackets nest too deep");
    front("braces", &format!("zzz = {}", "{a=".repeat(20_000)), 6 + 3 * 32, "brackets nest too deep");
    front("dots", &format!("z{} = 1", ".z".repeat(20_000)), 1 + 2 * 16, "a key of too many parts");
    front("heading", &format!("[z{}]", ".z".repeat(20_000)), 2 + 2 * 16, "a key of too many parts");
    front("signs", &format!("zzz = {}", "-=".repeat(50_000)), 64 << 10, "a line is too long");
    front("long-number", &format!("zzz = {}", "9".repeat(100_000)), 64 << 10, "a line is too long");
    let whole = format!("{text}{}", "[zzz]\n".repeat(140_001));
    made.add(kind, format!("{name}-tables.toml"), whole.into_bytes(), "", "there are too many tables");
}

/// A duplicate is told at the second.
fn second_of(case: &mut Case) {
    if case.path.to_string_lossy().ends_with("-twice.toml") {
        case.place = "2:1".to_owned();
    }
}

#[test]
fn what_is_no_text_and_no_toml_is_refused_in_every_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made { folder: folder.path(), cases: Vec::new() };
    for (name, kind, text) in TOML {
        no_text(&mut made, kind, name, text, "toml");
        no_toml(&mut made, kind, name, text);
    }
    for (name, ending) in [("infracost", "json"), ("calculator", "json"), ("plain", "csv"), ("plain-semicolon", "csv")]
    {
        let text = fs::read_to_string(format!("tests/import/good/{name}.{ending}")).unwrap();
        no_text(&mut made, Kind::Estimate, &format!("estimate-{name}"), &text, ending);
    }
    let mut cases = made.cases;
    cases.iter_mut().for_each(second_of);
    assert!(cases.len() > 240, "only {}", cases.len());
    all_are_refused(&cases);
}

#[test]
fn what_is_no_number_is_refused_wherever_one_is_expected() {
    let plan = include_str!("base/plan.toml");
    let line = "[[stage.variant]]\nid = \"v\"\nname = \"V\"\n[[stage.variant.line]]\nid = \"a\"\nitem = \"A\"\ncategory = \"compute\"\nlines = \"1\"\n";
    let forms = [
        "",
        " ",
        "-",
        "1e3",
        "0x10",
        "1_000",
        "1__0",
        "+5",
        "1,5",
        "NaN",
        "inf",
        "1e400",
        "12k",
        "٣",
        "1.2.3",
        "½",
        "1 000",
        "\u{202e}5",
        "\u{200b}5",
        "99999999999999999999999999999",
        "0.00000000000000000000000000001",
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made { folder: folder.path(), cases: Vec::new() };
    for (field, before) in [
        ("design", plan.to_owned()),
        ("headline_year", plan.to_owned()),
        ("amount", format!("{plan}{line}")),
        ("unit_price", format!("{plan}{line}")),
    ] {
        for (number, form) in forms.iter().enumerate() {
            let text = format!("{before}{field} = \"{form}\"\n");
            let at = place(&text, before.len() + field.len() + 3);
            made.add(
                Kind::Catalog,
                format!("{field}-{number}.toml"),
                text.into_bytes(),
                &at,
                &format!("`{field}` is a quoted decimal"),
            );
        }
        for bare in ["5", "1.5", "nan", "-inf", "0x10", "1e3", "true", "[]", "{}", "2026-01-01"] {
            let text = format!("{before}{field} = {bare}\n");
            let at = place(&text, before.len() + field.len() + 3);
            made.add(Kind::Catalog, format!("{field}-bare-{bare}.toml"), text.into_bytes(), &at, "");
        }
    }
    assert!(made.cases.len() > 120, "only {}", made.cases.len());
    all_are_refused(&made.cases);
}

#[test]
fn a_wrong_cell_of_a_bill_is_named_with_row_and_column() {
    let columns =
        ["EffectiveCost", "BillingCurrency", "ChargeCategory", "ChargePeriodStart", "ChargePeriodEnd", "ServiceName"];
    let sound = ["1.5", "USD", "Usage", "2026-05-01", "2026-05-02", "EC2"];
    let header = format!("{},ProviderName,ServiceCategory\n", columns.join(","));
    let cells: [&[u8]; 8] = [
        b"\x1b]0;x\x07",
        b"\xff\xfe\xfd",
        b"\0",
        b"=1+1",
        b"1e999",
        b"99999999999999999999999999999999999999x",
        b"-",
        b"\xe2\x80\xae",
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made { folder: folder.path(), cases: Vec::new() };
    let row = |at: usize, cell: &[u8]| {
        let cells = (0..sound.len()).map(|other| if other == at { cell } else { sound[other].as_bytes() });
        [cells.collect::<Vec<_>>().join(&b","[..]), b",AWS,Compute\n".to_vec()].concat()
    };
    for (at, column) in columns.iter().enumerate().take(5) {
        for (number, cell) in cells.iter().enumerate() {
            let bytes = [header.as_bytes(), &row(9, b""), &row(at, cell)].concat();
            made.add(Kind::Bill, format!("{column}-{number}.csv"), bytes, "row 3", column);
        }
    }
    let long = [header.as_bytes(), &row(5, &b"x".repeat(1025))].concat();
    made.add(Kind::Bill, "long.csv".into(), long, "row 2", "is longer than 1024 bytes");
    all_are_refused(&made.cases);
}

#[test]
fn an_estimate_that_is_cut_is_refused_at_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made { folder: folder.path(), cases: Vec::new() };
    for name in ["infracost", "infracost-cli", "calculator"] {
        let text = fs::read_to_string(format!("tests/import/good/{name}.json")).unwrap();
        let cuts = (1..20).map(|part| text.len() * part / 20).filter(|at| text.is_char_boundary(*at));
        for at in cuts {
            let bytes = text.as_bytes()[..at].to_vec();
            let line = format!("{name}-{at}.json:{}:", text[..at].matches('\n').count() + 1);
            made.add(Kind::Estimate, format!("{name}-{at}.json"), bytes, "", &line);
        }
    }
    all_are_refused(&made.cases);
    let wrong = made
        .cases
        .iter()
        .filter(|case| !refused(case.kind, &case.path).unwrap().contains("the file ends in the middle"));
    assert_eq!(wrong.count(), 0);
}

#[test]
fn a_mark_carriage_returns_and_no_last_line_end_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for (name, kind, text) in TOML.into_iter().filter(|(name, ..)| !["notes", "calculator"].contains(name)) {
        let lines = text.replace('\n', "\r\n");
        for (form, text) in [
            ("mark", format!("\u{feff}{text}")),
            ("lines", lines.clone()),
            ("both", format!("\u{feff}{lines}")),
            ("end", text.trim_end().to_owned()),
        ] {
            let path = folder.path().join(format!("{name}-{form}.toml"));
            fs::write(&path, text).unwrap();
            assert_eq!(refused(kind, &path), None, "{name}: {form}");
        }
    }
}

/// A line as an import writes it.
const LINE: &str = r#"
[[stage.variant.line]]
id = "aws-instance-web"
item = "aws_instance.web: Instance usage"
category = "compute"
lines = "8"
quantity = { is = "3", at = "1000", of = "users" }
unit_price = "70.08"
unit = "hours"
why = "Follows users: guessed by “instance”"
guessed = true
"#;

#[test]
fn what_honest_files_hold_is_not_too_much() {
    let steps = "  \"sliders.users=12345\",\n".repeat(80_000);
    let grid = "a2-standard-8.metal | 96 | 384 | 4.224 | amd64\n".repeat(100_000);
    let inline =
        "  { name = \"a2-standard\", vcpu = \"96\", memory_gb = \"384\", price = \"4.224\" },\n".repeat(100_000);
    let carried = LINE.repeat(20_000);
    let import = LINE.repeat(30_000);
    for (what, text) in [
        ("one of nearly as many with carriage returns", LINE.repeat(29_000).replace('\n', "\r\n")),
        ("an import of thirty thousand lines", import),
        ("a card of a hundred thousand machines", format!("table = \"\"\"\n{grid}\"\"\"\n")),
        ("the same in braces", format!("list = [\n{inline}]\n")),
        ("eighty thousand steps there, and back", format!("[history]\nundo = [\n{steps}]\nredo = [\n{steps}]\n")),
        ("a carried file", format!("[[carried]]\nfile = \"x.toml\"\ntext = '''\n{carried}'''\n")),
        ("a long comment", format!("# {}\n", "x".repeat(1 << 20))),
    ] {
        assert!(text.len() > 1 << 20, "{what}: {} bytes", text.len());
        assert_eq!(too_much(&text), None, "{what}");
    }
}

#[test]
fn a_journal_of_anything_is_put_aside_and_the_session_begins_as_it_was_saved() {
    let session = "format = 2\nname = \"Mine\"\n\n[scenario]\nplan = \"edunerve\"\n";
    let record = |text: &str| {
        let crc = crc32fast::hash(text.as_bytes());
        format!("# costtui journal {} {crc:08x}\n{text}", text.len()).into_bytes()
    };
    let journals: [(&str, Vec<u8>); 9] = [
        ("zeros", vec![0; 4 << 20]),
        ("no-text", vec![0xff; 100_000]),
        ("marks", "# costtui journal".repeat(100_000).into_bytes()),
        ("length", b"# costtui journal 99999999999999999999999 00000000\nx".to_vec()),
        ("long", b"# costtui journal 18446744073709551615 00000000\nx".to_vec()),
        ("lines", vec![b'\n'; 8 << 20]),
        ("deep", record(&format!("{session}own = {}", "[".repeat(1_000_000)))),
        ("tables", record(&format!("{session}{}", "[[own]]\n".repeat(200_000)))),
        ("of-no-plan", record(&session.replace("edunerve", "nobody"))),
    ];
    for (name, bytes) in journals {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        fs::write(&path, session).unwrap();
        fs::write(folder.path().join(".mine.toml.journal"), &bytes).unwrap();
        let begun =
            store::begin(&path, folder.path(), &CATALOG, true).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((begun.session.undo_depth(), begun.session.name.as_str()), (0, "Mine"), "{name}");
        // What a kill may have cut short is no more than that, and goes.
        let aside = fs::read(folder.path().join(".mine.toml.journal.bad")).ok();
        let cut_short = ["marks", "long"].contains(&name);
        assert!(aside == (!cut_short).then_some(bytes), "{name}: put aside or not");
        assert_eq!(fs::read_to_string(&path).unwrap(), session, "{name}");
    }
}
