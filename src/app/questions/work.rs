//! Work that may take longer than a key: one question at a time, the newest, and what was found to it.

use super::super::App;
use crate::explore::question::{Found, Question};

/// The question that is asked, and what was found.
#[derive(Debug, Default)]
pub struct Work {
    /// Counts the questions: what is found to an older one is late.
    number: u64,
    /// The newest question, and whether somebody has to be told of it.
    newest: Option<(Question, bool)>,
    /// The last question that was answered, and the answer.
    found: Option<(Question, Found)>,
    /// How far the answer is, in percent; none where nothing is looked for.
    pub percent: Option<usize>,
}

impl Work {
    /// Work of which nothing is to answer what was asked before.
    pub(in crate::app) fn after(before: &Work) -> Self {
        Work { number: before.number + 1, ..Work::default() }
    }

    /// Asks a question, unless it is asked already; whether its answer is still to come.
    pub(super) fn ask(&mut self, question: Question) -> bool {
        if self.found.as_ref().is_some_and(|(found, _)| *found == question) {
            self.stop();
            return false;
        }
        if self.newest.as_ref().is_none_or(|(newest, _)| *newest != question) {
            self.number += 1;
            self.percent = Some(0);
            self.newest = Some((question, true));
        }
        true
    }

    /// Looks for nothing any more.
    pub(super) fn stop(&mut self) {
        self.number += u64::from(self.newest.take().is_some());
        self.percent = None;
    }

    /// What was found last, and to which question.
    pub(super) fn found(&self) -> Option<(&Question, &Found)> {
        self.found.as_ref().map(|(question, found)| (question, found))
    }

    /// Whether what is shown answers another question than the newest.
    pub fn is_late(&self) -> bool {
        self.newest.is_some()
    }
}

impl App {
    /// The question that somebody has to look for, once, with its number.
    pub fn take_question(&mut self) -> Option<(u64, Question)> {
        let (question, wanted) = self.questions.work.newest.as_mut()?;
        std::mem::take(wanted).then(|| (self.questions.work.number, question.clone()))
    }

    /// The number of the question that is looked for; another one is late.
    pub fn asked_number(&self) -> u64 {
        self.questions.work.number
    }

    /// How far the answer to a question is.
    pub(crate) fn went_on(&mut self, number: u64, percent: usize) {
        if number == self.questions.work.number && self.questions.work.newest.is_some() {
            self.questions.work.percent = Some(percent);
        }
    }

    /// The answer to a question; a late one is nobody's.
    pub(crate) fn answered(&mut self, number: u64, found: Option<Found>) {
        let work = &mut self.questions.work;
        if number != work.number {
            return;
        }
        work.percent = None;
        if let (Some((question, _)), Some(found)) = (work.newest.take(), found) {
            work.found = Some((question, found));
            self.show_found();
        }
    }
}
