//! Workbooks are archives: what is in one, and the same with a part changed. Written for these tests, apart from the program.

use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::io::Read;

/// A file of an archive.
pub struct Part {
    pub name: String,
    pub bytes: Vec<u8>,
}

fn number(bytes: &[u8], at: usize, width: usize) -> usize {
    bytes[at..at + width].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// The files of an archive, by its central directory.
pub fn parts(archive: &[u8]) -> Vec<Part> {
    let end = archive.windows(4).rposition(|four| four == b"PK\x05\x06").expect("an archive ends in its directory");
    let mut at = number(archive, end + 16, 4);
    (0..number(archive, end + 10, 2))
        .map(|_| {
            assert_eq!(&archive[at..at + 4], b"PK\x01\x02");
            let [name, extra, comment] = [28, 30, 32].map(|field| number(archive, at + field, 2));
            let (method, size) = (number(archive, at + 10, 2), number(archive, at + 20, 4));
            let local = number(archive, at + 42, 4);
            let from = local + 30 + number(archive, local + 26, 2) + number(archive, local + 28, 2);
            let packed = &archive[from..from + size];
            let mut bytes = Vec::new();
            match method {
                0 => bytes.extend(packed),
                _ => drop(DeflateDecoder::new(packed).read_to_end(&mut bytes).unwrap()),
            }
            let part = Part { name: String::from_utf8(archive[at + 46..at + 46 + name].to_vec()).unwrap(), bytes };
            at += 46 + name + extra + comment;
            part
        })
        .collect()
}

/// Writes numbers, each in so many bytes.
fn put(into: &mut Vec<u8>, numbers: &[(usize, usize)]) {
    for (number, width) in numbers {
        into.extend(&(*number as u64).to_le_bytes()[..*width]);
    }
}

/// An archive of files, none of them packed.
pub fn archive(parts: &[Part]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let mut crc = Crc::new();
        crc.update(&part.bytes);
        let from = all.len();
        let mut fields = Vec::new();
        // Version 2.0, no flags, not packed, 1980-01-01.
        put(&mut fields, &[(20, 2), (0, 2), (0, 2), (0, 2), (0x21, 2), (crc.sum() as usize, 4)]);
        put(&mut fields, &[(part.bytes.len(), 4), (part.bytes.len(), 4), (part.name.len(), 2), (0, 2)]);
        all.extend(b"PK\x03\x04");
        all.extend(&fields);
        all.extend(part.name.as_bytes());
        all.extend(&part.bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        put(&mut directory, &[(0, 2), (0, 2), (0, 2), (0, 4), (from, 4)]);
        directory.extend(part.name.as_bytes());
    }
    let from = all.len();
    all.extend(&directory);
    all.extend(b"PK\x05\x06\x00\x00\x00\x00");
    put(&mut all, &[(parts.len(), 2), (parts.len(), 2), (directory.len(), 4), (from, 4), (0, 2)]);
    all
}
