//! The audit log: what is recorded, and what the policy says about it.
use std::collections::BTreeMap;

use super::{Setup, Site};
use crate::audit_log::{AuditEntry, AuditEvent, AuditLogError, AuditOutcome, AuditPolicy, AuditSetting};
use crate::log::{LogEvent, Note, word};
use crate::plan::Plan;
use crate::policy::{PolicyInForce, PolicyValue};
use crate::report::Problem;
use crate::settings;
use crate::store::ProofLevel;
use crate::{fault, platform};

/// The socket of systemd's journal.
const JOURNALD: &str = "/run/systemd/journal/socket";
/// The variable with another socket, which only a test build reads.
const TEST_JOURNALD: &str = "UPGO_TEST_JOURNALD";

/// The end of a plan that was run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AuditedEnd<'a> {
    /// The number of the entry with its beginning.
    pub(crate) begun: Option<u64>,
    /// Its number in the history.
    pub(crate) change: Option<u64>,
    /// The proof of the toolchain that it installed.
    pub(crate) proof: Option<ProofLevel>,
    /// The problem that ended it, if any.
    pub(crate) problem: Option<&'a Problem>,
}

impl Setup {
    /// What the policy says about the audit log. Everything else asks this one function.
    pub(super) fn audit_policy(&self, policy: &PolicyInForce) -> AuditPolicy {
        let said = &policy.policy.audit_log;
        let socket = || self.text(TEST_JOURNALD).filter(|_| fault::ARMED).unwrap_or_else(|| JOURNALD.to_owned()).into();
        let value = |value: &PolicyValue| {
            let text = value.value.as_deref().unwrap_or("a malformed value");
            (value.key.clone(), format!("{text} ({})", value.place))
        };
        AuditPolicy {
            file: said.file.clone(),
            is_required: said.required == Some(true),
            event_log: said.event_log == Some(true) && platform::HAS_REGISTRY,
            journald: (said.journald == Some(true) && !platform::HAS_REGISTRY).then(socket),
            in_force: policy.values.iter().map(value).collect(),
        }
    }
}

impl Site {
    /// Records that a plan is about to run, and returns the number of the entry. It is an error only if the policy
    /// requires the entry: then the plan must not run.
    pub(crate) fn audit_begin(&self, plan: &Plan) -> Result<Option<u64>, AuditLogError> {
        // The first change creates the home.
        if let Ok(home) = self.own_home() {
            home.create().ok();
        }
        let begun = self.add_to_audit_log(self.audit_log.entry(AuditEvent::ChangeBegun).of_plan(plan));
        if self.audit_log.policy().is_required { begun } else { Ok(begun.unwrap_or_default()) }
    }

    /// Records the end of a plan. Returns a warning if the policy requires the entry and it could not be written.
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
        let means = "The change is recorded in Upgo's history. Only its end is missing in the audit log.".to_owned();
        Some(Problem { means, ..Problem::of(&error) })
    }

    /// Records that a request was refused; `what` is its kind, as [`crate::request::ChangeRequest::kind`] names it.
    pub(crate) fn audit_refused(&self, what: String, problem: &Problem) {
        let entry = self.audit_log.entry(AuditEvent::ChangeRefused).because(problem).ended(AuditOutcome::Refused);
        self.add_to_audit_log(AuditEntry { what, ..entry }).ok();
    }

    /// Records the end of a change whose process was killed.
    pub(crate) fn audit_recovered(&self, change: u64, what: &str, outcome: AuditOutcome) {
        let entry = self.audit_log.entry(AuditEvent::ChangeRecovered).ended(outcome);
        self.add_to_audit_log(AuditEntry { what: what.to_owned(), change: Some(change), ..entry }).ok();
    }

    /// Records that settings were changed without a plan, as their new values; those that are not set have their default.
    pub(crate) fn audit_settings(&self, changed: BTreeMap<String, Option<String>>) {
        let setting = |(key, to): (String, Option<String>)| {
            let to = to.as_deref().map(settings::shown);
            AuditSetting { key, from: None, to }
        };
        let settings: Vec<_> = changed.into_iter().map(setting).collect();
        let entry = self.audit_log.entry(AuditEvent::SettingsChanged).ended(AuditOutcome::Done);
        self.add_to_audit_log(AuditEntry { what: "settings were changed".to_owned(), settings, ..entry }).ok();
    }

    /// Adds an entry. A failure is also a line of the log. A home of another account gets no entry.
    fn add_to_audit_log(&self, entry: AuditEntry) -> Result<Option<u64>, AuditLogError> {
        if self.own_home().is_err() {
            return Ok(None);
        }
        self.audit_log.add(entry).inspect_err(|error| {
            let note = Note::new(LogEvent::AuditLogFailed, "an entry is missing in the audit log");
            self.note(note.because(&Problem::of(error)));
        })
    }
}
