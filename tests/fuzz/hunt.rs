//! A hunt: a target's inputs one after the other, with an eye on what panics and on what does not end.

use crate::dice::Dice;
use crate::stock::Stock;
use crate::{Came, Target};
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Once};
use std::thread;
use std::time::{Duration, Instant};

/// How long one input may take. Builds that are not released take their time, and other programs may run beside them.
pub const LONGEST_TAKE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// Inputs that bring something new and are kept to be changed further.
const MOST_KEPT: usize = 2000;

/// Inputs that are tried to make one that fails smaller: twice as many as the longest has bytes are seldom needed.
const MOST_SHRINKING: usize = 2_000;

/// How much is to be tried.
#[derive(Clone, Copy)]
pub struct Effort {
    /// Inputs.
    pub executions: u64,
    /// The time after which no other is tried.
    pub time: Duration,
    /// What they are drawn from.
    pub seed: u64,
    /// Threads that share them.
    pub threads: u64,
    /// How long one may take.
    pub longest: Duration,
}

/// What came of a hunt.
#[derive(Default)]
pub struct Caught {
    /// Inputs that were tried.
    pub executions: u64,
    /// Of those, how many were taken rather than refused.
    pub taken: u64,
    /// What came of them, each once.
    pub kinds: HashSet<Came>,
    /// The longest that one took.
    pub slowest: Duration,
    /// What failed, each kind once: the words of the failure, with the file that holds the input.
    pub failures: Vec<(String, PathBuf)>,
}

impl Caught {
    /// Keeps an input that fails, made smaller; the first of each kind.
    fn fails(&mut self, target: &Target, input: &[u8], words: &str) {
        if self.failures.iter().any(|(known, _)| place_of(known) == place_of(words)) {
            return;
        }
        let small = shrunk(target, input, words);
        let words = tried(target, &small).err().unwrap_or_else(|| words.to_owned());
        let kind = crc32fast::hash(place_of(&words).as_bytes());
        let file = folder().join(format!("{}-{kind:08x}.input", target.name));
        fs::write(&file, small).expect("the target folder can be written");
        self.failures.push((words, file));
    }

    fn join(&mut self, other: Caught) {
        self.executions += other.executions;
        self.taken += other.taken;
        self.kinds.extend(other.kinds);
        self.slowest = self.slowest.max(other.slowest);
        let is_new = |words: &String| self.failures.iter().all(|(known, _)| place_of(known) != place_of(words));
        let new: Vec<_> = other.failures.into_iter().filter(|(words, _)| is_new(words)).collect();
        self.failures.extend(new);
    }
}

/// Where inputs that fail are left.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

thread_local! {
    /// The words of the last panic, in threads that hunt.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Panics of threads that hunt are kept rather than printed.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let hunts = SAID.with_borrow_mut(|said| said.as_mut().map(|said| *said = info.to_string()).is_some());
            if !hunts {
                before(info);
            }
        }));
    });
}

/// One input: what came of it, or the words of its panic.
pub fn tried(target: &Target, input: &[u8]) -> Result<Came, String> {
    listen();
    SAID.set(Some(String::new()));
    let done = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let said = SAID.take().unwrap_or_default();
    done.map_err(|panic: Box<dyn Any + Send>| {
        drop(panic);
        said
    })
}

/// Where in the program a panic was: its first line.
fn place_of(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

/// The smallest input found that fails at the same place.
fn shrunk(target: &Target, input: &[u8], words: &str) -> Vec<u8> {
    let mut small = input.to_vec();
    let (mut step, mut tries) = (small.len().div_ceil(2), 0);
    while step > 0 {
        let mut from = 0;
        while from < small.len() && tries < MOST_SHRINKING {
            tries += 1;
            let mut less = small.clone();
            less.drain(from..(from + step).min(less.len()));
            match tried(target, &less) {
                Err(other) if place_of(&other) == place_of(words) => small = less,
                _ => from += step,
            }
        }
        step /= 2;
    }
    small
}

/// The clock of one thread: when it began with an input, in microseconds, and 0 between two.
type Clock = Arc<AtomicU64>;

/// Tries inputs on some threads. One that does not end fails the test at once: nobody can stop it.
pub fn hunt(target: &'static Target, inputs: &[Vec<u8>], effort: Effort) -> Caught {
    let (begun, (sender, results)) = (Instant::now(), channel());
    let mut stock = Stock::of(inputs.to_vec());
    let mut caught = Caught::default();
    for (at, input) in inputs.iter().enumerate() {
        match tried(target, input) {
            Ok(came) if came.taken => stock.is_taken(at),
            Ok(_) => {}
            Err(words) => caught.fails(target, input, &words),
        }
    }
    let clocks: Vec<Clock> = (0..effort.threads).map(|_| Clock::default()).collect();
    for (number, clock) in clocks.iter().enumerate() {
        let (clock, sender, stock) = (clock.clone(), sender.clone(), stock.clone());
        let share = effort.executions / effort.threads;
        let mut hunter = Hunter {
            target,
            stock,
            dice: Dice::of(effort.seed.wrapping_mul(1_000).wrapping_add(number as u64)),
            now: folder().join(format!("{}-{number}.now", target.name)),
            caught: Caught::default(),
        };
        thread::spawn(move || {
            hunter.go(share, effort.time, begun, &clock);
            let _ = sender.send(hunter.caught);
        });
    }
    drop(sender);
    loop {
        match results.recv_timeout(Duration::from_millis(100)) {
            Ok(part) => caught.join(part),
            Err(RecvTimeoutError::Disconnected) => return caught,
            Err(RecvTimeoutError::Timeout) => {}
        }
        for (number, clock) in clocks.iter().enumerate() {
            let (since, now) = (clock.load(Ordering::Relaxed), begun.elapsed());
            let taken = now.saturating_sub(Duration::from_micros(since));
            let file = folder().join(format!("{}-{number}.now", target.name));
            assert!(
                since == 0 || taken <= effort.longest,
                "{}: an input does not end within {:?}: it is {}",
                target.name,
                effort.longest,
                file.display()
            );
        }
    }
}

/// One thread of a hunt.
struct Hunter {
    target: &'static Target,
    stock: Stock,
    dice: Dice,
    /// The file that holds the input that is tried, also where it ends the whole program.
    now: PathBuf,
    caught: Caught,
}

impl Hunter {
    fn go(&mut self, executions: u64, time: Duration, begun: Instant, clock: &Clock) {
        let now = File::create(&self.now).expect("the target folder can be written");
        for _ in (0..executions).take_while(|_| begun.elapsed() < time) {
            let input = self.stock.next(&mut self.dice);
            now.write_all_at(&input, 0)
                .and_then(|()| now.set_len(input.len() as u64))
                .expect("an input is written down");
            let from = begun.elapsed();
            clock.store(from.as_micros().max(1) as u64, Ordering::Relaxed);
            let came = tried(self.target, &input);
            clock.store(0, Ordering::Relaxed);
            self.caught.slowest = self.caught.slowest.max(begun.elapsed() - from);
            self.caught.executions += 1;
            match came {
                Ok(came) => {
                    self.caught.taken += u64::from(came.taken);
                    if self.caught.kinds.insert(came) && self.stock.inputs().len() < MOST_KEPT {
                        self.stock.add(input, came.taken);
                    }
                }
                Err(words) => self.caught.fails(self.target, &input, &words),
            }
        }
        let _ = fs::remove_file(&self.now);
    }
}
