//! Reading files into a catalog: what each of them is, and what it names.

use crate::catalog::check::{self, CardUses, DriverUses, OwnUses};
use crate::catalog::own::Holds;
use crate::catalog::plan::Use;
use crate::catalog::service::ServiceUses;
use crate::catalog::{
    Agreed, Asked, Card, Catalog, Category, Currency, Discount, Driver, Meter, Notes, Plan, Rating, Service, Slider,
};
use crate::faults::{Fault, Named};
use crate::table::{Collected, Table};
use std::collections::HashSet;

/// What has been read so far.
#[derive(Default)]
pub(super) struct Reading {
    /// Sliders, meters and categories.
    vocabulary: Catalog,
    /// What names others stands beside the names it uses: what replaces one replaces both.
    drivers: Vec<(Driver, DriverUses)>,
    plans: Vec<(Plan, Vec<Use>)>,
    cards: Vec<(Card, CardUses)>,
    meters: Vec<(Meter, Option<Named>)>,
    services: Vec<(Service, ServiceUses)>,
    /// The names in the user's own prices, and in their rates.
    own: Vec<(OwnUses, Option<CardUses>)>,
    notes: Vec<(Notes, (Named, Vec<Use>))>,
    /// What the current layer has named so far, as `kind id`.
    given: HashSet<String>,
    /// Whether that is a folder of the user's.
    yours: bool,
}

impl Reading {
    /// The catalog that was read, with every name in it held against what there is.
    pub fn whole(self, faults: &Collected, warnings: &Collected) -> Catalog {
        let (plans, plan_uses): (_, Vec<_>) = self.plans.into_iter().unzip();
        let (cards, card_uses): (_, Vec<_>) = self.cards.into_iter().unzip();
        let (notes, note_uses): (_, Vec<_>) = self.notes.into_iter().unzip();
        let (drivers, driver_uses): (_, Vec<_>) = self.drivers.into_iter().unzip();
        let (meters, meter_uses): (_, Vec<_>) = self.meters.into_iter().unzip();
        let (services, service_uses): (_, Vec<_>) = self.services.into_iter().unzip();
        let catalog = Catalog { plans, cards, notes, drivers, meters, services, ..self.vocabulary };
        for uses in &service_uses {
            check::service(&catalog, uses, faults);
        }
        for (plan, uses) in catalog.plans.iter().zip(&plan_uses) {
            check::plan(&catalog, plan, uses, faults);
        }
        for (plan, uses) in &note_uses {
            check::notes(&catalog, plan, uses, faults);
        }
        for (card, uses) in catalog.cards.iter().zip(&card_uses) {
            check::card(&catalog, uses, faults);
            check::plausible(&catalog, card, uses, warnings);
        }
        for (own, uses) in &self.own {
            check::own(&catalog, own, faults);
            uses.iter().for_each(|uses| check::card(&catalog, uses, faults));
        }
        let agreed_uses = self.own.iter().filter_map(|(_, uses)| uses.as_ref());
        for (agreed, named) in catalog.agreed.iter().zip(agreed_uses.flat_map(|uses| &uses.rates)) {
            check::plausible_rate(&catalog, &agreed.currency, &agreed.rate, named, warnings);
        }
        check::meters_in_order(&catalog, &meter_uses, faults);
        check::drivers_in_order(&catalog, &driver_uses, faults);
        catalog
    }

    /// What is read from here on replaces what was read before.
    pub fn begin_layer(&mut self, depth: usize) {
        self.given.clear();
        self.yours = depth > 0;
    }

    /// A file says what it is by what stands in it: a plan has stages and a scale, a card rates and a currency, notes
    /// notes or calculators, the rest the shared vocabulary. One is enough, so that the others can be missed.
    pub fn file(&mut self, root: &Table, faults: &Collected, warnings: &Collected) -> Holds {
        if root.has("stage") || root.has("scale") {
            self.plan(root, faults)
        } else if root.has("rate") || root.has("sizes") || (root.has("currency") && !root.is_list("currency")) {
            self.card(root, faults, warnings)
        } else if root.has("note") || root.has("calculator") || root.has("nothing") {
            let (plan, notes, uses) = Notes::read(root);
            self.given_once("notes of the plan", &plan, faults);
            let holds = Holds::Notes(plan.text.clone());
            put(&mut self.notes, (notes, (plan, uses)), |(notes, _)| &notes.plan);
            holds
        } else {
            self.vocabulary(root, faults);
            self.own_prices(root, faults, warnings);
            Holds::Words
        }
    }

