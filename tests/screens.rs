//! Keys in, screen out: the real update and draw, without a terminal.

mod screens {
    pub mod app;
}

use screens::app::{app, app_with, ascii, screen, screen_of};

#[test]
fn the_explorer_at_120_by_36_shows_every_part() {
    insta::assert_snapshot!(screen("zero-to-planetary", "", (120, 36)));
}

#[test]
fn the_explorer_at_80_by_24_folds_the_curve_away() {
    insta::assert_snapshot!(screen("edunerve", "", (80, 24)));
}

#[test]
fn the_explorer_at_200_by_60_uses_the_room() {
    insta::assert_snapshot!(screen("edunerve", "", (200, 60)));
}

#[test]
fn the_explorer_at_40_by_12_keeps_cost_margin_and_the_focused_pane() {
    insta::assert_snapshot!(screen("lean-markets", "tab*3", (40, 12)));
}

#[test]
fn a_smaller_screen_says_what_it_needs() {
    assert_eq!(screen("edunerve", "", (39, 12)).lines().next().unwrap(), "costtui needs 40×12; this is 39×12");
    assert_eq!(screen("edunerve", "", (1, 1)), "…\n");
}

#[test]
fn moving_users_over_a_cliff_marks_what_changed_and_what_it_adds() {
    insta::assert_snapshot!(screen("edunerve", "right", (120, 36)));
}

#[test]
fn moving_concurrency_moves_the_compute_of_every_plan_with_nodes() {
    for plan in ["zero-to-planetary", "business-os", "edunerve", "barum-aws", "lean-markets"] {
        // Stages where one machine is all there is have nothing to move: barum-aws and business-os begin above them.
        let above = if plan == "barum-aws" { "lit:9k enter" } else { "" };
        let cost = |keys: &str| {
            let shown = screen(plan, keys, (120, 36));
            shown.lines().find(|line| line.contains("│ Cost ")).unwrap().to_owned()
        };
        let before = cost(above);
        let after = cost(&format!("{above} down shift-right*10"));
        assert_ne!(before, after, "{plan}");
    }
}

#[test]
fn a_typed_value_replaces_the_slider_and_a_wrong_one_says_why_and_stays() {
    let shown = screen("zero-to-planetary", "lit:12k enter", (120, 36));
    assert!(shown.contains("12,000"), "{shown}");
    let refused = screen("zero-to-planetary", "lit:12x enter", (120, 36));
    assert!(refused.contains("! \"12x\" is no number"), "{refused}");
    assert!(refused.contains("12x"), "{refused}");
    let cancelled = screen("zero-to-planetary", "lit:12x enter esc", (120, 36));
    assert_eq!(cancelled, screen("zero-to-planetary", "", (120, 36)));
}

#[test]
fn a_value_beyond_the_slider_is_refused_with_its_ends() {
    let shown = screen("zero-to-planetary", "lit:99b enter", (120, 36));
    assert!(shown.contains("! from 0 to 10,000,000,000"), "{shown}");
}

#[test]
fn zero_users_give_dashes() {
    insta::assert_snapshot!(screen("barum-aws", "home", (120, 36)));
}

#[test]
fn a_long_name_of_a_plan_gives_way_before_the_views_do() {
    let top = |keys: &str, size: (u16, u16)| {
        let (mut app, mut world) = app_with("tests/wide", "wide");
        screen_of(&mut app, &mut world, keys, size).lines().next().unwrap().to_owned()
    };
    for (at, key) in (1..=7).map(|at| (at, format!("f{at}"))) {
        for columns in [100, 120, 160, 200] {
            let line = top(&key, (columns, 36));
            let digits: String = line[..line.find("1 of 1 ").unwrap()].chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits, "1234567", "{line}");
            assert!(line.contains(&format!("‹{at} ")) && line.ends_with(" untitled"), "{line}");
            assert!(!line.contains("region pays for"), "there is room for all of it: {line}");
        }
    }
    let named =
        "costtui  1 Explore  2 Compare  3 Cards ‹4 Sensitivity› 5 Forecast  6 Risk  7 Sources  Everything that ";
    assert!(top("f4", (200, 60)).contains(named));
    assert!(top("f4", (120, 36)).contains("1  2  3 ‹4 Sensitivity› 5  6  7  Everything that "));
    assert!(top("f4", (120, 36)).contains("… › 1 of 1 The one stage there is "));
    // Where no more than the place is left, it is the place.
    for size in [(80, 24), (40, 12)] {
        assert!(top("f4", size).starts_with(" costtui  Everyth"), "{}", top("f4", size));
    }
}

