//! What may happen to the explorer, by chance: keys, the mouse, pastes, garbage and other window sizes.

use crate::dice::Dice;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// Window sizes, those that nothing fits in among them.
const SIZES: [(u16, u16); 9] =
    [(120, 36), (80, 24), (40, 12), (39, 11), (100, 30), (200, 60), (1, 1), (0, 0), (500, 200)];

/// What is typed and pasted. No `/`: what leaves stays in the folder of the test.
const TEXTS: [&str; 14] = [
    "12k",
    "0",
    "5%",
    "1e999",
    "-3",
    "cost <= 1k",
    "30k to 100k",
    "bill.csv",
    "estimate.csv",
    "\u{1b}[2J\u{7}q\nq",
    "\u{202e}\u{200b}x",
    "日本語 👩‍👩‍👧 e\u{301}\u{301}\u{301}",
    "99999999999999999999999999999",
    "untitled",
];

/// Something that happens.
pub enum Deed {
    /// An event of the terminal.
    Event(Event),
    /// The window has another size.
    Resize((u16, u16)),
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Deed {
    Deed::Event(Event::Key(KeyEvent::new(code, modifiers)))
}

fn letter(dice: &mut Dice) -> Deed {
    let known = "hjklHLtuUcbposSRieynNP+/m<>?q 0123456789$.-%".as_bytes();
    let any = ['\u{0}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{301}', '日', '\u{1f468}', '\u{10ffff}'];
    match dice.below(12) {
        0 => key(KeyCode::Char(dice.one_of(&any)), KeyModifiers::NONE),
        1 => key(
            KeyCode::Char(dice.one_of(b"rcz1234567ualke") as char),
            dice.one_of(&[KeyModifiers::CONTROL, KeyModifiers::ALT]),
        ),
        _ => key(KeyCode::Char(dice.one_of(known) as char), KeyModifiers::NONE),
    }
}

fn named(dice: &mut Dice) -> Deed {
    let keys = [
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Down,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Insert,
        KeyCode::Null,
    ];
    let code = if dice.once_in(6) { KeyCode::F(1 + dice.below(13) as u8) } else { dice.one_of(&keys) };
    let held = if dice.once_in(5) { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    key(code, held)
}

fn mouse(dice: &mut Dice, (width, height): (u16, u16)) -> Deed {
    let mut at = |end: u16| match dice.below(8) {
        0 => 0,
        1 => end,
        2 => u16::MAX,
        _ => dice.below(u64::from(end.max(1))) as u16,
    };
    let (column, row) = (at(width), at(height));
    let left = MouseButton::Left;
    let kinds = [
        MouseEventKind::Down(left),
        MouseEventKind::Down(left),
        MouseEventKind::Drag(left),
        MouseEventKind::Up(left),
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollDown,
        MouseEventKind::Moved,
        MouseEventKind::ScrollLeft,
        MouseEventKind::Down(MouseButton::Right),
    ];
    let kind = dice.one_of(&kinds);
    Deed::Event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

/// What chance alone seldom does in a row: a file comes in, something leaves, a session is saved and opened.
pub fn errand(dice: &mut Dice) -> Vec<Deed> {
    let typed = |c| key(KeyCode::Char(c), KeyModifiers::NONE);
    let enter = || key(KeyCode::Enter, KeyModifiers::NONE);
    let paste = |text: &str| Deed::Event(Event::Paste(text.to_owned()));
    let esc = key(KeyCode::Esc, KeyModifiers::NONE);
    let look = |dice: &mut Dice| key(KeyCode::F(1 + dice.below(7) as u8), KeyModifiers::NONE);
    let mut deeds = vec![esc, look(dice)];
    match dice.below(5) {
        0 => deeds.extend([typed('i'), paste(dice.one_of(&["bill.csv", "estimate.csv", "broken.csv"])), enter()]),
        1 => {
            deeds.push(typed('e'));
            deeds.extend((0..dice.below(12)).map(|_| key(KeyCode::Down, KeyModifiers::NONE)));
            deeds.extend([enter(), enter(), enter()]);
        }
        2 => deeds.extend([typed('S'), paste(dice.one_of(&["one", "two", "three"])), enter()]),
        3 => deeds.extend([typed(dice.one_of(&['o', '+'])), key(KeyCode::Down, KeyModifiers::NONE), enter()]),
        _ => deeds.extend([typed(dice.one_of(&['n', '?', 'p', 'N'])), key(KeyCode::Down, KeyModifiers::NONE)]),
    }
    deeds
}

/// The next deed at a window size.
pub fn any(dice: &mut Dice, size: (u16, u16)) -> Deed {
    match dice.below(100) {
        0..=39 => named(dice),
        40..=74 => letter(dice),
        75..=92 => mouse(dice, size),
        93..=96 => Deed::Event(Event::Paste(dice.one_of(&TEXTS).to_owned())),
        97 if dice.once_in(50) => Deed::Event(Event::Paste("\u{1b}x".repeat(5 << 20))), // 10 MB
        97 => Deed::Event(Event::FocusLost),
        _ => Deed::Resize(dice.one_of(&SIZES)),
    }
}
