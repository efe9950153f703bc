//! The documents say what is so: every example runs and prints what stands under it, the picture is what its command
//! draws now, the example plan is sound, and the keys are keys.

mod binary;

use binary::costtui;
use costtui::keys::{KEYS, Place};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A command line of a document, and what stands under it.
struct Example {
    line: String,
    shown: Vec<String>,
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The texts of the fenced blocks of a kind.
fn blocks(document: &str, kind: &str) -> Vec<String> {
    let open = format!("\n```{kind}\n");
    document.split(&open).skip(1).map(|rest| rest.split("\n```").next().unwrap_or_default().to_owned()).collect()
}

/// The `costtui` command lines of a document: `$ …` with their output in `console` blocks, bare in `sh` blocks.
fn examples(document: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    for line in blocks(document, "console").iter().flat_map(|block| block.lines()) {
        match line.strip_prefix("$ ") {
            Some(line) => found.push(Example { line: line.to_owned(), shown: Vec::new() }),
            None => found.last_mut().expect("a block begins with a command").shown.push(line.trim_end().to_owned()),
        }
    }
    let scripts = blocks(document, "sh");
    let bare = scripts.iter().flat_map(|block| block.lines()).filter(|line| !line.trim().is_empty());
    found.extend(bare.map(|line| Example { line: line.to_owned(), shown: Vec::new() }));
    for example in &mut found {
        example.line = example.line.replacen("cargo run --release --", "costtui", 1);
    }
    found.retain(|example| {
        let answers = [
            "quote",
            "plans",
            "check",
            "audit",
            "levers",
            "rules",
            "calculate",
            "roadmap",
            "notes",
            "cards",
            "compare",
            "seek",
            "sweep",
            "sensitivity",
            "optimise",
            "forecast",
            "simulate",
            "import",
            "bill",
            "calibrate",
            "--print",
            "--svg",
        ];
        let command = example.line.split(" # ").next().unwrap_or_default();
        command.starts_with("costtui ") && answers.iter().any(|word| command.split(' ').any(|w| w == *word))
    });
    found
}

/// Runs a command line in a shell that finds `costtui`, with the environment of [`costtui`]; `> file` is left off.
fn run(line: &str, folder: &Path) -> Output {
    let line = line.split(" > ").next().unwrap_or(line);
    let binary = Path::new(env!("CARGO_BIN_EXE_costtui")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    for (name, value) in costtui::<&str>([]).get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.args(["-c", line]).env("PATH", path).current_dir(folder).output().unwrap()
}

fn has_jq() -> bool {
    Command::new("jq").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// What stands under the command is printed, in that order; `…` stands for anything.
fn prints(printed: &str, shown: &[String]) -> Result<(), String> {
    let mut lines = printed.lines().map(str::trim_end);
    for (n, line) in shown.iter().enumerate().filter(|(_, line)| !line.is_empty() && *line != "…") {
        let start = line.strip_suffix(" …");
        let same = |other: &str| other == line || start.is_some_and(|start| other.starts_with(start));
        let skips = n > 0 && shown[n - 1] == "…";
        let found = if skips { lines.any(same) } else { lines.by_ref().find(|l| !l.is_empty()).is_some_and(same) };
        if !found {
            return Err(format!("it does not print `{line}`, but\n{printed}"));
        }
    }
    Ok(())
}

fn all_run(document: &str, folder: &Path) {
    let examples = examples(&read(document));
    assert!(examples.len() >= 4, "{document} lost its examples");
    for Example { line, shown } in examples {
        let piped = line.contains(" | ");
        let run_as = if piped && !has_jq() { line.split(" | ").next().unwrap() } else { &line };
        let output = run(run_as, folder);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{document}: {line}: {said}");
        if run_as == line {
            let printed = String::from_utf8(output.stdout).unwrap();
            prints(&printed, &shown).unwrap_or_else(|why| panic!("{document}: {line}: {why}"));
        }
    }
}

#[test]
fn the_examples_of_the_readme_print_what_it_says() {
    all_run("README.md", Path::new("."));
}

/// Writes the examples whose first line names their file, behind what stands in it; the names of the files.
fn example_files(document: &str, before: &str, folder: &Path) -> Vec<String> {
    let mut written = Vec::new();
    for block in blocks(document, "toml") {
        let first = block.lines().next().and_then(|line| line.strip_prefix(before));
        let Some(name) = first.filter(|name| name.starts_with("my-catalog/")) else { continue };
        let there = fs::read_to_string(folder.join(name)).unwrap_or_default();
        fs::write(folder.join(name), format!("{there}{block}\n\n")).unwrap();
        written.push(name.to_owned());
    }
    written
}

#[test]
fn the_example_plan_of_the_catalog_is_sound_and_prices_as_it_says() {
    let document = read("catalog/README.md");
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join("my-catalog");
    for part in ["plans", "cards", "notes"] {
        fs::create_dir_all(catalog.join(part)).unwrap();
    }
    let plan = example_files(&document, "# ", folder.path());
    for name in ["plans/my-plan", "cards/my-provider", "cards/my-cloud", "currencies", "prices"] {
        assert!(plan.contains(&format!("my-catalog/{name}.toml")), "catalog/README.md has an example of {name}");
    }
    all_run("catalog/README.md", folder.path());
    // The short examples below it belong to the same plan.
    let more = example_files(&document, "# more of ", folder.path());
    assert!(more.len() >= 3, "catalog/README.md has examples of levers, rules and incomes");
    let output = run("costtui check --catalog my-catalog", folder.path());
    assert!(output.status.success(), "the short examples: {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1, "the short examples warn of something");
}

#[test]
fn ten_lines_are_a_card_that_prices_a_plan() {
    let document = read("catalog/README.md");
    let card = blocks(&document, "toml").into_iter().find(|block| block.starts_with("# my-catalog/cards/my-provider"));
    let card = card.expect("catalog/README.md has a card to begin with");
    assert_eq!(card.lines().filter(|line| !line.starts_with('#')).count(), 10, "{card}");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("cards")).unwrap();
    fs::write(folder.path().join("cards/my-provider.toml"), &card).unwrap();
    let catalog = costtui::catalog::load(Some(folder.path())).unwrap();
    assert!(catalog.warnings.is_empty(), "{:?}", catalog.warnings);
    let by_card = |plan: &str| {
        let line = format!("costtui quote --catalog . --plan {plan} --users 100k --card my-provider --format csv");
        let output = run(&line, folder.path());
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().matches(",card,").count()
    };
    let priced: Vec<usize> = catalog.plans.iter().map(|plan| by_card(&plan.id)).collect();
    assert!(priced.iter().sum::<usize>() >= 3, "it prices what the program has: {priced:?}");
}

#[test]
fn the_catalog_names_every_meter_and_category() {
    let document = read("catalog/README.md");
    let catalog = costtui::catalog::load(None).unwrap();
    let ids = catalog.meters.iter().map(|meter| &meter.id).chain(catalog.categories.iter().map(|other| &other.id));
    for id in ids {
        assert!(document.contains(&format!("`{id}`")), "catalog/README.md does not name `{id}`");
    }
}

#[test]
fn the_picture_is_what_its_command_draws() {
    let pictures: Vec<String> =
        blocks(&read("README.md"), "sh").into_iter().filter(|block| block.contains("--svg")).collect();
    assert_eq!(pictures.len(), 1, "README.md has one command that draws a picture");
    let example = examples(&read("README.md")).into_iter().find(|example| example.line.contains("--svg")).unwrap();
    // Away from ./saves: a session of yours is no part of the picture.
    let elsewhere = tempfile::tempdir().unwrap();
    let output = run(&example.line, elsewhere.path());
    let drawn = String::from_utf8(output.stdout).unwrap();
    assert!(
        drawn == read("docs/screen.svg"),
        "docs/screen.svg is out of date; draw it again:\n\n    {}\n",
        pictures[0]
    );
}

#[test]
fn the_keys_of_the_readme_are_keys() {
    let known: Vec<String> = KEYS
        .iter()
        .filter(|key| matches!(key.place, Place::Panes | Place::Everywhere))
        .flat_map(|key| key.chords().map(|chord| chord.to_string()))
        .chain(["0-9", "$"].map(str::to_owned)) // what starts an entry
        .collect();
    let readme = read("README.md");
    let table = readme.split("\n## Keys\n").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(rows.len() >= 10, "README.md lost its table of keys");
    for row in rows {
        let keys = row.split('|').nth(1).unwrap_or_default();
        for key in keys.split('`').skip(1).step_by(2) {
            assert!(known.iter().any(|other| other == key), "`{key}` is no key of the panes: {known:?}");
        }
    }
    assert!(table.contains("`⇧→`"), "the coarse keys stand in the table");
}
