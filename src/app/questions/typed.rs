//! What is typed in the views of questions.

use super::super::{App, Effect, Entry, Overlay, Typed, View};
use super::Part;
use crate::amount::{self, Decimal};
use crate::explore::forecast::{self, Growth};
use crate::explore::seek;
use crate::scenario::Spread;

impl App {
    /// Opens the entry of the goal, with a number in the place of the threshold where one was typed.
    pub(in crate::app) fn ask_goal(&mut self, number: Option<&str>) {
        if self.view != View::Sensitivity || self.questions.part != Part::Seek {
            if number.is_none() {
                self.say("/ types what is sought: F4, then Tab to Seek");
            }
            return;
        }
        let goal = &self.questions.asked.goal;
        let text = match number {
            Some(number) => format!("{} {} {number}", goal.metric, goal.is.sign.sign()),
            None => goal.to_string(),
        };
        self.overlay = Overlay::Entry(Entry::new(Typed::Goal, &text));
    }

    /// A number is typed: the threshold that is sought, what sliders are moved by, else the slider that leads.
    pub(in crate::app) fn start_in_questions(&mut self, text: &str) {
        let typed = match (self.view, self.questions.part) {
            (View::Sensitivity, Part::Seek) => return self.ask_goal(Some(text)),
            (View::Sensitivity, Part::Tornado) => Typed::By,
            (View::Forecast, _) if text.starts_with('$') => Typed::Cash,
            (View::Forecast, _) => Typed::Months,
            (View::Risk, _) if text.starts_with('$') => Typed::Budget,
            _ => match (self.spread_row(), self.catalog.driver_index(self.led())) {
                (Some(slider), _) => Typed::Spread(slider),
                (_, Some(at)) => Typed::Slider(at),
                (_, None) => return,
            },
        };
        self.overlay = Overlay::Entry(Entry::new(typed, text));
    }

    /// Takes what is typed as a goal.
    pub(in crate::app) fn take_goal(&mut self, text: &str) -> Result<Option<Effect>, String> {
        let goal = self.catalog.goal(text).map_err(|bad| bad.to_string())?;
        seek::can_seek(&self.catalog, &goal.metric).map_err(|cannot| cannot.to_string())?;
        self.questions.asked.goal = goal;
        self.read_questions();
        Ok(None)
    }

    /// Takes what is typed as the share that sliders are moved by.
    pub(in crate::app) fn take_by(&mut self, text: &str) -> Result<Option<Effect>, String> {
        let by = amount::entry(text, true).map_err(|bad| bad.to_string())?;
        if by <= Decimal::ZERO || by > Decimal::ONE {
            return Err("more than 0 % and at most 100 %".to_owned());
        }
        (self.questions.asked.by, self.questions.asked.own) = (by, false);
        self.read_questions();
        Ok(None)
    }

    /// Takes what is typed as the cash before the first month.
    pub(in crate::app) fn take_cash(&mut self, text: &str) -> Result<Option<Effect>, String> {
        self.questions.asked.cash =
            amount::entry(text.trim_start_matches('$'), false).map_err(|bad| bad.to_string())?;
        self.read_questions();
        Ok(None)
    }

    /// Takes what is typed as what a month may cost; nothing takes it back to the plan's own budget.
    pub(in crate::app) fn take_budget(&mut self, text: &str) -> Result<Option<Effect>, String> {
        let text = text.trim_start_matches('$');
        let budget = (!text.is_empty()).then(|| amount::entry(text, false).map_err(|bad| bad.to_string()));
        self.questions.asked.budget = budget.transpose()?;
        self.read_questions();
        Ok(None)
    }

    /// Takes what is typed as growth, or users, of each month from the first: `30%, 20%, 5%`. One number moves the slider.
    pub(in crate::app) fn take_months(&mut self, text: &str) -> Result<Option<Effect>, String> {
        let slider = self.catalog.driver_index(self.led()).ok_or("there is no such slider")?;
        let growth = self.questions.asked.growth;
        if !text.contains(',') || amount::entry(text, growth).is_ok() {
            let effect = self.take_slider(slider, text)?;
            self.questions.asked.by_month = None;
            self.read_questions();
            return Ok(effect);
        }
        let figures = forecast::by_month(text, growth).map_err(|wrong| wrong.join("; "))?;
        self.questions.asked.by_month = Some(if growth { Growth::Each(figures) } else { Growth::Users(figures) });
        self.read_questions();
        Ok(None)
    }

    /// Takes what is typed as the spread of a slider.
    pub(in crate::app) fn take_spread(&mut self, id: &str, text: &str) -> Result<Option<Effect>, String> {
        let slider = self.catalog.slider(id).ok_or("this slider is gone")?;
        let spread = Spread::read(text, slider).map_err(|bad| bad.to_string())?;
        Ok(self.change(|scenario| {
            scenario.spreads.insert(id.to_owned(), spread);
        }))
    }
}
