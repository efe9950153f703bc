//! What comes in: estimates of every kind become plans that cost what they say, and what is wrong is refused whole.

mod binary;
#[path = "import/bad.rs"]
mod bad;
#[path = "import/command.rs"]
mod command;
#[path = "import/new.rs"]
mod new;

use costtui::amount::{Decimal, Number, decimal, exact};
use costtui::catalog::{self, Catalog};
use costtui::engine;
use costtui::faults::Source;
use costtui::import::own::with;
use costtui::import::{Choices, Estimate, Follow, Rule, estimate, plan};
use costtui::scenario::Scenario;
use std::fs;
use std::path::Path;

fn known() -> Catalog {
    catalog::load(None).unwrap()
}

/// An estimate of a file that is sound.
fn good(name: &str, catalog: &Catalog) -> Estimate {
    let path = format!("tests/import/good/{name}");
    estimate(&path, fs::read(&path).unwrap(), catalog).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What the plan of an estimate costs at a number of users, when it was made for 5,000.
fn priced(estimate: &Estimate, catalog: &Catalog, users: &str) -> Decimal {
    let text = plan(catalog, estimate, &Choices::of("mine", catalog)).unwrap();
    // The words of the program alone, and no other plan: every catalog of the program is read with it by the command.
    let words = catalog::embedded().into_iter().filter(|source| source.name.matches('/').count() == 1);
    let source = Source { name: "mine.toml".to_owned(), text };
    let catalog = catalog::parse(&[words.chain([source]).collect()]).unwrap_or_else(|faults| panic!("{faults}"));
    let mut scenario = Scenario::of(catalog.plan("mine").unwrap());
    scenario.set(&catalog, catalog.slider("users").unwrap(), decimal(users).unwrap());
    engine::quote(&catalog, &scenario).cost.unwrap().expected
}

/// Products and their sum, such as `3 * 71.00 + 100`.
fn worked(sum: &str) -> Decimal {
    let product = |terms: &str| {
        let factors = terms.split('*').map(|factor| decimal(factor.trim()).unwrap());
        factors.fold(Decimal::ONE, |product, factor| product.times(factor).unwrap())
    };
    sum.split('+').map(product).fold(Decimal::ZERO, |sum, term| sum.plus(term).unwrap())
}

/// The rows of `good.csv`: a file, its kind, lines, totals and how the month was worked out.
fn table() -> Vec<[String; 7]> {
    let mut reader = csv::Reader::from_path("tests/import/good.csv").unwrap();
    let rows =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>().try_into().unwrap());
    rows.collect()
}

#[test]
fn every_estimate_comes_to_what_was_worked_out_and_its_plan_costs_that() {
    let catalog = known();
    let rows = table();
    assert_eq!(rows.len(), fs::read_dir("tests/import/good").unwrap().count(), "a file stands in no row");
    for [file, kind, lines, month, ahead, stated, sum] in rows {
        let estimate = good(&file, &catalog);
        let total = estimate.total().unwrap();
        assert_eq!(estimate.kind.name(), kind, "{file}");
        assert_eq!(estimate.lines().count().to_string(), lines, "{file}");
        assert_eq!(exact(total), exact(worked(&sum)), "{file}: {sum}");
        assert_eq!(exact(total), exact(decimal(&month).unwrap()), "{file}");
        assert_eq!(exact(estimate.upfront().unwrap()), exact(decimal(&ahead).unwrap()), "{file}");
        assert_eq!(
            estimate.stated.month.map(exact).unwrap_or_default(),
            stated.parse::<Decimal>().map(exact).unwrap_or_default(),
            "{file}"
        );
        assert_eq!(exact(priced(&estimate, &catalog, "5000")), exact(total), "{file}: the plan costs something else");
    }
}

#[test]
fn ten_times_the_users_are_ten_times_what_follows_them_and_nothing_else() {
    let catalog = known();
    let ten = Decimal::TEN;
    for [file, ..] in table() {
        let estimate = good(&file, &catalog);
        let mut expected = Decimal::ZERO;
        for item in estimate.lines() {
            let times = if item.follows == Follow::Nothing { Decimal::ONE } else { ten };
            expected = expected.plus(item.amount.times(times).unwrap()).unwrap();
        }
        assert_eq!(exact(priced(&estimate, &catalog, "50000")), exact(expected), "{file}");
    }
    // And by hand, for one of them: 83.95 and 132.86 follow concurrent users, 6 users, 42.50 and 0.4465 transfer; the rest stays.
    let by_hand = worked("10 * 83.95 + 10 * 132.86 + 10 * 6 + 10 * 42.5 + 10 * 0.4465 + 8.55 + 14 + 34.31");
    assert_eq!(priced(&good("infracost.json", &catalog), &catalog, "50000"), by_hand);
}

