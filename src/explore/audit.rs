//! The audit: a plan's document held against itself. Every finding is computed from the catalog.

mod claims;
mod compare;
mod prints;
mod rules;
mod tables;

pub use compare::{Fit, Verdict, agrees};
pub use tables::{Part, Table};

use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Plan};

/// What a document says of itself.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Every variant and add-on that has lines, and stages that have none, in the order of the plan.
    pub tables: Vec<Table>,
    /// What is contradicted, worst first: dollars a month, then percent.
    pub findings: Vec<Finding>,
    /// How many statements of each kind were checked, and how many of them agree.
    pub checked: Vec<(Kind, usize, usize)>,
}

/// One statement that its document contradicts.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was checked.
    pub kind: Kind,
    /// The stage, variant, line, rule or calculator it is about.
    pub about: String,
    /// What is wrong, in a sentence.
    pub says: String,
    /// What the document prints.
    pub stated: Estimate,
    /// What its own figures make.
    pub computed: Estimate,
    /// What both are: `$`, `%`, or a word.
    pub unit: String,
    /// Months that the figures are of: 12 for a year's.
    pub months: u32,
    /// Lines of the document.
    pub lines: String,
    /// Stated minus computed, at the end where it is farther from nothing.
    pub gap: Decimal,
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A stated total against the sum of its lines.
    Total,
    /// A headline against the sum of the lines.
    Headline,
    /// A stated total against its headline.
    StatedHeadline,
    /// A year against twelve months.
    Annual,
    /// A year's total against the sum of the years of its lines.
    AnnualTotal,
    /// A line that is a share of others against that share.
    Share,
    /// A total with its buffer.
    Buffer,
    /// A cost per user against the headline.
    PerUser,
    /// A cost per user against the sum of the lines.
    PerUserLines,
    /// Hours a month that differ inside one table.
    Hours,
    /// A target, budget or alert against what a stage costs.
    Rule,
    /// A roadmap against the headline of its stage.
    Roadmap,
    /// A printed revenue against its mix of payers.
    Income,
    /// What a lever is said to save against what it is priced with.
    Lever,
    /// A result against what its inputs make.
    Result,
    /// A comparison that is claimed.
    Limit,
}

const KINDS: [(Kind, &str, &str); 16] = [
    (Kind::Total, "total", "stated totals"),
    (Kind::Headline, "headline", "headlines against lines"),
    (Kind::StatedHeadline, "stated_headline", "headlines against stated totals"),
    (Kind::Annual, "annual", "annual figures, 12 × the month"),
    (Kind::AnnualTotal, "annual_total", "annual totals against their columns"),
    (Kind::Share, "share", "lines that are a share of others"),
    (Kind::Buffer, "buffer", "buffers"),
    (Kind::PerUser, "per_user", "costs per user against headlines"),
    (Kind::PerUserLines, "per_user_lines", "costs per user against lines"),
    (Kind::Hours, "hours", "hours a month in one table"),
    (Kind::Rule, "rule", "targets, budgets and alerts against costs"),
    (Kind::Roadmap, "roadmap", "roadmaps against headlines"),
    (Kind::Income, "income", "printed revenues"),
    (Kind::Lever, "lever", "printed savings"),
    (Kind::Result, "result", "worked results"),
    (Kind::Limit, "limit", "claimed limits"),
];

impl Kind {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, id, _)| id)
    }

    /// What several of it are called.
    pub fn words(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(.., words)| words)
    }
}

impl Finding {
    /// A figure of one month, in dollars unless it is said otherwise, held against what was computed.
    fn of(kind: Kind, about: impl Into<String>, says: impl Into<String>, stated: Estimate, computed: Estimate) -> Self {
        Finding {
            kind,
            about: about.into(),
            says: says.into(),
            stated,
            computed,
            unit: "$".to_owned(),
            months: 1,
            lines: String::new(),
            gap: compare::gap(stated, computed),
        }
    }

    /// Lines of the document, one after the other.
    fn at<'a>(mut self, lines: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let parts: Vec<&str> = lines.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        self.lines = parts.join(", ");
        self
    }

    /// The gap as percent of what was computed; none where that is nothing.
    pub fn percent(&self) -> Option<Decimal> {
        let computed =
            if self.gap == self.stated.low - self.computed.low { self.computed.low } else { self.computed.high };
        self.gap.times(Decimal::ONE_HUNDRED).ok()?.over(computed.abs()).ok()
    }

    /// Dollars a month that it is about; none where it is not about money.
    pub fn dollars(&self) -> Option<Decimal> {
        if self.unit != "$" {
            return None;
        }
        self.gap.abs().over(Decimal::from(self.months)).ok()
    }
}

/// Audits a plan's document.
pub fn audit(catalog: &Catalog, plan: &Plan) -> Result<Audit, Overflow> {
    let mut checks = Checks::default();
    let tables = tables::of(catalog, plan)?;
    tables::check(plan, &tables, &mut checks);
    prints::check(catalog, plan, &tables, &mut checks)?;
    rules::check(catalog, plan, &tables, &mut checks)?;
    claims::check(catalog, plan, &mut checks)?;
    let mut findings = checks.findings;
    let worst = |finding: &Finding| (finding.dollars(), finding.percent().map(|percent| percent.abs()));
    findings.sort_by(|a, b| worst(b).partial_cmp(&worst(a)).unwrap_or(std::cmp::Ordering::Equal));
    let count = |kind: Kind| {
        let of = checks.made.iter().filter(|(other, _)| *other == kind);
        (kind, of.clone().count(), of.filter(|(_, agrees)| *agrees).count())
    };
    let checked = KINDS.iter().map(|(kind, ..)| count(*kind)).filter(|(_, made, _)| *made > 0).collect();
    Ok(Audit { tables, findings, checked })
}

/// The statements that were checked so far.
#[derive(Default)]
struct Checks {
    made: Vec<(Kind, bool)>,
    findings: Vec<Finding>,
}

impl Checks {
    /// A statement that agrees.
    fn agree(&mut self, kind: Kind) {
        self.made.push((kind, true));
    }

    /// A statement that is contradicted.
    fn find(&mut self, finding: Finding) {
        self.made.push((finding.kind, false));
        self.findings.push(finding);
    }

    /// A statement that agrees to the cent, or is contradicted.
    fn hold_exactly(&mut self, finding: Finding) {
        match compare::verdict(finding.stated, finding.computed) {
            Verdict::Exact => self.agree(finding.kind),
            _ => self.find(finding),
        }
    }

    /// A statement that agrees, exactly or as printed, or is contradicted.
    fn hold(&mut self, finding: Finding) {
        match compare::verdict(finding.stated, finding.computed) {
            Verdict::Differs => self.find(finding),
            Verdict::Exact | Verdict::Rounded | Verdict::Inside => self.agree(finding.kind),
        }
    }
}
