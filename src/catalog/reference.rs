//! References: figures of a plan by name, as formulas use them in square brackets.

use super::{Catalog, Income, Lever, Line, Plan, Rate, Roadmap, Rule, Stage, Variant};
use crate::text::did_you_mean;

/// A figure of a plan, always as the document prints it.
#[derive(Clone, Copy, Debug)]
pub enum Reference<'c> {
    /// `[STAGE.headline]`
    Stage(&'c Stage, StageFigure),
    /// `[STAGE/VARIANT.lines]`, `[ADDON.lines]`
    Group(&'c Variant, GroupFigure<'c>),
    /// `[STAGE/VARIANT/LINE.amount]`, `[ADDON/LINE.amount]`
    Line(&'c Variant, &'c Line, LineFigure),
    /// `[rule.RULE]`: its threshold.
    Rule(&'c Rule),
    /// `[lever.LEVER]`: what it saves, in percent.
    Lever(&'c Lever),
    /// `[card.CARD.METER]`: a card's printed price.
    Rate(&'c Rate),
    /// `[income.INCOME.revenue_per_user]`
    Income(&'c Income),
    /// `[roadmap.ROADMAP.total]`: of its closed months.
    Roadmap(&'c Roadmap),
}

/// Figures of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageFigure {
    /// The printed month.
    Headline,
    /// The printed year.
    HeadlineYear,
    /// The printed cost of one user.
    HeadlinePerUser,
    /// The band's open low edge.
    Low,
    /// The band's high edge.
    High,
}

/// Figures of a variant or add-on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupFigure<'c> {
    /// The sum of its lines.
    Lines,
    /// The printed total.
    Stated,
    /// The printed total of a year.
    StatedYear,
    /// The sum of its lines of a category.
    Category(&'c str),
}

/// Figures of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFigure {
    /// What a month costs.
    Amount,
    /// How many.
    Quantity,
    /// The price of one, an hour's where it is by the hour.
    UnitPrice,
    /// What a month of one costs.
    PerUnit,
}

const STAGE: [(&str, StageFigure); 5] = [
    ("headline", StageFigure::Headline),
    ("headline_year", StageFigure::HeadlineYear),
    ("headline_per_user", StageFigure::HeadlinePerUser),
    ("low", StageFigure::Low),
    ("high", StageFigure::High),
];

const GROUP: [(&str, GroupFigure); 3] =
    [("lines", GroupFigure::Lines), ("stated", GroupFigure::Stated), ("stated_year", GroupFigure::StatedYear)];

const LINE: [(&str, LineFigure); 4] = [
    ("amount", LineFigure::Amount),
    ("quantity", LineFigure::Quantity),
    ("unit_price", LineFigure::UnitPrice),
    ("per_unit", LineFigure::PerUnit),
];

impl Catalog {
    /// The figure of a plan that a text names; else what was expected.
    pub fn reference<'c>(&'c self, plan: &'c Plan, text: &str) -> Result<Reference<'c>, String> {
        let (path, figure) = text.split_once('.').ok_or("expected a name, a point and a figure: STAGE.headline")?;
        match path {
            "rule" => one("rule", &plan.rules, figure, |rule| &rule.id).map(Reference::Rule),
            "lever" => one("lever", &plan.levers, figure, |lever| &lever.id).map(Reference::Lever),
            "card" => self.rate_named(figure),
            "income" => {
                let id = figure.strip_suffix(".revenue_per_user").ok_or("expected income.INCOME.revenue_per_user")?;
                one("income", &plan.incomes, id, |income| &income.id).map(Reference::Income)
            }
            "roadmap" => {
                let id = figure.strip_suffix(".total").ok_or("expected roadmap.ROADMAP.total")?;
                one("roadmap", &plan.roadmaps, id, |roadmap| &roadmap.id).map(Reference::Roadmap)
            }
            _ => self.priced(plan, path, figure),
        }
    }

    fn rate_named(&self, path: &str) -> Result<Reference<'_>, String> {
        let (card, meter) = path.split_once('.').ok_or("expected card.CARD.METER")?;
        let card = one("card", &self.cards, card, |card| &card.id)?;
        one("rate of this card", &card.rates, meter, |rate| &rate.meter).map(Reference::Rate)
    }

    fn priced<'c>(&'c self, plan: &'c Plan, path: &str, figure: &str) -> Result<Reference<'c>, String> {
        let parts: Vec<&str> = path.split('/').collect();
        let (first, rest) = (parts[0], &parts[1..]);
        if let Some(stage) = plan.stage(first) {
            let Some((variant, rest)) = rest.split_first() else {
                return word("figure of a stage", &STAGE, figure).map(|figure| Reference::Stage(stage, figure));
            };
            let variant = one("variant of this stage", &stage.variants, variant, |variant| &variant.id)?;
            return self.in_group(variant, rest, figure);
        }
        let addon = plan.addons.iter().find(|addon| addon.id == first);
        let groups = plan.stages.iter().map(|stage| stage.id.as_str()).chain(plan.addons.iter().map(|a| a.id.as_str()));
        let addon = addon.ok_or_else(|| format!("expected a stage or add-on{}", did_you_mean(first, groups)))?;
        self.in_group(addon, rest, figure)
    }

    fn in_group<'c>(&'c self, group: &'c Variant, line: &[&str], figure: &str) -> Result<Reference<'c>, String> {
        match line {
            [] => {
                let category = self.categories.iter().find(|category| category.id == figure);
                let known = category.map(|category| GroupFigure::Category(&category.id));
                let figure = known.map_or_else(|| word("figure or category", &GROUP, figure), Ok)?;
                Ok(Reference::Group(group, figure))
            }
            [id] => {
                let line = one("line", &group.lines, id, |line| &line.id)?;
                word("figure of a line", &LINE, figure).map(|figure| Reference::Line(group, line, figure))
            }
            _ => Err("expected STAGE/VARIANT/LINE at most".to_owned()),
        }
    }
}

/// The item with this id.
fn one<'c, T>(what: &str, items: &'c [T], id: &str, id_of: impl Fn(&T) -> &String) -> Result<&'c T, String> {
    let found = items.iter().find(|item| id_of(item) == id);
    let article = if what.starts_with('i') { "an" } else { "a" };
    found.ok_or_else(|| {
        format!("expected {article} {what}{}", did_you_mean(id, items.iter().map(|item| id_of(item).as_str())))
    })
}

/// The figure of this name.
fn word<T: Copy>(what: &str, known: &[(&str, T)], name: &str) -> Result<T, String> {
    let found = known.iter().find(|(known, _)| *known == name);
    found.map(|(_, figure)| *figure).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        format!("expected a {what}: {}", names.join(", "))
    })
}
