//! Power cuts: the order in which the binary works on files, and every state that a cut may leave of it.
//!
//! What is known of a disk: until a file is confirmed (`fsync`) its bytes may be there, in part or not at all; until a folder
//! is, any of the names given in it may be missing. Each save is cut at every place, with every choice of what was on its way.

use super::sessions::Place;
use super::strace::{Flow, strace, there};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What a save does to the disk. Files are numbers, names are names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A file gets a name; what else is called so no longer is.
    Name(String, usize),
    /// A file loses a name in the same step as it gets another.
    Move(String, String, usize),
    /// Bytes are written into a file: those of the save, or a record of the journal.
    Write(usize),
    /// The disk confirms a file.
    Confirm(usize),
    /// The disk confirms names.
    ConfirmNames,
}

/// The steps in a trace, with short names: `session`, `backup`, `beside 1`…
fn steps(trace: &str, folder: &Path) -> Vec<Step> {
    let mut known: BTreeMap<String, usize> = BTreeMap::from([("mine.toml".to_owned(), 0)]);
    let (mut steps, mut files) = (Vec::new(), 1);
    let short = |text: &str| {
        let (folder, quoted) = (folder.display().to_string(), text.trim_matches(['"', '>', '<']));
        quoted.strip_prefix(&folder).map(|name| name.trim_start_matches('/').to_owned())
    };
    for line in trace.lines().filter(|line| !line.contains(" = -1 ")) {
        let line = line.split_once(' ').map_or(line, |(_, rest)| rest.trim());
        let Some((name, rest)) = line.split_once('(') else { continue };
        let of_number = || rest.split_once('<').and_then(|(_, rest)| short(rest.split('>').next()?));
        let quoted: Vec<String> = rest.split('"').skip(1).step_by(2).filter_map(short).collect();
        match name {
            "openat" if rest.contains("O_CREAT|O_EXCL") && quoted.len() == 1 => {
                known.insert(quoted[0].clone(), files);
                steps.push(Step::Name(quoted[0].clone(), files));
                files += 1;
            }
            "write" => steps.extend(of_number().and_then(|name| known.get(&name)).map(|file| Step::Write(*file))),
            "fsync" | "fdatasync" => match of_number() {
                Some(name) if name.is_empty() => steps.push(Step::ConfirmNames),
                Some(name) => steps.extend(known.get(&name).map(|file| Step::Confirm(*file))),
                None => {}
            },
            "linkat" if quoted.len() == 2 => {
                let file = known[&quoted[0]];
                known.insert(quoted[1].clone(), file);
                steps.push(Step::Name(quoted[1].clone(), file));
            }
            "renameat" | "renameat2" | "rename" if quoted.len() == 2 => {
                let file = known.remove(&quoted[0]).expect("a name that was given");
                known.insert(quoted[1].clone(), file);
                steps.push(Step::Move(quoted[0].clone(), quoted[1].clone(), file));
            }
            _ => {}
        }
    }
    steps
}

/// The files that are there before: the session is file 0, whole and confirmed.
const OLD: usize = 0;

/// How much of the bytes of a file is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bytes {
    None,
    Part,
    All,
}

/// What a name stands for after a cut: a file, and how much of it.
type Disk = BTreeMap<String, (usize, Bytes)>;

