//! The levers, the watch and the incomes: keys in, screen out.

mod screens {
    pub mod app;
}

use costtui::app::{App, Effect, Msg, Opening, Pane, update};
use costtui::run::World;
use screens::app::{app, app_with, ascii, screen, screen_of};

const SIZE: (u16, u16) = (120, 36);

/// A plan at a number of users, and its screen after keys.
fn at(plan: &str, users: &str, keys: &str) -> (App, World, String) {
    let (mut app, mut world) = app(plan);
    let shown = screen_of(&mut app, &mut world, &format!("lit:{users} enter {keys}"), SIZE);
    (app, world, shown)
}

/// The row of a screen with some words, from the words on.
fn row<'s>(shown: &'s str, words: &str) -> &'s str {
    let line = shown.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in\n{shown}"));
    &line[line.find(words).unwrap()..]
}

fn said(app: &App) -> &str {
    app.said.as_deref().unwrap_or_default()
}

#[test]
fn the_levers_stand_in_the_order_of_what_they_save_with_what_each_saves_now() {
    insta::assert_snapshot!(at("edunerve", "1m", "tab").2);
}

#[test]
fn a_lever_that_is_on_shows_its_share_and_what_each_line_of_the_bill_loses() {
    insta::assert_snapshot!(at("edunerve", "1m", "tab space left*8").2);
}

#[test]
fn space_twice_and_undo_leave_the_levers_as_they_were() {
    let before = at("edunerve", "1m", "tab");
    let (app, _, twice) = at("edunerve", "1m", "tab space space up");
    assert_eq!(twice, before.2);
    assert!(app.scenario().levers.is_empty());
    let (app, _, undone) = at("edunerve", "1m", "tab space left*3 u*4 up");
    assert_eq!(undone.replace("saving", ""), before.2.replace("saving", ""));
    assert_eq!(app.scenario(), before.0.scenario());
}

#[test]
fn the_rows_of_the_levers_stay_where_they_are_when_one_is_switched() {
    let names = |keys: &str| at("business-os", "1000", keys).0.levers.iter().map(|r| r.worth.lever).collect::<Vec<_>>();
    assert_eq!(names("tab"), names("tab space down space down*3 space"));
}

#[test]
fn a_group_that_has_nothing_left_refuses_and_names_who_has_it() {
    let (app, _, shown) = at("edunerve", "1m", "tab space down space");
    assert_eq!(said(&app), "nothing is left for this: Spot instances has 100 %; lower that first");
    assert!(row(&shown, "3-year reserved").contains("none left"), "{shown}");
    assert_eq!(app.scenario().levers.len(), 1);
}

#[test]
fn a_lever_takes_what_its_group_leaves_and_never_more() {
    let (app, ..) = at("edunerve", "1m", "tab lit:60% enter down space right end");
    let shares: Vec<String> = app.scenario().levers.iter().map(|(id, share)| format!("{id}={share}")).collect();
    assert_eq!(shares, ["reserved-3y=0.4", "spot=0.6"]);
    assert_eq!(said(&app), "no more is left for this: Spot instances has 60 %");
    let (_, _, refused) = at("edunerve", "1m", "tab lit:60% enter down lit:50% enter");
    assert!(refused.contains("! 40 % is left for this: Spot instances has 60 %"), "{refused}");
}

#[test]
fn arrows_move_a_share_by_5_and_25_points_and_home_switches_it_off() {
    let share = |keys: &str| {
        let app = at("edunerve", "1m", &format!("tab {keys}")).0;
        app.scenario().levers.get("spot").map(ToString::to_string)
    };
    assert_eq!(share("right"), Some("0.05".into()));
    assert_eq!(share("shift-right"), Some("0.25".into()));
    assert_eq!(share("lit:33 enter right"), Some("0.35".into()));
    assert_eq!(share("lit:33 enter left"), Some("0.3".into()));
    assert_eq!(share("end"), Some("1".into()));
    assert_eq!(share("right left left"), None);
    assert_eq!(share("space home"), None);
    assert_eq!(share("space backspace"), None);
}

