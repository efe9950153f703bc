//! Bytes by chance through everything that reads: files of a catalog, sessions, journals, estimates, bills, what is typed, keys.
//!
//! `tests/fuzz/corpus/` has the inputs to begin from, a folder a target, those that once failed among them by what they were; they
//! are changed by a few kinds of mutation, and what brings an answer unlike those before it is changed further. A target asserts more
//! than that nothing panics: what is taken is written and read again to the same, a fault stands in its source, lines sum.
//!
//! `cargo test` replays the corpus and tries some hundreds of inputs. `COSTTUI_FUZZ=1000000 cargo test --release --test fuzz --
//! --nocapture` tries so many for each target, `COSTTUI_FUZZ=60s` as many as fit in a minute for all targets, with
//! `COSTTUI_FUZZ_SEED=7` others, with `COSTTUI_FUZZ_ONLY=plan,card` of some targets only. What fails is made small and left in a file
//! that is named.

mod busy;
mod dice;
#[allow(dead_code, reason = "only rows are made here")]
#[path = "bill/generate.rs"]
mod generate;
#[path = "soak/laws.rs"]
mod held;
#[path = "bill/packed.rs"]
mod packed;
#[path = "fuzz/bills.rs"]
mod bills;
#[path = "fuzz/catalogs.rs"]
mod catalogs;
#[path = "fuzz/corpus.rs"]
mod corpus;
#[path = "fuzz/estimates.rs"]
mod estimates;
#[path = "fuzz/hunt.rs"]
mod hunt;
#[path = "fuzz/keys.rs"]
mod keys;
#[path = "fuzz/laws.rs"]
mod laws;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/sessions.rs"]
mod sessions;
#[path = "fuzz/stock.rs"]
mod stock;
#[path = "fuzz/typed.rs"]
mod typed;

use busy::timed;
use dice::Dice;
use hunt::{Caught, Effort, LONGEST_TAKE, hunt, tried};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};
use stock::{LONGEST, Stock};

/// Something that reads.
struct Target {
    /// Its name, and that of the folder of its corpus.
    name: &'static str,
    /// Reads bytes as the program does, and asserts what holds of what comes of it.
    run: fn(&[u8]) -> Came,
    /// Files and folders of the repository with more to begin from.
    more: &'static [&'static str],
    /// Inputs that `cargo test` tries: as many as take a part of a second.
    short: u64,
}

/// What came of an input: whether it was taken, and what tells it from others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Came {
    taken: bool,
    like: u64,
}

impl Came {
    /// It was taken; inputs of which the same is told are alike.
    fn taken(told: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        told.hash(&mut hasher);
        Came { taken: true, like: hasher.finish() }
    }

    /// It was refused in these words; names and numbers in them make no difference.
    fn refused(words: &str) -> Self {
        let mut quoted = false;
        let bare = words.chars().filter(|c| {
            quoted ^= matches!(c, '`' | '"');
            !quoted && c.is_ascii_alphabetic()
        });
        Came { taken: false, ..Came::taken(bare.collect::<String>()) }
    }
}

const TARGETS: [Target; 21] = [
    Target {
        name: "plan",
        run: catalogs::plan,
        more: &["catalog/template", "tests/forecast/steps.toml", "tests/levers"],
        short: 60,
    },
    Target {
        name: "card",
        run: catalogs::card,
        more: &["tests/catalog_warnings/cards", "tests/prices/corner.toml"],
        short: 60,
    },
    Target {
        name: "words",
        run: catalogs::words,
        more: &["catalog/demand.toml", "tests/catalog_warnings/yours.toml"],
        short: 60,
    },
    Target { name: "notes", run: catalogs::notes, more: &[], short: 60 },
    Target { name: "session", run: sessions::session, more: &["saves", "tests/session"], short: 100 },
    Target { name: "journal", run: sessions::journal, more: &[], short: 100 },
    Target { name: "estimate-infracost", run: estimates::estimate, more: &["tests/import/good"], short: 20 },
    Target { name: "estimate-infracost-cli", run: estimates::estimate, more: &[], short: 20 },
    Target { name: "estimate-calculator-csv", run: estimates::estimate, more: &["tests/import/bad"], short: 20 },
    Target { name: "estimate-calculator-json", run: estimates::estimate, more: &[], short: 20 },
    Target { name: "estimate-csv", run: estimates::estimate, more: &[], short: 20 },
    Target { name: "bill-csv", run: bills::csv, more: &["tests/bill", "tests/bill/wrong"], short: 150 },
    Target { name: "bill-gzip", run: bills::gzip, more: &["tests/import/bad/bill.csv.gz"], short: 150 },
    Target { name: "bill-parquet", run: bills::parquet, more: &[], short: 150 },
    Target { name: "entry", run: typed::entry, more: &[], short: 3000 },
    Target { name: "spread", run: typed::spread, more: &[], short: 1000 },
    Target { name: "goal", run: typed::goal, more: &[], short: 1000 },
    Target { name: "formula", run: typed::formula, more: &[], short: 3000 },
    Target { name: "date", run: typed::date, more: &[], short: 3000 },
    Target { name: "text", run: typed::text, more: &[], short: 1000 },
    Target { name: "keys", run: keys::keys, more: &[], short: 4 },
];

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|asked| asked.parse().unwrap_or_else(|_| panic!("{name} is no number: {asked}")))
}

