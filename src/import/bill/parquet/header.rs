//! The header of a page: what it says of itself, and whether that may be believed. It is `PageHeader` of parquet.thrift of the Apache
//! Parquet format.

use super::thrift::{Scan, damaged};
use parquet::errors::{ParquetError, Result};

/// Bytes that a page may have unpacked. Most programs write a mebibyte, few of them all of a row group in one page.
pub(super) const LARGEST_PAGE: u64 = 64 << 20;

/// Values that a dictionary may have: each takes 32 bytes. Programs end a dictionary at a mebibyte or at a row group.
const LARGEST_DICTIONARY: u64 = 1 << 20;

/// The header of a page.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Bytes of itself.
    pub(super) length: u64,
    /// Bytes of the page unpacked, as far as one believes it.
    unpacked: u64,
    /// Bytes of the page as it is.
    pub(super) packed: u64,
    /// Bytes of the page that stand before what is packed of it.
    pub(super) levels: u64,
    /// Values of a dictionary.
    dictionary: u64,
    /// How values are written, by its number.
    encoding: u64,
}

impl Header {
    /// Read as the reader does that believes it: by the numbers of fields, of which none may be another kind than is known.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let (mut header, mut scan, mut seen) = (Header::default(), Scan { rest: bytes }, Vec::new());
        scan.fields(|scan, field, kind| {
            seen.push(field);
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
        let whole = seen.starts_with(&[1, 2, 3]);
        let one = seen.iter().filter(|field| (5..=8).contains(*field)).count() == 1;
        if !(whole && one) {
            return Err(damaged());
        }
        Ok(Header { length: (bytes.len() - scan.rest.len()) as u64, ..header })
    }

    /// Nothing there is to make room for is more than a page has.
    pub(super) fn fits(&self) -> Result<()> {
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

/// Whether a page of so many bytes is unpacked.
pub(super) fn fits(bytes: u64) -> Result<()> {
    let [is, most] = [bytes.div_ceil(1 << 20), LARGEST_PAGE >> 20];
    let words = || format!("a page of a column is {is} MiB large unpacked, or more; expected at most {most}");
    if bytes > LARGEST_PAGE { Err(refused(words())) } else { Ok(()) }
}

/// What is sound, for all that is known, and not read.
fn refused(words: String) -> ParquetError {
    ParquetError::NYI(words)
}

#[cfg(test)]
pub(super) mod tests {
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
    pub(in super::super) fn header(kind: u32, unpacked: u32, packed: u32, values: &[u8]) -> Vec<u8> {
        let numbers = [kind, unpacked, packed].map(|value| [&[0x15][..], &number(value)].concat()).concat();
        [&numbers, values, &[0]].concat()
    }

    /// Of a data page (field 5): values, encoding, those of its levels, and statistics with a text of five letters.
    pub(in super::super) fn data(values: u32, encoding: u32) -> Vec<u8> {
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
