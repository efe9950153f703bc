//! What comes into the explorer: keys in, a plan or factors out.

use crate::binary::costtui;
use crate::screens::app::{app, screen_of};
use costtui::app::{App, Overlay};
use costtui::run::World;
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

const SIZE: (u16, u16) = (120, 30);
const ESTIMATE: &str = "i lit:tests/import/good/infracost.json enter";
const BILL: &str = "i lit:tests/bill/cloud-1.4.csv enter";

/// The explorer on a plan, with a folder for plans of one's own.
fn with_folder(plan: &str) -> (App, World, TempDir) {
    let (app, world) = app(plan);
    let folder = tempdir().unwrap();
    let world = world.with_catalog(Some(folder.path().join("catalog")));
    (app, world, folder)
}

fn said(app: &App) -> &str {
    app.said.as_deref().unwrap_or_default()
}

fn row<'s>(shown: &'s str, words: &str) -> &'s str {
    shown.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in\n{shown}"))
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, |entries| entries.count())
}

#[test]
fn an_estimate_is_looked_at_before_it_is_taken() {
    let (mut app, mut world, folder) = with_folder("edunerve");
    let shown = screen_of(&mut app, &mut world, ESTIMATE, SIZE);
    insta::assert_snapshot!("estimate", shown);
    insta::assert_snapshot!("estimate_80", screen_of(&mut app, &mut world, "", (80, 24)));
    let shown = screen_of(&mut app, &mut world, "esc", SIZE);
    assert!(shown.contains("The bill") && matches!(app.overlay, Overlay::None));
    assert_eq!(files(folder.path()), 0, "nothing is written before it is taken");
}

#[test]
fn what_a_line_follows_is_chosen_line_by_line_or_by_category() {
    let (mut app, mut world, _folder) = with_folder("edunerve");
    screen_of(&mut app, &mut world, ESTIMATE, SIZE);
    let shown = screen_of(&mut app, &mut world, "down*2 right", SIZE);
    assert!(row(&shown, "root_block_device: Storage").contains("users"), "{shown}");
    assert!(row(&shown, "aws_nat_gateway.out: NAT gateway").contains("nothing"), "{shown}");
    let shown = screen_of(&mut app, &mut world, "left down*4 shift-right", SIZE);
    assert!(row(&shown, "root_block_device: Storage").contains("nothing"), "{shown}");
    for line in ["aws_nat_gateway.out: NAT gateway", "aws_nat_gateway.out: Data processed"] {
        assert!(row(&shown, line).contains("users") && !row(&shown, line).contains("nothing"), "{shown}");
    }
}