#[test]
fn a_lever_without_a_printed_figure_asks_how_much_it_saves() {
    let (app, _, asks) = at("barum-aws", "1000", "tab space");
    assert!(asks.contains("How much does it save?"), "{asks}");
    assert!(app.scenario().levers.is_empty());
    assert!(row(&asks, "Logs kept for 3 days").contains("asks"), "{asks}");
    let (app, _, shown) = at("barum-aws", "1000", "tab space lit:30 enter");
    assert_eq!(app.scenario().levers["t3-micro"].to_string(), "0.3");
    assert!(row(&shown, "t3.micro for development").contains("30 %   −$4.60"), "{shown}");
}

#[test]
fn a_claim_is_shown_and_never_switched() {
    let (app, _, shown) = at("edunerve", "1m", "tab down*5 space");
    assert!(row(&shown, "Shared database").contains("claims 40 %"), "{shown}");
    assert!(said(&app).contains("never applied"), "{}", said(&app));
    assert!(app.scenario().levers.is_empty());
}

#[test]
fn a_lever_is_explained_with_its_group_its_lines_and_what_each_line_loses() {
    insta::assert_snapshot!(at("edunerve", "1m", "tab lit:60% enter down enter").2);
}

#[test]
fn a_line_is_explained_with_the_levers_that_act_on_it() {
    let shown = at("edunerve", "1m", "tab space tab*2 enter").2;
    assert!(
        shown.contains("Levers: Spot instances for 100 % −$11,880.00; $3,960.00 of $15,840.00 is left."),
        "{shown}"
    );
    assert!(shown.contains("Also spoken of at line 268."), "{shown}");
}

#[test]
fn the_watch_says_what_fires_first_and_how_far_the_rest_is() {
    insta::assert_snapshot!(at("business-os", "1000", "tab*2").2);
}

#[test]
fn t_switches_on_what_silences_an_alert_in_one_step() {
    let (mut app, mut world, shown) = at("business-os", "1000", "tab*2 down*2");
    assert!(row(&shown, "▸! Database share").contains("66.7 %   ≥ 40 %"), "{shown}");
    let depth = app.session.undo_depth();
    let silent = screen_of(&mut app, &mut world, "t", SIZE);
    assert!(said(&app).starts_with("silent: Database share of the budget. On: "), "{}", said(&app));
    assert!(row(&silent, "Database share").contains("< 40 %"), "{silent}");
    assert_eq!(app.session.undo_depth(), depth + 1);
    let back = screen_of(&mut app, &mut world, "u tab shift-tab", SIZE);
    assert!(app.scenario().levers.is_empty());
    assert!(row(&back, "Database share").contains("66.7 %   ≥ 40 %"), "{back}");
}

#[test]
fn t_says_where_no_set_of_levers_helps_and_where_nothing_speaks() {
    let (app, ..) = at("business-os", "1000", "tab*2 down*3 t");
    assert_eq!(said(&app), "no set of levers silences this: Cost per customer, Enterprise");
    assert!(app.scenario().levers.is_empty());
    let (app, ..) = at("business-os", "1000", "tab*2 down*5 t");
    assert!(said(&app).contains("does not speak"), "{}", said(&app));
    let (app, ..) = at("business-os", "1000", "t");
    assert!(said(&app).contains("Tab to Watch"), "{}", said(&app));
}

#[test]
fn an_alert_is_explained_with_what_would_silence_it() {
    insta::assert_snapshot!(at("business-os", "1000", "tab*2 down*2 enter").2);
}

