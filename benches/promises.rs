//! The promises about speed, each beside what it is a ratio of. Idle, memory and the binary's size are the terminal's and
//! the file system's to tell; `docs/performance.md` says how.

#[path = "promises/bare.rs"]
mod bare;
#[path = "promises/lists.rs"]
mod lists;
#[path = "promises/questions.rs"]
mod questions;
#[path = "ref-20/reference.rs"]
mod reference;
#[path = "promises/risk.rs"]
mod risk;
#[path = "promises/screen.rs"]
mod screen;
#[path = "promises/views.rs"]
mod views;

use bare::Bare;
use costtui::amount::Decimal;
use costtui::app::CURVE_STEPS;
use costtui::catalog::{self, Catalog, Scale};
use costtui::engine::{self, Bill, Curve, Demand};
use costtui::explore::forecast::{Ahead, forecast};
use costtui::explore::sweep::{Along, sweep as swept};
use costtui::faults::Source;
use costtui::scenario::Scenario;
use divan::{Bencher, black_box};
use screen::{Explorer, Plain};
use std::sync::{Arc, LazyLock};

static REF_20: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(reference::catalog()));
static SHIPPED: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(shipped()));

/// The place of the users slider.
const USERS: usize = 0;

fn main() {
    reference::check();
    check_bare();
    risk::check();
    let (median, most) = bytes_a_key();
    println!("bytes a key: {median}, at most {most}");
    assert!(median <= 2048, "a key sends more than 2 KiB");
    divan::main();
}

fn shipped() -> Catalog {
    catalog::load(None).unwrap_or_else(|error| panic!("{error}"))
}

/// The largest shipped stage, where it was printed for.
fn largest() -> Scenario {
    let plan = SHIPPED.plan("edunerve").expect("it is shipped");
    let mut scenario = Scenario::of(plan);
    scenario.set(&SHIPPED, SHIPPED.slider("users").expect("it is shipped"), Decimal::from(1_000_000));
    scenario
}

fn bill<'c>(catalog: &'c Catalog, scenario: &Scenario) -> (Bill<'c>, Demand) {
    let plan = engine::plan_of(catalog, scenario).expect("the catalog has plans");
    let stage = plan.stage(&engine::quote(catalog, scenario).stage.stage).expect("the quote names a stage");
    (Bill::of(catalog, plan, stage, scenario), Demand::of(catalog, scenario))
}

fn bare_largest() -> Bare {
    let stage = SHIPPED.plan("edunerve").and_then(|plan| plan.stage("u1m")).expect("it is shipped");
    bare::of_lines(&stage.variants[0].lines, |name| if name == "users" { 0 } else { 1 })
}

/// Users and concurrent users of [`largest`].
fn largest_drivers(users: Decimal) -> Option<[Decimal; 2]> {
    Some([users, users.checked_mul(Decimal::new(5, 2))?])
}

/// The loops that are compared do the same work.
fn check_bare() {
    let mut road = reference::road(&REF_20);
    for users in [10_000, 50_000, 99_999].map(Decimal::from) {
        let total = bare::drivers(users).and_then(|drivers| bare::growth().total(&drivers));
        assert_eq!(total, Some(reference::total(&mut road, users)));
    }
    let quoted = engine::quote(&SHIPPED, &largest()).cost.ok().map(|cost| cost.expected);
    let total = largest_drivers(Decimal::from(1_000_000)).and_then(|drivers| bare_largest().total(&drivers));
    assert_eq!(total, quoted);
}

/// Bytes sent for one step of the users slider: the median of twenty, and the most.
fn bytes_a_key() -> (usize, usize) {
    let mut explorer = Explorer::new(&SHIPPED, Scenario::of(&SHIPPED.plans[0]));
    let mut bytes: Vec<usize> = (0..20).map(|_| explorer.press_right()).collect();
    bytes.sort_unstable();
    (bytes[bytes.len() / 2], bytes[bytes.len() - 1])
}

