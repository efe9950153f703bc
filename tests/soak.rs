//! Keys, mouse events, pastes, garbage and window sizes by chance, through the real update and draw; after each the laws hold.
//!
//! `COSTTUI_SOAK=100000` asks for so many, and `COSTTUI_SEED=7` for others; the seed is told where it fails. `COSTTUI_SIZES=200`
//! draws every size up to that.

mod dice;
#[path = "soak/deeds.rs"]
mod deeds;
#[path = "soak/laws.rs"]
mod laws;

use costtui::app::{App, Msg, update};
use costtui::catalog;
use costtui::run::{self, World};
use costtui::scenario::Scenario;
use costtui::session::Session;
use costtui::ui::Theme;
use deeds::Deed;
use dice::Dice;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// A bill and an estimate to take in.
const BILL: &str = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,\
                    ChargePeriodEnd,ChargeCategory,ProviderName,ServiceCategory,ServiceName\n\
                    900,900,USD,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,\
                    Usage,AWS,Compute,Amazon Elastic Compute Cloud\n";
const ESTIMATE: &str = "item,month\nServer,40\nDisk,12.50\n";

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|asked| asked.parse().ok()).unwrap_or(otherwise)
}

struct Soak {
    app: App,
    world: World,
    theme: Theme,
    screen: (u16, u16),
    dice: Dice,
    /// The views and overlays that were drawn.
    seen: BTreeSet<String>,
}

impl Soak {
    fn begin(folder: &Path, seed: u64) -> Self {
        let catalog = Arc::new(catalog::load(None).unwrap());
        let session = Session::new("untitled", Scenario::of(catalog.plan("edunerve").unwrap()));
        let path = folder.join("untitled.toml");
        let world = World::new(folder.to_owned(), (path.clone(), None, None), true, |_| {});
        let app = App::new(catalog, session, path, "2026-11-22".parse().unwrap());
        Soak {
            app,
            world,
            theme: Theme::new(true, seed % 2 == 1),
            screen: (120, 36),
            dice: Dice::of(seed),
            seen: BTreeSet::new(),
        }
    }

    fn frame(&self, (width, height): (u16, u16)) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| costtui::ui::draw(&self.app, &self.theme, frame)).unwrap().buffer.clone()
    }

    /// Some deeds at once, as they come out of a terminal, and a frame after them.
    fn burst(&mut self, most: u64) -> u64 {
        let mut deeds: Vec<Deed> =
            (0..self.dice.below(most)).map(|_| deeds::any(&mut self.dice, self.screen)).collect();
        if self.dice.once_in(3) {
            deeds.extend(deeds::errand(&mut self.dice));
        }
        let count = deeds.len() as u64;
        for deed in deeds {
            match deed {
                Deed::Resize(size) => self.screen = size,
                Deed::Event(event) => drop(run::happen(&mut self.app, &mut self.world, &event, self.screen)),
            }
        }
        self.app.refresh();
        // Most questions are stopped, as by the next key: a build that is not released takes long to answer.
        if let Some((number, question)) = self.app.take_question() {
            let answer = self.dice.once_in(12) && question.steps().is_none_or(|steps| steps <= 20_000);
            let found = answer.then(|| question.ask(&self.app.catalog, &|_| true)).flatten();
            update(&mut self.app, Msg::Answered(number, found));
        }
        laws::nothing_drawn_acts(&self.frame(self.screen));
        laws::what_is_selected_is_there(&self.app);
        laws::the_answer_is_of_the_scenario(&self.app);
        if self.dice.once_in(20) {
            laws::the_session_is_whole(&self.app);
        }
        self.seen.insert(format!("{:?}", self.app.view));
        let over = format!("{:?}", self.app.overlay);
        self.seen.insert(over.split([' ', '(']).next().unwrap_or_default().to_owned());
        count
    }
}

/// Tells the seed where a step fails.
struct Told(u64, u64);

impl Drop for Told {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("COSTTUI_SEED={} fails after {} steps", self.0, self.1);
        }
    }
}

fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    status.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

/// Keys that lead to each view and overlay; `i` asks for a bill.
const STATES: [&str; 17] =
    ["f1", "f2", "f3", "f4", "f4 tab*3", "f5", "f6", "f7", "enter", "?", "p", "e", "n", "o", "lit:12", "S", "i"];

