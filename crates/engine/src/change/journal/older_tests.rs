//! The older changes: each stays what it was, wherever the move was interrupted and whatever is damaged, and no more is
//! read than an answer needs.
use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::change::plan::{Action, Plan, Step};
use crate::machine::effect;
use crate::store::{LockHolder, StoreLock};

/// A home with a history.
struct Machine {
    _folder: TempDir,
    home: Home,
}

/// The version that a change tests.
fn version(id: u64) -> Version {
    Version::from_name(&format!("go1.26.{id}")).unwrap()
}

impl Machine {
    /// Every third change tests a version, the fifth replaces Upgo, every fourth undoes the one before it, and every
    /// seventh has failed.
    fn with_changes(count: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("upgo"));
        home.own().unwrap().create().unwrap();
        let machine = Self { _folder: folder, home };
        (0..count).for_each(|_| machine.change());
        machine
    }

    fn change(&self) {
        let id = newest_first(&self.home).unwrap().next().map_or(1, |newest| newest.id + 1);
        let action = if id == 5 { Action::UpdateSelf } else { Action::Use };
        let steps = if id.is_multiple_of(3) { vec![Step::Test { version: version(id) }] } else { Vec::new() };
        let undoes = id.is_multiple_of(4).then(|| id - 1);
        let plan = Plan { action, from: None, to: None, undoes, steps };
        let writer = Writer::begin(&self.home, &plan, "a test", Timestamp::UNIX_EPOCH, None).unwrap();
        assert_eq!(writer.id(), id);
        let in_effect = !id.is_multiple_of(7);
        let outcome = if in_effect { Outcome::Done } else { Outcome::Failed };
        writer
            .end(Seal { at: Timestamp::UNIX_EPOCH, outcome, in_effect, problem: None, proof: None, downloaded: None })
            .unwrap();
    }

    fn compact(&self, keep: usize, batch: usize) {
        let home = self.home.own().unwrap();
        let holder = LockHolder::of_this_process("a test", Timestamp::UNIX_EPOCH);
        let lock = StoreLock::try_acquire(home, &holder).unwrap().unwrap();
        compact(home, Limits { keep, batch }, &lock).unwrap();
    }

    fn history(&self) -> Vec<JournalEntry> {
        history(&self.home).unwrap()
    }

    /// The names of the journal's files, and of those with older changes.
    fn names(&self) -> [Vec<String>; 2] {
        [self.home.journal(), self.home.older_changes()].map(|folder| {
            let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap());
            let names = entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name());
            let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
            names.sort();
            names
        })
    }
}

fn ids(entries: &[JournalEntry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.id).collect()
}

#[test]
fn a_move_changes_no_answer() {
    let machine = Machine::with_changes(23);
    let home = &machine.home;
    let answers = || {
        let versions: Vec<Version> = (1..=30).map(version).collect();
        let pages: Vec<_> = (1..=25).map(|before| page(home, Some(before), 4).unwrap().entries).collect();
        let found: Vec<_> = (0..=25).map(|id| find(home, id).unwrap()).collect();
        let later: Vec<_> = (0..=25).map(|id| after(home, id).unwrap()).collect();
        let undone: Vec<_> = (0..=25).map(|id| undoing(home, Some(id)).unwrap().entries).collect();
        let of_upgo: Vec<_> =
            newest_of_upgo(home).unwrap().filter(|entry| entry.plan.action == Action::UpdateSelf).collect();
        let newest = undoing(home, None).unwrap().wanted(None).cloned();
        (
            machine.history(),
            tried(home, versions.iter().collect()).unwrap(),
            pages,
            found,
            later,
            undone,
            of_upgo,
            newest,
        )
    };
    let before = answers();
    assert_eq!(before.1.len(), 6, "3, 6, 9, 12, 15 and 18, but not 21, which has failed");
    machine.compact(2, 3);
    let older = ["03", "06", "09", "12", "15", "18", "21"].map(|last| format!("000000{last}.jsonl"));
    let single = ["00000022.jsonl".to_owned(), "00000023.jsonl".to_owned()];
    assert_eq!(machine.names(), [single.to_vec(), older.to_vec()]);
    assert_eq!(answers(), before);
    machine.compact(2, 3);
    assert_eq!(machine.names(), [single.to_vec(), older.to_vec()], "there is too little to move");
    machine.change();
    assert_eq!(machine.history().last().unwrap().id, 24);
    assert!(damaged(home).unwrap().is_empty());
    // The user has moved the newest files away.
    machine.names()[0].iter().for_each(|name| effect::remove_file(&home.journal().join(name)).unwrap());
    let plan = Plan { action: Action::Use, from: None, to: None, undoes: None, steps: Vec::new() };
    assert_eq!(Writer::begin(home, &plan, "a test", Timestamp::UNIX_EPOCH, None).unwrap().id(), 22);
}

#[test]
fn an_interrupted_move_is_finished_by_the_next() {
    let machine = Machine::with_changes(9);
    let journal = machine.home.journal();
    let before = machine.history();
    let singles: Vec<_> =
        machine.names()[0].iter().map(|name| (journal.join(name), fs::read(journal.join(name)).unwrap())).collect();
    machine.compact(3, 6);
    // The process was killed before it deleted them; one was damaged since.
    for (path, text) in &singles[..6] {
        effect::replace(path, text).unwrap();
    }
    effect::replace(&singles[1].0, b"{").unwrap();
    assert_eq!(machine.history(), before);
    assert!(damaged(&machine.home).unwrap().is_empty());
    (0..6).for_each(|_| machine.change());
    let before = machine.history();
    machine.compact(3, 6);
    let names = machine.names();
    assert_eq!(names[0], ["00000013.jsonl", "00000014.jsonl", "00000015.jsonl"]);
    assert_eq!(names[1], ["00000006.jsonl", "00000012.jsonl"]);
    assert_eq!(machine.history(), before);
}

