//! A card as it stands in `cards/*.toml`: reading one, with every fault in it.

use super::{Card, PriceSource, Rate, Region, Shelf, Trust};
use crate::catalog::DOCUMENTED;
use crate::catalog::check::CardUses;
use crate::catalog::demand::one_of;
use crate::catalog::plan::distinct;
use crate::date::Date;
use crate::faults::{Fault, Named, Place};
use crate::table::{Collected, Table};
use crate::text::did_you_mean;
use std::collections::HashSet;

/// What the prices of a card name: its sources and its regions.
pub(in crate::catalog) struct Reader<'a> {
    sources: Vec<PriceSource>,
    regions: Vec<Region>,
    warnings: &'a Collected,
}

impl<'a> Reader<'a> {
    /// For prices from one source that hold everywhere.
    pub(in crate::catalog) fn of(source: PriceSource, warnings: &'a Collected) -> Self {
        Reader { sources: vec![source], regions: Vec::new(), warnings }
    }

    /// The place of the source that `from` names; the first where there is none.
    pub(super) fn from(&self, table: &Table) -> usize {
        let Some(named) = table.name("from") else { return 0 };
        let ids = self.sources.iter().map(|source| source.id.as_str());
        self.place(table, "from", &named, "source", ids.filter(|id| !id.is_empty())).unwrap_or(0)
    }

    /// The place of the region that `region` names; none where it names none.
    pub(super) fn region(&self, table: &Table) -> Option<usize> {
        let named = table.name("region")?;
        self.place(table, "region", &named, "region", self.regions.iter().map(|region| region.id.as_str()))
    }

    fn place<'b>(
        &self,
        table: &Table,
        key: &str,
        named: &Named,
        what: &str,
        ids: impl Iterator<Item = &'b str> + Clone,
    ) -> Option<usize> {
        let at = ids.clone().position(|id| id == named.text);
        if at.is_none() && !named.text.is_empty() {
            let (title, label) = match ids.clone().next() {
                Some(_) => (
                    format!("`{}` is no [[{what}]] of this card", named.text),
                    format!("expected the id of a [[{what}]]{}", did_you_mean(&named.text, ids)),
                ),
                None => (format!("`{key}` says nothing here"), format!("there is no [[{what}]]: leave it out")),
            };
            table.fault(named.place.clone(), title, label);
        }
        at
    }

    /// Notes what may be right and is more likely wrong.
    pub(super) fn warn(&self, place: Place, title: impl Into<String>, label: impl Into<String>) {
        self.warnings.push(Fault { title: title.into(), label: label.into(), place });
    }
}

impl PriceSource {
    /// What the user wrote: no date, no grade.
    pub(in crate::catalog) fn yours(name: &str) -> Self {
        PriceSource { id: String::new(), name: name.to_owned(), as_of: None, trust: None }
    }

    /// A card has one `source`, a text with the card's own date and grade, or several as `[[source]]`.
    fn read_all(card: &Table) -> Vec<(Named, Self)> {
        if let Some(place) = card.place_of("source").filter(|_| card.is_empty_list("source")) {
            card.fault(place, "prices are from somewhere", "expected at least one [[source]]");
            return Vec::new();
        }
        if card.is_list("source") {
            return card.all_tables("source").iter().map(PriceSource::read).collect();
        }
        let name = card.need_text("source");
        let text = name.text.clone();
        vec![(name, PriceSource { id: String::new(), name: text, as_of: read_date(card), trust: read_trust(card) })]
    }

    fn read(table: &Table) -> (Named, Self) {
        let id = table.need_id("id");
        let source = PriceSource {
            id: id.text.clone(),
            name: table.need_text("name").text,
            as_of: read_date(table),
            trust: read_trust(table),
        };
        table.finish();
        (id, source)
    }
}

