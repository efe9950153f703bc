//! CSV of the AWS Pricing Calculator: with a summary above its rows, and as older ones are, without.

use super::document::Document;
use super::draft::{Draft, Found};
use super::number::{Figure, Point};
use super::records::{Record, part_of, records};
use crate::amount::{Decimal, Number, exact};
use crate::text::did_you_mean;

/// Columns of the rows.
const COLUMNS: [&str; 10] = [
    "Group hierarchy",
    "Region",
    "Description",
    "Service",
    "Upfront",
    "Monthly",
    "First 12 months total",
    "Currency",
    "Status",
    "Configuration summary",
];

/// Columns of the summary.
const SUMMARY: [&str; 4] = ["Upfront cost", "Monthly cost", "Total 12 months cost", "Currency"];

/// Letters of a configuration that are kept.
const LONGEST: usize = 400;

/// A file of the calculator as a draft.
pub(super) fn read(document: &Document) -> Option<Draft> {
    let rows = records(document, part_of(document.text()));
    let starts = |row: &Record, name: &str| row.raw(0).eq_ignore_ascii_case(name);
    let mut draft = Draft::default();
    if let Some(at) = rows.iter().position(|row| starts(row, SUMMARY[0])) {
        summary(&rows[at], rows.get(at + 1), &mut draft);
    }
    let Some(at) = rows.iter().position(|row| row.cells().any(|cell| cell.eq_ignore_ascii_case(COLUMNS[0]))) else {
        let end = document.text().len();
        document.keeps_rows(0..0);
        document.fault(
            end..end,
            "the file ends in the middle",
            "expected the detailed estimate, with `Group hierarchy`",
        );
        return None;
    };
    let reader = Reader::of(&rows[at], document);
    let closing = rows[at..].iter().find(|row| starts(row, "Acknowledgement"));
    let end = closing.map_or(document.text().len(), |row| row.span.start);
    document.keeps_rows(reader.as_ref().map_or(0..0, |_| rows[at].span.end..end));
    let reader = reader?;
    let body = rows[at + 1..].iter().take_while(|row| row.span.start < end);
    for row in body.filter(|row| row.fits(reader.columns)) {
        reader.row(row, &mut draft);
    }
    if closing.is_none() {
        match short_of(&draft) {
            Some(words) => {
                let end = document.text().trim_end().len();
                let label = format!("{words}, and the closing words are missing: export it again");
                document.fault(end..end, "the file ends in the middle", label);
            }
            None => draft
                .remarks
                .push("The calculator's closing words are missing: the file may have been cut off".to_owned()),
        }
    }
    Some(draft)
}

/// What the rows come to beside what stands above them; none where they differ by what rounding does.
fn short_of(draft: &Draft) -> Option<String> {
    let sum = |of: fn(&Found) -> Decimal| draft.found.iter().try_fold(Decimal::ZERO, |sum, found| sum.plus(of(found)));
    let sums = [
        ("a month", sum(|found| found.amount.unwrap_or_default()), draft.stated.month),
        ("ahead", sum(|found| found.upfront), draft.stated.upfront),
    ];
    let differ = sums.into_iter().find_map(|(what, sum, stated)| {
        let (sum, stated) = (sum.ok()?, stated?);
        (sum.minus(stated).ok()?.abs() > Decimal::new(1, 2)).then_some((what, sum, stated))
    });
    differ.map(|(what, sum, stated)| {
        let (sum, stated) = (exact(sum), exact(stated));
        format!("the rows come to {sum} {what}, the summary says {stated}")
    })
}

/// The totals that stand above the rows.
fn summary(header: &Record, values: Option<&Record>, draft: &mut Draft) {
    let Some(values) = values else { return };
    let figure = |name: &str| {
        let at = header.cells().position(|cell| cell.eq_ignore_ascii_case(name))?;
        number(values, at, name)
    };
    let [upfront, month, year, _] = SUMMARY;
    draft.stated.upfront = figure(upfront);
    draft.stated.month = figure(month);
    draft.stated.year = figure(year);
    draft.stated.line = Some(values.line);
}

/// A number of a cell; none where there is none.
fn number(row: &Record, at: usize, name: &str) -> Option<Decimal> {
    match Figure::of(row.raw(at))?.number(Point::Dot) {
        Ok(number) => Some(number),
        Err(bad) => {
            row.fault(at, name, "this is no number", bad.to_string());
            None
        }
    }
}

/// Where the columns of the rows stand, by [`COLUMNS`].
struct Reader {
    places: [Option<usize>; COLUMNS.len()],
    columns: usize,
}

impl Reader {
    fn of(header: &Record, document: &Document) -> Option<Self> {
        let names: Vec<&str> = header.cells().collect();
        let place = |name: &str| names.iter().position(|cell| cell.eq_ignore_ascii_case(name));
        let reader = Reader { places: COLUMNS.map(place), columns: header.len() };
        let missing: Vec<&str> = ["Service", "Monthly"].into_iter().filter(|name| place(name).is_none()).collect();
        for name in &missing {
            let near = did_you_mean(name, names.iter().copied().filter(|name| !COLUMNS.contains(name)));
            let near = if near.starts_with("; did") { near } else { String::new() };
            document.fault(
                header.span.clone(),
                format!("the column `{name}` is missing"),
                format!("expected `{name}`{near}"),
            );
        }
        missing.is_empty().then_some(reader)
    }

    fn row(&self, row: &Record, draft: &mut Draft) {
        let [hierarchy, region, description, service, upfront, month, _, currency, status, configuration] = self.places;
        let figure = |at: Option<usize>, name: &str| number(row, at?, name);
        let amount = figure(month, "Monthly");
        if let Some(at) = month.filter(|at| row.raw(*at).is_empty()) {
            row.fault(at, "Monthly", "nothing stands here", "expected what a month costs");
        }
        self.currency(row, currency, draft);
        let service = row.text(service).unwrap_or_default();
        let item =
            row.text(description).map_or_else(|| service.clone(), |description| format!("{service}: {description}"));
        let hierarchy = row.text(hierarchy).unwrap_or_default();
        let (root, below) = hierarchy.split_once(" > ").unwrap_or((&hierarchy, ""));
        draft.title.get_or_insert_with(|| root.to_owned());
        draft.found.push(Found {
            short: item.clone(),
            service: item.clone(),
            item,
            amount,
            upfront: figure(upfront, "Upfront").unwrap_or(Decimal::ZERO),
            group: Some(below.to_owned()),
            region: row.text(region),
            spec: row.text(configuration).map(|words| crate::text::cut(&words, LONGEST)),
            note: row.text(status).map(|status| format!("Status: {status}")),
            place: format!("row {}", row.line),
            span: row.span.clone(),
            ..Found::default()
        });
    }

    /// All rows are in one currency.
    fn currency(&self, row: &Record, at: Option<usize>, draft: &mut Draft) {
        let Some((at, code)) = at.and_then(|at| Some((at, row.text(Some(at))?))) else { return };
        match &draft.currency {
            None => draft.currency = Some((code, row.cell(at))),
            Some((before, _)) if *before != code => {
                let label = format!("expected {before}, as above: one file is in one currency");
                row.fault(at, "Currency", &format!("this is in {code}"), label);
            }
            Some(_) => {}
        }
    }
}
