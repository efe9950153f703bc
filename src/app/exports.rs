//! What leaves the explorer: the list of formats, the file that is asked for, and what is copied.

use super::{App, Effect, Entry, Overlay, Typed, View};
use crate::export::Format;
use crate::report;
use crate::rows;

/// What leaves into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// As what.
    pub format: Format,
    /// Whether a session takes along what it needs of the user's catalog.
    pub with_catalog: bool,
}

impl Leaving {
    /// What can leave of a session, in the order of the list.
    fn all(app: &App) -> Vec<Leaving> {
        let plain = Format::ALL.into_iter().map(|format| Leaving { format, with_catalog: false });
        let more = app.session.carrying(&app.catalog).carried != app.session.carried;
        let whole = more.then_some(Leaving { format: Format::Toml, with_catalog: true });
        let (first, rest): (Vec<_>, Vec<_>) = plain.partition(|leaving| leaving.format == Format::Toml);
        first.into_iter().chain(whole).chain(rest).collect()
    }

    /// What it is called.
    fn name(self) -> &'static str {
        if self.with_catalog { "Session and its catalog" } else { self.format.name() }
    }

    /// What it is, for who chooses.
    fn about(self) -> &'static str {
        match self.with_catalog {
            true => "the session with what it needs of your own catalog, your agreed prices too",
            false => self.format.about(),
        }
    }
}

impl App {
    /// The rows of the list: what each is called, and what it is.
    pub fn exports(&self) -> Vec<(String, &'static str)> {
        Leaving::all(self).into_iter().map(|leaving| (leaving.name().to_owned(), leaving.about())).collect()
    }

    /// Asks for the file of a row.
    pub(super) fn ask_export(&mut self, at: usize) {
        let Some(leaving) = Leaving::all(self).get(at).copied() else { return };
        let stem = self.path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let file = format!("{}.{}", crate::text::clean(&stem), leaving.format.extension());
        self.overlay = Overlay::Entry(Entry::new(Typed::Export(leaving, None), &file));
    }

    /// Writes what was asked for; over a file only where that was just told to be there.
    pub(super) fn take_export(
        &self,
        leaving: Leaving,
        there: Option<&str>,
        file: &str,
    ) -> Result<Option<Effect>, String> {
        match file {
            "" => Err("type the name of a file".to_owned()),
            _ => Ok(Some(Effect::Export { leaving, file: file.to_owned(), replace: there == Some(file) })),
        }
    }

    /// A file is there already: Enter again writes over it.
    pub(super) fn ask_to_replace(&mut self, leaving: Leaving, file: String) {
        let mut entry = Entry::new(Typed::Export(leaving, Some(file.clone())), &file);
        entry.refused = Some(format!("{file} is there already: Enter writes over it, or type another name"));
        self.overlay = Overlay::Entry(entry);
    }

    /// What the view answers, as text: the bill, or the answer with its rows.
    pub(super) fn copied(&self) -> String {
        let answered = |answer: &str, blocks: &[rows::Block]| format!("{answer}\n\n{}", rows::text(blocks));
        match self.view {
            View::Explore => report::write(report::Format::Text, &self.catalog, self.scenario(), &self.quote),
            View::Cards => answered(&self.cards.answer, &self.cards.blocks),
            View::Sources => {
                let section = self.sources.section();
                section.map_or_else(String::new, |section| answered(&section.heading, &section.blocks))
            }
            _ => answered(&self.questions.shown.answer, &self.questions.shown.blocks),
        }
    }
}
