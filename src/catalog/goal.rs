//! Goals: what a metric should be, or should not, as people write it: `margin_percent >= 80`.

use super::{Catalog, Comparison, Metric, Sign, SliderUnit};
use crate::amount::{self, BadNumber, Decimal};
use crate::text::{clean, did_you_mean};

/// A metric and a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The metric: a name of [`Catalog::metric`].
    pub metric: String,
    /// What it is compared with, in the metric's own unit.
    pub is: Comparison,
}

/// How a metric is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricUnit {
    /// `$1,250.00`
    Money,
    /// `80 %`; values are in percent.
    Percent,
    /// `5.0 %`; values are fractions.
    Share,
    /// `5,000`
    Count,
}

impl Catalog {
    /// How a metric is counted.
    pub fn metric_unit(&self, metric: Metric) -> MetricUnit {
        use super::AskedUnit;
        match metric {
            Metric::Driver(at) => match self.sliders.get(at).map(|slider| slider.unit) {
                Some(SliderUnit::Money) => MetricUnit::Money,
                Some(SliderUnit::Share) => MetricUnit::Share,
                Some(SliderUnit::Count) | None => MetricUnit::Count,
            },
            Metric::InfraPercent | Metric::MarginPercent => MetricUnit::Percent,
            Metric::Asked(asked) if asked.unit == AskedUnit::Percent => MetricUnit::Percent,
            Metric::Asked(_) | Metric::NextStageRatio => MetricUnit::Count,
            _ => MetricUnit::Money,
        }
    }

    /// Reads a goal: a metric, `<`, `<=`, `>`, `>=` or `=`, and a number as it is typed: `cost <= $1k`.
    pub fn goal(&self, text: &str) -> Result<Goal, BadNumber> {
        let at = text.find(['<', '>', '=', '≤', '≥']).ok_or_else(|| {
            let form = "expected a figure and what it is compared with, such as `margin_percent >= 80`";
            BadNumber(format!("`{}`: {form}", clean(text)))
        })?;
        let (name, rest) = (text[..at].trim(), &text[at..]);
        let metric = self.metric(name).ok_or_else(|| {
            let known = self.metric_ids();
            let hint = did_you_mean(name, known.iter().map(String::as_str));
            BadNumber(format!("`{}` is no figure of a quote{hint}", clean(name)))
        })?;
        let Some((sign, number)) = Sign::prefix(rest) else {
            let hint = Sign::meant(rest).map_or("", Sign::sign);
            return Err(BadNumber(format!("`{}`: write {hint} to compare", clean(text))));
        };
        // Percent of money is asked of another figure: `margin >= 30%`.
        let percent = format!("{name}_percent");
        let other = (number.trim_end().ends_with('%') && self.metric(&percent).is_some())
            .then(|| format!("; did you mean `{percent}`?"));
        let bad = |bad: BadNumber| BadNumber(format!("`{}`: {bad}{}", clean(text), other.unwrap_or_default()));
        let threshold = self.threshold(metric, number.trim()).map_err(bad)?;
        Ok(Goal { metric: name.to_owned(), is: Comparison { sign, threshold } })
    }

    /// A number in the unit of a metric.
    fn threshold(&self, metric: Metric, text: &str) -> Result<Decimal, BadNumber> {
        match self.metric_unit(metric) {
            MetricUnit::Share => amount::entry(text, true),
            MetricUnit::Percent => amount::entry(text.trim_end_matches('%').trim_end(), false),
            MetricUnit::Money | MetricUnit::Count => match (metric, text) {
                (Metric::Asked(_), "yes") => Ok(Decimal::ONE),
                (Metric::Asked(_), "no") => Ok(Decimal::ZERO),
                _ => amount::entry(text, false),
            },
        }
    }
}

impl std::fmt::Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.metric, self.is.sign.sign(), amount::exact(self.is.threshold))
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::load;

    fn goal(text: &str) -> Result<String, String> {
        let catalog = load(None).unwrap();
        catalog.goal(text).map(|goal| goal.to_string()).map_err(|bad| bad.to_string())
    }

    #[test]
    fn numbers_are_typed_in_the_unit_of_the_figure() {
        assert_eq!(goal("margin_percent >= 80").unwrap(), "margin_percent >= 80");
        assert_eq!(goal("infra_percent>20 %").unwrap(), "infra_percent > 20");
        assert_eq!(goal("cost <= $1.5k").unwrap(), "cost <= 1500");
        assert_eq!(goal("margin < -$2,000").unwrap(), "margin < -2000");
        assert_eq!(goal("margin < −$2,000").unwrap(), "margin < -2000");
        assert_eq!(goal("concurrency = 5%").unwrap(), "concurrency = 0.05");
        assert_eq!(goal("compute_cost > 100").unwrap(), "compute_cost > 100");
        assert!(goal("margin >= 30%").unwrap_err().ends_with("; did you mean `margin_percent`?"));
    }

    #[test]
    fn what_is_no_goal_is_told_what_would_be() {
        assert!(goal("margin").unwrap_err().contains("such as `margin_percent >= 80`"));
        assert!(goal("margn_percent > 3").unwrap_err().contains("`margin_percent`"));
        assert!(goal("cost => 3").unwrap_err().contains("write >="));
        assert!(goal("cost > dear").unwrap_err().contains("is no number"));
        assert_eq!(goal("cost >").unwrap_err(), "`cost >`: type a number, such as 5000, 12k or 1.5M");
    }
}
