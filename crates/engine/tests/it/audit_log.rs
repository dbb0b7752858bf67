//! The files of the audit log: one chain across processes, power cuts, rotation and policies.
use std::fs;
use std::thread;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tempfile::TempDir;
use upgo_engine::base::clock::Clock;
use upgo_engine::change::audit_log::{
    AuditEntry, AuditEvent, AuditFinding, AuditFindingKind, AuditLog, AuditOutcome, AuditPolicy, AuditVerdict,
};
use upgo_engine::change::log::Discretion;
use upgo_engine::machine::home::Home;

fn home() -> (TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    (folder, home)
}

fn log_by(home: &Home, policy: AuditPolicy) -> AuditLog {
    let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
    let clock = Clock::new(move || now.to_zoned_datetime(TimeZone::UTC));
    AuditLog::new(home.clone(), "upgo upgrade --to secret", clock, Discretion::default(), policy)
}

fn log(home: &Home) -> AuditLog {
    log_by(home, AuditPolicy::default())
}

fn add(log: &AuditLog, what: &str) {
    let entry = log.entry(AuditEvent::ChangeEnded).ended(AuditOutcome::Done);
    log.add(AuditEntry { what: what.to_owned(), ..entry }).unwrap();
}

fn events(log: &AuditLog) -> Vec<String> {
    log.read().0.into_iter().map(|(entry, _)| entry.event).collect()
}

fn kinds(verdict: &AuditVerdict) -> (Vec<AuditFindingKind>, Vec<AuditFindingKind>) {
    let kinds = |found: &[AuditFinding]| found.iter().map(|finding| finding.kind).collect();
    (kinds(&verdict.findings), kinds(&verdict.notes))
}

#[test]
fn an_entry_says_who_when_and_what_but_no_value_of_a_command() {
    let (_folder, home) = home();
    let log = log(&home);
    add(&log, "could not reach https://zoe:hunter2@proxy.example/?token=hunter2");
    let (entries, skipped) = log.read();
    let (entry, line) = &entries[0];
    assert_eq!((entry.number, entry.by.as_str(), skipped), (1, "upgo upgrade", 0));
    assert_eq!((entry.time.to_string(), entry.process), ("2026-03-01T12:00:00Z".to_owned(), std::process::id()));
    assert!(entry.account.is_some(), "{entry:?}");
    assert!(line.contains("proxy.example") && !line.contains("hunter2") && !line.contains("secret"), "{line}");
}

#[test]
fn a_line_that_a_power_cut_has_torn_is_mended_visibly() {
    let (_folder, home) = home();
    let log = log(&home);
    add(&log, "one");
    add(&log, "two");
    let whole = fs::read(log.file()).unwrap();
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    // every place at which the second line may end, but its own
    for length in first + 1..whole.len() - 1 {
        fs::write(log.file(), &whole[..length]).unwrap();
        let before = log.verify(None, []);
        assert!(before.ok, "{length}: {before:?}");
        assert_eq!(kinds(&before), (vec![], vec![AuditFindingKind::Torn]), "{length}");
        if length % 97 == 0 {
            add(&log, "three");
            let after = log.verify(None, []);
            assert!(after.ok && after.entries == 3, "{length}: {after:?}");
            assert_eq!(kinds(&after), (vec![], vec![AuditFindingKind::Mended]), "{length}");
            assert_eq!(events(&log), ["change-ended", "line-mended", "change-ended"]);
            // the torn line stays, and counts as little as any other that is not an entry
            let mut changed = fs::read(log.file()).unwrap();
            changed[first] ^= 1;
            fs::write(log.file(), changed).unwrap();
            assert_eq!(kinds(&log.verify(None, [])).0, [AuditFindingKind::Damaged], "{length}");
        }
    }
}

#[test]
fn a_second_power_cut_before_the_mending_is_mended_too() {
    let (_folder, home) = home();
    let log = log(&home);
    add(&log, "one");
    let whole = fs::read(log.file()).unwrap();
    // the incomplete line, its ending, and a part of the entry about it
    fs::write(log.file(), [&whole[..], b"{\"number\":2,\"prev\n{\"number\":2"].concat()).unwrap();
    assert_eq!(kinds(&log.verify(None, [])), (vec![], vec![AuditFindingKind::Torn]));
    add(&log, "two");
    assert_eq!(kinds(&log.verify(None, [])), (vec![], vec![AuditFindingKind::Mended]));
    assert_eq!(events(&log), ["change-ended", "line-mended", "change-ended"]);
    // but a whole line that is not an entry is damage
    fs::write(log.file(), [&whole[..], b"{\"number\":2}\n"].concat()).unwrap();
    assert_eq!(kinds(&log.verify(None, [])), (vec![AuditFindingKind::Damaged], vec![]));
    add(&log, "two");
    assert_eq!(kinds(&log.verify(None, [])), (vec![AuditFindingKind::Damaged], vec![]));
}

#[test]
fn a_last_line_without_its_line_ending_is_an_entry() {
    let (_folder, home) = home();
    let log = log(&home);
    add(&log, "one");
    let whole = fs::read(log.file()).unwrap();
    fs::write(log.file(), whole.trim_ascii_end()).unwrap();
    add(&log, "two");
    let verdict = log.verify(None, []);
    assert!(verdict.ok && verdict.entries == 2 && verdict.notes.is_empty(), "{verdict:?}");
}

