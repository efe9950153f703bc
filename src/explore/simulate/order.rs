//! Order statistics by selection: which values stand at some ranks, without sorting all of them.

/// Partly sorts values so that each of the ranks, which rise, holds what it would in their order.
pub(super) fn select(values: &mut [f64], ranks: &[usize]) {
    select_from(values, ranks, 0);
}

/// The same of a part of them that begins at a rank.
fn select_from(values: &mut [f64], ranks: &[usize], first: usize) {
    let middle = ranks.len() / 2;
    let Some(&rank) = ranks.get(middle).filter(|rank| (first..first + values.len()).contains(*rank)) else { return };
    let (below, _, above) = values.select_nth_unstable_by(rank - first, f64::total_cmp);
    select_from(below, &ranks[..middle], first);
    select_from(above, &ranks[middle + 1..], rank + 1);
}

/// The ranks that a percentile lies between, and how far from the first to the second: linear interpolation between
/// order statistics, as numpy's default (Hyndman and Fan 1996, definition 7).
pub(super) fn between(count: usize, share: f64) -> (usize, usize, f64) {
    let place = (count - 1) as f64 * share;
    let low = place.floor();
    (low as usize, (low as usize + 1).min(count - 1), place - low)
}

/// The ranks of the order statistics between which a percentile of what is sampled lies in 19 of 20 cases:
/// n·p ± 1.96·√(n·p·(1−p)), counted from 1 and widened to whole ranks (Conover 1999, §3.2).
pub(super) fn interval(count: usize, share: f64) -> (usize, usize) {
    let n = count as f64;
    let (middle, half) = (n * share, 1.96 * (n * share * (1.0 - share)).sqrt());
    let rank = |from_one: f64| (from_one.max(1.0) as usize - 1).min(count - 1);
    (rank((middle - half).floor()), rank((middle + half).ceil()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selected_ranks_hold_what_they_would_in_order() {
        let mut values: Vec<f64> = (0..1000).map(|i| f64::from(i * 7919 % 1000)).collect();
        let ranks = [0, 1, 49, 50, 500, 501, 998, 999];
        select(&mut values, &ranks);
        assert!(ranks.iter().all(|&rank| values[rank] == rank as f64), "a permutation of 0..1000");
    }

    #[test]
    fn percentiles_lie_between_ranks_as_in_numpy() {
        // Of 5 values P50 is the third, P10 lies 0.4 of the way from the first to the second: 4 · 0.1.
        assert_eq!(between(5, 0.5), (2, 3, 0.0));
        let (low, high, part) = between(5, 0.1);
        assert!((low, high) == (0, 1) && (part - 0.4).abs() < 1e-12);
        assert_eq!(between(1, 0.95), (0, 0, 0.0));
    }

    #[test]
    fn the_interval_of_a_median_of_a_hundred_is_known() {
        // 50 ± 1.96 · √25 = 40.2 to 59.8: the 40th and the 60th, counted from 1 (Conover's worked table).
        assert_eq!(interval(100, 0.5), (39, 59));
        assert_eq!(interval(3, 0.05), (0, 0), "0.15 ± 0.74 is below the first, and up to the first");
        assert_eq!(interval(1, 0.95), (0, 0));
    }
}
