//! Bytes of a file as text: UTF-8 without NUL, or where they are none.

use super::{Fault, Faults, Place, Source};
use std::sync::Arc;

/// Bytes behind what is wrong that are kept for its excerpt.
const BEHIND: usize = 128;

/// The text of a file, or a fault at the first byte that is no text.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Source, Faults> {
    let name = name.to_owned();
    let (bytes, wrong, cut) = match String::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            None => return Ok(Source { name, text }),
            Some(at) => (text.into_bytes(), at, false),
        },
        Err(error) => {
            let (at, cut) = (error.utf8_error().valid_up_to(), error.utf8_error().error_len().is_none());
            (error.into_bytes(), at, cut)
        }
    };
    let (title, label) = told(&bytes, wrong, cut);
    let kept = bytes.get(..wrong + BEHIND).unwrap_or(&bytes);
    let text = String::from_utf8_lossy(kept).into_owned();
    let place = Place { source: Arc::new(Source { name, text }), span: wrong..wrong + 1 };
    Err(Fault { title: title.to_owned(), label, place }.into())
}

/// What the bytes are, by the first that is no text, and whether they end amid a character.
fn told(bytes: &[u8], wrong: usize, cut: bool) -> (&'static str, String) {
    // ASCII in UTF-16 has every other byte 0, with or without the mark before it.
    let one_is_zero = matches!(bytes, [one, other, ..] if (*one == 0) != (*other == 0));
    if one_is_zero || matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return ("this is text in UTF-16", "saved as UTF-16; save it as UTF-8".to_owned());
    }
    match bytes.get(wrong) {
        _ if cut => ("this is not all of the text", "the file ends amid a character".to_owned()),
        Some(0) => ("this is not text", "expected text in UTF-8; a byte of zeros stands here".to_owned()),
        Some(byte) => ("this is not text in UTF-8", format!("the byte 0x{byte:02X} is none: save the file as UTF-8")),
        None => ("this is not text in UTF-8", "save the file as UTF-8".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> String {
        decode("x.toml", bytes.to_vec()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_text_is_told_at_its_first_byte() {
        let utf16: Vec<u8> = "a = 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe][..], &utf16].concat();
        let big: Vec<u8> = "a = 1\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(&[u8], &str, &str); 6] = [
            (&marked, "x.toml:1:1", "saved as UTF-16; save it as UTF-8"),
            (&utf16, "x.toml:1:2", "saved as UTF-16; save it as UTF-8"),
            (&big, "x.toml:1:1", "saved as UTF-16; save it as UTF-8"),
            (b"a = 1\nb = \"\xe4\"\n", "x.toml:2:6", "the byte 0xE4 is none: save the file as UTF-8"),
            (b"a = 1\nb = \"\xc3", "x.toml:2:6", "the file ends amid a character"),
            ("é = 1\nb = \0\n".as_bytes(), "x.toml:2:5", "a byte of zeros stands here"),
        ];
        for (bytes, place, words) in cases {
            let shown = refused(bytes);
            assert!(shown.contains(place) && shown.contains(words), "{shown}");
            assert!(!shown.contains('\0'), "{shown}");
        }
        assert_eq!(decode("x", "\u{feff}é\r\n".into()).unwrap().text, "\u{feff}é\r\n");
    }

    #[test]
    fn behind_what_is_wrong_little_is_kept() {
        let faults = decode("x", [&b"a\n"[..], &[0xff; 1 << 20]].concat()).unwrap_err();
        assert!(faults.kept[0].place.source.text.len() < 1000);
        assert_eq!(faults.kept[0].place.line_column(), (2, 1));
    }
}