/// The date of a table, if it has one.
pub(in crate::catalog) fn read_date(table: &Table) -> Option<Date> {
    let text = table.text("as_of")?;
    let date = text.text.parse::<Date>();
    if let Err(bad) = &date {
        table.fault(text.place, "`as_of` is no date", bad.to_string());
    }
    date.ok()
}

fn read_trust(table: &Table) -> Option<Trust> {
    table.name("trust").map(|word| one_of(table, &word, &Trust::WORDS))
}

impl Card {
    /// Reads a card file; the names it uses come along for the check.
    pub(in crate::catalog) fn read(table: &Table, warnings: &Collected) -> (Named, Self, CardUses) {
        let mut uses = CardUses::default();
        let id = table.need_id("id");
        uses.plan = table.text("plan");
        uses.provider = table.name("provider");
        let currency = table.need_text("currency");
        let (source_ids, sources): (Vec<Named>, Vec<PriceSource>) = PriceSource::read_all(table).into_iter().unzip();
        let (region_ids, regions): (Vec<Named>, Vec<Region>) = table.tables("region").iter().map(Region::read).unzip();
        distinct(table, "source", &source_ids);
        distinct(table, "region", &region_ids);
        let reader = Reader { sources, regions, warnings };
        let read_rate = |uses: &mut CardUses, rate: &Table| {
            let read = Rate::read(rate, &reader, uses);
            rate.finish();
            read
        };
        let card = Card {
            id: id.text.clone(),
            name: table.need_text("name").text,
            currency: currency.text.clone(),
            provider: uses.provider.as_ref().map(|named| named.text.clone()),
            plan: uses.plan.as_ref().map(|named| named.text.clone()),
            rates: table.all_tables("rate").iter().map(|rate| read_rate(&mut uses, rate)).collect(),
            shelves: table.tables("sizes").iter().map(|sizes| Shelf::read(sizes, &reader, &mut uses)).collect(),
            sources: reader.sources,
            regions: reader.regions,
            yours: false,
        };
        uses.currency = Some(currency);
        if id.text == DOCUMENTED {
            table.fault(id.place.clone(), "`documented` is the card every plan has", "give this card another id");
        }
        if card.rates.is_empty() && card.shelves.is_empty() {
            let title = format!("card `{}` prices nothing", id.text);
            table.fault(id.place.clone(), title, "expected at least one [[rate]] or [[sizes]]");
        }
        card.check_once(table, &uses);
        card.check_dates(&source_ids, warnings);
        (id, card, uses)
    }

    /// In one region a meter has one rate, or sizes.
    fn check_once(&self, table: &Table, uses: &CardUses) {
        let sized: HashSet<(&str, Option<usize>)> =
            self.shelves.iter().map(|shelf| (shelf.meter.as_str(), shelf.region)).collect();
        let mut rated = HashSet::new();
        for (rate, named) in self.rates.iter().zip(&uses.rates) {
            let of = (rate.meter.as_str(), rate.region);
            let (twice, sizes) = (!rated.insert(of), sized.contains(&of));
            if (twice || sizes) && !rate.meter.is_empty() {
                let title = format!("`{}` is priced twice", rate.meter);
                let label = if twice {
                    "one rate a meter and region: leave one of them out"
                } else {
                    "it has [[sizes]] too: leave one of the two out"
                };
                table.fault(named.place.clone(), title, label);
            }
        }
    }

    fn check_dates(&self, places: &[Named], warnings: &Collected) {
        for (source, named) in self.sources.iter().zip(places) {
            // A document's own comparison is as old as the document.
            if source.as_of.is_none() && self.plan.is_none() {
                let from = if source.id.is_empty() { String::new() } else { format!(" from `{}`", source.id) };
                let title = format!("the prices of card `{}`{from} have no date", self.id);
                let label = "they count as old: give `as_of`, such as \"2026-10-28\"".to_owned();
                warnings.push(Fault { title, label, place: named.place.clone() });
            }
        }
    }
}
