//! A catalog that is edited while the explorer is open: read again, and kept as it was while it is wrong.

use super::terminal::costtui;
use std::fs;
use std::path::Path;
use tempfile::tempdir;

fn plan(amount: &str) -> String {
    format!(
        "id = \"our-plan\"\nname = \"Our plan\"\nsource = \"our-costs.md\"\nscale = \"users\"\nabout = \"A forum.\"\n\
         [[stage]]\nid = \"start\"\nname = \"One server\"\nlow = \"0\"\n\
         [[stage.variant]]\nid = \"single\"\nname = \"Single server\"\n\
         [[stage.variant.line]]\nid = \"server\"\nitem = \"Server\"\ncategory = \"compute\"\nlines = \"6\"\namount = {amount}\n"
    )
}

/// As editors do: a file beside it, renamed over it.
fn edit(file: &Path, text: &str) {
    let beside = file.with_extension("toml~");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, file).unwrap();
}

#[test]
fn an_edit_is_seen_at_once_and_a_wrong_one_leaves_the_last_good_one() {
    let folder = tempdir().unwrap();
    let catalog = folder.path().join("catalog");
    let file = catalog.join("plans/our-plan.toml");
    fs::create_dir_all(catalog.join("plans")).unwrap();
    fs::write(&file, plan("\"40\"")).unwrap();
    let mut terminal = costtui(["--catalog", catalog.to_str().unwrap(), "--plan", "our-plan"]).run();
    terminal.shows("$40.00");
    edit(&file, &plan("\"41.50\""));
    terminal.until("the new amount", |screen| screen.contains("$41.50") && screen.contains("read again: 6 plans"));
    edit(&file, &plan("42"));
    terminal.until("the fault, and the last good amount", |screen| {
        screen.contains("$41.50")
            && screen.contains("your catalog is wrong")
            && screen.contains("plans/our-plan.toml:18:10")
    });
    terminal.press("\x1b[C");
    terminal.until("the fault, still", |screen| screen.contains("5,100") && screen.contains("your catalog is wrong"));
    edit(&file, &plan("\"43\"").replace("our-plan", "their-plan"));
    terminal
        .until("a catalog without this plan", |screen| screen.contains("$41.50") && screen.contains("it lacks names"));
    edit(&file, &plan("\"42\""));
    terminal.until("the mended one", |screen| screen.contains("$42.00") && !screen.contains("is wrong"));
    assert!(!terminal.has_ended());
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn a_catalog_that_is_made_while_the_explorer_is_open_is_picked_up() {
    let folder = tempdir().unwrap();
    let config = folder.path().to_str().unwrap().to_owned();
    let mut terminal = costtui([]).env("XDG_CONFIG_HOME", Some(config.leak())).run();
    terminal.shows("q quit");
    let plans = folder.path().join("costtui/catalog/plans");
    fs::create_dir_all(&plans).unwrap();
    fs::write(plans.join("our-plan.toml"), plan("\"40\"")).unwrap();
    terminal.shows("read again: 6 plans");
    terminal.press("p");
    terminal.shows("Our plan");
    terminal.press("\x1bq");
}
