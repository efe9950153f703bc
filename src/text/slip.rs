//! Which words are slips of others, where a stranger is as likely.

/// A word of fewer letters is a slip of another only where one letter is wrong.
const SHORT: usize = 6;

/// Whether a word differs from another by a letter that is wrong, missing, too many or in its neighbour's place; from a longer
/// one by two.
pub fn is_slip(word: &str, of: &str) -> bool {
    let (short, long) = if word.len() <= of.len() { (word, of) } else { (of, word) };
    if long.len() > 4 * short.len() + 8 {
        return false; // to compare two takes as long as both are long
    }
    let most = if word.chars().count().min(of.chars().count()) < SHORT { 1 } else { 2 };
    strsim::osa_distance(&word.to_lowercase(), &of.to_lowercase()) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_or_two_of_a_longer_word() {
        let slips = [("nmae", "name"), ("scenaro", "scenario"), ("histroy", "history"), ("Notes", "notes")];
        let others = [("mine", "pinned"), ("mine", "name"), ("quotes", "notes"), ("nosuch", "notes"), ("team", "name")];
        assert!(slips.into_iter().all(|(word, of)| is_slip(word, of) && is_slip(of, word)));
        assert!(others.into_iter().all(|(word, of)| !is_slip(word, of) && !is_slip(of, word)));
        assert!(is_slip("basellnne", "baseline") && !is_slip("basxllnne", "baseline"));
        assert!(!is_slip(&"n".repeat(1 << 20), "name"));
    }
}
