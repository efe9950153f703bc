//! The real binary in a real terminal: keys, window sizes, signals and trouble, read from the screen.
#![cfg(unix)]

#[path = "sinks/acting.rs"]
mod acting;
mod dice;

mod pty {
    mod ends;
    mod incoming;
    mod questions;
    mod raw;
    mod reload;
    mod soak;
    pub mod terminal;
}

use pty::terminal::{DOWN, LEFT, RIGHT, Terminal, costtui, sequences};
#[cfg(debug_assertions)]
use pty::terminal::{F6, F12};
use rustix::process::Signal;
use std::fs;
use std::thread::sleep;
use std::time::Duration;

/// The mouse moves over a cell.
const HOVER: &str = "\x1b[<35;10;10M";

/// The explorer, with its first screen.
fn started() -> Terminal {
    let terminal = costtui([]).run();
    terminal.shows("q quit");
    terminal
}

/// Users one step to the right, seen on the screen.
fn changed(mut terminal: Terminal) -> Terminal {
    terminal.press(RIGHT);
    terminal.shows("5,100");
    terminal
}

fn sliders(users: &str) -> String {
    format!("[scenario.sliders]\nusers = \"{users}\"\n")
}

#[test]
fn keys_change_the_screen_and_the_file_and_q_leaves_the_terminal_as_it_was() {
    let mut terminal = changed(started());
    assert!(terminal.is_taken());
    terminal.shows("saved ✓");
    assert!(terminal.session().contains(&sliders("5100")), "{}", terminal.session());
    terminal.press(format!("{RIGHT}q"));
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
    assert!(terminal.session().contains(&sliders("5200")), "{}", terminal.session());
    assert!(terminal.bytes().ends_with(b"\x1b[?1049l\x1b[?25h"), "something is written after the end");
}

#[test]
fn y_hands_the_bill_to_the_clipboard_of_the_terminal() {
    let mut terminal = started();
    terminal.press("y");
    terminal.shows("lines handed to the terminal's clipboard");
    // OSC 52 with the text in base 64: RnJv is Fro, the beginning of the plan's name.
    let copied = b"\x1b]52;c;RnJv";
    assert!(terminal.bytes().windows(copied.len()).any(|bytes| bytes == copied));
}

#[test]
fn a_key_and_a_window_change_before_the_first_screen_are_not_lost() {
    for delay in (0..48).step_by(6) {
        let mut terminal = costtui([]).size(80, 24).run();
        terminal.press("l");
        sleep(Duration::from_millis(delay));
        terminal.resize(120, 36);
        terminal.until("the curve", |screen| screen.contains("Cost and revenue by users") && screen.contains("5,100"));
    }
}

#[test]
fn every_window_size_is_drawn_anew_with_what_fits() {
    let mut terminal = costtui([]).size(80, 24).run();
    terminal
        .until("80 columns", |screen| screen.contains("F1-F7 views  ? help  q quit") && !screen.contains("by users ─"));
    for ((columns, rows), words) in [
        ((120, 36), "Cost and revenue by users"),
        ((40, 12), "Tab panes  ? help  q quit"),
        ((39, 11), "costtui needs 40×12; this is 39×11"),
        ((1, 1), "…"),
        ((0, 0), ""),
        ((500, 200), "Cost and revenue by users"),
        ((39, 11), "costtui needs 40×12; this is 39×11"),
        ((2, 1), "c…"),
        ((80, 24), "F1-F7 views  ? help  q quit"),
    ] {
        terminal.resize(columns, rows);
        let screen = terminal.shows(words);
        assert!(screen.lines().count() <= usize::from(rows.max(1)), "{screen}");
    }
    // As drawn at that size from the start: nothing of another size is left.
    let fresh = costtui([]).size(80, 24).run();
    let screen = terminal.screen();
    fresh.until("the same screen", |other| other == screen);
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn signals_that_end_it_give_the_terminal_back_and_lose_no_change() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT] {
        let mut terminal = changed(started());
        terminal.signal(signal);
        assert_eq!(terminal.ends(), 128 + signal.as_raw().unsigned_abs());
        terminal.is_given_back();
        assert!(terminal.session().contains(&sliders("5100")), "{signal:?}: {}", terminal.session());
    }
}

