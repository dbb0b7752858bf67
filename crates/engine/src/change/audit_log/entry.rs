use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::base::display;
use crate::base::report::{Became, Code, Problem};
use crate::base::words::Language;
use crate::change::log::{Discretion, shortened, word};

/// The name of a released event never changes; new events may be added.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, rename_all = "kebab-case")]
pub enum AuditEvent {
    ChangeBegun,
    ChangeEnded,
    /// A request was refused before it changed anything.
    ChangeRefused,
    /// A change whose process was killed was completed, rolled back or set aside.
    ChangeRecovered,
    SettingsChanged,
    Elevation,
    /// The policy in force is another one than for the entry before.
    PolicyChanged,
    /// A line that a power cut left incomplete was ended. The chain continues without it.
    LineMended,
    /// The last line does not match its hash. The chain continues without it.
    LineDamaged,
    /// The oldest file was deleted, because the log is bounded.
    Pruned,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, rename_all = "kebab-case")]
pub enum AuditOutcome {
    Done,
    Failed,
    Cancelled,
    /// It was refused: by Upgo, by a policy, or at the administrator prompt.
    Refused,
    RolledBack,
    /// The record of an interrupted change could not be used, and was set aside.
    SetAside,
}

/// An entry of the audit log. It always has these fields, `null` or empty if one does not apply. Fields may be added
/// but are never removed.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditEntry {
    /// Its number. The first entry is 1, and each one has the next number.
    pub number: u64,
    /// The hash of the entry before it; 64 zeros for the first one.
    pub previous: String,
    pub time: Timestamp,
    /// The event, such as `change-ended`.
    pub event: String,
    /// The account that runs Upgo: a user ID on Unix, a SID on Windows.
    pub account: Option<String>,
    /// The name of this account, as the system gives it.
    pub account_name: Option<String>,
    /// Whether the process has administrator rights.
    pub elevated: bool,
    pub process: u32,
    /// The command or window that made the request, without its values.
    pub by: String,
    /// What it is about, in English.
    pub what: String,
    /// The number of the change in the history.
    pub change: Option<u64>,
    /// The number of the entry with the beginning of the change.
    pub begun: Option<u64>,
    /// The version before it.
    pub from: Option<String>,
    pub to: Option<String>,
    /// The kinds of its steps, as in a plan.
    pub steps: Vec<String>,
    pub settings: Vec<AuditSetting>,
    /// The files that it installs, with the SHA-256 that they must have.
    pub digests: Vec<AuditDigest>,
    /// How far the origin of the installed toolchain is proven.
    pub proof: Option<String>,
    /// The outcome, such as `done`; `null` at the beginning of a change.
    pub outcome: Option<String>,
    /// What became of a failed change: `untouched`, `rolledBack` or `unfinished`.
    pub became: Option<String>,
    /// The code of the problem, `UPGO-…`.
    pub code: Option<String>,
    /// The message of the problem, in English.
    pub why: Option<String>,
    /// The SHA-256 of the policy in force; `null` if there is none.
    pub policy: Option<String>,
    /// The values of the policy by their keys, if they are others than for the entry before.
    pub values: Option<BTreeMap<String, String>>,
    /// The lines between the entry before and this one, if there are any. They are in no chain.
    pub torn: Option<AuditTorn>,
    /// The last entry of the file that is deleted.
    pub pruned: Option<AuditLink>,
    /// The SHA-256 of all bytes of the line before this field.
    pub hash: String,
}

/// A setting that a change edits.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditSetting {
    pub key: String,
    /// Its value before, without logins; `null` if it was not set, or if it is private.
    pub from: Option<String>,
    /// Its value afterwards.
    pub to: Option<String>,
}

/// A file that a change installs.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditDigest {
    pub name: String,
    /// The SHA-256 that it must have.
    pub sha256: String,
}

/// Lines that are in no chain.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditTorn {
    /// Their length in bytes, without the last line ending.
    pub bytes: u64,
    pub sha256: String,
}

/// Another entry.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditLink {
    pub number: u64,
    pub sha256: String,
}

/// The entry with the beginning of a change, as the history notes it.
#[answer(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AuditNote {
    /// `None` for the one in Upgo's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    pub number: u64,
    pub sha256: String,
}

impl AuditEntry {
    /// Another event of the same process and time, about the log itself.
    pub(super) fn aside(&self, event: AuditEvent, what: &str) -> Self {
        Self {
            time: self.time,
            event: word(&event),
            account: self.account.clone(),
            account_name: self.account_name.clone(),
            elevated: self.elevated,
            process: self.process,
            by: self.by.clone(),
            what: what.to_owned(),
            policy: self.policy.clone(),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn ended(self, outcome: AuditOutcome) -> Self {
        Self { outcome: Some(word(&outcome)), ..self }
    }

    #[must_use]
    pub fn because(self, problem: &Problem) -> Self {
        let outcome = match problem.code {
            Code::Cancelled | Code::Deadline => AuditOutcome::Cancelled,
            Code::ChangeReplaced => AuditOutcome::Done,
            Code::ElevateRefused | Code::PolicyVersion | Code::PolicySetting => AuditOutcome::Refused,
            _ => AuditOutcome::Failed,
        };
        // The message of a rehearsal names projects.
        let is_about_projects = problem.code == Code::RehearsalBreaks;
        let why = if is_about_projects { problem.code.what().into() } else { problem.message.clone() };
        let became = problem.became.map(|became: Became| word(&became));
        Self {
            code: Some(problem.code.to_string()),
            why: Some(why.say(Language::English)),
            became,
            ..self.ended(outcome)
        }
    }

    /// The entry without logins, the names of projects and the user's folder.
    pub(super) fn redacted(self, discretion: &Discretion) -> Self {
        let told = |text: String| shortened(&display::one_line(discretion.tell(&text)));
        let setting = |AuditSetting { key, from, to }| AuditSetting { key, from: from.map(told), to: to.map(told) };
        let digest = |AuditDigest { name, sha256 }| AuditDigest { name: told(name), sha256 };
        Self {
            what: told(self.what),
            why: self.why.map(told),
            settings: self.settings.into_iter().map(setting).collect(),
            digests: self.digests.into_iter().map(digest).collect(),
            account_name: self.account_name.map(display::one_line),
            ..self
        }
    }

    pub fn summary(&self) -> String {
        let parts = [Some(self.event.as_str()), Some(self.what.as_str()), self.outcome.as_deref(), self.why.as_deref()];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(": ")
    }
}
