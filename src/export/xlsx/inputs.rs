//! The sheet of inputs: the sliders, what follows from them, the buffer, the hours, the shares of levers and the factors of
//! the user's bill, each a cell to change.

use super::factors;
use super::look::{Kind, Look};
use super::matter::Matter;
use super::page::Page;
use super::places::{BUFFER, HEAD, HOURS, INPUTS, VALUE};
use crate::amount::Number;
use crate::catalog::{Effect, Lever, Slider, SliderUnit};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula};

pub(super) fn page(matter: &Matter) -> Page {
    let about = "Change a yellow cell, and every sheet follows: within this stage as the program itself would.";
    let mut page = Page::new(INPUTS, "Inputs", about, &[34.0, 18.0, 22.0, 70.0]);
    page.head(HEAD, &["Input", "Value", "Name in formulas", "What it is"], &[(1, 1)]);
    sliders(&mut page, matter);
    drivers(&mut page, matter);
    settings(&mut page, matter);
    levers(&mut page, matter);
    factors::rows(&mut page, matter);
    page
}

/// How the values of a slider look.
fn kind_of(slider: &Slider) -> Kind {
    match slider.unit {
        SliderUnit::Share => Kind::Share,
        SliderUnit::Money => Kind::Price,
        SliderUnit::Count if slider.whole => Kind::Whole,
        SliderUnit::Count => Kind::Count,
    }
}

fn sliders(page: &mut Page, matter: &Matter) {
    for (at, slider) in matter.catalog.sliders.iter().enumerate() {
        let row = matter.places.driver(at).row;
        page.words(row, 0, &slider.label, Kind::Words);
        page.figure(row, VALUE, matter.value(at).unwrap_or_default(), Look::input(kind_of(slider)));
        page.words(row, 2, matter.places.name(at).unwrap_or_default(), Kind::Words);
        let (from, to) = (slider.show(slider.min), slider.show(slider.max));
        let whole = if slider.whole { ", whole numbers" } else { "" };
        page.words(row, 3, &format!("from {from} to {to}{whole}"), Kind::Words);
        let (min, max) = (f64::of(slider.min), f64::of(slider.max));
        let rule = DataValidation::new().allow_decimal_number(DataValidationRule::Between(min, max));
        page.keep(|sheet| sheet.add_data_validation(row, VALUE, row, VALUE, &rule).map(drop));
    }
}

fn drivers(page: &mut Page, matter: &Matter) {
    let sliders = matter.catalog.sliders.len();
    page.words(matter.places.driver(sliders).row - 1, 0, "What follows from them", Kind::Head);
    for (at, driver) in matter.catalog.drivers.iter().enumerate() {
        let index = sliders + at;
        let row = matter.places.driver(index).row;
        let named = |id: &String| matter.catalog.driver_index(id).map(|index| matter.places.named(index, INPUTS));
        let times = driver.times.iter().filter_map(named);
        let without = driver.without.iter().filter_map(named).map(|share| format!("(1-{share})"));
        let product = times.chain(without).collect::<Vec<_>>().join("*");
        // A binary float may fall short of a whole number by its last bit.
        let formula = if driver.whole { format!("=INT(ROUND({product},9))") } else { format!("={product}") };
        page.words(row, 0, &crate::text::capital(&driver.label), Kind::Words);
        let kind = if driver.whole { Kind::Whole } else { Kind::Count };
        page.live(row, VALUE, &formula, matter.value(index), Look::of(kind));
        page.words(row, 2, matter.places.name(index).unwrap_or_default(), Kind::Words);
    }
}

fn settings(page: &mut Page, matter: &Matter) {
    let (buffer, hours) = (matter.places.buffer().row, matter.places.hours().row);
    page.words(buffer - 1, 0, "Settings", Kind::Head);
    page.words(buffer, 0, "Buffer on the total", Kind::Words);
    page.figure(buffer, VALUE, matter.quote.total_from.buffer.unwrap_or_default(), Look::input(Kind::Share));
    page.words(buffer, 2, BUFFER, Kind::Words);
    page.words(buffer, 3, "a share of what it is a buffer of; 0 for none", Kind::Words);
    page.words(hours, 0, "Hours a month", Kind::Words);
    match matter.scenario.hours {
        Some(set) => page.figure(hours, VALUE, set, Look::input(Kind::Count)),
        None => page.keep(|sheet| sheet.write_blank(hours, VALUE, &Look::input(Kind::Count).format()).map(drop)),
    }
    page.words(hours, 2, HOURS, Kind::Words);
    page.words(hours, 3, "empty: each line at the hours that its price is printed with", Kind::Words);
}

fn levers(page: &mut Page, matter: &Matter) {
    let places = &matter.places;
    page.words(places.lever(0).row - 1, 0, "Levers, on for a share", Kind::Head);
    for (at, id) in places.levers.iter().enumerate() {
        let Some(lever) = matter.plan.levers.iter().find(|lever| lever.id == *id) else { continue };
        let cell = places.lever(at);
        let share = matter.scenario.levers.get(id).copied().unwrap_or_default();
        page.words(cell.row, 0, &lever.name, Kind::Words);
        page.figure(cell.row, VALUE, share, Look::input(Kind::Share));
        page.words(cell.row, 3, &about(lever), Kind::Words);
        page.keep(|sheet| {
            let rule = match sharing(matter, lever) {
                others if others.len() < 2 => {
                    DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 1.0))
                }
                others => DataValidation::new().allow_custom(Formula::new(format!("=SUM({})<=1", others.join(",")))),
            };
            sheet.add_data_validation(cell.row, VALUE, cell.row, VALUE, &rule).map(drop)
        });
    }
    if places.levers.is_empty() {
        page.words(places.lever(0).row, 0, "No lever of this plan touches a line of this bill.", Kind::Words);
    }
}

/// The cells of the levers that exclude one another with this one, itself among them.
fn sharing(matter: &Matter, lever: &Lever) -> Vec<String> {
    let of_group = |id: &&String| {
        let other = matter.plan.levers.iter().find(|other| other.id == **id);
        other.is_some_and(|other| other.id == lever.id || (lever.group.is_some() && other.group == lever.group))
    };
    matter.places.levers.iter().filter(of_group).map(|id| matter.places.share(id).here()).collect()
}

fn about(lever: &Lever) -> String {
    let effect = match &lever.effect {
        Effect::Saves(saves) if saves.is_exact() => format!("saves {}", crate::amount::percent(saves.expected)),
        Effect::Saves(saves) => {
            format!("saves {} to {}", crate::amount::percent(saves.low), crate::amount::percent(saves.high))
        }
        Effect::Swaps(_) => "puts another amount in the place of the printed one".to_owned(),
        Effect::Asks => "the document prints no figure: the share is what it saves".to_owned(),
        Effect::Free { .. } => "makes the first units free".to_owned(),
        Effect::Claims(_) | Effect::Credit(_) => String::new(),
    };
    let group = lever.group.as_ref().map(|group| format!("; with the others of `{group}` at most 100 %"));
    let condition = lever.condition.as_ref().map(|condition| format!("; {condition}"));
    format!("{effect}{}{}", group.unwrap_or_default(), condition.unwrap_or_default())
}
