//! Questions of many quotes: what moves a figure most, the cheapest levers, where a figure is as wanted, a map, a comparison.

use super::{REF_20, SHIPPED, largest, reference};
use costtui::catalog::{self, Catalog};
use costtui::explore::optimise::{Allowed, optimise as cheapest};
use costtui::explore::sensitivity::{Swing, sensitivity as swung};
use costtui::faults::Source;
use costtui::scenario::Scenario;
use divan::{Bencher, black_box};
use std::fmt::Write;

/// The whole tornado of the largest shipped plan: at most 3 ms.
mod sensitivity {
    use super::*;

    fn tornado(bencher: Bencher, scenario: &Scenario) {
        let plan = SHIPPED.plan("edunerve").expect("it is shipped");
        bencher.bench_local(|| swung(&SHIPPED, plan, black_box(scenario), &Swing::default()));
    }

    #[divan::bench]
    fn largest_tornado(bencher: Bencher) {
        tornado(bencher, &largest());
    }

    #[divan::bench]
    fn largest_tornado_on_aws(bencher: Bencher) {
        tornado(bencher, &Scenario { card: "aws".to_owned(), ..largest() });
    }
}

/// The cheapest of 4,096 sets of levers: at most 50 ms.
mod optimise {
    use super::*;

    /// Twelve lines that every one of twelve levers touches, each lever in a group of its own.
    fn twelve() -> Catalog {
        let mut text = String::from(
            "id = \"twelve\"\nname = \"Twelve\"\nsource = \"made-up\"\nscale = \"users\"\nabout = \"Twelve levers.\"\n\
             [[stage]]\nid = \"only\"\nname = \"Only\"\nlow = \"0\"\n\
             [[stage.variant]]\nid = \"all\"\nname = \"All\"\n",
        );
        for n in 1..=12 {
            let line = format!("id = \"line-{n}\"\nitem = \"Line {n}\"\ncategory = \"compute\"\nlines = \"{n}\"");
            writeln!(text, "[[stage.variant.line]]\n{line}\namount = \"{n}00\"").expect("a string takes all");
        }
        for n in 1..=12 {
            let lever = format!("id = \"lever-{n}\"\nname = \"Lever {n}\"\non = [\"compute\"]\nsaves = \"{n}%\"");
            writeln!(text, "[[lever]]\n{lever}\nlines = \"{n}\"").expect("a string takes all");
        }
        let over = Source { name: "twelve.toml".to_owned(), text };
        catalog::parse(&[catalog::embedded(), vec![over]]).unwrap_or_else(|faults| panic!("{faults}"))
    }

    #[divan::bench]
    fn twelve_free_levers(bencher: Bencher) {
        let catalog = twelve();
        let plan = catalog.plan("twelve").expect("it was made");
        let (scenario, allowed) = (Scenario::of(plan), Allowed::default());
        bencher.bench_local(|| cheapest(&catalog, plan, black_box(&scenario), &allowed));
    }

    /// The price of a combination, 4,096 times: what no combination is passed over for would take.
    #[divan::bench]
    fn every_combination_priced(bencher: Bencher) {
        let catalog = twelve();
        let plan = catalog.plan("twelve").expect("it was made");
        let settings = plan.levers.iter().map(|lever| {
            let on = [(lever.id.clone(), costtui::amount::Decimal::ONE)].into_iter().collect();
            vec![Default::default(), on]
        });
        let groups: Vec<_> = settings.collect();
        let bill = costtui::engine::Switched::of(&catalog, &Scenario::of(plan)).expect("there is a plan");
        let mut bill = bill.combined(&groups).expect("the figures fit");
        bencher.bench_local(|| {
            (0..4096_usize)
                .filter_map(|n| {
                    let chosen: Vec<Option<usize>> = (0..12).map(|at| Some(n >> at & 1)).collect();
                    bill.cost(black_box(&chosen)).ok()
                })
                .min()
        });
    }

    #[divan::bench]
    fn largest_on_every_card(bencher: Bencher) {
        let plan = SHIPPED.plan("edunerve").expect("it is shipped");
        let (scenario, allowed) = (largest(), Allowed { cards: true, ..Allowed::default() });
        bencher.bench_local(|| cheapest(&SHIPPED, plan, black_box(&scenario), &allowed));
    }
}

