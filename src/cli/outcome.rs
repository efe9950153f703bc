//! How a command ends: its words on stdout or stderr, and its exit code. A reader that went away is no failure.

use crate::faults::Faults;
use crate::report::Format;
use crate::report::sheet::{self, Answer};
use crate::run::columns;
use crate::text::{clean, clean_prose};
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// Why a command gave no answer: what stderr says, and the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    code: u8,
    words: String,
}

impl Failure {
    /// A gate failed (1): each figure that is as it must not be.
    pub fn gate<S: AsRef<str>>(sentences: impl IntoIterator<Item = S>) -> Self {
        let line = |sentence: S| format!("failed: {}\n", clean(sentence.as_ref()));
        Failure { code: 1, words: sentences.into_iter().map(line).collect() }
    }

    /// Wrong use or wrong input (2): everything that is wrong, a sentence each.
    pub fn wrong<S: AsRef<str>>(sentences: impl IntoIterator<Item = S>) -> Self {
        Failure::of(2, sentences)
    }

    /// The same with more that is wrong.
    pub fn also<S: AsRef<str>>(self, sentences: impl IntoIterator<Item = S>) -> Self {
        Failure { words: self.words + &Failure::of(2, sentences).words, ..self }
    }

    /// A file with faults (2), already shown with their carets.
    pub fn faults(faults: &Faults) -> Self {
        Failure::shown(&faults.to_string())
    }

    /// A file with faults of its own kind (2), already shown.
    pub fn shown(words: &str) -> Self {
        Failure { code: 2, words: format!("{words}\n") }
    }

    /// Reading or writing failed (3).
    pub fn io(sentence: &str) -> Self {
        Failure::of(3, [sentence])
    }

    /// A session is in use, or was changed outside (4).
    pub fn busy(sentence: &str) -> Self {
        Failure::of(4, [sentence])
    }

    fn of<S: AsRef<str>>(code: u8, sentences: impl IntoIterator<Item = S>) -> Self {
        let line = |sentence: S| format!("error: {}\n", clean(sentence.as_ref()));
        Failure { code, words: sentences.into_iter().map(line).collect() }
    }

    /// Says it on stderr, without what acts. When stderr is closed the exit code still tells.
    pub fn tell(&self) -> ExitCode {
        let _ = io::stderr().lock().write_all(clean_prose(&self.words).as_bytes());
        ExitCode::from(self.code)
    }
}

/// Writes an answer to stdout, without what acts. A pipe whose reader has seen enough (`| head -1`) ends it quietly.
pub fn say(text: &str) -> Result<ExitCode, Failure> {
    say_bytes(clean_prose(text).as_bytes())
}

/// Writes answers that are tables to stdout, as wide as the terminal there.
pub(super) fn say_sheets(format: Format, answers: &[Answer]) -> Result<ExitCode, Failure> {
    say(&sheet::write_within(format, columns(), answers))
}

/// The same with an answer that is no text.
pub(super) fn say_bytes(bytes: &[u8]) -> Result<ExitCode, Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::io(&format!("standard output: {error}"))),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Says on stderr what is good to know of an answer.
pub(super) fn note(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "note: {}", clean(sentence));
}

/// What the argument parser has to say: help and version are answers, the rest is wrong use.
pub(super) fn usage(error: &clap::Error) -> Result<ExitCode, Failure> {
    let text = error.render().to_string();
    if !error.use_stderr() {
        return say(&text);
    }
    Err(Failure { code: 2, words: text })
}
