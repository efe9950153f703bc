//! The bills of every stage of a scenario, each prepared once, to be asked for any number of users and at any stage.

use super::bill::Bill;
use super::road::{self, Road, Stretch};
use super::verdict::{self, Measured, Move, Verdict};
use super::{Economics, Flag};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Plan};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// The bills of a scenario, at the stage that users pick and at any that is pinned in its place.
pub struct Stages<'c> {
    catalog: &'c Catalog,
    plan: &'c Plan,
    scenario: &'c Scenario,
    /// What users pick.
    road: Road<'c>,
    /// The bills of stages that are pinned, by their place in the plan.
    pinned: BTreeMap<usize, Bill<'c>>,
}

/// A scenario at a number of users: the part of [`quote`](super::quote) without its lines and what lies ahead.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The stage, by its place in the plan.
    pub stage: usize,
    /// What a month costs.
    pub cost: Result<Estimate, Overflow>,
    /// What that means per user and against revenue.
    pub economics: Economics,
    /// What the rules of the stage, and those of the whole plan, say.
    pub verdicts: Vec<Verdict>,
    /// Whether it is time for another stage.
    pub moves: Vec<Move>,
    /// What to know about it.
    pub flags: Vec<Flag>,
}

/// Where users go over from one stage to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The first number of users in the stage that begins: its least as users rise, its most as they fall.
    pub users: Decimal,
    /// That stage, by its place in the plan.
    pub stage: usize,
    /// What that one user adds to the expected cost; of users that fall, what the last of them to go adds.
    pub adds: Option<Decimal>,
}

impl<'c> Stages<'c> {
    /// The stages of a scenario of a plan; none where the catalog has no users slider.
    pub fn of(catalog: &'c Catalog, plan: &'c Plan, scenario: &'c Scenario) -> Option<Self> {
        let road = Road::along(catalog, scenario, catalog.driver_index("users")?)?;
        Some(Stages { catalog, plan, scenario, road, pinned: BTreeMap::new() })
    }

    /// The scenario at a number of users, at the stage they pick or at a pinned one, by its place in the plan.
    pub fn at(&mut self, users: Decimal, pin: Option<usize>) -> Standing {
        let (catalog, plan, scenario) = (self.catalog, self.plan, self.scenario);
        self.road.demand.move_users(users);
        let pin = pin.filter(|at| *at < plan.stages.len());
        let (at, beyond) = pin.map_or_else(|| road::stage_at(plan, scenario, users), |at| (at, false));
        let stage = &plan.stages[at];
        let on_road = self.road.stretches.iter().find(|stretch| pin.is_none() && stretch.stage == at);
        let bill = match on_road {
            Some(stretch) => &stretch.bill,
            None => self.pinned.entry(at).or_insert_with(|| {
                let held = Scenario { stage: Some(stage.id.clone()), ..scenario.clone() };
                Bill::of(catalog, plan, stage, &held)
            }),
        };
        let demand = &self.road.demand;
        let priced = bill.price(demand);
        let economics = Economics::of(demand, priced.total, catalog.ratings_of(plan));
        let measured = Measured { catalog, plan, stage, scenario, demand, priced: &priced, economics: &economics };
        let verdicts = verdict::of(&measured);
        let flags = bill.flags_at(&priced, users, beyond);
        Standing { stage: at, cost: priced.total, moves: verdict::moves(plan, &verdicts), verdicts, economics, flags }
    }

    /// Where users pass from stage to stage on the way from one number of them to another, in the order of the way.
    pub fn crossings(&self, from: Decimal, to: Decimal) -> Vec<Crossing> {
        let pairs = self.road.stretches.windows(2);
        let mut found: Vec<Crossing> = pairs
            .filter_map(|pair| match pair {
                [under, over] if from <= under.to && to > under.to => {
                    Some(self.crossing((under, under.to), (over, over.from)))
                }
                [under, over] if to <= under.to && from > under.to => {
                    Some(self.crossing((over, over.from), (under, under.to)))
                }
                _ => None,
            })
            .collect();
        if to < from {
            found.reverse();
        }
        found
    }

    fn crossing(&self, (old, last): (&Stretch, Decimal), (new, first): (&Stretch, Decimal)) -> Crossing {
        let cost = |on: &Stretch, users| on.bill.expected(&self.road.demand.with_users(users));
        let adds = cost(new, first).and_then(|after| after.minus(cost(old, last)?));
        Crossing { users: first, stage: new.stage, adds: adds.ok() }
    }
}
