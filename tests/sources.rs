//! View 7, keys in and screen out: what the document says, section by section.

mod screens {
    pub mod app;
}

use costtui::app::{App, Command, Msg, Side, View};
use costtui::run::World;
use costtui::session::Session;
use costtui::{faults::Source, ui};
use ratatui::layout::Rect;
use screens::app::{app, app_with, ascii, screen, screen_of};
use std::sync::Arc;

/// Keys that open a section of the plan and give its rows the keys.
fn open(app: &mut App, world: &mut World, section: &str) {
    screen_of(app, world, "f7", (120, 36));
    let at = app.sources.sections.iter().position(|other| other.kind.name() == section);
    let down = at.unwrap_or_else(|| panic!("no section {section}"));
    screen_of(app, world, &format!("home down*{down} enter"), (120, 36));
}

/// The screen of a section after keys.
fn section(plan: &str, section: &str, keys: &str, size: (u16, u16)) -> String {
    let (mut app, mut world) = app(plan);
    open(&mut app, &mut world, section);
    screen_of(&mut app, &mut world, keys, size)
}

#[test]
fn the_findings_of_a_plan_stand_worst_first_with_both_figures() {
    insta::assert_snapshot!(section("edunerve", "Findings", "", (120, 36)));
}

#[test]
fn the_findings_at_80_by_24_keep_the_difference() {
    insta::assert_snapshot!(section("edunerve", "Findings", "down*3", (80, 24)));
}

#[test]
fn the_findings_at_200_by_60_have_every_column() {
    insta::assert_snapshot!(section("edunerve", "Findings", "", (200, 60)));
}

#[test]
fn a_finding_is_told_whole_over_the_rows() {
    insta::assert_snapshot!(section("edunerve", "Findings", "down enter", (80, 24)));
}

#[test]
fn the_document_stands_against_the_list_that_prices_the_most_of_it() {
    insta::assert_snapshot!(section("edunerve", "Against lists", "", (120, 36)));
    let chosen = section("barum-aws", "Against lists", "f1 down*7 right f7", (120, 36));
    assert!(chosen.contains("Against AWS, N. Virginia, the card now; F3 chooses another."), "{chosen}");
}

#[test]
fn the_document_against_a_list_at_80_by_24_keeps_how_far_they_are_apart() {
    insta::assert_snapshot!(section("edunerve", "Against lists", "end pageup*5 down*2", (80, 24)));
}

