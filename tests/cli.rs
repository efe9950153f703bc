//! The command line as a script sees it: answers on stdout, one clear message on stderr, and the exit code.

mod binary;

use binary::costtui;
use std::fs;
use std::process::{Command, Stdio};

/// Asks for something that is wrong: exit 2, nothing on stdout, no control character; what stderr says.
fn refused(arguments: &[&str]) -> String {
    let output = costtui(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?} wrote on stdout");
    let shown = String::from_utf8(output.stderr).unwrap();
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    shown
}

fn answered(arguments: &[&str]) -> String {
    let output = costtui(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{arguments:?} wrote on stderr");
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&answered(&[&["quote", "--format", "json"], arguments].concat())).unwrap()
}

#[test]
fn a_number_that_is_none_is_refused_with_what_would_be_right() {
    let cases = [
        ("-5", "users: expected 0 to 10,000,000,000, not -5"),
        ("10000000001", "users: expected 0 to 10,000,000,000, not 10000000001"),
        ("1e999", "users: \"1e999\" is no number; digits with at most one point are, such as 1250 or 0.10"),
        ("NaN", "users: \"NaN\" is no number; digits with at most one point are, such as 1250 or 0.10"),
        ("", "users: a value is missing"),
        ("12 k", "users: \"12 k\" has a space in it; type 12k"),
        ("5%", "users: this is no share: type a number without %"),
        ("2.5", "users: expected a whole number, not 2.5"),
        ("--plan", "users: \"--plan\" is no number; digits with at most one point are, such as 1250 or 0.10"),
    ];
    for (typed, said) in cases {
        assert_eq!(refused(&["quote", "--users", typed]), format!("error: {said}\n"));
    }
    let share = refused(&["quote", "--concurrency", "5%%"]);
    assert_eq!(share, "error: concurrency: \"5%%\" is no share; 5% and 0.05 are\n");
    let share = refused(&["quote", "--concurrency", "5"]);
    assert_eq!(share, "error: concurrency: expected 0.0 % to 100.0 %, not 5; 5 % is written 5% or 0.05\n");
    let share = refused(&["quote", "--set", "paid_share=12.5"]);
    assert!(share.ends_with(", not 12.5; 12.5 % is written 12.5% or 0.125\n"), "{share}");
    let share = refused(&["quote", "--concurrency", "500"]);
    assert_eq!(share, "error: concurrency: expected 0.0 % to 100.0 %, not 500\n");
}

#[test]
fn every_wrong_name_is_named_at_once_with_the_nearest_right_ones() {
    let shown = refused(&[
        "quote",
        "--plan",
        "edunerve",
        "--stage",
        "u50",
        "--variant",
        "infra",
        "--addon",
        "hiden",
        "--card",
        "azur",
        "--set",
        "user=5",
        "--lever",
        "spot",
        "--override",
        "open-front-door.drop",
        "--basis",
        "line",
    ]);
    insta::assert_snapshot!(shown);
    assert!(refused(&["quote", "--plan", "edunrve"]).contains("did you mean `edunerve`?"));
    assert!(refused(&["qoute"]).contains("`quote`"));
}

#[test]
fn what_has_not_the_form_of_a_flag_is_refused() {
    assert!(refused(&["quote", "--set", "users"]).contains("--set: expected SLIDER=VALUE, not `users`"));
    assert!(refused(&["quote", "--set", "users="]).contains("users: a value is missing"));
    assert!(refused(&["quote", "--override", "x.quantity"]).contains("--override: expected LINE.quantity=N"));
    assert!(
        refused(&["quote", "--override", "load-balancer.price=3"])
            .contains("known: `quantity`, `amount`, `unit_price`, `drop`")
    );
    assert!(refused(&["quote", "--override", "load-balancer.amount=-3"]).contains("expected 0 or more, not -3"));
    assert!(refused(&["quote", "--buffer", "30"]).contains("expected a share up to 100%, such as 30%"));
    assert!(refused(&["quote", "--hours", "7300"]).contains("a month has at most 744"));
    assert!(refused(&["quote", "--format", "yaml"]).contains("json"));
    assert!(refused(&["quote", "--no-such-flag\u{1b}[2J"]).contains("--no-such-flag"));
    assert!(refused(&["--users", "5", "quote"]).contains("behind the subcommand"));
}

#[test]
fn a_variant_of_another_stage_is_refused_where_a_stage_is_named() {
    let shown = refused(&["quote", "--stage", "s2-growing-community", "--variant", "b-managed-k8s"]);
    assert_eq!(shown, "error: stage `s2-growing-community` has no variant `b-managed-k8s`; known: `typical`\n");
}

