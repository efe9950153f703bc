//! What a page of a column says of itself, looked at before it is unpacked: the reader of Parquet makes room for as many bytes and
//! values as a page says it has, whatever there is.
//!
//! The header of a page is `PageHeader` of parquet.thrift of the Apache Parquet format, in Thrift's compact protocol.

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{Cursor, Read, copy, sink};

/// Bytes that a page may have unpacked. Most programs write a mebibyte, few of them all of a row group in one page.
const LARGEST_PAGE: u64 = 64 << 20;

/// Values that a dictionary may have: each takes 32 bytes. Programs end a dictionary at a mebibyte or at a row group.
const LARGEST_DICTIONARY: u64 = 1 << 20;

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

/// The header of a page.
#[derive(Debug, Default)]
struct Header {
    /// Bytes of itself.
    length: u64,
    /// Bytes of the page unpacked, as far as one believes it.
    unpacked: u64,
    /// Bytes of the page as it is.
    packed: u64,
    /// Bytes of the page that stand before what is packed of it.
    levels: u64,
    /// Values of a dictionary.
    dictionary: u64,
    /// How values are written, by its number.
    encoding: u64,
}

impl Header {
    /// Read as the reader does that believes it: by the numbers of fields, of which none may be another kind than is known, or
    /// there twice.
    fn read(bytes: &[u8]) -> Result<Self> {
        let (mut header, mut scan, mut seen) = (Header::default(), Scan { rest: bytes }, Seen::default());
        scan.fields(|scan, field, kind| {
            seen.once(field)?;
            match field {
                2 => header.unpacked = scan.number(kind)?,
                3 => header.packed = scan.number(kind)?,
                5 => scan.within(kind, |scan, field, kind| match field {
                    2 => scan.number(kind).map(|encoding| header.encoding = encoding),
                    1 | 3 | 4 => scan.known(kind),
                    _ => scan.skip(kind),
                })?,
                7 => scan.within(kind, |scan, field, kind| match field {
                    1 => scan.number(kind).map(|values| header.dictionary = values),
                    2 => scan.known(kind),
                    _ => scan.skip(kind),
                })?,
                8 => scan.within(kind, |scan, field, kind| match field {
                    4 => scan.number(kind).map(|encoding| header.encoding = encoding),
                    5 | 6 => scan.number(kind).map(|bytes| header.levels += bytes),
                    1..=3 => scan.known(kind),
                    _ => scan.skip(kind),
                })?,
                1 | 4 => scan.known(kind)?,
                _ => scan.skip(kind)?,
            }
            Ok(())
        })?;
        // Kind and sizes, and of the structures that say more of it one.
        let whole = [1, 2, 3].iter().all(|field| seen.0 & 1 << field != 0);
        let one = [5, 6, 7, 8].iter().filter(|field| seen.0 & 1 << **field != 0).count() == 1;
        if !(whole && one) {
            return Err(damaged());
        }
        Ok(Header { length: (bytes.len() - scan.rest.len()) as u64, ..header })
    }

    /// Nothing there is to make room for is more than a page has.
    fn fits(&self) -> Result<()> {
        fits(self.unpacked)?;
        // Each value of a dictionary takes a byte at least.
        if self.dictionary > self.unpacked {
            return Err(damaged());
        }
        if self.dictionary > LARGEST_DICTIONARY {
            let (values, most) = (self.dictionary, LARGEST_DICTIONARY);
            return Err(refused(format!("a column has a dictionary of {values} values; expected at most {most}")));
        }
        match self.encoding {
            // Plain, dictionaries, run lengths, differences of whole numbers, split bytes.
            0 | 2 | 3 | 5 | 8 | 9 => Ok(()),
            6 | 7 => Err(refused("its texts are written as differences; expected plain or by dictionary".to_owned())),
            _ => Err(damaged()),
        }
    }
}

fn fits(bytes: u64) -> Result<()> {
    let [is, most] = [bytes.div_ceil(1 << 20), LARGEST_PAGE >> 20];
    let words = || format!("a page of a column is {is} MiB large unpacked, or more; expected at most {most}");
    if bytes > LARGEST_PAGE { Err(refused(words())) } else { Ok(()) }
}

/// What is sound, for all that is known, and not read.
fn refused(words: String) -> ParquetError {
    ParquetError::NYI(words)
}

