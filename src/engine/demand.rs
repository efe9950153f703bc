//! Sliders to drivers: what quantities follow.

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::Catalog;
use crate::scenario::Scenario;
use std::sync::Arc;

/// The value of every slider and driver, sliders first, by [`Catalog::driver_index`].
#[derive(Clone, Debug)]
pub struct Demand<N = Decimal> {
    values: Vec<Result<N, Overflow>>,
    products: Arc<[Product]>,
    sliders: usize,
    known: Known,
}

#[derive(Clone, Debug)]
struct Product {
    times: Vec<usize>,
    without: Vec<usize>,
    whole: bool,
}

/// Where the sliders and drivers of the economics are; none in a catalog without them.
#[derive(Clone, Copy, Debug)]
struct Known {
    users: Option<usize>,
    concurrency: Option<usize>,
    concurrent_users: Option<usize>,
    revenue_per_user: Option<usize>,
    paid_share: Option<usize>,
    paying_users: Option<usize>,
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
        let mut demand = Demand {
            values: catalog.sliders.iter().map(|slider| Ok(N::of(scenario.value(catalog, slider)))).collect(),
            products,
            sliders: catalog.sliders.len(),
            known: Known {
                users: catalog.driver_index("users"),
                concurrency: catalog.driver_index("concurrency"),
                concurrent_users: catalog.driver_index("concurrent_users"),
                revenue_per_user: catalog.driver_index("revenue_per_user"),
                paid_share: catalog.driver_index("paid_share"),
                paying_users: catalog.driver_index("paying_users"),
                other_income: catalog.driver_index("other_income"),
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
        match self.known.users {
            Some(index) => self.set(index, users),
            None => self.follow(),
        }
    }

    /// Moves a slider, by its place in the catalog, in place.
    pub fn set(&mut self, slider: usize, value: N) {
        self.set_all([(slider, value)]);
    }

    /// Moves sliders, by their places in the catalog, in place.
    pub(super) fn set_all(&mut self, sliders: impl IntoIterator<Item = (usize, N)>) {
        for (slider, value) in sliders {
            if slider < self.sliders {
                self.values[slider] = Ok(value);
            }
        }
        self.follow();
    }

    /// Computes the drivers from the sliders.
    fn follow(&mut self) {
        self.values.truncate(self.sliders);
        for product in self.products.iter() {
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

    /// Users who are there at once: what the catalog calls so, else users × concurrency.
    pub fn concurrent_users(&self) -> Result<N, Overflow> {
        let product = || self.users().times(self.known(self.known.concurrency, N::ZERO));
        self.known.concurrent_users.map_or_else(product, |driver| self.value(driver))
    }

    /// Users who pay: what the catalog calls so, whole where it says so, else users × paid share.
    pub fn paying_users(&self) -> Result<N, Overflow> {
        let product = || self.users().times(self.known(self.known.paid_share, N::ONE));
        self.known.paying_users.map_or_else(product, |driver| self.value(driver))
    }

    /// Paying users × revenue per user + other income.
    pub fn revenue(&self) -> Result<N, Overflow> {
        let from_users = self.paying_users()?.times(self.known(self.known.revenue_per_user, N::ZERO))?;
        from_users.plus(self.other_income())
    }

    /// Income that does not follow users.
    pub fn other_income(&self) -> N {
        self.known(self.known.other_income, N::ZERO)
    }
}

/// How a slider leads what quantities follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// Whether anything falls as it rises.
    pub falls: bool,
    /// The most often that it is a factor of one driver.
    pub degree: usize,
}

impl Demand {
    /// How a slider leads the drivers.
    pub(super) fn course(&self, slider: usize) -> Course {
        let courses = (0..self.products.len()).map(|at| self.course_of(slider, self.sliders + at));
        courses.fold(Course { falls: false, degree: 1 }, |all, one| Course {
            falls: all.falls || one.falls,
            degree: all.degree.max(one.degree),
        })
    }

    /// How it leads one slider or driver.
    fn course_of(&self, slider: usize, index: usize) -> Course {
        let Some(product) = index.checked_sub(self.sliders).and_then(|at| self.products.get(at)) else {
            return Course { falls: false, degree: usize::from(index == slider) };
        };
        let of = |factors: &[usize]| {
            let courses = factors.iter().map(|factor| self.course_of(slider, *factor));
            courses.fold(Course::default(), |all, one| Course {
                falls: all.falls || one.falls,
                degree: all.degree + one.degree,
            })
        };
        let (times, without) = (of(&product.times), of(&product.without));
        Course { falls: times.falls || without.degree > 0, degree: times.degree + without.degree }
    }

    /// The least and the most of every driver while a slider lies between where it stands here and in another demand.
    pub(super) fn hull(&self, slider: usize, other: &Demand) -> (Demand, Demand) {
        let (mut low, mut high) = (self.clone(), other.clone());
        if self.values[slider].ok() > other.values[slider].ok() {
            std::mem::swap(&mut low, &mut high);
        }
        for product in self.products.iter().enumerate().map(|(at, product)| (self.sliders + at, product)) {
            let (at, product) = product;
            let (least, most) =
                (product.between(&low.values, &high.values), product.between(&high.values, &low.values));
            (low.values[at], high.values[at]) = (least, most);
        }
        (low, high)
    }

    /// What bends the revenue as users move: the paying users, where only whole ones count.
    pub(super) fn mark(&self) -> Result<Decimal, Overflow> {
        let stepped = self.known.paying_users.is_some_and(|driver| self.is_stepped(driver));
        if stepped { self.paying_users() } else { Ok(Decimal::ZERO) }
    }

    /// Every value with its id.
    pub(super) fn named(&self, catalog: &Catalog) -> Vec<(String, Result<Decimal, Overflow>)> {
        let ids = catalog.sliders.iter().map(|s| &s.id).chain(catalog.drivers.iter().map(|d| &d.id));
        ids.cloned().zip(self.values.iter().copied()).collect()
    }
}

impl Product {
    fn of<N: Number>(&self, values: &[Result<N, Overflow>]) -> Result<N, Overflow> {
        // From the first factor on: a product with 1 takes as long as any other, for every driver of every evaluation.
        let (first, others) = self.times.split_first().map_or((Ok(N::ONE), &[][..]), |(at, rest)| (values[*at], rest));
        let mut product = first?;
        for &index in others {
            product = product.times(values[index]?)?;
        }
        for &index in &self.without {
            product = product.times(N::ONE.minus(values[index]?)?)?;
        }
        Ok(if self.whole { product.down() } else { product })
    }

    /// The least product there is between two demands, of the least and the most of each factor; the other way round the
    /// most.
    fn between(
        &self,
        times: &[Result<Decimal, Overflow>],
        without: &[Result<Decimal, Overflow>],
    ) -> Result<Decimal, Overflow> {
        let taken = Product { times: Vec::new(), without: self.without.clone(), whole: false }.of(without)?;
        let product =
            Product { times: self.times.clone(), without: Vec::new(), whole: false }.of(times)?.times(taken)?;
        Ok(if self.whole { product.down() } else { product })
    }
}