/// How much of a target is to be tried: a number of inputs, a time that all targets share, or what a change has time for.
fn effort(target: &Target, targets: u32) -> Effort {
    let short = Effort {
        executions: target.short,
        time: Duration::MAX,
        seed: asked("COSTTUI_FUZZ_SEED").unwrap_or(1),
        threads: 2,
        longest: LONGEST_TAKE,
    };
    let long = std::env::var("COSTTUI_FUZZ").unwrap_or_default();
    match long.strip_suffix('s').map(str::parse) {
        Some(Ok(seconds)) => Effort { executions: u64::MAX, time: Duration::from_secs(seconds) / targets, ..short },
        _ => Effort { executions: asked("COSTTUI_FUZZ").unwrap_or(target.short), ..short },
    }
}

/// The targets that are asked for; all unless some are named.
fn targets() -> Vec<&'static Target> {
    let only = std::env::var("COSTTUI_FUZZ_ONLY").unwrap_or_default();
    let named: Vec<&str> = only.split(',').filter(|name| !name.is_empty()).collect();
    let unknown = named.iter().find(|name| TARGETS.iter().all(|target| target.name != **name));
    assert!(unknown.is_none(), "COSTTUI_FUZZ_ONLY: there is no target {}", unknown.unwrap_or(&""));
    TARGETS.iter().filter(|target| named.is_empty() || named.contains(&target.name)).collect()
}

