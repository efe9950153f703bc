//! What documents work out, roadmaps and calculators, does not depend on how it is asked for.

use costtui::amount::{Decimal, Estimate, Number, decimal};
use costtui::catalog::{Catalog, InputValue, Rule};
use costtui::engine::{Spent, calculate, spent, verdicts};
use costtui::scenario::Scenario;

fn catalog() -> Catalog {
    costtui::catalog::load(None).expect("the shipped catalog is sound")
}

#[test]
fn a_roadmap_costs_what_its_parts_cost() {
    let (catalog, credit) = (catalog(), Decimal::from(300));
    let maps: Vec<_> = catalog.plans.iter().flat_map(|plan| &plan.roadmaps).collect();
    assert!(maps.len() >= 4, "{} roadmaps", maps.len());
    let months = |spent: &Spent| spent.steps.iter().map(|(_, months, _)| *months).sum::<u32>();
    let spans = (1..40).flat_map(|from| (from..40).map(move |middle| (from, middle, 48)));
    for (map, (from, middle, to)) in maps.iter().flat_map(|map| spans.clone().map(move |span| (map, span))) {
        let sum = |from, to| spent(map, Some((from, to)), Decimal::ZERO).expect("a roadmap fits");
        let (whole, before, after) = (sum(from, to), sum(from, middle), sum(middle + 1, to));
        assert_eq!(whole.total, before.total.plus(after.total).unwrap(), "{}: {from}..{middle}..{to}", map.id);
        assert_eq!(months(&whole), months(&before) + months(&after), "{}: {from}..{middle}..{to}", map.id);
        let credited = spent(map, Some((from, to)), credit).expect("a roadmap fits").total;
        let less = |total: Decimal| (total - credit).max(Decimal::ZERO);
        assert_eq!((credited.low, credited.high), (less(whole.total.low), less(whole.total.high)), "{}", map.id);
    }
}

#[test]
fn a_roadmap_to_the_end_of_time_has_an_end() {
    for map in catalog().plans.iter().flat_map(|plan| &plan.roadmaps) {
        let open = map.steps.iter().any(|step| step.to.is_none());
        let all = spent(map, Some((1, u32::MAX)), Decimal::ZERO).expect("even that fits");
        let last = all.steps.last().expect("a roadmap has steps").1;
        assert_eq!(last > 1_000_000, open, "{}", map.id);
    }
}

#[test]
fn a_calculator_with_the_inputs_of_its_document_has_the_results_of_its_document() {
    let (catalog, mut compared, mut undefined) = (catalog(), 0, Vec::new());
    for plan in &catalog.plans {
        for calculator in catalog.notes_of(plan).into_iter().flat_map(|notes| &notes.calculators) {
            let own = calculate(&catalog, plan, calculator, None);
            let mut scenario = Scenario::of(plan);
            for (input, value) in calculator.inputs.iter().zip(&own.inputs) {
                let exact = value.ok().flatten().filter(Estimate::is_exact);
                if let Some(value) = exact.filter(|_| matches!(input.value, InputValue::Number(_))) {
                    scenario.inputs.insert(format!("{}/{}", calculator.id, input.id), value.expected);
                }
            }
            assert_eq!(scenario.unknown(&catalog), [], "{}", calculator.id);
            let same = calculate(&catalog, plan, calculator, Some(&scenario));
            for (a, b) in own.results.iter().zip(&same.results) {
                assert_eq!((a.value, a.limit, a.holds), (b.value, b.limit, b.holds), "{}", calculator.id);
                compared += 1;
                if !matches!(a.value, Ok(Some(_))) {
                    undefined.push(format!("{}: {:?}", calculator.id, a.value));
                }
            }
            let before = calculate(&catalog, plan, calculator, Some(&Scenario::of(plan)));
            assert_eq!(before.results.len(), own.results.len());
        }
    }
    assert!(compared >= 100, "{compared} results");
    // Document 004 saves 100 % of a database that its bill does not have.
    assert_eq!(undefined, ["lean-by-category: Ok(None)"]);
}

#[test]
fn a_move_is_justified_by_what_the_stage_it_leads_to_costs() {
    let mut catalog = catalog();
    let plan = catalog.plans.iter_mut().find(|plan| plan.id == "barum-aws").expect("the plan of document 003");
    let first = |rule: &Rule| rule.metric == "next_stage_cost_ratio" && rule.stage.as_deref() == Some("p1-mvp");
    let at = plan.rules.iter().position(first).expect("its multiplier");
    let mut scenario = Scenario { stage: Some("p1-mvp".to_owned()), elastic: false, ..Scenario::of(plan) };
    let ratio = |catalog: &Catalog, scenario: &Scenario| {
        let verdicts = verdicts(catalog, scenario);
        verdicts.into_iter().find(|verdict| verdict.rule == at).and_then(|verdict| verdict.value)
    };
    let costs = |to: &str, from: &str| decimal(to).unwrap().over(decimal(from).unwrap()).ok();
    // Golden case G159: $104.86 after $44.58.
    assert_eq!(ratio(&catalog, &scenario), costs("104.86", "44.58"));
    catalog.plans.iter_mut().find(|plan| plan.id == "barum-aws").unwrap().rules[at].to =
        Some("p3-production".to_owned());
    assert_eq!(ratio(&catalog, &scenario), costs("411.69", "44.58"));
    scenario.stage = Some("p2-growth".to_owned());
    assert_eq!(ratio(&catalog, &scenario), None, "a rule of another stage says nothing here");
}
