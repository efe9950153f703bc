//! The terminal: taken over, given back however the program ends, drawn with one write a frame.

mod abort;

use super::RunError;
use crate::app::App;
use crate::import::bill::is_guarded;
use crate::text::clean_prose;
use crate::ui::{self, Theme};
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{env, thread};

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// A terminal larger than this is used up to here: a size is only a claim, and a buffer is allocated for it.
const LARGEST: (u16, u16) = (1000, 500);

/// Refuses what can't show the explorer, with what can be done instead.
pub(super) fn check() -> Result<(), RunError> {
    let instead = "`costtui quote` and `costtui --print` work without one";
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(RunError::NoTerminal(format!("the explorer needs a terminal; {instead}")));
    }
    match env::var("TERM") {
        Ok(term) if !term.is_empty() && term != "dumb" => Ok(()),
        _ => Err(RunError::NoTerminal(format!(
            "the explorer needs a terminal that can place text (TERM is dumb or unset); {instead}"
        ))),
    }
}

/// Columns of the terminal that standard output goes to; none where it goes to a file or to another program.
pub fn columns() -> Option<usize> {
    let size = io::stdout().is_terminal().then(crossterm::terminal::size)?;
    size.ok().map(|(columns, _)| usize::from(columns.min(LARGEST.0)))
}

/// What to say of panics once the terminal is given back.
static LATER: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Gives the terminal back before a panic of its own thread is reported. Other threads' panics are reported when it is
/// given back: their text would land in the middle of the screen.
/// What only a damaged file brought about is told by who reads it.
pub fn install_panic_hook(report: impl Fn(&PanicHookInfo) -> String + Send + Sync + 'static) {
    let owner = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if is_guarded() {
            return;
        }
        if thread::current().id() == owner {
            give_back();
            return tell(&report(panic));
        }
        let mut later = LATER.lock().unwrap_or_else(PoisonError::into_inner);
        if TAKEN.load(Ordering::SeqCst) {
            later.push(format!("thread '{}' {panic}", thread::current().name().unwrap_or_default()));
        } else {
            tell(&report(panic));
        }
    }));
}

/// Says it on stderr, without what acts; silent where that is gone.
fn tell(report: &str) {
    let _ = writeln!(io::stderr(), "{}", clean_prose(report));
}

fn take_over() -> io::Result<()> {
    abort::guard(|| {
        let mut bytes = Vec::new();
        let _ = leave(&mut bytes); // a vector takes what it is given
        bytes
    });
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, cursor::Hide)
}

fn leave(out: &mut impl Write) -> io::Result<()> {
    execute!(out, DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, cursor::Show)
}

/// Idempotent, and silent but for panics that wait to be reported: it also runs when the terminal is gone.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = leave(&mut io::stdout());
    let _ = disable_raw_mode();
    LATER.lock().unwrap_or_else(PoisonError::into_inner).drain(..).for_each(|report| tell(&report));
}

/// Whether the terminal is gone; if asked to, waits until it is. False where the system can't tell.
pub(super) fn is_gone(wait: bool) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    loop {
        // Without a wish for input: what is typed wakes nobody.
        let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut fds, (!wait).then_some(&at_once)) {
            Ok(_) => return fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR),
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// What ratatui draws into; a frame leaves in one write.
#[derive(Clone, Default)]
struct Page(Rc<RefCell<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Marks of a synchronized update (DEC mode 2026): the terminal shows the frame at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The terminal while it is ours.
pub(super) struct Terminal {
    drawn: ratatui::Terminal<CrosstermBackend<Page>>,
    page: Page,
    /// What ratatui writes for a frame in which nothing changed.
    nothing: Vec<u8>,
    size: Rect,
    /// Whether the next SIGCONT is the one that ended [`Terminal::suspend`].
    resumed: bool,
}

impl Terminal {
    /// Takes the terminal over.
    pub(super) fn enter() -> Result<Self, RunError> {
        Self::taken().inspect_err(|_| give_back())
    }

    fn taken() -> Result<Self, RunError> {
        take_over()?;
        // The handler of window changes is installed at the first poll: before the first draw, or one could be lost.
        crossterm::event::poll(std::time::Duration::ZERO)?;
        let (width, height) = crossterm::terminal::size()?;
        let (page, size) = (Page::default(), held(width, height));
        let options = TerminalOptions { viewport: Viewport::Fixed(size) };
        let mut drawn = ratatui::Terminal::with_options(CrosstermBackend::new(page.clone()), options)?;
        drawn.draw(|_| {})?;
        let nothing = page.0.take();
        // Another screen is not always an empty one: what a killed program left would show through where nothing is drawn.
        queue!(page.clone(), Clear(ClearType::All))?;
        Ok(Terminal { drawn, page, nothing, size, resumed: false })
    }

    /// The screen as it is drawn.
    pub(super) fn size(&self) -> Rect {
        self.size
    }

    /// Everything is drawn anew, over whatever another program wrote there.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        queue!(self.page, Clear(ClearType::All))?;
        self.drawn.resize(self.size)
    }

    /// Another window size: everything is drawn anew.
    pub(super) fn resize(&mut self, width: u16, height: u16) -> io::Result<()> {
        self.size = held(width, height);
        self.redraw()
    }

    /// Continued. Where it was stopped behind our back, a shell has had the terminal: it is taken over anew.
    pub(super) fn continued(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.resumed) {
            return Ok(());
        }
        disable_raw_mode()?; // else crossterm takes the raw mode for granted
        self.take_again()
    }

    /// Draws what changed, in one write; nothing is written when nothing did.
    pub(super) fn draw(&mut self, app: &mut App, theme: &Theme) -> Result<(), RunError> {
        app.refresh();
        self.drawn.draw(|frame| ui::draw(app, theme, frame))?;
        let mut frame = self.page.0.borrow_mut();
        if *frame != self.nothing {
            let mut out = Vec::with_capacity(frame.len() + BEGIN.len() + END.len());
            out.extend_from_slice(BEGIN);
            out.extend_from_slice(&frame);
            out.extend_from_slice(END);
            let mut stdout = io::stdout().lock();
            stdout.write_all(&out)?;
            stdout.flush()?;
        }
        frame.clear();
        Ok(())
    }

    /// Has the terminal take a text to its clipboard (OSC 52), also over ssh; one that does not know how does nothing.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Gives the terminal back, stops, and takes it over again when continued.
    pub(super) fn suspend(&mut self) -> Result<(), RunError> {
        give_back();
        // SIGSTOP rather than SIGTSTP: the kernel drops the latter for a process group without a shell.
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
        self.resumed = true;
        self.take_again()?;
        Ok(())
    }

    /// Whatever is on the screen, the next frame is drawn whole.
    fn take_again(&mut self) -> io::Result<()> {
        take_over()?;
        let (width, height) = crossterm::terminal::size()?;
        self.resize(width, height)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn held(width: u16, height: u16) -> Rect {
    Rect::new(0, 0, width.min(LARGEST.0), height.min(LARGEST.1))
}
