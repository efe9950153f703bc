//! The rows of the what-if pane, and how keys change what is selected.

use super::{App, Effect, Pane};
use crate::catalog::{Card, DOCUMENTED, Purchase};
use crate::scenario::{Basis, Scenario};

/// A row of the what-if pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A slider, by its place in the catalog.
    Slider(usize),
    /// Who pays what: a preset of the sliders of revenue.
    Income,
    /// The card.
    Card,
    /// Where the card sells.
    Region,
    /// How it is bought.
    Purchase,
    /// The stage: picked by users, or pinned.
    Stage,
    /// The variant of the stage.
    Variant,
    /// An add-on, by its place in the plan.
    Addon(usize),
    /// What the total is made of.
    Basis,
    /// Whether quantities move inside a stage.
    Elastic,
}

impl App {
    /// The rows of the what-if pane: the sliders that move something, then the choices there are.
    pub fn rows(&self) -> Vec<Row> {
        let plan = self.plan();
        let mut rows: Vec<Row> = self.sliders.iter().copied().map(Row::Slider).collect();
        rows.extend((!plan.incomes.is_empty()).then_some(Row::Income));
        rows.push(Row::Card);
        if let Some(card) = self.card() {
            rows.extend((card.regions.len() > 1).then_some(Row::Region));
            rows.extend((self.purchases(card).len() > 1).then_some(Row::Purchase));
        }
        rows.push(Row::Stage);
        if plan.stages[self.quote.stage.index].variants.len() > 1 {
            rows.push(Row::Variant);
        }
        rows.extend((0..plan.addons.len()).map(Row::Addon));
        rows.extend([Row::Basis, Row::Elastic]);
        rows
    }

    /// The choices of a row, as ids with labels, and the place of the chosen one; none for a slider.
    pub fn choices(&self, row: Row) -> Option<(Vec<(String, String)>, usize)> {
        let (plan, scenario) = (self.plan(), self.scenario());
        let pair = |id: &str, label: &str| (id.to_owned(), label.to_owned());
        let switch = |on: bool| (vec![pair("false", "off"), pair("true", "on")], usize::from(on));
        let (choices, chosen) = match row {
            Row::Slider(_) => return None,
            Row::Income => return Some(self.income_choices()),
            Row::Card => {
                let mut cards = vec![pair(DOCUMENTED, "as documented")];
                cards.extend(scenario.cards(&self.catalog, plan).iter().map(|card| pair(&card.id, &card.name)));
                (cards, scenario.card.clone())
            }
            Row::Region => {
                let card = self.card()?;
                let regions = card.regions.iter().map(|region| pair(&region.id, &region.name)).collect();
                (regions, scenario.region_on(card)?.id.clone())
            }
            Row::Purchase => {
                let ways = self.purchases(self.card()?);
                (ways.iter().map(|way| pair(way.id(), way.label())).collect(), scenario.purchase.id().to_owned())
            }
            Row::Stage => {
                let mut stages = vec![pair("auto", "by users")];
                stages.extend(plan.stages.iter().map(|stage| pair(&stage.id, &stage.name)));
                (stages, scenario.stage.clone().unwrap_or_else(|| "auto".to_owned()))
            }
            Row::Variant => {
                let variants = &plan.stages[self.quote.stage.index].variants;
                (
                    variants.iter().map(|v| pair(&v.id, &v.name)).collect(),
                    self.quote.stage.variant.clone().unwrap_or_default(),
                )
            }
            Row::Addon(at) => return Some(switch(scenario.addons.contains(&plan.addons[at].id))),
            Row::Basis => {
                (Basis::ALL.iter().map(|basis| pair(basis.id(), basis.id())).collect(), scenario.basis.id().to_owned())
            }
            Row::Elastic => return Some(switch(scenario.elastic)),
        };
        let at = choices.iter().position(|(id, _)| *id == chosen).unwrap_or(0);
        Some((choices, at))
    }

    /// The card that prices; none where the plan's own figures stand.
    pub fn card(&self) -> Option<&Card> {
        self.catalog.card(&self.scenario().card)
    }

    /// How a card's sizes can be bought where it sells now, and the chosen way, which it may not sell.
    fn purchases(&self, card: &Card) -> Vec<Purchase> {
        let chosen = self.scenario().purchase;
        let mut ways = card.purchases(card.region(self.scenario().region.as_deref()));
        if !ways.contains(&chosen) {
            ways.push(chosen);
        }
        ways
    }

    /// How many prices are bought in the chosen way, of all that the card has for this bill; none on demand.
    pub fn bought_so(&self) -> Option<(usize, usize)> {
        let chosen = self.scenario().purchase;
        let prices = self.quote.lines.iter().filter_map(|line| line.card_price.as_ref());
        let so = prices.clone().filter(|price| price.purchase == chosen).count();
        (chosen != Purchase::OnDemand).then(|| (so, prices.count()))
    }

