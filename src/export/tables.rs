//! A file a table: the bill, the months ahead, the cards and the sweep as CSV, each as its subcommand writes it.

use super::Subject;
use crate::engine;
use crate::explore::cards;
use crate::explore::forecast::{self, Ahead};
use crate::explore::sweep::{self, Along};
use crate::report::sheet::{self, Answer};
use crate::report::{self, Format};
use crate::text::clean_prose;

/// Values of the users that a sweep looks at, as many as the subcommand does.
const POINTS: usize = 20;

/// The names of the files and what is in them; else all that can't be told.
pub fn tables(subject: &Subject) -> Result<Vec<(&'static str, String)>, Vec<String>> {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let plan = engine::plan_of(catalog, scenario).ok_or_else(|| vec!["the catalog has no plan".to_owned()])?;
    let quote = engine::quote(catalog, scenario);
    let months = forecast::forecast(catalog, plan, scenario, &Ahead::default())
        .map_err(|wrong| wrong.iter().map(|wrong| format!("forecast.csv: {wrong}")).collect::<Vec<_>>())?;
    let order = cards::Order::default();
    let offers = cards::offers(catalog, plan, scenario, order);
    let users = catalog.driver_index("users").unwrap_or_default();
    let along = Along::of(catalog, plan, scenario, users, POINTS);
    let swept = sweep::sweep(catalog, scenario, &along).ok_or_else(|| vec!["the catalog has no plan".to_owned()])?;
    let now = scenario.value(catalog, &catalog.sliders[users]);
    let csv = |answer: Answer| clean_prose(&sheet::write(Format::Csv, &[answer]));
    Ok(vec![
        ("bill.csv", clean_prose(&report::write(Format::Csv, catalog, scenario, &quote))),
        ("forecast.csv", csv(report::forecast(catalog, plan, scenario, &months))),
        ("cards.csv", csv(report::cards::cards(&offers, order, subject.today, String::new(), &plan.id))),
        ("sweep.csv", csv(report::sweep::sweep(catalog, plan, &swept, now, String::new()))),
    ])
}
