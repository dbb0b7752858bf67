//! The chain in memory: every changed bit is found, and its line is named.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::chain::{AuditLine, start};
use super::file::AuditFiles;
use super::verify::check;
use super::{AuditEntry, AuditFindingKind, AuditOutcome, AuditVerdict};
use crate::machine::effect;

/// A log of this many entries.
fn log(count: u64) -> Vec<u8> {
    let (mut bytes, mut after) = (Vec::new(), start());
    for number in 1..=count {
        let what = format!("Install go1.27.{number} \u{202e}测试 \"x\"");
        let entry = AuditEntry { what, by: "upgo install".into(), change: Some(number), ..AuditEntry::default() };
        let line = AuditLine::sealed(entry.ended(AuditOutcome::Done), &after);
        after = line.link();
        bytes.extend_from_slice(line.text.as_bytes());
        bytes.push(b'\n');
    }
    bytes
}

fn verdict(bytes: &[u8]) -> AuditVerdict {
    check_bytes(Path::new("audit.jsonl"), bytes, BTreeSet::new())
}

fn check_bytes(file: &Path, bytes: &[u8], noted: BTreeSet<(u64, String)>) -> AuditVerdict {
    check(file, [(file.to_owned(), Ok(bytes))], None, noted)
}

/// The log with one bit changed must name the line in which that bit is.
fn must_name_the_line(log: &mut [u8], bit: usize) {
    let line = log[..bit / 8].split(|byte| *byte == b'\n').count() as u64;
    log[bit / 8] ^= 1 << (bit % 8);
    let verdict = verdict(log);
    let first = verdict.findings.first().map(|finding| (finding.kind, finding.line));
    assert_eq!(first, Some((AuditFindingKind::Damaged, Some(line))), "bit {bit}: {verdict:?}");
    assert!(!verdict.ok);
    log[bit / 8] ^= 1 << (bit % 8);
}

#[test]
fn every_bit_of_a_short_log_is_guarded() {
    let mut log = log(2);
    assert!(verdict(&log).ok, "{:?}", verdict(&log));
    assert!(log.is_ascii(), "the lines are printed as they are");
    for bit in 0..log.len() * 8 {
        must_name_the_line(&mut log, bit);
    }
}

#[test]
fn one_changed_bit_among_ten_thousand_entries_is_found() {
    let mut log = log(10_000);
    let whole = verdict(&log);
    assert!(whole.ok && whole.notes.is_empty());
    assert_eq!((whole.entries, whole.first.unwrap().number, whole.last.unwrap().number), (10_000, 1, 10_000));
    let (mut random, bits) = (fastrand::Rng::with_seed(43), log.len() * 8);
    let anywhere: Vec<usize> = (0..8).map(|_| random.usize(..bits)).collect();
    for bit in [0, bits - 1].into_iter().chain(anywhere) {
        must_name_the_line(&mut log, bit);
    }
}

#[test]
fn lines_that_are_missing_repeated_or_moved_break_the_chain() {
    let log = log(5);
    let lines: Vec<&[u8]> = log.split_inclusive(|byte| *byte == b'\n').collect();
    let of = |order: &[usize]| verdict(&order.iter().flat_map(|at| lines[*at]).copied().collect::<Vec<u8>>());
    for (order, kind, line) in [
        (&[0, 1, 3, 4][..], AuditFindingKind::Broken, Some(3)),
        (&[0, 1, 1, 2, 3, 4][..], AuditFindingKind::Broken, Some(3)),
        (&[0, 2, 1, 3, 4][..], AuditFindingKind::Broken, Some(2)),
        (&[1, 2, 3, 4][..], AuditFindingKind::Beginning, None),
    ] {
        let verdict = of(order);
        let first = verdict.findings.first().map(|finding| (finding.kind, finding.line));
        assert_eq!(first, Some((kind, line)), "{order:?}: {verdict:?}");
    }
    assert!(of(&[0, 1, 2]).ok, "a missing end is noticed only with a known hash");
}

