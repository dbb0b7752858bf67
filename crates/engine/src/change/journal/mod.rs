//! The write-ahead record of every change: crash recovery, history and rollback from one file format. Each plan has a
//! file `NNNNNNNN.jsonl`, with a line of JSON for the intent (the whole plan), one before each step that changes
//! something, and one for the outcome, each flushed before the next action. Until the outcome, the file is called
//! `NNNNNNNN.running.jsonl` and its process locks it, so one without a lock means a killed process.
//! docs/internals/journal.md has the invariants.
mod entry;
mod walk;
mod writer;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

pub use entry::{JournalEntry, Outcome, Reading, Seal};
pub use walk::DamagedRecord;
use walk::{FoundRecord, Walk};
pub use writer::{JournalError, Record, Writer};

use crate::base::bounded;
use crate::base::version::Version;
use crate::change::plan::{Original, Step};
use crate::machine::home::Home;
use crate::machine::platform;

const RUNNING: &str = ".running.jsonl";
const ENDED: &str = ".jsonl";

/// Some of the history, newest first.
#[derive(Debug, Default)]
pub struct Page {
    pub entries: Vec<JournalEntry>,
    pub damaged: Vec<DamagedRecord>,
    pub has_older: bool,
}

/// Up to `most` changes before the change `before`, or the newest ones. Files that contain no valid entry are left out.
pub fn page(home: &Home, before: Option<u64>, most: usize) -> io::Result<Page> {
    let mut page = Page::default();
    let is_on_it = |id: u64| before.is_none_or(|before| id < before);
    for found in Walk::begin(home, 0)? {
        match found? {
            FoundRecord::Entry(entry) if !is_on_it(entry.id) => {}
            FoundRecord::Entry(_) if page.entries.len() >= most => {
                page.has_older = true;
                break;
            }
            FoundRecord::Entry(entry) => page.entries.push(*entry),
            FoundRecord::Damaged(record) if is_on_it(record.id) => page.damaged.push(record),
            FoundRecord::Damaged(_) => {}
        }
    }
    Ok(page)
}

/// The entries of the history, oldest first. Files that contain no valid entry are left out; see [`damaged`].
pub fn history(home: &Home) -> io::Result<Vec<JournalEntry>> {
    let mut entries = page(home, None, usize::MAX)?.entries;
    entries.reverse();
    Ok(entries)
}

/// The entries of the history, newest first, each read on demand. Files without a valid entry are left out.
pub fn newest_first(home: &Home) -> io::Result<impl Iterator<Item = JournalEntry> + use<>> {
    Ok(Walk::begin(home, 0)?.filter_map(|found| found.ok()?.entry()))
}

/// Newest first.
pub fn after(home: &Home, id: u64) -> io::Result<Vec<JournalEntry>> {
    Walk::begin(home, id.saturating_add(1))?.filter_map(|found| found.map(FoundRecord::entry).transpose()).collect()
}

/// The newest change that moved the switch after the change `id` had moved it.
pub fn replacing(home: &Home, id: u64) -> io::Result<Option<JournalEntry>> {
    let later = after(home, id)?.into_iter().find(JournalEntry::has_switched);
    Ok(if later.is_some() && alone(home, id)?.is_some_and(|own| own.has_switched()) { later } else { None })
}

/// The changes before the change `id` that moved the switch and still run.
pub fn still_switching(home: &Home, id: u64) -> impl Iterator<Item = JournalEntry> {
    let earlier = unfinished(home).unwrap_or_default().into_iter().filter(move |earlier| *earlier < id);
    let entries = earlier.filter_map(move |earlier| alone(home, earlier).ok()?);
    entries.filter(|entry| entry.seal.is_none() && entry.has_switched())
}

/// The entry `id`, marked as undone if a later entry undid it. Only what is newer is read.
pub fn find(home: &Home, id: u64) -> io::Result<Option<JournalEntry>> {
    Ok(after(home, id.saturating_sub(1))?.pop().filter(|entry| entry.id == id))
}

