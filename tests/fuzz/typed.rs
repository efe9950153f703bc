//! What people type: numbers, spreads, goals, formulas, dates, and any text that is shown.

use crate::Came;
use crate::laws::{self, nothing_acts};
use crate::sessions::CATALOG;
use costtui::amount::{self, BadNumber, Decimal, exact, grouped, money, percent};
use costtui::catalog::Formula;
use costtui::date::{Date, is_old};
use costtui::import::own::id_of;
use costtui::run::script;
use costtui::scenario::Spread;
use costtui::session::store::path_of;
use costtui::text;
use std::path::Path;

/// A number that was read is one of at most 28 digits, and reads the same in each way it is written.
fn reads_again(value: Decimal) {
    let digits = value.to_string();
    assert_eq!(amount::decimal(&digits), Ok(value), "{digits}");
    assert_eq!(amount::entry(&digits, false).unwrap_or(value), value, "{digits}"); // `1.000` may be refused
    if let Ok(typed) = amount::entry(&grouped(value, value.scale()), false) {
        assert_eq!(typed, value, "{digits}, grouped");
    }
    let places = value.normalize().scale();
    assert!(places > 12 || exact(value).parse::<Decimal>() == Ok(value), "{digits} is not {}", exact(value));
    for shown in [money(value), percent(value), amount::plain(value), amount::money_fine(value)] {
        nothing_acts(&shown);
        assert!(!["-0", "−0", "−$0.00"].contains(&shown.as_str()) && !shown.contains("inf"), "{digits} is {shown}");
    }
}

/// What is refused is refused in words; what was typed is in them a few times at most.
fn told<T>(read: &Result<T, BadNumber>, text: &str) {
    if let Err(bad) = read {
        nothing_acts(&bad.to_string());
        assert!(!bad.0.is_empty() && bad.0.chars().count() < 600 + 3 * text.len(), "{bad}");
    }
}

/// A typed number, by each of the readers.
pub fn entry(bytes: &[u8]) -> Came {
    let text = laws::text(bytes);
    let read = [amount::entry(&text, false), amount::entry(&text, true), amount::share(&text), amount::decimal(&text)];
    for value in &read {
        told(value, &text);
        value.iter().for_each(|value| reads_again(*value));
    }
    let range = amount::range(&text);
    told(&range, &text);
    if let Ok(estimate) = &range {
        assert!(estimate.low <= estimate.expected && estimate.expected <= estimate.high, "{estimate:?}");
        reads_again(estimate.low);
        reads_again(estimate.high);
    }
    if let (Ok(plain), Ok(typed)) = (&read[3], &read[0]) {
        assert_eq!(plain, typed);
    }
    match &read[0] {
        Err(bad) if read.iter().all(Result::is_err) && range.is_err() => Came::refused(&bad.0),
        typed => Came::taken((typed.is_ok(), read.map(|value| value.map_or(99, |value| value.scale())))),
    }
}

/// A spread of each slider: written, it reads as the same, and its law is of numbers.
pub fn spread(bytes: &[u8]) -> Came {
    let text = laws::text(bytes);
    let mut came = None;
    for slider in &CATALOG.sliders {
        let read = Spread::read(&text, slider);
        told(&read, &text);
        match read {
            Ok(spread) => {
                let written = spread.to_string();
                assert_eq!(Spread::read(&written, slider), Ok(spread.clone()), "{written}");
                let law = format!("{:?}", spread.law());
                assert!(!law.contains("NaN") && !law.contains("inf"), "{law} of {text}");
                came = Some(Came::taken((
                    written.chars().filter(char::is_ascii_alphabetic).collect::<String>(),
                    &slider.id,
                )));
            }
            Err(bad) => came = came.or(Some(Came::refused(&bad.0))),
        }
    }
    came.expect("there are sliders")
}

/// A goal: its threshold is a number, its metric one that there is.
pub fn goal(bytes: &[u8]) -> Came {
    let text = laws::text(bytes);
    let read = CATALOG.goal(&text);
    told(&read, &text);
    match read {
        Ok(goal) => {
            assert!(CATALOG.metric(&goal.metric).is_some(), "{goal:?}");
            reads_again(goal.is.threshold);
            Came::taken((goal.metric, format!("{:?}", goal.is.sign)))
        }
        Err(bad) => Came::refused(&bad.0),
    }
}