#[test]
fn a_signal_at_any_moment_of_the_start_leaves_no_terminal_behind() {
    for delay in (0..48).step_by(4) {
        let mut terminal = costtui([]).run();
        sleep(Duration::from_millis(delay));
        terminal.signal(Signal::TERM);
        let code = terminal.ends_or_dies();
        assert!(matches!(code, None | Some(143)), "{code:?}");
        terminal.is_given_back();
    }
}

#[test]
fn suspended_it_gives_the_terminal_back_and_continued_it_goes_on() {
    let mut terminal = changed(started());
    for by_key in [true, false] {
        match by_key {
            true => terminal.press("\x1a"),
            false => terminal.signal(Signal::TSTP),
        }
        terminal.stops();
        terminal.is_given_back();
        assert!(terminal.session().contains(&sliders("5100")), "{}", terminal.session());
        assert!(!terminal.screen().contains("Users"), "{}", terminal.screen());
        terminal.signal(Signal::CONT);
        terminal.until("the screen as it was", |screen| {
            ["costtui", "5,100", "saved ✓", "Cost and revenue", "q quit"].iter().all(|words| screen.contains(words))
        });
        assert!(terminal.is_taken());
    }
    terminal.press(RIGHT);
    terminal.shows("5,200");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn stopped_without_warning_and_continued_it_draws_everything_anew() {
    let mut terminal = changed(started());
    terminal.shows("saved ✓");
    terminal.signal(Signal::STOP);
    terminal.stops();
    terminal.resize(80, 24);
    terminal.spoil();
    terminal.signal(Signal::CONT);
    terminal.until("the screen at its new size", |screen| {
        screen.contains("F1-F7 views  ? help  q quit") && screen.contains("5,100") && !screen.contains("spoilt")
    });
    assert!(terminal.is_taken());
    terminal.press("\x03");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn a_closed_window_ends_it_and_loses_no_change() {
    let mut terminal = started();
    terminal.hang_up(RIGHT);
    assert_eq!(terminal.ends(), 129);
    assert!(terminal.session().contains(&sliders("5100")), "{}", terminal.session());
}

#[test]
fn a_closed_window_of_a_shell_that_does_not_mind_ends_it_too() {
    let line = "trap '' HUP; \"$0\" \"$@\"; echo $? > code";
    let mut terminal = changed(costtui([]).by_shell(line).run());
    terminal.shows("saved ✓");
    // Nothing is left to do that could stumble over the missing terminal: it has to notice by itself.
    terminal.hang_up(DOWN);
    terminal.ends();
    assert_eq!(fs::read_to_string(terminal.saves.with_file_name("code")).unwrap(), "129\n");
    assert!(terminal.session().contains(&sliders("5100")), "{}", terminal.session());
}

/// Builds that are not released panic where they are asked to: at F12, or over a question.
#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_is_reported_there() {
    for (thread, key) in [("loop", F12), ("keys", F12), ("question", F6)] {
        let mut terminal = changed(costtui([]).env("COSTTUI_PANIC", Some(thread)).run());
        terminal.shows("saved ✓");
        terminal.press(key);
        assert_eq!(terminal.ends(), 101, "{thread}");
        terminal.is_given_back();
        let report = terminal.shows("asked for");
        assert!(report.contains("src/run/asked.rs"), "{report}");
        assert!(!report.contains("Users"), "{report}");
        assert!(terminal.session().contains(&sliders("5100")), "{}", terminal.session());
    }
}

#[test]
fn a_thousand_keys_at_once_are_all_applied_and_then_nothing_is_written() {
    let mut terminal = started();
    terminal.press(RIGHT.repeat(501) + &LEFT.repeat(499));
    terminal.shows("5,200");
    terminal.shows("saved ✓");
    let undo = terminal.session().lines().filter(|line| line.starts_with("  \"sliders.users=")).count();
    assert_eq!(undo, 1000);
    let written = terminal.bytes().len();
    terminal.press(HOVER.repeat(10));
    sleep(Duration::from_secs(1));
    assert_eq!(terminal.bytes().len(), written, "written while nothing changes");
    terminal.press("u".repeat(999));
    terminal.shows("5,100");
}

#[test]
fn an_export_says_where_it_is_to_somebody_who_looks_on() {
    let mut terminal = costtui(["export", "--to", "ours.md"]).run();
    assert_eq!(terminal.ends(), 0);
    assert!(terminal.screen().contains("note: ours.md is written"), "{}", terminal.screen());
}

#[test]
fn tables_are_as_wide_as_the_terminal_and_as_ever_where_they_are_piped() {
    let wide = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wide");
    let of = |line: &str, columns| {
        let plan = ["quote", "--catalog", wide, "--plan", "wide"];
        let mut terminal = costtui(plan).by_shell(&format!("\"$0\" \"$@\" {line}; exit 0")).size(columns, 40).run();
        assert_eq!(terminal.ends(), 0);
        terminal.screen()
    };
    let whole = "Requests through the managed gateway, metered one by one  1,000 requests ";
    let least = "Requests through the managed gateway, m…  1,000 requests ";
    assert!(of("", 150).contains(whole), "{}", of("", 150));
    assert!(
        of("", 108).contains("Requests through the managed gateway, metered one by …  1,000 requests "),
        "{}",
        of("", 108)
    );
    assert!(of("", 94).contains(least), "{}", of("", 94));
    assert!(of("| cat", 150).contains(least), "{}", of("| cat", 150));
    let compared = |line: &str| {
        let export = "\"$0\" export \"$@\" --plan wide --to";
        let lines = [
            &format!("{export} one.toml > said 2>&1; {export} other.toml --users 5 > said 2>&1"),
            &format!("\"$0\" compare one.toml other.toml \"$@\" {line}; exit 0"),
        ];
        let mut terminal =
            costtui(["--catalog", wide]).by_shell(&lines.map(String::as_str).join("; ")).size(240, 60).run();
        assert_eq!(terminal.ends(), 0);
        terminal.screen()
    };
    let (whole, least) = ("gateway, metered one by one   ", "gateway, meter…   ");
    assert!(compared("").contains(whole), "{}", compared(""));
    assert!(compared("| cat").contains(least), "{}", compared("| cat"));
}

#[test]
fn without_a_terminal_it_says_so_and_writes_nothing_else() {
    let words = "error: the explorer needs a terminal";
    let refused = |mut terminal: Terminal| {
        let code = terminal.ends();
        let screen = terminal.shows(words);
        assert_eq!(code, 2, "{screen}");
        assert!(!terminal.bytes().contains(&b'\x1b'), "{screen}");
        assert_eq!(screen.lines().filter(|line| line.contains("error")).count(), 1, "{screen}");
        assert!(screen.contains("costtui --print"), "{screen}");
        terminal.is_given_back();
        assert!(!terminal.saves.exists());
        terminal
    };
    refused(costtui([]).by_shell("exec \"$0\" \"$@\" < /dev/null").run());
    let into = refused(costtui([]).by_shell("exec \"$0\" \"$@\" > out").run());
    assert_eq!(fs::read(into.saves.with_file_name("out")).unwrap(), b"");
    refused(costtui([]).env("TERM", Some("dumb")).run());
    refused(costtui([]).env("TERM", None).run());
    refused(costtui([]).env("TERM", Some("")).run());
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_tried_again_until_it_can() {
    // A link to where nothing is, as to a disk that is not mounted: refused to root as well.
    let nowhere = |saves: &std::path::Path| std::os::unix::fs::symlink("not-mounted", saves).unwrap();
    let mut terminal = changed(costtui([]).with_saves(nowhere).run());
    let once =
        |screen: &str| screen.lines().any(|line| line.starts_with(" ! ") && line.matches("not saved").count() == 1);
    terminal.until("that it is not saved, said once", |s| s.contains("tried again: ") && once(s));
    terminal.press(RIGHT);
    terminal.until("the next change, not saved either", |s| s.contains("5,200") && s.contains("not saved:"));
    fs::create_dir(terminal.saves.with_file_name("not-mounted")).unwrap();
    terminal.until("that it is saved by itself", |s| s.contains("saved ✓") && !s.contains("not saved"));
    assert!(terminal.session().contains(&sliders("5200")), "{}", terminal.session());
}

#[test]
fn a_session_that_cannot_be_saved_at_the_end_goes_elsewhere_and_says_where() {
    let nowhere = |saves: &std::path::Path| std::os::unix::fs::symlink("not-mounted", saves).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let to: &str = elsewhere.path().to_str().unwrap().to_owned().leak();
    let mut terminal = changed(costtui([]).with_saves(nowhere).env("TMPDIR", Some(to)).run());
    terminal.press("q");
    assert_eq!(terminal.ends(), 3);
    terminal.is_given_back();
    terminal.until("why, and where it is", |screen| {
        screen.contains("is not saved:")
            && screen.replace('\n', "").contains(&format!("your session is {to}/untitled.toml"))
    });
    let kept = fs::read_to_string(elsewhere.path().join("untitled.toml")).unwrap();
    assert!(kept.contains(&sliders("5100")), "{kept}");
}

#[test]
fn a_session_that_can_be_saved_nowhere_is_told_on_the_normal_screen() {
    let nowhere = |saves: &std::path::Path| std::os::unix::fs::symlink("not-mounted", saves).unwrap();
    let start = costtui([]).with_saves(nowhere).env("TMPDIR", Some("/dev/null"));
    let mut terminal = changed(start.run());
    terminal.press("q");
    assert_eq!(terminal.ends(), 3);
    terminal.is_given_back();
    let shown = terminal.shows("error: the last changes are not saved:");
    assert!(!shown.contains("kept beside"), "{shown}");
}

#[test]
fn changes_of_a_read_only_session_are_told_to_be_kept_beside_it() {
    let read_only = |saves: &std::path::Path| {
        fs::create_dir(saves).unwrap();
        let file = saves.join("untitled.toml");
        fs::write(&file, "format = 2\nname = \"untitled\"\n\n[scenario]\nplan = \"zero-to-planetary\"\n").unwrap();
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o444)).unwrap();
    };
    let mut terminal = costtui([]).with_saves(read_only).run();
    terminal.shows("q quit");
    terminal.press(format!("{RIGHT}q"));
    assert_eq!(terminal.ends(), 3);
    let told = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    let words = "the file is read-only; they are kept beside it, and come back at the next start";
    assert!(told.contains("error: the last changes are not saved:") && told.contains(words), "{told}");
    assert!(fs::metadata(terminal.saves.join(".untitled.toml.journal")).unwrap().len() > 0);
}

