//! Every call of a save: killed there, and failing there, with each error that a disk, a quota or a folder can give.

use super::sessions::{FIRST, Place, STEP, long, names_in, next_start, session, users_in};
use super::strace::{Call, Flow, each, injected, is_end, there};
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::Instant;

/// Every way that a session gets on disk.
const FLOWS: [Flow; 5] = [
    Flow { name: "the first save of a session that was opened", prepare: opened, saves: 1 },
    Flow { name: "a later save", prepare: opened, saves: 8 },
    Flow { name: "a session that has no file and no folder", prepare: |home| home.join("new/untitled.toml"), saves: 1 },
    Flow { name: "through a link", prepare: linked, saves: 1 },
    Flow { name: "a session of an older format", prepare: older, saves: 1 },
];

fn opened(home: &Path) -> std::path::PathBuf {
    fs::write(home.join("mine.toml"), session(FIRST).to_toml()).unwrap();
    home.join("mine.toml")
}

fn linked(home: &Path) -> std::path::PathBuf {
    fs::create_dir(home.join("real")).unwrap();
    fs::write(home.join("real/theirs.toml"), session(FIRST).to_toml()).unwrap();
    symlink("real/theirs.toml", home.join("mine.toml")).unwrap();
    home.join("mine.toml")
}

fn older(home: &Path) -> std::path::PathBuf {
    let text = session(FIRST).to_toml().replace("format = 2", "format = 1");
    fs::write(home.join("mine.toml"), text).unwrap();
    home.join("mine.toml")
}

/// Calls that work on files, which may fail; what Rust asks of memory and threads may not.
const OF_FILES: [&str; 20] = [
    "openat",
    "read",
    "write",
    "lseek",
    "close",
    "fsync",
    "statx",
    "fstat",
    "newfstatat",
    "fchmod",
    "fchown",
    "linkat",
    "renameat",
    "renameat2",
    "rename",
    "mkdir",
    "getdents64",
    "unlink",
    "readlink",
    "fcntl",
];

/// A case: in which way of saving, at which call, what.
struct Case {
    flow: Flow,
    call: Call,
    what: String,
}

/// The users of a session before and after the last save of a flow; before it there may be no file.
fn states(flow: &Flow) -> (u64, u64) {
    (FIRST + STEP * (flow.saves as u64 - 1), FIRST + STEP * flow.saves as u64)
}

fn cases(what: impl Fn(&Call) -> Vec<String>) -> Vec<Case> {
    let place = Place::new();
    let of = |flow: &Flow| {
        let calls = flow.calls(place.home.path());
        let cases = calls.into_iter().flat_map(|call| what(&call).into_iter().map(move |what| (call.clone(), what)));
        cases.map(|(call, what)| Case { flow: *flow, call, what }).collect::<Vec<_>>()
    };
    FLOWS.iter().flat_map(of).collect()
}

/// What is in the folders of a flow that is over: nothing of ours but backups.
fn left(home: &Path) -> Vec<String> {
    let folders = ["", "new", "real"].map(|name| home.join(name));
    let names = folders.iter().filter(|folder| folder.is_dir()).flat_map(|folder| names_in(folder));
    names.filter(|name| name.starts_with('.') || name.contains("tmp")).collect()
}

#[test]
fn killed_at_each_call_of_a_save_a_session_is_as_before_or_as_after() {
    if !there() {
        return;
    }
    let start = Instant::now();
    let cases = cases(|call| vec![format!("signal=SIGKILL:when={}", call.nth)]);
    let wrong = each(&cases, |home, case| {
        let (path, arguments) = case.flow.command(home);
        let (output, _) = injected(home, &case.call.name, &case.what, &arguments);
        let at = format!("{}, killed at {} of {}", case.flow.name, case.call.line, case.call.nth);
        if output.status.signal() != Some(9) {
            return Err(format!("{at}: not killed: {}", output.status));
        }
        let (before, after) = states(&case.flow);
        let expected = match case.call.saved + 1 > case.flow.saves {
            true => Some(after),
            false => Some(before).filter(|_| !case.flow.name.contains("no file")),
        };
        if users_in(&path) != expected || (expected.is_none() && path.exists()) {
            return Err(format!("{at}: {:?}, not {expected:?}", users_in(&path)));
        }
        if expected.is_some() {
            next_start(&path);
            if !left(home).is_empty() {
                return Err(format!("{at}: left {:?}", left(home)));
            }
        }
        Ok(())
    });
    println!("killed at {} calls in {:.1?}", cases.len(), start.elapsed());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    // 95 in a debug build, which looks at what it closes; fewer in a release.
    assert!(cases.len() >= 70, "only {}", cases.len());
}

