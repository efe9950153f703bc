//! Every end in every state: the terminal as it was, the exit code of the end, and the last change on disk.

use super::terminal::{F6, RIGHT, Terminal, costtui};
use rustix::process::Signal;
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

/// What the explorer is doing when it ends.
#[derive(Clone, Copy, Debug)]
enum State {
    Idle,
    ListOpen,
    Typing,
    /// A million draws take longer than any test waits.
    AQuestionRunning,
    ABillBeingRead,
}

const STATES: [State; 5] =
    [State::Idle, State::ListOpen, State::Typing, State::AQuestionRunning, State::ABillBeingRead];

/// A bill that takes longer to read than any test waits, as one big file for all.
fn bill() -> &'static Path {
    static BILL: std::sync::OnceLock<(tempfile::TempDir, std::path::PathBuf)> = std::sync::OnceLock::new();
    let (_, file) = BILL.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bill.csv");
        let header = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,\
                      ChargePeriodEnd,ChargeCategory,ProviderName,ServiceCategory,ServiceName\n";
        let row = "0.01,0.01,USD,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,\
                   Usage,AWS,Compute,Amazon Elastic Compute Cloud\n";
        let mut text = header.to_owned();
        (0..600_000).for_each(|_| text.write_str(row).unwrap());
        fs::write(&file, text).unwrap();
        (folder, file)
    });
    file
}

/// The explorer in a state, one step of the users away from where it began.
fn in_state(state: State) -> Terminal {
    let mut terminal = costtui(["--plan", "edunerve", "--spread", "users=30k to 100k"]).run();
    terminal.shows("q quit");
    match state {
        State::Idle => {}
        State::ListOpen | State::Typing | State::ABillBeingRead => terminal.press(""),
        State::AQuestionRunning => {
            terminal.press(F6);
            terminal.shows("Risk · 100,000 draws");
            terminal.press(">");
            terminal.shows("Risk · 1,000,000 draws");
        }
    }
    terminal.press(RIGHT);
    terminal.shows("51,000");
    match state {
        State::Idle => {}
        State::ListOpen => {
            terminal.press("p");
            terminal.shows("─ Plans");
        }
        State::Typing => {
            terminal.press("12");
            terminal.shows("cancel");
        }
        State::AQuestionRunning => drop(terminal.shows("looking, ")),
        State::ABillBeingRead => {
            terminal.press(format!("i\x1b[200~{}\x1b[201~\r", bill().display()));
            terminal.shows("rows so far; Esc stops it");
        }
    }
    assert!(terminal.is_taken(), "{state:?}");
    terminal
}

/// How long an end may take: `COSTTUI_SOON=200` milliseconds on a quiet machine, and much more where other work holds the processors
/// of a build that is not released.
fn soon() -> Duration {
    let asked = std::env::var("COSTTUI_SOON").ok();
    Duration::from_millis(asked.map_or(5000, |asked| asked.parse().expect("COSTTUI_SOON is a number of milliseconds")))
}

/// What has to hold after any end.
fn ended(mut terminal: Terminal, since: Instant, code: u32, what: &str) {
    assert_eq!(terminal.ends(), code, "{what}");
    assert!(since.elapsed() < soon(), "{what} took {:?}", since.elapsed());
    terminal.is_given_back();
    assert!(terminal.session().contains("users = \"51000\""), "{what}: {}", terminal.session());
    assert!(!terminal.saves.join(".untitled.toml.journal").exists(), "{what}");
}

/// All states at once: each waits for its screen most of the time.
fn in_every_state(end: impl Fn(State) + Send + Copy) {
    thread::scope(|scope| STATES.into_iter().for_each(|state| drop(scope.spawn(move || end(state)))));
}

#[test]
fn signals_end_it_in_every_state_with_the_terminal_as_it_was() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT] {
        in_every_state(|state| {
            let terminal = in_state(state);
            let since = Instant::now();
            terminal.signal(signal);
            ended(terminal, since, 128 + signal.as_raw().unsigned_abs(), &format!("{signal:?}, {state:?}"));
        });
    }
}

#[test]
fn ctrl_c_ends_it_in_every_state() {
    in_every_state(|state| {
        let mut terminal = in_state(state);
        let since = Instant::now();
        terminal.press("\x03");
        ended(terminal, since, 0, &format!("Ctrl-C, {state:?}"));
    });
}

#[test]
fn a_terminal_that_is_gone_ends_it_in_every_state_and_nothing_spins() {
    in_every_state(|state| {
        let mut terminal = in_state(state);
        terminal.hang_up("");
        let since = Instant::now(); // it is gone when our own reader has let go of it too
        assert_eq!(terminal.ends(), 129, "{state:?}");
        assert!(since.elapsed() < soon(), "{state:?} took {:?}", since.elapsed());
        assert!(terminal.session().contains("users = \"51000\""), "{state:?}: {}", terminal.session());
    });
}