#[test]
fn a_tiny_price_is_never_shown_as_nothing() {
    let (mut app, mut world) = app_with("tests/wide", "wide");
    let explained = screen_of(&mut app, &mut world, "tab*3 enter", (120, 36));
    assert!(explained.contains("$0.0000004"), "{explained}");
    // $55,000 for ten billion.
    let shared = screen("zero-to-planetary", "lit:10B enter", (80, 24));
    assert!(shared.contains("│ Per user        $0.0000055 "), "{shared}");
    assert!(!shared.contains("$0.0000 "), "{shared}");
}

#[test]
fn what_is_too_wide_for_its_cell_is_shortened_and_never_cut() {
    for size in [(60, 20), (80, 24), (120, 36), (200, 60)] {
        let (mut app, mut world) = app_with("tests/wide", "wide");
        let shown = screen_of(&mut app, &mut world, "lit:10B enter", size);
        // 10^10 × $123,456.78 and $4,000; 10^10 × $10,000 come in.
        let row =
            |words: &str| shown.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {shown}"));
        assert!(row(" Cost ").contains(" $1.23e15"), "{shown}");
        assert!(row(" Margin ").contains(" −$1.13e15 "), "{shown}");
        if size.0 > 60 {
            assert!(row(" Revenue  ").contains(" $100.00 T "), "{shown}");
            assert!(row(" Dedicated mach").contains(" $1.23e15 "), "{shown}");
            assert!(row(" Dedicated mach").contains(" 100 %"), "{shown}");
            assert!(row(" Requests throu").contains(" $4,000.00 "), "{shown}");
        }
        if size.0 > 80 {
            assert!(shown.contains(" 10,000,000,000  10 B "), "{shown}");
        }
    }
    // 250 million nodes at $30: a wide pane has room for every digit, a narrow one says it short.
    let nodes = |size| screen("business-os", "lit:10B enter", size);
    let row = |shown: &str| shown.lines().find(|line| line.contains(" Kubernetes clu")).unwrap().to_owned();
    assert!(row(&nodes((80, 24))).contains(" $7.50 B 100 %"));
    assert!(row(&nodes((120, 36))).contains(" 250,000,000 nodes  $7,500,000,000.00 100 % doc "));
}

#[test]
fn a_line_is_explained_with_its_formula_source_and_reason() {
    insta::assert_snapshot!(screen("edunerve", "tab*3 enter", (80, 24)));
}

#[test]
fn a_line_can_be_left_out_changed_and_put_back() {
    insta::assert_snapshot!(screen("barum-aws", "tab*3 space down lit:3 enter down lit:$99 enter", (120, 36)));
    let back = screen("barum-aws", "tab*3 lit:3 enter backspace", (120, 36));
    assert_eq!(back.replace("saving", ""), screen("barum-aws", "tab*3 lit:3 enter u", (120, 36)).replace("saving", ""));
}

#[test]
fn a_changed_line_is_changed_at_its_own_stage_only() {
    let shown = screen("barum-aws", "lit:9k enter tab*3 down*4 lit:400 enter", (120, 36));
    assert!(shown.contains("400 GB"), "{shown}");
    let cliff = shown.lines().find(|line| line.contains("Next cliff")).unwrap();
    assert!(cliff.contains("▲ +$3") && !cliff.contains("34,"), "{cliff}");
}

#[test]
fn space_twice_leaves_the_bill_as_it_was() {
    let twice = screen("barum-aws", "tab*3 space space", (120, 36));
    assert!(!twice.contains("left out"), "{twice}");
}

#[test]
fn another_plan_is_compared_with_itself_there_and_back() {
    for keys in ["p down enter", "p down enter u"] {
        let shown = screen("edunerve", keys, (120, 36));
        assert!(!shown.contains("since baseline"), "{shown}");
    }
}

#[test]
fn a_card_prices_what_it_can_and_marks_the_rest() {
    insta::assert_snapshot!(screen("zero-to-planetary", "down*8 right", (120, 36)));
}

