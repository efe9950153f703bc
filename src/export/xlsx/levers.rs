//! The sheet of levers: what each takes off each line, at its share.

use super::look::{Kind, Look};
use super::matter::Matter;
use super::page::{At, Page};
use super::places::{HEAD, LEVERS};
use crate::amount::{Decimal, Number, exact};
use crate::engine::Acting;

const SHARE: u16 = 2;
/// What a lever saves of the line: the most, to be reckoned with, the least.
const SAVES: u16 = 4;
/// What it takes off at its share, likewise.
const TAKES: u16 = 7;
/// Units that it makes free at its share.
const FREE: u16 = 10;

pub(super) fn page(matter: &Matter) -> Page {
    let about = "Of one group the savings add up, groups multiply: what is left of a line is on the sheet Bill.";
    let widths = [30.0, 30.0, 10.0, 8.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0];
    let mut page = Page::new(LEVERS, "What levers take off", about, &widths);
    let heads = [
        "Line",
        "Lever",
        "Share",
        "Group",
        "Saves, at most",
        "Saves",
        "Saves, at least",
        "Takes, at most",
        "Takes",
        "Takes, at least",
        "Free units",
    ];
    page.head(HEAD, &heads, &[(2, 10)]);
    for (at, line) in matter.lines() {
        for (row, lever) in matter.places.levers_of(at).zip(&matter.acting[at]) {
            page.words(row, 0, &line.line.item, Kind::Words);
            self::row(&mut page, matter, row, lever);
        }
    }
    page
}

fn row(page: &mut Page, matter: &Matter, row: u32, lever: &Acting) {
    let named = matter.plan.levers.iter().find(|other| other.id == lever.lever);
    page.words(row, 1, named.map_or("", |named| named.name.as_str()), Kind::Words);
    page.live(
        row,
        SHARE,
        &format!("={}", matter.places.share(&lever.lever).on(LEVERS)),
        lever.share,
        Look::of(Kind::Share),
    );
    page.figure(row, 3, Decimal::from(lever.group + 1), Look::of(Kind::Whole));
    let share = page.at(SHARE, row).here();
    for (end, saves) in (0..).zip(lever.saves) {
        let part = saves.over(lever.of).ok();
        match part.filter(|_| lever.of == Decimal::ONE) {
            Some(part) => page.figure(row, SAVES + end, part, Look::of(Kind::Share)),
            None => {
                let formula = format!("={}/{}", exact(saves), exact(lever.of));
                page.live(row, SAVES + end, &formula, part, Look::of(Kind::Share));
            }
        }
        let takes = part.and_then(|part| part.times(lever.share).ok());
        let formula = format!("={share}*{}", page.at(SAVES + end, row).here());
        page.live(row, TAKES + end, &formula, takes, Look::of(Kind::Share));
    }
    if !lever.free.is_zero() {
        let formula = format!("={share}*{}", exact(lever.free));
        page.live(row, FREE, &formula, lever.free.times(lever.share).ok(), Look::of(Kind::Count));
    }
}

/// What is left of a line after its levers, on a sheet: of the most that they take (0), what is reckoned with (1), the least (2).
pub(super) fn left(matter: &Matter, line: usize, end: u16, sheet: &str) -> String {
    let acting = &matter.acting[line];
    let rows = matter.places.levers_of(line);
    let mut groups: Vec<usize> = acting.iter().map(|lever| lever.group).collect();
    groups.dedup();
    let factor = |group: &usize| {
        let takes = rows.clone().zip(acting).filter(|(_, lever)| lever.group == *group);
        let takes = takes.map(|(row, _)| At { sheet: LEVERS, column: TAKES + end, row }.on(sheet));
        format!("MAX(0,1-{})", takes.collect::<Vec<_>>().join("-"))
    };
    let factors: Vec<String> = groups.iter().map(factor).collect();
    if factors.is_empty() { "=1".to_owned() } else { format!("={}", factors.join("*")) }
}

/// The units of a line that levers make free, on a sheet; none where no lever does.
pub(super) fn free(matter: &Matter, line: usize, sheet: &str) -> Option<String> {
    let rows = matter.places.levers_of(line).zip(&matter.acting[line]);
    let free = rows.filter(|(_, lever)| !lever.free.is_zero());
    let cells: Vec<String> = free.map(|(row, _)| At { sheet: LEVERS, column: FREE, row }.on(sheet)).collect();
    (!cells.is_empty()).then(|| format!("={}", cells.join("+")))
}