#[test]
fn stopped_in_every_state_and_resized_meanwhile_it_goes_on_where_it_was() {
    in_every_state(|state| {
        let mut terminal = in_state(state);
        terminal.signal(Signal::TSTP);
        terminal.stops();
        terminal.is_given_back();
        assert!(terminal.session().contains("users = \"51000\""), "{state:?}: {}", terminal.session());
        terminal.resize(100, 30);
        terminal.signal(Signal::CONT);
        // Whatever lies over the rest, the frame is drawn anew to the new right edge.
        terminal.until("the screen at its new size", |screen| {
            screen.lines().any(|row| row.chars().count() == 100 && row.ends_with(['╮', '│', '╯']))
        });
        assert!(terminal.is_taken(), "{state:?}");
        let since = Instant::now();
        terminal.press("\x03");
        ended(terminal, since, 0, &format!("stopped, {state:?}"));
    });
}

/// Threads beside the loop; that of the loop, of the keys and of a question are looked at elsewhere.
#[cfg(debug_assertions)]
#[test]
fn a_panic_beside_the_loop_ends_it_with_the_terminal_as_it_was_and_is_reported() {
    for thread in ["keeper", "import", "catalog"] {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().to_str().unwrap().to_owned();
        let start = costtui(["--plan", "edunerve"]).env("COSTTUI_PANIC", Some(thread));
        let mut terminal = start.env("XDG_CONFIG_HOME", Some(config.leak())).run();
        terminal.shows("q quit");
        terminal.press(RIGHT);
        match thread {
            "keeper" => {}
            "import" => {
                terminal.shows("saved ✓");
                terminal.press(format!("i\x1b[200~{}\x1b[201~\r", bill().display()));
            }
            _ => {
                terminal.shows("saved ✓");
                let plans = folder.path().join("costtui/catalog/plans");
                fs::create_dir_all(&plans).unwrap();
                fs::write(plans.join("our-plan.toml"), "id = \"our-plan\"\n").unwrap();
            }
        }
        assert_eq!(terminal.ends(), 101, "{thread}");
        terminal.is_given_back();
        let report = terminal.shows("asked for");
        assert!(report.contains(&format!("thread '{thread}'")) && !report.contains("Users"), "{report}");
        assert!(terminal.session().contains("users = \"51000\""), "{thread}: {}", terminal.session());
    }
}

#[test]
fn an_abort_from_outside_ends_it_with_the_terminal_as_it_was() {
    let mut terminal = costtui(["--plan", "edunerve"]).run();
    terminal.shows("q quit");
    terminal.press(RIGHT);
    terminal.shows("saved ✓");
    terminal.signal(Signal::ABORT);
    assert_eq!(terminal.ends_or_dies(), None);
    terminal.is_given_back();
    terminal.shows("costtui was aborted");
}

/// No hook runs and nothing is dropped then.
#[cfg(debug_assertions)]
#[test]
fn a_stack_that_runs_over_and_memory_that_is_refused_leave_the_terminal_as_it_was() {
    for end in ["stack", "memory"] {
        let mut terminal = costtui(["--plan", "edunerve"]).env("COSTTUI_PANIC", Some(end)).run();
        terminal.shows("q quit");
        terminal.press(RIGHT);
        terminal.shows("saved ✓");
        terminal.press("\x1b[24~");
        assert_eq!(terminal.ends_or_dies(), None, "{end}");
        terminal.is_given_back();
        let report = terminal.shows("it ran out of stack or memory");
        assert!(!report.contains("Users"), "{report}");
        assert!(terminal.session().contains("users = \"51000\""), "{end}: {}", terminal.session());
    }
}

#[test]
fn without_stdin_stdout_or_a_terminal_at_all_it_refuses_quietly() {
    for line in [
        "exec \"$0\" \"$@\" <&-",
        "exec \"$0\" \"$@\" >&- 2> out",
        "\"$0\" \"$@\" 2> out | head -n 1; exit 2",
        "setsid -w \"$0\" \"$@\" < /dev/null > out 2>&1",
    ] {
        let mut terminal = costtui([]).by_shell(line).run();
        assert_eq!(terminal.ends(), 2, "{line}");
        let told = fs::read(terminal.saves.with_file_name("out")).unwrap_or_default();
        assert!(![terminal.bytes(), told].concat().contains(&b'\x1b'), "{line}");
        terminal.is_given_back();
        assert!(!terminal.saves.exists(), "{line}");
    }
}

#[test]
fn a_reader_of_stdout_that_has_seen_enough_ends_every_table_quietly() {
    for line in ["\"$0\" quote | head -n 1", "\"$0\" plans | true", "\"$0\" cards --format csv | head -c 1"] {
        let mut terminal = costtui([]).by_shell(&format!("{line}; exit 0")).run();
        assert_eq!(terminal.ends(), 0);
        let screen = terminal.screen();
        assert!(!screen.contains("error") && !screen.contains("panicked"), "{line}: {screen}");
    }
}

/// A size is only a claim: what would be 200 GB of cells is drawn in a corner of it.
#[test]
fn a_window_that_claims_65535_columns_and_rows_is_drawn_in_a_corner() {
    let mut terminal = costtui([]).run();
    terminal.shows("q quit");
    terminal.claims(65535, 65535);
    terminal.press(RIGHT);
    terminal.shows("5,100");
    assert!(terminal.memory() < 400 << 20, "{} bytes", terminal.memory());
    terminal.claims(120, 36);
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}
