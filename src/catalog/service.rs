//! Services: what providers and estimates call the things they sell, and which category that is.

use crate::faults::Named;
use crate::table::Table;

/// Names of a service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name in files.
    pub id: String,
    /// The category that its lines are of.
    pub category: String,
    /// The slider or driver that makes more of it, as a first guess; none where nothing does.
    pub follows: Option<String>,
    /// Words of which one stands in its names, lower-case, with one space between them.
    words: Vec<String>,
}

/// The names that a service uses.
pub(super) struct ServiceUses {
    /// Its category.
    pub category: Named,
    /// What it follows.
    pub follows: Option<Named>,
}

impl Service {
    /// Reads one `[[service]]`.
    pub(super) fn read(table: &Table) -> (Named, Self, ServiceUses) {
        let (id, category, follows) = (table.need_id("id"), table.need_id("category"), table.name("follows"));
        let words = table.texts("words").iter().map(|word| parted(&word.text)).collect();
        let service = Service {
            id: id.text.clone(),
            category: category.text.clone(),
            follows: follows.as_ref().map(|named| named.text.clone()),
            words,
        };
        table.finish();
        (id, service, ServiceUses { category, follows })
    }

    /// Its longest word that stands in a name.
    pub fn word_in(&self, name: &str) -> Option<&str> {
        self.longest(&parted(name))
    }

    /// The same of a name that [`parted`] made.
    fn longest(&self, name: &str) -> Option<&str> {
        let name = format!(" {name} ");
        let stands = |word: &&str| name.match_indices(word).any(|(at, _)| apart(&name, at, word.len()));
        self.words.iter().map(String::as_str).filter(stands).max_by_key(|word| word.len())
    }

    /// Letters of its longest word that stands in a name, which [`parted`] made; 0 where none does.
    fn fits(&self, name: &str) -> usize {
        self.longest(name).map_or(0, str::len)
    }
}

/// The service that is meant by a name of a provider's or an estimate's, such as `aws_nat_gateway` or `Amazon Elastic Compute
/// Cloud`: the one with the longest word in it, of equals the first; none where no word is known.
pub fn named<'s>(services: &'s [Service], name: &str) -> Option<&'s Service> {
    let name = parted(name);
    let fitting = services.iter().map(|service| (service.fits(&name), service)).filter(|(letters, _)| *letters > 0);
    fitting.rev().max_by_key(|(letters, _)| *letters).map(|(_, service)| service)
}

/// Whether so many bytes of a text stand between spaces.
fn apart(text: &str, at: usize, length: usize) -> bool {
    text[..at].ends_with(' ') && text[at + length..].starts_with(' ')
}

/// Lower-case words with one space between them.
fn parted(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::catalog::{embedded, parse};

    #[test]
    fn the_longest_word_in_a_name_decides() {
        let catalog = parse(&[embedded()]).unwrap();
        let cases = [
            ("aws_instance", "compute"),
            ("aws_db_instance", "database"),
            ("aws_nat_gateway", "network"),
            ("aws_eks_cluster", "compute"),
            ("azurerm_firewall", "security"),
            ("azurerm_linux_virtual_machine", "compute"),
            ("google_sql_database_instance", "database"),
            ("google_compute_disk", "storage"),
            ("google_compute_instance", "compute"),
            ("aws_lambda_function", "compute"),
            ("aws_ebs_snapshot", "backup"),
            ("Amazon Elastic Compute Cloud", "compute"),
            ("Amazon Simple Storage Service (S3)", "storage"),
            ("AmazonCloudWatch", "monitoring"),
            ("Azure Cosmos DB", "database"),
            ("AI and Machine Learning", "ai"),
            ("Management and Governance", "monitoring"),
        ];
        for (name, category) in cases {
            let found = catalog.service(&[name]).map(|service| service.category.as_str());
            assert_eq!(found, Some(category), "{name}");
        }
        assert!(catalog.service(&["Mobile"]).is_none() && catalog.service(&[""]).is_none());
        assert_eq!(catalog.service(&["Mobile", "aws_s3_bucket"]).map(|service| service.id.as_str()), Some("objects"));
    }

    #[test]
    fn every_word_is_of_one_service() {
        let catalog = parse(&[embedded()]).unwrap();
        let mut words: Vec<&String> = catalog.services.iter().flat_map(|service| &service.words).collect();
        let all = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
