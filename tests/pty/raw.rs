//! Nothing of a file is among the bytes that a terminal gets: they are the program's own sequences, and text.

use super::terminal::{F3, F7, Terminal, costtui, sequences};
use crate::acting::assert_none;
use std::path::Path;

/// Where colours, places, modes and erasing end.
const OWN: [char; 7] = ['m', 'H', 'J', 'K', 'h', 'l', 'C'];

/// The hostile plan of the screens, by its whole path: the explorer has a folder of its own.
fn hostile() -> Terminal {
    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens/hostile");
    let terminal = costtui(["--catalog", catalog.to_str().unwrap(), "--plan", "hostile"]).run();
    terminal.shows("q quit");
    terminal
}

/// The end of a frame.
const END: &[u8] = b"\x1b[?2026l";

/// What was written so far, up to the end of a frame: of the next one only a part may have come.
fn written(terminal: &Terminal) -> String {
    let mut bytes = terminal.bytes();
    let end = bytes.windows(END.len()).rposition(|window| window == END).unwrap();
    bytes.truncate(end + END.len());
    String::from_utf8(bytes).unwrap()
}

/// Checks every frame that was drawn so far.
fn only_ours(terminal: &Terminal, what: &str) {
    nothing_acts(&written(terminal), what);
}

/// Checks everything that was written until the end.
fn to_the_end(terminal: &Terminal, what: &str) {
    nothing_acts(&String::from_utf8(terminal.bytes()).unwrap(), what);
}

fn nothing_acts(text: &str, what: &str) {
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_control() && !matches!(c, '\r' | '\n')) {
        let around: String = text[at..].chars().take(16).collect();
        assert!(c == '\u{1b}' && text[at + 1..].starts_with('['), "{what}: {around:?}");
    }
    for (body, end) in sequences(text.as_bytes()) {
        let plain = body.bytes().all(|byte| byte.is_ascii_digit() || b";:?".contains(&byte));
        assert!(OWN.contains(&end) && plain, "{what}: ESC [ {body} {end}");
    }
    let between = text.split("\x1b[").map(|part| part.split_once(OWN).map_or(part, |(_, text)| text));
    between.for_each(|text| assert_none(&text.replace("\r\n", "\n"), what));
}

#[test]
#[should_panic(expected = "a frame: U+202E behind \"x\"")]
fn what_turns_the_text_behind_our_own_sequences_is_found() {
    nothing_acts("\x1b[2;1Hplain\r\n\x1b[1mx\u{202e}y", "a frame");
}

#[test]
fn a_hostile_plan_writes_nothing_but_our_own_sequences_in_any_view() {
    let mut terminal = hostile();
    terminal.shows("visible");
    for (keys, shows) in
        [("\t\r", "lever"), ("\t\r", "rule"), (F3, "Cards"), (F7, "Sources"), ("?", "On the panes"), ("p", "Plans")]
    {
        terminal.press(keys);
        let screen = terminal.shows(shows);
        only_ours(&terminal, keys);
        if !keys.starts_with(['\t', '\x1b']) {
            terminal.press("\x1b");
            // Else what follows would be taken together with the Esc, as another key.
            terminal.until("what was below", |now| now != screen);
        }
    }
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    to_the_end(&terminal, "the end");
}

/// What a text in base 64 says.
fn decoded(text: &str) -> String {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = text.trim_end_matches('=').chars().map(|c| SIGNS.find(c).unwrap());
    let (mut bytes, mut held, mut count) = (Vec::new(), 0, 0);
    for six in bits {
        (held, count) = ((held << 6 | six) & 0xfff, count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count & 0xff) as u8);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_the_clipboard_gets_of_a_hostile_plan_does_not_act_where_it_is_pasted() {
    let mut terminal = hostile();
    terminal.press("y");
    terminal.shows("lines handed to the terminal's clipboard");
    let bytes = written(&terminal);
    let (_, copied) = bytes.split_once("\x1b]52;c;").unwrap();
    let copied = decoded(copied.split(['\x1b', '\x07']).next().unwrap());
    assert!(copied.matches("visible").count() > 3 && copied.contains("Total"), "{copied}");
    assert_none(&copied, "the clipboard");
}

#[test]
fn what_is_pasted_and_typed_does_not_act_nor_stay_in_the_name() {
    let mut terminal = hostile();
    terminal.press("R");
    terminal.shows("Rename");
    let marks = "\u{301}".repeat(40);
    terminal.press(format!("\x15\x1b[200~typed\u{9b}2J\u{202e}\u{200b}e{marks}\x1b[201~\r"));
    terminal.shows("typed");
    only_ours(&terminal, "pasted");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    let name = std::fs::read_dir(&terminal.saves).unwrap().filter_map(|entry| {
        let text = std::fs::read_to_string(entry.unwrap().path()).ok()?;
        Some(text.lines().find(|line| line.starts_with("name = "))?.to_owned())
    });
    let name = name.into_iter().find(|name| name.contains("typed")).unwrap();
    assert!(name.contains("e\u{301}\u{301}\u{301}\u{301}") && !name.contains(&"\u{301}".repeat(5)), "{name}");
}

/// Builds that are not released panic where they are asked to, with words that are asked for.
#[cfg(debug_assertions)]
#[test]
fn what_the_report_of_a_panic_quotes_does_not_act() {
    for thread in ["loop", "keys"] {
        let words = format!("{thread} \x1b]0;quoted\x07\u{9b}2J\u{202e}\x1b[31m");
        let mut terminal = costtui([]).env("COSTTUI_PANIC", Some(words.leak())).run();
        terminal.shows("q quit");
        terminal.press("\x1b[24~");
        assert_eq!(terminal.ends(), 101, "{thread}");
        let report = terminal.shows("quoted");
        to_the_end(&terminal, thread);
        assert!(report.contains("asked for") && report.contains("src/run/asked.rs"), "{report}");
    }
}
