//! The heaviest files, given to the binary: it answers in bounds of time, memory and words, and says what was too much.

use super::{Case, Kind, files};
use flate2::{Compression, write::GzEncoder};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// No answer takes so long, of a binary without optimisation on a machine that does other things too.
const LONGEST: Duration = Duration::from_secs(20);

/// Words on stderr that somebody may read.
const MOST_WORDS: usize = 64 << 10;

/// What came of a file.
struct Answer {
    code: Option<i32>,
    out: String,
    said: String,
    took: Duration,
    /// KiB of memory, as far as it was seen.
    memory: u64,
}

/// What the binary says of a file, in so many KiB of address space.
fn asked(kind: Kind, path: &Path, kib: u64) -> Answer {
    let file = path.to_string_lossy();
    let arguments: Vec<&str> = match kind {
        Kind::Catalog => vec!["check", "--catalog", &file],
        Kind::Session => vec!["quote", &file],
        Kind::Estimate => vec!["import", &file, "--dry-run"],
        Kind::Bill => vec!["bill", &file],
    };
    let folder = tempfile::tempdir().unwrap();
    let to = |name: &str| File::create(folder.path().join(name)).unwrap();
    let limit = format!("ulimit -v {kib}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limit, env!("CARGO_BIN_EXE_costtui")]).args(arguments);
    command.env_remove("COSTTUI_CATALOG").env_remove("COSTTUI_SAVES");
    command.env("XDG_CONFIG_HOME", "/nowhere").env("XDG_DATA_HOME", folder.path());
    let begin = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(to("out")).stderr(to("err")).spawn().unwrap();
    let mut memory = 0;
    let status = loop {
        memory = memory.max(peak(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begin.elapsed() > LONGEST {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    Answer { code: status.code(), out: read("out"), said: read("err"), took: begin.elapsed(), memory }
}

/// The most memory that a process had, where the system tells.
fn peak(process: u32) -> u64 {
    let about = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = about.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Something that is too much: a file of a name, and what is said of it.
struct Heavy {
    kind: Kind,
    name: &'static str,
    bytes: Vec<u8>,
    says: &'static str,
}

/// A text, and a mebibyte of one byte behind it so many times, in gzip: packed once, as the parts that gzip may have.
fn gzip(text: &str, byte: u8, times: usize) -> Vec<u8> {
    let packed = |bytes: &[u8]| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    };
    [packed(text.as_bytes()), packed(&[byte; 1 << 20]).repeat(times)].concat()
}

fn heavy() -> Vec<Heavy> {
    use Kind::{Bill, Catalog, Estimate, Session};
    let of = |kind, name, text: String, says| Heavy { kind, name, bytes: text.into_bytes(), says };
    let packed = |name, bytes, says| Heavy { kind: Bill, name, bytes, says };
    let session = |rest: String| format!("format = 2\nname = \"x\"\n{rest}");
    let columns = (0..100_000).map(|at| format!("column{at},")).collect::<String>();
    let choices = (0..20_000).map(|at| format!("k{at}.amount = \"1\"\n")).collect::<String>();
    let choices = format!("[scenario]\nplan = \"edunerve\"\n[scenario.overrides]\n{choices}");
    let million = 1_000_000;
    vec![
        of(Catalog, "signs.toml", format!("a = {}", "=".repeat(million)), "signs.toml:1:65537"),
        of(Catalog, "dashes.toml", format!("a = {}", "-".repeat(million)), "dashes.toml:1:65537"),
        of(Catalog, "brackets.toml", format!("a = {}", "[".repeat(5 * million)), "brackets nest too deep"),
        of(Catalog, "keys.toml", "k = 1\n".repeat(million), "there is too much"),
        of(Catalog, "stages.toml", "[[stage]]\n".repeat(200_000), "stages.toml:140001:1"),
        of(Catalog, "few-stages.toml", "[[stage]]\n".repeat(50_000), "too many of `stage`"),
        of(Catalog, "lines.toml", "\n".repeat(8 << 20), "there is too much"),
        of(Catalog, "words.toml", "x\n".repeat(3 * million), "there is too much"),
        of(Catalog, "prose.toml", "nobody wrote this as TOML\n".repeat(60_000), "this is not TOML"),
        of(Catalog, "escapes.toml", format!("a = \"{}\"", "\\q".repeat(million)), "this is not TOML"),
        of(Catalog, "unclosed.toml", format!("a = \"\"\"{}", "x\n".repeat(million)), "unclosed.toml:"),
        of(Catalog, "unknown.toml", (0..20_000).map(|at| format!("k{at} = 1\n")).collect(), "20,000 faults in"),
        of(Catalog, "long-key.toml", format!("\"{}\" = 1", "x".repeat(2 * million)), "unknown key `xxx"),
        of(Catalog, "names.toml", names(), "300 faults in"),
        of(Catalog, "large.toml", "#".repeat(9 << 20), "larger than 8 MiB"),
        of(Session, "steps.toml", session(format!("own = [{}]", "0,\n".repeat(3 * million / 2))), "there is too much"),
        of(
            Session,
            "carried.toml",
            session(format!(
                "[scenario]\nplan = \"edunerve\"\n[[carried]]\nfile = \"x.toml\"\ntext = '''\n{}'''",
                "[[stage]]\n".repeat(200_000)
            )),
            "carried.toml: x.toml:140001:1",
        ),
        of(Session, "choices.toml", session(choices), "20,000 faults in"),
        of(Estimate, "deep.json", "{\"a\":".repeat(million), "the file ends in the middle"),
        of(
            Estimate,
            "lists.json",
            format!("{{\"version\": \"0.2\", \"projects\": {}{}}}", "[".repeat(million), "]".repeat(million)),
            "lists.json:1:",
        ),
        of(
            Estimate,
            "keys.json",
            format!("{{\"version\": \"0.2\", \"projects\": [{}]}}", "{},".repeat(million)),
            "keys.json:1:",
        ),
        of(Estimate, "cells.csv", format!("item,month\n{}", ",".repeat(million)), "more than 256 cells"),
        of(Bill, "columns.csv", format!("EffectiveCost,{columns}x\n1\n"), "expected at most 1000"),
        of(Bill, "field.csv", format!("{HEADER}1,USD,\"{}", "x".repeat(5 << 20)), "no end within 4 MiB"),
        packed("zeros.csv.gz", gzip("", 0, 5), "no end within 4 MiB"),
        packed("nothing.csv.gz", gzip("", b'\n', 3), "this is empty"),
        packed("end.csv.gz", gzip(HEADER, b'\n', 3), "rows of nothing"),
    ]
}

/// The beginning of a plan.
const PLAN: &str = "id = \"x\"\nname = \"X\"\nsource = \"s\"\nscale = \"users\"\nabout = \"a\"\n[[stage]]\nid = \"one\"\nname = \"One\"\n\
                    low = \"0\"\n[[stage.variant]]\nid = \"v\"\nname = \"V\"\n";

/// A plan of ten thousand lines with long names, and a lever on three hundred that it does not have.
fn names() -> String {
    let name = |at: usize| format!("{}{at:05}", "a".repeat(195));
    let line = |at| format!("[[stage.variant.line]]\nid = \"{}\"\n{LINE}", name(at));
    let lines = (0..10_000).map(line).collect::<String>();
    let on = (10_000..10_300).map(|at| format!("\"{}\", ", name(at))).collect::<String>();
    format!("{PLAN}{lines}[[lever]]\nid = \"l\"\nname = \"L\"\non = [{on}]\nsaves = \"1%\"\n")
}

/// What a line has beside its name.
const LINE: &str = "item = \"L\"\ncategory = \"compute\"\nlines = \"1\"\nquantity = { is = \"3\", at = \"1000\", of = \"users\" }\n\
                    unit_price = \"70.08\"\nunit = \"hours\"\nwhy = \"Follows users: guessed by “instance”, as an import does\"\n\
                    guessed = true\n\n";

#[test]
fn sound_files_as_large_as_they_may_be_are_read_in_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let lines = (0..30_000).map(|at| format!("[[stage.variant.line]]\nid = \"line-{at}\"\n{LINE}")).collect::<String>();
    let sizes = |at| format!("  {{ name = \"m{at}\", vcpu = \"4\", memory_gb = \"16\", price = \"0.17\" }},\n");
    let sizes = (0..100_000).map(sizes).collect::<String>();
    let card = "id = \"big\"\nname = \"Big\"\ncurrency = \"USD\"\nsource = \"s\"\nas_of = \"2026-11-22\"\n[[sizes]]\nmeter = \"machine\"\n\
                hourly = true\n";
    let rows = (0..9_000).map(|at| format!("Line {at},compute,4,machine,17.35,69.40\n")).collect::<String>();
    for (kind, name, text, says) in [
        (Kind::Catalog, "plan.toml", format!("{PLAN}{lines}"), ""),
        (Kind::Catalog, "card.toml", format!("{card}list = [\n{sizes}]\n"), ""),
        (Kind::Estimate, "rows.csv", format!("item,category,quantity,unit,unit price,month\n{rows}"), "624,600"),
    ] {
        let path = laid(folder.path(), kind, name, text.as_bytes());
        let Answer { code, out, said, took, memory } = asked(kind, &path, 768 << 10);
        println!("{name}: {} bytes, {took:?}, {memory} KiB", text.len());
        assert!(
            code == Some(0) && took < LONGEST && out.contains(says),
            "{name}: {code:?} after {took:?}:\n{out}{said}"
        );
    }
}

const HEADER: &str = "EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceCategory,ServiceName\n";

#[test]
fn the_heaviest_files_are_answered_in_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let all = heavy();
    let wrong = |Heavy { kind, name, bytes, says }: &Heavy| {
        let path = laid(folder.path(), *kind, name, bytes);
        let kib = if *kind == Kind::Estimate { 256 << 10 } else { 128 << 10 };
        let Answer { code, out, said, took, .. } = asked(*kind, &path, kib);
        let case = Case { kind: *kind, path, place: String::new(), says: (*says).to_owned() };
        let expected = if says.starts_with("larger") { 3 } else { 2 };
        let late = (code != Some(expected) || took >= LONGEST || !out.is_empty())
            .then(|| format!("{name}: {code:?} after {took:?}"));
        case.wrong_with(&said).into_iter().chain(late).collect::<String>()
    };
    let (one, other) = all.split_at(all.len() / 2);
    let wrong_of = |part: &[Heavy]| part.iter().map(wrong).collect::<String>();
    let wrong = std::thread::scope(|scope| {
        let one = scope.spawn(|| wrong_of(one));
        wrong_of(other) + &one.join().unwrap()
    });
    assert!(wrong.is_empty(), "{wrong}");
}

/// A file of no bytes that nobody ever ends.
fn pipe(path: &Path) -> PathBuf {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    path.to_owned()
}

#[test]
#[cfg(unix)]
fn what_is_no_regular_file_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| {
        let own = folder.path().join(name);
        fs::create_dir(&own).unwrap();
        own
    };
    let (piped, socketed, linked) = (own("pipe"), own("socket"), own("device"));
    pipe(&piped.join("x.toml"));
    let _socket = std::os::unix::net::UnixListener::bind(socketed.join("x.toml")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", linked.join("x.toml")).unwrap();
    fs::create_dir(own("folder").join("x.toml")).unwrap();
    for name in ["pipe", "socket", "device", "folder"] {
        let own = folder.path().join(name);
        for (kind, path) in
            [(Kind::Catalog, own.clone()), (Kind::Session, own.join("x.toml")), (Kind::Estimate, own.join("x.toml"))]
        {
            let answer = asked(kind, &path, 128 << 10);
            assert!(answer.took < LONGEST, "{name}: {kind:?} waits");
            let shown = (answer.code, answer.said.as_str());
            assert!(
                answer.code == Some(3) && answer.said.contains("not a regular file"),
                "{name}: {kind:?}: {shown:?}"
            );
        }
    }
}

#[test]
#[cfg(unix)]
fn a_bill_is_read_from_a_pipe() {
    let bill = fs::read("tests/bill/cloud-1.0.csv").unwrap();
    let answer = |file: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_costtui"));
        command.args(["bill", file]).env("XDG_CONFIG_HOME", "/nowhere").env_remove("COSTTUI_CATALOG");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&bill).unwrap();
        let out = child.wait_with_output().unwrap();
        assert!(out.status.success());
        String::from_utf8(out.stdout).unwrap().replace(file, "FILE")
    };
    assert_eq!(answer("/dev/stdin"), answer("tests/bill/cloud-1.0.csv"));
}

/// A file where it is read: one of a catalog in a folder of its own.
fn laid(folder: &Path, kind: Kind, name: &str, bytes: &[u8]) -> PathBuf {
    let own = folder.join(name.replace('.', "-"));
    fs::create_dir(&own).unwrap();
    fs::write(own.join(name), bytes).unwrap();
    if kind == Kind::Catalog { own } else { own.join(name) }
}

/// Wrong files that other tests hold to their words.
const OTHERS: [(&str, Kind); 3] =
    [("tests/catalog_faults", Kind::Catalog), ("tests/import/bad", Kind::Estimate), ("tests/bill/wrong", Kind::Bill)];

/// All wrong files that are kept.
fn kept() -> Vec<(Kind, PathBuf)> {
    let of = |(folder, kind): (&str, Kind)| {
        fs::read_dir(folder).unwrap().map(move |entry| (kind, entry.unwrap().path())).collect::<Vec<_>>()
    };
    files().into_iter().map(|case| (case.kind, case.path)).chain(OTHERS.into_iter().flat_map(of)).collect()
}

#[test]
#[ignore = "asks the binary some hundred times"]
fn every_file_is_answered_by_the_binary_and_the_slowest_and_the_largest_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let kept = kept();
    println!("{} wrong files", kept.len());
    assert!(kept.len() >= 300);
    let small = kept.into_iter().enumerate().map(|(at, (kind, path))| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let within = folder.path().join(at.to_string());
        fs::create_dir(&within).unwrap();
        (kind, laid(&within, kind, &name, &fs::read(&path).unwrap()))
    });
    let heavy =
        heavy().into_iter().map(|Heavy { kind, name, bytes, .. }| (kind, laid(folder.path(), kind, name, &bytes)));
    let mut answers: Vec<(Answer, PathBuf)> =
        small.chain(heavy).map(|(kind, path)| (asked(kind, &path, 1 << 20), path)).collect();
    let mut told = |what: &str, key: fn(&Answer) -> u128| {
        answers.sort_by_key(|(answer, _)| std::cmp::Reverse(key(answer)));
        println!("{what}:");
        for (answer, path) in answers.iter().take(8) {
            println!(
                "  {:>6} ms {:>6} KiB  {}",
                answer.took.as_millis(),
                answer.memory,
                path.file_name().unwrap().display()
            );
        }
    };
    told("the slowest", |answer| answer.took.as_millis());
    told("the largest", |answer| answer.memory.into());
    assert!(answers.iter().all(|(answer, _)| matches!(answer.code, Some(2 | 3)) && answer.said.len() < MOST_WORDS));
}
