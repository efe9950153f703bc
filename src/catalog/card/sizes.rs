//! Sizes as they stand in a card: one by one, or a long list of them as a table.

use super::shelf::{Flexible, Needs, Shelf, Size};
use super::{Billing, Purchase, Reader};
use crate::amount::Decimal;
use crate::catalog::check::CardUses;
use crate::faults::{Named, Place};
use crate::table::{GridRow, Table};
use std::collections::HashSet;

/// The columns of a table of sizes.
const COLUMNS: [&str; 5] = ["name", "vcpu", "memory_gb", "gpus", "price"];

const ONE_PRICE: &str = "expected `price`, or `per_vcpu` and `per_gb` where any size can be had";

impl Shelf {
    /// Reads a `[[sizes]]`.
    pub(super) fn read(table: &Table, card: &Reader, uses: &mut CardUses) -> Self {
        let meter = table.need_text("meter");
        let mut shelf = Shelf {
            meter: meter.text.clone(),
            region: card.region(table),
            purchase: Purchase::read(table),
            from: card.from(table),
            billing: Billing::read(table),
            note: table.name("note").map(|named| named.text),
            sizes: Vec::new(),
            flexible: Vec::new(),
            cheapest: Vec::new(),
            most: Vec::new(),
        };
        let names = uses.sizes.entry((meter.text.clone(), shelf.region, shelf.purchase)).or_default();
        shelf.read_list(table, names);
        shelf.read_table(table, names);
        if shelf.sizes.is_empty() && shelf.flexible.is_empty() && !table.has("table") {
            let label = "expected `list = [{ name = \"…\", price = \"…\" }, …]`";
            table.fault(meter.place.clone(), "there are no sizes here", label);
        }
        uses.shelves.push(meter);
        shelf.sort();
        table.finish();
        shelf
    }

    fn read_list(&mut self, table: &Table, names: &mut HashSet<String>) {
        for row in &table.all_tables("list") {
            let name = row.need_text("name");
            match row.place_of("per_vcpu").or_else(|| row.place_of("per_gb")) {
                Some(place) => self.flexible.push(Flexible::read(row, &name, place)),
                None => self.sizes.push(Size::read(row, &name)),
            }
            row.finish();
            priced_once(table, name, names);
        }
    }

    fn read_table(&mut self, table: &Table, names: &mut HashSet<String>) {
        let Some(grid) = table.grid("table", &COLUMNS) else { return };
        if !grid.has(0) || !grid.has(4) {
            return table.fault(
                grid.head(),
                "a size has a name and a price",
                "expected the columns `name` and `price`",
            );
        }
        if !grid.has_rows() {
            table.fault(grid.head(), "there are no sizes here", "expected them below, a row each");
        }
        for row in grid.rows() {
            let name = row.text(0).unwrap_or_else(|| {
                row.fault(row.place(), "this size has no name", "expected one in the column `name`");
                Named { text: String::new(), place: row.place() }
            });
            self.sizes.push(Size::of_row(&row, &name));
            priced_once(table, name, names);
        }
    }
}

/// A size is not among those that were named before it.
fn priced_once(table: &Table, name: Named, names: &mut HashSet<String>) {
    if !names.insert(name.text.clone()) && !name.text.is_empty() {
        let label = "one price for a size, region and way to buy it: leave one of them out";
        table.fault(name.place, format!("the size `{}` is priced twice", name.text), label);
    }
}

/// A part of a spec: there is some of it, where it is given.
fn part(table: &Table, key: &'static str) -> Option<Decimal> {
    let amount = table.decimal(key)?;
    if amount.is_zero() {
        let place = table.place_of(key).unwrap_or_else(|| table.place());
        table.fault(place, format!("`{key}` of nothing"), "expected more than 0, or leave it out");
    }
    Some(amount)
}

/// The same in a row of a table.
fn part_of(row: &GridRow, column: usize) -> Option<Decimal> {
    let (amount, place) = row.decimal(column)?;
    if amount.is_zero() {
        row.fault(place, format!("`{}` of nothing", COLUMNS[column]), "expected more than 0, or leave it empty");
    }
    Some(amount)
}

impl Size {
    fn read(table: &Table, name: &Named) -> Self {
        if !table.has("price") {
            table.fault(name.place.clone(), format!("`{}` has no price", name.text), ONE_PRICE);
        }
        Size {
            name: name.text.clone(),
            vcpu: part(table, "vcpu"),
            memory_gb: part(table, "memory_gb"),
            gpus: part(table, "gpus"),
            price: table.decimal("price").unwrap_or_default(),
        }
    }

    fn of_row(row: &GridRow, name: &Named) -> Self {
        if row.is_empty(4) {
            row.fault(
                name.place.clone(),
                format!("`{}` has no price", name.text),
                "expected one in the column `price`",
            );
        }
        Size {
            name: name.text.clone(),
            vcpu: part_of(row, 1),
            memory_gb: part_of(row, 2),
            gpus: part_of(row, 3),
            price: row.decimal(4).map(|(price, _)| price).unwrap_or_default(),
        }
    }
}

impl Flexible {
    /// Reads a size with a price at this place for each part.
    fn read(table: &Table, name: &Named, place: Place) -> Self {
        let fixed = ["vcpu", "memory_gb", "gpus"].map(|key| table.place_of(key)).into_iter().flatten().next();
        if table.has("price") {
            // Whatever else stands there belongs to one of the two.
            table.fault(place, format!("`{}` has two prices", name.text), ONE_PRICE);
        } else if let Some(place) = fixed {
            let label = "leave it out: what is needed of it is paid, at so much each";
            table.fault(place, format!("`{}` is of any size", name.text), label);
        }
        let flexible = Flexible {
            name: name.text.clone(),
            per_vcpu: table.decimal("per_vcpu").unwrap_or_default(),
            per_gb: table.decimal("per_gb").unwrap_or_default(),
            from_gb: table.decimal("from_gb").unwrap_or_default(),
            to_gb: table.decimal("to_gb"),
        };
        if let Some(place) = table.place_of("to_gb").filter(|_| flexible.to_gb.is_some_and(|to| to < flexible.from_gb))
        {
            let title = format!("`{}` has its ends the wrong way round", name.text);
            table.fault(place, title, "`to_gb` is below `from_gb`");
        }
        flexible
    }
}

impl Needs {
    /// Reads a line's `needs`, if it has any.
    pub(in crate::catalog) fn of(line: &Table) -> Option<Self> {
        if let Some(place) = line.place_of("needs").filter(|_| !line.is_table("needs")) {
            line.fault(place, "`needs` is a table", "expected such as `{ vcpu = \"2\", memory_gb = \"4\" }`");
            return None;
        }
        line.table("needs").map(|table| Needs::read(&table))
    }

    fn read(table: &Table) -> Self {
        let needs = Needs {
            vcpu: part(table, "vcpu"),
            memory_gb: part(table, "memory_gb"),
            gpus: part(table, "gpus"),
            size: table.name("size").map(|named| named.text),
        };
        if needs == Needs::default() {
            let label = "expected `vcpu`, `memory_gb`, `gpus` or `size`";
            table.fault(table.place(), "this line needs nothing", label);
        }
        table.finish();
        needs
    }
}
