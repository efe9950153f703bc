//! REF-20: the reference workload as a catalog, and the results it is known to have. Shared by benches and tests.

use costtui::amount::Decimal;
use costtui::catalog::{Catalog, parse};
use costtui::engine::{Road, quote};
use costtui::faults::Source;
use costtui::scenario::Scenario;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// Everything REF-20 is made of, and nothing else.
pub fn catalog() -> Catalog {
    let files = [
        ("demand.toml", include_str!("demand.toml")),
        ("meters.toml", include_str!("meters.toml")),
        ("plans/ref-20.toml", include_str!("plans/ref-20.toml")),
        ("cards/ref-20.toml", include_str!("cards/ref-20.toml")),
    ];
    let source = |(name, text): (&str, &str)| Source { name: name.to_owned(), text: text.to_owned() };
    parse(&[files.map(source).to_vec()]).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The base inputs: the card's tiers, 40 % of the nodes reserved.
pub fn base(catalog: &Catalog) -> Scenario {
    let mut scenario = Scenario::of(&catalog.plans[0]);
    scenario.card = "ref-20".to_owned();
    scenario.levers.insert("reserved".to_owned(), d("0.40"));
    scenario
}

/// The base inputs with some changed; `reserved` is the lever.
fn changed(catalog: &Catalog, users: &str, inputs: &[(&str, &str)]) -> Scenario {
    let mut scenario = base(catalog);
    for (name, value) in [("users", users)].iter().chain(inputs) {
        match catalog.slider(name) {
            Some(slider) => scenario.set(catalog, slider, d(value)),
            None => drop(scenario.levers.insert((*name).to_owned(), d(value))),
        }
    }
    scenario
}

/// Users, changed inputs, exact total, revenue, and margin to six places.
type Expected<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, &'a str, &'a str);

const QUOTES: [Expected; 12] = [
    ("50", &[], "139.930473375", "18", "-6.773915"),
    ("999", &[], "239.8271868825", "351", "0.316732"),
    ("1000", &[], "645.243445", "360", "-0.792343"),
    ("9999", &[], "2596.086165365", "3591", "0.277058"),
    ("10000", &[], "6541.00634", "3600", "-0.816946"),
    ("50000", &[], "14310.10044", "18000", "0.204994"),
    ("99999", &[], "22574.9819128475", "35991", "0.372760"),
    ("100000", &[], "41278.228296", "36000", "-0.146617"),
    ("250000", &[], "64935.556296", "90000", "0.278494"),
    ("1000000", &[], "176591.838984", "360000", "0.509467"),
    (
        "50000",
        &[("cache_hit", "0.85"), ("reserved", "0.90"), ("retention_days", "7")],
        "12602.398165",
        "18000",
        "0.299867",
    ),
    (
        "250000",
        &[("cache_hit", "0.30"), ("reserved", "0"), ("retention_days", "365"), ("revenue_per_user", "14.50")],
        "86194.095",
        "145000",
        "0.405558",
    ),
];

/// The workload's 20 lines at 50,000 users, base; two of them are two lines of the plan.
const LINES: [(&[&str], &str); 20] = [
    (&["dns"], "12.5"),
    (&["ci_cd"], "199"),
    (&["monitoring"], "300"),
    (&["support"], "250"),
    (&["on_call"], "2000"),
    (&["auth"], "247.5"),
    (&["email"], "20"),
    (&["sms"], "7.5"),
    (&["payments_fixed", "payments_share"], "1122"),
    (&["tickets"], "240"),
    (&["egress"], "3102.2"),
    (&["cdn"], "3325"),
    (&["storage"], "55.2"),
    (&["logs"], "297.5"),
    (&["app_nodes"], "194.304"),
    (&["cache_nodes"], "40.128"),
    (&["db_nodes", "db_replicas"], "693.792"),
    (&["worker_nodes"], "33.44"),
    (&["buffer"], "1821.0096"),
    (&["reserve"], "349.02684"),
];

/// Points, the step between them, and the exact sum of their totals (the workload rounds the first two to four places).
const SWEEPS: [(u32, u32, &str); 3] =
    [(1_000, 1_000, "100384233.2606875"), (10_000, 100, "1002954916.48332875"), (100_000, 10, "10028634257.38523125")];

/// Asserts every result that the workload states.
pub fn check() {
    let catalog = catalog();
    for (users, inputs, total, revenue, margin) in QUOTES {
        let quote = quote(&catalog, &changed(&catalog, users, inputs));
        let told = format!("{users} users with {inputs:?}");
        assert!(quote.cost.is_ok_and(|cost| cost.is_exact()), "{told}");
        assert_eq!(quote.cost.map(|cost| cost.expected), Ok(d(total)), "total of {told}");
        assert_eq!(quote.economics.revenue, Some(d(revenue)), "revenue of {told}");
        let share = quote.economics.margin_share.map(|m| m.round_dp_with_strategy(6, MidpointAwayFromZero));
        assert_eq!(share, Some(d(margin)), "margin of {told}");
    }
    check_lines(&catalog);
    for (points, step, sum) in SWEEPS {
        assert_eq!(sweep(&mut road(&catalog), points, step), d(sum), "sum of {points} points");
    }
}

fn check_lines(catalog: &Catalog) {
    let quote = quote(catalog, &base(catalog));
    assert_eq!(quote.lines.len(), LINES.iter().map(|(ids, _)| ids.len()).sum::<usize>());
    for (ids, amount) in LINES {
        let lines = quote.lines.iter().filter(|line| ids.contains(&line.line.id.as_str()));
        let costs = lines.map(|line| line.cost.expect("REF-20 stays within 28 digits").after.expected);
        assert_eq!(costs.sum::<Decimal>(), d(amount), "{ids:?}");
    }
}

/// The sum of what a number of points costs, `step` users apart.
pub fn sweep(road: &mut Road, points: u32, step: u32) -> Decimal {
    let users = (1..=points).map(|i| Decimal::from(i) * Decimal::from(step));
    users.map(|users| total(road, users)).sum()
}

/// What a number of users costs.
pub fn total(road: &mut Road, users: Decimal) -> Decimal {
    road.point(users).expect("REF-20 has stages").cost.expect("REF-20 stays within 28 digits")
}

/// The road of the base inputs.
pub fn road(catalog: &Catalog) -> Road<'_> {
    Road::of(catalog, &base(catalog)).expect("REF-20 is a plan")
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|bad| panic!("{text}: {bad}"))
}