/// Numbers of fields that were there.
#[derive(Default)]
struct Seen(u64);

impl Seen {
    fn once(&mut self, field: u64) -> Result<()> {
        let bit = u32::try_from(field).ok().and_then(|field| 1u64.checked_shl(field)).ok_or_else(damaged)?;
        let again = self.0 & bit != 0;
        self.0 |= bit;
        if again { Err(damaged()) } else { Ok(()) }
    }
}

fn damaged() -> ParquetError {
    ParquetError::General("the header of a page is damaged".to_owned())
}

/// Kinds of fields in Thrift's compact protocol.
const I32: u8 = 5;
const STRUCT: u8 = 12;

/// Bytes of Thrift that are not read yet.
struct Scan<'a> {
    rest: &'a [u8],
}

impl Scan<'_> {
    fn byte(&mut self) -> Result<u8> {
        let (byte, rest) = self.rest.split_first().ok_or_else(damaged)?;
        self.rest = rest;
        Ok(*byte)
    }

    /// A whole number of seven bits a byte, the lowest first.
    fn bits(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(damaged())
    }

    /// A whole number of 32 bits that is not below zero: its sign is its last bit.
    fn number(&mut self, kind: u8) -> Result<u64> {
        let bits = self.bits()?;
        if kind == I32 && bits <= u64::from(u32::MAX) && bits % 2 == 0 { Ok(bits / 2) } else { Err(damaged()) }
    }

    /// A field that the reader takes for a whole number, whatever its kind: it has to be one.
    fn known(&mut self, kind: u8) -> Result<()> {
        let bits = self.bits()?;
        if kind == I32 && bits <= u64::from(u32::MAX) { Ok(()) } else { Err(damaged()) }
    }

    /// The fields of a structure, each once.
    fn within(&mut self, kind: u8, mut visit: impl FnMut(&mut Self, u64, u8) -> Result<()>) -> Result<()> {
        let mut seen = Seen::default();
        if kind != STRUCT {
            return Err(damaged());
        }
        self.fields(|scan, field, kind| {
            seen.once(field)?;
            visit(scan, field, kind)
        })
    }

    /// A field that is nothing to us, as those of statistics are. Those have no lists, and nothing is nested in them.
    fn skip(&mut self, kind: u8) -> Result<()> {
        let many = match kind {
            1 | 2 => 0, // true and false are kinds
            3 => 1,
            4..=6 => return self.bits().map(drop),
            7 => 8,
            8 => self.bits()?,
            STRUCT => {
                return self.fields(|scan, _, kind| if kind == STRUCT { Err(damaged()) } else { scan.skip(kind) });
            }
            _ => return Err(damaged()),
        };
        let many = usize::try_from(many)?;
        self.rest = self.rest.get(many..).ok_or_else(damaged)?;
        Ok(())
    }

    /// The fields of a structure, each with its number and kind.
    fn fields(&mut self, mut visit: impl FnMut(&mut Self, u64, u8) -> Result<()>) -> Result<()> {
        let mut field = 0;
        loop {
            let byte = self.byte()?;
            let (step, kind) = (byte >> 4, byte & 0x0f);
            match (step, kind) {
                (_, 0) => return Ok(()),
                (0, _) => return Err(damaged()), // no page has so many fields that a number stands for itself
                _ => field += u64::from(step),
            }
            visit(self, field, kind)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number as Thrift writes it.
    fn number(value: u32) -> Vec<u8> {
        let mut bits = u64::from(value) * 2;
        let mut bytes = Vec::new();
        while bits > 0x7f {
            bytes.push(bits as u8 | 0x80);
            bits >>= 7;
        }
        bytes.push(bits as u8);
        bytes
    }

    /// The header of a page of a kind that is so large unpacked and as it is, with what is said of its values.
    fn header(kind: u32, unpacked: u32, packed: u32, values: &[u8]) -> Vec<u8> {
        let numbers = [kind, unpacked, packed].map(|value| [&[0x15][..], &number(value)].concat()).concat();
        [&numbers, values, &[0]].concat()
    }

    /// Of a data page (field 5): values, encoding, those of its levels, and statistics with a text of five letters.
    fn data(values: u32, encoding: u32) -> Vec<u8> {
        [&[0x2c, 0x15][..], &number(values), &[0x15], &number(encoding), b"\x15\x06\x15\x06\x1c\x58\x05apple\x00\x00"]
            .concat()
    }

    /// Of a dictionary (field 7): values, and that they are plain.
    fn dictionary(values: u32) -> Vec<u8> {
        [&[0x4c, 0x15][..], &number(values), b"\x15\x00\x00"].concat()
    }

    fn told(bytes: &[u8]) -> String {
        let told = Header::read(bytes).and_then(|header| header.fits());
        told.map_or_else(|error| error.to_string(), |()| "it fits".to_owned())
    }

    #[test]
    fn a_header_is_read_to_its_end_and_no_further() {
        let bytes = header(0, 1 << 20, 70_000, &data(8192, 8));
        let read = Header::read(&[&bytes[..], b"and more"].concat()).unwrap();
        assert_eq!((read.length, read.unpacked, read.packed), (bytes.len() as u64, 1 << 20, 70_000));
        assert_eq!((read.encoding, read.levels), (8, 0));
        assert_eq!(told(&bytes), "it fits");
        assert_eq!(told(&header(2, 400, 400, &dictionary(100))), "it fits");
        // Of the second version (field 8): values, nulls, rows, encoding, bytes of the levels.
        let second = b"\x5c\x15\x10\x15\x00\x15\x10\x15\x00\x15\x0a\x15\x04\x00";
        let read = Header::read(&header(3, 400, 400, second)).unwrap();
        assert_eq!((read.encoding, read.levels), (0, 7));
    }

    #[test]
    fn a_page_that_says_it_is_huge_is_not_believed() {
        assert!(
            told(&header(0, i32::MAX as u32, 100, &data(8, 0)))
                .contains("is 2048 MiB large unpacked, or more; expected at most 64")
        );
        assert!(told(&header(2, 400, 400, &dictionary(915_810_296))).contains("the header of a page is damaged"));
        assert!(told(&header(0, u32::MAX, 100, &data(8, 0))).contains("damaged"), "below zero");
    }

    #[test]
    fn a_dictionary_has_no_more_values_than_there_is_room_for() {
        let of = |values: u32| told(&header(2, 64 << 20, 400, &dictionary(values)));
        assert_eq!(of(1 << 20), "it fits");
        assert!(
            of((1 << 20) + 1).contains("a dictionary of 1048577 values; expected at most 1048576"),
            "{}",
            of(1 << 21)
        );
    }

    #[test]
    fn a_field_of_another_kind_or_twice_is_damage_since_the_reader_takes_it_for_what_it_knows() {
        // The kind of the page as a text of four bytes, behind which the reader sees a dictionary of 2^31 values.
        assert!(told(b"\x18\x04\x15\x02\x15\x02\x4c\x15\xfe\xff\xff\xff\x0f\x15\x00\x00\x00").contains("damaged"));
        // How a page is written, and behind it how one of the second version would be.
        let twice = [&data(8, 6)[..], b"\x3c\x15\x10\x15\x00\x15\x10\x15\x00\x15\x0a\x15\x04\x00"].concat();
        assert!(told(&header(0, 400, 400, &twice)).contains("damaged"));
        let values = [&dictionary(9)[..6], &dictionary(9)[2..]].concat();
        assert!(told(&header(2, 400, 400, &values)).contains("damaged"), "{values:?}");
        assert!(told(&header(0, 400, 400, &[])).contains("damaged"), "nothing is said of its values");
    }

    #[test]
    fn texts_as_differences_are_refused_since_how_many_there_are_is_hidden_in_them() {
        for encoding in [6, 7] {
            assert!(told(&header(0, 400, 400, &data(8, encoding))).contains("written as differences"), "{encoding}");
        }
        assert!(told(&header(0, 400, 400, &data(8, 77))).contains("damaged"));
    }

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

    #[test]
    fn what_is_no_header_is_damaged_wherever_it_ends_and_however_deep_it_is() {
        let whole = header(0, 400, 400, &data(8, 0));
        for end in 0..whole.len() {
            assert!(told(&whole[..end]).contains("damaged"), "{end}");
        }
        assert!(told(&[0x1c].repeat(16 << 10)).contains("damaged"));
        assert!(
            told(&[0x15, 0, 0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]).contains("damaged")
        );
    }
}