#[test]
fn what_stands_on_the_screen_before_and_what_others_write_there_does_not_stay() {
    let before = "printf '\\033[?1049h'; for row in $(seq 36); do printf \"\\033[$row;1H%0120d\" 7; done";
    let others = "(sleep 1; printf '\\033[8;30Hfrom elsewhere') & exec \"$0\" \"$@\"";
    let mut terminal = costtui([]).by_shell(&format!("{before}; {others}")).run();
    let begun = terminal.shows("q quit");
    assert!(!begun.contains("0000000"), "{begun}");
    terminal.shows("from elsewhere");
    terminal.press("\x0c");
    terminal.until("a screen of its own", |screen| !screen.contains("elsewhere") && screen.contains("q quit"));
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_session_that_another_program_changed_stays_and_ours_goes_beside_it() {
    let mut terminal = changed(started());
    terminal.shows("saved ✓");
    let theirs = terminal.session().replace("untitled", "theirs");
    fs::write(terminal.saves.join("untitled.toml"), &theirs).unwrap();
    terminal.press(RIGHT);
    terminal.shows("another program changed the file");
    terminal.press("q");
    assert_eq!(terminal.ends(), 4);
    terminal.is_given_back();
    terminal.shows("was changed by another program and is left as it is; your session is");
    assert_eq!(terminal.session(), theirs);
    let ours = fs::read_to_string(terminal.saves.join("untitled-2.toml")).unwrap();
    assert!(ours.contains(&sliders("5200")), "{ours}");
}

#[test]
fn an_example_stays_as_it_is_and_what_is_changed_is_kept_beside_it() {
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/edunerve-50k-as-summed.toml");
    let put = |saves: &std::path::Path| {
        fs::create_dir(saves).unwrap();
        fs::copy(shipped, saves.join("example.toml")).unwrap();
    };
    let mut terminal = costtui(["example"]).with_saves(put).run();
    terminal.shows("EduNerve 50K as summed, mine");
    terminal.press(RIGHT);
    terminal.shows("51,000");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(fs::read(terminal.saves.join("example.toml")).unwrap(), fs::read(shipped).unwrap());
    let mine = fs::read_to_string(terminal.saves.join("edunerve-50k-as-summed-mine.toml")).unwrap();
    assert!(mine.contains("users = \"51000\"") && !mine.contains("example"), "{mine}");
}

#[test]
fn a_broken_session_is_refused_with_its_place_and_left_alone() {
    let broken = "format = 1\nname = \"broken\"\n\n[scenario]\nplan = zero\n";
    let write = |saves: &std::path::Path| {
        fs::create_dir(saves).unwrap();
        fs::write(saves.join("broken.toml"), broken).unwrap();
    };
    let mut terminal = costtui(["broken"]).with_saves(write).run();
    assert_eq!(terminal.ends(), 2);
    let screen = terminal.shows("broken.toml:5:");
    assert!(!terminal.bytes().contains(&b'\x1b'), "{screen}");
    assert_eq!(fs::read_to_string(terminal.saves.join("broken.toml")).unwrap(), broken);
}

#[test]
fn no_color_means_none() {
    let colours = |terminal: Terminal| {
        terminal.shows("q quit");
        let codes = sequences(&terminal.bytes()).into_iter().filter(|(_, end)| *end == 'm');
        let codes: Vec<u32> =
            codes.flat_map(|(body, _)| body.split(';').filter_map(|n| n.parse().ok()).collect::<Vec<_>>()).collect();
        codes.into_iter().filter(|n| matches!(n, 30..=38 | 40..=48 | 58 | 90..=107)).count()
    };
    assert_eq!(colours(costtui([]).env("NO_COLOR", Some("1")).run()), 0);
    assert_ne!(colours(costtui([]).run()), 0);
}

#[test]
fn what_is_pasted_is_typed_and_never_taken_for_keys() {
    let mut terminal = started();
    terminal.press("\x1b[200~12k\x1b[201~");
    terminal.shows("cancel");
    terminal.press("\r");
    terminal.shows("12,000");
    terminal.press("\x1b[200~q\nq\x1b[201~");
    terminal.shows("cancel");
    terminal.press("\r");
    terminal.shows("\"q q\" is no number");
    terminal.press("\x1b");
    terminal.shows("q quit");
    terminal.press(RIGHT);
    terminal.until("a step from 12,000", |screen| !screen.contains("12,000"));
}

#[test]
fn the_mouse_selects_a_line_turns_a_slider_and_may_point_nowhere() {
    let mut terminal = started();
    let (x, y) = terminal.place("Redis cache");
    terminal.press(format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    terminal.shows("▸Redis cache");
    let (x, y) = terminal.place("Concurrency  ");
    terminal.press(format!("\x1b[<64;{x};{y}M"));
    let row = |screen: &str| screen.lines().nth(y - 1).unwrap_or_default().to_owned();
    terminal.until("another concurrency", |s| row(s).contains("▸Concurrency") && !row(s).contains(" 5.0 %"));
    for (x, y) in [(0, 5), (5, 0), (0, 0), (65535, 65535), (120, 36), (121, 37)] {
        for button in [0, 32, 64, 65] {
            terminal.press(format!("\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m"));
        }
    }
    terminal.press("\x1b[M   ?");
    terminal.shows("Keys");
}

#[test]
fn f7_and_alt_7_open_the_sources_and_a_tick_is_saved() {
    let mut terminal = costtui(["--plan", "lean-markets"]).run();
    terminal.shows("q quit");
    terminal.press("\x1b[18~");
    terminal.shows("contradict their own figures");
    terminal.press("\x1bOP");
    terminal.shows("Cost and revenue by users");
    terminal.press("\x1b7");
    terminal.shows("contradict their own figures");
    let (x, y) = terminal.place("Checklists");
    terminal.press(format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    terminal.press("\r");
    terminal.shows("▸Immediate: this week");
    terminal.press(format!("{DOWN} "));
    terminal.shows("[x]");
    terminal.shows("saved ✓");
    assert!(terminal.session().contains("ticks = [\n"), "{}", terminal.session());
}

#[test]
fn keys_given_at_the_start_may_leave() {
    let mut terminal = costtui(["--keys", "l q l"]).run();
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
    assert!(terminal.session().contains(&sliders("5100")), "{}", terminal.session());
}

#[test]
fn a_save_under_another_name_that_fails_does_not_end_autosave() {
    // The name is there as a link to a folder that is not: it can't be written.
    let link = |saves: &std::path::Path| {
        fs::create_dir(saves).unwrap();
        std::os::unix::fs::symlink("not-there/elsewhere.toml", saves.join("x.toml")).unwrap();
    };
    let mut terminal = changed(costtui([]).with_saves(link).run());
    terminal.shows("saved ✓");
    terminal.press("Sx\r");
    terminal.shows("not saved:");
    terminal.press(RIGHT);
    terminal.until("the next change, saved", |screen| screen.contains("5,200") && screen.contains("saved ✓"));
    assert!(terminal.session().contains(&sliders("5200")), "{}", terminal.session());
}

#[test]
fn a_name_that_files_do_not_show_is_given_to_the_same_file_and_holds_nothing_that_acts() {
    let mut terminal = changed(started());
    terminal.shows("saved ✓");
    terminal.press("R");
    terminal.press("\x1b[200~ \u{202e}!\u{200b}?\x1b[201~");
    terminal.shows("untitled !?");
    terminal.press("\r");
    terminal.shows("this is untitled !? now");
    assert!(terminal.session().contains("name = \"untitled !?\""), "{}", terminal.session());
    let sessions = fs::read_dir(&terminal.saves).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(sessions.filter(|path| path.extension().is_some_and(|ext| ext == "toml")).count(), 1);
    terminal.press(RIGHT);
    terminal.shows("5,200");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    assert!(terminal.session().contains(&sliders("5200")), "{}", terminal.session());
}

#[test]
fn a_session_with_steps_that_no_longer_fit_opens_and_says_so() {
    let text =
        "format = 1\nname = \"old\"\n[scenario]\nplan = \"edunerve\"\n[history]\nundo = [\"overrides.gone.drop=1\"]\n";
    let write = |saves: &std::path::Path| {
        fs::create_dir(saves).unwrap();
        fs::write(saves.join("old.toml"), text).unwrap();
    };
    let words = "older steps of the history no longer fit this catalog";
    costtui(["old"]).with_saves(write).run().shows(words);
    let mut listed = costtui([]).with_saves(write).run();
    listed.shows("q quit");
    listed.press("o");
    listed.shows("Sessions");
    listed.press("\r");
    listed.shows(&format!("opened old; {words}"));
}
