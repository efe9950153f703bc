//! Levers of the worked cases, as flags: each case names a saving in its own words, and a lever of the plan has to be it.

use super::{Case, binary::costtui, cases, check, figure_faults, line_at, price_arguments, quoted, shipped};
use costtui::amount::{Decimal, Estimate, decimal};
use costtui::catalog::{Catalog, Effect, Lever};
use std::fs;

/// One of `spot@compute:60-80*0.5#c`: a saving of 60 to 80 % on a category or line, on for a share, `c` where it
/// excludes others.
struct Saving<'c> {
    name: &'c str,
    on: &'c str,
    range: Estimate,
    share: &'c str,
    excludes: bool,
}

impl<'c> Saving<'c> {
    fn read(text: &'c str) -> Self {
        let (name, rest) = text.split_once('@').expect("a saving is on something");
        let (on, rest) = rest.split_once(':').expect("a saving has a range");
        let (range, rest) = rest.split_once('*').expect("a saving has a share");
        let (low, high) = range.split_once('-').expect("a range has two ends");
        let percent = |text: &str| decimal(text).expect("a percent") / Decimal::ONE_HUNDRED;
        let range = Estimate::between(percent(low), percent(high)).expect("a range");
        let (share, group) = rest.split_once('#').unwrap_or((rest, ""));
        Saving { name, on, range, share, excludes: !group.is_empty() }
    }

    /// The lever of the plan that is on the same thing and whose id begins as the case calls it.
    fn lever<'p>(&self, catalog: &'p Catalog, case: &Case) -> &'p Lever {
        let plan = catalog.plan(&case["plan"]).expect("the plan of a case");
        let line = self.on.starts_with('L').then(|| line_at(catalog, case, self.on).id.as_str());
        let on = line.unwrap_or(self.on);
        let fits = |lever: &&Lever| lever.id.starts_with(self.name) && lever.on.iter().any(|name| name == on);
        let [lever] = plan.levers.iter().filter(fits).collect::<Vec<_>>()[..] else {
            panic!("{}: `{}` on {on} is not one lever", case["id"], self.name)
        };
        lever
    }

    /// The flag that switches it on. Of a lever without a figure the user says what it saves.
    fn flag(&self, catalog: &Catalog, case: &Case) -> String {
        let lever = self.lever(catalog, case);
        assert!(!self.excludes || lever.group.as_deref() == Some("commit"), "{}: {}", case["id"], lever.id);
        match &lever.effect {
            Effect::Saves(saves) => assert_eq!(*saves, self.range, "{}: {}", case["id"], lever.id),
            Effect::Asks => {
                let said = self.range.expected * decimal(self.share).unwrap();
                return format!("{}={}", lever.id, said.normalize());
            }
            other => panic!("{}: {} has the effect {other:?}", case["id"], lever.id),
        }
        format!("{}={}", lever.id, self.share)
    }
}

/// A case's levers as flags.
fn arguments(catalog: &Catalog, case: &Case) -> Vec<String> {
    let savings = case["levers"].split("; ").map(Saving::read);
    let flags = savings.flat_map(|saving| ["--lever".to_owned(), saving.flag(catalog, case)]);
    price_arguments(catalog, case).into_iter().chain(flags).collect()
}

fn lever_cases(which: impl Fn(&str) -> bool) -> Vec<Case> {
    cases("lever").into_iter().filter(|case| which(&case["id"])).collect()
}

#[test]
fn the_binary_prices_every_worked_lever() {
    assert_eq!(cases("lever").len(), 13, "a case was lost");
    let shipped_as_is = lever_cases(|id| !["G018", "G059"].contains(&id));
    check(&shipped_as_is, |catalog, case| figure_faults(case, &quoted(&arguments(catalog, case))));
}

#[test]
fn levers_that_exclude_one_another_are_refused_above_the_whole() {
    let [case] = &lever_cases(|id| id == "G018")[..] else { panic!("case G018 was lost") };
    assert_eq!(case["levers"], "spot share=1 + reserved share=1 on compute");
    let place = ["--plan", &case["plan"], "--stage", &case["stage"], "--variant", &case["option"]];
    let levers = ["--lever", "spot=100%", "--lever", "reserved=100%"];
    let output = costtui(["quote", "--format", "json"].into_iter().chain(place).chain(levers)).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
    assert!(said.contains("exclusive levers exceed 100 %") && said.contains("200.0 %"), "{said}");
}

/// Document 001 says 80 % where its own prices make 68 %, and the plan prices what the prices make: no shipped lever
/// saves 80 %. The case asks what the bill would be if the word were true, so it is asked of the plan with that word in the
/// lever's place: made from the shipped file, so that there is no second copy of it to keep in step.
#[test]
fn a_saving_as_printed_is_a_plan_of_your_own_away() {
    let [case] = &lever_cases(|id| id == "G059")[..] else { panic!("case G059 was lost") };
    let plan = fs::read_to_string("catalog/plans/business-os.toml").unwrap();
    let priced = "saves = \"68%\"\nstated = \"80%\"";
    assert_eq!(plan.matches(priced).count(), 1, "one lever is printed with more than it saves");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("plans")).unwrap();
    fs::write(folder.path().join("plans/business-os.toml"), plan.replace(priced, "saves = \"80%\"")).unwrap();
    let as_printed = costtui::catalog::load(Some(folder.path())).unwrap_or_else(|error| panic!("{error}"));
    let own = ["--catalog".to_owned(), folder.path().display().to_string()];
    let asked: Vec<String> = arguments(&as_printed, case).into_iter().chain(own).collect();
    assert_eq!(figure_faults(case, &quoted(&asked)), "");
    let shipped = shipped();
    let lever = Saving::read(&case["levers"]).lever(&shipped, case);
    assert_eq!(lever.stated, Some(Estimate::exact(decimal("0.8").unwrap())), "what is printed is still told");
}