#[test]
fn the_corpus_is_replayed_and_each_target_takes_and_refuses_some_of_it() {
    let folders = fs::read_dir(corpus::folder("")).unwrap().count();
    assert_eq!(folders, TARGETS.len(), "a folder of the corpus is of no target");
    let mut wrong = Vec::new();
    for target in &TARGETS {
        let (mut taken, mut refused) = (0, 0);
        for (file, input) in corpus::own(target) {
            let (came, took) = timed(|| tried(target, &input));
            match came {
                Ok(came) if came.taken => taken += 1,
                Ok(_) => refused += 1,
                Err(words) => wrong.push(format!("{}: {words}", file.display())),
            }
            assert!(took.is_none_or(|took| took < LONGEST_TAKE), "{} takes {took:?}", file.display());
        }
        let all = matches!(target.name, "text" | "keys"); // whatever is typed is something
        assert!(taken > 0 && (all || refused > 0), "{}: {taken} taken, {refused} refused", target.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_mutation_of_the_corpus_breaks_a_law() {
    let (targets, mut failures) = (targets(), Vec::new());
    for target in &targets {
        let effort = effort(target, targets.len() as u32);
        let begun = Instant::now();
        let caught = hunt(target, &corpus::inputs(target), effort);
        tell(target, &caught, begun.elapsed());
        failures.extend(saw_nothing(target, effort, &caught));
        failures.extend(
            caught.failures.iter().map(|(words, file)| format!("{}: {}\n{words}", target.name, file.display())),
        );
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n\n"));
}

/// Inputs of which at least one is taken in any target.
const LONG: u64 = 10_000;

/// Why a hunt shows nothing where it fails nowhere: what always comes to the same is not read.
fn saw_nothing(target: &Target, effort: Effort, caught: &Caught) -> Option<String> {
    let alike = effort.executions >= target.short && caught.kinds.len() < 2;
    let refused = caught.executions >= LONG && caught.taken == 0;
    let told = || format!("{}: kinds of outcome {}, taken {}", target.name, caught.kinds.len(), caught.taken);
    (alike || refused).then(told)
}

fn tell(target: &Target, caught: &Caught, took: Duration) {
    let Caught { executions, taken, kinds, slowest, failures } = caught;
    println!(
        "{:24} {executions:>9} executions  {:>8.0}/s  {:>4.1} % taken  {:>5} kinds  slowest {:>6.1} ms  {} failures",
        target.name,
        *executions as f64 / took.as_secs_f64(),
        *taken as f64 * 100.0 / (*executions).max(1) as f64,
        kinds.len(),
        slowest.as_secs_f64() * 1000.0,
        failures.len()
    );
    for (words, file) in failures {
        println!("    {}: {}", file.display(), words.lines().next().unwrap_or_default());
    }
}

mod hunts {
    use super::*;

    /// Wrong in two places, each where two words come together.
    fn wrong(bytes: &[u8]) -> Came {
        let has = |word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        assert!(!(has("left") && has("users")), "the left one");
        assert!(!(has("right") && has("users")), "the right one");
        Came::taken(bytes.len() / 8)
    }

    fn endless(bytes: &[u8]) -> Came {
        if bytes.contains(&b'e') {
            std::thread::sleep(Duration::from_millis(600));
        }
        Came::taken(bytes.len())
    }

    const WRONG: Target = Target { name: "hunts-wrong", run: wrong, more: &[], short: 0 };
    const ENDLESS: Target = Target { name: "hunts-endless", run: endless, more: &[], short: 0 };

    fn seeds() -> Vec<Vec<u8>> {
        [&b"left = 12\nno\n"[..], b"right = 3\n", b"users\n"].map(<[u8]>::to_vec).into()
    }

    const EFFORT: Effort = Effort { executions: 2000, time: Duration::MAX, seed: 1, threads: 2, longest: LONGEST_TAKE };

    #[test]
    fn what_is_wrong_is_found_and_left_in_a_file_made_small() {
        let caught = hunt(&WRONG, &seeds(), EFFORT);
        let mut left: Vec<String> =
            caught.failures.iter().map(|(_, file)| String::from_utf8(fs::read(file).unwrap()).unwrap()).collect();
        left.sort_by_key(|text| text.len());
        assert_eq!(
            left.iter().map(String::len).collect::<Vec<_>>(),
            ["leftusers".len(), "rightusers".len()],
            "{left:?}"
        );
        assert!(caught.failures.iter().any(|(words, _)| words.ends_with("the left one")), "{:?}", caught.failures);
        assert_eq!(caught.executions, 2000);
    }

    /// Takes nothing, and says the same of all.
    fn deaf(_: &[u8]) -> Came {
        Came::refused("no")
    }

    #[test]
    fn a_hunt_in_which_all_comes_to_the_same_shows_nothing() {
        const DEAF: Target = Target { name: "hunts-deaf", run: deaf, more: &[], short: 0 };
        let said = saw_nothing(&DEAF, EFFORT, &hunt(&DEAF, &seeds(), EFFORT));
        assert_eq!(said.as_deref(), Some("hunts-deaf: kinds of outcome 1, taken 0"));
        assert_eq!(saw_nothing(&WRONG, EFFORT, &hunt(&WRONG, &seeds(), EFFORT)), None);
    }

    #[test]
    #[should_panic(expected = "hunts-endless: an input does not end within 100ms: it is ")]
    fn what_does_not_end_stops_the_hunt() {
        hunt(&ENDLESS, &seeds(), Effort { longest: Duration::from_millis(100), ..EFFORT });
    }

    #[test]
    fn a_hunt_ends_when_its_time_is_over() {
        let time = Duration::from_millis(50);
        let caught = hunt(&WRONG, &seeds(), Effort { executions: u64::MAX, time, ..EFFORT });
        assert!(caught.executions > 2 && caught.executions < 100_000_000, "{}", caught.executions);
    }

    #[test]
    fn a_seed_gives_the_same_inputs_again_and_none_is_too_long() {
        let drawn = |seed: u64| {
            let (stock, mut dice) = (Stock::of(corpus::inputs(&TARGETS[0])), Dice::of(seed));
            (0..300).map(|_| stock.next(&mut dice)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        assert!(drawn(1).iter().all(|input| input.len() <= LONGEST));
    }
}