#[test]
fn a_line_against_a_list_is_told_with_product_source_and_what_the_list_leaves_out() {
    let shown = section("edunerve", "Against lists", "down*16 enter", (120, 36));
    for words in ["by the list,", "The list's price leaves out", "In the document: line"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn the_comparison_with_a_list_follows_the_revenue() {
    let margins = |keys: &str| {
        let shown = section("barum-aws", "Against lists", keys, (200, 60));
        shown.lines().find(|line| line.contains("Growth scale") && line.contains("of 8")).unwrap().to_owned()
    };
    assert_eq!(margins(""), margins("f1 right f7"), "stages have users of their own");
    assert_ne!(margins(""), margins("f1 down*2 left*9 f7"));
}

#[test]
fn the_tables_of_a_plan_stand_beside_their_totals_and_headlines() {
    insta::assert_snapshot!(section("zero-to-planetary", "Tables", "down*4", (120, 36)));
}

#[test]
fn at_40_by_12_one_side_is_shown_at_a_time() {
    insta::assert_snapshot!(section("zero-to-planetary", "Tables", "", (40, 12)));
    let list = section("zero-to-planetary", "Tables", "tab", (40, 12));
    assert!(list.contains("▸Tables") && !list.contains("Their sum"), "{list}");
}

#[test]
fn a_card_without_a_date_is_marked_old_in_the_provenance() {
    let (mut app, mut world) = app("zero-to-planetary");
    screen_of(&mut app, &mut world, "down*8 right", (120, 36));
    open(&mut app, &mut world, "Provenance");
    let shown = screen_of(&mut app, &mut world, "", (120, 36));
    assert!(shown.contains("! old: no date") && shown.contains("! no size or quantity"), "{shown}");
    assert!(shown.contains("4 prices are old."), "{shown}");
}

#[test]
fn a_roadmap_stands_beside_what_the_lines_of_its_stages_make() {
    let shown = section("zero-to-planetary", "Roadmaps", "end", (120, 36));
    let sum = shown.lines().find(|line| line.contains("All of it")).unwrap();
    assert!(sum.contains("$3,900–$10,500") && sum.contains("$4,080–$11,220"), "{shown}");
    assert!(shown.contains("without"), "{shown}");
}

#[test]
fn rules_that_change_from_stage_to_stage_are_a_matrix() {
    insta::assert_snapshot!(section("barum-aws", "Rules", "down*2", (120, 36)));
}

#[test]
fn an_income_says_whether_it_covers_the_cost() {
    let shown = section("lean-markets", "Incomes", "", (120, 36));
    assert!(shown.contains("8 % Pro, 2 % Enterprise  ✓ covers the cost"), "{shown}");
    assert!(shown.contains("$2.80") && shown.contains("$28.00"), "{shown}");
}

#[test]
fn an_input_of_a_calculator_can_be_changed_undone_and_taken_back() {
    let row = |shown: &str, label: &str| shown.lines().find(|line| line.contains(label)).unwrap().to_owned();
    let before = section("lean-markets", "Calculators", "down*2", (120, 36));
    assert!(row(&before, "Of CoinGecko's free calls").contains("! 222.22 %"), "{before}");
    let after = section("lean-markets", "Calculators", "down*2 lit:60 enter", (120, 36));
    assert!(row(&after, "Of CoinGecko's free calls").contains("✓ 55.56 %"), "{after}");
    assert!(row(&after, "= Cached for").contains("60 minutes") && after.contains("yours"), "{after}");
    for keys in ["down*2 lit:60 enter u", "down*2 lit:60 enter backspace", "down*2 lit:60 enter lit:15 enter"] {
        let back = section("lean-markets", "Calculators", keys, (120, 36));
        assert!(row(&back, "Of CoinGecko's free calls").contains("! 222.22 %"), "{keys}: {back}");
        assert!(!back.contains("yours"), "{keys}: {back}");
    }
}

#[test]
fn a_wrong_number_for_an_input_says_why_and_stays() {
    let shown = section("lean-markets", "Calculators", "down*2 lit:6x enter", (120, 36));
    assert!(shown.contains("! \"6x\" is no number"), "{shown}");
    let elsewhere = section("lean-markets", "Calculators", "lit:6", (120, 36));
    assert!(elsewhere.contains("a number goes on an input of a calculator"), "{elsewhere}");
}

#[test]
fn shares_of_a_calculator_are_shown_and_typed_as_percent() {
    let (mut app, mut world) = app("edunerve");
    open(&mut app, &mut world, "Calculators");
    let rows: Vec<_> = app.sources.section().unwrap().rows().cloned().collect();
    let at = rows.iter().position(|row| row.cells[0].text == "= Growth a month").unwrap();
    assert_eq!((rows[at].cells[1].text.as_str(), rows[at].cells[1].unit.as_str()), ("20", "%"));
    let shown = screen_of(&mut app, &mut world, &format!("home down*{at} lit:30 enter"), (120, 36));
    assert_eq!(app.scenario().inputs.values().copied().next(), costtui::amount::decimal("0.3").ok());
    assert!(shown.lines().any(|line| line.contains('▸') && line.contains("30 %")), "{shown}");
}

#[test]
fn ticks_are_shown_counted_and_kept_with_the_session() {
    let (mut app, mut world) = app("lean-markets");
    open(&mut app, &mut world, "Checklists");
    let shown = screen_of(&mut app, &mut world, "down space down*2 space", (120, 36));
    insta::assert_snapshot!(shown);
    assert_eq!(app.session.ticks.len(), 2);
    let text = app.session.to_toml();
    let source = Arc::new(Source { name: "saves/x.toml".into(), text });
    let back = Session::from_toml(&source, &app.catalog).unwrap();
    assert_eq!(back.ticks, app.session.ticks);
    screen_of(&mut app, &mut world, "space", (120, 36));
    assert_eq!(app.session.ticks.len(), 1);
    assert_eq!(app.session.undo_depth(), 0, "ticks are no part of the scenario");
}

#[test]
fn a_procedure_says_where_it_leads_how_long_it_takes_and_the_way_back() {
    let shown = section("barum-aws", "Procedures", "", (120, 36));
    for words in ["MVP launch → Growth scale", "window: 2 hours", "downtime: under 5 minutes", "rollback:", "[ ] "] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn free_tiers_name_their_allowance_and_condition() {
    let shown = section("zero-to-planetary", "Free tiers", "", (120, 36));
    assert!(shown.contains("2 servers") && shown.contains("first year") && shown.contains("$300.00 once"), "{shown}");
}

#[test]
fn f1_esc_and_alt_1_lead_back_and_alt_7_there() {
    let explore = screen("edunerve", "", (120, 36));
    for keys in ["f7 f1", "f7 esc", "alt-7 alt-1", "f7 enter enter f1", "? f7 f1"] {
        assert_eq!(screen("edunerve", keys, (120, 36)), explore, "{keys}");
    }
    let (mut app, mut world) = app("edunerve");
    let shown = screen_of(&mut app, &mut world, "alt-7", (120, 36));
    assert_eq!(app.view, View::Sources);
    assert!(shown.contains("‹7 Sources›"), "{shown}");
}

#[test]
fn another_plan_has_its_own_sections_and_the_way_back_too() {
    let (mut app, mut world) = app("edunerve");
    let shown = screen_of(&mut app, &mut world, "f7 p down enter", (120, 36));
    assert!(shown.contains("Lean markets") && shown.contains("statements contradict"), "{shown}");
    let back = screen_of(&mut app, &mut world, "u", (120, 36));
    assert!(back.contains("EduNerve") && back.contains("Global scale"), "{back}");
}

#[test]
fn the_mouse_chooses_views_sections_and_rows() {
    let (mut app, mut world) = app("edunerve");
    let size = Rect::new(0, 0, 120, 36);
    let press = |app: &App, x, y| ui::hit(app, size, x, y, false);
    let column = |shown: &str, digit| {
        let strip = shown.lines().next().unwrap();
        strip.chars().position(|c| c == digit).expect("the strip has the view") as u16
    };
    let explore = screen_of(&mut app, &mut world, "", (120, 36));
    assert!(matches!(press(&app, column(&explore, '7'), 0), Some(Msg::Do(Command::Look(View::Sources)))));
    let sources = screen_of(&mut app, &mut world, "f7", (120, 36));
    assert!(matches!(press(&app, column(&sources, '1'), 0), Some(Msg::Do(Command::Look(View::Explore)))));
    assert!(matches!(press(&app, 5, 3), Some(Msg::PointSources(Side::Sections, Some(1)))));
    assert!(matches!(press(&app, 40, 6), Some(Msg::PointSources(Side::Rows, Some(1)))));
    assert!(press(&app, 0, 0).is_none() && press(&app, 200, 99).is_none());
}

#[test]
fn every_section_of_every_plan_is_ascii_where_it_is_asked_for() {
    for plan in ["zero-to-planetary", "business-os", "edunerve", "barum-aws", "lean-markets"] {
        for down in (0..18).step_by(3) {
            let shown = ascii(plan, &format!("f7 down*{down} enter end enter"), (120, 36));
            let odd: Vec<char> = shown.chars().filter(|c| !c.is_ascii()).collect();
            assert!(odd.is_empty(), "{plan} {down}: {odd:?}\n{shown}");
        }
    }
    insta::assert_snapshot!(ascii("business-os", "f7 down*4 enter end", (80, 24)));
}

#[test]
fn no_size_and_no_section_panics() {
    for plan in ["edunerve", "business-os"] {
        let (mut app, mut world) = app(plan);
        screen_of(&mut app, &mut world, "f7", (120, 36));
        for at in 0..app.sources.sections.len() {
            screen_of(&mut app, &mut world, &format!("left home down*{at} enter end"), (120, 36));
            for size in [(40, 12), (41, 13), (60, 17), (71, 24), (72, 18), (99, 28), (100, 31), (130, 40), (500, 200)] {
                let shown = screen_of(&mut app, &mut world, "", size);
                assert_eq!(shown.lines().count(), usize::from(size.1));
            }
        }
    }
}

#[test]
fn control_characters_of_a_catalog_never_reach_the_screen() {
    let (mut app, mut world) = app_with("tests/screens/hostile", "hostile");
    for keys in ["f7", "f7 enter enter", "f7 down*2 enter"] {
        let shown = screen_of(&mut app, &mut world, keys, (120, 36));
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
        screen_of(&mut app, &mut world, "esc esc", (120, 36));
    }
}
