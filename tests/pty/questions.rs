//! Questions that take longer than a key: asked, answered, asked anew and stopped while the screen goes on.

use super::terminal::{F6, RIGHT, Terminal, costtui};
use std::thread::sleep;
use std::time::Duration;

/// View 6 of a plan whose users are spread, with the first answer there.
fn risk() -> Terminal {
    let mut terminal = costtui(["--plan", "edunerve", "--users", "50k", "--spread", "users=30k to 100k"]).run();
    terminal.shows("q quit");
    terminal.press(F6);
    terminal.until("an answer", |screen| screen.contains("Risk · 100,000 draws") && is_answered(screen));
    terminal
}

/// The same, while a million draws are looked for.
#[cfg(debug_assertions)]
fn looking() -> Terminal {
    let mut terminal = risk();
    terminal.press(">");
    terminal.until("that it looks", |screen| screen.contains("Risk · 1,000,000 draws") && screen.contains("looking, "));
    terminal
}

fn is_answered(screen: &str) -> bool {
    screen.contains("P90") && !screen.contains("looking")
}

/// What is found to a question asked anew at each of a few keys, and to the last of them alone, is the same.
#[test]
fn the_newest_question_is_the_one_that_is_answered() {
    let answer = |screen: &str| {
        let rows = screen.lines().skip(1).filter(|row| row.contains('$') || row.contains("Users"));
        rows.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut terminal = risk();
    for users in ["51,000", "52,000", "53,000"] {
        terminal.press(RIGHT);
        terminal.shows(users);
    }
    let shown = terminal.until("the answer at 53,000", |screen| screen.contains("53,000") && is_answered(screen));
    let mut alone = costtui(["--plan", "edunerve", "--users", "53k", "--spread", "users=30k to 100k"]).run();
    alone.shows("q quit");
    alone.press(F6);
    let other = alone.until("an answer", |screen| screen.contains("53,000") && is_answered(screen));
    assert_eq!(answer(&shown), answer(&other));
    assert!(answer(&shown).len() > 10, "{shown}");
}

#[test]
fn after_the_answer_nothing_is_written() {
    let mut terminal = risk();
    terminal.press(RIGHT);
    terminal.until("the answer at 51,000", |screen| screen.contains("51,000") && is_answered(screen));
    terminal.shows("saved ✓");
    // What is looked at may be half of a frame: the rest of it comes first.
    let still = || {
        let written = terminal.bytes().len();
        sleep(Duration::from_millis(500));
        terminal.bytes().len() == written
    };
    assert!((0..20).any(|_| still()), "it never ends to write");
    let written = terminal.bytes().len();
    sleep(Duration::from_secs(1));
    assert_eq!(terminal.bytes().len(), written, "written while nothing changes");
}

/// Builds that are not released draw a million so slowly that keys come before the answer for sure.
#[cfg(debug_assertions)]
#[test]
fn keys_are_answered_while_it_looks_and_the_answer_comes() {
    let mut terminal = looking();
    terminal.press("?");
    terminal.until("the help", |screen| screen.contains("Keys"));
    terminal.press("\x1b");
    terminal.until("that it looks still", |screen| !screen.contains("Keys") && screen.contains("looking, "));
    terminal.press(RIGHT);
    terminal.until("the slider, moved before the answer", |s| s.contains("51,000") && s.contains("looking, "));
    // Shares of the way are told, not only that there is one.
    terminal.until("some percent", |screen| {
        let percent = screen.split("looking, ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
        percent.is_some_and(|percent: u32| (1..100).contains(&percent))
    });
    terminal.until("the answer", |screen| screen.contains("51,000") && is_answered(screen));
}

#[cfg(debug_assertions)]
#[test]
fn esc_stops_it_and_says_so() {
    let mut terminal = looking();
    terminal.press("\x1b");
    terminal.until("that it stopped", |s| s.contains("stopped; another key looks again") && !s.contains("looking, "));
    let written = terminal.bytes().len();
    sleep(Duration::from_secs(1));
    assert_eq!(terminal.bytes().len(), written, "it goes on though it was stopped");
    terminal.press(RIGHT);
    terminal.until("that it looks again", |s| s.contains("51,000") && s.contains("looking, "));
    terminal.press("q");
    assert_eq!(terminal.ends(), 0, "leaving waits for no answer");
    terminal.is_given_back();
}
