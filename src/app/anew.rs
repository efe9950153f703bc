//! The explorer on another session, or on a catalog that was read again.

use super::{App, Effect, OnDisk, Opening, Overlay, Questions, Selected, Work};
use crate::catalog::Catalog;
use crate::scenario::Scenario;
use crate::session::Session;
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    /// Goes on with another session, priced by the catalog there is and what it carries.
    pub(super) fn opened(&mut self, opening: Opening) -> Option<Effect> {
        let Opening { session, path, said, changed } = opening;
        let catalog = match session.catalog(&self.catalog) {
            Ok(catalog) => catalog,
            Err(faults) => {
                self.say(format!("what it carries can't be read: {faults}"));
                return None;
            }
        };
        let said = said.or_else(|| session.told_when_opened().map(str::to_owned));
        let (name, view) = (session.name.clone(), self.view);
        self.begin(catalog, session, path);
        self.look_at(view);
        self.say(said.map_or_else(|| format!("opened {name}"), |said| format!("opened {name}; {said}")));
        if changed {
            self.on_disk = OnDisk::Pending;
        }
        changed.then_some(Effect::Keep)
    }

    /// Goes on with the catalog as it is now. Where it lacks what is chosen, or can't be read, the last good one counts.
    pub(super) fn reloaded(&mut self, read: Result<Arc<Catalog>, String>) {
        let read = read.and_then(|there| self.session.catalog(&there).map_err(|faults| faults.to_string()));
        let mut session = self.session.clone();
        let fitting = read.and_then(|catalog| match session.fit(&catalog) {
            true => Ok(catalog),
            false => Err("it lacks names that this session uses".to_owned()),
        });
        match fitting {
            // Its own write is no news.
            Ok(catalog) if catalog.same_files(&self.catalog) && self.catalog_fault.is_none() => {}
            Ok(catalog) => {
                let plans = catalog.plans.len();
                self.go_on(catalog, session);
                self.say(format!("the catalog was read again: {plans} plans"));
            }
            Err(why) => (self.said, self.catalog_fault) = (None, Some(first_fault(&why))),
        }
    }

    /// Goes on with a plan that was just written, and the catalog that has it.
    pub(super) fn plan_added(&mut self, there: Arc<Catalog>, id: &str) -> Option<Effect> {
        self.reloaded(Ok(there));
        self.incoming = None;
        self.overlay = Overlay::None;
        let plan = Scenario::of(self.catalog.clone().plan(id)?);
        self.selected = Selected::default();
        self.say(format!("{id} is a plan of yours now; u goes back to the one before"));
        self.change(|scenario| *scenario = plan)
    }

    fn begin(&mut self, catalog: Arc<Catalog>, session: Session, path: PathBuf) {
        let work = Work::after(&self.questions.work);
        let (fault, incoming) = (self.catalog_fault.take(), self.incoming.take());
        *self = App::new(catalog, session, path, self.today);
        self.questions.work = work;
        (self.catalog_fault, self.incoming) = (fault, incoming);
    }

    /// The same session where it stands on the screen, priced anew.
    fn go_on(&mut self, catalog: Arc<Catalog>, session: Session) {
        let (view, focus, left, selected) = (self.view, self.focus, self.left, self.selected);
        let (on_disk, curve_by, cards) = (self.on_disk.clone(), self.curve_by, std::mem::take(&mut self.cards));
        let Questions { asked, part, at, .. } = std::mem::take(&mut self.questions);
        let (sources, overlay) = (std::mem::take(&mut self.sources), self.still_over(&catalog));
        self.begin(catalog, session, self.path.clone());
        self.catalog_fault = None;
        (self.view, self.focus, self.left, self.selected) = (view, focus, left, selected);
        (self.on_disk, self.curve_by, self.cards, self.overlay) = (on_disk, curve_by, cards, overlay);
        (self.questions.asked, self.questions.part, self.questions.at) = (asked, part, at);
        // Holds places in lists that are shorter now to their ends.
        self.stale = true;
        self.refresh();
        self.before = None;
        self.sources.stand_where(sources);
    }

    /// What lies over the panes, unless it knows things by places that they no longer have.
    fn still_over(&mut self, catalog: &Catalog) -> Overlay {
        let same = self.catalog.sliders.iter().map(|slider| &slider.id).eq(catalog.sliders.iter().map(|s| &s.id));
        match std::mem::replace(&mut self.overlay, Overlay::None) {
            Overlay::Plans { .. } => Overlay::Plans { at: 0 },
            Overlay::Entry(_) if !same => Overlay::None,
            overlay => overlay,
        }
    }
}

/// Its first fault in a line, without the way to the folder: `plans/my-plan.toml:17:12: …`.
fn first_fault(faults: &str) -> String {
    let title = faults.lines().next().unwrap_or_default();
    let title = title.strip_prefix("error: ").unwrap_or(title);
    let Some(place) = faults.lines().find_map(|line| line.trim().strip_prefix("--> ")) else { return title.to_owned() };
    let begins = place.rmatch_indices('/').nth(1).map_or(0, |(at, _)| at + 1);
    format!("{}: {title}", &place[begins..])
}