#[test]
fn without_users_and_revenue_what_is_divided_by_them_is_undefined() {
    let nothing = ["--plan", "barum-aws", "--users", "0", "--revenue-per-user", "0"];
    let answer = json(&nothing);
    for field in ["cost_per_user", "cost_per_concurrent_user", "margin_percent", "infra_percent", "rating"] {
        assert!(answer[field].is_null(), "{field} is {}", answer[field]);
    }
    assert!(answer["break_even_revenue_per_user"].is_null() && answer["revenue"] == "0");
    let shown = answered(&[&["quote"], &nothing[..]].concat());
    assert!(shown.contains("Per user        —, per concurrent user —") && shown.contains("— of revenue"), "{shown}");
}

#[test]
fn ten_billion_users_are_priced_exactly() {
    let answer = json(&["--plan", "barum-aws", "--users", "10B", "--fixed"]);
    assert_eq!(answer["cost"]["expected"], "411.69");
    assert_eq!(answer["cost_per_user"]["expected"], "0.000000041169");
    assert_eq!(answer["cost"], json(&["--plan", "barum-aws", "--users", "10,000,000,000", "--fixed"])["cost"]);
}

#[test]
fn a_figure_of_more_than_28_digits_is_null_and_says_so() {
    let price = "load-balancer.unit_price=9999999999999999999999999999";
    let quantity = "load-balancer.quantity=10";
    let answer = json(&["--override", price, "--override", quantity]);
    let lines = answer["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["id"] == "load-balancer").unwrap();
    assert!(line["expected"].is_null() && answer["cost"].is_null(), "{line:#}");
    assert!(line["explain"].as_str().unwrap().contains("28 digits"));
    assert!(answer["flags"].as_array().unwrap().contains(&"overflow".into()));
    assert!(answered(&["quote", "--override", price, "--override", quantity]).contains("28 digits"));
}

#[test]
fn flags_change_what_they_name() {
    let at = |arguments: &[&str]| json(&[&["--plan", "edunerve", "--fixed"], arguments].concat());
    assert_eq!(at(&["--users", "50k"])["cost"]["expected"], "5481");
    assert_eq!(at(&["--users", "1M", "--addon", "hidden", "--addon", "operations"])["cost"]["expected"], "289480");
    assert_eq!(at(&["--users", "50k", "--hours", "730"])["cost"]["expected"], "5515.4");
    assert_eq!(at(&["--users", "50k", "--override", "front-door.drop"])["cost"]["expected"], "5381");
    assert_eq!(at(&["--users", "50k", "--set", "paid_share=10%"])["revenue"], "10000");
    assert_eq!(at(&["--users", "1", "--stage", "u1m"])["flags"], serde_json::json!(["outside_band"]));
    assert_eq!(at(&["--users", "1", "--stage", "auto"])["scenario"]["stage"], "u50k");
}

#[test]
fn the_json_has_the_fields_of_the_contract_in_their_order() {
    let answer = json(&["--card", "zero-to-planetary-aws"]);
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&answer),
        "format scenario demand lines cost cost_per_year cost_per_user cost_per_concurrent_user revenue margin \
         margin_percent infra_percent rating break_even_revenue_per_user break_even_users next_cliff \
         priced_by_card_percent levers alerts triggers targets moves flags"
    );
    assert_eq!(
        keys(&answer["scenario"]),
        "plan stage variant addons card region purchase basis elastic sliders levers answers inputs buffer hours overrides \
         spreads factors"
    );
    assert_eq!(
        keys(&answer["lines"][0]),
        "id item category quantity unit basis price low expected high before_levers source as_of explain product \
         runner_up purchase trust at_most stands_in currency exchange_rate exchange_date note yours unpriced factor"
    );
    assert_eq!(keys(&answer["cost"]), "low expected high");
    assert_eq!(keys(&answer["next_cliff"]), "users adds");
    assert_eq!(keys(&answer["break_even_users"][0]), "from to");
    assert_eq!(keys(&answer["demand"]), "users concurrent_users paying_users transfer_gb requests_per_day");
}

#[test]
fn a_quote_reads_well_in_every_format() {
    let arguments = ["quote", "--users", "12k", "--card", "zero-to-planetary-aws", "--override", "ci-cd.amount=80"];
    for format in ["text", "json", "csv", "markdown"] {
        let shown = answered(&[&arguments[..], &["--format", format]].concat());
        insta::assert_snapshot!(format!("quote_{format}"), shown);
    }
}

#[test]
fn the_plans_are_listed_with_every_name_that_a_flag_takes() {
    insta::assert_snapshot!(answered(&["plans"]));
    let list: serde_json::Value = serde_json::from_str(&answered(&["plans", "--format", "json"])).unwrap();
    assert_eq!(list["plans"].as_array().unwrap().len(), 5);
    assert_eq!(list["plans"][2]["addons"], serde_json::json!(["hidden", "operations"]));
}

