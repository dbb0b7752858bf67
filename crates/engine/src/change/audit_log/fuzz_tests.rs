//! For fuzzing: any bytes as a file of the audit log.
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::chain::{self, AuditLine};
use super::verify;

/// A check neither panics nor accepts a file whose lines are not entries; and an entry is written as it is read.
pub(crate) fn file(bytes: &[u8]) {
    let file = PathBuf::from("audit.jsonl");
    let lines = || chain::lines(bytes).map(|(line, _)| AuditLine::read(line));
    let verdict = verify::check(&file, [(file.clone(), Ok(bytes))], None, BTreeSet::new());
    let intact = lines().flatten().count();
    assert_eq!(verdict.entries, intact as u64);
    let strays = chain::lines(bytes).count() - intact;
    assert!(!verdict.ok || strays == 0 || !verdict.notes.is_empty(), "{verdict:?}");
    assert!(verdict.findings.len() <= 100 && verdict.notes.len() <= 100);
}
