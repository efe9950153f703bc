//! The loop: event → message → update → effect → draw; and the world that effects ask.

mod input;
mod screen;
mod terminal;
mod world;

pub use input::script;
pub use screen::{Look, frame};
pub use terminal::install_panic_hook;
pub use world::World;

use crate::app::{App, Msg, update};
use crate::keys::Chord;
use crate::session::KeptReport;
use crate::ui::Theme;
use crossterm::event::Event;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};
use terminal::Terminal;

/// Why the explorer could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no terminal to draw on.
    #[error("{0}")]
    NoTerminal(String),
    /// The session could not be written.
    #[error("the last changes are not saved: {0}")]
    NotSaved(#[from] crate::session::store::SaveError),
    /// The terminal could not be read or written.
    #[error("the terminal: {0}")]
    Io(#[from] io::Error),
}

/// How the explorer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The user left.
    Quit,
    /// A signal came: the shell expects 128 + its number.
    Signal(i32),
}

/// What the loop waits for.
pub(crate) enum Happened {
    Terminal(Event),
    Signal(i32),
    Kept(KeptReport),
    /// The terminal is gone.
    Gone,
}

/// Whether the loop goes on.
pub(crate) enum Flow {
    On,
    Ended(End),
}

/// Plays chords, then runs the explorer in the terminal until it ends. The session is on disk when this returns, or the error says why not.
pub fn explore(
    app: &mut App,
    theme: &Theme,
    chords: &[Chord],
    world: impl FnOnce(Box<dyn Fn(KeptReport) + Send>) -> World,
) -> Result<End, RunError> {
    terminal::check()?;
    let (sender, receiver) = channel();
    let report = sender.clone();
    let mut world = world(Box::new(move |kept| drop(report.send(Happened::Kept(kept)))));
    let mut terminal = Terminal::enter()?;
    listen(sender)?;
    screen::play(app, &mut world, chords);
    let end = run(app, theme, &mut world, &mut terminal, &receiver);
    drop(terminal);
    world.finish(app)?;
    end
}

/// Threads that wait for keys and signals, so that the loop only ever waits for its channel.
fn listen(sender: Sender<Happened>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let keys = sender.clone();
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in &mut signals {
            drop(sender.send(Happened::Signal(signal)));
        }
    })?;
    thread::Builder::new().name("keys".into()).spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            if keys.send(Happened::Terminal(event)).is_err() {
                return;
            }
        }
        drop(keys.send(Happened::Gone));
    })?;
    Ok(())
}

fn run(
    app: &mut App,
    theme: &Theme,
    world: &mut World,
    terminal: &mut Terminal,
    events: &Receiver<Happened>,
) -> Result<End, RunError> {
    terminal.draw(app, theme)?;
    // A sender lives in each thread, so the channel never closes before a signal or the terminal's end is heard.
    while let Ok(first) = events.recv() {
        let mut next = Some(first);
        while let Some(event) = next {
            if let Flow::Ended(end) = take(event, app, world, terminal)? {
                return Ok(end);
            }
            next = events.try_recv().ok();
        }
        world.keep_if_asked(app);
        terminal.draw(app, theme)?;
    }
    Ok(End::Quit)
}

fn take(event: Happened, app: &mut App, world: &mut World, terminal: &mut Terminal) -> Result<Flow, RunError> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP};
    match event {
        Happened::Signal(SIGCONT) => terminal.redraw(),
        Happened::Signal(SIGTSTP) => terminal.suspend()?,
        Happened::Signal(signal) => return Ok(Flow::Ended(End::Signal(signal))),
        Happened::Gone => return Ok(Flow::Ended(End::Signal(SIGHUP))),
        Happened::Kept(report) => drop(update(app, Msg::Kept(report))),
        Happened::Terminal(Event::Resize(width, height)) => terminal.resize(width, height)?,
        Happened::Terminal(event) => {
            for msg in input::messages(app, terminal.size(), &event) {
                if let Flow::Ended(end) = pass(app, msg, world, terminal)? {
                    return Ok(Flow::Ended(end));
                }
            }
        }
    }
    Ok(Flow::On)
}

/// One message, and whatever the world answers to its effect.
fn pass(app: &mut App, msg: Msg, world: &mut World, terminal: &mut Terminal) -> Result<Flow, RunError> {
    use crate::app::Effect;
    let mut msg = Some(msg);
    while let Some(next) = msg.take() {
        match update(app, next) {
            Some(Effect::Quit) => return Ok(Flow::Ended(End::Quit)),
            Some(Effect::Suspend) => terminal.suspend()?,
            Some(effect) => msg = world.perform(app, effect),
            None => {}
        }
    }
    Ok(Flow::On)
}