/// What the undo of a change needs to know: the change itself, and the later ones. If no number is given, it is the
/// newest in effect, even one that cannot be undone, or one that moved the switch and still runs: nothing older is meant.
#[derive(Debug, Default)]
pub struct Undoing {
    /// The change, and all later ones, newest first.
    pub entries: Vec<JournalEntry>,
    /// A damaged record that may be the wanted change.
    pub damaged: Option<DamagedRecord>,
}

impl Undoing {
    pub fn wanted(&self, id: Option<u64>) -> Option<&JournalEntry> {
        let is_meant = |entry: &JournalEntry| entry.stands() || entry.seal.is_none() && entry.has_switched();
        self.entries.last().filter(|entry| id.map_or_else(|| is_meant(entry), |id| entry.id == id))
    }
}

pub fn undoing(home: &Home, id: Option<u64>) -> io::Result<Undoing> {
    let mut undoing = Undoing::default();
    for found in Walk::begin(home, id.unwrap_or_default())? {
        match found? {
            FoundRecord::Entry(entry) => undoing.entries.push(*entry),
            // The last change may not be the last readable one.
            FoundRecord::Damaged(record) if id.is_none_or(|id| record.id == id) => undoing.damaged = Some(record),
            FoundRecord::Damaged(_) => {}
        }
        let is_found = undoing.wanted(id).is_some();
        if is_found || (id.is_none() && undoing.damaged.is_some()) {
            undoing.damaged = undoing.damaged.filter(|_| !is_found);
            break;
        }
    }
    Ok(undoing)
}

/// What undoing `undid`, if itself an undo, means for the first change. `known` are entries already read, newest first.
pub fn origin(home: &Home, known: &[JournalEntry], undid: u64) -> io::Result<Option<Original>> {
    let (mut id, mut undos) = (undid, 0);
    loop {
        let target = match known.binary_search_by(|entry| id.cmp(&entry.id)) {
            Ok(at) => known[at].plan.undoes,
            Err(_) => alone(home, id)?.and_then(|entry| entry.plan.undoes),
        };
        let Some(earlier) = target.filter(|earlier| *earlier < id) else { break };
        (id, undos) = (earlier, undos + 1);
    }
    Ok((undos > 0).then_some(Original { id, in_effect: undos % 2 == 1 }))
}

/// The entry `id`, without what later ones say about it.
fn alone(home: &Home, id: u64) -> io::Result<Option<JournalEntry>> {
    Ok(match read(home, id, &format!("{id:08}{RUNNING}"))? {
        Some(Reading::Entry(entry)) => Some(*entry),
        _ => None,
    })
}

/// The `versions` that passed a smoke test, or that a switch found to work, in a change that is or was in effect.
pub fn tried(home: &Home, versions: BTreeSet<&Version>) -> io::Result<BTreeSet<Version>> {
    let (mut unknown, mut tried) = (versions, BTreeSet::new());
    let mut entries = newest_first(home)?;
    while let Some(entry) = if unknown.is_empty() { None } else { entries.next() } {
        tried.extend(tested(&entry).filter(|version| unknown.remove(*version)).cloned());
    }
    Ok(tried)
}

/// The versions that an entry tested, or switched to and found that they work, if it is in effect.
fn tested(entry: &JournalEntry) -> impl Iterator<Item = &Version> {
    entry.plan.steps.iter().filter(move |_| entry.is_in_effect()).filter_map(|step| match step {
        Step::Test { version } | Step::Switch { to: Some(version), .. } => Some(version),
        _ => None,
    })
}

/// The numbers of the plans that have no outcome yet: they are running, or their process was killed.
pub fn unfinished(home: &Home) -> io::Result<BTreeSet<u64>> {
    Ok(files(home)?.into_iter().filter(|(_, name)| name.ends_with(RUNNING)).map(|(id, _)| id).collect())
}

/// The damaged records of plans that have ended, newest first. They stay, so that no other change gets their number.
pub fn damaged(home: &Home) -> io::Result<Vec<DamagedRecord>> {
    Ok(page(home, None, usize::MAX)?.damaged)
}

/// Whether a plan has no outcome yet, so that a clean-up keeps its files: also if unknown, or begun meanwhile.
pub fn alive(home: &Home) -> impl Fn(u64) -> bool {
    |id| fs::exists(running_path(home, id)).unwrap_or(true)
}

