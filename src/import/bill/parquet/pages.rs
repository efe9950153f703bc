//! A file of Parquet whose pages are looked at before they are unpacked: the reader makes room for as many bytes and values as a page
//! says it has, whatever there is.

use super::header::{Header, LARGEST_PAGE, fits};
use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{Cursor, Read, copy, sink};

/// Bytes that a header of a page may have; the texts of its statistics are the most of it.
const LONGEST_HEADER: u64 = 16 << 10;

/// Bytes at the end of a file that say where its own header is.
const FOOTER: u64 = 8;

/// Bytes that one byte of gzip becomes at most (RFC 1951: a match of 258 bytes takes two bits at least).
const MOST_OF_A_BYTE: u64 = 1032;

/// A file of Parquet, whose pages are looked at as they come.
pub(super) struct Pages(pub File);

impl Length for Pages {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl ChunkReader for Pages {
    type T = Cursor<Vec<u8>>;

    /// Headers of pages, and the end of the file, are read so.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        let mut bytes = Vec::new();
        self.0.get_read(start)?.take(LONGEST_HEADER).read_to_end(&mut bytes)?;
        if start.saturating_add(FOOTER) < self.len() {
            let header = Header::read(&bytes)?;
            header.fits()?;
            self.unpacks(start + header.length, &header)?;
        }
        Ok(Cursor::new(bytes))
    }

    /// Pages, and the file's own header, are read so.
    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let end = start.checked_add(length as u64);
        if end.is_none_or(|end| end > self.len()) {
            return Err(ParquetError::EOF("the file ends in the middle".to_owned()));
        }
        self.0.get_bytes(start, length)
    }
}

impl Pages {
    /// Gzip becomes what it becomes, whatever its page says: where that may be too much it is unpacked once to nowhere.
    fn unpacks(&self, start: u64, header: &Header) -> Result<()> {
        let packed = header.packed.saturating_sub(header.levels);
        if packed <= LARGEST_PAGE / MOST_OF_A_BYTE {
            return Ok(());
        }
        let body = self.get_bytes(start + header.levels, usize::try_from(packed)?)?;
        if body.starts_with(&[0x1f, 0x8b]) {
            let mut unpacked = MultiGzDecoder::new(&body[..]).take(LARGEST_PAGE + 1);
            // What is damaged is told by the reader, in its own words.
            let bytes = copy(&mut unpacked, &mut sink()).unwrap_or(0);
            fits(bytes)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::header::tests::{data, header};
    use super::*;

    /// A file of one page, and something behind it.
    fn file(header: &[u8], body: &[u8]) -> Pages {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, &[header, body, b"another page"].concat()).unwrap();
        Pages(file)
    }

    #[test]
    fn gzip_that_becomes_more_than_it_says_is_not_unpacked() {
        let mut mebibyte = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut mebibyte, &[0; 1 << 20]).unwrap();
        let mut body = mebibyte.finish().unwrap().repeat(65);
        body.resize(300_000, 0);
        let header = header(0, 1000, 300_000, &data(8, 0));
        let told = file(&header, &body).get_read(0).map(drop).unwrap_err().to_string();
        assert!(told.contains("is 65 MiB large unpacked, or more"), "{told}");
        body[0] = 0; // no gzip: only as large as it is
        assert!(file(&header, &body).get_read(0).is_ok());
        assert!(
            file(&header, &body[..100])
                .get_read(0)
                .map(drop)
                .unwrap_err()
                .to_string()
                .contains("the file ends in the middle")
        );
    }
}
