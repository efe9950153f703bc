//! What makes more of an item: a first guess by what its service is called, and what the person says instead.

use super::{Estimate, Follow, Item};
use crate::catalog::{Catalog, Service};
use crate::text::{clean, did_you_mean};

/// What is said of an item that follows nothing.
pub const NOTHING: &str = "nothing";

/// Why an item follows what a person chose.
const CHOSEN: &str = "you said so";

/// The category of what nobody knows.
const OTHER: &str = "other";

/// What the person says: items by the id of one, by a category, or by a pattern with `*` in it, and what they follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whom it means.
    pub of: String,
    /// What they follow.
    pub follows: Follow,
}

/// What is wrong with a rule; says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unmatched(pub String);

/// A first guess.
pub(super) struct Guess {
    pub category: String,
    pub follows: Follow,
    pub because: String,
}

/// What the file's category and the words for a service mean.
pub(super) fn guess(catalog: &Catalog, category: Option<&str>, words: &str) -> Guess {
    let own = category.and_then(|name| {
        let id = name.trim().to_lowercase();
        catalog.categories.iter().find(|known| known.id == id).map(|known| known.id.clone())
    });
    let service = |name: &'_ str| catalog.service(&[name]);
    let (by_words, by_category) = (service(words), category.and_then(service));
    // The words for the item are nearer to it than those for its category, but they do not outvote a category of ours.
    let agrees = |service: &&Service| own.as_ref().is_none_or(|own| service.category == *own);
    let nearest = by_words.filter(agrees).map(|service| (service, words));
    let nearest = nearest.or_else(|| by_category.filter(agrees).zip(category));
    let named = own.clone().or_else(|| by_category.or(by_words).map(|service| service.category.clone()));
    let fallback = || catalog.categories.iter().find(|known| known.id == OTHER).or(catalog.categories.last());
    let category = named.unwrap_or_else(|| fallback().map_or_else(|| OTHER.to_owned(), |known| known.id.clone()));
    let Some((service, name)) = nearest else {
        let because = "its name is not known".to_owned();
        return Guess { category, follows: Follow::Nothing, because };
    };
    let follows = service.follows.clone().map_or(Follow::Nothing, Follow::Of);
    Guess { category, follows, because: by_word(service, name) }
}

/// `guessed by “nat gateway”`.
fn by_word(service: &Service, name: &str) -> String {
    format!("guessed by “{}”", service.word_in(name).unwrap_or(&service.id))
}

impl Rule {
    /// `compute=users`, `web-*=concurrent_users`, `nat-gateway=nothing`.
    pub fn of(text: &str, catalog: &Catalog) -> Result<Self, Unmatched> {
        let form =
            || Unmatched(format!("expected LINE_OR_CATEGORY=WHAT, such as compute=users, not `{}`", clean(text)));
        let (of, what) = text.rsplit_once('=').ok_or_else(form)?;
        let (of, what) = (of.trim(), what.trim());
        if of.is_empty() || what.is_empty() {
            return Err(form());
        }
        let known = Follow::all(catalog);
        let near = || did_you_mean(what, known.iter().map(Follow::id));
        let unknown = || Unmatched(format!("`{}` is no slider or driver{}", clean(what), near()));
        let follows = known.iter().find(|known| known.id() == what).ok_or_else(unknown)?.clone();
        Ok(Rule { of: of.to_owned(), follows })
    }

    /// Whether it means an item.
    pub fn means(&self, item: &Item) -> bool {
        let fits = |text: &str| match self.of.contains('*') {
            true => like(&self.of.to_lowercase(), &text.to_lowercase()),
            false => self.of == text,
        };
        fits(&item.id) || fits(&item.category) || (self.of.contains('*') && fits(&item.item))
    }
}

/// Whether a text is like a pattern, in which `*` stands for anything.
fn like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

impl Follow {
    /// All that an item can follow: nothing, the drivers of a catalog, and its sliders.
    pub fn all(catalog: &Catalog) -> Vec<Follow> {
        let drivers = catalog.drivers.iter().map(|driver| &driver.id);
        let ids = drivers.chain(catalog.sliders.iter().map(|slider| &slider.id));
        std::iter::once(Follow::Nothing).chain(ids.cloned().map(Follow::Of)).collect()
    }
}

impl Item {
    /// Lets it follow what a person chose.
    pub fn choose(&mut self, follows: Follow) {
        self.follows = follows;
        CHOSEN.clone_into(&mut self.because);
    }

    /// Whether nobody said what it follows. What costs nothing has nothing to guess.
    pub fn is_guessed(&self) -> bool {
        self.because != CHOSEN && !self.amount.is_zero()
    }
}

impl Estimate {
    /// Lets what a rule means follow what it says; how many items that are.
    pub fn follow(&mut self, rule: &Rule) -> Result<usize, Unmatched> {
        let mut count = 0;
        for item in self.items.iter_mut().filter(|item| rule.means(item)) {
            item.choose(rule.follows.clone());
            count += 1;
        }
        if count > 0 {
            return Ok(count);
        }
        let mut names: Vec<&str> =
            self.items.iter().flat_map(|item| [item.category.as_str(), item.id.as_str()]).collect();
        names.sort_unstable();
        names.dedup();
        let near = did_you_mean(&rule.of, names);
        Err(Unmatched(format!("`{}` is no line and no category of this estimate{near}", clean(&rule.of))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in
            [("web-*", "web-1"), ("*", ""), ("*gateway", "nat-gateway"), ("a*c*e", "abcde"), ("*a*", "banana")]
        {
            assert!(like(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("web-*", "my-web-1"), ("*gateway", "gateways"), ("a*b*a", "aba-b"), ("ab*ba", "aba")] {
            assert!(!like(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn the_category_of_the_file_stands_and_the_name_says_what_it_follows() {
        let catalog = catalog::load(None).unwrap();
        let guessed = |category: Option<&str>, words: &str| {
            let guess = guess(&catalog, category, words);
            (guess.category, guess.follows.id().to_owned(), guess.because)
        };
        let row = |category: &str, follows: &str, because: &str| {
            (category.to_owned(), follows.to_owned(), because.to_owned())
        };
        assert_eq!(
            guessed(None, "aws_nat_gateway Data processed"),
            row("network", "transfer_gb", "guessed by “data processed”")
        );
        assert_eq!(guessed(Some("Databases"), "main"), row("database", "concurrent_users", "guessed by “databases”"));
        assert_eq!(guessed(Some("Compute"), "Amazon EC2"), row("compute", "concurrent_users", "guessed by “ec2”"));
        assert_eq!(guessed(Some("people"), "On call"), row("people", "nothing", "its name is not known"));
        assert_eq!(guessed(Some("support"), "Redis support"), row("support", "nothing", "guessed by “support”"));
        assert_eq!(guessed(Some("people"), "Redis expert"), row("people", "nothing", "its name is not known"));
        assert_eq!(guessed(None, "Flux compensator"), row("other", "nothing", "its name is not known"));
    }
}
