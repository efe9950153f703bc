//! Reads a file that comes in on a thread of its own, so that keys are answered meanwhile.

use super::Happened;
use super::asked::panic_if_asked;
use crate::app::{CameIn, Msg};
use crate::catalog::Catalog;
use crate::import::bill::{self, Cost};
use crate::import::{self, ImportError};
use crate::scenario::Scenario;
use crate::text::shown;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::Sender;
use std::thread;

/// What is being read; dropped, it reads on no more.
pub(super) struct Reader(Arc<AtomicBool>);

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.store(false, Relaxed);
    }
}

impl Reader {
    /// Begins to read; the loop hears how far it is, and what came of it unless that is wanted no more.
    pub(super) fn start(
        (path, cost): (PathBuf, Cost),
        (catalog, scenario): (Arc<Catalog>, Scenario),
        news: Sender<Happened>,
    ) -> Self {
        let wanted = Arc::new(AtomicBool::new(true));
        let going = wanted.clone();
        let look = move || {
            let tell = |msg| news.send(Happened::Looked(msg)).is_ok();
            let watch = &mut |rows| tell(Msg::ReadsOn(rows)) && going.load(Relaxed);
            let read = || {
                panic_if_asked("import");
                read((&path, cost), (&catalog, &scenario), watch)
            };
            match catch_unwind(AssertUnwindSafe(read)) {
                Ok(came) if going.load(Relaxed) => drop(tell(Msg::CameIn(came))),
                Ok(_) => {}
                Err(panic) => drop(news.send(Happened::Panicked(panic))),
            }
        };
        // Without a thread it is as if Esc had been pressed.
        drop(thread::Builder::new().name("import".into()).spawn(look));
        Reader(wanted)
    }
}

/// An estimate, or a bill beside the plan of a scenario; or why it can't be read.
pub(super) fn read(
    (path, cost): (&Path, Cost),
    (catalog, scenario): (&Catalog, &Scenario),
    watch: &mut dyn FnMut(u64) -> bool,
) -> Result<CameIn, String> {
    match import::read(path, catalog) {
        Ok(estimate) => Ok(CameIn::Estimate(Box::new(estimate))),
        Err(ImportError::Bill) => {
            let bill = bill::read(&[path.to_owned()], cost, catalog, watch);
            bill.map(|bill| CameIn::bill(catalog, scenario, bill)).map_err(|error| error.to_string())
        }
        Err(error @ ImportError::Read(_)) => Err(format!("{}: {error}", shown(path))),
        Err(error) => Err(error.to_string()),
    }
}
