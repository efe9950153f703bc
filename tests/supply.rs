//! What comes into the program from elsewhere: few packages, each with a reason, from one place, under licences that are known, and
//! none that compiles C. deny.toml says the same to `cargo deny`, which also knows of advisories; nothing here needs a network.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml::{Table, Value};

/// Packages that the program is made of, macros among them, on 64-bit Linux; one more wants a reason, and this number changed.
const MOST_PACKAGES: usize = 161;

fn table(file: &str) -> Table {
    fs::read_to_string(file).unwrap().parse().unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The texts of a list in a table of a table.
fn texts(of: &Table, table: &str, key: &str) -> Vec<String> {
    let list = of[table][key].as_array().unwrap_or_else(|| panic!("[{table}] {key} is a list"));
    list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// A package of the tree that is built here: its name, its version, its licence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Built {
    name: String,
    version: String,
    licence: String,
}

/// What is built here along some kinds of dependence, such as `normal,build`.
fn built(kinds: &str) -> BTreeSet<Built> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let form = ["--prefix", "none", "--no-dedupe", "--format", "{p}\t{l}"];
    let output =
        Command::new(cargo).args(["tree", "--offline", "--locked", "--edges", kinds]).args(form).output().unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let package = |line: &str| {
        let (package, licence) = line.split_once('\t')?;
        let (name, version) = package.split_once(' ')?;
        let version = version.split(' ').next()?.trim_start_matches('v');
        Some(Built { name: name.to_owned(), version: version.to_owned(), licence: licence.to_owned() })
    };
    let built: BTreeSet<Built> = tree.lines().filter_map(package).collect();
    assert!(built.len() > 100, "{tree}");
    built
}

/// Whether a licence expression is satisfied: `(MIT OR Apache-2.0) AND Unicode-3.0`, in old files `MIT/Apache-2.0`.
fn satisfied(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ").replace(" WITH ", "+");
    let mut words = spaced.split_whitespace().peekable();
    let all = either(&mut words, allowed);
    all && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words, allowed: &[String]) -> bool {
    let mut any = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        any |= both(words, allowed);
    }
    any
}

fn both(words: &mut Words, allowed: &[String]) -> bool {
    let mut all = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        all &= one(words, allowed);
    }
    all
}

fn one(words: &mut Words, allowed: &[String]) -> bool {
    match words.next() {
        Some("(") => {
            let inside = either(words, allowed);
            words.next_if_eq(&")").is_some() && inside
        }
        word => word.is_some_and(|word| allowed.iter().any(|known| known == word)),
    }
}

#[test]
fn licence_expressions_are_read_as_they_bind() {
    let allowed = ["MIT", "Zlib"].map(str::to_owned);
    for (expression, is) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("MIT OR GPL-3.0 AND GPL-2.0", true),
        ("(MIT OR GPL-3.0) AND Zlib", true),
        ("(MIT OR GPL-3.0) AND ISC", false),
        ("Unlicense/MIT", true),
        ("Apache-2.0 WITH LLVM-exception", false),
        ("MIT WITH LLVM-exception", false),
        ("(MIT", false),
        ("MIT MIT", false),
        ("", false),
    ] {
        assert_eq!(satisfied(expression, &allowed), is, "{expression}");
    }
}

#[test]
fn every_licence_in_the_tree_is_one_that_deny_toml_allows() {
    let allowed = texts(&table("deny.toml"), "licenses", "allow");
    for Built { name, version, licence } in built("normal,build,dev") {
        assert!(satisfied(&licence, &allowed), "{name} {version}: {licence}");
    }
}

#[test]
fn no_more_packages_are_in_the_program_than_there_were() {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return eprintln!("left out: other systems bring other packages");
    }
    let built = built("normal");
    assert!(built.len() <= MOST_PACKAGES, "{} packages, {MOST_PACKAGES} before", built.len());
}

#[test]
fn nothing_compiles_c_or_looks_for_a_library() {
    if !cfg!(target_os = "linux") {
        return eprintln!("left out: other systems bring other packages");
    }
    let deny = table("deny.toml");
    let denied = deny["bans"]["deny"].as_array().unwrap();
    let denied: Vec<&str> = denied.iter().map(|of| of["crate"].as_str().unwrap()).collect();
    assert!(["bindgen", "cc", "cmake", "pkg-config"].iter().all(|name| denied.contains(name)), "{denied:?}");
    for built in built("normal,build,dev") {
        assert!(!denied.contains(&built.name.as_str()), "{built:?}");
    }
}

