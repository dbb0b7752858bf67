//! The last known head: a second history is detected, an older one reported.
use upgo_engine::released::checksum_database::{History, LookupError};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::server::Server;

use super::lab::{GO, H1, Lab, database};

/// A machine that knows `first`, with a server that has `second`.
fn after_seeing(first: &ChecksumDatabase, second: &ChecksumDatabase) -> Lab {
    let mut lab = Lab::with(first);
    lab.ask().unwrap();
    lab.server = Server::start();
    lab.gosumdb = second.gosumdb(&lab.server);
    second.serve(&lab.server, "");
    lab
}

/// A database with a different second record, signed by the same key.
fn fork(before: usize, after: usize) -> ChecksumDatabase {
    ChecksumDatabase::new("sum.example.com")
        .with("go1.2.linux-amd64", H1)
        .with_others(before - 1)
        .with(GO, H1)
        .with_others(after)
}

#[test]
fn two_histories_by_one_key_are_never_accepted() {
    for after in [7, 8, 700] {
        let lab = after_seeing(&database(300, 7), &fork(300, after));
        let error = lab.ask_without_cache().unwrap_err();
        assert!(matches!(error, LookupError::Forked { .. }), "{after}: {error:?}");
        assert!(error.to_string().contains("log of 308 entries"), "{error}");
        assert_eq!(lab.seen(), Some(308), "the first one was replaced");
        assert!(!lab.kept().join("lookup").exists());
    }
}

#[test]
fn an_older_head_of_another_history_is_detected_with_the_cached_tiles() {
    let (seen, fork) = (database(300, 700), fork(300, 7));
    let mut lab = Lab::with(&seen);
    lab.ask().unwrap();
    for path in ["lookup/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64", "tile/8/0/001.p/52", "tile/8/1/000.p/1"] {
        lab.server.file(path, fork.files_at(fork.size())[path].clone());
    }
    lab.gosumdb = fork.gosumdb(&lab.server);
    let error = lab.ask_without_cache().unwrap_err();
    assert!(matches!(error, LookupError::Forked { .. }), "{error:?}");
    assert_eq!(lab.seen(), Some(1001));
}

#[test]
fn an_older_head_of_the_same_history_is_accepted() {
    let mut lab = Lab::with(&database(300, 700));
    lab.ask().unwrap();
    let old = database(300, 7);
    for (path, bytes) in old.files_at(old.size()) {
        lab.server.file(&path, bytes);
    }
    lab.gosumdb = old.gosumdb(&lab.server);
    let found = lab.ask_without_cache().unwrap();
    assert_eq!((found.history, found.tree_size, lab.seen()), (History::Continues, 308, Some(1001)));
}

#[test]
fn an_older_head_that_cannot_be_checked_is_reported_as_unchecked() {
    let lab = after_seeing(&database(300, 700), &database(300, 7));
    let found = lab.ask_without_cache().unwrap();
    assert_eq!((found.history, &*found.h1, found.tree_size), (History::OlderUnchecked, H1, 308));
    assert_eq!(lab.seen(), Some(1001));
    assert!(!lab.kept().join("lookup").exists(), "the answer must not be cached");
}

#[test]
fn a_server_must_prove_a_newer_head_and_a_mirror_need_not() {
    let grown = database(3, 70_000);
    let lab = after_seeing(&database(3, 297), &ChecksumDatabase::new("sum.example.com"));
    for (path, bytes) in grown.files_at(grown.size()) {
        if path != "tile/8/0/001" {
            lab.server.file(&path, bytes);
        }
    }
    assert!(lab.ask_without_cache().is_err());
    assert_eq!(lab.seen(), Some(301));
    // A mirror has only the proofs of its releases.
    let mut lab = lab;
    let mirror = lab.mirror("mirror");
    grown.write(&mirror);
    std::fs::remove_file(mirror.join("tile/8/0/001")).unwrap();
    let found = lab.ask_without_cache().unwrap();
    assert_eq!((found.history, &*found.h1, lab.seen()), (History::NewerUnchecked, H1, Some(301)));
}

#[test]
fn a_damaged_or_unsigned_last_head_is_ignored() {
    let lab = Lab::with(&database(300, 7));
    lab.ask().unwrap();
    let file = lab.home().root().join("checksum-database.json");
    let good = std::fs::read_to_string(&file).unwrap();
    for bad in [
        good.replace("308", "309"),
        good[..100].to_owned(),
        good.replace("\"format\": 1", "\"format\": 2"),
        String::new(),
    ] {
        assert_ne!(bad, good);
        std::fs::write(&file, bad).unwrap();
        assert_eq!(lab.seen(), None);
        assert_eq!(lab.ask_without_cache().unwrap().history, History::First);
        assert_eq!(lab.seen(), Some(308));
    }
}

/// Whoever has reached the database once is asked to confirm that there is no proof, whatever becomes of the file.
#[test]
fn a_damaged_file_never_counts_as_never_reached() {
    let lab = Lab::with(&database(300, 7));
    lab.ask().unwrap();
    let file = lab.home().root().join("checksum-database.json");
    let whole = std::fs::read(&file).unwrap();
    let flipped = (0..whole.len()).flat_map(|at| [whole[at] ^ 1, 0, 0xff].map(|new| (at, new)));
    let flipped = flipped.map(|(at, new)| [&whole[..at], &[new], &whole[at + 1..]].concat());
    for damaged in (0..whole.len()).map(|length| whole[..length].to_vec()).chain(flipped) {
        std::fs::write(&file, &damaged).unwrap();
        assert!(lab.memory().knows_any(), "{}", String::from_utf8_lossy(&damaged));
        assert!(lab.seen().is_none_or(|size| size == 308), "{}", String::from_utf8_lossy(&damaged));
    }
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    lab.ask_without_cache().unwrap();
    assert_eq!(std::fs::read(file.with_extension("json.damaged")).unwrap(), whole[..whole.len() / 2]);
    assert_eq!(lab.seen(), Some(308));
}
