//! Hears when the user's own catalog changes, and reads it again. It waits for the system to tell, and looks at nothing before.

use super::Happened;
use super::asked::panic_if_asked;
use crate::app::Msg;
use crate::catalog;
use crate::disk::is_hidden;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// Editors write a file in several steps: it is read when none came for so long.
const QUIET: Duration = Duration::from_millis(60);

/// Changes of the user's catalog in a folder, which need not be there yet. They are noted from [`Watch::begin`] on, which is
/// therefore called before the catalog is read: no edit falls between the two.
pub struct Watch {
    folder: PathBuf,
    watcher: RecommendedWatcher,
    changes: Receiver<Event>,
    /// The folder itself, or until it is there the nearest above it that is.
    near: Option<PathBuf>,
}

impl Watch {
    /// None where the system can't tell: the catalog is then read at the next start.
    pub fn begin(folder: &Path) -> Option<Self> {
        let folder = std::path::absolute(folder).ok()?;
        let (heard, changes) = channel();
        let told = move |event: notify::Result<Event>| {
            if let Some(change) = event.ok().filter(matters) {
                heard.send(change).unwrap_or_default();
            }
        };
        let mut watch = Watch { folder, watcher: notify::recommended_watcher(told).ok()?, changes, near: None };
        watch.draw_near().ok()?;
        Some(watch)
    }

    /// From now on the loop is told of changes, those since the beginning included. Without the thread the explorer works as
    /// well; only edits are not seen.
    pub(super) fn tell(mut self, news: Sender<Happened>) {
        let look = move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.follow(&news))) {
                drop(news.send(Happened::Panicked(panic)));
            }
        };
        drop(thread::Builder::new().name("catalog".into()).spawn(look));
    }

    fn follow(&mut self, news: &Sender<Happened>) {
        while let Ok(first) = self.changes.recv() {
            let more = std::iter::from_fn(|| self.changes.recv_timeout(QUIET).ok());
            let gone = |change: &Event| change.kind.is_remove() && change.paths.contains(&self.folder);
            let is_gone = std::iter::once(first).chain(more).filter(gone).count() > 0; // all of them are taken
            let was_here = self.is_here();
            if is_gone {
                self.near = None; // one of its name may be there again, which nobody watches
            }
            // A folder that was only just made may have been filled before it was watched: it is read all the same.
            if self.draw_near().is_err() {
                return;
            }
            let changed = was_here || self.is_here();
            if changed && news.send(Happened::Looked(Msg::Reloaded(read(&self.folder)))).is_err() {
                return;
            }
        }
    }

    fn is_here(&self) -> bool {
        self.near.as_ref() == Some(&self.folder)
    }

    /// Watches the nearest folder there is; again, where a nearer one was made meanwhile.
    fn draw_near(&mut self) -> notify::Result<()> {
        loop {
            let near = self.folder.ancestors().find(|path| path.is_dir()).unwrap_or(&self.folder).to_owned();
            if self.near.as_ref() == Some(&near) {
                return Ok(());
            }
            let mode = if near == self.folder { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            self.watcher.watch(&near, mode)?;
            if let Some(before) = self.near.replace(near) {
                // It may be gone, and with it the watch.
                drop(self.watcher.unwatch(&before));
            }
        }
    }
}

/// Whether a file of a catalog may be another now. Its being read is no change: this program reads it.
fn matters(event: &Event) -> bool {
    let of_catalog = |path: &PathBuf| path.extension().is_none_or(|ext| ext == "toml" && !is_hidden(path));
    // Where more happened than the system could tell, it names no file.
    event.need_rescan() || !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(of_catalog)
}

/// The catalog as it is now.
fn read(folder: &Path) -> Result<Arc<catalog::Catalog>, String> {
    panic_if_asked("catalog");
    let holds = folder.is_dir() && catalog::holds_files(folder);
    catalog::load(holds.then_some(folder)).map(Arc::new).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn hidden_files_of_editors_are_no_change_and_hidden_folders_may_be() {
        let made =
            |path: &str| matters(&Event::new(EventKind::Create(notify::event::CreateKind::Any)).add_path(path.into()));
        assert!(made("plans/mine.toml") && made("/home/ann/.config") && made("plans"));
        assert!(!made("plans/.#mine.toml") && !made("plans/._mine.toml") && !made("plans/mine.txt"));
    }

    const CURRENCY: &str = "[[currency]]\nid = \"sek\"\n";

    /// What the loop hears of a folder that is changed before anybody listens.
    fn heard(change: impl FnOnce(&Path), folder: &Path) -> Result<Arc<catalog::Catalog>, String> {
        let watch = Watch::begin(folder).unwrap();
        change(folder);
        let (news, told) = channel();
        watch.tell(news);
        match told.recv_timeout(Duration::from_secs(20)) {
            Ok(Happened::Looked(Msg::Reloaded(read))) => read,
            _ => panic!("nothing was told"),
        }
    }

    #[test]
    fn an_edit_between_the_reading_of_the_catalog_and_the_first_key_is_not_missed() {
        let folder = tempfile::tempdir().unwrap();
        let read = heard(|folder| fs::write(folder.join("currencies.toml"), CURRENCY).unwrap(), folder.path());
        assert!(read.unwrap_err().contains("currencies.toml:"));
    }

    #[test]
    fn a_folder_that_is_taken_away_and_made_again_is_still_watched() {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("catalog");
        fs::create_dir(&folder).unwrap();
        let watch = Watch::begin(&folder).unwrap();
        let (news, told) = channel();
        watch.tell(news);
        fs::remove_dir(&folder).unwrap();
        fs::create_dir(&folder).unwrap();
        let next = || told.recv_timeout(Duration::from_secs(20)).ok();
        assert!(matches!(next(), Some(Happened::Looked(Msg::Reloaded(Ok(_))))), "its going is not heard of");
        fs::write(folder.join("currencies.toml"), CURRENCY).unwrap();
        let wrong = |news| matches!(news, Some(Happened::Looked(Msg::Reloaded(Err(_)))));
        assert!(wrong(next()) || wrong(next()), "nobody watches the new one");
    }

    #[test]
    fn a_folder_that_is_made_and_filled_at_once_is_read() {
        let above = tempfile::tempdir().unwrap();
        let fill = |folder: &Path| {
            fs::create_dir_all(folder.join("plans")).unwrap();
            fs::write(folder.join("plans/our-plan.toml"), "id = \"our-plan\"").unwrap();
        };
        let read = heard(fill, &above.path().join("costtui/catalog"));
        assert!(read.unwrap_err().contains("our-plan.toml:"));
    }
}