#[test]
fn what_follows_what_is_said_by_line_by_category_and_by_pattern() {
    let catalog = known();
    let mut estimate = good("infracost.json", &catalog);
    let mut say = |text: &str| estimate.follow(&Rule::of(text, &catalog).unwrap());
    assert_eq!(say("compute=users"), Ok(3));
    assert_eq!(say("*=nothing"), Ok(11));
    assert_eq!(say("main-database-instance=users"), Ok(1));
    assert_eq!(say("*nat_gateway*=transfer_gb"), Ok(2));
    assert!(say("databse=users").unwrap_err().0.contains("did you mean `database`?"));
    let by_hand = worked("10 * 132.86 + 10 * 34.31 + 10 * 0.4465 + 83.95 + 8.55 + 14 + 6 + 42.5");
    assert_eq!(priced(&estimate, &catalog, "50000"), by_hand);
    assert!(Rule::of("compute=user", &catalog).unwrap_err().0.contains("did you mean `users`"));
    assert!(Rule::of("compute", &catalog).is_err() && Rule::of("=users", &catalog).is_err());
}

#[test]
fn what_stands_beside_the_breakdown_is_not_counted_and_what_is_missing_is_told() {
    let catalog = known();
    let told = |file: &str| good(file, &catalog).remarks.join("\n");
    let infracost = told("infracost.json");
    assert!(infracost.contains("no price in the file, and is no line: aws_mystery.box: Boxes"), "{infracost}");
    assert!(infracost.contains("aws_timestreamwrite_table 2"), "{infracost}");
    assert!(good("infracost.json", &catalog).lines().all(|item| !item.item.contains("aws_instance.old")));
    assert!(told("infracost-old.json").contains("does not say its currency: read as US dollars"));
    assert!(told("infracost-error.json").contains("could not read example/shop/dev"));
    assert!(told("infracost-cli.json").contains("converted at $1.1133 for 1 EUR (2026-10-28"));
    assert!(told("calculator.csv").contains("come to $2.675 a month, the file says $2.68: −$0.005, less than a cent"));
    assert!(told("calculator.json").contains("come to $7,847.82 ahead, the file says $7,847.81: +$0.01, a cent"));
    assert!(told("calculator-old.csv").contains("1 line below zero is left out, −$4.13 a month"));
    // Of the total of that file, which has the credit in it, nothing is missing: it would be told.
    assert!(!told("plain-money.csv").contains("come to"), "{}", told("plain-money.csv"));
    assert_eq!(told("infracost-digits.json"), "");
}

#[test]
fn dates_titles_and_places_come_along() {
    let catalog = known();
    let dated = |file: &str| good(file, &catalog).as_of.map(|date| date.to_string());
    assert_eq!(dated("infracost.json").as_deref(), Some("2026-08-03"));
    assert_eq!(dated("calculator.json").as_deref(), Some("2026-03-09"));
    assert_eq!(dated("calculator-flat.json").as_deref(), Some("2026-04-09"));
    assert_eq!(dated("plain.csv"), None);
    assert_eq!(good("calculator.csv", &catalog).title, "Small App");
    let estimate = good("infracost.json", &catalog);
    let last = estimate.items.iter().find(|item| item.id == "cdn-data-transfer-out-to-internet").unwrap();
    let text = fs::read_to_string("tests/import/good/infracost.json").unwrap();
    assert!(text.lines().nth(last.line - 1).unwrap().contains("Data transfer out to internet"), "line {}", last.line);
    assert_eq!(last.place, "projects[0].breakdown.resources[4].costComponents[0]");
    let csv = good("calculator.csv", &catalog);
    assert_eq!((csv.items[2].place.as_str(), csv.items[2].group.as_deref()), ("row 11", Some("Back end")));
}

#[test]
fn what_is_paid_ahead_is_a_roadmap_of_the_first_year() {
    let catalog = known();
    let estimate = good("calculator.json", &catalog);
    let text = plan(&catalog, &estimate, &Choices::of("mine", &catalog)).unwrap();
    let catalog = with(&text, "mine", Path::new("/nowhere")).unwrap();
    let steps = &catalog.plan("mine").unwrap().roadmaps[0].steps;
    let spend: Vec<String> = steps.iter().map(|step| exact(step.spend.unwrap().expected)).collect();
    assert_eq!(spend, [exact(worked("462.94 + 7847.82")), "462.94".to_owned()]);
}

