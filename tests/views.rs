//! Views 2, 4, 5 and 6, keys in and screen out: the questions that take many quotes.

mod screens {
    pub mod app;
}

use costtui::amount::decimal;
use costtui::app::{App, Msg, Part, View, update};
use costtui::explore::question::{Found, Question};
use costtui::explore::seek::CannotSeek;
use costtui::run::World;
use costtui::ui;
use ratatui::layout::Rect;
use screens::app::{app, app_with, ascii, screen, screen_of};

const SIZE: (u16, u16) = (120, 36);

/// A plan at 50,000 users, after keys.
fn at_50k(plan: &str, keys: &str, size: (u16, u16)) -> (App, World, String) {
    let (mut app, mut world) = app(plan);
    let shown = screen_of(&mut app, &mut world, &format!("lit:50k enter {keys}"), size);
    (app, world, shown)
}

/// The plan of two stages and a step for each node, after keys.
fn steps(keys: &str) -> (App, World, String) {
    let (mut app, mut world) = app_with("tests/steps", "steps");
    let shown = screen_of(&mut app, &mut world, keys, SIZE);
    (app, world, shown)
}

fn row<'s>(shown: &'s str, words: &str) -> &'s str {
    shown.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in\n{shown}"))
}

fn said(app: &App) -> &str {
    app.said.as_deref().unwrap_or_default()
}

fn users(app: &App) -> String {
    app.value_of("users").unwrap().to_string()
}

#[test]
fn baseline_now_and_what_is_pinned_stand_side_by_side() {
    let (app, _, shown) = steps("P enter lit:3k enter P lit:large enter f2");
    assert_eq!(app.session.pinned.len(), 2);
    assert!(shown.contains("A month against Baseline: Now +$120.00 (+240.0 %), 800 users costs the same"), "{shown}");
    insta::assert_snapshot!("compare", shown);
}

#[test]
fn a_comparison_with_nothing_in_it_says_what_fills_it() {
    let shown = screen("edunerve", "f2", SIZE);
    assert!(shown.contains("Now costs the same. Keys move Now; P pins it beside the others"), "{shown}");
}

#[test]
fn a_pin_is_taken_with_enter_taken_back_with_u_and_away_with_del() {
    let (mut app, mut world, _) = steps("P enter lit:3k enter f2");
    let shown = screen_of(&mut app, &mut world, "tab", SIZE);
    assert!(shown.contains("Compare · 800 users is selected"), "{shown}");
    screen_of(&mut app, &mut world, "enter", SIZE);
    assert_eq!((users(&app).as_str(), said(&app)), ("800", "800 users now; u takes it back"));
    screen_of(&mut app, &mut world, "u", SIZE);
    assert_eq!(users(&app), "3000");
    screen_of(&mut app, &mut world, "delete", SIZE);
    assert!(app.session.pinned.is_empty(), "{}", said(&app));
    assert_eq!(said(&app), "800 users is pinned no more; u takes it back");
    screen_of(&mut app, &mut world, "u", SIZE);
    assert_eq!((app.session.pinned.len(), users(&app).as_str()), (1, "3000"));
    // Another change came between: u takes that back.
    screen_of(&mut app, &mut world, "tab delete right u", SIZE);
    assert_eq!((app.session.pinned.len(), users(&app).as_str()), (0, "3000"));
    screen_of(&mut app, &mut world, "delete", SIZE);
    assert_eq!(said(&app), "Tab selects what is pinned; Del takes that away");
    for _ in 0..4 {
        screen_of(&mut app, &mut world, "P enter", SIZE);
    }
    screen_of(&mut app, &mut world, "P", SIZE);
    assert!(app.session.pinned.len() == 4 && said(&app).starts_with("4 are pinned already"), "{}", said(&app));
}

#[test]
fn what_is_pinned_comes_back_with_the_session() {
    use costtui::{faults::Source, session::Session};
    let (app, ..) = steps("P enter lit:3k enter P enter");
    let source = Source { name: "s.toml".into(), text: app.session.to_toml() };
    let read = Session::from_toml(&source.into(), &app.catalog).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(read.pinned, app.session.pinned);
    assert_eq!(read.pinned[1].scenario.sliders["users"], decimal("3000").unwrap());
}

#[test]
fn what_matters_most_stands_first_with_a_bar_to_both_sides() {
    let (_, _, shown) = at_50k("edunerve", "f4", SIZE);
    // 40,000 users: 24 instances, 40 TB, 400 TB, 80 GB of logs; 60,000: the next stage.
    assert!(row(&shown, "! Users").contains("National scale"), "{shown}");
    insta::assert_snapshot!("tornado", shown);
}

