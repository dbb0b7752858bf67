//! The audit log: its verification and its export. Both only read.
use std::path::PathBuf;

use jiff::Timestamp;

use super::Engine;
use crate::base::report::{Code, Problem};
use crate::change::audit_log::{AuditEntry, AuditVerdict};
use crate::change::journal;

/// The output of `audit-log export`.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct AuditLogReport {
    /// The current file; older ones are next to it.
    pub file: PathBuf,
    /// The entries, oldest first.
    pub entries: Vec<AuditEntry>,
    /// Each entry as it is in the file.
    #[serde(skip)]
    pub lines: Vec<String>,
    /// What is not part of the export.
    pub warnings: Vec<Problem>,
}

impl Engine {
    /// Checks whether every entry of the audit log matches its hash and follows the one before it, and whether the
    /// entries that the history names are present. `known` is the hash of an entry that must be there, too.
    pub fn verify_audit_log(&self, known: Option<&str>) -> AuditVerdict {
        let noted = journal::newest_first(self.home()).into_iter().flatten().filter_map(|entry| entry.audit);
        self.audit_log.verify(known, noted)
    }

    pub fn audit_log(&self, since: Option<Timestamp>) -> AuditLogReport {
        let (all, skipped) = self.audit_log.read();
        let wanted = all.into_iter().filter(|(entry, _)| since.is_none_or(|since| entry.time >= since));
        let (entries, lines) = wanted.unzip();
        let warning = || Problem::new(Code::AuditLogDamaged, say!(AuditLinesLeftOut { count: skipped }));
        let warnings = (skipped > 0).then(warning).into_iter().collect();
        AuditLogReport { file: self.audit_log.file(), entries, lines, warnings }
    }
}
