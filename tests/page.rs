//! What people read: the Markdown report and the page say what the quote says, to the cent, and nothing of a file acts in them.

mod binary;

use binary::costtui;
use std::collections::BTreeSet;

fn answered(arguments: &[&str]) -> String {
    let output = costtui(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn exported(scenario: &[&str], format: &str) -> String {
    answered(&[&["export", "--to", "-", "--format", format][..], scenario].concat())
}

/// The page without its style and its pictures, a tag a line.
fn skeleton(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let mut text = head.to_owned();
    let mut rest = rest.split_once("</style>").unwrap().1;
    while let Some((before, picture)) = rest.split_once("<svg") {
        let (tag, after) = picture.split_once('>').unwrap();
        text.push_str(&format!("{before}<svg{tag}>"));
        rest = after.split_once("</svg>").unwrap().1;
    }
    (text + rest).replace("><", ">\n<")
}

/// Every figure of money in a text.
fn money(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('$') {
        let sign = text[..at].chars().next_back().filter(|sign| matches!(sign, '−' | '+'));
        let digits: String =
            text[at + 1..].chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
        found.insert(format!("{}${}", sign.map(String::from).unwrap_or_default(), digits.trim_end_matches([',', '.'])));
    }
    found
}

/// The part of a text from one heading to another.
fn part<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from}"));
    &text[start..start + text[start..].find(to).unwrap_or_else(|| panic!("no {to}"))]
}

const OVER_BUDGET: &str = "saves/business-os-at-2000-customers-over-its-budget.toml";
const HETZNER: &str = "saves/community-at-50k-on-hetzner.toml";

#[test]
fn the_report_has_question_answer_bill_economics_alerts_assumptions_and_sources() {
    insta::assert_snapshot!("over_budget_md", exported(&[OVER_BUDGET], "markdown"));
    insta::assert_snapshot!("hetzner_md", exported(&[HETZNER], "markdown"));
}

#[test]
fn the_page_has_the_same_in_real_tables() {
    insta::assert_snapshot!("hetzner_html", skeleton(&exported(&[HETZNER], "html")));
}

#[test]
fn every_figure_of_bill_and_economics_is_one_of_the_quote_and_none_is_missing() {
    let scenarios: [&[&str]; 6] = [
        &[OVER_BUDGET],
        &[HETZNER],
        &["saves/edunerve-1m-what-saves-most.toml"],
        &["--plan", "edunerve", "--users", "60k", "--card", "aws", "--region", "eu-central-1", "--lever", "spot=50%"],
        &[
            "--plan",
            "business-os",
            "--users",
            "150",
            "--buffer",
            "30%",
            "--basis",
            "buffered",
            "--override",
            "cdn-edge.amount=7.5",
        ],
        &["--plan", "edunerve", "--users", "50k", "--factor", "compute=1.05..1.3", "--factor", "cache=2"],
    ];
    for scenario in scenarios {
        let quoted = money(&answered(&[&["quote"], scenario].concat()));
        assert!(quoted.len() > 5, "{scenario:?} has hardly a figure");
        let markdown = exported(scenario, "markdown");
        let page = exported(scenario, "html");
        let told = money(part(&markdown, "### The bill", "### Around it"));
        let shown = money(part(&page, "<h2>The bill", "<h2>Around it"));
        assert!(told.is_subset(&quoted), "{scenario:?}: {:?}", told.difference(&quoted));
        assert_eq!(told, shown, "{scenario:?}: the page and the report part");
        // Alerts stand above the bill.
        let above = money(part(&markdown, "## ", "### The bill"));
        let missing: Vec<_> =
            quoted.iter().filter(|figure| !told.contains(*figure) && !above.contains(*figure)).collect();
        assert!(missing.is_empty(), "{scenario:?} lacks {missing:?}");
    }
}

