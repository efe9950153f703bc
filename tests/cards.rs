//! View 3, keys in and screen out: every card and region at these sliders, and the choice of one.

mod screens {
    pub mod app;
}

use costtui::app::{App, Command, Msg, View, update};
use costtui::run::World;
use costtui::{explore::cards::Order, ui};
use ratatui::layout::Rect;
use screens::app::{app, app_with, ascii, screen, screen_of};

const SIZE: (u16, u16) = (120, 36);

/// The view of a plan after keys, at 50,000 users.
fn cards(plan: &str, keys: &str, size: (u16, u16)) -> (App, World, String) {
    let (mut app, mut world) = app(plan);
    let shown = screen_of(&mut app, &mut world, &format!("lit:50k enter f3 {keys}"), size);
    (app, world, shown)
}

/// The row of a screen with some words.
fn row<'s>(shown: &'s str, words: &str) -> &'s str {
    shown.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in\n{shown}"))
}

fn said(app: &App) -> &str {
    app.said.as_deref().unwrap_or_default()
}

/// The card, the region and the month of each offer.
fn order(app: &App) -> Vec<String> {
    app.cards.offers.iter().map(|offer| offer.words()).collect()
}

#[test]
fn every_card_stands_beside_the_others_with_the_answer_above() {
    insta::assert_snapshot!(cards("zero-to-planetary", "", SIZE).2);
}

#[test]
fn the_cards_at_80_by_24_keep_what_they_cost_price_and_how_old_they_are() {
    insta::assert_snapshot!(cards("zero-to-planetary", "", (80, 24)).2);
}

#[test]
fn the_cards_at_200_by_60_have_every_column_and_all_of_the_selected_one() {
    insta::assert_snapshot!(cards("edunerve", "", (200, 60)).2);
}

#[test]
fn the_cards_at_40_by_12_keep_name_and_month() {
    insta::assert_snapshot!(cards("zero-to-planetary", "", (40, 12)).2);
}

#[test]
fn space_tells_all_of_the_selected_card() {
    insta::assert_snapshot!(cards("edunerve", "space", (80, 24)).2);
}

#[test]
fn enter_chooses_the_card_and_its_region_and_u_takes_it_back() {
    let (mut app, mut world, before) = cards("zero-to-planetary", "", SIZE);
    assert!(row(&before, "as documented  ").contains("● now"), "{before}");
    let depth = app.session.undo_depth();
    let chosen = screen_of(&mut app, &mut world, "down*13", SIZE);
    assert!(row(&chosen, "▸").contains("AWS, N. Virginia"), "{chosen}");
    let shown = screen_of(&mut app, &mut world, "enter", SIZE);
    assert_eq!(app.view, View::Cards);
    assert_eq!((app.scenario().card.as_str(), app.scenario().region.as_deref()), ("aws", Some("us-east-1")));
    assert_eq!(app.session.undo_depth(), depth + 1);
    assert_eq!(said(&app), "priced by AWS, N. Virginia now; u takes it back");
    assert!(row(&shown, "▸").contains("● now"), "{shown}");
    assert!(row(&shown, "as documented  ").contains("▼ −$2,816.43"), "{shown}");
    assert!(shown.contains("card: AWS, N. Virginia"), "{shown}");
    let again = screen_of(&mut app, &mut world, "enter", SIZE);
    assert_eq!(app.session.undo_depth(), depth + 1);
    assert!(again.contains("priced by AWS, N. Virginia already"), "{again}");
    screen_of(&mut app, &mut world, "u", SIZE);
    assert_eq!(app.scenario().card, "documented");
}

#[test]
fn backspace_comes_back_to_what_is_documented() {
    let (app, ..) = cards("zero-to-planetary", "enter backspace", SIZE);
    assert_eq!((app.scenario().card.as_str(), &app.scenario().region), ("documented", &None));
    assert_eq!(said(&app), "priced as documented now; u takes it back");
}

#[test]
fn the_order_is_named_and_goes_through_all_there_are_both_ways() {
    let (mut app, mut world, _) = cards("zero-to-planetary", "home", SIZE);
    let first = app.cards.row().unwrap().cells[0].text.clone();
    for expected in Order::ALL.into_iter().skip(1).chain([Order::Total]) {
        let shown = screen_of(&mut app, &mut world, ">", SIZE);
        assert_eq!(app.cards.order, expected);
        assert!(shown.contains(&format!("Cards, {}", expected.words())), "{shown}");
        assert_eq!(app.cards.row().unwrap().cells[0].text, first, "the selection stays on its offer");
    }
    screen_of(&mut app, &mut world, "<", SIZE);
    assert_eq!(app.cards.order, Order::Name);
    let names = order(&app);
    assert!(names.is_sorted_by_key(|name| name.split(',').next().unwrap_or_default().to_owned()), "{names:?}");
    let costs = |app: &App| app.cards.offers.iter().map(|o| o.cost.unwrap().expected).collect::<Vec<_>>();
    screen_of(&mut app, &mut world, ">", SIZE);
    assert!(costs(&app).is_sorted(), "{:?}", costs(&app));
    let elsewhere = screen_of(&mut app, &mut world, "f1 >", SIZE);
    assert!(elsewhere.contains("the order of the cards: F3 goes there"), "{elsewhere}");
}