#[test]
fn prices_of_low_trust_and_prices_of_the_users_own_are_marked_in_the_bill() {
    let basis = |shown: &str, item: &str| {
        let line = shown.lines().find(|line| line.contains(item)).unwrap().trim_end_matches('│').trim_end();
        line.rsplit(' ').next().unwrap().to_owned()
    };
    let low = screen("zero-to-planetary", "lit:50k enter f3 down enter f1", (120, 36));
    assert!(low.contains("card: OVHcloud, Europe"), "{low}");
    assert_eq!(["CDN (high", "K8s cluster (pri", "CI/CD"].map(|item| basis(&low, item)), ["low", "card", "doc?"]);
    let (mut app, mut world) = app_with("tests/screens/yours", "zero-to-planetary");
    let yours = screen_of(&mut app, &mut world, "lit:50k enter f3 enter f1", (120, 36));
    assert!(yours.contains("card: Hetzner, Europe"), "{yours}");
    assert_eq!(["CDN (high", "CI/CD"].map(|item| basis(&yours, item)), ["yours", "doc?"]);
    let told = screen_of(&mut app, &mut world, "tab*3 enter", (120, 36));
    insta::assert_snapshot!(told);
    let cards = screen_of(&mut app, &mut world, "esc f3", (120, 36));
    assert!(cards.lines().any(|line| line.contains("▸") && line.contains("yours")), "{cards}");
}

#[test]
fn a_stage_without_lines_is_priced_from_its_headline_and_says_so() {
    insta::assert_snapshot!(screen("zero-to-planetary", "lit:1m enter", (120, 36)));
}

#[test]
fn the_stated_total_of_document_002_stands_beside_its_lines() {
    let shown = screen("edunerve", "down*11 right*2", (120, 36));
    assert!(shown.contains("$4,481.00"), "{shown}");
    let explained = screen("edunerve", "down*11 right*2 enter", (120, 36));
    assert!(explained.contains("Stated $4,481.00 (line 94)"), "{explained}");
}

#[test]
fn the_help_lists_the_key_table() {
    insta::assert_snapshot!(screen("edunerve", "?", (120, 72)));
}

#[test]
fn plans_are_chosen_from_a_list_and_undone_like_anything_else() {
    insta::assert_snapshot!(screen("edunerve", "p", (80, 24)));
    let other = screen("edunerve", "p down enter", (120, 36));
    assert!(other.contains("Lean markets"), "{other}");
    let back = screen("edunerve", "p down enter u", (120, 36));
    assert!(back.contains(" EduNerve ›"), "{back}");
}

#[test]
fn the_ascii_form_has_no_other_character() {
    for keys in ["", "tab enter", "tab space", "tab*2 enter", "tab*3 enter", "?", "p", "home", "down*8 right"] {
        let shown = ascii("zero-to-planetary", keys, (120, 36));
        let odd: Vec<char> = shown.chars().filter(|c| !c.is_ascii()).collect();
        assert!(odd.is_empty(), "{keys}: {odd:?}\n{shown}");
    }
}

#[test]
fn no_size_and_no_overlay_panics() {
    let heights = || (1..14).chain([17, 18, 27, 28, 36, 60]);
    let widths = || (1..48).chain([71, 72, 99, 100, 130]);
    for keys in [
        "",
        "tab",
        "tab*2",
        "tab*3",
        "tab*4",
        "tab enter",
        "tab*2 enter",
        "tab*3 enter",
        "enter",
        "tab lit:5",
        "?",
        "p",
        "S",
        "lit:12",
        "home",
        "shift-right*30",
    ] {
        let (mut app, mut world) = app("edunerve");
        screen_of(&mut app, &mut world, keys, (120, 36));
        for size in widths().flat_map(|width| heights().map(move |height| (width, height))) {
            let shown = screen_of(&mut app, &mut world, "", size);
            assert_eq!(shown.lines().count(), usize::from(size.1));
        }
        screen_of(&mut app, &mut world, "", (500, 200));
    }
}

