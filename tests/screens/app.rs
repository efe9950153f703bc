//! An explorer on a plan, and its screen after some keys.

use costtui::app::App;
use costtui::catalog::{self, Catalog};
use costtui::run::{self, Look, World};
use costtui::scenario::Scenario;
use costtui::session::Session;
use costtui::ui::Theme;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The day of every test.
const TODAY: &str = "2026-11-22";

fn of(catalog: Catalog, plan: &str) -> (App, World) {
    let catalog = Arc::new(catalog);
    let session = Session::new("untitled", Scenario::of(catalog.plan(plan).unwrap()));
    let (folder, path) = (PathBuf::from("no-such-folder"), PathBuf::from("no-such-folder/untitled.toml"));
    let world = World::new(folder, (path.clone(), None, None), false, |_| {});
    (App::new(catalog, session, path, TODAY.parse().unwrap()), world)
}

/// On the shipped catalog.
pub fn app(plan: &str) -> (App, World) {
    of(catalog::load(None).unwrap(), plan)
}

/// On a folder over the shipped catalog.
pub fn app_with(folder: &str, plan: &str) -> (App, World) {
    of(catalog::load(Some(Path::new(folder))).unwrap_or_else(|error| panic!("{error}")), plan)
}

/// The screen after keys.
pub fn screen_of(app: &mut App, world: &mut World, keys: &str, size: (u16, u16)) -> String {
    draw(app, world, keys, size, false)
}

/// The screen of a plan after keys.
pub fn screen(plan: &str, keys: &str, size: (u16, u16)) -> String {
    let (mut app, mut world) = app(plan);
    draw(&mut app, &mut world, keys, size, false)
}

/// The same in ASCII signs.
pub fn ascii(plan: &str, keys: &str, size: (u16, u16)) -> String {
    let (mut app, mut world) = app(plan);
    draw(&mut app, &mut world, keys, size, true)
}

fn draw(app: &mut App, world: &mut World, keys: &str, size: (u16, u16), ascii: bool) -> String {
    let chords = run::script(keys).unwrap();
    Look::Text.write(&run::frame(app, &Theme::new(true, ascii), world, &chords, size))
}