#[test]
fn a_damaged_last_line_is_never_mended() {
    let (_folder, home) = home();
    let log = log(&home);
    add(&log, "one");
    add(&log, "two");
    let whole = fs::read(log.file()).unwrap();
    // in the text, and the line ending itself
    for place in [whole.len() - 200, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        fs::write(log.file(), &changed).unwrap();
        assert_eq!(kinds(&log.verify(None, [])), (vec![AuditFindingKind::Damaged], vec![]), "{place}");
        add(&log, "three");
        let verdict = log.verify(None, []);
        assert_eq!(kinds(&verdict), (vec![AuditFindingKind::Damaged], vec![]), "{place}: {verdict:?}");
        assert_eq!(verdict.findings[0].line, Some(2));
        assert_eq!(events(&log), ["change-ended", "line-damaged", "change-ended"]);
    }
}

#[test]
fn a_missing_end_is_noticed_with_the_hash_of_the_last_entry() {
    let (_folder, home) = home();
    let log = log(&home);
    add(&log, "one");
    let short = fs::read(log.file()).unwrap();
    add(&log, "two");
    let last = log.verify(None, []).last.unwrap();
    assert!(log.verify(Some(&last.hash), []).ok && log.verify(Some(&last.hash.to_uppercase()), []).ok);
    fs::write(log.file(), short).unwrap();
    assert!(log.verify(None, []).ok);
    assert_eq!(kinds(&log.verify(Some(&last.hash), [])).0, [AuditFindingKind::Absent]);
    fs::remove_file(log.file()).unwrap();
    assert_eq!(log.verify(None, []).entries, 0);
    assert_eq!(kinds(&log.verify(Some(&last.hash), [])).0, [AuditFindingKind::Absent]);
}

#[test]
fn several_writers_make_one_chain() {
    let (_folder, home) = home();
    thread::scope(|scope| {
        for writer in 0..4 {
            let log = log(&home);
            scope.spawn(move || (0..15).for_each(|number| add(&log, &format!("{writer}.{number}"))));
        }
    });
    let verdict = log(&home).verify(None, []);
    assert!(verdict.ok && verdict.entries == 60, "{verdict:?}");
}

#[test]
fn a_change_of_the_policy_is_recorded_once_with_its_values() {
    let (_folder, home) = home();
    add(&log(&home), "before");
    let in_force = [("channel".to_owned(), "stable (/etc/upgo/policy.toml)".to_owned())].into();
    let managed = log_by(&home, AuditPolicy { in_force, ..AuditPolicy::default() });
    add(&managed, "one");
    add(&managed, "two");
    add(&log(&home), "after");
    let (entries, _) = managed.read();
    let told: Vec<(&str, bool)> =
        entries.iter().map(|(entry, _)| (entry.event.as_str(), entry.policy.is_some())).collect();
    let (ended, changed) = ("change-ended", "policy-changed");
    assert_eq!(told, [(ended, false), (changed, true), (ended, true), (ended, true), (changed, false), (ended, false)]);
    assert_eq!(entries[1].0.values.as_ref().unwrap()["channel"], "stable (/etc/upgo/policy.toml)");
    assert!(managed.verify(None, []).ok);
}

#[test]
fn a_policy_names_another_file() {
    let (folder, home) = home();
    let file = folder.path().join("audit log").join("upgo changes.jsonl");
    let elsewhere = log_by(&home, AuditPolicy { file: Some(file.clone()), ..AuditPolicy::default() });
    add(&elsewhere, "one");
    assert!(file.is_file() && elsewhere.verify(None, []).entries == 1);
    assert!(!log(&home).file().exists());
}

#[test]
fn what_cannot_be_written_is_an_error_that_names_the_file() {
    let (_folder, home) = home();
    let log = log(&home);
    fs::create_dir_all(log.file()).unwrap();
    let error = log.add(log.entry(AuditEvent::ChangeBegun)).unwrap_err();
    assert!(error.to_string().contains("audit.jsonl"), "{error}");
    assert_eq!(kinds(&log.verify(None, [])).0, [AuditFindingKind::Unreadable]);
}

#[test]
fn a_missing_home_is_not_created() {
    let (folder, _) = home();
    let home = Home::new(folder.path().join("home"));
    assert_eq!(log(&home).add(log(&home).entry(AuditEvent::ChangeRefused)).unwrap(), None);
    assert!(!home.root().exists());
}

#[cfg(unix)]
#[test]
fn the_journal_of_systemd_gets_each_entry_with_its_hash() {
    use std::os::unix::net::UnixDatagram;

    let (folder, home) = home();
    let socket = folder.path().join("socket");
    let journal = UnixDatagram::bind(&socket).unwrap();
    let log = log_by(&home, AuditPolicy { journald: Some(socket), ..AuditPolicy::default() });
    add(&log, "Install go1.27.3");
    let mut received = [0; 16_384];
    let length = journal.recv(&mut received).unwrap();
    let text = String::from_utf8_lossy(&received[..length]).into_owned();
    let (entries, _) = log.read();
    let (entry, line) = &entries[0];
    for field in [
        "MESSAGE=change-ended: Install go1.27.3: done".to_owned(),
        "PRIORITY=5".to_owned(),
        "SYSLOG_IDENTIFIER=upgo".to_owned(),
        format!("UPGO_AUDIT_HASH={}", entry.hash),
        format!("UPGO_AUDIT={line}"),
    ] {
        assert!(text.lines().any(|line| line == field), "{field}: {text}");
    }
    drop(journal);
    let error = log.add(log.entry(AuditEvent::ChangeEnded)).unwrap_err();
    assert!(error.to_string().contains("socket"), "{error}");
    assert_eq!(log.verify(None, []).entries, 2, "the file has it nevertheless");
}