/// Every disk that a cut after some steps may leave.
fn after(steps: &[Step]) -> BTreeSet<Disk> {
    let names_confirmed = steps.iter().rposition(|step| *step == Step::ConfirmNames).unwrap_or(0);
    let on_its_way: Vec<usize> = (0..steps.len())
        .filter(|&at| match &steps[at] {
            Step::Name(..) | Step::Move(..) => at >= names_confirmed,
            _ => false,
        })
        .collect();
    let written: Vec<usize> =
        steps.iter().filter_map(|step| if let Step::Write(file) = step { Some(*file) } else { None }).collect();
    // A write is safe when the file is confirmed after it.
    let unsafe_files: Vec<usize> = written
        .iter()
        .copied()
        .filter(|file| {
            let last = steps.iter().rposition(|step| *step == Step::Write(*file));
            let confirmed = steps.iter().rposition(|step| *step == Step::Confirm(*file));
            confirmed < last
        })
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut disks = BTreeSet::new();
    for kept in 0..1_usize << on_its_way.len() {
        for torn in 0..3_usize.pow(unsafe_files.len() as u32) {
            let bytes = |file: usize| match unsafe_files.iter().position(|other| *other == file) {
                Some(at) => [Bytes::None, Bytes::Part, Bytes::All][torn / 3_usize.pow(at as u32) % 3],
                None if file == OLD || written.contains(&file) => Bytes::All,
                None => Bytes::None,
            };
            let mut disk = Disk::from([("mine.toml".to_owned(), (OLD, Bytes::All))]);
            for (at, step) in steps.iter().enumerate() {
                if on_its_way.iter().position(|way| *way == at).is_some_and(|bit| kept >> bit & 1 == 0) {
                    continue;
                }
                match step {
                    Step::Name(name, file) => drop(disk.insert(name.clone(), (*file, bytes(*file)))),
                    Step::Move(from, to, file) => {
                        disk.remove(from);
                        disk.insert(to.clone(), (*file, bytes(*file)));
                    }
                    _ => {}
                }
            }
            // A file that was written in place is torn where it stands.
            disk.values_mut().for_each(|(file, is)| *is = bytes(*file));
            disks.insert(disk);
        }
    }
    disks
}

/// What all cuts of some steps leave: how many disks, and how many of them with a torn session, without one, and with an older
/// one than was said to be saved. Newer files have greater numbers.
fn cuts(steps: &[Step]) -> [usize; 4] {
    let mut found = [0; 4];
    for cut in 0..=steps.len() {
        let done = &steps[..cut];
        let confirmed = done.iter().rposition(|step| *step == Step::ConfirmNames).map_or(0, |at| at + 1);
        let named = |step: &Step| match step {
            Step::Name(name, file) | Step::Move(_, name, file) if name == "mine.toml" => Some(*file),
            _ => None,
        };
        // What is said at the end of the last step is said too early where that confirms nothing.
        let said = if cut == steps.len() { done } else { &done[..confirmed] };
        let said = said.iter().rev().find_map(named).unwrap_or(OLD);
        for disk in after(done) {
            found[0] += 1;
            match disk.get("mine.toml") {
                None => found[2] += 1,
                Some((_, Bytes::None | Bytes::Part)) => found[1] += 1,
                Some((file, _)) => found[3] += usize::from(*file < said),
            }
            // The backup, where it is there, is the old file whole.
            found[1] += usize::from(disk.get("mine.toml.bak").is_some_and(|is| *is != (OLD, Bytes::All)));
        }
    }
    found
}

fn traced(saves: usize) -> Vec<Step> {
    let place = Place::new();
    let prepare = |home: &Path| {
        fs::write(home.join("mine.toml"), super::sessions::session(super::sessions::FIRST).to_toml()).unwrap();
        home.join("mine.toml")
    };
    let (_, arguments) = Flow { name: "", prepare, saves }.command(place.home.path());
    let trace = tempfile::NamedTempFile::new().unwrap();
    let output = strace(&["-y", "-o", &trace.path().display().to_string()], &arguments);
    assert!(output.status.success(), "{output:?}");
    steps(&fs::read_to_string(trace.path()).unwrap(), place.home.path())
}

/// Steps with the random part of temporary names left out.
fn plain(steps: &[Step]) -> Vec<String> {
    let short = |name: &str| if name.ends_with(".tmp") { "temporary".to_owned() } else { name.to_owned() };
    let words = |step: &Step| match step {
        Step::Name(name, file) => format!("file {file} is called {}", short(name)),
        Step::Move(from, to, file) => format!("file {file} is called {} instead of {}", short(to), short(from)),
        Step::Write(file) => format!("file {file} is written"),
        Step::Confirm(file) => format!("file {file} is confirmed"),
        Step::ConfirmNames => "names are confirmed".to_owned(),
    };
    steps.iter().map(words).collect()
}

