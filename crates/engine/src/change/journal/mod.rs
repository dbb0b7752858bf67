//! The write-ahead record of every change: crash recovery, history and rollback from one file format.
//!
//! Each plan has its own file, `NNNNNNNN.jsonl`: one line of JSON for the intent (the whole plan), one before each step
//! that changes something, and one for the outcome. Each line is flushed before the next action. While the plan runs,
//! the file is called `NNNNNNNN.running.jsonl` and its process holds the file's lock, from intent to outcome. So a file
//! that is still called *running* but not locked means that its process was killed. docs/journal.md has the invariants.
mod entry;
mod writer;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

pub use entry::{JournalEntry, Outcome, Reading, Seal};
pub use writer::{JournalError, Record, Writer};

use crate::bounded;
use crate::home::Home;
use crate::plan::Step;
use crate::version::Version;

const RUNNING: &str = ".running.jsonl";
const ENDED: &str = ".jsonl";

/// The entries of the history, oldest first. Files that contain no valid entry are left out; see [`damaged`].
pub fn history(home: &Home) -> io::Result<Vec<JournalEntry>> {
    let mut entries = walk(home)?.collect::<io::Result<Vec<_>>>()?;
    entries.reverse();
    Ok(entries)
}

/// The entries of the history, newest first, each read on demand. Files that contain no valid entry, or cannot be read,
/// are left out.
pub fn newest_first(home: &Home) -> io::Result<impl Iterator<Item = JournalEntry> + use<>> {
    Ok(walk(home)?.filter_map(Result::ok))
}

/// The entries, newest first, each read on demand. Files that contain no valid entry are left out.
fn walk(home: &Home) -> io::Result<impl Iterator<Item = io::Result<JournalEntry>> + use<>> {
    let mut files = files(home)?;
    files.sort_by_key(|(id, _)| Reverse(*id));
    files.dedup_by_key(|(id, _)| *id);
    let home = home.clone();
    let mut undone = BTreeMap::new();
    let entries = files.into_iter().filter_map(move |(id, name)| read(&home, id, &name).transpose());
    Ok(entries.map(move |entry| {
        let mut entry = entry?;
        // A change that undid it is newer and was seen before. An undo that was itself undone does not count.
        entry.undone_by = undone.remove(&entry.id);
        if let Some(target) = entry.plan.undoes.filter(|_| entry.is_in_effect() && entry.undone_by.is_none()) {
            undone.entry(target).or_insert(entry.id);
        }
        Ok(entry)
    }))
}

/// The `versions` that passed a smoke test: a change that tested them is or was in effect.
pub fn tried(home: &Home, versions: BTreeSet<&Version>) -> io::Result<BTreeSet<Version>> {
    let (mut unknown, mut tried) = (versions, BTreeSet::new());
    let mut entries = newest_first(home)?;
    while let Some(entry) = if unknown.is_empty() { None } else { entries.next() } {
        for step in entry.plan.steps.iter().filter(|_| entry.is_in_effect()) {
            if let Step::Test { version } = step
                && unknown.remove(version)
            {
                tried.insert(version.clone());
            }
        }
    }
    Ok(tried)
}

/// The entry `id`, marked as undone if a later entry undid it.
pub fn find(home: &Home, id: u64) -> io::Result<Option<JournalEntry>> {
    Ok(history(home)?.into_iter().find(|entry| entry.id == id))
}

/// The numbers of the plans that have no outcome yet: they are running, or their process was killed.
pub fn unfinished(home: &Home) -> io::Result<BTreeSet<u64>> {
    Ok(files(home)?.into_iter().filter(|(_, name)| name.ends_with(RUNNING)).map(|(id, _)| id).collect())
}

/// The damaged files of plans that have ended, each with its number, newest first. They stay, so that no other change
/// gets their number.
pub fn damaged(home: &Home) -> io::Result<Vec<(u64, PathBuf)>> {
    let mut damaged = Vec::new();
    for (id, name) in files(home)?.into_iter().filter(|(_, name)| !name.ends_with(RUNNING)) {
        let path = home.journal().join(name);
        if matches!(bounded::if_there(JournalEntry::read(id, &path))?, Some(Reading::Damaged)) {
            damaged.push((id, path));
        }
    }
    damaged.sort_by_key(|(id, _)| Reverse(*id));
    Ok(damaged)
}