#[test]
fn the_figure_and_the_amount_of_a_tornado_are_chosen_by_keys() {
    let (mut app, mut world, _) = steps("f4");
    let shown = screen_of(&mut app, &mut world, "> > lit:50 enter", SIZE);
    assert!(shown.contains("margin a month, ±50 %"), "{shown}");
    // 800 users at 0.10 cost 50: half of them leave −10, half more have the second stage: 120 − 160.
    let line = row(&shown, "! Users");
    assert!(line.contains("−$10.00") && line.contains("−$40.00") && line.contains("Many machines"), "{shown}");
    let own = screen_of(&mut app, &mut world, "t", SIZE);
    assert!(own.contains("margin a month, ranges of the document") && !own.contains("! Users"), "{own}");
    let refused = screen_of(&mut app, &mut world, "lit:300 enter", SIZE);
    assert!(refused.contains("! more than 0 % and at most 100 %"), "{refused}");
}

#[test]
fn a_threshold_is_typed_and_enter_moves_the_slider_there() {
    let (mut app, mut world, shown) = steps("f4 tab lit:50 enter");
    assert_eq!(app.questions.part, Part::Seek);
    assert!(shown.contains("margin_percent >= 50"), "{shown}");
    insta::assert_snapshot!("seek", shown);
    // The second span: 170 is half of 340.
    screen_of(&mut app, &mut world, "down enter", SIZE);
    assert_eq!((users(&app).as_str(), said(&app)), ("3400", "Users 3,400 now; u takes it back"));
    let typed = screen_of(&mut app, &mut world, "/ ctrl-u lit:cost<=40 enter", SIZE);
    assert!(typed.contains("Cost a month ≤ $40.00 at no value of any slider."), "{typed}");
    let wrong = screen_of(&mut app, &mut world, "/ ctrl-u lit:cst<=40 enter", SIZE);
    assert!(wrong.contains("! `cst` is no figure of a quote") && wrong.contains("cst<=40"), "{wrong}");
    let asked = screen_of(&mut app, &mut world, "ctrl-u lit:cpu_percent>3 enter", SIZE);
    assert!(asked.contains("you answer it"), "{asked}");
}

#[test]
fn the_price_at_which_edunerve_fully_loaded_makes_thirty_percent_takes_few_keys() {
    let (mut app, mut world) = app("edunerve");
    let keys = "lit:1m enter down*9 right down right f4 tab lit:30 enter";
    let shown = screen_of(&mut app, &mut world, keys, SIZE);
    assert_eq!(app.scenario().addons, ["hidden", "operations"]);
    let line = row(&shown, "Revenue per user");
    // As the command says it: 70 % of what 200,000 pay covers $289,060.
    assert!(line.contains("$2.07"), "{line}\n{shown}");
    let cost = app.quote.cost.unwrap().expected;
    let least = (cost / decimal("140000").unwrap() * decimal("100").unwrap()).ceil() / decimal("100").unwrap();
    assert_eq!(least, decimal("2.07").unwrap(), "{cost}");
}

#[test]
fn the_best_levers_are_taken_together_and_taken_back() {
    let (mut app, mut world, shown) = at_50k("edunerve", "f4 tab*2", SIZE);
    assert!(shown.contains("Saves $2,193.20 of $5,480.60 a month, 40.0 %"), "{shown}");
    screen_of(&mut app, &mut world, "enter", SIZE);
    let on: Vec<&String> = app.scenario().levers.keys().collect();
    assert_eq!(on, ["enterprise-ai", "enterprise-contract", "spot"]);
    assert_eq!(said(&app), "on: $2,193.20 a month less; u takes it back");
    let cards = screen_of(&mut app, &mut world, "u t", SIZE);
    assert!(app.scenario().levers.is_empty() && cards.contains("· and cards"), "{cards}");
    insta::assert_snapshot!("levers_and_cards", cards);
}

#[test]
fn the_map_shows_gain_and_loss_and_where_the_sliders_stand() {
    let (mut app, mut world, shown) = at_50k("edunerve", "f4 tab*3", SIZE);
    assert!(shown.contains("50,000 users, 5.0 % concurrency"), "{shown}");
    insta::assert_snapshot!("map", shown);
    let moved = screen_of(&mut app, &mut world, "up right", SIZE);
    assert!(moved.contains("51,000 users, 5.1 % concurrency"), "{moved}");
}

