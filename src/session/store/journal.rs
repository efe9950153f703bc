//! The journal of a session: what was changed since it was last saved, on disk with each key, so that no crash loses it.
//!
//! A record is a line with the length and the checksum of what follows, and the session as it is then, without its history. The
//! journal is emptied when the session is saved, and gone when there is nothing in it any more.

use super::beside;
use super::lock::is_still;
use crate::catalog::Catalog;
use crate::disk;
use crate::faults::Source;
use crate::session::Session;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of a journal from which on only its newest record is kept: a disk that takes no session takes no endless journal.
const LARGEST: u64 = 4 << 20;

/// What begins the line before a record.
const MARK: &str = "# costtui journal";

/// A journal that is written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    bytes: u64,
}

impl Journal {
    /// The journal of a session's file, with what is in it already.
    pub fn open(session: &Path) -> io::Result<Journal> {
        let path = beside(session, "journal").ok_or(io::ErrorKind::InvalidInput)?;
        let mut file = open_own(&path)?;
        let bytes = file.seek(SeekFrom::End(0))?;
        Ok(Journal { path, file, bytes })
    }

    /// Adds the session as it is, in one write: a crash leaves the record whole, or its end missing.
    pub fn add(&mut self, session: &Session) -> io::Result<()> {
        if self.bytes > LARGEST {
            self.clear()?;
        }
        let text = session.without_history().to_toml();
        let record = format!("{}{text}", head(&text));
        if let Err(error) = self.file.write_all(record.as_bytes()) {
            // What is half there would hide what comes after it.
            self.cut(self.bytes)?;
            return Err(error);
        }
        self.bytes += record.len() as u64;
        Ok(())
    }

    /// Everything in it is on disk elsewhere.
    pub fn clear(&mut self) -> io::Result<()> {
        if self.bytes > 0 { self.cut(0) } else { Ok(()) }
    }

    /// Whether it is still the journal of that session: folders go, and come back without it.
    pub fn holds(&self) -> bool {
        is_still(&self.file, &self.path)
    }

    fn cut(&mut self, bytes: u64) -> io::Result<()> {
        self.file.set_len(bytes)?;
        self.bytes = self.file.seek(SeekFrom::Start(bytes))?;
        Ok(())
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if self.bytes == 0 && self.holds() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether anything is noted beside a session's file that is not in it.
pub fn is_noted(session: &Path) -> bool {
    beside(session, "journal").and_then(|journal| fs::metadata(journal).ok()).is_some_and(|journal| journal.len() > 0)
}

/// The file of a journal, which only this user reads and writes.
fn open_own(path: &Path) -> io::Result<File> {
    let file = disk::open_own(path, 0o600)?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::uid(&file.metadata()?) != rustix::process::geteuid().as_raw() {
        return Err(disk::says(io::ErrorKind::PermissionDenied, "another user's journal"));
    }
    Ok(file)
}

fn head(text: &str) -> String {
    format!("{MARK} {} {:08x}\n", text.len(), crc32fast::hash(text.as_bytes()))
}

/// Takes what a crash left in the journal of a session's file into the session as it was read; how many changes that are.
/// What can't be read is put aside, as `….journal.bad`, and is no reason not to start.
pub fn recover(path: &Path, session: &mut Session, catalog: &Catalog) -> usize {
    let Some(journal) = beside(path, "journal").filter(|journal| journal.is_file()) else { return 0 };
    let Ok(bytes) = left_in(&journal) else { return 0 };
    let text = String::from_utf8_lossy(&bytes);
    let read = |text: &str| {
        let source = Source { name: journal.display().to_string(), text: text.to_owned() };
        Session::from_toml(&Arc::new(source), catalog).ok()
    };
    let records = records(&text);
    let states: Vec<Session> = records.iter().map_while(|(record, _)| read(record)).collect();
    let whole = states.len().checked_sub(1).map_or(0, |last| records[last].1);
    let _ = tidy(&journal, &bytes, whole, cut_short(&text[whole..]));
    // What was saved before the journal could be emptied is no change.
    let saved = states.iter().rposition(|state| state.same_now(session)).map_or(0, |at| at + 1);
    states[saved..].iter().for_each(|state| session.go_to(state));
    states.len() - saved
}

fn left_in(journal: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_own(journal)?.take(2 * LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Leaves of a journal what can be read of it, so that the next record stands behind that and is found. The rest is put
/// aside, but for what a kill cut short: no key that was shown is in that.
fn tidy(journal: &Path, bytes: &[u8], whole: usize, cut_short: bool) -> io::Result<()> {
    if whole == bytes.len() {
        return Ok(());
    }
    if !cut_short {
        let bad = journal.with_extension("journal.bad");
        let _ = fs::remove_file(&bad);
        open_own(&bad)?.write_all(bytes)?;
    }
    open_own(journal)?.set_len(whole as u64)
}

/// The records of a journal, and where each ends; as far as they are whole.
fn records(text: &str) -> Vec<(&str, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(record) = first_record(&text[at..]) {
        at += head(record).len() + record.len();
        found.push((record, at));
    }
    found
}

fn first_record(text: &str) -> Option<&str> {
    let (line, rest) = text.split_once('\n')?;
    let record = rest.get(..length_in(line)?)?;
    (head(record).trim_end() == line).then_some(record)
}

/// The length that the line before a record gives.
fn length_in(line: &str) -> Option<usize> {
    line.strip_prefix(MARK)?.split(' ').nth(1)?.parse().ok()
}

/// Whether this is the beginning of a record.
fn cut_short(text: &str) -> bool {
    match text.split_once('\n') {
        Some((line, rest)) => length_in(line).is_some_and(|length| rest.len() < length),
        None => text.starts_with(MARK) || MARK.starts_with(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_whole_or_none() {
        let (first, second) = ("a = 1\n", "bb");
        let journal = format!("{}{first}{}{second}", head(first), head(second));
        let end = head(first).len() + first.len();
        assert_eq!(records(&journal), [(first, end), (second, journal.len())]);
        for cut in 1..journal.len() {
            let found = records(&journal[..cut]);
            assert_eq!(found.len(), usize::from(cut >= end), "{cut}: {found:?}");
            let whole = found.last().map_or(0, |(_, end)| *end);
            assert!(cut_short(&journal[whole..cut]), "{cut}");
        }
    }

    #[test]
    fn no_flipped_bit_is_taken_for_a_record() {
        let journal = format!("{}users = 1\n", head("users = 1\n"));
        for at in 0..journal.len() {
            let mut bytes = journal.clone().into_bytes();
            bytes[at] ^= 1;
            assert!(records(&String::from_utf8_lossy(&bytes)).is_empty(), "byte {at}");
        }
    }
}