/// Tells the clean-up whether a plan has no outcome yet. It checks at each call, because a plan may start during a
/// clean-up. If it cannot tell, the plan counts as running, so that its files are kept.
pub fn alive(home: &Home) -> impl Fn(u64) -> bool {
    |id| fs::exists(running_path(home, id)).unwrap_or(true)
}

/// The entry `id` in the file `name`, which may have been renamed to its final name or discarded since it was listed.
fn read(home: &Home, id: u64, name: &str) -> io::Result<Option<JournalEntry>> {
    let reading = match bounded::if_there(JournalEntry::read(id, &home.journal().join(name)))? {
        Some(reading) => Some(reading),
        None => bounded::if_there(JournalEntry::read(id, &ended_path(home, id)))?,
    };
    Ok(reading.and_then(Reading::entry))
}

/// The number and name of every journal file.
fn files(home: &Home) -> io::Result<Vec<(u64, String)>> {
    Ok(numbered(home)?.into_iter().filter(|(_, name)| name.ends_with(ENDED)).collect())
}

/// The same, with the files that were set aside.
fn numbered(home: &Home) -> io::Result<Vec<(u64, String)>> {
    let Some(folder) = bounded::if_there(fs::read_dir(home.journal()))? else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in folder {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(id) = name.split('.').next().and_then(|number| number.parse().ok()) {
            files.push((id, name));
        }
    }
    Ok(files)
}

fn running_path(home: &Home, id: u64) -> PathBuf {
    home.journal().join(format!("{id:08}{RUNNING}"))
}

fn ended_path(home: &Home, id: u64) -> PathBuf {
    home.journal().join(format!("{id:08}{ENDED}"))
}

fn is_running_name(path: &Path) -> bool {
    path.to_string_lossy().ends_with(RUNNING)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::plan::{Action, Plan};
    use crate::report::{HookEnd, HookOwner, HookPoint, HookRun};

    #[test]
    fn a_plan_that_starts_during_a_sweep_counts_as_running() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let alive = alive(&home);
        assert!(!alive(3));
        fs::create_dir_all(home.journal()).unwrap();
        fs::write(running_path(&home, 3), b"").unwrap();
        assert!(alive(3) && !alive(4));
        fs::rename(running_path(&home, 3), ended_path(&home, 3)).unwrap();
        assert!(!alive(3), "it has ended");
    }

    #[test]
    fn a_hook_that_is_recorded_only_partly_after_the_outcome_damages_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let plan = Plan { action: Action::Use, from: None, to: None, undoes: None, steps: Vec::new() };
        let mut writer = Writer::begin(&home, &plan, "a test", Timestamp::UNIX_EPOCH).unwrap();
        let ran = HookRun {
            step: 0,
            hook: HookPoint::OnFailure,
            owner: HookOwner::Policy,
            program: "/opt/report".into(),
            end: HookEnd::Exited { code: 3 },
            milliseconds: 7,
            output: vec!["a".into()],
            left_out: 2,
        };
        let (at, outcome) = (Timestamp::UNIX_EPOCH, Outcome::Failed);
        writer.write_outcome(Seal { at, outcome, in_effect: false, problem: None, proof: None }).unwrap();
        writer.hook_ran(&ran).unwrap();
        writer.hook_ran(&ran).unwrap();
        drop(writer);
        let path = running_path(&home, 1);
        let text = fs::read(&path).unwrap();
        fs::write(&path, &text[..text.len() - 20]).unwrap();
        let (writer, reading) = Writer::take_over(&home, 1).unwrap().unwrap();
        assert!(matches!(reading, Reading::Entry(entry) if entry.hooks == [ran.clone()] && entry.seal.is_some()));
        writer.settle().unwrap();
        let entry = find(&home, 1).unwrap().unwrap();
        assert_eq!((entry.outcome(), entry.hooks), (Some(Outcome::Failed), vec![ran]));
        assert!(damaged(&home).unwrap().is_empty());
    }

    #[test]
    fn a_change_that_is_renamed_while_the_history_is_read_is_included() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let plan = Plan { action: Action::Use, from: None, to: None, undoes: None, steps: Vec::new() };
        let writer = Writer::begin(&home, &plan, "a test", Timestamp::UNIX_EPOCH).unwrap();
        let newest_first = newest_first(&home).unwrap();
        let (at, outcome) = (Timestamp::UNIX_EPOCH, Outcome::Done);
        writer.end(Seal { at, outcome, in_effect: true, problem: None, proof: None }).unwrap();
        assert_eq!(newest_first.map(|entry| entry.id).collect::<Vec<_>>(), [1]);
    }
}