#[test]
fn what_a_plan_says_is_no_formula_and_no_markup() {
    let folder = tempfile::tempdir().unwrap();
    let plan = r#"
id = "sly"
name = "*Sly* <b>"
source = "@source"
scale = "users"
about = "A plan that would be run."
[[stage]]
id = "only"
name = "a|b"
low = "0"
[[stage.variant]]
id = "one"
name = "[link](x)"
[[stage.variant.line]]
id = "-x"
item = "=HYPERLINK(\"x\")|`_"
category = "compute"
lines = "1"
unit = "+unit"
amount = "5"
"#;
    fs::write(folder.path().join("sly.toml"), plan).unwrap();
    let folder = folder.path().to_str().unwrap();
    let at = |format| answered(&["quote", "--catalog", folder, "--plan", "sly", "--format", format]);
    let csv = at("csv");
    assert!(
        csv.contains("'-x,\"'=HYPERLINK(\"\"x\"\")|`_\",compute,1,'+unit,documented,5,5,5,5,5,'@source:1"),
        "{csv}"
    );
    let markdown = at("markdown");
    assert!(markdown.contains(r"### \*Sly\* \<b\> › a\|b › \[link\](x)"), "{markdown}");
    assert!(markdown.contains(r#"| =HYPERLINK("x")\|\`\_ | 1 +unit |"#), "{markdown}");
}

#[test]
fn figures_are_the_same_in_every_locale() {
    let quote = ["quote", "--plan", "edunerve", "--users", "1234567"];
    let asked = |locale: Option<&str>| {
        let mut command = costtui(quote);
        for name in ["LC_ALL", "LC_NUMERIC", "LANG"] {
            match locale {
                Some(locale) => command.env(name, locale),
                None => command.env_remove(name),
            };
        }
        command.output().unwrap().stdout
    };
    let plain = asked(None);
    assert!(String::from_utf8_lossy(&plain).contains("1,234,567"));
    for locale in ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_SA.UTF-8", "no such locale", "\u{1b}[2J"] {
        assert_eq!(asked(Some(locale)), plain, "{locale:?}");
    }
}

#[test]
fn a_reader_that_went_away_is_no_failure() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_costtui"));
    let output = command.args(["quote", "--format", "json"]).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
    let output = output.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_to_write() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_costtui"));
    let child = command.arg("plans").stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: standard output: "));
}

#[test]
fn help_and_version_are_answers() {
    assert!(answered(&["--help"]).contains("quote"));
    assert!(answered(&["quote", "--help"]).contains("--revenue-per-user"));
    assert_eq!(answered(&["--version"]), format!("costtui {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn nothing_costs_nothing_and_never_less() {
    for (line, plan) in [("monitoring", "zero-to-planetary"), ("kubernetes-cluster", "zero-to-planetary")] {
        let change = format!("{line}.quantity=0");
        let answer = json(&["--plan", plan, "--users", "5000", "--override", &change]);
        let lines = answer["lines"].as_array().unwrap();
        let priced = lines.iter().find(|priced| priced["id"] == line).unwrap();
        assert_eq!(priced["expected"], "0", "{priced}");
    }
}

#[test]
fn a_change_at_one_stage_is_not_one_at_another() {
    let cliff = |change: &str| {
        let answer = json(&["--plan", "barum-aws", "--users", "9000", "--override", change]);
        answer["next_cliff"]["adds"].as_str().unwrap().parse::<f64>().unwrap()
    };
    // 400 GB at phase 2 is no 400 TB at phase 3, which prints its transfer in TB.
    assert!(cliff("p2-growth/cloudfront.quantity=400") < 400.0);
    assert!(cliff("cloudfront.quantity=400") > 30_000.0);
}

#[test]
fn a_change_of_a_line_that_this_bill_lacks_is_told_and_changes_nothing() {
    let quoted = |changes: &[&str], format: &str| {
        let given = changes.iter().flat_map(|change| ["--override", *change]);
        let arguments =
            ["quote", "--plan", "edunerve", "--format", format].into_iter().chain(given).collect::<Vec<_>>();
        let output = costtui(&arguments).output().unwrap();
        assert!(output.status.success());
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let [unchanged, nothing] = quoted(&[], "csv");
    assert_eq!(nothing, "");
    let changes = ["kafka-managed-queues.quantity=2", "u1m/eks-ec2-fleet.drop", "data-transfer.amount=5"];
    let [shown, told] = quoted(&changes, "csv");
    assert_eq!(shown, unchanged);
    let notes = [
        "note: --override kafka-managed-queues.quantity=2: this bill of `u50k` has no such line; it stands in `u500k`\n",
        "note: --override u1m/eks-ec2-fleet.drop: the stage that is priced is `u50k`: it changes nothing here\n",
        "note: --override data-transfer.amount=5: this bill of `u50k` has no such line; it stands in the add-on `hidden`\n",
    ];
    assert_eq!(told, notes.concat());
    let [_, near] = quoted(&["read-replicas-cache.amount=5"], "csv");
    assert!(near.ends_with("; it stands in `u1m`; did you mean `read-replicas`?\n"), "{near}");
    assert_eq!(quoted(&["openai-api.amount=5", "u50k/openai-api.drop"], "json")[1], "");
}

#[test]
fn a_buffer_has_a_row_of_its_own_and_is_echoed() {
    let shown = answered(&["quote", "--plan", "zero-to-planetary", "--users", "12k", "--buffer", "10%"]);
    // Lines of $2,862.78 and a tenth of it.
    assert!(shown.contains("Buffer 10.0 %") && shown.contains("$286.28") && shown.contains("$3,149.06"), "{shown}");
    let answer = json(&["--users", "12k", "--buffer", "10%", "--hours", "720", "--override", "ci-cd.amount=80"]);
    assert_eq!(answer["scenario"]["buffer"], "0.1");
    assert_eq!(answer["scenario"]["hours"], "720");
    assert_eq!(answer["scenario"]["overrides"]["ci-cd.amount"], "80");
}

#[test]
fn a_printed_share_goes_with_what_it_is_a_share_of() {
    let drop = ["--plan", "edunerve", "--users", "50000", "--fixed", "--override", "azure-container-instances.drop"];
    let answer = json(&drop);
    // 5,481 without 2,088, and without the 418 that are 20 % of it.
    assert_eq!(answer["cost"]["expected"], "2975");
}

#[test]
fn an_estimate_in_the_place_of_a_session_is_told_where_it_goes() {
    for arguments in [&["tests/import/good/infracost.json"][..], &["quote", "tests/import/good/infracost.json"]] {
        let said = refused(arguments);
        let words =
            "is no session, but an estimate or a bill: `costtui import tests/import/good/infracost.json` takes it in\n";
        assert!(said.ends_with(words) && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn a_session_of_the_current_folder_is_found_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("saves/edunerve-50k-as-summed.toml", folder.path().join("cofounder.toml")).unwrap();
    let output = costtui(["quote", "cofounder"]).current_dir(folder.path()).output().unwrap();
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("$5,481.00"));
}

#[test]
fn a_saved_session_comes_before_a_file_of_its_name_in_the_current_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("saves")).unwrap();
    fs::copy("saves/edunerve-50k-as-summed.toml", folder.path().join("saves/zz.toml")).unwrap();
    fs::write(folder.path().join("zz"), "").unwrap();
    let quote = |word: &str| costtui(["quote", word]).current_dir(folder.path()).output().unwrap();
    let output = quote("zz");
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("$5,481.00"), "{output:?}");
    assert!(!quote("./zz").status.success(), "a path is that file");
    fs::rename(folder.path().join("saves/zz.toml"), folder.path().join("yy")).unwrap();
    assert!(quote("yy").status.success(), "where there is no such session, it is the file");
}

#[test]
fn an_empty_variable_names_no_folder() {
    let output = costtui(["plans"]).env("COSTTUI_SAVES", "").env("COSTTUI_CATALOG", "").output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let output = costtui(["plans"]).env("COSTTUI_CATALOG", "/nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(3), "one that is not empty does");
    assert!(refused(&["plans", "--saves", ""]).contains("a value is required"));
}

#[test]
fn a_word_is_a_misspelt_subcommand_only_where_it_is_near_to_one() {
    let empty = tempfile::tempdir().unwrap();
    let said = |word: &str| {
        let output = costtui([word]).env("COSTTUI_SAVES", empty.path()).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said("qoute").contains("the subcommand is `quote`"), "{}", said("qoute"));
    assert!(said("forcasts").contains("the subcommand is `forecast`"), "{}", said("forcasts"));
    assert!(!said("nosuch").contains("subcommand") && said("nosuch").contains("no session at"), "{}", said("nosuch"));
}

#[test]
fn the_last_session_that_cannot_be_read_is_told_with_file_line_and_backup() {
    let saves = tempfile::tempdir().unwrap();
    let text = fs::read_to_string("saves/edunerve-50k-as-summed.toml").unwrap();
    fs::write(saves.path().join("untitled.toml"), format!("{text}\n[scenari]\n")).unwrap();
    let line = format!("untitled.toml, line {}: unknown key `scenari`", text.lines().count() + 2);
    let print = || {
        let mut command = costtui(["--print", "--size", "160x30"]);
        String::from_utf8(command.env("COSTTUI_SAVES", saves.path()).output().unwrap().stdout).unwrap()
    };
    let shown = print();
    assert!(shown.contains(&line) && !shown.contains("backup"), "{shown}");
    fs::write(saves.path().join("untitled.toml.bak"), text).unwrap();
    let shown = print();
    assert!(shown.contains(&format!("{line}; its backup is untitled.toml.bak")), "{shown}");
}
