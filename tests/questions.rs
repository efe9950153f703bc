//! The subcommands that answer with tables, asked as a script and a reader would.

mod binary;

use binary::costtui;
use serde_json::Value;

/// What a command line prints; it has to end well.
fn told(arguments: &str) -> String {
    let output = costtui(arguments.split(' ')).output().expect("the binary runs");
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{arguments}");
    String::from_utf8(output.stdout).expect("an answer is UTF-8")
}

/// What a command line that can't be answered says on stderr; stdout stays empty.
fn refused(arguments: &str) -> String {
    let output = costtui(arguments.split(' ')).output().expect("the binary runs");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}");
    String::from_utf8(output.stderr).expect("words are UTF-8")
}

fn json(arguments: &str) -> Value {
    serde_json::from_str(&told(&format!("{arguments} --format json"))).expect("the answer is JSON")
}

#[test]
fn the_audit_of_a_plan_reads_well_as_text_markdown_and_csv() {
    insta::assert_snapshot!("audit_text", told("audit --plan zero-to-planetary"));
    insta::assert_snapshot!("audit_markdown", told("audit --plan zero-to-planetary --format markdown"));
    insta::assert_snapshot!("audit_csv", told("audit --plan zero-to-planetary --format csv --part tables"));
}

#[test]
fn without_a_plan_every_document_is_audited() {
    let plans = json("audit");
    let plans = plans["plans"].as_array().expect("several answers stand under `plans`");
    assert_eq!(plans.len(), 5);
    assert!(plans.iter().all(|plan| plan["findings"].as_array().is_some_and(|found| !found.is_empty())));
    let csv = told("audit --format csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.headers().unwrap().get(0), Some("plan"));
    let told = reader.records().filter(|row| row.as_ref().is_ok_and(|row| row.len() > 10)).count();
    let found: usize = plans.iter().map(|plan| plan["findings"].as_array().unwrap().len()).sum();
    assert_eq!(told, found, "a row for each finding");
}

#[test]
fn the_findings_stand_worst_first_in_dollars_a_month() {
    let answer = json("audit --plan edunerve");
    let dollars = answer["findings"].as_array().unwrap().iter().map_while(|finding| {
        finding["dollars_a_month"]["expected"].as_str().map(|text| costtui::amount::decimal(text).unwrap())
    });
    let dollars: Vec<_> = dollars.collect();
    assert!(dollars.len() > 10 && dollars.is_sorted_by(|a, b| a >= b), "{dollars:?}");
    let total = &answer["findings"][1];
    assert_eq!((&total["kind"], &total["gap"]), (&"total".into(), &"-39000".into()), "{total}");
}

#[test]
fn levers_rules_calculators_roadmaps_and_notes_read_well() {
    insta::assert_snapshot!("levers_text", told("levers --plan zero-to-planetary --users 10k --lever spot=50%"));
    insta::assert_snapshot!("rules_text", told("rules --plan barum-aws --users 1100 --answer team_size=3"));
    insta::assert_snapshot!("calculate_text", told("calculate --plan barum-aws --only revenue-share"));
    insta::assert_snapshot!(
        "roadmap_text",
        told("roadmap --plan zero-to-planetary --months 1-36 --lever free-gcp-credit")
    );
    insta::assert_snapshot!("notes_text", told("notes --plan barum-aws --kind procedure"));
}

#[test]
fn an_alert_names_the_levers_that_silence_it_and_they_do() {
    let rules = json("rules --plan business-os --users 2000");
    let alert = rules["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == "compute-alert").unwrap();
    assert_eq!((&alert["silenced_by"], &alert["silent_then"]), (&"autoscaling 100 %".into(), &true.into()));
    let quote = json("quote --plan business-os --users 2000 --lever autoscaling");
    let alert = quote["alerts"].as_array().unwrap().iter().find(|rule| rule["id"] == "compute-alert").unwrap();
    assert_eq!(alert["fired"], false, "{alert}");
}

#[test]
fn what_is_asked_wrongly_is_told_the_nearest_right_names() {
    for (arguments, words) in [
        ("calculate --plan lean-markets --only api-quotas", "`api-quota`"),
        ("roadmap --plan edunerve", "`edunerve` has no roadmap"),
        ("roadmap --plan business-os --only filosofy", "is no roadmap of this plan"),
        ("roadmap --plan business-os --months 9-3", "expected two months, such as 1-24"),
        ("notes --plan edunerve --kind checklst", "`checklist`"),
        ("audit --plan edunrve", "`edunerve`"),
        ("quote --plan barum-aws --answer team_sise=3", "`team_size`"),
        ("quote --plan lean-markets --input api-quota/tll=3", "`api-quota/ttl`"),
        ("quote --plan business-os --lever batch", "say of how much of what it touches, such as batch=30%"),
        ("quote --plan barum-aws --lever spot-worker", "say what it saves, such as spot-worker=30%"),
        ("quote --plan edunerve --lever scale-cdn", "`scale-cdn` is no lever"),
        ("quote --plan barum-aws --answer soc2=maybe", "answers.soc2"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(words), "{arguments}: {said}");
    }
}

#[test]
fn an_input_of_a_calculator_moves_its_results() {
    let agrees = |ttl: &str| {
        let answer = json(&format!("calculate --plan lean-markets --only api-quota --input api-quota/ttl={ttl}"));
        let result = answer["results"].as_array().unwrap().iter().find(|row| row["id"] == "coingecko").unwrap();
        result["agrees"].clone()
    };
    assert_eq!((agrees("15"), agrees("60")), ("! no".into(), "yes".into()));
}

#[test]
fn the_cards_read_well_as_text_markdown_and_csv() {
    let asked = "cards --plan zero-to-planetary --users 50k";
    insta::assert_snapshot!("cards_text", told(asked));
    insta::assert_snapshot!("cards_markdown", told(&format!("{asked} --format markdown --sort priced")));
    insta::assert_snapshot!("cards_csv", told(&format!("{asked} --format csv --sort name")));
}

#[test]
fn a_script_is_told_card_region_figures_and_what_is_not_in_them() {
    let answer = json("cards --plan edunerve --users 50k --card aws");
    let cards = answer["cards"].as_array().expect("a row for each card and region");
    let aws = cards.iter().find(|row| row["card"] == "aws" && row["region"] == "us-east-1").expect("AWS prices it");
    assert_eq!((&aws["current"], &aws["lines_priced"]), (&true.into(), &"5".into()), "{aws}");
    assert_eq!(aws["old"], true, "{aws}");
    assert!(aws["unpriced"].as_str().unwrap().contains("Azure Support Plan (no_meter)"), "{aws}");
    let documented = cards.iter().find(|row| row["card"] == "documented").unwrap();
    assert!(documented["region"].is_null() && documented["old"].is_null(), "{documented}");
    assert!(answer.get("not_in_the_chosen").is_none(), "AWS is the answer itself");
    let azure = json("cards --plan edunerve --users 50k --card azure");
    let gaps = azure["not_in_the_chosen"].as_array().unwrap();
    assert_eq!(gaps.len(), 10, "7 of 17 lines have a price there: {gaps:?}");
    let not_in_it = answer["not_in_it"].as_array().unwrap();
    assert!(not_in_it.iter().any(|row| row["line"] == "Azure Support Plan"));
}

#[test]
fn a_document_held_against_a_card_reads_well() {
    insta::assert_snapshot!("against_text", told("audit --plan barum-aws --against aws"));
    let answer = json("audit --plan edunerve --against azure");
    let held = answer["held"].as_array().unwrap();
    let cdn = held.iter().find(|row| row["line"] == "cdn-premium").unwrap();
    assert_eq!((&cdn["ratio"], &cdn["list"]["expected"]), (&"162".into(), &"40500".into()), "{cdn}");
    assert!(cdn["note"].as_str().is_some_and(|note| !note.is_empty()), "the price goes on beyond what is known: {cdn}");
    let gcp = json("audit --plan edunerve --against gcp");
    let cdn = gcp["held"].as_array().unwrap().iter().find(|row| row["line"] == "cdn-premium").unwrap();
    assert_eq!(cdn["stands_in"], "Transfer to the internet", "Google's CDN has no price here: {cdn}");
    assert_eq!(json("audit --against aws")["plans"].as_array().unwrap().len(), 5);
}

#[test]
fn a_card_or_region_that_is_none_is_told_the_right_ones() {
    assert!(refused("audit --against awz").contains("`awz` is no list card; did you mean `aws`?"));
    let words = refused("audit --against aws --region eu-central");
    assert!(words.contains("`eu-central` is no region of this card; did you mean `eu-central-1`?"), "{words}");
    assert!(refused("audit --region eu-central-1").contains("--against"));
    assert!(refused("audit --against zero-to-planetary-aws").contains("is no list card"));
    let words = refused("quote --plan barum-aws --card aws --region nowhere --purchase sport");
    assert!(words.contains("`nowhere` is no region of this card") && words.contains("did you mean `spot`?"), "{words}");
    let words = refused("quote --plan edunerve --card zero-to-planetary-aws");
    assert!(words.contains("it is the comparison of the plan `zero-to-planetary` alone"), "{words}");
    let words = refused("quote --plan edunerve --region eu-central-1");
    assert!(words.contains("it belongs to a card"), "{words}");
    assert!(refused("quote --plan edunerve --card linode --region eu").contains("this card has one price everywhere"));
    assert!(refused("cards --sort price").contains("priced"));
}
