//! Every card and region as a table: what a month costs there, how it stands to now, and what is to be known of it. Pure.

mod detail;

use crate::amount::{Decimal, Estimate, Number, money, money_fine, percent, signed_money};
use crate::catalog::{DOCUMENTED, Trust};
use crate::date::Date;
use crate::explore::cards::{Offer, cheapest, enough};
use crate::report;
use crate::rows::{Block, Cell, Column, Row};

/// What is said above the table where no list prices anything.
pub const NO_LIST: &str = "No list prices a line of this bill: the plan's own figures stand.";

/// The offers as a table, in their order; `today` tells which prices are old.
pub fn table(offers: &[Offer], today: Date) -> Block {
    let columns = vec![
        Column::words("  Card", 12).whole(),
        Column::figures("A month", 11),
        Column::words("▒ doc", 4),
        Column::figures("Against now", 10),
        Column::words("Lines", 9),
        Column::figures("Margin", 6),
        Column::figures("", 7),
        Column::figures("Per user", 3),
        Column::figures("Covers", 2),
        Column::words("Oldest price", 8),
        Column::words("", 5),
    ];
    let dearest = offers.iter().filter_map(|offer| offer.cost.ok()).map(|cost| cost.expected).max();
    let all = All { dearest: dearest.unwrap_or_default(), enough: enough(offers), best: cheapest(offers), today };
    Block { columns, rows: offers.iter().map(|offer| all.row(offer)).collect() }
}

/// What an offer is held against.
struct All<'a> {
    /// The most that any costs.
    dearest: Decimal,
    /// Lines that one has to price to be compared.
    enough: usize,
    /// The one that is the answer.
    best: Option<&'a Offer>,
    today: Date,
}

impl All<'_> {
    fn row(&self, offer: &Offer) -> Row {
        let best = self.best.is_some_and(|best| best.is_same(offer));
        // What prices next to nothing is cheap, or dear, by the document's own figures.
        let compares = offer.current || offer.card == DOCUMENTED || offer.lines >= self.enough;
        let said = |text: String| if compares { Cell::plain(text) } else { Cell::dim(text) };
        let shade = |cell: Cell| if compares { cell } else { Cell::dim(cell.text).of(cell.unit) };
        let name = if best { said(offer.words()).signed(true) } else { said(offer.words()).unsigned() };
        let expected = |of: Option<Estimate>| of.map(|of| of.expected);
        let cost = offer.cost.map_or_else(|_| "too large".to_owned(), |cost| money(cost.expected));
        let margin = |margin: Decimal| Cell::plain(money(margin)).or_loss(margin);
        let margin = expected(offer.margin).map_or(Cell::dim("—"), margin);
        let share = offer.margin_share.map_or(Cell::empty(), Cell::margin);
        let covers = offer.covers.filter(|_| offer.lines > 0).map(percent).unwrap_or_default();
        Row::new([
            name,
            if best { Cell::plain(cost).strong() } else { said(cost) },
            self.bar(offer),
            shade(against_now(offer)),
            shade(lines(offer)),
            shade(margin),
            shade(share),
            expected(offer.cost_per_user).map_or(Cell::dim("—"), |cost| Cell::dim(money_fine(cost))),
            Cell::dim(covers.trim_end_matches(" %")).of(if covers.is_empty() { "" } else { "%" }),
            self.oldest(offer),
            Cell::plain(report::cards::graded(offer).collect::<Vec<_>>().join(", ")),
        ])
        .told(detail::of(offer, self.today))
    }

    /// What a month costs beside the dearest: what the card priced, and hatched what stands as documented.
    fn bar(&self, offer: &Offer) -> Cell {
        let part = |cost: Decimal| if self.dearest.is_zero() { 0.0 } else { f64::of(cost) / f64::of(self.dearest) };
        let whole = offer.cost.map_or(0.0, |cost| part(cost.expected));
        Cell::bar(whole * offer.priced.map_or(0.0, f64::of), whole)
    }

    fn oldest(&self, offer: &Offer) -> Cell {
        let low = if offer.trust == Some(Trust::Low) { " ?" } else { "" };
        let words = Cell::dim(format!("{}{low}", report::cards::date_words(offer)));
        if offer.is_old(self.today) == Some(true) { words.signed(false) } else { words }
    }
}

fn against_now(offer: &Offer) -> Cell {
    match offer.delta {
        _ if offer.current => Cell::plain("now").here(),
        None => Cell::dim("—"),
        Some(gap) if gap.is_zero() => Cell::dim("0"),
        Some(gap) => Cell::plain(signed_money(gap)).moved(gap > Decimal::ZERO),
    }
}

fn lines(offer: &Offer) -> Cell {
    if offer.lines == 0 { Cell::dim("—") } else { Cell::plain(format!("{} of {}", offer.lines, offer.all_lines())) }
}