#[test]
fn the_binary_confirms_bytes_before_their_name_and_the_name_before_it_says_saved() {
    if !there() {
        return;
    }
    assert_eq!(
        plain(&traced(1)),
        [
            "file 1 is called temporary",
            "file 1 is written",
            "file 1 is confirmed",
            "file 0 is called temporary",
            "file 0 is called mine.toml.bak instead of temporary",
            "file 1 is called mine.toml instead of temporary",
            "names are confirmed",
        ]
    );
    assert_eq!(plain(&traced(2))[7..].len(), 5, "{:?}", plain(&traced(2)));
}

#[test]
fn a_power_cut_leaves_a_session_old_or_new_and_new_where_it_was_said_to_be_saved() {
    if !there() {
        return;
    }
    let (one, two) = (traced(1), traced(2));
    let (first, second) = (cuts(&one), cuts(&two));
    println!(
        "power cuts: {} and {} disks of one save and of two; torn, lost, said and old: {:?}, {:?}",
        first[0],
        second[0],
        &first[1..],
        &second[1..]
    );
    assert_eq!((&first[1..], &second[1..]), (&[0, 0, 0][..], &[0, 0, 0][..]));
    assert!(first[0] > 20 && second[0] > first[0]);
}

#[test]
fn a_folder_that_is_made_for_a_session_is_confirmed_before_it_says_saved() {
    if !there() {
        return;
    }
    let home = Place::new().home;
    let trace = tempfile::NamedTempFile::new().unwrap();
    let saves = home.path().join("new").display().to_string();
    let arguments = ["--saves", &saves, "--keys", "right s", "--print"].map(str::to_owned);
    let output = strace(&["-y", "-o", &trace.path().display().to_string()], &arguments);
    assert!(String::from_utf8_lossy(&output.stdout).contains("saved in"), "{output:?}");
    let text = fs::read_to_string(trace.path()).unwrap();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} in\n{text}"));
    let confirmed =
        text.lines().position(|line| line.contains("fsync(") && line.contains(&format!("<{}>", home.path().display())));
    let made = text.lines().position(|line| line.contains("mkdir("));
    assert!(made < confirmed, "{made:?}, {confirmed:?}");
    assert!(at("mkdir(") < at("renameat2("));
}

/// The model itself: what it says of saves that leave something out.
#[test]
fn a_save_that_leaves_a_confirmation_out_is_caught() {
    let name = |name: &str, file| Step::Name(name.to_owned(), file);
    let moved = |from: &str, to: &str, file| Step::Move(from.to_owned(), to.to_owned(), file);
    let whole = [name("t", 1), Step::Write(1), Step::Confirm(1), moved("t", "mine.toml", 1), Step::ConfirmNames];
    assert_eq!(cuts(&whole)[1..], [0, 0, 0]);
    let without = |left_out: Step| whole.iter().filter(|step| **step != left_out).cloned().collect::<Vec<_>>();
    assert!(cuts(&without(Step::Confirm(1)))[1] > 0, "bytes that are not confirmed are torn");
    assert!(cuts(&without(Step::ConfirmNames))[3] > 0, "a name that is not confirmed is the old one");
    assert!(cuts(&[Step::Write(OLD), Step::Confirm(OLD)])[1] > 0, "a file written in place is torn");
    let away = [
        moved("mine.toml", "mine.toml.bak", OLD),
        name("mine.toml", 1),
        Step::Write(1),
        Step::Confirm(1),
        Step::ConfirmNames,
    ];
    let away = cuts(&away);
    assert!(away[1] > 0 && away[2] > 0, "a file that is moved away first is lost: {away:?}");
}
