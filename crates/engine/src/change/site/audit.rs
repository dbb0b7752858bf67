//! The audit log: what is recorded, and what the policy says about it.
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Setup, Site};
use crate::audit_log::{AuditEntry, AuditEvent, AuditLogError, AuditOutcome, AuditPolicy, AuditSetting};
use crate::fault;
use crate::log::{LogEvent, Note, word};
use crate::plan::Plan;
use crate::report::Problem;
use crate::request::ChangeRequest;
use crate::settings;
use crate::store::ProofLevel;

/// What a test says about the audit log instead of a policy: words such as `required` and `journald=/path`.
const TEST_POLICY: &str = "UPGO_TEST_AUDIT_LOG";

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
    pub(super) fn audit_policy(&self) -> AuditPolicy {
        let mut policy = AuditPolicy::default();
        let words = self.text(TEST_POLICY).filter(|_| fault::ARMED).unwrap_or_default();
        for word in words.split_whitespace() {
            match word.split_once('=') {
                None if word == "off" => policy.is_kept = false,
                None if word == "required" => policy.is_required = true,
                None if word == "event-log" => policy.event_log = true,
                Some(("journald", socket)) => policy.journald = Some(PathBuf::from(socket)),
                Some((key, value)) => drop(policy.in_force.insert(key.to_owned(), value.to_owned())),
                None => {}
            }
        }
        policy
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
        let begun = self.record(self.audit_log.entry(AuditEvent::ChangeBegun).of_plan(plan));
        if self.audit_log.policy().is_required { begun } else { Ok(begun.unwrap_or_default()) }
    }

    /// Records the end of a plan. Returns a warning if the policy requires the entry and it could not be written.
    pub(crate) fn audit_end(&self, plan: &Plan, end: AuditedEnd<'_>) -> Option<Problem> {
        let AuditedEnd { begun, change, proof, problem } = end;
        let proof = proof.map(|proof| word(&proof));
        let entry = self.audit_log.entry(AuditEvent::ChangeEnded).of_plan(plan);
        let entry = AuditEntry { begun, change, proof, ..entry };
        let entry = match problem {
            None => entry.ended(AuditOutcome::Done),
            Some(problem) => entry.because(problem),
        };
        let error = self.record(entry).err().filter(|_| self.audit_log.policy().is_required)?;
        let means = "The change is recorded in Upgo's history. Only its end is missing in the audit log.".to_owned();
        Some(Problem { means, ..Problem::of(&error) })
    }

    /// Records that a request was refused.
    pub(crate) fn audit_refused(&self, request: &ChangeRequest, problem: &Problem) {
        let entry = self.audit_log.entry(AuditEvent::ChangeRefused).because(problem).ended(AuditOutcome::Refused);
        self.record(AuditEntry { what: request.kind(), ..entry }).ok();
    }

    /// Records the end of a change whose process was killed.
    pub(crate) fn audit_recovered(&self, change: u64, what: &str, outcome: AuditOutcome) {
        let entry = self.audit_log.entry(AuditEvent::ChangeRecovered).ended(outcome);
        self.record(AuditEntry { what: what.to_owned(), change: Some(change), ..entry }).ok();
    }

    /// Records that settings were changed without a plan, as their new values; those that are not set have their default.
    pub(crate) fn audit_settings(&self, changed: BTreeMap<String, Option<String>>) {
        let setting = |(key, to): (String, Option<String>)| {
            let to = to.as_deref().map(settings::shown);
            AuditSetting { key, from: None, to }
        };
        let settings: Vec<_> = changed.into_iter().map(setting).collect();
        let entry = self.audit_log.entry(AuditEvent::SettingsChanged).ended(AuditOutcome::Done);
        self.record(AuditEntry { what: "settings were changed".to_owned(), settings, ..entry }).ok();
    }

    /// Adds an entry. A failure is also a line of the log. A home of another account gets no entry.
    fn record(&self, entry: AuditEntry) -> Result<Option<u64>, AuditLogError> {
        if self.own_home().is_err() {
            return Ok(None);
        }
        self.audit_log.add(entry).inspect_err(|error| {
            let note = Note::new(LogEvent::AuditLogFailed, "an entry is missing in the audit log");
            self.note(note.because(&Problem::of(error)));
        })
    }
}
