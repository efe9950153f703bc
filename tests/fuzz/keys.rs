//! Keys, in words: what a script of keys has, `@40x12` for another size of the window, `~text` for what is pasted, `!3,4` for a click.

use crate::sessions::CATALOG;
use crate::{Came, held, laws};
use costtui::app::{App, Leaving, Msg, Overlay, Typed, update};
use costtui::export::Format;
use costtui::keys::{Chord, Code};
use costtui::run::{self, World};
use costtui::scenario::Scenario;
use costtui::session::Session;
use costtui::ui::Theme;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;
use tempfile::TempDir;

/// A bill and an estimate to take in.
const BILL: &str = include_str!("corpus/bill-csv/kinds-of-charges.csv");
const ESTIMATE: &str = "item,month\nServer,40\nDisk,12.50\n";

/// Words of an input that are played, and keys of one word.
const MOST_WORDS: usize = 30;
const MOST_KEYS: usize = 30;

/// A folder to work in: what is exported without one goes here.
fn works_in_a_folder_of_its_own() {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bill.csv"), BILL).unwrap();
        fs::write(folder.path().join("estimate.csv"), ESTIMATE).unwrap();
        std::env::set_current_dir(folder.path()).unwrap();
        folder
    });
}

struct Explorer {
    app: App,
    world: World,
    size: (u16, u16),
    seen: BTreeSet<String>,
    /// Where its sessions are.
    _folder: TempDir,
}

impl Explorer {
    fn begin() -> Self {
        works_in_a_folder_of_its_own();
        let folder = tempfile::tempdir().unwrap();
        let session = Session::new("untitled", Scenario::of(CATALOG.plan("zero-to-planetary").unwrap()));
        let path = folder.path().join("untitled.toml");
        let world = World::new(folder.path().to_owned(), (path.clone(), None, None), false, |_| {});
        let mut app = App::new(CATALOG.clone(), session, path, "2026-11-22".parse().unwrap());
        app.questions.asked.draws = 0; // the fewest: builds that are not released take their time
        Explorer { app, world, size: (80, 24), seen: BTreeSet::new(), _folder: folder }
    }

    fn happens(&mut self, event: &Event) {
        run::happen(&mut self.app, &mut self.world, event, self.size);
    }

    /// Whether a report or a page is about to leave, of which a few do: each has a hundred thousand draws.
    fn takes_its_time(&self) -> bool {
        let Overlay::Entry(entry) = &self.app.overlay else { return false };
        let slow = |leaving: &Leaving| matches!(leaving.format, Format::Html | Format::Markdown);
        matches!(&entry.typed, Typed::Export(leaving, _) if slow(leaving)) && !self.seen.len().is_multiple_of(8)
    }

    /// A word's events. What is no name of a key is typed.
    fn play(&mut self, word: &str) {
        if let Some(size) = word.strip_prefix('@') {
            self.size = pair(size, 'x').map_or(self.size, |(width, height)| (width.min(140), height.min(50)));
        } else if let Some(text) = word.strip_prefix('~') {
            self.happens(&Event::Paste(text.replace('/', "-"))); // what leaves stays in its folder
        } else if let Some((column, row)) = word.strip_prefix('!').and_then(|at| pair(at, ',')) {
            let kind = MouseEventKind::Down(MouseButton::Left);
            self.happens(&Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        } else {
            let chords = run::script(word).or_else(|_| run::script(&format!("lit:{word}"))).unwrap_or_default();
            for chord in chords.into_iter().take(MOST_KEYS) {
                let to_a_folder = chord.code == Code::Char('/') && matches!(self.app.overlay, Overlay::Entry(_));
                let left_out = to_a_folder || (chord.code == Code::Named("enter") && self.takes_its_time());
                key(chord).filter(|_| !left_out).iter().for_each(|event| self.happens(event));
            }
        }
    }

    /// What was asked meanwhile is answered where that is quick; then the screen is drawn.
    fn look(&mut self) {
        self.app.refresh();
        if let Some((number, question)) = self.app.take_question() {
            let quick = question.steps().is_none_or(|steps| steps <= 200) && self.seen.len().is_multiple_of(4);
            let found = quick.then(|| question.ask(&self.app.catalog, &|_| true)).flatten();
            update(&mut self.app, Msg::Answered(number, found));
        }
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let theme = Theme::new(true, false);
        let drawn = terminal.draw(|frame| costtui::ui::draw(&self.app, &theme, frame)).unwrap().buffer.clone();
        assert_eq!((drawn.area.width, drawn.area.height), self.size);
        held::nothing_drawn_acts(&drawn);
        held::what_is_selected_is_there(&self.app);
        let over = format!("{:?}", self.app.overlay);
        self.seen.insert(format!("{:?} {}", self.app.view, over.split([' ', '(']).next().unwrap_or_default()));
    }
}

fn pair(text: &str, apart: char) -> Option<(u16, u16)> {
    let (a, b) = text.split_once(apart)?;
    Some((a.parse().ok()?, b.parse().ok()?))
}

/// A chord as a terminal sends it.
fn key(chord: Chord) -> Option<Event> {
    let code = match chord.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Named("left") => KeyCode::Left,
        Code::Named("right") => KeyCode::Right,
        Code::Named("up") => KeyCode::Up,
        Code::Named("down") => KeyCode::Down,
        Code::Named("home") => KeyCode::Home,
        Code::Named("end") => KeyCode::End,
        Code::Named("pageup") => KeyCode::PageUp,
        Code::Named("pagedown") => KeyCode::PageDown,
        Code::Named("enter") => KeyCode::Enter,
        Code::Named("esc") => KeyCode::Esc,
        Code::Named("tab") => KeyCode::Tab,
        Code::Named("backspace") => KeyCode::Backspace,
        Code::Named("delete") => KeyCode::Delete,
        Code::Named(name) => KeyCode::F(name.strip_prefix('f')?.parse().ok()?),
    };
    let held =
        [(chord.ctrl, KeyModifiers::CONTROL), (chord.alt, KeyModifiers::ALT), (chord.shift, KeyModifiers::SHIFT)];
    let held = held.into_iter().filter(|(is, _)| *is).map(|(_, modifier)| modifier).collect();
    Some(Event::Key(KeyEvent::new(code, held)))
}

/// Keys: after each word the screen is drawn and steers no terminal, and at the end figures and session are whole.
pub fn keys(bytes: &[u8]) -> Came {
    let mut explorer = Explorer::begin();
    for word in laws::text(bytes).split_whitespace().take(MOST_WORDS) {
        explorer.play(word);
        explorer.look();
    }
    held::the_answer_is_of_the_scenario(&explorer.app);
    held::the_session_is_whole(&explorer.app);
    Came::taken(&explorer.seen)
}
