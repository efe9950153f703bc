//! What a file is, by its first bytes.

use super::wrong::ReadError;
use crate::disk::says;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Seek};
use std::path::Path;

/// A file that can hold a bill.
pub(super) enum Shape {
    /// Rows of text, unpacked.
    Csv(Box<dyn Read>),
    /// Columns.
    Parquet(File),
}

/// First bytes of what can't be read as it is, with what to do about it.
const OTHERS: [(&[u8], &str); 7] = [
    (b"PK\x03\x04", "this is a workbook or another ZIP file: save it as CSV, or unpack it first"),
    (b"\x28\xb5\x2f\xfd", "this is packed with zstd: unpack it first"),
    (b"BZh", "this is packed with bzip2: unpack it first"),
    (b"\xff\xfe", "this is text in UTF-16: expected UTF-8"),
    (b"\xfe\xff", "this is text in UTF-16: expected UTF-8"),
    (b"{", "this is JSON: expected CSV, CSV in gzip, or Parquet"),
    (b"[", "this is JSON: expected CSV, CSV in gzip, or Parquet"),
];

/// How a Parquet file begins.
const PARQUET: &[u8] = b"PAR1";

/// How gzip begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// The mark that some programs put before text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes that are read at once.
const BUFFER: usize = 1 << 18;

/// Opens a file; in words what it is where that is no bill.
pub(super) fn open(path: &Path) -> Result<Result<Shape, String>, ReadError> {
    opened(path).map_err(|error| ReadError::Io { path: path.to_owned(), error })
}

fn opened(path: &Path) -> io::Result<Result<Shape, String>> {
    let mut file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(says(ErrorKind::InvalidInput, "this is a folder: name the files in it"));
    }
    let start = first(&mut file)?;
    if start.starts_with(PARQUET) {
        return Ok(Ok(Shape::Parquet(file)));
    }
    // What can't be sought, such as a pipe, is read on from where the first bytes end.
    let whole: Box<dyn Read> = match file.rewind() {
        Ok(()) => Box::new(file),
        Err(_) => Box::new(Cursor::new(start.clone()).chain(file)),
    };
    if !start.starts_with(GZIP) {
        return Ok(text(&start, whole));
    }
    let mut unpacked = BufReader::with_capacity(BUFFER, MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole)));
    let start = match unpacked.fill_buf() {
        Ok(bytes) => bytes[..bytes.len().min(4)].to_vec(),
        Err(error) => return Ok(Err(cut_short(&error))),
    };
    if start.starts_with(PARQUET) {
        return Ok(Err("this is a Parquet file packed with gzip: unpack it first".to_owned()));
    }
    Ok(text(&start, Box::new(unpacked)))
}

/// Why what is unpacked can't be read on.
pub(super) fn cut_short(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::UnexpectedEof => "the file ends in the middle of its gzip data; is it whole?".to_owned(),
        _ => format!("can't be read on: {error}"),
    }
}

/// Text, unless its first bytes say otherwise; without the mark that may stand before it.
fn text(start: &[u8], mut whole: Box<dyn Read>) -> Result<Shape, String> {
    if let Some((_, words)) = OTHERS.iter().find(|(bytes, _)| start.starts_with(bytes)) {
        return Err((*words).to_owned());
    }
    if start.starts_with(BYTE_ORDER_MARK) {
        let _ = whole.read_exact(&mut [0; BYTE_ORDER_MARK.len()]); // it is there: it was just read
    }
    Ok(Shape::Csv(whole))
}

/// The first four bytes, or all where there are fewer.
fn first(file: &mut File) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    file.take(4).read_to_end(&mut start)?;
    Ok(start)
}
