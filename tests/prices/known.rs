//! Known prices, each worked by hand: what a card asks a month for so many of a meter, and for which product.

use super::{binary::costtui, d, line, month, product, quoted, with};
use costtui::amount::{Decimal, exact};
use costtui::catalog::Catalog;
use costtui::engine::LineBasis;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write;

/// A row is a purchase: where, how, how many of what, which size at least; the product and its month to the last digit,
/// and how that was worked out. An empty `region` is the card's first, an empty `purchase` on demand, empty `hours` 730.
const CASES: &str = include_str!("known.csv");

type Case = HashMap<String, String>;

fn cases() -> Vec<Case> {
    let rows = csv::Reader::from_reader(CASES.as_bytes()).into_deserialize::<Case>();
    rows.map(|row| row.expect("the cases are CSV")).collect()
}

/// `3 × 0.5 × 730 + 2 × 19.71 / 128`.
fn worked(arithmetic: &str) -> Decimal {
    let term = |term: &str| {
        let mut words = term.split(' ');
        let first = d(words.next().expect("a term has a figure"));
        words.clone().zip(words.skip(1)).step_by(2).fold(first, |value, (sign, figure)| match sign {
            "×" => value * d(figure),
            "/" => value / d(figure),
            _ => panic!("{sign} in {arithmetic}"),
        })
    };
    arithmetic.split(" + ").map(term).sum()
}

/// The cases as lines of one stage. What they cost there is nobody's price: a card's is to take its place.
fn plan(shipped: &Catalog, cases: &[Case]) -> String {
    let mut text = String::from(
        "id = \"known\"\nname = \"Known\"\nsource = \"me\"\nscale = \"users\"\nabout = \"Known prices.\"\n[[stage]]\n\
         id = \"only\"\nname = \"Only\"\nlow = \"0\"\n[[stage.variant]]\nid = \"one\"\nname = \"One\"\n",
    );
    for (at, case) in cases.iter().enumerate() {
        let (meter, units) = (&case["meter"], &case["units"]);
        let line = format!("[[stage.variant.line]]\nid = \"{}\"\nitem = \"{meter}\"\ncategory = \"compute\"", id(at));
        let bought = format!("lines = \"{at}\"\nquantity = \"{units}\"\namount = \"987654\"\nmeter = \"{meter}\"");
        writeln!(text, "{line}\n{bought}\n{}", needs(shipped, case)).unwrap();
    }
    text
}

fn needs(shipped: &Catalog, case: &Case) -> String {
    if !shipped.meter(&case["meter"]).expect("a meter").sized {
        return String::new();
    }
    let given = ["vcpu", "memory_gb", "gpus"].into_iter().filter(|part| !case[*part].is_empty());
    // Of what has no vCPU and memory, a model, the document gives the name: it prices nothing.
    let part = |part| format!("{part} = \"{}\", ", case[part]);
    format!("needs = {{ {}size = \"any\" }}", given.map(part).collect::<String>())
}

fn id(at: usize) -> String {
    format!("case-{at}")
}

fn choices(case: &Case) -> Vec<(&str, &str)> {
    let keys = ["card", "region", "purchase", "hours"].into_iter();
    keys.map(|key| (key, case[key].as_str())).filter(|(_, value)| !value.is_empty()).collect()
}

#[test]
fn the_arithmetic_of_every_known_price_comes_to_it() {
    for case in cases() {
        assert_eq!(worked(&case["arithmetic"]), d(&case["month"]), "{case:?}");
    }
}

#[test]
fn every_known_price_is_asked_to_the_last_digit_and_for_the_known_product() {
    let cases = cases();
    assert_eq!(cases.len(), 146, "a case was lost");
    let catalog = with(&[&plan(&with(&[]), &cases)]);
    let mut wrong = String::new();
    for (at, case) in cases.iter().enumerate() {
        let (quote, id) = (quoted(&catalog, "known", &choices(case)), id(at));
        let (found, name) = (month(&quote, &id), product(&quote, &id));
        let by_card = line(&quote, &id).basis == LineBasis::Card;
        if !by_card || found != d(&case["month"]) || name != Some(&case["product"]) {
            writeln!(wrong, "{found} for {name:?}: {case:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_binary_asks_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let cases = cases();
    std::fs::write(folder.path().join("known.toml"), plan(&with(&[]), &cases)).unwrap();
    let usual = |case: &Case| choices(case).len() == 1;
    for card in ["digitalocean", "hetzner", "linode", "openai", "oracle", "railway"] {
        let arguments = ["quote", "--format", "json", "--plan", "known", "--card", card, "--catalog"];
        let output = costtui(arguments).arg(folder.path()).output().expect("the binary runs");
        assert!(output.status.success(), "{card}: {}", String::from_utf8_lossy(&output.stderr));
        let answer: Value = serde_json::from_slice(&output.stdout).expect("the answer is JSON");
        for (at, case) in cases.iter().enumerate().filter(|(_, case)| case["card"] == card && usual(case)) {
            let line = &answer["lines"][at];
            let told = [&line["id"], &line["basis"], &line["product"], &line["expected"]].map(Value::as_str);
            let known = [id(at), "card".to_owned(), case["product"].clone(), exact(d(&case["month"]))];
            assert_eq!(told, known.each_ref().map(|text| Some(text.as_str())), "{case:?}");
        }
    }
}
