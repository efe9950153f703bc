//! What is typed: a slider's value, a lever's share, an answer, a line's quantity or amount, a session's name.

use super::entry::{LONGEST, one_line, split};
use super::{App, Command, Effect, Entry, OnDisk, Overlay, Pane, Row, Typed, View, lines};
use crate::amount::{self, Decimal};
use crate::catalog::SliderUnit;
use crate::text;
use tui_input::Input;

impl App {
    /// A character that is bound to no key: on a slider or line, a digit starts typing.
    pub(super) fn typed(&mut self, c: char) -> Option<Effect> {
        if let Overlay::Entry(entry) = &mut self.overlay {
            if !text::acts(c) {
                entry.take(c.encode_utf8(&mut [0; 4]));
            }
        } else if matches!(self.overlay, Overlay::Incoming) && c.is_ascii_digit() {
            self.start_in_incoming(&c.to_string());
        } else if matches!(self.overlay, Overlay::None) && (c.is_ascii_digit() || matches!(c, '$' | '.' | '-' | '−'))
        {
            return self.start(&c.to_string());
        }
        None
    }

    /// Pasted text is typed, never taken for keys.
    pub(super) fn pasted(&mut self, text: &str) -> Option<Effect> {
        let line = one_line(text);
        match &mut self.overlay {
            Overlay::Entry(entry) => entry.take(&line),
            Overlay::None => {
                let (begin, rest) = split(line.trim(), LONGEST);
                let effect = self.start(begin);
                if let Overlay::Entry(entry) = &mut self.overlay {
                    entry.take(rest);
                }
                return effect;
            }
            _ => {}
        }
        None
    }

    fn start(&mut self, text: &str) -> Option<Effect> {
        self.said = None;
        if self.view == View::Sources {
            self.start_input(text);
            return None;
        }
        if self.view.asks() {
            self.start_in_questions(text);
            return None;
        }
        if let (View::Cards, Some(users)) = (self.view, self.users_slider()) {
            self.overlay = Overlay::Entry(Entry::new(Typed::Slider(users), text));
            return None;
        }
        let typed = match (self.focus, self.row()) {
            (Pane::Levers, _) => return self.ask_share(text),
            (Pane::Watch, _) => return self.ask_answer(text),
            (Pane::WhatIf, Row::Slider(at)) => Typed::Slider(at),
            (Pane::Bill, _) if self.selected.bill < self.quote.lines.len() => {
                Typed::Line(self.quote.lines[self.selected.bill].line.id.clone())
            }
            _ => {
                self.say("no number goes here: Tab to a slider or a line of the bill, and type there");
                return None;
            }
        };
        self.overlay = Overlay::Entry(Entry::new(typed, text));
        None
    }

    /// A key of the table while something is typed.
    pub(super) fn in_entry(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::Cancel => self.overlay = self.under_entry(),
            Command::Edit(request) => {
                if let Overlay::Entry(entry) = &mut self.overlay {
                    entry.input.handle(request);
                    entry.refused = None;
                }
            }
            Command::Complete => match &self.overlay {
                Overlay::Entry(Entry { typed: Typed::Import | Typed::Export(..), input, .. }) => {
                    return Some(Effect::Complete(input.value().to_owned()));
                }
                _ => return self.take_entry(),
            },
            Command::Accept => return self.take_entry(),
            _ => {}
        }
        None
    }

    /// The name of a file, completed.
    pub(super) fn completed(&mut self, text: &str) {
        if let Overlay::Entry(entry) = &mut self.overlay {
            entry.input = Input::new(text.to_owned());
        }
    }

    fn take_entry(&mut self) -> Option<Effect> {
        let Overlay::Entry(entry) = &self.overlay else { return None };
        let (typed, text) = (entry.typed.clone(), text::clean(entry.input.value().trim()));
        match self.taken(&typed, &text) {
            Ok(effect) => {
                self.overlay = self.under_entry();
                effect
            }
            Err(why) => {
                if let Overlay::Entry(entry) = &mut self.overlay {
                    entry.refused = Some(why);
                }
                None
            }
        }
    }

    fn taken(&mut self, typed: &Typed, text: &str) -> Result<Option<Effect>, String> {
        match typed {
            Typed::Slider(at) => self.take_slider(*at, text),
            Typed::Share(id) => self.take_share(id, text),
            Typed::Answer(id) => self.take_answer(id, text),
            Typed::Line(id) => self.take_line(id, text),
            Typed::Input(key) => self.take_input(key, text),
            Typed::Spread(id) => self.take_spread(id, text),
            Typed::Goal => self.take_goal(text),
            Typed::By => self.take_by(text),
            Typed::Cash => self.take_cash(text),
            Typed::Budget => self.take_budget(text),
            Typed::Months => self.take_months(text),
            Typed::Note => Ok(self.note(text)),
            Typed::Import => self.take_import(text),
            Typed::EstimateUsers => self.take_estimate_users(text),
            Typed::PlanName => self.take_plan_name(text),
            Typed::Export(leaving, there) => self.take_export(*leaving, there.as_deref(), text),
            Typed::Pin => {
                let name = if text.is_empty() { self.pin_name() } else { text.to_owned() };
                Ok(self.pin(&name, self.scenario().clone()))
            }
            Typed::SaveAs | Typed::Rename if text.is_empty() => Err("type a name".to_owned()),
            Typed::SaveAs => Ok(Some(Effect::SaveAs(text.to_owned()))),
            Typed::Rename => Ok(Some(Effect::Rename(text.to_owned()))),
        }
    }

    /// Adds a line to the notes.
    fn note(&mut self, text: &str) -> Option<Effect> {
        if text.is_empty() {
            return None;
        }
        let notes = &mut self.session.notes;
        if !notes.is_empty() && !notes.ends_with('\n') {
            notes.push('\n');
        }
        notes.push_str(text);
        self.on_disk = OnDisk::Pending;
        Some(Effect::Keep)
    }

    pub(super) fn take_slider(&mut self, at: usize, text: &str) -> Result<Option<Effect>, String> {
        let catalog = self.catalog.clone();
        let slider = &catalog.sliders[at];
        let value = amount::entry(text, slider.unit == SliderUnit::Share).map_err(|bad| bad.to_string())?;
        if !(slider.min..=slider.max).contains(&value) {
            return Err(format!("from {} to {}", slider.show(slider.min), slider.show(slider.max)));
        }
        if slider.whole && !value.fract().is_zero() {
            return Err("whole numbers only".to_owned());
        }
        Ok(self.change(|scenario| scenario.set(&catalog, slider, value)))
    }

    fn take_line(&mut self, id: &str, text: &str) -> Result<Option<Effect>, String> {
        let value = amount::entry(text, false).map_err(|bad| bad.to_string())?;
        if value < Decimal::ZERO {
            return Err("0 or more".to_owned());
        }
        let is_amount = text.starts_with('$');
        let line = self.quote.lines.iter().find(|line| line.line.id == id).map(|line| line.line.clone());
        let key = line.map_or_else(|| id.to_owned(), |line| self.change_key(&line));
        Ok(self.change(|scenario| {
            let change = lines::entry(scenario, &key);
            if is_amount { change.amount = Some(value) } else { change.quantity = Some(value) }
        }))
    }
}