/// What may go wrong at a call, from then on or only once; in the long form with all errors that the manual pages of these
/// calls name for trouble of the machine.
fn errors(call: &Call) -> Vec<String> {
    let name = call.name.as_str();
    if !OF_FILES.contains(&name) {
        return Vec::new();
    }
    let short = ["ENOSPC", "EIO", "EDQUOT", "EROFS"];
    let more =
        ["EMFILE", "EACCES", "EPERM", "ENFILE", "ENOMEM", "ENOENT", "ELOOP", "ENOTDIR", "EFBIG", "EMLINK", "ESTALE"];
    let errors = match (name, long()) {
        (_, true) => [&short[..], &more[..]].concat(),
        ("openat", false) => [&short[..], &more[..1]].concat(),
        ("linkat" | "mkdir" | "renameat" | "renameat2" | "fchmod" | "fchown" | "fsync", false) => short.to_vec(),
        (_, false) => short[..3].to_vec(),
    };
    let mut all: Vec<String> = errors.iter().map(|error| format!("error={error}:when={}+", call.nth)).collect();
    if long() {
        all.extend(errors.iter().map(|error| format!("error={error}:when={}", call.nth)));
    }
    // Once: what is interrupted is done again.
    if long() || ["openat", "read", "write", "fsync", "linkat", "renameat", "renameat2"].contains(&name) {
        all.push(format!("error=EINTR:when={}", call.nth));
    }
    // A call that says it did it, in part or whole, and did not.
    let lies: &[&str] = match name {
        "write" => &["100:when=N", "1:when=N", "0:when=N+"],
        "read" => &["0:when=N+"],
        _ => &[],
    };
    all.extend(lies.iter().map(|lie| format!("retval={}", lie.replace('N', &call.nth.to_string()))));
    all
}

#[test]
fn whatever_call_of_a_save_fails_the_old_file_stays_or_the_new_is_there_and_it_is_said_which() {
    if !there() {
        return;
    }
    let start = Instant::now();
    let cases = cases(errors);
    let (said, confirmed) = (std::sync::atomic::AtomicUsize::new(0), std::sync::atomic::AtomicUsize::new(0));
    let wrong = each(&cases, |home, case| {
        let (path, arguments) = case.flow.command(home);
        let (output, met) = injected(home, &case.call.name, &case.what, &arguments);
        let screen = String::from_utf8_lossy(&output.stdout).into_owned();
        let words = screen.trim_end().lines().last().unwrap_or_default().trim().to_owned();
        let at = format!("{}, {} at {} ({}): “{words}”", case.flow.name, case.what, case.call.line, case.call.nth);
        let (before, after) = states(&case.flow);
        let (is, old) = (users_in(&path), Some(before).filter(|_| !case.flow.name.contains("no file")));
        let unsaved = words.starts_with("not saved: ");
        let sound = match (words.starts_with("saved in "), unsaved, words.contains("the disk does not confirm")) {
            (true, false, false) => is == Some(after),
            (false, true, true) => is == Some(after),
            (false, true, false) if is == old => old.is_some() || !path.exists(),
            // It tries once more when it ends, and that one was let through.
            (false, true, false) => is == Some(after) && !case.what.ends_with('+'),
            _ => false,
        };
        // Where the disk does not confirm the name of the last save, that is not saved; what is interrupted is done again.
        let ends_it = is_end(&case.call.line) && case.call.saved == case.flow.saves;
        let sound = sound && (unsaved || !ends_it || case.what.contains("EINTR"));
        let counted = if unsaved { &said } else { &confirmed };
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let named = !unsaved || words.contains(&home.display().to_string());
        match (met, sound, named, left(home)) {
            (true, true, true, left) if left.is_empty() => Ok(()),
            (met, sound, named, left) => {
                Err(format!("{at}: met {met}, sound {sound}, named {named}, left {left:?}, is {is:?}"))
            }
        }
    });
    println!(
        "{} calls that fail in {:.1?}: {said:?} not saved and said, {confirmed:?} saved all the same",
        cases.len(),
        start.elapsed()
    );
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= if long() { 2000 } else { 300 }, "only {}", cases.len());
}