#[test]
fn the_months_ahead_have_their_figures_a_picture_and_what_happens() {
    let (mut app, mut world, shown) = at_50k("edunerve", "f5", SIZE);
    insta::assert_snapshot!("forecast", shown);
    let events = screen_of(&mut app, &mut world, "tab", SIZE);
    assert!(row(&events, "2 National scale").contains("+$4,003.41"), "{events}");
    insta::assert_snapshot!("forecast_events", events);
    let faster = screen_of(&mut app, &mut world, "tab shift-right", SIZE);
    assert!(row(&faster, "Growth a month").contains("25.0 %"), "{faster}");
    let by_users = screen_of(&mut app, &mut world, "t right", SIZE);
    assert!(row(&by_users, "Users  ").contains("51,000"), "{by_users}");
    let longer = screen_of(&mut app, &mut world, ">", SIZE);
    assert!(longer.contains("· 36 months"), "{longer}");
    let rich = screen_of(&mut app, &mut world, "lit:$50k enter", SIZE);
    assert!(rich.contains("36 months, $50,000.00 at hand"), "{rich}");
}

#[test]
fn growth_and_users_can_be_typed_month_by_month() {
    let (mut app, mut world, shown) = at_50k("edunerve", "f5 lit:10%, space lit:20% enter", SIZE);
    // 50,000 × 1.1 = 55,000; × 1.2 = 66,000; the last goes on: 79,200.
    let months = ["55,000 ", "66,000 ", "79,200 "];
    assert!(months.iter().all(|users| row(&shown, users).contains("$")), "{shown}");
    let users = screen_of(&mut app, &mut world, "t lit:60k,70k enter", SIZE);
    assert!(row(&users, "│ 2   ").contains(" 70,000 ") && row(&users, "│ 3   ").contains(" 70,000 "), "{users}");
    let refused = screen_of(&mut app, &mut world, "lit:60k,many enter", SIZE);
    assert!(refused.contains("! month 2: \"many\" is no number"), "{refused}");
    let one = screen_of(&mut app, &mut world, "esc lit:40k enter", SIZE);
    assert!(row(&one, "Users  ").contains("40,000") && row(&one, "│ 1   ").contains(" 48,000 "), "{one}");
}

#[test]
fn what_a_month_may_cost_is_typed_and_its_chance_told() {
    let (mut app, mut world, shown) =
        at_50k("edunerve", "f6 home enter lit:60k space lit:to space lit:90k enter lit:$1k enter", SIZE);
    // Any bill of this plan is over $1,000.
    let answer = &app.questions.shown.answer;
    assert!(answer.contains("$1,000") && answer.contains("in all of them"), "{shown}");
    screen_of(&mut app, &mut world, "lit:$ enter", SIZE);
    assert!(!app.questions.shown.answer.contains("$1,000"), "{}", app.questions.shown.answer);
}

#[test]
fn a_roadmap_can_be_followed() {
    let (mut app, mut world) = app("business-os");
    let shown = screen_of(&mut app, &mut world, "f5 m", SIZE);
    assert!(shown.contains("24 months, by Start cheap, scale smart"), "{shown}");
    assert!(row(&shown, "▸").contains("0 ") && shown.contains("As printed"), "{shown}");
    screen_of(&mut app, &mut world, "m", SIZE);
    assert_eq!(said(&app), "by the growth slider");
    let (_, _, none) = at_50k("edunerve", "f5 m", SIZE);
    assert!(none.contains("this plan has no roadmap to follow"), "{none}");
}

#[test]
fn a_slider_is_given_a_spread_and_the_figures_get_percentiles() {
    let (mut app, mut world, certain) = at_50k("edunerve", "f6", SIZE);
    assert!(
        certain.contains("No range is printed or given for any figure here")
            && certain.contains("gives the selected slider a spread"),
        "{certain}"
    );
    let keys = "enter lit:30k space lit:to space lit:90k enter down*2 enter lit:$1 space lit:to space lit:$4 enter";
    let shown = screen_of(&mut app, &mut world, keys, SIZE);
    assert_eq!(app.scenario().spreads.len(), 2, "{shown}");
    insta::assert_snapshot!("risk", shown);
    let together = screen_of(&mut app, &mut world, "t >", SIZE);
    assert!(together.contains("1,000,000 draws, ranges together"), "{together}");
    let wrong = screen_of(&mut app, &mut world, "enter ctrl-u lit:9 space lit:to space lit:1 enter", SIZE);
    assert!(wrong.contains("! `9 to 1`"), "{wrong}");
    screen_of(&mut app, &mut world, "esc delete", SIZE);
    assert_eq!(app.scenario().spreads.keys().collect::<Vec<_>>(), ["users"]);
    screen_of(&mut app, &mut world, "u", SIZE);
    assert_eq!(app.scenario().spreads.len(), 2, "a spread is part of the scenario, and comes back");
}

