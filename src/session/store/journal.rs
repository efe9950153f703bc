//! The journal of a session: what was changed since it was last saved, on disk with each key, so that no crash loses it.
//!
//! A record is a line with the length and the checksum of what follows and what the file held, and the session as it is then, without
//! its history. The journal is emptied when the session is saved, and gone when there is nothing in it any more.

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

    /// Adds the session as it is over what its file holds, in one write: a crash leaves the record whole, or its end missing.
    pub fn add(&mut self, session: &Session, over: &Held) -> io::Result<()> {
        if self.bytes > LARGEST {
            self.clear()?;
        }
        let text = session.without_history().to_toml();
        let record = format!("{}{text}", head(&text, &over.0));
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

/// The file of a journal, which only this user reads and writes.
fn open_own(path: &Path) -> io::Result<File> {
    let file = disk::open_own(path, 0o600)?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::uid(&file.metadata()?) != rustix::process::geteuid().as_raw() {
        return Err(disk::says(io::ErrorKind::PermissionDenied, "another user's journal"));
    }
    Ok(file)
}

/// What a file held when a record was made: a checksum of it, or that there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held(String);

impl Held {
    /// These bytes; none where there is no file.
    pub fn of(bytes: Option<&[u8]>) -> Self {
        Held(bytes.map_or_else(|| "new".to_owned(), |bytes| format!("{:08x}", crc32fast::hash(bytes))))
    }
}

/// The line before a record. What its file held has a part in the checksum; records of before had nothing of that.
fn head(text: &str, held: &str) -> String {
    let mut sum = crc32fast::Hasher::new();
    [held, text].iter().for_each(|part| sum.update(part.as_bytes()));
    let space = if held.is_empty() { "" } else { " " };
    format!("{MARK} {} {:08x}{space}{held}\n", text.len(), sum.finalize())
}

/// What came back of a journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Changes that were not saved.
    pub changes: usize,
    /// Whether the file is another than the one they were made to.
    pub apart: bool,
}

/// Takes what a crash left in the journal of a session's file into the session as it was read of the bytes that this holds.
/// What can't be read is put aside, as `….journal.bad`, and is no reason not to start.
pub fn recover(path: &Path, session: &mut Session, loaded: Option<&[u8]>, catalog: &Catalog) -> Recovered {
    let Some(journal) = beside(path, "journal").filter(|journal| journal.is_file()) else {
        return Recovered::default();
    };
    let Ok(bytes) = left_in(&journal) else { return Recovered::default() };
    let text = String::from_utf8_lossy(&bytes);
    let read = |text: &str| {
        let source = Source { name: journal.display().to_string(), text: text.to_owned() };
        Session::from_toml(&Arc::new(source), catalog).ok()
    };
    let records = records(&text);
    let states: Vec<Session> = records.iter().map_while(|record| read(record.text)).collect();
    let whole = states.len().checked_sub(1).map_or(0, |last| records[last].end);
    let _ = tidy(&journal, &bytes, whole, cut_short(&text[whole..]));
    // What was saved before the journal could be emptied is no change.
    let saved = states.iter().rposition(|state| state.same_now(session));
    let held = records.first().map_or("", |record| record.held);
    let apart = saved.is_none() && !held.is_empty() && loaded.is_some_and(|bytes| Held::of(Some(bytes)).0 != held);
    let saved = saved.map_or(0, |at| at + 1);
    states[saved..].iter().for_each(|state| session.go_to(state));
    Recovered { changes: states.len() - saved, apart: apart && !states.is_empty() }
}

/// Lets go of what was noted for a session's file: it is on disk elsewhere.
pub fn forget(path: &Path) {
    if let Ok(mut journal) = Journal::open(path) {
        let _ = journal.clear();
    }
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

/// A record of a journal.
#[derive(Debug, PartialEq, Eq)]
struct Record<'a> {
    text: &'a str,
    /// What the file held; empty where that is not known.
    held: &'a str,
    /// Where it ends in the journal.
    end: usize,
}

/// The records of a journal, as far as they are whole.
fn records(text: &str) -> Vec<Record<'_>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(record) = first_record(text, at) {
        at = record.end;
        found.push(record);
    }
    found
}

fn first_record(journal: &str, at: usize) -> Option<Record<'_>> {
    let (line, rest) = journal[at..].split_once('\n')?;
    let text = rest.get(..length_in(line)?)?;
    let held = line.strip_prefix(MARK)?.split(' ').nth(3).unwrap_or_default();
    let end = at + line.len() + 1 + text.len();
    (head(text, held).trim_end() == line).then_some(Record { text, held, end })
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
        let journal = format!("{}{first}{}{second}", head(first, ""), head(second, "0badcafe"));
        let end = head(first, "").len() + first.len();
        let of = |text, held, end| Record { text, held, end };
        assert_eq!(records(&journal), [of(first, "", end), of(second, "0badcafe", journal.len())]);
        for cut in 1..journal.len() {
            let found = records(&journal[..cut]);
            assert_eq!(found.len(), usize::from(cut >= end), "{cut}: {found:?}");
            let whole = found.last().map_or(0, |record| record.end);
            assert!(cut_short(&journal[whole..cut]), "{cut}");
        }
    }

    #[test]
    fn no_flipped_bit_is_taken_for_a_record() {
        for held in ["", "new", "0badcafe"] {
            let journal = format!("{}users = 1\n", head("users = 1\n", held));
            assert_eq!(records(&journal).len(), 1);
            for at in 0..journal.len() {
                let mut bytes = journal.clone().into_bytes();
                bytes[at] ^= 1;
                assert!(records(&String::from_utf8_lossy(&bytes)).is_empty(), "byte {at}");
            }
        }
    }
}
