//! Pictures of a browser: PNG of eight bits a colour, as far as it takes to count them.

use flate2::read::ZlibDecoder;
use std::collections::BTreeSet;
use std::io::Read;

/// A picture, row by row.
pub struct Picture {
    /// Points across and down.
    pub size: (u32, u32),
    points: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads a picture.
    pub fn of(bytes: &[u8]) -> Self {
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "no PNG");
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        let size = (number(16), number(20));
        let channels = match (bytes[24], bytes[25], bytes[28]) {
            (8, 2, 0) => 3,
            (8, 6, 0) => 4,
            other => panic!("expected eight bits a colour, not interlaced: {other:?}"),
        };
        let (mut at, mut packed) = (8, Vec::new());
        while at + 8 < bytes.len() {
            let length = number(at) as usize;
            if &bytes[at + 4..at + 8] == b"IDAT" {
                packed.extend_from_slice(&bytes[at + 8..at + 8 + length]);
            }
            at += 12 + length;
        }
        let mut raw = Vec::new();
        ZlibDecoder::new(&packed[..]).read_to_end(&mut raw).unwrap();
        let plain = unfiltered(&raw, size.0 as usize * channels, channels);
        Picture { size, points: plain.chunks(channels).map(|point| [point[0], point[1], point[2]]).collect() }
    }

    /// The colour of a point.
    pub fn at(&self, x: u32, y: u32) -> [u8; 3] {
        self.points[(y * self.size.0 + x) as usize]
    }

    /// How many colours there are.
    pub fn colours(&self) -> usize {
        self.points.iter().collect::<BTreeSet<_>>().len()
    }

    /// How many points have a colour.
    pub fn count(&self, colour: [u8; 3]) -> usize {
        self.points.iter().filter(|point| **point == colour).count()
    }
}

/// Takes the filters of the rows back: each byte is told as the difference to what its neighbours let expect.
fn unfiltered(raw: &[u8], row: usize, channels: usize) -> Vec<u8> {
    let mut above = vec![0u8; row];
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.chunks(row + 1) {
        let mut this = line[1..].to_vec();
        for at in 0..row {
            let before = |of: &[u8]| at.checked_sub(channels).map_or(0, |at| of[at]);
            let (a, b, c) = (i32::from(before(&this)), i32::from(above[at]), i32::from(before(&above)));
            let expected = match line[0] {
                0 => 0,
                1 => a,
                2 => b,
                3 => (a + b) / 2,
                _ => [a, b, c].into_iter().min_by_key(|near| (a + b - c - near).abs()).unwrap(),
            };
            this[at] = this[at].wrapping_add(expected as u8);
        }
        out.extend_from_slice(&this);
        above = this;
    }
    out
}
