//! The audit log: every change, refusal and elevation as a line of JSON that is only added, chained by SHA-256.
//!
//! - `entry`: a line and its fields, which are stable; `chain`: its form in the file, and its hash
//! - `story`: a plan as an entry; pure
//! - `file`: the files, written by several processes, bounded in size, with a chain that continues across them
//! - `verify`: whether the chain is whole, and where it is not; pure
//!
//! Upgo itself relies on the journal; the audit log is for others. A line that cannot be written stops no change, unless
//! a policy requires it ([ADR 43](../../../../../docs/internals/adr/0043-audit-log.md)).
mod chain;
mod entry;
mod error;
mod file;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod policy;
mod story;
#[cfg(test)]
mod tests;
mod verify;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::{fmt, io};

pub use entry::{AuditDigest, AuditEntry, AuditEvent, AuditLink, AuditNote, AuditOutcome, AuditSetting, AuditTorn};
pub use error::AuditLogError;
pub use policy::AuditPolicy;
pub use verify::{AuditFinding, AuditFindingKind, AuditVerdict};

use crate::base::clock::Clock;
use crate::change::log::{Discretion, asks, word};
use crate::machine::home::Home;
use crate::machine::platform::ProcessUser;
use crate::machine::{effect, platform};
use chain::AuditLine;
use file::AuditFiles;

const FILE: &str = "audit.jsonl";
const SOURCE: &str = "Upgo";

/// Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct AuditLog {
    home: Home,
    by: String,
    clock: Clock,
    discretion: Arc<Discretion>,
    policy: Arc<AuditPolicy>,
    /// Finding its name means reading the system's list of accounts.
    user: Arc<OnceLock<ProcessUser>>,
    /// The last entry that this process has added to the file.
    last: Arc<Mutex<Option<AuditLink>>>,
}

impl AuditLog {
    /// `by` is the command or window that makes the requests.
    pub fn new(home: Home, by: &str, clock: Clock, discretion: Discretion, policy: AuditPolicy) -> Self {
        let (discretion, policy) = (Arc::new(discretion), Arc::new(policy));
        Self { home, by: asks(by), clock, discretion, policy, user: Arc::default(), last: Arc::default() }
    }

    pub fn policy(&self) -> &AuditPolicy {
        &self.policy
    }

    /// An entry about which only the time, the account and the policy are known.
    pub fn entry(&self, event: AuditEvent) -> AuditEntry {
        let ProcessUser { id, name } = self.user.get_or_init(platform::process_user).clone();
        AuditEntry {
            time: self.clock.now(),
            event: word(&event),
            account: id,
            account_name: name,
            elevated: platform::is_elevated(),
            process: std::process::id(),
            by: self.by.clone(),
            policy: self.policy.digest().map(|digest| digest.to_string()),
            ..AuditEntry::default()
        }
    }

    /// Returns the number of the entry; `None` if there is no home, which is not created for it.
    pub fn add(&self, entry: AuditEntry) -> Result<Option<u64>, AuditLogError> {
        let entry = entry.redacted(&self.discretion);
        if self.policy.file.is_none() && !self.home.root().is_dir() {
            // It is in no chain.
            return self.tell_system(&AuditLine::sealed(entry, &chain::start())).map(|()| None);
        }
        let files = self.files();
        let added = files.add(entry.clone(), &self.policy.in_force);
        let lines = match &added {
            Ok(lines) => lines.clone(),
            Err(_) => vec![AuditLine::sealed(entry, &chain::start())],
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = added.iter().flatten().last().map(AuditLine::link);
        let told = lines.iter().try_for_each(|line| self.tell_system(line));
        added.map_err(|source| AuditLogError { place: files.current.display().to_string(), source })?;
        told.map(|()| lines.last().map(|line| line.entry.number))
    }

    fn tell_system(&self, line: &AuditLine) -> Result<(), AuditLogError> {
        let failed = |place: &dyn fmt::Display| {
            let place = place.to_string();
            move |source: io::Error| AuditLogError { place, source }
        };
        if let Some(socket) = &self.policy.journald {
            let number = line.entry.number.to_string();
            let is_warning = line.entry.code.is_some() || line.entry.torn.is_some();
            let fields = [
                ("MESSAGE", line.entry.summary()),
                ("PRIORITY", if is_warning { "4" } else { "5" }.to_owned()),
                ("SYSLOG_IDENTIFIER", "upgo".to_owned()),
                ("UPGO_AUDIT_EVENT", line.entry.event.clone()),
                ("UPGO_AUDIT_NUMBER", number),
                ("UPGO_AUDIT_HASH", line.entry.hash.clone()),
                ("UPGO_AUDIT", line.text.clone()),
            ];
            effect::send_to_journald(socket, &fields).map_err(failed(&socket.display()))?;
        }
        if self.policy.event_log {
            let text = format!("{}\r\n\r\n{}", line.entry.summary(), line.text);
            effect::report_event(SOURCE, &text).map_err(failed(&"the Windows event log"))?;
        }
        Ok(())
    }

    fn files(&self) -> AuditFiles {
        AuditFiles::at(self.policy.file.clone().unwrap_or_else(|| self.home.logs().join(FILE)))
    }

    /// Older files are next to it.
    pub fn file(&self) -> PathBuf {
        self.files().current
    }

    /// What the history notes of the last entry that this process has added; `None` if it could not be added.
    pub fn note(&self) -> Option<AuditNote> {
        let AuditLink { number, sha256 } = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        Some(AuditNote { file: self.noted_file(), number, sha256 })
    }

    fn noted_file(&self) -> Option<String> {
        self.policy.file.as_ref().map(|file| file.to_string_lossy().into_owned())
    }

    /// `known` is the hash of an entry that must be there, as must those that the history notes. Only reads.
    pub fn verify(&self, known: Option<&str>, noted: impl IntoIterator<Item = AuditNote>) -> AuditVerdict {
        let (files, file) = (self.files(), self.noted_file());
        let noted = noted.into_iter().filter(|note| note.file == file).map(|note| (note.number, note.sha256));
        verify::check(&files.current, files.open(), known, noted.collect())
    }

    /// Each intact entry, oldest first, with its line in the file; and the number of lines that are not intact. Only
    /// reads.
    pub fn read(&self) -> (Vec<(AuditEntry, String)>, usize) {
        let (mut entries, mut skipped) = (Vec::new(), 0);
        for (_, bytes) in self.files().read() {
            let Ok(bytes) = bytes else {
                skipped += 1;
                continue;
            };
            for (line, _) in chain::lines(&bytes) {
                match AuditLine::read(line) {
                    Some(line) => entries.push((line.entry, line.text)),
                    None => skipped += 1,
                }
            }
        }
        (entries, skipped)
    }
}
