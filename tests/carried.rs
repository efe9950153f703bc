//! Sessions that carry plans and prices of their own: they cost the same where nobody knows those.

mod binary;

use binary::costtui;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::tempdir;

const PLAN: &str = r#"# What we pay.
id = "our-plan"
name = "Our plan"
source = "our-costs.md"
scale = "users"
about = "A forum."
[[stage]]
id = "start"
name = "One server"
low = "0"
[[stage.variant]]
id = "single"
name = "Single server"
[[stage.variant.line]]
id = "server"
item = "Server"
category = "compute"
lines = "6"
quantity = { is = "2", at = "1000", of = "users" }
unit = "server"
amount = "50"
meter = "machine"
needs = { vcpu = "2" }
"#;

const PRICES: &str = "[[discount]]\ncategory = \"compute\"\noff = \"10%\"\n";

/// A catalog with a plan, another plan that nobody asks for, and a discount.
fn catalog(folder: &Path) -> PathBuf {
    let catalog = folder.join("our-catalog");
    fs::create_dir_all(catalog.join("plans")).unwrap();
    fs::write(catalog.join("plans/our-plan.toml"), PLAN).unwrap();
    fs::write(catalog.join("plans/secret.toml"), PLAN.replace("our-plan", "secret")).unwrap();
    fs::write(catalog.join("prices.toml"), PRICES).unwrap();
    catalog
}

fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = costtui(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn what_a_session_needs_of_a_private_catalog_travels_with_it_on_request() {
    let folder = tempdir().unwrap();
    let own = catalog(folder.path());
    let (own, to) = (own.to_str().unwrap(), folder.path().join("whole.toml"));
    let to = to.to_str().unwrap();
    let choice = ["--plan", "our-plan", "--users", "3k", "--card", "hetzner"];
    let asked = [&["quote", "--catalog", own, "--format", "json"][..], &choice].concat();
    let (here, _, _) = run(&asked);
    let (said, noted, code) = run(&[&["export", "--catalog", own, "--with-catalog", "--to", to][..], &choice].concat());
    assert_eq!((said.as_str(), noted.as_str(), code), ("", "", Some(0)));
    let written = fs::read_to_string(to).unwrap();
    assert!(written.contains("plans/our-plan.toml") && written.contains("prices.toml"), "{written}");
    assert!(!written.contains("secret") && !written.contains(own), "{written}");
    let (there, noted, _) = run(&["quote", to, "--format", "json"]);
    let note = "note: priced by what the session carries, over what there is: prices.toml, plans/our-plan.toml\n";
    assert_eq!(noted, note, "a session from somebody else does not change prices in silence");
    let files = "    \"carried\": [\n      \"prices.toml\",\n      \"plans/our-plan.toml\"\n    ]\n";
    assert!(there.contains(files), "{there}");
    let without = there.replace(&format!(",\n{files}"), "\n");
    assert_eq!(without, here);
    let (report, _, _) = run(&["export", to, "--to", "-", "--format", "markdown"]);
    assert!(report.contains("as the session says, which carries plans/our-plan.toml"), "{report}");
    let (screen, _, _) = run(&["--print", to]);
    assert!(screen.contains("Our plan") && screen.contains("carries"), "{screen}");
    let (again, _, _) = run(&["export", to, "--to", "-", "--format", "toml"]);
    assert_eq!(again, written, "what is carried is carried on");
    let (changed, _, _) = run(&["quote", to, "--users", "6k", "--card", "documented", "--format", "json"]);
    assert!(changed.contains(r#""expected": "300""#), "2 × 6,000 ÷ 1,000 at $50 for two: {changed}");
}

#[test]
fn without_the_request_the_session_says_what_it_needs() {
    let folder = tempdir().unwrap();
    let own = catalog(folder.path());
    let to = folder.path().join("bare.toml");
    let to = to.to_str().unwrap();
    let (_, noted, code) = run(&["export", "--catalog", own.to_str().unwrap(), "--plan", "our-plan", "--to", to]);
    let files = "prices.toml, plans/our-plan.toml";
    let needs = format!("note: it needs these files of your own catalog: {files}; --with-catalog takes them along\n");
    assert_eq!((noted.as_str(), code), (needs.as_str(), Some(0)));
    let (_, said, code) = run(&["quote", to]);
    assert!(code == Some(2) && said.contains("`our-plan` is no plan"), "{said}");
}

#[test]
fn what_a_session_carries_stands_before_discounts_and_rates_of_the_same_catalog() {
    let folder = tempdir().unwrap();
    let own = catalog(folder.path());
    let (prices, to) = (own.join("prices.toml"), folder.path().join("whole.toml"));
    let agreed = "[[agreed]]\nmeter = \"machine\"\nprice = \"40\"\ncurrency = \"USD\"\n";
    fs::write(&prices, format!("{PRICES}{agreed}")).unwrap();
    let (own, to) = (own.to_str().unwrap(), to.to_str().unwrap());
    let (_, said, code) = run(&["export", "--catalog", own, "--with-catalog", "--plan", "our-plan", "--to", to]);
    assert_eq!(code, Some(0), "{said}");
    let quote = || run(&["quote", to, "--catalog", own, "--format", "json", "--card", "hetzner"]);
    let (before, said, code) = quote();
    assert_eq!(code, Some(0), "{said}");
    fs::write(&prices, format!("{PRICES}{agreed}").replace("10%", "20%").replace("40", "80")).unwrap();
    let (after, ..) = quote();
    assert_eq!(before, after, "the catalog's own came through");
}

#[test]
fn what_is_wrong_with_a_carried_file_is_told_by_its_name() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("wrong.toml");
    let carried = PLAN.replace("category = \"compute\"", "category = \"computer\"");
    let session = format!(
        "format = 1\nname = \"Wrong\"\n[scenario]\nplan = \"our-plan\"\n[[carried]]\nfile = \"plans/our-plan.toml\"\ntext = '''\n{carried}'''\n"
    );
    fs::write(&file, session).unwrap();
    let (_, said, code) = run(&["quote", file.to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("wrong.toml: plans/our-plan.toml:17:12"), "{said}");
    assert!(said.contains("did you mean `compute`"), "{said}");
}

#[test]
fn sessions_that_carry_different_prices_do_not_stand_side_by_side() {
    let folder = tempdir().unwrap();
    let own = catalog(folder.path());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (a, b) = (path("a.toml"), path("b.toml"));
    let export = |to: &str| {
        run(&["export", "--catalog", own.to_str().unwrap(), "--with-catalog", "--plan", "our-plan", "--to", to])
    };
    export(&a);
    fs::write(own.join("prices.toml"), PRICES.replace("10%", "20%")).unwrap();
    export(&b);
    let (_, said, code) = run(&["compare", &a, &b]);
    assert_eq!(code, Some(2));
    assert_eq!(said, "error: these sessions carry other plans and prices: they can't stand side by side\n");
    let (beside, _, code) = run(&["compare", &a, &a]);
    assert!(code == Some(0) && beside.contains("Server"), "{beside}");
}