/// Where a slider makes a figure as wanted: at most 10 ms for any figure and any slider. Sought is what the figure is now,
/// so that the slider crosses it where it stands.
mod seek {
    use super::*;
    use costtui::app::FIGURES;
    use costtui::catalog::{Comparison, Goal, Sign};
    use costtui::engine::Road;
    use costtui::explore::question::Question;
    use costtui::explore::seek::seek as sought;

    fn goal(catalog: &Catalog, scenario: &Scenario, figure: &str) -> Goal {
        let users = catalog.slider("users").expect("both have users");
        let metric = catalog.metric(figure).expect("it is a figure");
        let mut road = Road::of(catalog, scenario).expect("there is a plan");
        let threshold = road.metric(metric, scenario.value(catalog, users)).expect("it is defined");
        Goal { metric: figure.to_owned(), is: Comparison { sign: Sign::AtMost, threshold } }
    }

    fn by(bencher: Bencher, catalog: &Catalog, scenario: &Scenario, figure: &str, slider: &str) {
        let slider = catalog.driver_index(slider).expect("both have it");
        let goal = goal(catalog, scenario, figure);
        assert!(!sought(catalog, scenario, &goal, slider).expect("it can be sought").spans.is_empty());
        bencher.bench_local(|| sought(catalog, black_box(scenario), &goal, slider));
    }

    #[divan::bench(args = FIGURES)]
    fn largest_by_users(bencher: Bencher, figure: &str) {
        by(bencher, &SHIPPED, &largest(), figure, "users");
    }

    #[divan::bench(args = FIGURES)]
    fn largest_by_revenue(bencher: Bencher, figure: &str) {
        by(bencher, &SHIPPED, &largest(), figure, "revenue_per_user");
    }

    #[divan::bench(args = FIGURES)]
    fn ref_20_by_users(bencher: Bencher, figure: &str) {
        by(bencher, &REF_20, &reference::base(&REF_20), figure, "users");
    }

    #[divan::bench(args = FIGURES)]
    fn ref_20_by_revenue(bencher: Bencher, figure: &str) {
        by(bencher, &REF_20, &reference::base(&REF_20), figure, "revenue_per_user");
    }

    /// As the screen asks.
    #[divan::bench(args = FIGURES)]
    fn ref_20_by_every_slider(bencher: Bencher, figure: &str) {
        let scenario = reference::base(&REF_20);
        let question = Question::Seek(scenario.clone(), goal(&REF_20, &scenario, figure));
        bencher.bench_local(|| question.ask(&REF_20, &|_| true));
    }
}

/// The map and the comparison as the screen asks for them.
mod side_by_side {
    use super::*;
    use costtui::explore::question::Question;
    use costtui::explore::sweep::Along;

    fn map(bencher: Bencher, catalog: &Catalog, scenario: Scenario) {
        let plan = catalog.plan(&scenario.plan).expect("the scenario has a plan");
        let along = |slider: &str, points| {
            Along::of(catalog, plan, &scenario, catalog.driver_index(slider).expect("both have it"), points)
        };
        let over = [along("users", 96), along("concurrency", 28)];
        let question = Question::Map(scenario, "margin".to_owned(), over);
        bencher.bench_local(|| black_box(&question).ask(catalog, &|_| true).expect("nothing stops it"));
    }

    #[divan::bench]
    fn largest_map_of_96_by_28(bencher: Bencher) {
        map(bencher, &SHIPPED, largest());
    }

    #[divan::bench]
    fn ref_20_map_of_96_by_28(bencher: Bencher) {
        map(bencher, &REF_20, reference::base(&REF_20));
    }

    #[divan::bench]
    fn largest_compared_with_five(bencher: Bencher) {
        let users = SHIPPED.slider("users").expect("it is shipped");
        let scenarios = [1_000_000, 10_000, 50_000, 200_000, 500_000, 2_000_000].map(|count| {
            let mut scenario = largest();
            scenario.set(&SHIPPED, users, count.into());
            (format!("{count} users"), scenario)
        });
        let question = Question::Compare(scenarios.to_vec());
        bencher.bench_local(|| black_box(&question).ask(&SHIPPED, &|_| true).expect("nothing stops it"));
    }
}
