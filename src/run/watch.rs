//! Hears when the user's own catalog changes, and reads it again. It waits for the system to tell, and looks at nothing before.

use super::{Happened, panic_if_asked};
use crate::app::Msg;
use crate::catalog;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// Editors write a file in several steps: it is read when none came for so long.
const QUIET: Duration = Duration::from_millis(60);

/// From now on changes of the catalog in a folder, which need not be there yet, are told to the loop. Where the system can't
/// tell, nobody does: the catalog is then read at the next start.
pub(super) fn watch(folder: &Path, news: Sender<Happened>) {
    let Ok(folder) = std::path::absolute(folder) else { return };
    let look = move || {
        let (heard, changes) = channel();
        let told = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| matters(&event)) {
                heard.send(()).unwrap_or_default();
            }
        };
        let follow = || {
            if let Ok(watcher) = notify::recommended_watcher(told) {
                follow(&folder, watcher, &changes, &news);
            }
        };
        if let Err(panic) = catch_unwind(AssertUnwindSafe(follow)) {
            drop(news.send(Happened::Panicked(panic)));
        }
    };
    // Without the thread the explorer works as well; only edits are not seen.
    drop(thread::Builder::new().name("catalog".into()).spawn(look));
}

/// Whether a file of a catalog may be another now. Its being read is no change: this program reads it.
fn matters(event: &Event) -> bool {
    let of_catalog = |path: &PathBuf| path.extension().is_none_or(|ext| ext == "toml");
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(of_catalog)
}

fn follow(folder: &Path, mut watcher: RecommendedWatcher, changes: &Receiver<()>, news: &Sender<Happened>) {
    let mut watched: Option<PathBuf> = None;
    loop {
        // The folder itself, or until it is there the nearest that is.
        let near = folder.ancestors().find(|path| path.is_dir()).unwrap_or(folder);
        if watched.as_deref() != Some(near) {
            let mode = if near == folder { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            if watcher.watch(near, mode).is_err() {
                return;
            }
            watched.replace(near.to_owned()).map(|before| watcher.unwatch(&before));
        }
        let here = near == folder;
        if changes.recv().is_err() {
            return;
        }
        while changes.recv_timeout(QUIET).is_ok() {}
        // A folder that was only just made may have been filled before it was watched.
        if (here || folder.is_dir()) && news.send(Happened::Looked(Msg::Reloaded(read(folder)))).is_err() {
            return;
        }
    }
}

/// The catalog as it is now.
fn read(folder: &Path) -> Result<Arc<catalog::Catalog>, String> {
    panic_if_asked("catalog");
    let holds = folder.is_dir() && catalog::holds_files(folder);
    catalog::load(holds.then_some(folder)).map(Arc::new).map_err(|error| error.to_string())
}
