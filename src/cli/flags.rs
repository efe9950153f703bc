//! The flags of a scenario, shared by the explorer and every subcommand that prices one.

use crate::catalog::{Catalog, Plan};
use crate::engine::levers_fit;
use crate::scenario::{Scenario, put};
use crate::text::{clean, did_you_mean};
use clap::Args;
use std::path::PathBuf;

/// The plan that is priced when none is named.
const FIRST_PLAN: &str = "zero-to-planetary";

/// A session, and choices over it. Values are what people type: `12k`, `1.5M`, `5%`, `$2.50`.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub struct ScenarioArgs {
    /// Session to start from: its name in the saves folder, or a path to a .toml file
    pub session: Option<PathBuf>,
    /// Plan to price; `costtui plans` lists them
    #[arg(long, value_name = "ID")]
    pub plan: Option<String>,
    /// Stage to price, whatever the users; `auto` lets them pick
    #[arg(long, value_name = "ID")]
    pub stage: Option<String>,
    /// Variant of the stage to price
    #[arg(long, value_name = "ID")]
    pub variant: Option<String>,
    /// Add-on to price beside the variant; may be repeated
    #[arg(long = "addon", value_name = "ID")]
    pub addons: Vec<String>,
    /// Card to price with
    #[arg(long, value_name = "ID")]
    pub card: Option<String>,
    /// Region of the card; its usual one unless given
    #[arg(long, value_name = "ID")]
    pub region: Option<String>,
    /// How what the card sells so is bought: on_demand, spot, reserved_1y or reserved_3y
    #[arg(long, value_name = "WAY")]
    pub purchase: Option<String>,
    /// What the total is made of: lines, buffered, stated or headline
    #[arg(long, value_name = "BASIS")]
    pub basis: Option<String>,
    /// Keep every quantity as printed, whatever the sliders
    #[arg(long)]
    pub fixed: bool,
    /// Buffer on the total in place of the printed one, such as 30%
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub buffer: Option<String>,
    /// Hours a month, in place of those that each line was printed with
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true)]
    pub hours: Option<String>,
    /// Lever to switch on, for a share of what it touches (all of it unless given); may be repeated
    #[arg(long = "lever", value_name = "ID[=SHARE]")]
    pub levers: Vec<String>,
    /// Change of a line: LINE.quantity=N, LINE.amount=N, LINE.unit_price=N or LINE.drop, at every stage that has it;
    /// STAGE/LINE.quantity=N at one; may be repeated
    #[arg(long = "override", value_name = "LINE.WHAT[=N]")]
    pub overrides: Vec<String>,
    /// What your bill asks for a category, as a multiple of what is priced, such as compute=1.15 or compute=1.05..1.3; may be
    /// repeated. `costtui calibrate` finds them
    #[arg(long = "factor", value_name = "CATEGORY=N")]
    pub factors: Vec<String>,
    /// What the sliders can't know, such as team_size=3, cpu_percent=70.1 or soc2=yes; may be repeated
    #[arg(long = "answer", value_name = "METRIC=VALUE")]
    pub answers: Vec<String>,
    /// Input of a calculator in place of the document's, such as api-quota/ttl=30; may be repeated
    #[arg(long = "input", value_name = "CALCULATOR/INPUT=VALUE")]
    pub inputs: Vec<String>,
    /// Slider to move, such as paid_share=20%; may be repeated
    #[arg(long = "set", value_name = "SLIDER=VALUE")]
    pub sliders: Vec<String>,
    /// What a slider may be, for `simulate`: "users=10k to 50k" (9 of 10 between them), "uniform 10k to 50k", "triangular
    /// 1% to 3% to 8%", "normal 50k ± 10k" or "lognormal 10k to 50k"; may be repeated
    #[arg(long = "spread", value_name = "SLIDER=SPREAD")]
    pub spreads: Vec<String>,
    /// Users, or customers
    #[arg(long, value_name = "COUNT", allow_hyphen_values = true)]
    pub users: Option<String>,
    /// Share of the users who are there at once
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub concurrency: Option<String>,
    /// Revenue per user a month
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    pub revenue_per_user: Option<String>,
}

impl ScenarioArgs {
    /// The scenario: these choices over a session's, or over the plan as it starts. Else all that is wrong with them.
    pub fn scenario(&self, catalog: &Catalog, base: Option<Scenario>) -> Result<Scenario, Vec<String>> {
        let mut scenario = self.start(catalog, base)?;
        let mut faults = Vec::new();
        for choice in self.choices(catalog, &scenario) {
            let made = choice.and_then(|(key, value)| match value.is_empty() {
                true => Err(format!("{}: a value is missing", clean(key.strip_prefix("sliders.").unwrap_or(&key)))),
                false => put(&mut scenario, catalog, &key, &value).map_err(|bad| bad.to_string()),
            });
            faults.extend(made.err());
        }
        faults.extend(scenario.unknown(catalog).iter().map(ToString::to_string));
        faults.extend(catalog.plan(&scenario.plan).and_then(|plan| self.elsewhere(plan, &scenario)));
        if faults.is_empty() {
            faults.extend(levers_fit(catalog, &scenario).err().map(|error| error.to_string()));
        }
        if faults.is_empty() { Ok(scenario) } else { Err(faults) }
    }

