//! Verdicts: what the rules of a plan say of a stage's cost, and whether it is time for the next stage.

use super::bill::{Bill, Priced};
use super::demand::Demand;
use super::economics::Economics;
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Group, Metric, Plan, Rule, RuleKind, Stage};
use crate::scenario::Scenario;

/// What a rule says now.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The rule's place in the plan.
    pub rule: usize,
    /// What it measures now; none where it is undefined, or the user has not answered.
    pub value: Option<Decimal>,
    /// Whether it speaks: an alert that fires, a target that is missed. None where that can't be told.
    pub speaks: Option<bool>,
}

/// Whether it is time for another stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The stage it leads to; none where it leads beyond the plan.
    pub to: Option<String>,
    /// For each kind of reason there is: how many speak for the move, of how many.
    pub reasons: Vec<Reason>,
    /// Whether every kind of reason that the plan asks for speaks for it.
    pub suggested: bool,
}

/// Reasons of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The kind.
    pub group: Group,
    /// How many of its rules are true.
    pub met: usize,
    /// How many rules it has.
    pub of: usize,
    /// Whether it speaks for the move: one trigger; of justifications, all that can be told.
    pub speaks: bool,
}

/// Everything a rule can measure.
pub(super) struct Measured<'a> {
    pub catalog: &'a Catalog,
    pub plan: &'a Plan,
    pub stage: &'a Stage,
    pub scenario: &'a Scenario,
    pub demand: &'a Demand,
    pub priced: &'a Priced,
    pub economics: &'a Economics,
}

/// What the rules of the stage, and those of the whole plan, say.
pub(super) fn of(measured: &Measured) -> Vec<Verdict> {
    let here = |rule: &Rule| rule.stage.as_ref().is_none_or(|stage| *stage == measured.stage.id);
    let rules = measured.plan.rules.iter().enumerate().filter(|(_, rule)| here(rule));
    rules
        .map(|(at, rule)| {
            let value = measured.value(rule);
            let speaks = value.map(|value| rule.is.holds(value) == rule.kind.fires());
            Verdict { rule: at, value, speaks }
        })
        .collect()
}

impl Measured<'_> {
    /// What a rule measures: the user's answer where there is one, else what follows from the sliders.
    fn value(&self, rule: &Rule) -> Option<Decimal> {
        let value = match self.scenario.answers.get(&rule.metric) {
            Some(answer) => *answer,
            None => self.computed(rule)?,
        };
        let Some(budget) = &rule.of else { return Some(value) };
        let budget = self.plan.rules.iter().find(|other| other.id == *budget)?.is.threshold;
        value.times(Decimal::ONE_HUNDRED).and_then(|value| value.over(budget)).ok()
    }

    fn computed(&self, rule: &Rule) -> Option<Decimal> {
        let metric = self.catalog.metric(&rule.metric)?;
        match metric {
            Metric::NextStageRatio => {
                let cost = self.priced.total.ok()?.expected;
                self.next_stage(rule)?.over(cost).ok()
            }
            metric => self.metric(metric),
        }
    }

    /// A metric that follows from the sliders; none of those that are asked, or belong to a rule.
    pub(super) fn metric(&self, metric: Metric) -> Option<Decimal> {
        let cost = self.priced.total.ok().map(|total| total.expected);
        follows(metric, self.demand, self.economics, cost, |category| self.category(category))
    }

    fn category(&self, category: &str) -> Result<Decimal, Overflow> {
        let lines = self.priced.lines.iter().filter(|line| line.line.category == category);
        lines.into_iter().try_fold(Decimal::ZERO, |sum, line| sum.plus(line.cost?.after.expected))
    }

    /// What the stage that a rule leads to costs at the same sliders.
    fn next_stage(&self, rule: &Rule) -> Option<Decimal> {
        let next = self.plan.stage(rule.to.as_ref()?)?;
        Bill::of(self.catalog, self.plan, next, self.scenario).expected(self.demand).ok()
    }
}

/// A metric that follows from the sliders, of what a month costs and what that means; none of those that are asked, or
/// belong to a rule. What a category costs is asked for only where that is the metric.
pub(super) fn follows(
    metric: Metric,
    demand: &Demand,
    economics: &Economics,
    cost: Option<Decimal>,
    of_category: impl Fn(&str) -> Result<Decimal, Overflow>,
) -> Option<Decimal> {
    let percent = |share: Option<Decimal>| share?.times(Decimal::ONE_HUNDRED).ok();
    match metric {
        Metric::Driver(at) => demand.value(at).ok(),
        Metric::Revenue { year } => months(economics.revenue?, year).ok(),
        Metric::Cost { day: false } => cost,
        // Document 001 L531-532: a month is 30 days.
        Metric::Cost { day: true } => cost?.over(Decimal::from(30)).ok(),
        Metric::CostPerYear => economics.cost_per_year.map(|cost| cost.expected),
        Metric::CostPerUser => economics.cost_per_user.map(|cost| cost.expected),
        Metric::CostPerConcurrentUser => economics.cost_per_concurrent_user.map(|cost| cost.expected),
        Metric::Margin => economics.margin.map(|margin| margin.expected),
        Metric::BreakEvenRevenuePerUser => economics.break_even_revenue_per_user,
        Metric::InfraPercent => percent(economics.infra_share),
        Metric::MarginPercent => percent(economics.margin_share),
        Metric::Category(category) => of_category(category).ok(),
        Metric::NextStageRatio | Metric::Asked(_) => None,
    }
}

fn months(revenue: Decimal, year: bool) -> Result<Decimal, Overflow> {
    if year { revenue.times(Decimal::from(12)) } else { Ok(revenue) }
}

/// The moves that triggers and justifications of the stage speak of.
pub(super) fn moves(plan: &Plan, verdicts: &[Verdict]) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    let of_moves = verdicts.iter().map(|verdict| (&plan.rules[verdict.rule], verdict));
    for (rule, _) in of_moves.filter(|(rule, _)| rule.kind == RuleKind::Trigger) {
        if moves.iter().any(|other| other.to == rule.to) {
            continue;
        }
        let reasons: Vec<Reason> =
            Group::all().map(|group| reason(plan, verdicts, &rule.to, group)).filter(|reason| reason.of > 0).collect();
        let speaks = |group: &Group| reasons.iter().any(|reason| reason.group == *group && reason.speaks);
        let asked = &plan.moves_on;
        let suggested =
            if asked.is_empty() { reasons.iter().any(|reason| reason.speaks) } else { asked.iter().all(speaks) };
        moves.push(Move { to: rule.to.clone(), reasons, suggested });
    }
    moves
}

fn reason(plan: &Plan, verdicts: &[Verdict], to: &Option<String>, group: Group) -> Reason {
    let belongs = |rule: &Rule| {
        let own =
            if rule.kind == RuleKind::Justification { Group::Cost } else { rule.group.unwrap_or(Group::Technical) };
        rule.kind.moves() && rule.to == *to && own == group
    };
    let rules: Vec<(&Rule, &Verdict)> =
        verdicts.iter().map(|v| (&plan.rules[v.rule], v)).filter(|(rule, _)| belongs(rule)).collect();
    let told = rules.iter().filter_map(|(rule, verdict)| Some(rule.is.holds(verdict.value?)));
    let (met, known) = (told.clone().filter(|met| *met).count(), told.count());
    let justified = rules.iter().any(|(rule, _)| rule.kind == RuleKind::Justification);
    Reason { group, met, of: rules.len(), speaks: met > 0 && (!justified || met == known) }
}