#[test]
fn a_change_that_has_not_ended_and_a_record_that_cannot_be_read_stay() {
    let machine = Machine::with_changes(9);
    let path = |name: &str| machine.home.journal().join(name);
    effect::rename(&path("00000002.jsonl"), &path("00000002.running.jsonl")).unwrap();
    let third = fs::read(path("00000003.jsonl")).unwrap();
    effect::replace(&path("00000003.jsonl"), &third[..third.len() / 2]).unwrap();
    let newer = String::from_utf8(fs::read(path("00000005.jsonl")).unwrap()).unwrap();
    effect::replace(
        &path("00000005.jsonl"),
        newer.replace("intent", "later").replace(",\"sum\"", ",\"old\"").as_bytes(),
    )
    .unwrap();
    let before = machine.history();
    assert_eq!(ids(&before), [1, 2, 4, 6, 7, 8, 9]);
    machine.compact(2, 4);
    let names = machine.names();
    let stay = ["00000002.running.jsonl", "00000003.jsonl", "00000005.jsonl", "00000008.jsonl", "00000009.jsonl"];
    assert_eq!(names, [stay.map(str::to_owned).to_vec(), vec!["00000007.jsonl".to_owned()]]);
    assert_eq!(machine.history(), before);
    assert_eq!(unfinished(&machine.home).unwrap(), BTreeSet::from([2]));
    let damaged = damaged(&machine.home).unwrap();
    assert_eq!(damaged.iter().map(|record| (record.id, record.is_shared)).collect::<Vec<_>>(), [(3, false)]);
    // Later it ends.
    effect::rename(&path("00000002.running.jsonl"), &path("00000002.jsonl")).unwrap();
    assert_eq!(machine.history(), before);
    (0..6).for_each(|_| machine.change());
    machine.compact(2, 4);
    assert!(path("00000002.jsonl").exists() && path("00000003.jsonl").exists(), "they are in no other file");
    assert_eq!(machine.history()[..before.len()], before[..]);
}

/// Each byte changed, and each length: what is read is what was written, a changed byte costs at most one change, and
/// the loss is reported.
#[test]
fn damage_costs_one_change_and_is_noticed() {
    let machine = Machine::with_changes(9);
    machine.compact(1, 4);
    let before = machine.history();
    let file = machine.home.older_changes().join("00000008.jsonl");
    let whole = fs::read(&file).unwrap();
    let flipped = (0..whole.len()).flat_map(|at| {
        [whole[at] ^ (1 << (at % 8)), b'\n'].map(|new| {
            let mut bytes = whole.clone();
            bytes[at] = new;
            (format!("byte {at} is {new:#04x}"), bytes, 1)
        })
    });
    let shortened = (0..whole.len()).map(|length| (format!("{length} bytes"), whole[..length].to_vec(), 4));
    let odd = [Vec::new(), vec![0; whole.len()], b"[".repeat(1 << 20)];
    let odd = odd.into_iter().map(|bytes| ("all of it".to_owned(), bytes, 4));
    for (what, bytes, most) in flipped.chain(shortened).chain(odd) {
        effect::write_plain(&file, &bytes).unwrap();
        let Page { entries, damaged, .. } = page(&machine.home, None, usize::MAX).unwrap();
        assert!(entries.iter().all(|entry| before.contains(entry)), "{what}: {entries:#?}");
        let lost = before.len() - entries.len();
        assert!(lost <= most, "{what}: {:?}", ids(&entries));
        assert!(
            lost == 0 || damaged.iter().any(|record| record.path == file && record.is_shared),
            "{what}: {damaged:?}"
        );
    }
    effect::write_plain(&file, &whole).unwrap();
    assert_eq!(machine.history(), before);
    // It cannot be read, and so nothing is moved into the same place.
    effect::remove_file(&file).unwrap();
    effect::create_dir_all(&file).unwrap();
    assert_eq!(ids(&machine.history()), [1, 2, 3, 4, 9]);
    assert!(damaged(&machine.home).unwrap()[0].may_lack_others);
}

/// A question about the newest changes does not depend on how many there are.
#[test]
fn only_what_is_needed_is_read() {
    let machine = Machine::with_changes(40);
    machine.compact(4, 6);
    let home = &machine.home;
    assert_eq!(machine.names().map(|names| names.len()), [4, 6]);
    // Without these, every question that reads them has another answer.
    for last in [6, 12, 18, 24, 30] {
        effect::replace(&home.older_changes().join(format!("{last:08}.jsonl")), b"{").unwrap();
    }
    let newest = page(home, None, 4).unwrap();
    assert!(newest.damaged.is_empty() && newest.has_older);
    assert_eq!(ids(&newest.entries), [40, 39, 38, 37]);
    assert_eq!(find(home, 33).unwrap().unwrap().id, 33);
    assert_eq!(ids(&after(home, 35).unwrap()), [40, 39, 38, 37, 36]);
    let undone = undoing(home, Some(34)).unwrap();
    assert_eq!((undone.wanted(Some(34)).map(|entry| entry.id), undone.damaged), (Some(34), None));
    let versions = [3, 6, 39].map(version);
    assert_eq!(tried(home, versions.iter().collect()).unwrap(), BTreeSet::from(versions));
    // It was in the first file.
    assert_eq!(newest_of_upgo(home).unwrap().find(|entry| entry.plan.action == Action::UpdateSelf), None);
    assert_eq!(damaged(home).unwrap().len(), 5);
}
