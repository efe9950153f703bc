//! View 3: every card and region at these sliders, in an order, and what keys do there.

use super::{App, Command, Effect, Overlay, View, update};
use crate::catalog::{DOCUMENTED, Slider};
use crate::explore::cards::{self, Offer, Order};
use crate::rows::{Block, Row};
use crate::{offers, report};

/// A card and a region of it.
type Place = (String, Option<String>);

/// What the view shows.
#[derive(Debug, Default)]
pub struct Cards {
    /// The offers as things are now, in their order; none before the view is opened.
    pub offers: Vec<Offer>,
    /// The same as a table.
    pub blocks: Vec<Block>,
    /// The answer in a sentence.
    pub answer: String,
    /// What they are in order by.
    pub order: Order,
    /// The place of the selected one.
    pub at: usize,
    /// The selected one itself: the selection stays on it, wherever it goes.
    selected: Option<Place>,
    /// Whether the mouse selected it, so that a second press chooses it.
    pointed: bool,
}

impl Cards {
    /// The row of the selected offer.
    pub fn row(&self) -> Option<&Row> {
        self.blocks.first()?.rows.get(self.at)
    }

    fn select(&mut self, at: usize) {
        self.at = at.min(self.offers.len().saturating_sub(1));
        self.selected = self.offers.get(self.at).map(place);
    }

    /// The place of the selected offer among those there are; of the answer where it is not among them.
    fn find(&self) -> usize {
        let of = |wanted: &Place| self.offers.iter().position(|offer| place(offer) == *wanted);
        let best = || cards::cheapest(&self.offers).map(place);
        self.selected.as_ref().and_then(of).or_else(|| of(&best()?)).unwrap_or(0)
    }
}

fn place(offer: &Offer) -> Place {
    (offer.card.clone(), offer.region.as_ref().map(|region| region.id.clone()))
}

impl App {
    /// Prices the scenario on every card anew, while the view is shown.
    pub(super) fn read_cards(&mut self) {
        if self.view != View::Cards {
            return;
        }
        let offers = cards::offers(&self.catalog, self.plan(), self.scenario(), self.cards.order);
        let answer = report::cards::answer(&offers).map(|(words, _)| words);
        self.cards.blocks = vec![offers::table(&offers, self.today)];
        self.cards.answer = answer.unwrap_or_else(|| offers::NO_LIST.to_owned());
        self.cards.offers = offers;
        self.cards.at = self.cards.find();
    }

    /// A key of the table while view 3 is shown.
    pub(super) fn in_cards(&mut self, command: Command) -> Option<Effect> {
        self.cards.pointed = false;
        match command {
            Command::Move(by) => self.cards.select(self.cards.at.saturating_add_signed(by)),
            Command::End { high } => self.cards.select(if high { usize::MAX } else { 0 }),
            Command::Adjust { up, coarse } => return self.move_users(up, coarse),
            Command::Order { back } => self.order_cards(back),
            Command::Explain => return self.choose_offer(),
            Command::Restore => return self.choose_place((DOCUMENTED.to_owned(), None)),
            Command::Toggle => self.overlay = Overlay::Explain { scroll: 0 },
            Command::Cancel => self.look_at(View::Explore),
            Command::Pane { .. } | Command::Try => {}
            command => return update::on_panes(self, command),
        }
        None
    }

    /// A row was pointed at; the second press on it chooses it.
    pub(super) fn point_at_card(&mut self, row: Option<usize>) -> Option<Effect> {
        let row = row.filter(|_| self.view == View::Cards && matches!(self.overlay, Overlay::None))?;
        let again = std::mem::replace(&mut self.cards.pointed, true) && self.cards.at == row;
        self.cards.select(row);
        if again { self.choose_offer() } else { None }
    }

    fn choose_offer(&mut self) -> Option<Effect> {
        let place = self.cards.offers.get(self.cards.at).map(place)?;
        self.choose_place(place)
    }

    fn choose_place(&mut self, chosen: Place) -> Option<Effect> {
        let offer = self.cards.offers.iter().find(|offer| place(offer) == chosen)?;
        let (priced, current) = (priced_by(offer), offer.current);
        if current {
            self.say(format!("priced {priced} already"));
            return None;
        }
        let effect = self.change(|scenario| scenario.choose_card(&chosen.0, chosen.1.as_deref()));
        self.say(format!("priced {priced} now; u takes it back"));
        effect
    }

    /// The next order, or the one before; the selection stays on its offer.
    fn order_cards(&mut self, back: bool) {
        let all = Order::ALL;
        let at = all.iter().position(|order| *order == self.cards.order).unwrap_or(0);
        self.cards.order = all[(at + if back { all.len() - 1 } else { 1 }) % all.len()];
        self.read_cards();
    }

    /// The slider that moves the plan's stages, by its place in the catalog.
    pub fn users_slider(&self) -> Option<usize> {
        let users = |slider: &Slider| slider.id == "users";
        self.catalog.sliders.iter().position(users).filter(|at| self.sliders.contains(at))
    }

    fn move_users(&mut self, up: bool, coarse: bool) -> Option<Effect> {
        let catalog = self.catalog.clone();
        let slider = &catalog.sliders[self.users_slider()?];
        self.change(|scenario| scenario.nudge(&catalog, slider, up, coarse))
    }
}

/// `as documented`, `by AWS, Frankfurt`.
fn priced_by(offer: &Offer) -> String {
    if offer.card == DOCUMENTED { offer.words() } else { format!("by {}", offer.words()) }
}