    /// The session, unless another plan is asked for; a plan starts with its own choices.
    fn start(&self, catalog: &Catalog, base: Option<Scenario>) -> Result<Scenario, Vec<String>> {
        let Some(id) = &self.plan else {
            let first = || catalog.plan(FIRST_PLAN).or(catalog.plans.first()).map(Scenario::of);
            return base.or_else(first).ok_or_else(|| vec!["the catalog has no plan".to_owned()]);
        };
        if let Some(base) = base.filter(|base| base.plan == *id) {
            return Ok(base);
        }
        let ids = catalog.plans.iter().map(|plan| plan.id.as_str());
        let hint = || format!("`{}` is no plan{}", clean(id), did_you_mean(id, ids));
        catalog.plan(id).map(Scenario::of).ok_or_else(|| vec![hint()])
    }

    /// Every flag as a choice, in the order of a session file; an error where it has not the form of one.
    fn choices(&self, catalog: &Catalog, from: &Scenario) -> Vec<Result<(String, String), String>> {
        let mut out = Vec::new();
        let mut add = |key: &str, value: &Option<String>| {
            out.extend(value.iter().map(|value| Ok((key.to_owned(), value.clone()))));
        };
        add("stage", &self.stage);
        add("variant", &self.variant);
        add("addons", &self.all_addons(from));
        add("card", &self.card);
        add("region", &self.region);
        add("purchase", &self.purchase);
        add("basis", &self.basis);
        add("elastic", &self.fixed.then(|| "false".to_owned()));
        add("buffer", &self.buffer);
        add("hours", &self.hours);
        add("sliders.users", &self.users);
        add("sliders.concurrency", &self.concurrency);
        add("sliders.revenue_per_user", &self.revenue_per_user);
        out.extend(self.sliders.iter().map(|text| parted("set", "sliders", text, "SLIDER=VALUE", None)));
        let spread =
            |text: &String| parted("spread", "spreads", text, "SLIDER=SPREAD, such as \"users=10k to 50k\"", None);
        out.extend(self.spreads.iter().map(spread));
        out.extend(self.levers.iter().map(|text| lever(catalog, from, text)));
        let factor = |text: &String| parted("factor", "factors", text, "CATEGORY=N, such as compute=1.05..1.3", None);
        out.extend(self.factors.iter().map(factor));
        out.extend(self.answers.iter().map(|text| parted("answer", "answers", text, "METRIC=VALUE", None)));
        out.extend(self.inputs.iter().map(|text| parted("input", "inputs", text, "CALCULATOR/INPUT=VALUE", None)));
        out.extend(self.overrides.iter().map(|text| {
            let alone = text.ends_with(".drop").then_some("1");
            parted(
                "override",
                "overrides",
                text,
                "LINE.quantity=N, LINE.amount=N, LINE.unit_price=N or LINE.drop",
                alone,
            )
        }));
        out
    }

    /// Those of the session and those of the flags, each once.
    fn all_addons(&self, from: &Scenario) -> Option<String> {
        let mut all = from.addons.clone();
        for addon in &self.addons {
            if !all.contains(addon) {
                all.push(addon.clone());
            }
        }
        (!self.addons.is_empty()).then(|| all.join(" "))
    }

    /// A variant asked for together with a stage that does not have it: pricing another in silence would mislead.
    fn elsewhere(&self, plan: &Plan, scenario: &Scenario) -> Option<String> {
        let stage = plan.stage(scenario.stage.as_deref()?)?;
        let variant = self.variant.as_ref().filter(|_| self.stage.is_some())?;
        let here = stage.variants.iter().chain(&plan.addons).map(|variant| variant.id.as_str());
        let known = plan.stages.iter().flat_map(|s| &s.variants).any(|other| other.id == *variant);
        let missing = known && here.clone().all(|id| id != variant);
        let known: Vec<String> = here.map(|id| format!("`{id}`")).collect();
        missing.then(|| format!("stage `{}` has no variant `{variant}`; known: {}", stage.id, known.join(", ")))
    }
}

/// A lever without a share is on for all of what it touches; one that asks for a share is told what it asks.
fn lever(catalog: &Catalog, from: &Scenario, text: &str) -> Result<(String, String), String> {
    let levers = catalog.plan(&from.plan).map_or(&[][..], |plan| &plan.levers);
    match levers.iter().find(|lever| lever.id == text && lever.asks()) {
        Some(lever) if lever.part => {
            Err(format!("--lever {text}: say of how much of what it touches, such as {text}=30%"))
        }
        Some(_) => Err(format!("--lever {text}: the document gives no figure; say what it saves, such as {text}=30%")),
        None => parted("lever", "levers", text, "ID=SHARE", Some("100%")),
    }
}

/// `ID=VALUE` under a part of the scenario; `alone` is the value of an id that stands alone.
fn parted(flag: &str, part: &str, text: &str, form: &str, alone: Option<&str>) -> Result<(String, String), String> {
    match text.split_once('=').or(alone.map(|value| (text, value))) {
        Some((id, value)) => Ok((format!("{part}.{id}"), value.to_owned())),
        None => Err(format!("--{flag}: expected {form}, not `{}`", clean(text))),
    }
}
