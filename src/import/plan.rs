//! An estimate as a plan: one stage without an end, whose lines follow what makes more of them.

use super::choices::Choices;
use super::own::{quoted, written};
use super::{Estimate, Follow, Item, NOTHING};
use crate::amount::{Decimal, Number, exact, grouped};
use crate::catalog::Catalog;
use crate::table::{LARGEST_FILE, too_much};
use std::fmt::Write;

/// Digits of a printed quantity beyond which a line is priced by its amount: a product with any driver stays exact.
const MOST_DIGITS: usize = 12;

/// The text of a plan; else all that is wrong with the choices.
pub fn plan(catalog: &Catalog, estimate: &Estimate, choices: &Choices) -> Result<String, Vec<String>> {
    let mut wrong: Vec<String> = choices.beyond(catalog);
    let drivers = drivers(catalog, estimate, choices);
    let idle = drivers.iter().filter(|(_, value)| value.is_zero());
    wrong.extend(idle.map(|(id, _)| {
        format!("{id} is 0 at {} users: nothing can be in proportion to it; give other --users, or let the lines follow something else", whole(choices.users))
    }));
    let total = estimate.total().and_then(|month| match estimate.upfront()? {
        nothing if nothing.is_zero() => Ok((month, month)),
        upfront => Ok((written(month)?, written(month.plus(upfront)?)?)),
    });
    let (month, first) = match total {
        Ok(total) if wrong.is_empty() => total,
        Ok(_) => return Err(wrong),
        Err(overflow) => return Err(wrong.into_iter().chain([overflow.to_string()]).collect()),
    };
    let mut out = heading(estimate, choices, &drivers, month);
    estimate.lines().for_each(|item| line(&mut out, item, &drivers, estimate));
    if first > month {
        roadmap(&mut out, month, first);
    }
    too_large(&out).map_or(Ok(out), |words| Err(vec![words]))
}

/// What is said of a plan that is too large for a file of a catalog: how many of its lines are not.
fn too_large(plan: &str) -> Option<String> {
    let (at, title, _) = too_much(plan)?;
    let (most, title) = match plan.len() > LARGEST_FILE {
        true => (LARGEST_FILE, format!("the plan would be {} MiB large", (plan.len() >> 20) + 1)),
        false => (at, title),
    };
    let begin: Vec<usize> = plan.match_indices(LINE).map(|(at, _)| at).collect();
    let fit = begin.iter().filter(|at| **at <= most).count().saturating_sub(1);
    Some(format!(
        "{title}: a file of a catalog takes the first {fit} of these {} lines at most; import the estimate in parts",
        begin.len()
    ))
}

/// What the lines follow, each once, with what it is at these choices.
fn drivers<'e>(catalog: &Catalog, estimate: &'e Estimate, choices: &Choices) -> Vec<(&'e str, Decimal)> {
    let mut drivers: Vec<(&str, Decimal)> = Vec::new();
    for item in estimate.lines() {
        let Follow::Of(driver) = &item.follows else { continue };
        if drivers.iter().all(|(known, _)| known != driver) {
            drivers.push((driver, choices.value(catalog, driver).unwrap_or_default()));
        }
    }
    drivers
}

fn whole(value: Decimal) -> String {
    grouped(value, value.normalize().scale())
}

/// Comments, the plan's own keys, its stage and its variant.
fn heading(estimate: &Estimate, choices: &Choices, drivers: &[(&str, Decimal)], month: Decimal) -> String {
    let dated = estimate.as_of.map(|date| format!(", {date}")).unwrap_or_default();
    let (file, kind, lines) = (&estimate.file, estimate.kind.name(), estimate.lines().count());
    let users = whole(choices.users);
    let many = if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
    let about = format!("From {file} ({kind}{dated}): {many}, ${} a month at {users} users.", digits(month));
    let mut out = format!("# {about}\n{GUIDE}");
    if !drivers.is_empty() {
        let at = drivers.iter().map(|(id, value)| format!("{id} {}", digits(*value))).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "# At {users} users: {at}.");
    }
    let keys = [("id", &choices.id), ("name", &choices.name), ("source", file), ("about", &about)];
    out.push('\n');
    for (key, value) in keys {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
    let _ = writeln!(out, "estimate = {}", quoted(kind));
    if let Some(date) = estimate.as_of {
        let _ = writeln!(out, "as_of = {}", quoted(&date.to_string()));
    }
    let _ = writeln!(out, "scale = \"users\"\n\n[sliders]\nusers = {}", quoted(&digits(choices.users)));
    if let Some(share) = choices.concurrency {
        let _ = writeln!(out, "concurrency = {}", quoted(&digits(share)));
    }
    let _ = writeln!(
        out,
        "\n[[stage]]\nid = \"estimate\"\nname = \"Estimate\"\nlow = \"0\"\ndesign = {}",
        quoted(&digits(choices.users))
    );
    if let Some(note) = told(&estimate.remarks) {
        let _ = writeln!(out, "note = {}", quoted(&note));
    }
    let _ = writeln!(out, "\n[[stage.variant]]\nid = \"imported\"\nname = {}", quoted(kind));
    let stated = [("stated", estimate.stated.month), ("stated_year", estimate.stated.year)];
    for (key, amount) in
        stated.into_iter().filter_map(|(key, amount)| Some((key, amount.filter(|sum| *sum >= Decimal::ZERO)?)))
    {
        let _ = writeln!(out, "{key} = {}", quoted(&digits(amount)));
    }
    if let Some(at) = estimate.stated.line {
        let _ = writeln!(out, "stated_lines = \"{at}\"");
    }
    out
}