/// Since `name` was listed, the file may have been renamed to its final name, or discarded.
fn read(home: &Home, id: u64, name: &str) -> io::Result<Option<Reading>> {
    match bounded::if_there(JournalEntry::read(id, &home.journal().join(name)))? {
        None => bounded::if_there(JournalEntry::read(id, &ended_path(home, id))),
        reading => Ok(reading),
    }
}

fn files(home: &Home) -> io::Result<Vec<(u64, String)>> {
    Ok(numbered(home)?.into_iter().filter(|(_, name)| name.ends_with(ENDED)).collect())
}

/// Whether it is another account's, which keeps it closed.
pub fn is_shut(home: &Home) -> bool {
    let is_denied = |error: io::Error| error.kind() == io::ErrorKind::PermissionDenied;
    fs::read_dir(home.journal()).is_err_and(is_denied) && !platform::is_of_this_account(&home.journal())
}

/// The number and name of every journal file, with those that were set aside.
fn numbered(home: &Home) -> io::Result<Vec<(u64, String)>> {
    if is_shut(home) {
        return Ok(Vec::new()); // nothing in it is about this account
    }
    let Some(folder) = bounded::if_there(fs::read_dir(home.journal()))? else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in folder {
        let Ok(name) = entry?.file_name().into_string() else { continue }; // not one of Upgo's
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
    use crate::base::report::{HookEnd, HookOwner, HookPoint, HookRun};
    use crate::change::plan::{Action, Plan};

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
    fn a_toolchain_is_tried_once_it_was_tested_or_selected() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let [old, new] = ["go1.26.6", "go1.27.3"].map(|name| Version::from_name(name).unwrap());
        let unpack = |version: &Version| Step::Unpack { version: version.clone() };
        let test = |version: &Version| Step::Test { version: version.clone() };
        let switch = |to: &Version| Step::Switch { from: None, to: Some(to.clone()) };
        let record = |steps: Vec<Step>, in_effect| {
            let plan = Plan { action: Action::Use, from: None, to: None, undoes: None, steps };
            let writer = Writer::begin(&home, &plan, "a test", Timestamp::UNIX_EPOCH, None).unwrap();
            let (at, outcome) = (Timestamp::UNIX_EPOCH, if in_effect { Outcome::Done } else { Outcome::Failed });
            writer.end(Seal { at, outcome, in_effect, problem: None, proof: None, downloaded: None }).unwrap();
        };
        let is_tried = |version: &Version| !tried(&home, BTreeSet::from([version])).unwrap().is_empty();
        assert!(!is_tried(&old), "it is not in the history");
        record(vec![unpack(&old), test(&old), switch(&old)], true);
        record(vec![unpack(&new)], true);
        assert!(is_tried(&old) && !is_tried(&new), "only unpacked");
        record(vec![test(&new), switch(&new)], false);
        assert!(!is_tried(&new), "the test has failed");
        record(vec![switch(&new)], true);
        assert!(is_tried(&new));
        assert_eq!(tried(&home, BTreeSet::from([&old, &new])).unwrap(), BTreeSet::from([old.clone(), new.clone()]));
    }

    #[test]
    fn a_hook_that_is_recorded_only_partly_after_the_outcome_damages_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let plan = Plan { action: Action::Use, from: None, to: None, undoes: None, steps: Vec::new() };
        let mut writer = Writer::begin(&home, &plan, "a test", Timestamp::UNIX_EPOCH, None).unwrap();
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
        writer
            .write_outcome(Seal { at, outcome, in_effect: false, problem: None, proof: None, downloaded: None })
            .unwrap();
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
        let writer = Writer::begin(&home, &plan, "a test", Timestamp::UNIX_EPOCH, None).unwrap();
        let newest_first = newest_first(&home).unwrap();
        let (at, outcome) = (Timestamp::UNIX_EPOCH, Outcome::Done);
        writer.end(Seal { at, outcome, in_effect: true, problem: None, proof: None, downloaded: None }).unwrap();
        assert_eq!(newest_first.map(|entry| entry.id).collect::<Vec<_>>(), [1]);
    }
}
