//! Every colour and glyph; nothing else names one. Colours are the terminal's own sixteen, so light and dark are its choice.

use crate::text::width;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

/// How things look.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Whether colours are used at all (`NO_COLOR`).
    colour: bool,
    /// The signs.
    pub glyphs: &'static Glyphs,
}

/// The signs, in one of two forms.
#[derive(Debug)]
pub struct Glyphs {
    /// Frames of panes.
    pub border: border::Set<'static>,
    /// A slider's track before and after its thumb.
    pub track: (&'static str, &'static str),
    /// A slider's thumb.
    pub thumb: &'static str,
    /// Where a slider stood at the baseline.
    pub was: &'static str,
    /// The selected row.
    pub point: &'static str,
    /// Around a choice.
    pub choice: (&'static str, &'static str),
    /// Parts of a bar's last cell, eighths where there are nine.
    pub bar: &'static [&'static str],
    /// The part of a bar that levers took.
    pub lost: &'static str,
    /// The part of a swing that is more than now.
    pub less_full: &'static str,
    /// Shades of a heat map, from nothing to full.
    pub shades: [&'static str; 4],
    /// The losses of a heat map, from little to much.
    pub losses: [&'static str; 4],
    /// Parts of a column's last cell, from below.
    pub rise: &'static [&'static str],
    /// A bar of what a card has no price for.
    pub hatched: &'static str,
    /// More, less, fine, beware.
    pub signs: Signs,
    /// Whether curves are drawn in braille.
    pub braille: bool,
    /// Parts of the curve's axis: cliff, cursor, thumb on the axis.
    pub rule: (&'static str, &'static str),
}

/// Signs that say what colour says.
#[derive(Debug)]
pub struct Signs {
    /// More than before.
    pub up: &'static str,
    /// Less than before.
    pub down: &'static str,
    /// Fine.
    pub good: &'static str,
    /// Beware.
    pub bad: &'static str,
    /// Neither.
    pub dot: &'static str,
}

static UNICODE: Glyphs = Glyphs {
    border: border::ROUNDED,
    track: ("━", "─"),
    thumb: "●",
    was: "┆",
    point: "▸",
    choice: ("‹", "›"),
    bar: &[" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    lost: "░",
    less_full: "▓",
    shades: ["░", "▒", "▓", "█"],
    losses: ["·", ":", "╱", "╳"],
    rise: &[" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    hatched: "▒",
    signs: Signs { up: "▲", down: "▼", good: "✓", bad: "!", dot: "·" },
    braille: true,
    rule: ("┊", "│"),
};

static ASCII: Glyphs = Glyphs {
    border: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    track: ("=", "-"),
    thumb: "O",
    was: "'",
    point: ">",
    choice: ("<", ">"),
    bar: &[" ", "#"],
    lost: ".",
    less_full: "=",
    shades: [".", ":", "+", "#"],
    losses: ["-", "=", "x", "X"],
    rise: &[" ", "#"],
    hatched: "%",
    signs: Signs { up: "^", down: "v", good: "*", bad: "!", dot: "." },
    braille: false,
    rule: (":", "|"),
};

impl Theme {
    /// A look with or without colour, in Unicode or ASCII signs.
    pub fn new(colour: bool, ascii: bool) -> Self {
        Theme { colour, glyphs: if ascii { &ASCII } else { &UNICODE } }
    }

    /// Text of the ASCII form: what has no ASCII sign is written out.
    pub fn text<'a>(&self, text: &'a str) -> std::borrow::Cow<'a, str> {
        if self.glyphs.braille || text.is_ascii() {
            return text.into();
        }
        text.chars()
            .map(|c| match c {
                '—' | '–' | '−' => "-".to_owned(),
                '…' => "~".to_owned(),
                '≥' => ">=".to_owned(),
                '≤' => "<=".to_owned(),
                '≠' => "!=".to_owned(),
                '×' => "x".to_owned(),
                '“' | '”' => "\"".to_owned(),
                '÷' => "/".to_owned(),
                '·' => ".".to_owned(),
                '▒' => "%".to_owned(),
                '›' => ">".to_owned(),
                '←' => "Left".to_owned(),
                '→' => "Right".to_owned(),
                '↑' => "Up".to_owned(),
                '↓' => "Down".to_owned(),
                '⇧' => "Shift+".to_owned(),
                '⌫' => "Backspace".to_owned(),
                c if c.is_ascii() => c.to_string(),
                // As wide as it is: nothing for a mark.
                c => "?".repeat(width(c.encode_utf8(&mut [0; 4]))),
            })
            .collect::<String>()
            .into()
    }

    /// Ordinary text.
    pub fn plain(&self) -> Style {
        Style::new()
    }

    /// The one figure a pane exists for.
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Labels and units.
    pub fn dim(&self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What has the focus.
    pub fn accent(&self) -> Style {
        self.coloured(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// What is in the accent's colour without being the focus: cursor and thumb.
    pub fn trace(&self) -> Style {
        self.coloured(Color::Cyan)
    }

    /// What went well; always beside a sign. Green and magenta are told apart without seeing red and green.
    pub fn good(&self) -> Style {
        self.coloured(Color::Green)
    }

    /// What went badly; always beside a sign.
    pub fn bad(&self) -> Style {
        self.coloured(Color::Magenta)
    }

    /// The selected row of a list, or the key of the bottom line.
    pub fn chosen(&self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    fn coloured(&self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }
}
