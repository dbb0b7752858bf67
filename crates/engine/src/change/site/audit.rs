//! The audit log: what is recorded, and what the policy says about it.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Setup, Site};
use crate::base::report::Problem;
use crate::base::words::Sentence;
use crate::change::audit_log::{AuditEntry, AuditEvent, AuditLogError, AuditOutcome, AuditPolicy, AuditSetting};
use crate::change::log::{LogEvent, Note, word};
use crate::change::plan::Plan;
use crate::choices::policy::{PolicyInForce, PolicyValue};
use crate::choices::settings::{self, WriteOutcome};
use crate::machine::platform::ProcessUser;
use crate::machine::{fault, platform};
use crate::store::ProofLevel;

const JOURNALD: &str = "/run/systemd/journal/socket";
/// Stands for the account in the path of a policy's file.
const ACCOUNT: &str = "%u";
/// The variable with another socket, which only a test build reads.
const TEST_JOURNALD: &str = "UPGO_TEST_JOURNALD";

/// Settings that change without a plan, with their new values; `None` is the default.
pub(crate) type SettingsEdited = BTreeMap<String, Option<String>>;

#[derive(Clone, Copy, Debug)]
pub(crate) struct AuditedEnd<'a> {
    /// The number of the entry with its beginning.
    pub(crate) begun: Option<u64>,
    pub(crate) change: Option<u64>,
    pub(crate) proof: Option<ProofLevel>,
    pub(crate) problem: Option<&'a Problem>,
}

impl Setup {
    /// Everything else asks this one function.
    pub(super) fn audit_policy(&self, policy: &PolicyInForce) -> AuditPolicy {
        let said = &policy.policy.audit_log;
        let socket = || self.text(TEST_JOURNALD).filter(|_| fault::ARMED).unwrap_or_else(|| JOURNALD.to_owned()).into();
        let value = |value: &PolicyValue| {
            let text = value.value.as_deref().unwrap_or("a malformed value");
            (value.key.clone(), format!("{text} ({})", value.place))
        };
        AuditPolicy {
            file: said.file.as_deref().map(of_account),
            is_required: said.required == Some(true),
            event_log: said.event_log == Some(true) && platform::HAS_REGISTRY,
            journald: (said.journald == Some(true) && !platform::HAS_REGISTRY).then(socket),
            in_force: policy.values.iter().map(value).collect(),
        }
    }
}

/// The file of this account: `%u` in its path stands for the name, or without one for the ID.
fn of_account(file: &Path) -> PathBuf {
    let Some(text) = file.to_str().filter(|text| text.contains(ACCOUNT)) else { return file.to_owned() };
    let ProcessUser { id, name } = platform::process_user();
    let name = name.or(id).unwrap_or_else(|| "unknown".to_owned());
    let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let name: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    text.replace(ACCOUNT, &name).into()
}

impl Site {
    /// Records that a plan will run; returns the entry's number. Fails, and stops the plan, only if it is required.
    pub(crate) fn audit_begin(&self, plan: &Plan) -> Result<Option<u64>, AuditLogError> {
        // The first change creates the home.
        if let Ok(home) = self.own_home() {
            home.create().ok();
        }
        let begun = self.add_to_audit_log(self.audit_log.entry(AuditEvent::ChangeBegun).of_plan(plan));
        if self.audit_log.policy().is_required { begun } else { Ok(begun.unwrap_or_default()) }
    }

    /// Returns a warning if the policy requires the entry and it could not be written.
    pub(crate) fn audit_end(&self, plan: &Plan, end: AuditedEnd<'_>) -> Option<Problem> {
        let AuditedEnd { begun, change, proof, problem } = end;
        let proof = proof.map(|proof| word(&proof));
        let entry = self.audit_log.entry(AuditEvent::ChangeEnded).of_plan(plan);
        let entry = AuditEntry { change, begun, proof, ..entry };
        let entry = match problem {
            None => entry.ended(AuditOutcome::Done),
            Some(problem) => entry.because(problem),
        };
        let error = self.add_to_audit_log(entry).err().filter(|_| self.audit_log.policy().is_required)?;
        let means = Sentence::EndUnrecorded.into();
        Some(Problem { means, ..Problem::of(&error) })
    }

    /// `what` is the kind of request, as [`crate::change::request::ChangeRequest::kind`] names it.
    pub(crate) fn audit_refused(&self, what: String, problem: &Problem) {
        let entry = self.audit_log.entry(AuditEvent::ChangeRefused).because(problem).ended(AuditOutcome::Refused);
        self.add_to_audit_log(AuditEntry { what, ..entry }).ok();
    }

    pub(crate) fn audit_recovered(&self, change: u64, what: &str, outcome: AuditOutcome) {
        let entry = self.audit_log.entry(AuditEvent::ChangeRecovered).ended(outcome);
        self.add_to_audit_log(AuditEntry { what: what.to_owned(), change: Some(change), ..entry }).ok();
    }

    /// Records a change of settings without a plan. Fails, and stops it, only if required. Returns its number.
    pub(crate) fn audit_settings_begin(&self, edits: &SettingsEdited) -> Result<Option<u64>, AuditLogError> {
        if !self.audit_log.policy().is_required {
            return Ok(None);
        }
        if let Ok(home) = self.own_home() {
            home.create().ok();
        }
        self.add_to_audit_log(self.of_settings(AuditEvent::ChangeBegun, "settings are to be changed", edits))
    }

    /// Records the end of a change of settings without a plan, as their new values; those that are not set have their
    /// default. Where nothing has changed, that is recorded only if the beginning was.
    pub(crate) fn audit_settings_end(
        &self,
        edits: &SettingsEdited,
        begun: Option<u64>,
        outcome: Result<WriteOutcome, &Problem>,
    ) {
        let entry = match outcome {
            Ok(WriteOutcome::Changed) => {
                self.of_settings(AuditEvent::SettingsChanged, "settings were changed", edits).ended(AuditOutcome::Done)
            }
            _ if begun.is_none() => return,
            Ok(WriteOutcome::Unchanged) => {
                self.of_settings(AuditEvent::ChangeEnded, "nothing was to be changed", edits).ended(AuditOutcome::Done)
            }
            Err(problem) => self.of_settings(AuditEvent::ChangeEnded, "settings", edits).because(problem),
        };
        self.add_to_audit_log(AuditEntry { begun, ..entry }).ok();
    }

    fn of_settings(&self, event: AuditEvent, what: &str, edits: &SettingsEdited) -> AuditEntry {
        let setting = |(key, to): (&String, &Option<String>)| {
            let to = to.as_deref().map(settings::shown);
            AuditSetting { key: key.clone(), from: None, to }
        };
        let settings = edits.iter().map(setting).collect();
        AuditEntry { what: what.to_owned(), settings, ..self.audit_log.entry(event) }
    }

    /// A failure is also a line of the log. A home of another account gets no entry.
    fn add_to_audit_log(&self, entry: AuditEntry) -> Result<Option<u64>, AuditLogError> {
        if self.own_home().is_err() {
            return Ok(None);
        }
        self.audit_log.add(entry).inspect_err(|error| {
            let note = Note::new(LogEvent::AuditLogFailed, "an entry is missing from the audit log");
            self.note(note.because(&Problem::of(error)));
        })
    }
}
