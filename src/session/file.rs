//! The file form of a session: choices by name, numbers in quotes.

mod merged;
mod place;
mod steps;

use super::{MOST_PINNED, Pinned, Session};
use crate::catalog::{Carried, Catalog};
use crate::engine::levers_fit;
use crate::faults::{Fault, Faults, Source};
use crate::scenario::{BadChoice, Scenario, hint_at_key, put};
use crate::table::{self, Collected, Leaf, Table, quoted};
use crate::text::{clean, clean_prose};
use place::Places;
use std::sync::Arc;

/// The format that is written, and the newest that is read. Format 2 has factors of a bill and carried files; what format 1 has,
/// it has in the same words.
pub(super) const FORMAT: u64 = 2;

/// The keys of a session's file. Others are somebody's own, and stay.
const KEYS: [&str; 10] =
    ["format", "name", "notes", "ticks", "example", "scenario", "baseline", "pinned", "carried", "history"];

/// The text of a session's file, with what somebody added to it.
pub(super) fn write(session: &Session) -> String {
    let text = plain(session);
    let over = session.as_read.as_ref().and_then(|old| merged::over(old, &text, &KEYS));
    // Whatever somebody added, and however: a session that can be read is worth more.
    let over = over.filter(|over| merged::say_the_same(over, &text, &KEYS));
    over.unwrap_or(text)
}

fn plain(session: &Session) -> String {
    let mut out = format!("format = {FORMAT}\nname = {}\n", quoted(&clean(&session.name)));
    if !session.notes.is_empty() {
        out += &format!("notes = {}\n", quoted(&clean_prose(&session.notes)));
    }
    if !session.ticks.is_empty() {
        let ticks: String = session.ticks.iter().map(|tick| format!("  {},\n", quoted(&clean(tick)))).collect();
        out += &format!("ticks = [\n{ticks}]\n");
    }
    if session.example {
        out += "example = true\n";
    }
    write_scenario(&mut out, "scenario", &session.scenario);
    if session.baseline != *session.scenario {
        write_scenario(&mut out, "baseline", &session.baseline);
    }
    for pin in &session.pinned {
        out += &format!("\n[[pinned]]\nname = {}\n", quoted(&clean(&pin.name)));
        write_scenario(&mut out, "pinned.scenario", &pin.scenario);
    }
    for carried in &session.carried {
        out += &format!(
            "\n[[carried]]\nfile = {}\ntext = {}\n",
            quoted(&clean(&carried.file)),
            quoted(&clean_prose(&carried.text))
        );
    }
    out + &steps::written(session)
}

fn write_scenario(out: &mut String, heading: &str, scenario: &Scenario) {
    *out += &format!("\n[{heading}]\n");
    let mut under = String::new();
    for (key, value) in scenario.choices() {
        let (group, name) = key.split_once('.').map_or(("", key.as_str()), |(group, name)| (group, name));
        if group != under {
            *out += &format!("\n[{heading}.{group}]\n");
            under = group.to_owned();
        }
        let (name, value) = match (group, name.rsplit_once('.')) {
            ("overrides", Some((line, "drop"))) => (format!("{}.drop", bare(line)), "true".to_owned()),
            ("overrides", Some((line, what))) => (format!("{}.{what}", bare(line)), quoted(&value)),
            ("", _) if name == "elastic" => (name.to_owned(), value),
            ("", _) if name == "addons" => {
                (name.to_owned(), format!("[{}]", value.split(' ').map(quoted).collect::<Vec<_>>().join(", ")))
            }
            _ => (bare(name), quoted(&value)),
        };
        *out += &format!("{name} = {value}\n");
    }
}

/// A key, in quotes where it needs them.
fn bare(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(plain) { key.to_owned() } else { quoted(&clean(key)) }
}

pub(super) fn read(source: &Arc<Source>, catalog: &Catalog) -> Result<Session, Faults> {
    let faults = Collected::default();
    let mut newer = None;
    let mut wrong = None;
    let session = table::read(source, &faults, |root| {
        let Some((format, named)) = root.need("format", &format!("the number {FORMAT}"), Table::whole) else {
            root.leave_others(&[]); // what is no session is told of once
            return None;
        };
        if format > FORMAT {
            newer = Some(Fault {
                title: format!("this session was written by a newer costtui, in format {format}"),
                label: format!("this one reads format {FORMAT}"),
                place: named.place,
            });
            return None;
        }
        let carried = read_carried(root);
        // Its names are those of the catalog it brings.
        let priced = if catalog.carries(&carried) { Ok(None) } else { catalog.carrying(&carried).map(Some) };
        let own = priced.map_err(|faults| wrong = Some(faults.inside(&source.name))).ok()?;
        root.leave_others(&KEYS);
        let session = read_session(root, own.as_ref().unwrap_or(catalog), &faults)?;
        Some(Session { carried, read_in: format, ..session })
    });
    if let Some(fault) = newer {
        return Err(fault.into()); // the rest is in words this program can't know
    }
    if let Some(wrong) = wrong {
        return Err(wrong); // the rest is in words of a catalog that can't be read
    }
    let session = table::sound(session.flatten(), faults)?.ok_or_else(Faults::default)?;
    // What the program would write itself has nothing in it to keep.
    let same = plain(&session) == source.text || session.read_in < FORMAT && is_as_written(&session, &source.text);
    Ok(if same { session } else { Session { as_read: Some(source.text.as_str().into()), ..session } })
}

