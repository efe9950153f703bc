//! Whose resources a line of a plan buys.

use crate::catalog::Plan;
use crate::engine::QuoteLine;

/// How the types of a provider's resources begin in Terraform, as its registry names the providers, and what the cards call
/// the provider.
const TERRAFORM: [(&str, &str); 3] = [("aws_", "AWS"), ("azurerm_", "Azure"), ("google_", "Google Cloud")];

/// What an estimate says itself of a line that it prices, else nobody known, for whom the plan stands: the columns may not be
/// null. The AWS Pricing Calculator knows AWS alone; Infracost names what it prices by its address in Terraform.
pub(super) fn of(plan: &Plan, line: &QuoteLine) -> String {
    let known = match plan.estimate.as_deref() {
        Some("AWS Pricing Calculator") => Some("AWS"),
        Some("Infracost" | "Infracost CLI") => by_address(&line.line.item),
        _ => None,
    };
    known.unwrap_or(&plan.name).to_owned()
}

/// The provider of the resource at an address: its type stands behind the modules that it is in, whose names may be any.
fn by_address(item: &str) -> Option<&'static str> {
    let mut parts = item.split('.');
    let kind = loop {
        match parts.next()? {
            "module" => parts.next()?,
            kind => break kind,
        };
    };
    TERRAFORM.iter().find(|(begin, _)| kind.starts_with(begin)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::by_address;

    #[test]
    fn the_type_of_a_resource_says_whose_it_is_and_the_name_of_a_module_does_not() {
        let cases = [
            ("aws_instance.web[0]: Instance usage", Some("AWS")),
            ("module.data.aws_db_instance.main: Storage", Some("AWS")),
            ("module.aws_side.module.b.azurerm_nat_gateway.out", Some("Azure")),
            ("google_compute_disk.a / snapshots: Storage", Some("Google Cloud")),
            ("module.aws_side", None),
            ("Amazon EC2, as aws_instance.web", None),
            ("hcloud_server.one: Server", None),
        ];
        for (item, provider) in cases {
            assert_eq!(by_address(item), provider, "{item}");
        }
    }
}
