//! Metrics: what a rule can speak of. Some follow from the sliders, the others are asked of the user.

use super::Catalog;
use super::demand::one_of;
use super::rule::Rule;
use crate::amount::Decimal;
use crate::faults::Named;
use crate::table::Table;

/// A figure that the sliders can't give: the user answers it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// What an answer is.
    pub unit: AskedUnit,
    /// What is counted: `ms`.
    pub of: Option<String>,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedUnit {
    /// A number.
    Count,
    /// A number of percent.
    Percent,
    /// Yes (1) or no (0).
    YesNo,
}

/// What a rule measures.
#[derive(Clone, Copy, Debug)]
pub enum Metric<'c> {
    /// A slider or driver, by [`Catalog::driver_index`].
    Driver(usize),
    /// Revenue a month, or a year of it.
    Revenue {
        /// Twelve months of it.
        year: bool,
    },
    /// Cost a month, or of one of its 30 days.
    Cost {
        /// A thirtieth of it.
        day: bool,
    },
    /// Cost of a year: 12 months.
    CostPerYear,
    /// Cost a user.
    CostPerUser,
    /// Cost of one user who is there at once.
    CostPerConcurrentUser,
    /// Revenue minus cost.
    Margin,
    /// Revenue of a paying user at which nothing is left, other income counted.
    BreakEvenRevenuePerUser,
    /// Cost as percent of revenue.
    InfraPercent,
    /// Margin as percent of revenue.
    MarginPercent,
    /// What the lines of a category cost.
    Category(&'c str),
    /// What the next stage costs ÷ what this one costs.
    NextStageRatio,
    /// Asked of the user.
    Asked(&'c Asked),
}

/// The metrics that are computed from cost and revenue.
const COMPUTED: [(&str, Metric); 13] = [
    ("mrr", Metric::Revenue { year: false }),
    ("revenue", Metric::Revenue { year: false }),
    ("arr", Metric::Revenue { year: true }),
    ("cost", Metric::Cost { day: false }),
    ("cost_per_day", Metric::Cost { day: true }),
    ("cost_per_year", Metric::CostPerYear),
    ("cost_per_user", Metric::CostPerUser),
    ("cost_per_concurrent_user", Metric::CostPerConcurrentUser),
    ("margin", Metric::Margin),
    ("break_even_revenue_per_user", Metric::BreakEvenRevenuePerUser),
    ("infra_percent", Metric::InfraPercent),
    ("margin_percent", Metric::MarginPercent),
    ("next_stage_cost_ratio", Metric::NextStageRatio),
];

impl Catalog {
    /// The metric of this name: computed, a slider or driver, a category's cost, or asked.
    pub fn metric(&self, id: &str) -> Option<Metric<'_>> {
        let id = if id == "customers" { "users" } else { id };
        let computed = COMPUTED.iter().find(|(name, _)| *name == id).map(|(_, metric)| *metric);
        let category = || {
            let name = id.strip_suffix("_cost")?;
            self.categories.iter().find(|category| category.id == name).map(|category| Metric::Category(&category.id))
        };
        computed
            .or_else(|| self.asked.iter().find(|asked| asked.id == id).map(Metric::Asked))
            .or_else(|| self.driver_index(id).map(Metric::Driver))
            .or_else(category)
    }

    /// What a rule asks of the user; none where its metric follows from the sliders.
    pub fn asks(&self, rule: &Rule) -> Option<&Asked> {
        match self.metric(&rule.metric) {
            Some(Metric::Asked(asked)) => Some(asked),
            _ => None,
        }
    }

    /// Every name that [`Catalog::metric`] knows.
    pub fn metric_ids(&self) -> Vec<String> {
        let computed = COMPUTED.iter().map(|(name, _)| (*name).to_owned());
        let drivers = self.sliders.iter().map(|s| &s.id).chain(self.drivers.iter().map(|d| &d.id)).cloned();
        let categories = self.categories.iter().map(|category| format!("{}_cost", category.id));
        let asked = self.asked.iter().map(|asked| asked.id.clone());
        computed.chain(asked).chain(drivers).chain(categories).collect()
    }

    /// The most that a metric can be; none where nothing holds it.
    pub(super) fn most(&self, metric: Metric) -> Option<Decimal> {
        match metric {
            Metric::Driver(at) => self.most_of(at),
            Metric::Asked(Asked { unit: AskedUnit::Percent, .. }) | Metric::MarginPercent => Some(Decimal::ONE_HUNDRED),
            Metric::Asked(Asked { unit: AskedUnit::YesNo, .. }) => Some(Decimal::ONE),
            _ => None,
        }
    }

    /// The most that a slider or driver can be.
    fn most_of(&self, at: usize) -> Option<Decimal> {
        let Some(driver) = at.checked_sub(self.sliders.len()) else { return Some(self.sliders[at].max) };
        let times =
            self.drivers.get(driver)?.times.iter().map(|id| self.driver_index(id).and_then(|at| self.most_of(at)));
        times.into_iter().try_fold(Decimal::ONE, |product, most| product.checked_mul(most?))
    }
}

impl Asked {
    /// Reads a `[[metric]]`.
    pub(super) fn read(table: &Table) -> (Named, Self) {
        let id = table.need_id("id");
        let unit = table.need_text("unit");
        let units = [("count", AskedUnit::Count), ("percent", AskedUnit::Percent), ("yes_no", AskedUnit::YesNo)];
        let asked = Asked {
            id: id.text.clone(),
            label: table.need_text("label").text,
            unit: one_of(table, &unit, &units),
            of: super::plan::plain(table, "of"),
        };
        table.finish();
        (id, asked)
    }
}