#[test]
fn a_plain_csv_is_read_in_any_order_case_and_separator() {
    let catalog = known();
    let cases = [
        ("MONTH,Item\n12,Server\n", "12", "1 item"),
        ("item\tmonth\nServer\t12.50\n", "12.5", "tabs"),
        ("item;month\r\nServer;1,5\r\nDisk;1.250\r\n", "1251.5", "the first number says what the second means"),
        ("item,quantity,price\nServer,3,1.5\n", "4.5", "a month of quantity and price"),
        ("item,price\nServer,1.5\n", "1.5", "a price alone is the month's"),
        ("Item,Monthly cost\nServer,12\nSubtotal,12\nDisk,3\nTotal,15\n", "15", "sums are not counted again"),
        ("item,month,upfront\nServer,12,100\n,,\n", "12", "an empty row is none"),
        ("item,month\nServer,\"1,250.00\"\n", "1250", "thousands"),
        ("item,month\nServer,12\nDisk,\n", "12", "what has no month has no line"),
        ("name,service,cost\nmain,Amazon RDS,12\n", "12", "a name beside its service"),
        ("item,month\nSSD 3.5\",20\nSSD 2.5\",1\n", "21", "inches"),
        ("item;month\nSSD 3.5\", new;20\n", "20", "inches beside semicolons"),
        ("item,month\n\"Disk, \"\"new\"\"\" ,3\n", "3", "a quoted text, and a space behind it"),
    ];
    for (text, month, why) in cases {
        let estimate =
            estimate("x.csv", text.as_bytes().to_vec(), &catalog).unwrap_or_else(|error| panic!("{why}: {error}"));
        assert_eq!(exact(estimate.total().unwrap()), month, "{why}");
        assert_eq!(exact(priced(&estimate, &catalog, "5000")), month, "{why}");
    }
    let read = |text: &str| estimate("x.csv", text.as_bytes().to_vec(), &catalog).unwrap();
    let named = read("name,service,cost\nmain,Amazon RDS,12\n");
    assert_eq!((named.items[0].item.as_str(), named.items[0].category.as_str()), ("main", "database"));
    let odd = read("item,quantity,price,cost\nServer,3,2,7\nDisk,2,2,4\n").remarks.join("\n");
    assert_eq!(odd, "Quantity × unit price is not the month's figure, which counts: row 2");
    let sums = read("item,cost\nServer,3\nSubtotal,3\n").remarks.join("\n");
    assert_eq!(sums, "Sums of rows above them, which are not counted again: row 3");
}

#[test]
fn whatever_may_be_followed_makes_a_sound_plan() {
    let catalog = known();
    for follows in Follow::all(&catalog) {
        let mut estimate = good("plain.csv", &catalog);
        estimate.items.iter_mut().for_each(|item| item.choose(follows.clone()));
        let zero = plan(&catalog, &estimate, &Choices::of("mine", &catalog)).err();
        match follows.id() {
            // Income beside users starts at nothing, to which nothing is in proportion.
            "other_income" => assert!(zero.unwrap()[0].contains("other_income is 0")),
            id => {
                assert_eq!(zero, None, "{id}");
                assert_eq!(exact(priced(&estimate, &catalog, "5000")), "646.85", "{id}");
            }
        }
    }
}

#[test]
fn twenty_thousand_lines_of_one_name_are_numbered() {
    let rows = "x,1\n".repeat(20_000);
    let estimate = estimate("x.csv", format!("item,month\n{rows}").into_bytes(), &known()).unwrap();
    let ids: Vec<&str> = [0, 1, 19_999].map(|at| estimate.items[at].id.as_str()).to_vec();
    assert_eq!((ids, exact(estimate.total().unwrap())), (vec!["x", "x-2", "x-20000"], "20000".to_owned()));
}