/// The packages of Cargo.lock but the program itself.
fn locked() -> Vec<Table> {
    let lock = table("Cargo.lock");
    let packages = lock["package"].as_array().unwrap().iter().map(|package| package.as_table().unwrap().clone());
    let packages: Vec<Table> = packages.filter(|package| package["name"].as_str() != Some("costtui")).collect();
    assert!(packages.len() > 200);
    packages
}

#[test]
fn all_packages_are_from_one_registry_and_their_sums_are_known() {
    for package in locked() {
        let text = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default();
        let what = format!("{} {}", text("name"), text("version"));
        assert_eq!(text("source"), "registry+https://github.com/rust-lang/crates.io-index", "{what}");
        assert!(text("checksum").len() == 64 && text("checksum").bytes().all(|b| b.is_ascii_hexdigit()), "{what}");
    }
}

/// The three numbers of a version.
fn numbers(version: &str) -> [u64; 3] {
    let plain = version.split(['+', '-']).next().unwrap_or_default();
    let parts: Vec<u64> = plain.split('.').map(|part| part.parse().unwrap()).collect();
    parts.try_into().unwrap_or_else(|_| panic!("{version} has three numbers"))
}

/// From when on a package is without a fault that this program would have met, and which.
const AT_LEAST: [(&str, [u64; 3], &str); 3] = [
    ("lru", [0, 18, 2], "unsound after a panic, and under what draws"),
    ("toml_parser", [1, 1, 5], "a stack that overflows on a million signs in a row"),
    ("tracing-subscriber", [0, 3, 20], "logs that steer a terminal; not here at all so far"),
];

#[test]
fn what_had_faults_is_here_without_them() {
    let locked = locked();
    for (name, least, fault) in AT_LEAST {
        for package in locked.iter().filter(|package| package["name"].as_str() == Some(name)) {
            let version = package["version"].as_str().unwrap();
            assert!(numbers(version) >= least, "{name} {version}: {fault}");
        }
    }
    assert!(locked.iter().any(|package| package["name"].as_str() == Some("toml_parser")));
}

#[test]
fn each_dependency_is_of_a_version_and_has_its_reason_beside_it() {
    let text = fs::read_to_string("Cargo.toml").unwrap();
    let manifest = table("Cargo.toml");
    for section in ["dependencies", "dev-dependencies"] {
        let body = text.split(&format!("\n[{section}]\n")).nth(1).unwrap().split("\n[").next().unwrap();
        let of = manifest[section].as_table().unwrap();
        for (name, value) in of {
            let line = body.lines().find(|line| line.starts_with(&format!("{name} = "))).unwrap();
            let reason = line.rsplit_once("# ").map_or("", |(_, reason)| reason);
            assert!(reason.len() >= 5, "[{section}] {name} has no reason beside it");
            let version = value.as_str().or_else(|| value.get("version")?.as_str()).unwrap_or_default();
            assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{name} is of no version: {value}");
            assert!(["git", "path", "registry"].iter().all(|other| value.get(other).is_none()), "{name}: {value}");
        }
    }
}

/// Files of sources below a folder, one for each place in them where unsafe code is let through.
fn let_through(folder: &Path) -> Vec<PathBuf> {
    let of = |path: PathBuf| match path.is_dir() {
        true => let_through(&path),
        false => {
            let text = fs::read_to_string(&path).unwrap();
            let times = ["allow", "expect", "warn"].map(|level| text.matches(&format!("{level}(unsafe_code")).count());
            vec![path; times.iter().sum()]
        }
    };
    fs::read_dir(folder).unwrap().flat_map(|entry| of(entry.unwrap().path())).collect()
}

#[test]
fn unsafe_code_is_refused_but_in_the_one_place_that_says_why() {
    let manifest = table("Cargo.toml");
    let level = manifest["lints"]["rust"]["unsafe_code"].as_str().unwrap();
    assert!(matches!(level, "deny" | "forbid"), "{level}");
    assert_eq!(let_through(Path::new("src")), [Path::new("src/run/terminal/abort.rs")]);
}
