//! Questions of many quotes: what moves a figure most, and the cheapest levers.

use super::{SHIPPED, largest};
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