/// By hand: what follows users, concurrent users or transfer costs $83.95 + $132.86 + $6.00 + $42.50 + $0.4465 = $265.7565 at
/// 20,000 users, and the rest $8.55 + $14.00 + $34.31; at ten times the users that is $2,657.565 + $56.86.
#[test]
fn an_estimate_becomes_a_plan_that_the_sliders_move() {
    let (mut app, mut world, folder) = with_folder("edunerve");
    let shown = screen_of(&mut app, &mut world, &format!("{ESTIMATE} lit:20k enter enter"), SIZE);
    assert!(shown.contains("A plan of yours, by the name of"), "{shown}");
    let shown = screen_of(&mut app, &mut world, "ctrl-u lit:our-shop enter", SIZE);
    assert!(said(&app).starts_with("our-shop is a plan of yours now"), "{}", said(&app));
    assert!(shown.contains("Our shop › 1 of 1") && shown.contains("$322.62"), "{shown}");
    let shown = screen_of(&mut app, &mut world, "lit:200k enter", SIZE);
    assert!(row(&shown, "Cost").contains("$2,714.43"), "{shown}");
    screen_of(&mut app, &mut world, "u u", SIZE);
    assert_eq!(app.plan().id, "edunerve", "the plan before comes back");
    let own = folder.path().join("catalog");
    let mut quoted = costtui(["quote", "--catalog", own.to_str().unwrap(), "--plan", "our-shop", "--format", "json"]);
    let quoted = String::from_utf8(quoted.output().unwrap().stdout).unwrap();
    assert!(quoted.contains(r#""expected": "322.6165""#), "{quoted}");
}

#[test]
fn a_name_that_is_taken_or_none_is_refused_and_the_nearest_free_one_offered() {
    let (mut app, mut world, folder) = with_folder("edunerve");
    let shown = screen_of(&mut app, &mut world, &format!("{ESTIMATE} enter ctrl-u lit:Our$Shop enter"), SIZE);
    assert!(shown.contains("lower-case letters, digits, - and _: our-shop"), "{shown}");
    screen_of(&mut app, &mut world, "ctrl-u lit:shop enter", SIZE);
    assert_eq!(app.plan().id, "shop");
    screen_of(&mut app, &mut world, &format!("{ESTIMATE} enter ctrl-u lit:shop enter"), SIZE);
    assert!(said(&app).contains("there already"), "{}", said(&app));
    assert!(app.incoming.is_some(), "what was read is still there");
    assert_eq!(files(&folder.path().join("catalog/plans")), 1);
}

#[test]
fn users_that_can_not_be_are_refused_where_they_are_typed() {
    let (mut app, mut world, _folder) = with_folder("edunerve");
    for (typed, why) in [("0", "from 1 to 10,000,000,000"), ("1.5", "whole numbers only"), ("5x", "is no number")] {
        let shown = screen_of(&mut app, &mut world, &format!("{ESTIMATE} lit:{typed} enter"), SIZE);
        assert!(shown.contains(why), "{typed}: {shown}");
        screen_of(&mut app, &mut world, "esc esc", SIZE);
    }
    assert!(app.incoming.is_none());
}

#[test]
fn the_factors_of_a_bill_are_taken_into_the_scenario_and_back() {
    let (mut app, mut world, _folder) = with_folder("edunerve");
    let before = app.quote.cost.unwrap().expected;
    let shown = screen_of(&mut app, &mut world, BILL, SIZE);
    insta::assert_snapshot!("bill", shown);
    let narrow = screen_of(&mut app, &mut world, "", (80, 24));
    let [head, compute] = [row(&narrow, "× Factor"), row(&narrow, "0.05597 ")];
    assert!(["Bill", "With factors", "Left"].iter().all(|column| head.contains(column)), "{narrow}");
    assert!(compute.contains("$140.25") && compute.contains("$140.24"), "{narrow}");
    assert!(narrow.contains("EffectiveCost") && narrow.contains("Enter take"), "{narrow}");
    screen_of(&mut app, &mut world, "", SIZE);
    let shown = screen_of(&mut app, &mut world, "t", SIZE);
    assert!(shown.contains("BilledCost"), "{shown}");
    screen_of(&mut app, &mut world, "t enter", SIZE);
    assert!(app.scenario().factors.contains_key("compute"), "{:?}", app.scenario().factors);
    assert_ne!(app.quote.cost.unwrap().expected, before);
    screen_of(&mut app, &mut world, "u", SIZE);
    assert!(app.scenario().factors.is_empty() && app.quote.cost.unwrap().expected == before);
}

#[test]
fn tab_completes_the_name_of_a_file() {
    let (mut app, mut world, _folder) = with_folder("edunerve");
    let shown = screen_of(&mut app, &mut world, "i lit:tests/impo tab", SIZE);
    assert!(shown.contains("tests/import"), "{shown}");
    let shown = screen_of(&mut app, &mut world, "ctrl-u lit:tests/import/goo tab lit:infracost-c tab", SIZE);
    assert!(shown.contains("tests/import/good"), "{shown}");
    let shown = screen_of(&mut app, &mut world, "ctrl-u lit:tests/import/good/infracost-c tab enter", SIZE);
    assert!(shown.contains("Import · tests/import/good/infracost-cli.json"), "{shown}");
    let shown = screen_of(&mut app, &mut world, "esc i lit:/nowhere/at tab", SIZE);
    assert!(shown.contains("/nowhere/at"), "what nothing begins like stays: {shown}");
}

#[test]
fn a_path_that_was_dragged_in_loses_its_quotes_and_one_that_was_wrong_can_be_mended() {
    let (mut app, mut world, _folder) = with_folder("edunerve");
    let shown = screen_of(&mut app, &mut world, "i lit:'tests/import/good/infracost.json' enter", SIZE);
    assert!(shown.contains("Infracost: 10 lines"), "{shown}");
    screen_of(&mut app, &mut world, "esc i lit:tests/import/good/infracost.jso enter", SIZE);
    let shown = screen_of(&mut app, &mut world, "enter", SIZE);
    assert!(shown.contains("Import the file") && shown.contains("tests/import/good/infracost.jso"), "{shown}");
    let shown = screen_of(&mut app, &mut world, "lit:n enter", SIZE);
    assert!(shown.contains("Infracost: 10 lines"), "{shown}");
}

#[test]
fn what_can_not_be_read_is_told_with_its_carets_and_left() {
    let (mut app, mut world, _folder) = with_folder("edunerve");
    for (file, words) in [
        ("/nowhere/at-all.json", "/nowhere/at-all.json: No such file"),
        ("tests", "tests: not a regular file"),
        ("tests/import.rs", "nothing is imported"),
    ] {
        let shown = screen_of(&mut app, &mut world, &format!("i lit:{file} enter"), SIZE);
        assert!(shown.contains(words), "{file}: {shown}");
        screen_of(&mut app, &mut world, "esc", SIZE);
        assert!(app.incoming.is_none());
    }
    let shown = screen_of(&mut app, &mut world, "i enter", SIZE);
    assert!(shown.contains("type the name of a file"), "{shown}");
}
