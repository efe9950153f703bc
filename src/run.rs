//! The loop: event → message → update → effect → draw; and the world that effects ask.

mod asked;
mod clock;
mod error;
mod input;
mod paths;
mod reader;
mod screen;
mod sessions;
mod terminal;
mod watch;
mod work;
mod world;

pub use clock::today;
pub use error::RunError;
pub use input::script;
pub use screen::{Look, frame, happen};
pub use terminal::{columns, install_panic_hook};
pub use watch::Watch;
pub use world::World;

use crate::app::{App, Effect, Msg, update};
use crate::keys::Chord;
use crate::session::KeptReport;
use crate::ui::Theme;
use crossterm::event::Event;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::any::Any;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};
use terminal::Terminal;

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
    /// News of a question.
    Looked(Msg),
    /// The terminal is gone.
    Gone,
    /// The thread that reads the terminal panicked: what it panicked with.
    Panicked(Box<dyn Any + Send>),
}

/// Whether the loop goes on.
pub(crate) enum Flow {
    On,
    Ended(End),
}

/// Plays chords, then runs the explorer in the terminal until it ends, reading the user's own catalog again whenever that
/// is told to change. The session is on disk when this returns, or the error says why not.
pub fn explore(
    app: &mut App,
    theme: &Theme,
    chords: &[Chord],
    world: impl FnOnce(Box<dyn Fn(KeptReport) + Send>) -> World,
    own: Option<Watch>,
) -> Result<End, RunError> {
    terminal::check()?;
    // Before the terminal is taken over: no signal ends the program while it is.
    let signals = signals()?;
    let (sender, receiver) = channel();
    let mut world = world(told_by_keeper(sender.clone()));
    let mut terminal = Terminal::enter()?;
    world.work_beside(sender.clone());
    if let Some(own) = own {
        own.tell(sender.clone());
    }
    listen(signals, sender)?;
    let end = match screen::play(app, &mut world, chords) {
        Flow::On => run(app, theme, &mut world, &mut terminal, &receiver),
        Flow::Ended(end) => Ok(end),
    };
    drop(terminal);
    world.sessions.finish_for_good(app)?;
    match end {
        // It was written to before its end was heard of.
        Err(RunError::Io(_)) if terminal::is_gone(false) => Ok(End::Signal(SIGHUP)),
        end => end,
    }
}

/// Hands news of the file to the loop. It belongs to the keeper's thread: where that panics, the loop hears of it as this is
/// dropped.
fn told_by_keeper(news: Sender<Happened>) -> Box<dyn Fn(KeptReport) + Send> {
    struct Keepers(Sender<Happened>);
    impl Drop for Keepers {
        fn drop(&mut self) {
            if thread::panicking() {
                drop(self.0.send(Happened::Panicked(Box::new("the keeper panicked"))));
            }
        }
    }
    let keepers = Keepers(news);
    Box::new(move |kept| {
        asked::panic_if_asked("keeper");
        drop(keepers.0.send(Happened::Kept(kept)));
    })
}

fn signals() -> io::Result<Signals> {
    Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])
}

/// Threads that wait for keys, signals and the terminal's end, so that the loop only ever waits for its channel.
fn listen(mut signals: Signals, sender: Sender<Happened>) -> io::Result<()> {
    let (keys, gone) = (sender.clone(), sender.clone());
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in &mut signals {
            drop(sender.send(Happened::Signal(signal)));
        }
    })?;
    thread::Builder::new().name("keys".into()).spawn(move || {
        let end = std::panic::catch_unwind(|| read_keys(&keys)).map_or_else(Happened::Panicked, |()| Happened::Gone);
        drop(keys.send(end));
    })?;
    // crossterm never tells: reading a terminal that is gone, it spins. And SIGHUP is for the shell alone.
    thread::Builder::new().name("hang-up".into()).spawn(move || {
        if terminal::is_gone(true) {
            drop(gone.send(Happened::Gone));
        }
    })?;
    Ok(())
}

fn read_keys(events: &Sender<Happened>) {
    while let Ok(event) = crossterm::event::read() {
        asked::panic_at_f12("keys", &event);
        if events.send(Happened::Terminal(event)).is_err() {
            return;
        }
    }
}

fn run(
    app: &mut App,
    theme: &Theme,
    world: &mut World,
    terminal: &mut Terminal,
    events: &Receiver<Happened>,
) -> Result<End, RunError> {
    world.sessions.keep_if_asked(app);
    world.look_into(app);
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
        world.sessions.keep_if_asked(app);
        world.look_into(app);
        if let Some(text) = world.take_copied() {
            terminal.copy(&text)?;
        }
        if world.take_redraw() {
            terminal.redraw()?;
        }
        terminal.draw(app, theme)?;
    }
    Ok(End::Quit)
}

fn take(event: Happened, app: &mut App, world: &mut World, terminal: &mut Terminal) -> Result<Flow, RunError> {
    match event {
        Happened::Signal(SIGCONT) => terminal.continued()?,
        Happened::Signal(SIGTSTP) => suspend(app, world, terminal)?,
        Happened::Signal(signal) => return Ok(Flow::Ended(End::Signal(signal))),
        Happened::Gone => return Ok(Flow::Ended(End::Signal(SIGHUP))),
        Happened::Panicked(panic) => std::panic::resume_unwind(panic),
        Happened::Kept(report) => drop(update(app, Msg::Kept(report))),
        Happened::Looked(news) => drop(update(app, news)),
        Happened::Terminal(Event::Resize(width, height)) => terminal.resize(width, height)?,
        Happened::Terminal(event) => {
            asked::panic_at_f12("loop", &event);
            for msg in input::messages(app, terminal.size(), &event) {
                let stop = |app: &App, world: &mut World| suspend(app, world, terminal);
                if let Flow::Ended(end) = pass(app, msg, world, stop)? {
                    return Ok(Flow::Ended(end));
                }
            }
        }
    }
    Ok(Flow::On)
}

/// One message, and whatever the world answers to its effect. `stop` is for the key that suspends.
fn pass<E>(
    app: &mut App,
    msg: Msg,
    world: &mut World,
    mut stop: impl FnMut(&App, &mut World) -> Result<(), E>,
) -> Result<Flow, E> {
    let mut msg = Some(msg);
    while let Some(next) = msg.take() {
        match update(app, next) {
            Some(Effect::Quit) => return Ok(Flow::Ended(End::Quit)),
            Some(Effect::Suspend) => stop(app, world)?,
            Some(effect) => msg = world.perform(app, effect),
            None => {}
        }
    }
    Ok(Flow::On)
}

/// Stops until the shell brings the program back, the session on disk: nobody knows for how long, or whether at all.
fn suspend(app: &App, world: &mut World, terminal: &mut Terminal) -> Result<(), RunError> {
    drop(world.sessions.finish(app)); // a failure is reported by the keeper, and tried again
    terminal.suspend()
}