#[test]
fn an_entry_that_the_history_names_must_be_there() {
    let (log, other) = (log(5), log(6));
    let lines: Vec<&[u8]> = log.split_inclusive(|byte| *byte == b'\n').collect();
    let noted = |bytes: &[u8]| {
        let noted = lines.iter().step_by(2).map(|line| AuditLine::read(line.trim_ascii_end()).unwrap().link());
        check_bytes(Path::new("audit.jsonl"), bytes, noted.map(|link| (link.number, link.sha256)).collect())
    };
    assert!(noted(&log).ok && noted(&other).ok);
    let of = |bytes: &[u8]| noted(bytes).findings.into_iter().map(|finding| (finding.kind, finding.text)).collect();
    let absent = |what: &str| {
        let text =
            format!("the history names {what} of this log, which it does not have: it was cut, emptied or replaced");
        (AuditFindingKind::Absent, text)
    };
    let cut: Vec<_> = of(&lines[..4].concat());
    assert_eq!(cut, [absent("entry 5")]);
    let emptied: Vec<_> = of(b"");
    assert_eq!(emptied, [absent("3 entries up to 5")]);
    // as after a deletion, when newer changes have begun a new log
    let line = AuditLine::sealed(AuditEntry { what: "another".into(), ..AuditEntry::default() }, &start());
    let replaced: Vec<_> = of(format!("{}\n", line.text).as_bytes());
    assert_eq!(replaced, [absent("3 entries up to 5")]);
}

#[test]
fn a_line_that_is_too_long_for_an_entry_is_damaged() {
    let log = log(2);
    let damaged = [log.as_slice(), &vec![b'x'; 3 << 20], b"\n", &[0; 10], b"\ny\n"].concat();
    let findings = verdict(&damaged).findings;
    let lines: Vec<_> = findings.iter().map(|finding| (finding.kind, finding.line)).collect();
    assert_eq!(lines, [3, 4, 5].map(|line| (AuditFindingKind::Damaged, Some(line))), "{findings:?}");
}

#[test]
fn an_entry_with_a_new_hash_still_breaks_the_chain() {
    let log = log(3);
    let text = String::from_utf8(log).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let second = AuditLine::read(lines[1].as_bytes()).unwrap();
    let after = AuditLine::read(lines[0].as_bytes()).unwrap().link();
    lines[1] = AuditLine::sealed(AuditEntry { what: "something else".into(), ..second.entry }, &after).text;
    let verdict = verdict(format!("{}\n", lines.join("\n")).as_bytes());
    let first = verdict.findings.first().map(|finding| (finding.kind, finding.line));
    assert_eq!(first, Some((AuditFindingKind::Broken, Some(3))), "{verdict:?}");
}

#[test]
fn a_line_has_always_the_same_fields_in_the_same_order() {
    let line = AuditLine::sealed(AuditEntry::default(), &start());
    assert!(line.text.starts_with("{\"number\":1,\"previous\":\"0000"), "{}", line.text);
    assert!(line.text.ends_with(&format!(",\"hash\":\"{}\"}}", line.entry.hash)), "{}", line.text);
    assert_eq!(AuditLine::read(line.text.as_bytes()), Some(line));
}

#[test]
fn the_log_is_bounded_and_its_chain_continues_across_files() {
    let folder = tempfile::tempdir().unwrap();
    let files = AuditFiles { largest: 5_000, ..AuditFiles::at(folder.path().join("audit.jsonl")) };
    let add = |number| {
        let entry = AuditEntry { change: Some(number), ..AuditEntry::default() };
        files.add(entry, &BTreeMap::new()).unwrap();
    };
    let verdict = || check(&files.current, files.open(), None, BTreeSet::new());
    let kinds = || verdict().findings.into_iter().map(|finding| finding.kind).collect::<Vec<_>>();
    (1..=40).for_each(add);
    let first = files.all_older().unwrap()[0].clone();
    assert!(verdict().ok && verdict().notes.is_empty(), "{:?}", verdict());
    (41..=150).for_each(add);
    let (whole, older) = (verdict(), files.all_older().unwrap());
    assert!(whole.ok, "{whole:?}");
    assert!(!first.exists() && older.len() == 8, "{older:?}");
    assert!(whole.first.unwrap().number > 1);
    assert!(whole.notes.iter().all(|note| note.kind == AuditFindingKind::Pruned) && !whole.notes.is_empty());
    let mut changes = files.read().into_iter().map(|(_, bytes)| bytes.unwrap()).collect::<Vec<_>>().concat();
    changes.truncate(changes.len() - 1);
    let last = changes.split(|byte| *byte == b'\n').next_back().unwrap();
    assert_eq!(AuditLine::read(last).unwrap().entry.change, Some(150));
    effect::remove_file(&older[0]).unwrap();
    assert_eq!(kinds(), [AuditFindingKind::Beginning], "nobody said that it was deleted");
    effect::remove_file(&older[3]).unwrap();
    assert_eq!(kinds(), [AuditFindingKind::Broken, AuditFindingKind::Beginning]);
}