#[test]
fn an_answer_that_comes_late_is_nobodys() {
    let (mut app, mut world, _) = steps("f4 tab");
    update(&mut app, Msg::Do(costtui::app::Command::Adjust { up: true, coarse: true }));
    app.refresh();
    let (number, question) = app.take_question().expect("the scenario moved");
    assert!(app.take_question().is_none(), "it is handed out once");
    update(&mut app, Msg::Do(costtui::app::Command::Adjust { up: true, coarse: true }));
    app.refresh();
    let before = app.questions.shown.answer.clone();
    update(&mut app, Msg::Answered(number, Some(Found::Seek(Err(CannotSeek::TooLarge)))));
    assert_eq!(app.questions.shown.answer, before);
    assert!(app.questions.work.is_late(), "the newest is still looked for");
    assert!(matches!(question, Question::Seek(..)));
    let shown = screen_of(&mut app, &mut world, "", SIZE);
    assert!(!app.questions.work.is_late() && row(&shown, "▸").contains("1,000"), "{shown}");
}

#[test]
fn esc_stops_what_is_looked_for_and_then_leaves() {
    let (mut app, _, _) = steps("f6");
    update(&mut app, Msg::Do(costtui::app::Command::Order { back: false }));
    assert!(app.questions.work.is_late());
    let number = app.asked_number();
    update(&mut app, Msg::WentOn(number, 40));
    assert_eq!(app.questions.work.percent, Some(40));
    update(&mut app, Msg::Do(costtui::app::Command::Cancel));
    assert!(!app.questions.work.is_late() && app.asked_number() != number && app.view == View::Risk);
    assert_eq!(said(&app), "stopped; another key looks again");
    update(&mut app, Msg::Do(costtui::app::Command::Cancel));
    assert_eq!(app.view, View::Explore);
}

#[test]
fn every_view_keeps_what_matters_at_80_by_24() {
    for (name, keys) in
        [("tornado_80", "f4"), ("seek_80", "f4 tab"), ("forecast_80", "f5"), ("compare_80", "P enter right*3 f2")]
    {
        insta::assert_snapshot!(name, at_50k("edunerve", keys, (80, 24)).2);
    }
}

#[test]
fn the_views_at_200_by_60_and_40_by_12() {
    insta::assert_snapshot!("forecast_200", at_50k("edunerve", "f5", (200, 60)).2);
    insta::assert_snapshot!("seek_40", at_50k("edunerve", "f4 tab", (40, 12)).2);
}

#[test]
fn no_view_has_a_sign_beyond_ascii_where_that_is_asked_for_and_no_size_panics() {
    let views = [
        "f2",
        "f4",
        "f4 tab",
        "f4 tab*2",
        "f4 tab*3",
        "f5",
        "f5 tab",
        "f6",
        "f6 enter lit:1 space lit:to space lit:9 enter",
    ];
    for plan in ["zero-to-planetary", "business-os", "edunerve", "barum-aws", "lean-markets"] {
        for keys in views {
            let shown = ascii(plan, keys, SIZE);
            let odd: Vec<char> = shown.chars().filter(|c| !c.is_ascii()).collect();
            assert!(odd.is_empty(), "{plan} {keys}: {odd:?}\n{shown}");
        }
    }
    for keys in views {
        let (mut app, mut world, _) = at_50k("edunerve", keys, SIZE);
        for size in [(40, 12), (41, 13), (60, 17), (80, 24), (99, 28), (149, 29), (150, 40), (500, 200)] {
            let shown = screen_of(&mut app, &mut world, "end", size);
            assert_eq!(shown.lines().count(), usize::from(size.1), "{keys}");
        }
    }
}

#[test]
fn the_mouse_selects_rows_and_drags_what_leads() {
    let (mut app, mut world, shown) = at_50k("edunerve", "f4", SIZE);
    let line = |words: &str| shown.lines().position(|line| line.contains(words)).unwrap() as u16;
    let press = |app: &App, x, y, drag| ui::hit(app, Rect::new(0, 0, 120, 36), x, y, drag);
    let msg = press(&app, 10, line("Concurrency"), false).unwrap();
    update(&mut app, msg);
    assert!(app.question_row().is_some_and(|row| row.cells[0].text == "Concurrency"));
    let msg = press(&app, 22, line("Users  "), true).unwrap();
    update(&mut app, msg);
    let dragged = screen_of(&mut app, &mut world, "", SIZE);
    assert!(!row(&dragged, "Users  ").contains("50,000"), "{dragged}");
}

#[test]
fn control_characters_of_a_catalog_never_reach_a_view() {
    let (mut app, mut world) = app_with("tests/screens/hostile", "hostile");
    for keys in ["f2", "f4", "tab", "tab", "tab", "f5", "tab", "f6"] {
        let shown = screen_of(&mut app, &mut world, keys, SIZE);
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }
}