#[test]
fn what_is_below_zero_is_left_out_and_the_rest_of_its_line_is_not() {
    let catalog = known();
    let read = |text: &str| estimate("x.csv", text.as_bytes().to_vec(), &catalog).unwrap();
    let sums = |estimate: &Estimate| (exact(estimate.total().unwrap()), exact(estimate.upfront().unwrap()));
    let part = read("item,month,upfront\nServer,12,-30\nDisk,-2,9\nCredit,-1,-4\nMail,3,\n");
    assert_eq!(sums(&part), ("15".to_owned(), "9".to_owned()));
    assert_eq!(
        part.remarks,
        [
            "1 line below zero is left out, −$1.00 a month, −$4.00 ahead: a plan has none; Credit (row 4)",
            "Of 2 lines what is below zero is left out, −$2.00 a month, −$30.00 ahead, and the rest counts; \
             Server (row 2), Disk (row 3)"
        ]
    );
    // Of a file's own total, which has it in it, nothing is missing.
    let whole = read("item,month,upfront\nServer,12,-30\nMail,3,\nTotal,15,-30\n");
    assert!(!whole.remarks.join("\n").contains("come to"), "{:?}", whole.remarks);
}

#[test]
fn what_is_only_paid_ahead_has_a_line_and_is_counted() {
    let catalog = known();
    let ahead = estimate("x.csv", b"item,month,upfront\nA,,500\nB,2,\nC,,\n".to_vec(), &catalog).unwrap();
    assert_eq!(ahead.items.iter().map(|item| item.priced).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(ahead.remarks, ["1 item has no price in the file, and is no line: C (row 4)"]);
    assert_eq!(ahead.lines().map(|item| exact(item.upfront)).collect::<Vec<_>>(), ["500", "0"]);
    assert_eq!(exact(priced(&ahead, &catalog, "5000")), "2");
    let text = plan(&catalog, &ahead, &Choices::of("mine", &catalog)).unwrap();
    let catalog = with(&text, "mine", Path::new("/nowhere")).unwrap();
    assert_eq!(exact(catalog.plan("mine").unwrap().roadmaps[0].steps[0].spend.unwrap().expected), "502");
}

#[test]
fn what_no_catalog_could_read_is_refused_where_it_stands_or_makes_no_plan() {
    let catalog = known();
    let read = |text: &str| estimate("x.csv", text.as_bytes().to_vec(), &catalog);
    // What is paid ahead is written with the month: 4.0000000000000000000000000001 has 29 digits.
    let ahead = read("item,month,upfront\nA,4,0.0000000000000000000000000001\n").unwrap();
    let wrong = plan(&catalog, &ahead, &Choices::of("mine", &catalog)).expect_err("it has 29 digits");
    assert_eq!(wrong, ["too large: the result needs more than 28 digits"]);
    let refused = |text: &str| read(text).expect_err("it has 29 digits").to_string();
    let long = refused("item,quantity,price\nB,1,1\nA,2,5000000000000000000000000000\n");
    assert!(long.contains("A can't be held exactly") && long.contains("x.csv:3:1"), "{long}");
    let euros = refused("item,month,currency\nA,1,EUR\nTotal,9999999999999999999999999999,EUR\n");
    assert!(euros.contains("the total that the file prints is too large"), "{euros}");
}

#[test]
fn a_plan_of_an_estimate_tells_what_was_left_out_what_is_guessed_and_of_which_day_it_is() {
    let known = known();
    let mut estimate = good("infracost.json", &known);
    estimate.follow(&Rule::of("out-nat-gateway=users", &known).unwrap()).unwrap();
    let text = plan(&known, &estimate, &Choices::of("mine", &known)).unwrap();
    let catalog = with(&text, "mine", Path::new("/nowhere")).unwrap();
    let plan = catalog.plan("mine").unwrap();
    assert_eq!(plan.estimate.as_deref(), Some("Infracost"));
    assert_eq!(plan.as_of.map(|date| date.to_string()).as_deref(), Some("2026-08-03"));
    let note = plan.stages[0].note.as_deref().unwrap();
    assert!(estimate.remarks.iter().all(|remark| note.contains(remark.as_str())), "{note}");
    let said = |id: &str| {
        let line = plan.lines().find(|line| line.id == id).unwrap_or_else(|| panic!("no {id}"));
        (line.guessed, line.why.as_deref().unwrap_or_default().to_owned())
    };
    assert_eq!(said("out-nat-gateway"), (false, "Follows users: you said so".to_owned()));
    assert_eq!(said("main-storage"), (true, "Follows nothing: guessed by “general purpose ssd”".to_owned()));
    assert_eq!(said("web-0-cpu-credits"), (false, String::new()), "none of it is used: there is nothing to guess");
    // Of 10 lines 2 cost nothing, and one was chosen.
    assert_eq!(plan.lines().filter(|line| line.guessed).count(), 7);
    assert!(catalog.plan("edunerve").unwrap().lines().all(|line| !line.guessed));
}
