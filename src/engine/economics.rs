//! What a cost means: per user, against revenue, and how healthy that is.

use super::demand::Demand;
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::Rating;

/// A cost against users and revenue. None where the divisor is 0 or a figure overflows: never 0 instead.
#[derive(Clone, Debug, Default)]
pub struct Economics {
    /// Cost of a year: 12 months.
    pub cost_per_year: Option<Estimate>,
    /// Cost of one user a month.
    pub cost_per_user: Option<Estimate>,
    /// Cost of one concurrent user a month.
    pub cost_per_concurrent_user: Option<Estimate>,
    /// users × paid share × revenue per user + other income.
    pub revenue: Option<Decimal>,
    /// Revenue minus cost: low is against the high cost.
    pub margin: Option<Estimate>,
    /// The expected margin as a share of revenue.
    pub margin_share: Option<Decimal>,
    /// The expected cost as a share of revenue.
    pub infra_share: Option<Decimal>,
    /// What that share is called.
    pub rating: Option<Rating>,
    /// Revenue per paying user at which the expected margin is 0.
    pub break_even_revenue_per_user: Option<Decimal>,
}

impl Economics {
    /// A cost at a demand.
    pub(super) fn of(demand: &Demand, cost: Result<Estimate, Overflow>, ratings: &[Rating]) -> Self {
        let revenue = demand.revenue().ok();
        let Ok(cost) = cost else { return Economics { revenue, ..Economics::default() } };
        let per = |units: Result<Decimal, Overflow>| units.and_then(|units| cost.try_map(|c| c.over(units))).ok();
        let of_revenue = |figure: Decimal| figure.over(revenue?).ok();
        let margin = revenue.and_then(|revenue| margin(revenue, cost).ok());
        let infra_share = of_revenue(cost.expected);
        Economics {
            cost_per_year: cost.times(Decimal::from(12)).ok(),
            cost_per_user: per(Ok(demand.users())),
            cost_per_concurrent_user: per(demand.concurrent_users()),
            revenue,
            margin,
            margin_share: margin.and_then(|margin| of_revenue(margin.expected)),
            infra_share,
            rating: infra_share.and_then(|share| ratings.iter().find(|rating| rating.holds(share)).cloned()),
            break_even_revenue_per_user: break_even(demand, cost.expected).ok(),
        }
    }
}

/// Revenue minus each end of the cost.
fn margin(revenue: Decimal, cost: Estimate) -> Result<Estimate, Overflow> {
    Ok(Estimate {
        low: revenue.minus(cost.high)?,
        expected: revenue.minus(cost.expected)?,
        high: revenue.minus(cost.low)?,
    })
}

/// What is left to earn after other income, per paying user; not below 0.
fn break_even(demand: &Demand, cost: Decimal) -> Result<Decimal, Overflow> {
    let to_earn = cost.minus(demand.other_income())?.max(Decimal::ZERO);
    to_earn.over(demand.paying_users()?)
}
