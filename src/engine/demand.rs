//! Sliders to drivers: what quantities follow.

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::Catalog;
use crate::scenario::Scenario;

/// The value of every slider and driver, sliders first, by [`Catalog::driver_index`].
#[derive(Clone, Debug)]
pub struct Demand<N = Decimal> {
    values: Vec<Result<N, Overflow>>,
    products: Vec<Product>,
    sliders: usize,
    known: Known,
}

#[derive(Clone, Debug)]
struct Product {
    times: Vec<usize>,
    without: Vec<usize>,
    whole: bool,
}

/// Where the sliders of the economics are; none in a catalog without them.
#[derive(Clone, Copy, Debug)]
struct Known {
    users: Option<usize>,
    concurrency: Option<usize>,
    revenue_per_user: Option<usize>,
    paid_share: Option<usize>,
    other_income: Option<usize>,
}

impl<N: Number> Demand<N> {
    /// Where a scenario puts the sliders.
    pub fn of(catalog: &Catalog, scenario: &Scenario) -> Self {
        let index = |names: &[String]| names.iter().filter_map(|name| catalog.driver_index(name)).collect();
        let products = catalog
            .drivers
            .iter()
            .map(|d| Product { times: index(&d.times), without: index(&d.without), whole: d.whole })
            .collect();
        let at = |id: &str| catalog.sliders.iter().position(|slider| slider.id == id);
        let mut demand = Demand {
            values: catalog.sliders.iter().map(|slider| Ok(N::of(scenario.value(catalog, slider)))).collect(),
            products,
            sliders: catalog.sliders.len(),
            known: Known {
                users: at("users"),
                concurrency: at("concurrency"),
                revenue_per_user: at("revenue_per_user"),
                paid_share: at("paid_share"),
                other_income: at("other_income"),
            },
        };
        demand.follow();
        demand
    }

    /// The same sliders with another number of users.
    pub fn with_users(&self, users: N) -> Self {
        let mut other = self.clone();
        other.move_users(users);
        other
    }

    /// Moves the users slider in place.
    pub fn move_users(&mut self, users: N) {
        if let Some(index) = self.known.users {
            self.values[index] = Ok(users);
        }
        self.follow();
    }

    /// Computes the drivers from the sliders.
    fn follow(&mut self) {
        self.values.truncate(self.sliders);
        for product in &self.products {
            let value = product.of(&self.values);
            self.values.push(value);
        }
    }

    /// The value of a slider or driver.
    pub fn value(&self, index: usize) -> Result<N, Overflow> {
        self.values.get(index).copied().unwrap_or(Ok(N::ZERO))
    }

    /// Whether a driver is, or is made of, one that is rounded to whole numbers.
    pub(super) fn is_stepped(&self, index: usize) -> bool {
        let product = index.checked_sub(self.sliders).and_then(|i| self.products.get(i));
        product.is_some_and(|p| p.whole || p.times.iter().chain(&p.without).any(|&factor| self.is_stepped(factor)))
    }

    fn known(&self, index: Option<usize>, missing: N) -> N {
        index.and_then(|i| self.values[i].ok()).unwrap_or(missing)
    }

    /// Users, or customers.
    pub fn users(&self) -> N {
        self.known(self.known.users, N::ZERO)
    }

    /// Users who are there at once.
    pub fn concurrent_users(&self) -> Result<N, Overflow> {
        self.users().times(self.known(self.known.concurrency, N::ZERO))
    }

    /// Users who pay.
    pub fn paying_users(&self) -> Result<N, Overflow> {
        self.users().times(self.known(self.known.paid_share, N::ONE))
    }

    /// users × paid share × revenue per user + other income.
    pub fn revenue(&self) -> Result<N, Overflow> {
        let from_users = self.paying_users()?.times(self.known(self.known.revenue_per_user, N::ZERO))?;
        from_users.plus(self.other_income())
    }

    /// Income that does not follow users.
    pub fn other_income(&self) -> N {
        self.known(self.known.other_income, N::ZERO)
    }
}

impl Demand {
    /// Every value with its id.
    pub(super) fn named(&self, catalog: &Catalog) -> Vec<(String, Result<Decimal, Overflow>)> {
        let ids = catalog.sliders.iter().map(|s| &s.id).chain(catalog.drivers.iter().map(|d| &d.id));
        ids.cloned().zip(self.values.iter().copied()).collect()
    }
}

impl Product {
    fn of<N: Number>(&self, values: &[Result<N, Overflow>]) -> Result<N, Overflow> {
        let mut product = N::ONE;
        for &index in &self.times {
            product = product.times(values[index]?)?;
        }
        for &index in &self.without {
            product = product.times(N::ONE.minus(values[index]?)?)?;
        }
        Ok(if self.whole { product.down() } else { product })
    }
}