/// One evaluation: bare, a prepared bill, and a whole quote with its outlook and explanations.
mod quote {
    use super::*;

    #[divan::bench]
    fn ref_20_bare(bencher: Bencher) {
        let plan = bare::growth();
        bencher.bench_local(|| plan.total(&bare::drivers(black_box(Decimal::from(50_000)))?));
    }

    #[divan::bench]
    fn ref_20_bill(bencher: Bencher) {
        let (bill, mut demand) = bill(&REF_20, &reference::base(&REF_20));
        bencher.bench_local(|| {
            demand.move_users(black_box(Decimal::from(50_000)));
            bill.expected(&demand)
        });
    }

    #[divan::bench]
    fn ref_20_quote(bencher: Bencher) {
        let scenario = reference::base(&REF_20);
        bencher.bench_local(|| engine::quote(&REF_20, black_box(&scenario)));
    }

    #[divan::bench]
    fn largest_bare(bencher: Bencher) {
        let plan = bare_largest();
        bencher.bench_local(|| plan.total(&largest_drivers(black_box(Decimal::from(1_000_000)))?));
    }

    #[divan::bench]
    fn largest_bill(bencher: Bencher) {
        let (bill, mut demand) = bill(&SHIPPED, &largest());
        bencher.bench_local(|| {
            demand.move_users(black_box(Decimal::from(1_000_000)));
            bill.expected(&demand)
        });
    }

    #[divan::bench]
    fn largest_quote(bencher: Bencher) {
        let scenario = largest();
        bencher.bench_local(|| engine::quote(&SHIPPED, black_box(&scenario)));
    }
}

/// Many evaluations: the picture, and exact figures on one thread.
mod sweep {
    use super::*;

    #[divan::bench]
    fn curve_of_400(bencher: Bencher) {
        let scenario = largest();
        bencher.bench_local(|| Curve::of(&SHIPPED, black_box(&scenario), USERS, (1.0, 4e6), CURVE_STEPS));
    }

    /// Every stage of a plan, with its rules: barum-aws has the most of them that ask for another bill.
    #[divan::bench(args = ["edunerve", "barum-aws", "business-os"])]
    fn forecast_of_36(bencher: Bencher, plan: &str) {
        let plan = SHIPPED.plan(plan).expect("it is shipped");
        let (scenario, ahead) = (Scenario::of(plan), Ahead { months: 36, ..Ahead::default() });
        bencher.bench_local(|| forecast(&SHIPPED, plan, black_box(&scenario), &ahead));
    }

    #[divan::bench(sample_count = 10)]
    fn exact_100_000(bencher: Bencher) {
        let mut road = reference::road(&REF_20);
        bencher.bench_local(|| reference::sweep(&mut road, black_box(100_000), 10));
    }

    /// As `costtui sweep` does it, with a thread for each core.
    #[divan::bench(sample_count = 10)]
    fn whole_100_000(bencher: Bencher) {
        let scenario = reference::base(&REF_20);
        bencher.bench_local(|| swept(&REF_20, black_box(&scenario), &stretch(1, 1_000_000, 100_000)));
    }

    /// The same in parts that are too short for a second thread.
    #[divan::bench(sample_count = 10)]
    fn whole_100_000_one_thread(bencher: Bencher) {
        let scenario = reference::base(&REF_20);
        bencher.bench_local(|| {
            let parts = (0..32).map(|part| stretch(part * 31_250 + 1, (part + 1) * 31_250, 3_125));
            parts.map(|part| swept(&REF_20, black_box(&scenario), &part)).collect::<Vec<_>>()
        });
    }

    /// So many values of REF-20's users.
    fn stretch(from: u32, to: u32, points: usize) -> Along {
        Along { slider: USERS, from: from.into(), to: to.into(), points, spacing: Scale::Linear }
    }

