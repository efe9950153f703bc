//! Reading files into a catalog: what each of them is, and what it names.

use crate::catalog::check::{self, CardUses, DriverUses, Lists, OwnUses};
use crate::catalog::own::Holds;
use crate::catalog::plan::Use;
use crate::catalog::service::ServiceUses;
use crate::catalog::{
    Agreed, Asked, Card, Catalog, Category, Currency, Discount, Driver, Meter, Notes, Plan, Rating, Service, Slider,
};
use crate::faults::{Fault, Named};
use crate::table::{Collected, Table};
use std::collections::{HashMap, HashSet};

/// Sliders, and drivers, of one file: more would fill no screen.
const MOST_MOVED: usize = 200;

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
    discounts: Vec<(Discount, OwnUses)>,
    agreed: Vec<(Agreed, (OwnUses, CardUses))>,
    notes: Vec<(Notes, (Named, Vec<Use>))>,
    /// What the current layer has named so far, as `kind id`.
    given: HashSet<String>,
    /// Where what was named stands among its kind, by `kind id`.
    places: HashMap<String, usize>,
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
        let (discounts, discount_uses): (_, Vec<_>) = self.discounts.into_iter().unzip();
        let (agreed, agreed_uses): (_, Vec<_>) = self.agreed.into_iter().unzip();
        let catalog = Catalog { plans, cards, notes, drivers, meters, services, discounts, agreed, ..self.vocabulary };
        let lists = Lists::of(&catalog);
        for uses in &service_uses {
            check::service(&lists, uses, faults);
        }
        for (plan, uses) in catalog.plans.iter().zip(&plan_uses) {
            check::plan(&lists, plan, uses, faults);
        }
        for (plan, uses) in &note_uses {
            check::notes(&lists, plan, uses, faults);
        }
        for (card, uses) in catalog.cards.iter().zip(&card_uses) {
            check::card(&lists, uses, faults);
            check::plausible(&lists, card, uses, warnings);
        }
        discount_uses.iter().for_each(|own| check::own(&lists, own, faults));
        for (agreed, (own, uses)) in catalog.agreed.iter().zip(&agreed_uses) {
            check::own(&lists, own, faults);
            check::card(&lists, uses, faults);
            for named in &uses.rates {
                check::plausible_rate(&lists, &agreed.currency, &agreed.rate, named, warnings);
            }
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
            put(&mut self.notes, &mut self.places, ("notes", &plan.text.clone()), (notes, (plan, uses)));
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
        put(&mut self.plans, &mut self.places, ("plan", &id.text), (plan, uses));
        Holds::Plan(id.text)
    }

    fn card(&mut self, root: &Table, faults: &Collected, warnings: &Collected) -> Holds {
        let (id, card, uses) = Card::read(root, warnings);
        let card = Card { yours: self.yours, ..card };
        self.given_once("card", &id, faults);
        put(&mut self.cards, &mut self.places, ("card", &id.text), (card, uses));
        Holds::Card(id.text)
    }

    fn vocabulary(&mut self, root: &Table, faults: &Collected) {
        for (id, slider) in root.tables_up_to("slider", MOST_MOVED).iter().map(Slider::read) {
            self.given_once("slider or driver", &id, faults);
            put(&mut self.vocabulary.sliders, &mut self.places, ("slider", &id.text), slider);
        }
        for (id, driver, uses) in root.tables_up_to("driver", MOST_MOVED).iter().map(Driver::read) {
            self.given_once("slider or driver", &id, faults);
            put(&mut self.drivers, &mut self.places, ("driver", &id.text), (driver, uses));
        }
        for (id, meter, or) in root.tables("meter").iter().map(Meter::read) {
            self.given_once("meter", &id, faults);
            put(&mut self.meters, &mut self.places, ("meter", &id.text), (meter, or));
        }
        for (id, currency) in root.tables("currency").iter().map(Currency::read) {
            self.given_once("currency", &id, faults);
            put(&mut self.vocabulary.currencies, &mut self.places, ("currency", &id.text), currency);
        }
        let ratings: Vec<(Named, Rating)> = root.tables("rating").iter().map(Rating::read).collect();
        Rating::check(root, &ratings);
        if !ratings.is_empty() {
            self.vocabulary.ratings = ratings.into_iter().map(|(_, rating)| rating).collect();
        }
        for (id, asked) in root.tables("metric").iter().map(Asked::read) {
            self.given_once("metric", &id, faults);
            put(&mut self.vocabulary.asked, &mut self.places, ("metric", &id.text), asked);
        }
        for (id, category) in root.tables("category").iter().map(Category::read) {
            self.given_once("category", &id, faults);
            put(&mut self.vocabulary.categories, &mut self.places, ("category", &id.text), category);
        }
        for (id, service, uses) in root.tables("service").iter().map(Service::read) {
            self.given_once("service", &id, faults);
            put(&mut self.services, &mut self.places, ("service", &id.text), (service, uses));
        }
    }

    fn own_prices(&mut self, root: &Table, faults: &Collected, warnings: &Collected) {
        for table in root.tables("discount") {
            let (discount, uses) = Discount::read(&table);
            let off = [&discount.card, &discount.category, &discount.meter].map(|id| id.as_deref().unwrap_or("*"));
            let key = off.join(" ");
            if !self.given.insert(format!("discount {key}")) {
                let title = "this discount is given twice".to_owned();
                let label = "another is off the same: discounts do not add up, leave one of them out".to_owned();
                faults.push(Fault { title, label, place: table.place() });
            }
            put(&mut self.discounts, &mut self.places, ("discount", &key), (discount, uses));
        }
        for table in root.tables("agreed") {
            let (agreed, own, uses) = Agreed::read(&table, warnings);
            let key = format!("{} {}", agreed.rate.meter, agreed.card.as_deref().unwrap_or("*"));
            if !self.given.insert(format!("agreed {key}")) {
                let title = format!("the rate of `{}` is agreed on twice", agreed.rate.meter);
                let label = "another is for the same meter and card: leave one of them out".to_owned();
                faults.push(Fault { title, label, place: table.place() });
            }
            put(&mut self.agreed, &mut self.places, ("agreed", &key), (agreed, (own, uses)));
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

/// Replaces the item of the same kind and id, or adds it.
fn put<T>(items: &mut Vec<T>, places: &mut HashMap<String, usize>, (kind, id): (&str, &str), item: T) {
    let place = *places.entry(format!("{kind} {id}")).or_insert(items.len());
    match items.get_mut(place) {
        Some(old) => *old = item,
        None => items.push(item),
    }
}
