//! Writes FOCUS 1.2 bills of any length: the mandatory columns and those that a cloud provider adds, with what they sum to.

use std::io::Write;

/// The columns: 21 mandatory ones, then recommended, conditional and own ones.
pub const COLUMNS: [&str; 34] = [
    "BilledCost",
    "BillingAccountId",
    "BillingAccountName",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargeClass",
    "ChargeDescription",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "ContractedCost",
    "EffectiveCost",
    "InvoiceIssuerName",
    "ListCost",
    "PricingQuantity",
    "PricingUnit",
    "ProviderName",
    "PublisherName",
    "ServiceCategory",
    "ServiceName",
    "AvailabilityZone",
    "ChargeFrequency",
    "ServiceSubcategory",
    "RegionId",
    "RegionName",
    "ResourceId",
    "SkuId",
    "SkuPriceId",
    "PricingCategory",
    "ConsumedQuantity",
    "ConsumedUnit",
    "Tags",
    "x_Team",
];

/// Category, subcategory and service of each provider's rows.
const SERVICES: [(&str, &str, &str, &str); 10] = [
    ("AWS", "Compute", "Virtual Machines", "Amazon Elastic Compute Cloud"),
    ("AWS", "Storage", "Object Storage", "Amazon Simple Storage Service"),
    ("AWS", "Databases", "Relational Databases", "Amazon Relational Database Service"),
    ("AWS", "Networking", "Content Delivery", "Amazon CloudFront"),
    ("AWS", "Management and Governance", "Observability", "AmazonCloudWatch"),
    ("Microsoft", "Compute", "Virtual Machines", "Virtual Machines"),
    ("Microsoft", "Databases", "NoSQL Databases", "Azure Cosmos DB"),
    ("Google Cloud", "Compute", "Containers", "Google Kubernetes Engine"),
    ("Google Cloud", "Analytics", "Data Warehouses", "BigQuery"),
    ("Google Cloud", "AI and Machine Learning", "Generative AI", "Vertex AI"),
];

/// Numbers that look random and are the same every time (Knuth's MMIX generator).
pub struct Numbers(pub u64);

impl Numbers {
    /// The next one below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// One row, before it is text.
pub struct Row {
    /// Month of 2026, day and hour of the charge.
    pub at: (u64, u64, u64),
    /// Provider, category, subcategory, service.
    pub service: (&'static str, &'static str, &'static str, &'static str),
    /// `ChargeCategory`.
    pub charge: &'static str,
    /// `EffectiveCost` and `BilledCost` as whole numbers of the tenth decimal place.
    pub costs: (i128, i128),
    number: u64,
}

/// The `number`th row of a bill of the first months of 2026, so many rows each.
pub fn row(numbers: &mut Numbers, number: u64, a_month: u64) -> Row {
    let month = number / a_month + 1;
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][(month as usize - 1) % 12];
    // From the first hour of a month to its last: what is read is complete.
    let hour = (number % a_month) * days * 24 / a_month;
    let charge = match numbers.below(200) {
        0 => "Purchase",
        1 => "Tax",
        2 => "Credit",
        _ => "Usage",
    };
    let effective = i128::from(numbers.below(40_000_000_000)) * if charge == "Credit" { -1 } else { 1 };
    let billed = if numbers.below(10) == 0 { 0 } else { effective };
    let service = SERVICES[numbers.below(SERVICES.len() as u64) as usize];
    Row { at: (month, hour / 24 + 1, hour % 24), service, charge, costs: (effective, billed), number }
}

/// A whole number of the tenth decimal place as programs write it.
pub fn money(cost: i128) -> String {
    let sign = if cost < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:010}", cost.abs() / 10_000_000_000, cost.abs() % 10_000_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Row {
    /// Its start and its end.
    pub fn period(&self) -> (String, String) {
        let (month, day, hour) = self.at;
        let last = hour == 23;
        let end = match (last, month, day) {
            (false, ..) => format!("2026-{month:02}-{day:02}T{:02}:00:00Z", hour + 1),
            (true, 1 | 3 | 5 | 7 | 8 | 10 | 12, 31) | (true, 4 | 6 | 9 | 11, 30) | (true, 2, 28) => next_month(month),
            (true, ..) => format!("2026-{month:02}-{:02}T00:00:00Z", day + 1),
        };
        (format!("2026-{month:02}-{day:02}T{hour:02}:00:00Z"), end)
    }

    /// The row as CSV, with its line end.
    pub fn write(&self, out: &mut impl Write) {
        let (provider, category, subcategory, service) = self.service;
        let (start, end) = self.period();
        let (month, number) = (self.at.0, self.number);
        let (effective, billed) = (money(self.costs.0), money(self.costs.1));
        let (from, to) = (format!("2026-{month:02}-01T00:00:00Z"), next_month(month));
        let account = 100_000_000_000 + number % 7;
        let usage = self.charge == "Usage";
        let (quantity, unit) = if usage { (money(self.costs.0 * 8), "Hours") } else { ("NULL".to_owned(), "NULL") };
        writeln!(
            out,
            "{billed},{account},Example Org,USD,{to},{from},{charge},NULL,\"{service}, {subcategory}\",{end},{start},{effective},\
             {effective},{provider},{effective},{quantity},{unit},{provider},{provider},{category},{service},zone-{zone},\
             Usage-Based,{subcategory},eu-central-1,Europe (Frankfurt),i-{id:017x},SKU{sku:08},SKUPRICE{sku:010},Standard,\
             {quantity},{unit},\"{{\"\"env\"\":\"\"prod\"\",\"\"team\"\":\"\"team-{team}\"\"}}\",team-{team}",
            charge = self.charge,
            zone = number % 3,
            id = number * 31 % 50_021,
            sku = number % 997,
            team = number % 12,
        )
        .expect("the file takes every row");
    }
}

fn next_month(month: u64) -> String {
    if month == 12 { "2027-01-01T00:00:00Z".to_owned() } else { format!("2026-{:02}-01T00:00:00Z", month + 1) }
}

/// Writes a bill, header first; answers the sums of `EffectiveCost` and `BilledCost` in the tenth decimal place.
pub fn bill(out: &mut impl Write, rows: u64, a_month: u64) -> (i128, i128) {
    writeln!(out, "{}", COLUMNS.join(",")).expect("the file takes a header");
    let mut numbers = Numbers(1);
    let mut sums = (0, 0);
    for number in 0..rows {
        let row = row(&mut numbers, number, a_month);
        sums = (sums.0 + row.costs.0, sums.1 + row.costs.1);
        row.write(out);
    }
    sums
}