    /// The selected row of the what-if pane.
    pub fn row(&self) -> Row {
        if let Some(at) = self.sliders.get(self.selected.what_if) {
            return Row::Slider(*at);
        }
        self.rows().get(self.selected.what_if).copied().unwrap_or(Row::Stage)
    }

    /// Moves what is selected by a step.
    pub(super) fn adjust(&mut self, up: bool, coarse: bool) -> Option<Effect> {
        match self.focus {
            Pane::WhatIf => match self.row() {
                Row::Slider(at) => {
                    let catalog = self.catalog.clone();
                    self.change(|scenario| scenario.nudge(&catalog, &catalog.sliders[at], up, coarse))
                }
                row => self.choose(row, |at, len| if up { (at + 1) % len } else { (at + len - 1) % len }),
            },
            Pane::Levers => self.adjust_lever(up, coarse),
            Pane::Bill => self.adjust_quantity(up, coarse),
            Pane::Month | Pane::Watch => {
                self.say("figures follow the sliders: Tab goes to them, Enter explains this one");
                None
            }
        }
    }

    /// Moves what is selected to its end.
    pub(super) fn go_to_end(&mut self, high: bool) -> Option<Effect> {
        match (self.focus, self.row()) {
            (Pane::WhatIf, Row::Slider(at)) => {
                let catalog = self.catalog.clone();
                let slider = &catalog.sliders[at];
                let end = if high { slider.max } else { slider.min };
                self.change(|scenario| scenario.set(&catalog, slider, end))
            }
            (Pane::WhatIf, row) => self.choose(row, |_, len| if high { len - 1 } else { 0 }),
            (Pane::Levers, _) => self.end_lever(high),
            _ => {
                self.move_by(if high { 1000 } else { -1000 });
                None
            }
        }
    }

    fn choose(&mut self, row: Row, pick: impl Fn(usize, usize) -> usize) -> Option<Effect> {
        if row == Row::Income {
            return self.choose_income(pick);
        }
        let (choices, at) = self.choices(row)?;
        let (id, _) = choices.get(pick(at, choices.len()))?.clone();
        let addon = match row {
            Row::Addon(at) => self.plan().addons[at].id.clone(),
            _ => String::new(),
        };
        self.change(|scenario| chosen(scenario, row, &id, &addon))
    }

    /// Drops the selected line or takes it in again; takes the next choice of a row.
    pub(super) fn toggle(&mut self) -> Option<Effect> {
        match (self.focus, self.row()) {
            (Pane::Bill, _) => self.toggle_line(),
            (Pane::Levers, _) => self.toggle_lever(),
            (Pane::Watch, _) => self.toggle_answer(),
            (Pane::WhatIf, Row::Slider(_)) | (Pane::Month, _) => {
                self.say("Space switches a lever, or leaves out a line of the bill: Tab goes there");
                None
            }
            (Pane::WhatIf, row) => self.choose(row, |at, len| (at + 1) % len),
        }
    }

    /// Puts what is selected back to where the plan has it.
    pub(super) fn restore(&mut self) -> Option<Effect> {
        match self.focus {
            Pane::WhatIf => match self.row() {
                Row::Slider(at) => {
                    let id = self.catalog.sliders[at].id.clone();
                    self.change(|scenario| {
                        scenario.sliders.remove(&id);
                    })
                }
                Row::Elastic => self.change(|scenario| scenario.elastic = true),
                Row::Income => self.restore_income(),
                row => self.choose(row, |_, _| 0),
            },
            Pane::Bill => self.restore_line(),
            Pane::Levers => self.end_lever(false),
            Pane::Watch => self.take_answer_back(),
            Pane::Month => None,
        }
    }

    /// A slider dragged along its track.
    pub(super) fn drag(&mut self, row: usize, thousandths: u16) -> Option<Effect> {
        let Some(Row::Slider(at)) = self.rows().get(row).copied() else { return None };
        self.give_keys(Pane::WhatIf);
        self.selected.what_if = row;
        let catalog = self.catalog.clone();
        let slider = &catalog.sliders[at];
        let value = slider.at(f64::from(thousandths) / 1000.0);
        self.change(|scenario| scenario.set(&catalog, slider, value))
    }
}

fn chosen(scenario: &mut Scenario, row: Row, id: &str, addon: &str) {
    match row {
        Row::Card => scenario.choose_card(id, None),
        Row::Region => scenario.region = Some(id.to_owned()),
        Row::Purchase => {
            scenario.purchase = Purchase::ALL.into_iter().find(|way| way.id() == id).unwrap_or_default();
        }
        Row::Stage => scenario.stage = (id != "auto").then(|| id.to_owned()),
        Row::Variant => scenario.variant = Some(id.to_owned()),
        Row::Basis => scenario.basis = Basis::ALL.into_iter().find(|basis| basis.id() == id).unwrap_or_default(),
        Row::Elastic => scenario.elastic = id == "true",
        Row::Addon(_) => {
            scenario.addons.retain(|on| on != addon);
            if id == "true" {
                scenario.addons.push(addon.to_owned());
            }
        }
        Row::Slider(_) | Row::Income => {}
    }
}