/// A formula: a fault stands in it; its value is the same when it is read again, and undefined where a name is.
pub fn formula(bytes: &[u8]) -> Came {
    let text = laws::text(bytes);
    let formula = match Formula::parse(&text) {
        Ok(formula) => formula,
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{:?} in {text:?}", error.span);
            nothing_acts(&error.expected);
            return Came::refused(&error.expected);
        }
    };
    assert_eq!(Formula::parse(formula.text()).as_ref(), Ok(&formula));
    let bracketed =
        |span: &std::ops::Range<usize>| text[..span.start].ends_with('[') && text[span.end..].starts_with(']');
    for (is_reference, (name, span)) in
        formula.names().map(|name| (false, name)).chain(formula.references().map(|reference| (true, reference)))
    {
        assert!(&text[span.clone()] == name && bracketed(&span) == is_reference, "{name} in {text}");
    }
    let named = formula.names().count() + formula.references().count() > 0;
    let known = |name: &str| Ok(Some(Decimal::new(name.len() as i64 * 37, 1)));
    let value = formula.value(&known, &known);
    if let Ok(Some(value)) = value {
        assert!(value.normalize().scale() <= 28, "{value}");
    }
    let unknown = formula.value(&|_| Ok(None), &|_| Ok(None));
    assert!(!named || unknown.is_err() || unknown == Ok(None), "{unknown:?} of what is not known");
    Came::taken((
        value.is_ok(),
        value.is_ok_and(|value| value.is_some()),
        formula.names().count(),
        text.matches('(').count(),
    ))
}

/// A date: it is shown as it was given, begins on a day, and is before the month after its own.
pub fn date(bytes: &[u8]) -> Came {
    let text = laws::text(bytes);
    let Ok(date) = text.parse::<Date>() else { return Came::refused(&text.len().min(12).to_string()) };
    assert_eq!(date.to_string(), text);
    let (year, month, day) = date.begins_on();
    assert!(year <= 9999 && (1..=12).contains(&month) && (1..=31).contains(&day), "{text}");
    let next = date.month_after(1);
    assert!(next > date || date.begins_on().0 == 9999, "{next} after {date}");
    assert!(!is_old(Some(date), date));
    assert!(date.month_days().is_none_or(|(first, after)| first < after));
    Came::taken((text.len(), month, date.month_days().is_some()))
}

/// Any text: cleaned it acts no more and stays as it is, cut it fits, as the name of a file it stays in its folder, and as keys it
/// is read or refused.
pub fn text(bytes: &[u8]) -> Came {
    let text = laws::text(bytes);
    for clean in [text::clean, text::clean_prose, text::clean_source] {
        let cleaned = clean(&text);
        nothing_acts(&cleaned);
        assert_eq!(clean(&cleaned), cleaned);
    }
    let source = text::clean_source(&text);
    assert_eq!(source.len(), text.len());
    assert!(text.char_indices().all(|(at, _)| source.is_char_boundary(at)), "a span of it would be cut");
    let cleaned = text::clean(&text);
    for cells in [0, 1, 2, 7, 40] {
        let cut = text::cut(&cleaned, cells);
        assert!(text::width(&cut) <= cells, "{cut:?} takes more than {cells}");
    }
    let wrapped = text::wrap(&cleaned, 20);
    assert!(wrapped.join(" ").split_whitespace().eq(cleaned.split_whitespace()), "{wrapped:?}");
    let id = id_of(&text);
    assert_eq!(id_of(&id), id);
    assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_')), "{id:?}");
    let folder = Path::new("folder");
    if let Some(path) = path_of(folder, &text) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("the name of a file");
        assert_eq!(path.parent(), Some(folder));
        assert!(name.ends_with(".toml") && !name.starts_with('.') && name.len() <= 255, "{name:?}");
        nothing_acts(name);
    }
    match script(&text) {
        Ok(chords) => chords.iter().for_each(|chord| assert!(!chord.to_string().is_empty())),
        Err(unknown) => nothing_acts(&unknown.to_string()),
    }
    Came::taken((cleaned == text, wrapped.len(), id.len().min(3), text::width(&cleaned) / 4))
}