/// Whether a text is what was written in its format.
fn is_as_written(session: &Session, text: &str) -> bool {
    let old = format!("format = {}\n", session.read_in);
    text.strip_prefix(&old).is_some_and(|rest| plain(session).ends_with(rest))
}

fn read_carried(root: &Table) -> Vec<Carried> {
    let read = |table: &Table| {
        let file = table.need_text("file").text;
        let text = table.need("text", "the text of that file", Table::prose).map_or_else(String::new, |text| text.text);
        table.finish();
        Carried { file, text }
    };
    root.tables("carried").iter().map(read).collect()
}

fn read_session(root: &Table, catalog: &Catalog, faults: &Collected) -> Option<Session> {
    let name = root.need("name", "a text", Table::text).map_or_else(String::new, |name| name.text);
    let notes = root.prose("notes").map_or_else(String::new, |notes| notes.text);
    let ticks = root.texts("ticks").into_iter().map(|tick| tick.text).collect();
    let example = root.flag("example");
    let (scenario, baseline, history) = (root.table("scenario"), root.table("baseline"), root.table("history"));
    if !root.has("scenario") {
        root.fault(root.place(), "`scenario` is missing", "expected a table [scenario] with a plan");
    }
    let baseline = baseline.map(|table| read_scenario(&table, catalog));
    let scenario = read_scenario(&scenario?, catalog)?;
    let pinned = read_pinned(root, catalog);
    let mut session = Session { name, notes, ticks, example, pinned, ..Session::new("", scenario) };
    if let Some(baseline) = baseline {
        session.baseline = baseline?;
    }
    if let Some(history) = history.filter(|_| faults.is_empty()) {
        steps::read(&history, &mut session, catalog);
    }
    Some(session)
}

fn read_pinned(root: &Table, catalog: &Catalog) -> Vec<Pinned> {
    let tables = root.tables("pinned");
    if let Some(beyond) = tables.get(MOST_PINNED) {
        root.fault(beyond.place(), "too many scenarios are pinned", format!("expected at most {MOST_PINNED}"));
    }
    let read = |table: &Table| {
        let (name, of) = (table.need_text("name").text, table.table("scenario"));
        if !table.has("scenario") {
            table.fault(table.place(), "`scenario` is missing", "expected a table [pinned.scenario] with a plan");
        }
        let scenario = of.and_then(|of| read_scenario(&of, catalog));
        table.finish();
        Some(Pinned { name, scenario: scenario? })
    };
    tables.iter().filter_map(read).collect()
}

fn read_scenario(table: &Table, catalog: &Catalog) -> Option<Scenario> {
    let plan = table.need_text("plan");
    let mut scenario = Scenario::of(catalog.plan(&plan.text).or(catalog.plans.first())?);
    scenario.plan = plan.text;
    let leaves = table.leaves();
    let mut any = scenario.clone();
    for Leaf { key, value } in &leaves {
        if let Err(BadChoice(words)) = choose(&mut scenario, catalog, &key.text, &value.text) {
            let no_such_key = put(&mut any, catalog, &key.text, "").is_err();
            let (title, place, hint) = match no_such_key {
                true => (format!("unknown key `{}`", key.text), &key.place, table.hint(|| hint_at_key(&key.text))),
                false => (format!("`{}` can't be that", key.text), &value.place, String::new()),
            };
            table.fault(place.clone(), title, words + &hint);
        }
    }
    if table.has("plan") {
        let unknown = scenario.unknown(catalog);
        let places = if unknown.is_empty() { Places::of(&[]) } else { Places::of(&leaves) };
        for unknown in unknown {
            let place = places.find(&unknown).unwrap_or_else(|| table.place());
            table.fault(place, format!("`{}` is no {}", unknown.name, unknown.what), unknown.expected());
        }
        if let Err(error) = levers_fit(catalog, &scenario) {
            let first = leaves.iter().find(|leaf| leaf.key.text.starts_with("levers."));
            let place = first.map_or_else(|| table.place(), |leaf| leaf.key.place.clone());
            table.fault(place, "these levers can't be on together", error.to_string());
        }
    }
    Some(scenario)
}

/// [`put`], and a slider that is set to where the plan starts it stays set: what was saved comes back as it was.
fn choose(scenario: &mut Scenario, catalog: &Catalog, key: &str, value: &str) -> Result<(), BadChoice> {
    put(scenario, catalog, key, value)?;
    let slider = key.strip_prefix("sliders.").and_then(|id| catalog.slider(id));
    if let Some(slider) = slider.filter(|slider| !value.is_empty() && !scenario.sliders.contains_key(&slider.id)) {
        scenario.sliders.insert(slider.id.clone(), scenario.start(catalog, slider));
    }
    Ok(())
}