    #[divan::bench(sample_count = 10)]
    fn bare_100_000(bencher: Bencher) {
        let plan = bare::growth();
        bencher.bench_local(|| {
            let points = (1..=black_box(100_000)).map(|i| plan.total(&bare::drivers(Decimal::from(i * 10))?));
            points.sum::<Option<Decimal>>()
        });
    }
}

/// From a key to a complete frame of 200 × 60.
mod key {
    use super::*;

    fn plain() -> Plain {
        Plain::new(18, &Curve::of(&SHIPPED, &largest(), USERS, (1.0, 4e6), CURVE_STEPS))
    }

    #[divan::bench]
    fn plain_frame(bencher: Bencher) {
        let mut plain = plain();
        bencher.bench_local(|| plain.key(false));
    }

    #[divan::bench]
    fn plain_frame_with_chart(bencher: Bencher) {
        let mut plain = plain();
        bencher.bench_local(|| plain.key(true));
    }

    #[divan::bench]
    fn one_key(bencher: Bencher) {
        let mut explorer = Explorer::new(&SHIPPED, largest());
        bencher.bench_local(|| {
            explorer.press();
            explorer.draw()
        });
    }

    #[divan::bench]
    fn one_key_ref_20(bencher: Bencher) {
        let mut explorer = Explorer::new(&REF_20, reference::base(&REF_20));
        bencher.bench_local(|| {
            explorer.press();
            explorer.draw()
        });
    }

    #[divan::bench]
    fn one_key_not_drawn(bencher: Bencher) {
        let mut explorer = Explorer::new(&SHIPPED, largest());
        bencher.bench_local(|| {
            explorer.press();
            explorer.recompute();
        });
    }

    #[divan::bench]
    fn thousand_keys_at_once(bencher: Bencher) {
        let mut explorer = Explorer::new(&SHIPPED, largest());
        bencher.bench_local(|| {
            (0..1000).for_each(|_| explorer.press());
            explorer.draw()
        });
    }
}

/// What stands between the command and the first frame.
mod start {
    use super::*;

    #[divan::bench]
    fn catalog() -> Catalog {
        shipped()
    }

    #[divan::bench]
    fn first_frame() -> Explorer {
        let catalog = Arc::new(shipped());
        let scenario = Scenario::of(&catalog.plans[0]);
        Explorer::new(&catalog, scenario)
    }
}

/// A quote of a plan of so many lines: the time grows no faster than they do.
mod growth {
    use super::*;
    use std::fmt::Write;

    fn plan_of(lines: usize) -> Catalog {
        let mut text = String::from(
            "id = \"wide\"\nname = \"Wide\"\nsource = \"made-up\"\nscale = \"users\"\nabout = \"Many lines.\"\n\
             [[stage]]\nid = \"only\"\nname = \"Only\"\nlow = \"0\"\n\
             [[stage.variant]]\nid = \"all\"\nname = \"All\"\n",
        );
        for i in 0..lines {
            let quantity = match i % 3 {
                0 => "quantity = { is = \"1\", at = \"500\", of = \"concurrent_users\", whole = true }\n",
                1 => "quantity = { is = \"7\", at = \"1000\", of = \"users\" }\n",
                _ => "",
            };
            write!(
                text,
                "[[stage.variant.line]]\nid = \"line-{i}\"\nitem = \"Line {i}\"\ncategory = \"compute\"\n\
                 lines = \"{i}\"\namount = \"{i}.50\"\n{quantity}"
            )
            .expect("a string takes all");
        }
        let over = Source { name: "wide.toml".to_owned(), text };
        catalog::parse(&[catalog::embedded(), vec![over]]).unwrap_or_else(|faults| panic!("{faults}"))
    }

    #[divan::bench(args = [20, 200, 2000])]
    fn quote_of_lines(bencher: Bencher, lines: usize) {
        let catalog = plan_of(lines);
        let scenario = Scenario::of(catalog.plan("wide").expect("it was made"));
        bencher.bench_local(|| engine::quote(&catalog, black_box(&scenario)));
    }
}
