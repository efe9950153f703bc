//! `costtui new`: a plan of one's own, from the template or from one that is there.

use super::command::{answered, refused};
use std::fs;
use tempfile::tempdir;

#[test]
fn the_template_is_a_sound_plan_with_comments() {
    let parent = tempdir().unwrap();
    let folder = parent.path().join("mine");
    let said = answered(&folder, &["new", "our-app"]);
    assert!(said.starts_with(&format!("{} is written.\n", folder.join("plans/our-app.toml").display())), "{said}");
    assert!(said.contains("costtui --plan our-app"), "{said}");
    assert!(answered(&folder, &["check"]).contains("the catalog is sound: 6 plans"));
    let quote = answered(&folder, &["quote", "--plan", "our-app", "--users", "10k", "--format", "csv"]);
    // 4 machines at $35, 10,000 GB at $0.01, the database at $100, and 10 % of machines and database.
    assert!(quote.contains("total,Total,,,,lines,,364,364,364"), "{quote}");
    let text = fs::read_to_string(folder.join("plans/our-app.toml")).unwrap();
    assert!(
        text.contains("id = \"our-app\"\nname = \"Our app\"\n") && text.starts_with("# A plan of your own"),
        "{text}"
    );
}

#[test]
fn every_shipped_plan_can_be_begun_with_and_costs_the_same() {
    let parent = tempdir().unwrap();
    let folder = parent.path();
    for plan in ["zero-to-planetary", "edunerve", "lean-markets", "business-os", "barum-aws"] {
        let id = format!("our-{plan}");
        let said = answered(folder, &["new", &id, "--from", plan]);
        assert!(said.contains("everything of the plan"), "{said}");
        let lines = |plan: &str| {
            let csv = answered(folder, &["quote", "--plan", plan, "--format", "csv"]);
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            reader.records().map(|row| row.unwrap().iter().take(11).collect::<Vec<_>>().join("|")).collect::<Vec<_>>()
        };
        assert_eq!(lines(&id), lines(plan), "{plan}");
        let text = fs::read_to_string(folder.join(format!("plans/{id}.toml"))).unwrap();
        let shipped = fs::read_to_string(format!("catalog/plans/{plan}.toml")).unwrap();
        let other = text.lines().zip(shipped.lines()).filter(|(mine, theirs)| mine != theirs).count();
        assert_eq!((other, text.lines().count()), (2, shipped.lines().count()), "{plan}: only id and name differ");
    }
    // And from one's own.
    answered(folder, &["new", "third", "--from", "our-edunerve"]);
    assert!(answered(folder, &["check"]).contains("11 plans"));
}

#[test]
fn what_can_t_be_begun_is_refused_with_all_that_is_wrong() {
    let parent = tempdir().unwrap();
    let folder = parent.path();
    for (name, near) in
        [("My Plan", ": my-plan"), ("../up", ": up"), ("é", ""), ("", ""), ("-", ""), ("a--b", ": a-b"), ("a-", ": a")]
    {
        let (said, code) = refused(folder, &["new", name]);
        assert_eq!(code, Some(2));
        assert!(said.ends_with(&format!("expected lower-case letters, digits, - and _{near}\n")), "{said}");
    }
    let (said, _) = refused(folder, &["new", "edunerve"]);
    assert_eq!(said, "error: there is a plan `edunerve` already: choose another name\n");
    let (said, _) = refused(folder, &["new", "edunerve", "--replace"]);
    assert!(
        said.starts_with("error: the program has a plan `edunerve`, and notes") && said.lines().count() == 1,
        "{said}"
    );
    let file = "tests/import/good/plain.csv";
    let (said, _) = refused(folder, &["new", "foo", "--from", file]);
    assert!(said.contains(&format!("`costtui import {file} --name foo`")) && said.lines().count() == 1, "{said}");
    let (said, _) = refused(folder, &["new", "No", "--from", "edunrve"]);
    assert!(said.lines().count() == 2 && said.contains("did you mean `edunerve`?"), "{said}");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0, "something was written");
    answered(folder, &["new", "mine"]);
    let (said, _) = refused(folder, &["new", "mine"]);
    assert!(said.ends_with("plans/mine.toml is there already: --replace writes over it\n"), "{said}");
    answered(folder, &["new", "mine", "--from", "edunerve", "--replace"]);
    answered(folder, &["new", "edunerve", "--from", "edunerve", "--replace"]);
    let (said, _) = refused(folder, &["import", file, "--name", "edunerve"]);
    assert!(said.ends_with("choose another name\n"), "{said}");
    assert!(answered(folder, &["check"]).contains("6 plans"));
}

#[test]
fn a_name_that_another_file_of_the_folder_has_is_refused() {
    let parent = tempdir().unwrap();
    let folder = parent.path();
    answered(folder, &["new", "mine"]);
    fs::rename(folder.join("plans/mine.toml"), folder.join("plans/other.toml")).unwrap();
    let (said, code) = refused(folder, &["new", "mine", "--replace"]);
    assert!(said.contains("the plan `mine` is given twice") && code == Some(2), "{said}");
    assert!(!folder.join("plans/mine.toml").exists());
}
