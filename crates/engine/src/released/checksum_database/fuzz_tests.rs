//! For fuzzing: what a checksum database answers, and the setting that names one.
use std::cell::Cell;

use super::note::GOOGLE;
use super::tree::{HashTree, NotKnown};
use super::{DatabaseRecord, GoSumDb, TreeHead, VerifierKey};

pub(crate) fn record(bytes: &[u8]) {
    let Some(record) = DatabaseRecord::parse(bytes) else { return };
    let again = format!("{}\n{}\n{}", record.id, record.text, record.note);
    assert_eq!(DatabaseRecord::parse(again.as_bytes()).as_ref(), Some(&record));
    if let Some(h1) = record.h1("v0.0.1-go1.21.9.linux-amd64") {
        assert!(h1.starts_with("h1:") && !h1.contains('\n'));
    }
}

/// A signed note. Only the one in the corpus is signed, so a head that is accepted is its head.
pub(crate) fn note(bytes: &[u8]) {
    let (Ok(key), Ok(note)) = (GOOGLE.parse::<VerifierKey>(), str::from_utf8(bytes)) else { return };
    if let Ok(head) = key.open(note) {
        assert_eq!(head.size, 28_905_453, "{head}");
    }
}

pub(crate) fn setting(bytes: &[u8]) {
    match GoSumDb::read(&String::from_utf8_lossy(bytes)) {
        Ok(GoSumDb::On(database)) => {
            assert_eq!(database.key.as_str().parse::<VerifierKey>().ok().as_ref(), Some(&database.key));
            assert!(!database.addresses.is_empty());
        }
        Ok(GoSumDb::Off) => {}
        Err(error) => assert!(error.to_string().chars().count() <= 2_500),
    }
}

/// A tree head, a record's number, and the bytes of all tiles. Nothing is known of a tree whose tiles are wrong.
pub(crate) fn tiles(bytes: &[u8]) {
    let Some((head, bytes)) = bytes.split_at_checked(48) else { return };
    let number = |at: usize| head[at..at + 8].iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    let size = number(0) & ((1 << 40) - 1);
    let mut root = [0; 32];
    root.copy_from_slice(&head[16..]);
    let asked = Cell::new(0);
    let read = |tile: super::tree::Tile| {
        asked.set(asked.get() + 1);
        if bytes.is_empty() { Err(()) } else { Ok(bytes.iter().copied().cycle().take(tile.length()).collect()) }
    };
    match HashTree::open(TreeHead { size, root }, &read) {
        Ok(mut tree) => {
            tree.leaf(number(8)).ok();
            tree.first(number(8)).ok();
        }
        Err(NotKnown::Unread(()) | NotKnown::Wrong) => {}
    }
    assert!(asked.get() <= 64, "{} tiles", asked.get());
}