#[test]
fn what_a_bill_multiplies_is_said_in_the_bill_the_assumptions_the_sources_and_what_lies_ahead() {
    let flags = ["--plan", "edunerve", "--users", "50k", "--factor", "compute=1.05..1.3", "--factor", "cache=2"];
    let report = exported(&flags, "markdown");
    let row = |text: &str, begin: &str| {
        let found = text.lines().find(|line| line.starts_with(&format!("| {begin}")));
        found.unwrap_or_else(|| panic!("no row {begin} in {text}")).to_owned()
    };
    let bill = part(&report, "### The bill", "### Around it");
    assert!(row(bill, "Azure Container Instances").contains("| documented × 1.05–1.3, your bill |"));
    assert!(row(bill, "Redis Premium P3").contains("| documented × 2, your bill |"));
    assert!(row(bill, "Key Vault").contains("| documented |"));
    let chosen = part(&report, "### Assumptions", "### Sources and dates");
    assert!(row(chosen, "Your bill: compute").contains("| × 1.05–1.3 | × 1 |"));
    assert!(row(chosen, "Your bill: cache").contains("| × 2 | × 1 |"));
    let sources = part(&report, "### Sources and dates", "\n    costtui");
    assert!(row(sources, "your bill").contains("| your own factors | 2 lines |"), "{sources}");
    // The range is what the tornado turns and the risk draws; nothing else of this plan is one.
    let page = exported(&flags, "html");
    let pictures = page.split("<svg").skip(1).map(|picture| picture.split("</svg>").next().unwrap());
    let pictures: Vec<&str> = pictures.collect();
    assert!(pictures.iter().any(|picture| picture.contains("Your bill for compute")), "no bar for it");
    let risk = part(&page, "How sure that is", "<h2");
    assert!(risk.contains("<svg") && risk.contains("100,000 samples"), "{risk}");
    assert!(!exported(&flags[..4], "html").contains("100,000 samples"), "something else is uncertain");
    let command = part(&report, "\n    costtui quote", "\n\n---").replace("\\\n", " ");
    assert!(command.contains("--factor compute=1.05..1.3") && command.contains("--factor cache=2"), "{command}");
}

#[test]
fn the_page_takes_nothing_from_elsewhere_and_runs_nothing() {
    let page = exported(&["--plan", "edunerve", "--users", "60k", "--spread", "users=40k to 90k"], "html");
    for outside in ["http:", "https:", "<script", "url(", "@import", " src=", " href=", "javascript:", " on"] {
        let at = page.find(outside).filter(|at| outside != " on" || is_handler(&page[*at..]));
        assert!(at.is_none(), "{outside} in the page: {}", &page[at.unwrap()..][..80]);
    }
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
    assert_eq!(page.matches("<svg ").count(), 4);
    assert_eq!(page.matches("role=\"img\" aria-label=\"").count(), 4, "a picture without words");
    assert_eq!(page.matches("<table>").count(), page.matches("<caption>").count());
}

/// Whether ` on…` is an attribute.
fn is_handler(text: &str) -> bool {
    text[1..].trim_start_matches(|c: char| c.is_ascii_lowercase()).starts_with('=')
}

#[test]
fn headings_go_down_one_by_one() {
    let page = exported(&[HETZNER], "html");
    let levels: Vec<u32> =
        page.match_indices("<h").filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10)).collect();
    assert_eq!(levels[0], 1);
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn the_same_scenario_makes_the_same_bytes() {
    let scenario = ["--plan", "edunerve", "--users", "60k", "--spread", "users=40k to 90k"];
    for format in ["markdown", "html"] {
        assert!(exported(&scenario, format) == exported(&scenario, format), "{format} is not the same twice");
    }
}

#[test]
fn the_command_at_the_end_asks_the_same_again() {
    let scenario = ["--plan", "edunerve", "--users", "60k", "--spread", "users=40k to 90k", "--lever", "spot=50%"];
    let more = ["--override", "front-door.drop", "--addon", "hidden", "--set", "paid_share=10%", "--card", "aws"];
    let scenario = [&scenario[..], &more].concat();
    let report = exported(&scenario, "markdown");
    let command = part(&report, "\n    costtui quote", "\n\n---").trim().replace("\\\n", " ");
    let arguments = command.strip_prefix("costtui").unwrap();
    let shell = format!("{} {arguments} --format json", env!("CARGO_BIN_EXE_costtui"));
    let output =
        std::process::Command::new("sh").args(["-c", &shell]).env("XDG_CONFIG_HOME", "/nowhere").output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let quoted = answered(&[&["quote", "--format", "json"], &scenario[..]].concat());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), quoted);
}

#[test]
fn what_a_private_plan_is_called_is_shown_and_does_not_act() {
    let hostile = ["tests/page/hostile.toml", "--catalog", "tests/page/catalog"];
    let acts = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
    let page = exported(&hostile, "html");
    assert!(!page.contains(acts));
    for raw in ["<script", "<img", "<b>node", "<a ", "<style>*", "</td></table>"] {
        assert!(!page.contains(raw), "{raw} came through");
    }
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("&lt;img src=x onerror=alert(6)&gt;")
    );
    assert_eq!(page.matches("<style>").count(), 1);
    let report = exported(&hostile, "markdown");
    assert!(!report.contains(acts));
    assert!(report.contains(r"\<script\>alert(1)\</script\> \| \*plan\*"), "{report}");
    assert!(
        report.contains("\n> \\# no heading\n>\n> \\- no list\n>\n> 1\\. no list either.\n>\n> \\<img"),
        "{report}"
    );
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let bill: Vec<&str> = part(&report, "| Item", "\n\n").lines().collect();
    assert!(bill.len() == 4 && bill.iter().all(|line| cells(line) == 8), "{bill:#?}");
    let quote = answered(&[&["quote", "--format", "html"], &hostile[..]].concat());
    assert!(!quote.contains(acts) && !quote.contains("<script") && quote.contains("&lt;script&gt;"));
}