#[test]
fn the_answer_is_selected_at_first_and_the_selection_follows_its_card() {
    let (mut app, mut world, shown) = cards("zero-to-planetary", "", SIZE);
    assert!(row(&shown, "▸").contains("✓ Hetzner, Europe"), "{shown}");
    assert!(
        shown.contains("Hetzner, Europe is the cheapest of the providers' lists that price 2 lines or more: $1,886.34"),
        "{shown}"
    );
    screen_of(&mut app, &mut world, "end", SIZE);
    let last = app.cards.row().unwrap().cells[0].text.clone();
    let moved = screen_of(&mut app, &mut world, "left*45", SIZE);
    assert!(row(&moved, "Users").contains("9,500"), "{moved}");
    assert_eq!(app.cards.row().unwrap().cells[0].text, last);
}

#[test]
fn arrows_and_digits_move_the_users_here_too() {
    let (mut app, mut world, before) = cards("edunerve", "", SIZE);
    let after = screen_of(&mut app, &mut world, "lit:1m enter", SIZE);
    assert!(row(&after, "Users").contains("1,000,000"), "{after}");
    assert_ne!(row(&before, "as documented  "), row(&after, "as documented  "));
    let wrong = screen_of(&mut app, &mut world, "lit:1x enter", SIZE);
    assert!(wrong.contains("! \"1x\" is no number") && wrong.contains("1x"), "{wrong}");
    let explore = screen_of(&mut app, &mut world, "esc esc", SIZE);
    assert_eq!(app.view, View::Explore);
    assert!(row(&explore, "Users").contains("1,000,000"), "{explore}");
}

#[test]
fn a_stage_without_lines_says_that_no_list_prices_it() {
    let (_, _, shown) = cards("zero-to-planetary", "lit:1m enter", SIZE);
    assert!(shown.contains("No list prices a line of this bill"), "{shown}");
    assert!(row(&shown, "▸").contains("as documented"), "{shown}");
}

#[test]
fn old_prices_are_marked_by_the_day_and_hearsay_by_its_words() {
    let (_, _, shown) = cards("zero-to-planetary", "", SIZE);
    assert!(row(&shown, "Linode  ").contains("! 2024-07-19"), "{shown}");
    assert!(row(&shown, "DigitalOcean").contains("! no date"), "{shown}");
    assert!(!row(&shown, "Vultr").contains('!'), "2025-12-18 is younger than a year: {shown}");
    assert!(row(&shown, "OVHcloud").contains("low trust"), "{shown}");
}

#[test]
fn f3_alt_3_esc_and_the_strip_lead_there_and_back() {
    let (mut app, mut world) = app("edunerve");
    let explore = screen("edunerve", "", SIZE);
    for keys in ["f3 esc", "alt-3 alt-1", "f7 f3 f1", "? f3 f1", "f3 space f1"] {
        assert_eq!(screen_of(&mut app, &mut world, keys, SIZE), explore, "{keys}");
    }
    let strip = explore.lines().next().unwrap();
    let at = strip.chars().position(|c| c == '3').expect("the strip has view 3") as u16;
    let press = ui::hit(&app, Rect::new(0, 0, 120, 36), at, 0, false);
    assert!(matches!(press, Some(Msg::Do(Command::Look(View::Cards)))), "{press:?}");
}

#[test]
fn the_mouse_selects_a_card_chooses_it_at_the_second_press_and_drags_the_users() {
    let (mut app, mut world, shown) = cards("zero-to-planetary", "", SIZE);
    let at = |words: &str| shown.lines().position(|line| line.contains(words)).unwrap() as u16;
    let press = |app: &App, x, y, drag| ui::hit(app, Rect::new(0, 0, 120, 36), x, y, drag);
    let vultr = at("Vultr");
    for card in ["documented", "vultr"] {
        let msg = press(&app, 10, vultr, false).unwrap();
        update(&mut app, msg);
        assert_eq!(app.scenario().card, card);
        app.refresh();
    }
    assert!(press(&app, 10, at("  Card "), false).is_some_and(|msg| matches!(msg, Msg::PointCard(None))));
    assert!(press(&app, 10, vultr, true).is_none());
    let (x, y) = (30, at("Users"));
    let msg = press(&app, x, y, true).unwrap();
    update(&mut app, msg);
    let dragged = screen_of(&mut app, &mut world, "", SIZE);
    assert!(!row(&dragged, "Users").contains("50,000"), "{dragged}");
}

#[test]
fn the_ascii_form_has_no_other_character_and_no_size_panics() {
    for plan in ["zero-to-planetary", "business-os", "edunerve", "barum-aws", "lean-markets"] {
        for keys in ["f3", "f3 enter >", "f3 end space"] {
            let shown = ascii(plan, keys, SIZE);
            let odd: Vec<char> = shown.chars().filter(|c| !c.is_ascii()).collect();
            assert!(odd.is_empty(), "{plan} {keys}: {odd:?}\n{shown}");
        }
    }
    let (mut app, mut world, _) = cards("edunerve", "", SIZE);
    for size in
        [(40, 12), (41, 13), (60, 17), (71, 30), (72, 31), (99, 28), (130, 29), (187, 40), (188, 40), (500, 200)]
    {
        let shown = screen_of(&mut app, &mut world, "end", size);
        assert_eq!(shown.lines().count(), usize::from(size.1));
    }
}

#[test]
fn control_characters_of_a_catalog_never_reach_the_view() {
    let (mut app, mut world) = app_with("tests/screens/hostile", "hostile");
    for keys in ["f3", "end space"] {
        let shown = screen_of(&mut app, &mut world, keys, SIZE);
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }
}