/// What the import had to leave out, to convert or to correct, in sentences.
fn told(remarks: &[String]) -> Option<String> {
    let sentences = remarks.iter().map(|remark| format!("{}.", remark.trim_end_matches('.')));
    Some(sentences.collect::<Vec<_>>().join(" ")).filter(|told| !told.is_empty())
}

/// What a person who opens the file wants to know.
const GUIDE: &str = "\
#
# Each line says what makes more of it; where nobody said, that is a first guess by the name of its service, and `guessed` says so:
# take that out once you have looked at it, and reports no longer call it a guess. To change what it follows, change
# `of` to users, concurrent_users, transfer_gb or another slider or driver, and `at` to what that is for this estimate. What
# costs the same however many come: quantity = \"3\" in place of { is = \"3\", … }. What is only bought whole, such as machines:
# { is = \"3\", at = …, of = …, whole = true }. `costtui check` says whether the file is sound.
";

/// How a line of the plan begins.
const LINE: &str = "\n[[stage.variant.line]]\n";

/// One line of the plan.
fn line(out: &mut String, item: &Item, drivers: &[(&str, Decimal)], estimate: &Estimate) {
    let _ = writeln!(out, "{LINE}id = {}\nitem = {}", quoted(&item.id), quoted(&item.item));
    let _ = writeln!(out, "category = {}\nlines = \"{}\"", quoted(&item.category), item.line);
    let priced = Priced::of(item);
    let follows = match &item.follows {
        Follow::Of(driver) if !priced.quantity.is_zero() => drivers.iter().find(|(id, _)| id == driver),
        _ => None,
    };
    let is = quoted(&digits(priced.quantity));
    match follows {
        Some((of, at)) => {
            let at = quoted(&digits(*at));
            let _ = writeln!(out, "quantity = {{ is = {is}, at = {at}, of = {} }}", quoted(of));
        }
        None if priced.quantity == Decimal::ONE => {}
        None => {
            let _ = writeln!(out, "quantity = {is}");
        }
    }
    let price = quoted(&digits(priced.price));
    let _ = writeln!(out, "{} = {price}", if priced.by_unit { "unit_price" } else { "amount" });
    let driver = follows.map_or(NOTHING, |(driver, _)| driver);
    let why = Some(format!("Follows {driver}: {}", item.because)).filter(|_| !priced.quantity.is_zero());
    let texts = [
        ("unit", item.unit.clone().filter(|_| priced.counted)),
        ("group", item.group.clone()),
        ("spec", item.spec.clone()),
        ("note", note(item, priced.counted, estimate)),
        ("why", why),
    ];
    for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text?))) {
        let _ = writeln!(out, "{key} = {}", quoted(&text));
    }
    if item.is_guessed() {
        out.push_str("guessed = true\n");
    }
}

/// What is known of an item beside what prices it.
fn note(item: &Item, counted: bool, estimate: &Estimate) -> Option<String> {
    let unit = item.unit.as_deref().unwrap_or("units");
    let parts = [
        item.quantity.filter(|_| !counted).map(|quantity| format!("{} {unit}", digits(quantity))),
        item.region.clone(),
        (!item.upfront.is_zero()).then(|| format!("${} ahead, once", digits(item.upfront))),
        item.note.clone(),
        estimate.exchange.is_some().then(|| format!("converted from {}", estimate.currency)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How a line is priced: so many at a price, where their product is the estimate's figure to the last digit; else by that figure.
struct Priced {
    quantity: Decimal,
    price: Decimal,
    by_unit: bool,
    /// Whether the quantity is the estimate's own.
    counted: bool,
}

impl Priced {
    fn of(item: &Item) -> Self {
        let short = |quantity: &Decimal| digits(*quantity).len() <= MOST_DIGITS;
        let counted = item.quantity.filter(short);
        if let (Some(quantity), Some(price)) = (counted, item.unit_price)
            && quantity.times(price) == Ok(item.amount)
        {
            return Priced { quantity, price, by_unit: true, counted: true };
        }
        match counted.filter(|quantity| !quantity.is_zero()) {
            Some(quantity) => Priced { quantity, price: item.amount, by_unit: false, counted: true },
            None => Priced { quantity: Decimal::ONE, price: item.amount, by_unit: false, counted: false },
        }
    }
}

/// What is paid ahead, in the first of twelve months.
fn roadmap(out: &mut String, month: Decimal, first: Decimal) {
    let steps = [("With what is paid ahead", "1", first), ("As estimated", "2..12", month)];
    let _ = writeln!(out, "\n[[roadmap]]\nid = \"first-year\"\nname = \"The first year, with what is paid ahead\"");
    for (name, months, spend) in steps {
        let _ = writeln!(
            out,
            "\n[[roadmap.step]]\nname = \"{name}\"\nmonths = \"{months}\"\nspend = {}",
            quoted(&digits(spend))
        );
        let _ = writeln!(out, "stage = \"estimate\"");
    }
}

/// Every digit of a number.
fn digits(value: Decimal) -> String {
    let short = exact(value);
    let all = value.normalize();
    if all.scale() > crate::amount::REPORTED_PLACES { all.to_string() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_is_too_large_says_how_many_of_its_lines_are_not() {
        let line = format!("{LINE}{:1$}", "", 280 - LINE.len());
        let told = too_large(&line.repeat(40_000)).unwrap();
        assert!(
            told.starts_with("the plan would be 11 MiB large") && told.contains(" first 29959 of these 40000 "),
            "{told}"
        );
        assert_eq!(too_large(&line.repeat(29_959)), None);
        let dense = format!("{LINE}{}", "a=1\n".repeat(40));
        let told = too_large(&dense.repeat(30_000)).unwrap();
        // Sixteen pieces a heading, three a key.
        let fit = 2_400_000 / (4 + 5 + 120);
        assert!(told.contains(&format!(" first {fit} of these 30000 ")), "{told}");
    }
}