#[test]
fn a_thousand_keys_are_all_applied() {
    let (mut app, mut world) = app("zero-to-planetary");
    let shown = screen_of(&mut app, &mut world, "right*1000", (120, 36));
    // From 5,000: 50 steps of 100 to 10,000, then 90 steps a decade.
    assert!(shown.contains("10,000,000,000"), "{shown}");
    assert_eq!(app.session.undo_depth(), 50 + 90 * 6);
    let back = screen_of(&mut app, &mut world, "u*1000", (120, 36));
    assert!(back.contains("5,000"), "{back}");
    assert_eq!(app.session.undo_depth(), 0);
}

#[test]
fn control_characters_of_a_catalog_never_reach_the_screen() {
    let (mut app, mut world) = app_with("tests/screens/hostile", "hostile");
    for keys in ["", "tab enter", "tab*2 enter", "tab*3 enter", "p"] {
        let shown = screen_of(&mut app, &mut world, &format!("{keys} esc esc"), (120, 36));
        assert!(shown.contains("visible"), "{shown}");
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }
}

mod undo {
    use super::screens::app::app;
    use costtui::app::{Command, Msg, Pane, update};
    use proptest::prelude::*;

    fn command() -> impl Strategy<Value = Command> {
        let adjust = (any::<bool>(), any::<bool>()).prop_map(|(up, coarse)| Command::Adjust { up, coarse });
        prop_oneof![
            4 => adjust,
            1 => any::<bool>().prop_map(|high| Command::End { high }),
            4 => (-3isize..8).prop_map(Command::Move),
            1 => any::<bool>().prop_map(|back| Command::Pane { back }),
            1 => Just(Command::Toggle),
            1 => Just(Command::Restore),
            1 => Just(Command::Try),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn after_any_keys_leads_back_and_redo_forth(commands in proptest::collection::vec(command(), 1..60)) {
            let (mut app, _) = app("zero-to-planetary");
            app.focus = Pane::WhatIf;
            let start = app.scenario().clone();
            for command in commands {
                let before = app.scenario().clone();
                let depth = app.session.undo_depth();
                update(&mut app, Msg::Do(command));
                update(&mut app, Msg::Do(Command::Cancel)); // some levers ask how much they save
                if app.session.undo_depth() > depth {
                    let after = app.scenario().clone();
                    update(&mut app, Msg::Do(Command::Undo));
                    prop_assert_eq!(app.scenario(), &before);
                    update(&mut app, Msg::Do(Command::Redo));
                    prop_assert_eq!(app.scenario(), &after);
                } else {
                    prop_assert_eq!(app.scenario(), &before);
                }
            }
            while app.session.undo_depth() > 0 {
                update(&mut app, Msg::Do(Command::Undo));
            }
            prop_assert_eq!(app.scenario(), &start);
        }
    }
}

#[test]
fn a_typed_minus_is_kept_and_refused_where_it_has_no_place() {
    let (mut app, mut world) = app("edunerve");
    let refused = screen_of(&mut app, &mut world, "lit:-5 enter", (120, 36));
    assert!(refused.contains("! from 0 to 10,000,000,000"), "{refused}");
    let thousands = screen_of(&mut app, &mut world, "esc lit:50.000 enter", (120, 36));
    assert!(thousands.contains("\"50.000\" may mean 50 or 50,000: type 50 or 50k"), "{thousands}");
}

#[test]
fn the_curve_turns_to_the_selected_slider_and_back() {
    let (mut app, mut world) = app("edunerve");
    let size = (120, 36);
    let same = screen_of(&mut app, &mut world, "lit:50k enter c", size);
    assert!(same.contains("the curve goes by users"), "{same}");
    let shown = screen_of(&mut app, &mut world, "down*2 c", size);
    assert!(shown.contains("Cost and revenue by revenue per user"), "{shown}");
    assert!(shown.contains("$0.20 ") && shown.contains("$20.00"), "a tenth and ten times $2: {shown}");
    // The price moves the revenue of 10,000 paying users alone: the bill is the same all along.
    let ends = [app.curve.points.first().unwrap(), app.curve.points.last().unwrap()];
    let near = |a: f64, b: f64| (a - b).abs() < 0.01;
    assert!(ends.iter().all(|(_, cost, _)| near(*cost, ends[0].1)), "{ends:?}");
    assert!(near(ends[0].2, 2_000.0) && near(ends[1].2, 200_000.0), "{ends:?}");
    let again = screen_of(&mut app, &mut world, "c", size);
    assert!(again.contains("Cost and revenue by users"), "{again}");
}