#[test]
fn every_subcommand_with_tables_answers_as_a_page() {
    let asked: [&[&str]; 15] = [
        &["quote", "--plan", "edunerve"],
        &["compare", OVER_BUDGET, HETZNER],
        &["simulate", "--plan", "zero-to-planetary", "--draws", "1k"],
        &["levers", "--plan", "edunerve"],
        &["rules", "--plan", "business-os"],
        &["calculate", "--plan", "lean-markets"],
        &["roadmap", "--plan", "zero-to-planetary"],
        &["notes", "--plan", "edunerve"],
        &["cards", "--plan", "edunerve"],
        &["audit", "--plan", "edunerve", "--plan", "business-os"],
        &["sweep", "--plan", "edunerve"],
        &["seek", "--plan", "edunerve", "--goal", "margin_percent >= 80"],
        &["sensitivity", "--plan", "edunerve"],
        &["forecast", "--plan", "edunerve"],
        &["optimise", "--plan", "edunerve"],
    ];
    for arguments in asked {
        let (page, text) = (answered(&[arguments, &["--format", "html"]].concat()), answered(arguments));
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">") && page.ends_with("</html>\n"), "{arguments:?}");
        assert!(page.contains("<h1>") && page.contains("<table>"), "{arguments:?}");
        let title = text.lines().next().unwrap().replace('&', "&amp;");
        assert!(page.contains(&format!(">{title}</h")), "{arguments:?} lost {title}");
        // People read the same figures in both; the text cuts long words, and no money.
        assert!(money(&text).is_subset(&money(&page)), "{:?}", money(&text).difference(&money(&page)));
    }
}

#[test]
fn a_report_of_an_estimate_admits_what_it_was_made_of_and_judges_nothing_by_a_default() {
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().to_str().unwrap();
    answered(&["import", "tests/import/good/infracost.json", "--users", "2k", "--name", "infra", "--catalog", catalog]);
    let scenario = ["--plan", "infra", "--users", "20k", "--catalog", catalog];
    let report = exported(&scenario, "markdown");
    let page = exported(&scenario, "html");
    let told = part(&report, "### What to know", "### The bill");
    assert!(told.contains("no prices for these") && told.contains("aws\\_mystery.box: Boxes"), "{told}");
    assert!(told.contains("what makes more of 8 of 10 lines is guessed by name; 3 of them"), "{told}");
    let guesses = part(&report, "#### Lines whose growth is guessed", "### Sources");
    assert_eq!(guesses.matches("guessed by “").count(), 8, "{guesses}");
    assert!(report.contains("| infracost.json | 2026-08-03 | an estimate, Infracost | 10 lines |"), "{report}");
    assert!(report.contains("| estimate, line 32 |") && !report.contains("| Range |"), "{report}");
    // 56.86 follows nothing, and 265.7565 at 2,000 users is 2,657.565 at 20,000: 2,714.425, then twice and ten times that part.
    let larger = "$2,714.43 a month at 20,000 users, $5,371.99 at 40,000, $26,632.51 at 200,000.";
    assert!(report.contains(larger) && page.contains(larger), "{report}");
    assert!(report.contains("nothing can be said of how sure they are") && !report.contains("in every draw"));
    assert!(report.contains("The program does not have plans/infra.toml: it is private."), "{report}");
    assert!(report.contains("(at the default revenue of $0.50 a user)") && !report.contains("urgent"), "{report}");
    assert!(report.contains("| Paid share | 100.0 % | not chosen: the slider's default |"), "{report}");
    // The user's own revenue is the user's: the cost is judged by it.
    let own = exported(&[&scenario[..], &["--revenue-per-user", "0.4"]].concat(), "markdown");
    assert!(own.contains("of $8,000.00 of revenue (urgent, above 20 %)") && !own.contains("default revenue"), "{own}");
    // Three pictures: the third stands beside its words, and what has none below them.
    let classes = ["<figure class=\"lone\">", "<figure class=\"bare\">"].map(|class| page.matches(class).count());
    assert_eq!(classes, [1, 1]);
}
