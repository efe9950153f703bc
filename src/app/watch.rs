//! The watch pane: how keys answer what rules ask, and silence those that speak.

use super::{App, Effect, Entry, Overlay, Typed, levers};
use crate::amount::{self, Decimal};
use crate::catalog::{Asked, AskedUnit, Rule};
use crate::engine::Verdict;
use crate::explore::watch::{Says, Watched};
use crate::explore::worth::{self, Silencer, Silencers};
use crate::report::measure::answer;
use crate::report::rules::levers_named;

impl App {
    /// The selected row of the watch pane; none where nothing is watched.
    pub fn watched(&self) -> Option<Watched> {
        self.watch.get(self.selected.watch).copied()
    }

    /// The rule and verdict of the selected row, where it is about one.
    pub fn watched_rule(&self) -> Option<(&Rule, &Verdict)> {
        self.watch.get(self.selected.watch)?.rule(self.plan(), &self.quote)
    }

    /// The metric that the selected rule asks for.
    fn asked(&self) -> Option<&Asked> {
        self.watched_rule().and_then(|(rule, _)| self.catalog.asks(rule))
    }

    /// The selected rule that levers might silence, by its place in the plan: one that speaks.
    fn loud_rule(&self) -> Option<usize> {
        let speaks = self.watched()?.says == Says::Speaks;
        self.watched_rule().filter(|_| speaks).map(|(_, verdict)| verdict.rule)
    }

    /// Levers with their shares, in words.
    pub fn levers_named(&self, levers: &[Silencer]) -> String {
        let of_plan = &self.plan().levers;
        levers_named(levers, |id| of_plan.iter().find(|lever| lever.id == id).map_or(id, |lever| &lever.name))
    }

    /// What would silence the selected rule, if it is known: it is looked for when the watch pane has the keys.
    pub fn silencers(&self) -> Option<&Silencers> {
        let rule = self.loud_rule()?;
        self.silencers.as_ref().filter(|(of, _)| *of == rule).map(|(_, found)| found)
    }

    /// Looks for what would silence the selected rule, once for each rule and scenario.
    pub(super) fn look_for_silencers(&mut self) {
        let Some(rule) = self.loud_rule().filter(|_| self.focus == super::Pane::Watch) else { return };
        if self.silencers.as_ref().is_none_or(|(of, _)| *of != rule) {
            self.silencers = Some((rule, worth::silencers(&self.catalog, self.plan(), self.scenario(), rule)));
        }
    }

    /// Switches on the levers that silence the selected rule, in one step.
    pub(super) fn try_silencers(&mut self) -> Option<Effect> {
        if self.focus != super::Pane::Watch {
            self.say("t tries the levers that silence a rule: Tab to Watch, and choose one that speaks");
            return None;
        }
        self.look_for_silencers();
        let Some(found) = self.silencers().cloned() else {
            self.say("there is nothing to silence here: this rule does not speak");
            return None;
        };
        let name = self.watched_rule().map(|(rule, _)| rule.name.clone()).unwrap_or_default();
        if !found.silent {
            self.say(format!("no set of levers silences this: {name}"));
            return None;
        }
        let words = self.levers_named(&found.levers);
        let effect = self.change(|scenario| {
            found.levers.iter().for_each(|found| levers::put(scenario, &found.lever, found.share));
        });
        self.say(format!("silent: {name}. On: {words}. u takes it back"));
        effect
    }

    /// Explains the selected row, or asks for the answer that it waits for.
    pub(super) fn explain_watched(&mut self) -> Option<Effect> {
        match self.watched() {
            Some(row) if row.says == Says::Asked => self.ask_answer(""),
            _ => {
                self.overlay = Overlay::Explain { scroll: 0 };
                None
            }
        }
    }

    /// Opens the entry for the answer to the selected rule.
    pub(super) fn ask_answer(&mut self, text: &str) -> Option<Effect> {
        match self.asked().map(|asked| asked.id.clone()) {
            Some(id) => self.overlay = Overlay::Entry(Entry::new(Typed::Answer(id), text)),
            None => self.say("this follows from the sliders: there is nothing to answer"),
        }
        None
    }

    /// Takes a typed answer.
    pub(super) fn take_answer(&mut self, id: &str, text: &str) -> Result<Option<Effect>, String> {
        let asked = self.catalog.asked.iter().find(|asked| asked.id == id).ok_or("this is not asked")?;
        let value = typed(asked, text)?;
        let said = format!("{}: {}", asked.label, answer(asked, value));
        let effect = self.change(|scenario| {
            scenario.answers.insert(id.to_owned(), value.normalize());
        });
        self.say(said);
        Ok(effect)
    }

    /// Answers yes, then no, then nothing, to what is asked so.
    pub(super) fn toggle_answer(&mut self) -> Option<Effect> {
        match self.asked().cloned() {
            Some(asked) if asked.unit == AskedUnit::YesNo => match self.scenario().answers.get(&asked.id) {
                None => self.take_answer(&asked.id, "yes").ok().flatten(),
                Some(yes) if !yes.is_zero() => self.take_answer(&asked.id, "no").ok().flatten(),
                Some(_) => self.take_answer_back(),
            },
            Some(_) => self.ask_answer(""),
            None => {
                self.say("this follows from the sliders: there is nothing to answer");
                None
            }
        }
    }

    /// Takes the answer to the selected rule back.
    pub(super) fn take_answer_back(&mut self) -> Option<Effect> {
        let metric = self.watched_rule()?.0.metric.clone();
        self.change(|scenario| scenario.answers.retain(|id, _| *id != metric))
    }
}

/// An answer as it is typed, or what would be right.
fn typed(asked: &Asked, text: &str) -> Result<Decimal, String> {
    match (asked.unit, text.to_lowercase().as_str()) {
        (AskedUnit::YesNo, "y" | "yes" | "1") => return Ok(Decimal::ONE),
        (AskedUnit::YesNo, "n" | "no" | "0") => return Ok(Decimal::ZERO),
        (AskedUnit::YesNo, _) => return Err("yes or no".to_owned()),
        _ => {}
    }
    let percent = asked.unit == AskedUnit::Percent;
    let number = if percent { text.trim_end_matches('%').trim_end() } else { text };
    let value = amount::entry(number, false).map_err(|bad| bad.to_string())?;
    match () {
        () if value < Decimal::ZERO => Err("0 or more".to_owned()),
        () if percent && value > Decimal::ONE_HUNDRED => Err("from 0 to 100 %".to_owned()),
        () => Ok(value),
    }
}