    fn plan(&mut self, root: &Table, faults: &Collected) -> Holds {
        let (id, plan, uses) = Plan::read(root);
        self.given_once("plan", &id, faults);
        put(&mut self.plans, (plan, uses), |(plan, _)| &plan.id);
        Holds::Plan(id.text)
    }

    fn card(&mut self, root: &Table, faults: &Collected, warnings: &Collected) -> Holds {
        let (id, card, uses) = Card::read(root, warnings);
        let card = Card { yours: self.yours, ..card };
        self.given_once("card", &id, faults);
        put(&mut self.cards, (card, uses), |(card, _)| &card.id);
        Holds::Card(id.text)
    }

    fn vocabulary(&mut self, root: &Table, faults: &Collected) {
        for (id, slider) in root.tables("slider").iter().map(Slider::read) {
            self.given_once("slider or driver", &id, faults);
            put(&mut self.vocabulary.sliders, slider, |slider| &slider.id);
        }
        for (id, driver, uses) in root.tables("driver").iter().map(Driver::read) {
            self.given_once("slider or driver", &id, faults);
            put(&mut self.drivers, (driver, uses), |(driver, _)| &driver.id);
        }
        for (id, meter, or) in root.tables("meter").iter().map(Meter::read) {
            self.given_once("meter", &id, faults);
            put(&mut self.meters, (meter, or), |(meter, _)| &meter.id);
        }
        for (id, currency) in root.tables("currency").iter().map(Currency::read) {
            self.given_once("currency", &id, faults);
            put(&mut self.vocabulary.currencies, currency, |currency| &currency.id);
        }
        let ratings: Vec<(Named, Rating)> = root.tables("rating").iter().map(Rating::read).collect();
        Rating::check(root, &ratings);
        if !ratings.is_empty() {
            self.vocabulary.ratings = ratings.into_iter().map(|(_, rating)| rating).collect();
        }
        for (id, asked) in root.tables("metric").iter().map(Asked::read) {
            self.given_once("metric", &id, faults);
            put(&mut self.vocabulary.asked, asked, |asked| &asked.id);
        }
        for (id, category) in root.tables("category").iter().map(Category::read) {
            self.given_once("category", &id, faults);
            put(&mut self.vocabulary.categories, category, |category| &category.id);
        }
        for (id, service, uses) in root.tables("service").iter().map(Service::read) {
            self.given_once("service", &id, faults);
            put(&mut self.services, (service, uses), |(service, _)| &service.id);
        }
    }

    fn own_prices(&mut self, root: &Table, faults: &Collected, warnings: &Collected) {
        for table in root.tables("discount") {
            let (discount, uses) = Discount::read(&table);
            let same = |other: &Discount| {
                (&other.card, &other.category, &other.meter) == (&discount.card, &discount.category, &discount.meter)
            };
            if self.vocabulary.discounts.iter().any(same) {
                let title = "this discount is given twice".to_owned();
                let label = "another is off the same: discounts do not add up, leave one of them out".to_owned();
                faults.push(Fault { title, label, place: table.place() });
            }
            self.vocabulary.discounts.push(discount);
            self.own.push((uses, None));
        }
        for table in root.tables("agreed") {
            let (agreed, own, uses) = Agreed::read(&table, warnings);
            let same = |other: &Agreed| other.rate.meter == agreed.rate.meter && other.card == agreed.card;
            if self.vocabulary.agreed.iter().any(same) {
                let title = format!("the rate of `{}` is agreed on twice", agreed.rate.meter);
                let label = "another is for the same meter and card: leave one of them out".to_owned();
                faults.push(Fault { title, label, place: table.place() });
            }
            self.vocabulary.agreed.push(agreed);
            self.own.push((own, Some(uses)));
        }
    }

    fn given_once(&mut self, kind: &str, id: &Named, faults: &Collected) {
        let key = format!("{kind} {}", id.text);
        if self.given.contains(&key) && !id.text.is_empty() {
            faults.push(Fault {
                title: format!("the {kind} `{}` is given twice", id.text),
                label: "give it another id; only a folder of yours may replace what the program has".into(),
                place: id.place.clone(),
            });
        }
        self.given.insert(key);
    }
}

/// Replaces the item with the same id, or adds it.
fn put<T>(items: &mut Vec<T>, item: T, id: impl Fn(&T) -> &String) {
    match items.iter().position(|old| id(old) == id(&item)) {
        Some(index) => items[index] = item,
        None => items.push(item),
    }
}
