//! Growth, or users, of each month as people type it.

use super::MOST_MONTHS;
use crate::amount::{self, Decimal};
use crate::text::clean;

/// Figures by the month, parted by commas. One that could be a single number with its thousands parted is refused. As
/// shares, growth; else users.
pub fn by_month(text: &str, as_share: bool) -> Result<Vec<Decimal>, Vec<String>> {
    let parts: Vec<&str> = text.split(',').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let thousands =
        |pair: &[&str]| digits(pair[0]) && (1..4).contains(&pair[0].len()) && digits(pair[1]) && pair[1].len() == 3;
    if parts.windows(2).any(thousands) {
        let words =
            "a comma parts months; write 50k or 50000 for a number, and a space behind a comma between short ones";
        return Err(vec![format!("`{}` can be read in two ways: {words}", clean(text))]);
    }
    if parts.len() > MOST_MONTHS as usize {
        return Err(vec![format!("{} months are given, and {MOST_MONTHS} are the most", parts.len())]);
    }
    let (mut read, mut faults) = (Vec::new(), Vec::new());
    for (at, part) in parts.into_iter().enumerate() {
        match amount::entry(part, as_share) {
            Ok(value) => read.push(value),
            Err(bad) => faults.push(format!("month {}: {bad}", at + 1)),
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}
