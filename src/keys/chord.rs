//! A key with what is held beside it, by the names that scripts and the help give it.

use std::fmt;

/// A key with its modifiers, whatever terminal or script it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// The key.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for characters, which carry it in themselves.
    pub shift: bool,
}

/// A key without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A character, upper case where Shift was held.
    Char(char),
    /// An arrow, or another key with a name.
    Named(&'static str),
}

/// Names of keys, as `--keys` takes them and the help shows them.
const NAMES: [(&str, &str); 20] = [
    ("left", "←"),
    ("right", "→"),
    ("up", "↑"),
    ("down", "↓"),
    ("home", "Home"),
    ("end", "End"),
    ("pageup", "PgUp"),
    ("pagedown", "PgDn"),
    ("enter", "Enter"),
    ("esc", "Esc"),
    ("tab", "Tab"),
    ("backspace", "⌫"),
    ("delete", "Del"),
    ("f1", "F1"),
    ("f2", "F2"),
    ("f3", "F3"),
    ("f4", "F4"),
    ("f5", "F5"),
    ("f6", "F6"),
    ("f7", "F7"),
];

/// The named key, if it is one.
pub fn named(name: &str) -> Option<Code> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(known, _)| Code::Named(known))
}

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key: {1}")]
pub struct UnknownKey(String, String);

impl std::str::FromStr for Chord {
    type Err = UnknownKey;

    /// `right`, `shift-right`, `ctrl-r`, `space`, or a character.
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let mut rest = text;
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        while let Some((modifier, key)) = rest.split_once('-').filter(|(m, k)| !m.is_empty() && !k.is_empty()) {
            match modifier {
                "ctrl" => ctrl = true,
                "alt" => alt = true,
                "shift" => shift = true,
                _ => break,
            }
            rest = key;
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(if shift { c.to_ascii_uppercase() } else { c }),
            _ if rest == "space" => Code::Char(' '),
            _ => named(&rest.to_lowercase()).ok_or_else(|| {
                let hint = crate::text::did_you_mean(rest, NAMES.iter().map(|(name, _)| *name).chain(["space"]));
                UnknownKey(
                    crate::text::clean(text),
                    format!("expected a character or a name such as right, ctrl-r{hint}"),
                )
            })?,
        };
        let shift = shift && matches!(code, Code::Named(_));
        Ok(Chord { code, ctrl, alt, shift })
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, sign) in [(self.ctrl, "^"), (self.alt, "Alt+"), (self.shift, "⇧")] {
            if held {
                f.write_str(sign)?;
            }
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) => write!(f, "{c}"),
            Code::Named(name) => f.write_str(NAMES.iter().find(|(n, _)| *n == name).map_or(name, |(_, sign)| sign)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_key_name_is_told_the_right_one() {
        let error = "rihgt".parse::<Chord>().unwrap_err().to_string();
        assert!(error.contains("`right`"), "{error}");
    }
}
