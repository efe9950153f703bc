//! Terminal events and key scripts to messages.

use crate::app::{App, Command, Msg, Overlay};
use crate::keys::{self, Chord, Code, Place, UnknownKey};
use crate::ui;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

/// What an event asks for.
pub(super) fn messages(app: &App, screen: Rect, event: &Event) -> Vec<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            chord_of(key).map(|chord| pressed(app, chord)).unwrap_or_default()
        }
        Event::Paste(text) => vec![Msg::Paste(text.clone())],
        Event::Mouse(mouse) => pointed(app, screen, mouse),
        _ => Vec::new(),
    }
}

/// The messages of a chord: what the table says, else a typed character.
fn pressed(app: &App, chord: Chord) -> Vec<Msg> {
    let place = match app.overlay {
        Overlay::None => Place::Panes,
        Overlay::Entry(_) => Place::Entry,
        Overlay::Incoming => Place::Incoming,
        _ => Place::Overlay,
    };
    match (keys::find(place, chord), chord.code) {
        (Some(command), _) => vec![Msg::Do(command)],
        (None, Code::Char(c)) if !chord.ctrl && !chord.alt => vec![Msg::Type(c)],
        _ => Vec::new(),
    }
}

fn chord_of(key: &KeyEvent) -> Option<Chord> {
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Left => keys::named("left")?,
        KeyCode::Right => keys::named("right")?,
        KeyCode::Up => keys::named("up")?,
        KeyCode::Down => keys::named("down")?,
        KeyCode::Home => keys::named("home")?,
        KeyCode::End => keys::named("end")?,
        KeyCode::PageUp => keys::named("pageup")?,
        KeyCode::PageDown => keys::named("pagedown")?,
        KeyCode::Enter => keys::named("enter")?,
        KeyCode::Esc => keys::named("esc")?,
        KeyCode::Tab | KeyCode::BackTab => keys::named("tab")?,
        KeyCode::Backspace => keys::named("backspace")?,
        KeyCode::Delete => keys::named("delete")?,
        KeyCode::F(number) => keys::named(&format!("f{number}"))?,
        _ => return None,
    };
    let held = |modifier| key.modifiers.contains(modifier);
    let shift = matches!(code, Code::Named(_)) && (held(KeyModifiers::SHIFT) || key.code == KeyCode::BackTab);
    Some(Chord { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

fn pointed(app: &App, screen: Rect, mouse: &MouseEvent) -> Vec<Msg> {
    let at = |drag| ui::hit(app, screen, mouse.column, mouse.row, drag);
    let over = !matches!(app.overlay, Overlay::None);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => at(false).into_iter().collect(),
        MouseEventKind::Drag(MouseButton::Left) => at(true).into_iter().collect(),
        MouseEventKind::ScrollUp if over => vec![Msg::Do(Command::Move(-1))],
        MouseEventKind::ScrollDown if over => vec![Msg::Do(Command::Move(1))],
        MouseEventKind::ScrollUp => turned(at(false), true),
        MouseEventKind::ScrollDown => turned(at(false), false),
        _ => Vec::new(),
    }
}

/// The wheel points at a row of the what-if pane and turns its value; elsewhere it moves along the rows.
fn turned(at: Option<Msg>, up: bool) -> Vec<Msg> {
    use crate::app::Pane;
    let turn = Msg::Do(Command::Adjust { up, coarse: false });
    match at {
        Some(Msg::Drag(row, _) | Msg::Point(Pane::WhatIf, row)) => vec![Msg::Point(Pane::WhatIf, row), turn],
        Some(Msg::PointCard(_) | Msg::PointRow(_)) => vec![Msg::Do(Command::Move(if up { -1 } else { 1 }))],
        Some(Msg::PointSources(side, _)) => {
            vec![Msg::PointSources(side, None), Msg::Do(Command::Move(if up { -1 } else { 1 }))]
        }
        Some(Msg::Point(..)) => vec![Msg::Do(Command::Move(if up { -1 } else { 1 }))],
        _ => Vec::new(),
    }
}

/// The chords of a key script: names and characters parted by spaces, `lit:` before text that is typed letter by letter.
pub fn script(text: &str) -> Result<Vec<Chord>, UnknownKey> {
    let mut chords = Vec::new();
    for word in text.split_whitespace() {
        match word.strip_prefix("lit:") {
            Some(typed) => chords.extend(typed.chars().map(|c| Chord {
                code: Code::Char(c),
                ctrl: false,
                alt: false,
                shift: false,
            })),
            None => {
                let (word, times) =
                    word.rsplit_once('*').and_then(|(w, n)| Some((w, n.parse().ok()?))).unwrap_or((word, 1usize));
                let chord: Chord = word.parse()?;
                chords.extend(std::iter::repeat_n(chord, times.min(100_000)));
            }
        }
    }
    Ok(chords)
}

/// The messages of a scripted chord.
pub(super) fn scripted(app: &App, chord: Chord) -> Vec<Msg> {
    pressed(app, chord)
}