#[test]
fn an_answer_is_typed_kept_in_the_scenario_and_taken_back() {
    let (mut app, mut world, shown) = at("barum-aws", "1000", "tab*2 down*6");
    assert!(row(&shown, "▸? Team size").contains("asked"), "{shown}");
    let typing = screen_of(&mut app, &mut world, "enter", SIZE);
    assert!(typing.contains("what it is today"), "{typing}");
    let answered = screen_of(&mut app, &mut world, "lit:3 enter", SIZE);
    assert_eq!(app.scenario().answers["team_size"].to_string(), "3");
    assert!(answered.contains("▲ Team size"), "{answered}");
    assert!(answered.contains("! Team size in phase 1"), "{answered}");
    screen_of(&mut app, &mut world, "home backspace", SIZE);
    assert!(app.scenario().answers.is_empty());
    screen_of(&mut app, &mut world, "u", SIZE);
    assert_eq!(app.scenario().answers["team_size"].to_string(), "3");
}

#[test]
fn enough_answers_suggest_the_move_at_the_top() {
    let shown = at("barum-aws", "1000", "tab*2 down*6 lit:3 enter down*7 lit:80.5 enter").2;
    assert!(shown.contains("▲ time for 2 Growth scale: 3 of 11 reasons"), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn yes_and_no_are_answered_with_space_and_a_wrong_answer_says_why() {
    let (app, ..) = at("barum-aws", "1000", "tab*2 down*9 space");
    assert_eq!(app.scenario().answers["downtime_critical"].to_string(), "1");
    let refused = at("barum-aws", "1000", "tab*2 down*9 enter lit:maybe enter").2;
    assert!(refused.contains("! yes or no"), "{refused}");
    let refused = at("barum-aws", "1000", "tab*2 down*7 lit:101 enter").2;
    assert!(refused.contains("! from 0 to 100 %"), "{refused}");
}

#[test]
fn an_income_sets_its_sliders_in_one_step_and_is_shown_where_they_stand() {
    let (mut app, mut world, shown) = at("lean-markets", "100000", "");
    assert!(row(&shown, "Income").contains("8 % Pro, 2 % Enterp"), "{shown}");
    let away = screen_of(&mut app, &mut world, "down*2 right", SIZE);
    assert!(row(&away, "Income").contains("as set"), "{away}");
    let depth = app.session.undo_depth();
    let back = screen_of(&mut app, &mut world, "down*4 right", SIZE);
    assert!(row(&back, "Revenue  ").contains("$280,000.00"), "{back}");
    assert_eq!(app.session.undo_depth(), depth + 1);
    screen_of(&mut app, &mut world, "u", SIZE);
    assert_eq!(app.income(), None);
}

#[test]
fn break_even_is_held_against_the_prices_of_the_income() {
    let shown = at("edunerve", "50000", "down*6 right").2;
    assert!(row(&shown, "Break-even").contains("a paying user  ✓ below its $2–5"), "{shown}");
    let back = at("edunerve", "50000", "down*6 right*2 left backspace").0;
    assert!(back.scenario().sliders.is_empty());
}

#[test]
fn a_small_screen_has_one_pane_on_the_left_and_says_what_the_others_would() {
    insta::assert_snapshot!(screen("business-os", "lit:1000 enter tab", (80, 24)));
    let what_if = screen("business-os", "lit:1000 enter tab space tab*4", (80, 24));
    assert!(what_if.contains("1 lever on, ! 5 speak"), "{what_if}");
    let narrow = screen("business-os", "lit:1000 enter tab*2", (40, 12));
    assert!(narrow.contains("╭─ Watch ─") && narrow.contains("Tab panes"), "{narrow}");
}

#[test]
fn a_large_screen_has_room_for_every_pane() {
    insta::assert_snapshot!(screen("business-os", "lit:1000 enter tab*2 down*3", (200, 60)));
}

#[test]
fn the_mouse_points_at_levers_and_rules() {
    let (mut app, ..) = at("business-os", "1000", "");
    for (pane, line) in [(Pane::Levers, 13), (Pane::Watch, 26)] {
        let screen = ratatui::layout::Rect::new(0, 0, 120, 36);
        let msg = costtui::ui::hit(&app, screen, 8, line + 1, false);
        assert!(matches!(&msg, Some(Msg::Point(at, _)) if *at == pane), "{msg:?}");
        assert_eq!(update(&mut app, msg.unwrap()), None::<Effect>);
        assert_eq!(app.focus, pane);
    }
}

#[test]
fn the_ascii_form_of_levers_and_rules_has_no_other_character() {
    for keys in ["tab space", "tab enter", "tab*2 enter", "tab*2 down*3 t", "tab*2 down*8 enter lit:5", "tab*3 enter"] {
        let shown = ascii("business-os", &format!("lit:1000 enter {keys}"), SIZE);
        let odd: Vec<char> = shown.chars().filter(|c| !c.is_ascii()).collect();
        assert!(odd.is_empty(), "{keys}: {odd:?}\n{shown}");
    }
}

#[test]
fn names_of_levers_and_rules_that_would_steer_a_terminal_are_shown_harmless() {
    let (mut app, mut world) = app_with("tests/screens/hostile", "hostile");
    for keys in ["", "tab", "tab enter", "tab", "tab enter"] {
        let shown = screen_of(&mut app, &mut world, &format!("esc {keys}"), SIZE);
        assert!(shown.contains("visible"), "{shown}");
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }
}

#[test]
fn a_card_with_regions_and_ways_to_buy_has_rows_for_them() {
    let (mut app, mut world, shown) = at("barum-aws", "9000", "down*6");
    assert!(!shown.contains("Region") && !shown.contains("Purchase"), "{shown}");
    let card = screen_of(&mut app, &mut world, "down right", SIZE);
    assert!(row(&card, "  Region").contains("‹ N. Virginia ›"), "{card}");
    assert!(row(&card, "  Purchase").contains("‹ on demand ›"), "{card}");
    let there = screen_of(&mut app, &mut world, "down right down right", SIZE);
    assert_eq!(app.scenario().region.as_deref(), Some("eu-central-1"));
    assert_eq!(app.scenario().purchase.id(), "reserved_1y", "no spot price there");
    assert!(row(&there, "card: ").contains("AWS, Frankfurt"), "{there}");
    assert!(
        row(&there, "▸  Purchase").contains("‹ reserved 1 year › none"),
        "only machines that are far too large: {there}"
    );
    insta::assert_snapshot!(screen_of(&mut app, &mut world, "enter", SIZE));
    screen_of(&mut app, &mut world, "esc u u", SIZE);
    assert_eq!((app.scenario().region.as_deref(), app.scenario().purchase.id()), (None, "on_demand"));
}

#[test]
fn another_card_begins_at_its_usual_place_and_says_where_it_does_not_sell_as_is_chosen() {
    let (mut app, mut world, _) = at("barum-aws", "9000", "down*7 right down*2 right up*2");
    let other = screen_of(&mut app, &mut world, "right", SIZE);
    assert_eq!((app.scenario().region.as_deref(), app.scenario().purchase.id()), (None, "spot"));
    assert!(row(&other, "Card").contains("‹ Google Cloud ›"), "{other}");
    for _ in 0..30 {
        if app.card().is_some_and(|card| card.id == "hetzner") {
            break;
        }
        screen_of(&mut app, &mut world, "right", SIZE);
    }
    let shown = screen_of(&mut app, &mut world, "", SIZE);
    assert!(row(&shown, "  Purchase").contains("‹ spot › none: on demand"), "{shown}");
}

#[test]
fn a_card_that_prices_nothing_of_the_plan_stands_where_it_was_chosen() {
    let (mut app, mut world) = app("lean-markets");
    let (mut session, path) = (app.session.copy(), app.path.clone());
    session.change(|scenario| scenario.choose_card("aws", None));
    update(&mut app, Msg::Opened(Box::new(Opening { session, path, said: None, changed: false })));
    let shown = screen_of(&mut app, &mut world, "", SIZE);
    assert!(row(&shown, "│ Card").contains("‹ AWS ›"), "{shown}");
}

#[test]
fn a_stage_without_rules_says_so() {
    let shown = screen("zero-to-planetary", "tab*2 t enter esc", SIZE);
    assert!(shown.contains("no rule of this plan is for this stage"), "{shown}");
}

#[test]
fn the_cursor_stays_on_a_rule_that_is_answered_and_space_says_yes_then_no_then_nothing() {
    let (mut app, mut world, _) = at("barum-aws", "1000", "tab*2");
    let rule = |app: &App| app.watched_rule().map(|(rule, _)| rule.metric.clone()).unwrap_or_default();
    for _ in 0..20 {
        if rule(&app) != "downtime_critical" {
            screen_of(&mut app, &mut world, "down", SIZE);
        }
    }
    let metric = rule(&app);
    let answer = |app: &App| app.scenario().answers.get(&metric).map(ToString::to_string);
    assert_eq!(metric, "downtime_critical");
    for told in [Some("1"), Some("0"), None] {
        screen_of(&mut app, &mut world, "space", SIZE);
        assert_eq!((answer(&app).as_deref(), rule(&app)), (told, metric.clone()));
    }
    assert_eq!(app.scenario().answers.len(), 0);
}

#[test]
fn an_income_without_a_printed_figure_asks_for_it_and_stays_visible() {
    let (mut app, mut world, _) = at("zero-to-planetary", "5000", "down*7");
    let asked = screen_of(&mut app, &mut world, "right", SIZE);
    assert!(asked.contains("Community funding: type what it brings a month"), "{asked}");
    assert!(!app.scenario().sliders.contains_key("other_income"));
    let given = screen_of(&mut app, &mut world, "lit:250 enter", SIZE);
    assert_eq!(app.scenario().sliders["other_income"].to_string(), "250");
    assert!(row(&given, "Income").contains("Community funding"), "{given}");
    assert!(row(&given, "Revenue ").contains("$"), "{given}");
    let back = screen_of(&mut app, &mut world, "u", SIZE);
    assert!(row(&back, "Income").contains("as set"), "{back}");
}

#[test]
fn a_note_takes_pages_and_what_does_not_fit_is_told() {
    let (mut app, mut world, _) = at("edunerve", "1m", "");
    let paste = |app: &mut App, text: &str| drop(update(app, Msg::Paste(text.to_owned())));
    screen_of(&mut app, &mut world, "N", SIZE);
    paste(&mut app, "one\r\ntwo\n\nthree\tfour\rfive");
    screen_of(&mut app, &mut world, "enter", SIZE);
    assert!(app.session.notes.ends_with("one two three four five"), "{}", app.session.notes);
    screen_of(&mut app, &mut world, "N", SIZE);
    paste(&mut app, &"x".repeat(4000));
    let shown = screen_of(&mut app, &mut world, "home lit:y enter", SIZE);
    assert!(
        app.session.notes.ends_with(&format!("\ny{}", "x".repeat(4000))) && !shown.contains(" of 10,000"),
        "{shown}"
    );
    screen_of(&mut app, &mut world, "N", SIZE);
    paste(&mut app, &"ж".repeat(10_001));
    let shown = screen_of(&mut app, &mut world, "", SIZE);
    assert!(shown.contains(" 10,000 of 10,000 ") && shown.contains("the rest is left out"), "{shown}");
}

#[test]
fn a_name_that_is_full_says_so_when_typed_and_when_pasted() {
    let (mut app, mut world, _) = at("edunerve", "1m", "");
    let fits = screen_of(&mut app, &mut world, &format!("S lit:{}", "n".repeat(240)), SIZE);
    assert!(fits.contains(" 240 of 240 ") && !fits.contains("left out"), "{fits}");
    let typed = screen_of(&mut app, &mut world, "lit:n", SIZE);
    assert!(typed.contains("240 of 240 characters: the rest is left out"), "{typed}");
    let shorter = screen_of(&mut app, &mut world, "backspace", SIZE);
    assert!(!shorter.contains("240"), "{shorter}");
    screen_of(&mut app, &mut world, "esc", SIZE);
    drop(update(&mut app, Msg::Paste("9".repeat(241))));
    let pasted = screen_of(&mut app, &mut world, "", SIZE);
    assert!(pasted.contains("240 of 240 characters: the rest is left out"), "{pasted}");
}