/// The sizes that a state is drawn in. Too small a screen says so whatever is shown: all of those are drawn once without and once
/// with something over it.
fn sizes(keys: &str, most: u16) -> impl Iterator<Item = (u16, u16)> {
    let every = ["f1", "p"].contains(&keys);
    let all = (0..=most).flat_map(move |width| (0..=most).map(move |height| (width, height)));
    let all =
        all.filter(move |(width, height)| every || *width >= 40 && *height >= 12 || *height == 0 || width == height);
    all.chain([(500, 200), (1000, 12), (40, 500)])
}

/// What fits in no less than 40 × 12 says so below that; nothing that is drawn reaches beyond the screen.
fn is_drawn(soak: &Soak, keys: &str, size: (u16, u16)) {
    let drawn = soak.frame(size);
    laws::nothing_drawn_acts(&drawn);
    assert_eq!((drawn.area.width, drawn.area.height), size, "{keys}");
    let text = run::Look::Text.write(&drawn);
    let (fits, asks) = (size.0 >= 40 && size.1 >= 12, text.contains("costtui needs"));
    assert!(!fits || !asks, "{keys} at {size:?}:\n{text}");
    assert!(fits || size.0 < 35 || size.1 == 0 || asks, "{keys} at {size:?}:\n{text}");
}

/// All sizes up to 40 × 40, or to as much as `COSTTUI_SIZES` asks for.
#[test]
fn every_size_up_to_40_and_500_by_200_is_drawn_in_every_view_and_overlay() {
    let folder = tempfile::tempdir().unwrap();
    let bill = folder.path().join("bill.csv");
    fs::write(&bill, BILL).unwrap();
    let most = u16::try_from(asked("COSTTUI_SIZES", 40)).unwrap();
    let drawn = |states: &[&str]| {
        for keys in states {
            let mut soak = Soak::begin(folder.path(), 2);
            soak.app.questions.asked.draws = 0; // the fewest: builds that are not released take their time
            let incoming = format!("i lit:{} enter", bill.display());
            for chord in run::script(if *keys == "i" { &incoming } else { keys }).unwrap() {
                run::frame(&mut soak.app, &soak.theme, &mut soak.world, &[chord], (120, 36));
            }
            sizes(keys, most).for_each(|size| is_drawn(&soak, keys, size));
        }
    };
    let (some, others) = STATES.split_at(STATES.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| drawn(some));
        drawn(others);
    });
}

#[test]
fn twenty_thousand_keys_pastes_clicks_and_sizes_break_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bill.csv"), BILL).unwrap();
    fs::write(folder.path().join("estimate.csv"), ESTIMATE).unwrap();
    // What is exported without a folder goes here.
    std::env::set_current_dir(folder.path()).unwrap();
    let (steps, first) = (asked("COSTTUI_SOAK", 20_000), asked("COSTTUI_SEED", 1));
    let (begun, mut done, mut at_first) = (Instant::now(), 0, 0);
    // What was asked for by hand may take its time.
    let most = if steps > 20_000 { 10 } else { 40 };
    let mut seen = BTreeSet::new();
    for seed in first.. {
        let mut told = Told(seed, 0);
        let mut soak = Soak::begin(folder.path(), seed);
        // A new session now and then: in one alone everything ends up at its ends.
        while told.1 < 2_000 && done < steps {
            let deeds = soak.burst(most);
            (told.1, done) = (told.1 + deeds, done + deeds);
        }
        seen.append(&mut soak.seen);
        at_first = if at_first == 0 { memory() } else { at_first };
        if done >= steps {
            break;
        }
    }
    let (seconds, grown) = (begun.elapsed().as_secs_f64(), memory().saturating_sub(at_first) >> 20);
    eprintln!(
        "{done} steps in {seconds:.1} s; memory {} MB after the first 2,000, {grown} MB more since",
        at_first >> 20
    );
    assert!(done >= steps && grown < 200);
    let drawn =
        ["Explore", "Compare", "Cards", "Sensitivity", "Forecast", "Risk", "Sources", "Entry", "Explain", "Notes"];
    let over = ["Help", "Incoming", "Exports", "Plans", "Sessions", "None"];
    assert!(drawn.iter().chain(&over).all(|name| seen.contains(*name)), "not everything was drawn: {seen:?}");
    let left = fs::read_dir(folder.path())
        .unwrap()
        .filter_map(|entry| entry.ok()?.path().extension().map(|ext| ext.to_owned()));
    let formats: BTreeSet<_> = left.collect();
    assert!(formats.len() >= 6, "not much was exported: {formats:?}");
}
