//! One change of the history, as recorded in its file.
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use jiff::Timestamp;

use super::{Record, is_running_name};
use crate::base::report::{Code, HookRun, Problem};
use crate::base::words::Sentence;
use crate::base::{bounded, own_json};
use crate::change::audit_log::AuditNote;
use crate::change::plan::{PastChange, Plan, Step};
use crate::machine::platform;
use crate::store::{Downloaded, ProofLevel};

/// The size limit of a file in bytes. The largest real ones hold a few scripts.
const LARGEST: u64 = 16 << 20;

/// How a change ended.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum Outcome {
    /// It succeeded and is in effect.
    Done,
    /// It succeeded and was undone later.
    Undone,
    /// It failed and was rolled back.
    Failed,
    /// The user cancelled it, and it was rolled back.
    Cancelled,
    /// Its process was killed; it was completed or rolled back afterwards.
    Recovered,
    /// The machine had changed since the plan was made. Upgo made a new plan, which is the next change.
    Overtaken,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    pub at: Timestamp,
    pub outcome: Outcome,
    pub in_effect: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofLevel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloaded: Option<Downloaded>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    pub id: u64,
    pub at: Timestamp,
    /// The command or window that requested it.
    pub by: String,
    pub plan: Plan,
    /// The entry of the audit log with its beginning, or a later one; `None` if it could not be added.
    pub audit: Option<AuditNote>,
    pub begun: BTreeSet<usize>,
    pub hooks: Vec<HookRun>,
    /// `None` while it runs, or if its process was killed.
    pub seal: Option<Seal>,
    pub undone_by: Option<u64>,
}

#[derive(Debug)]
pub enum Reading {
    Entry(Box<JournalEntry>),
    /// Nothing that this version can read: the intent is not complete, so nothing was done, or it is of a newer Upgo.
    Nothing,
    /// The file does not say what was done, because part of it was changed or lost.
    Damaged,
}

/// A line that does not match its checksum, or is not JSON.
struct DamagedLine;

/// `None` for a record of a newer Upgo.
fn read_line(line: &[u8]) -> Result<Option<Record<'static>>, DamagedLine> {
    match own_json::from_slice(line) {
        None if !own_json::is_intact(line) => Err(DamagedLine),
        record => Ok(record),
    }
}

impl JournalEntry {
    /// A file of another account counts as damaged.
    pub(super) fn read(id: u64, path: &Path) -> io::Result<Reading> {
        match bounded::read_if(path, LARGEST, platform::require_own_private) {
            Ok(text) => Ok(Self::parse(id, &text, is_running_name(path))),
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) => {
                Ok(Reading::Damaged)
            }
            Err(error) => Err(error),
        }
    }

    /// `is_running` if the text is that of a change that has not ended.
    pub(crate) fn parse(id: u64, text: &[u8], is_running: bool) -> Reading {
        let (lines, rest) =
            text.split_at(text.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1));
        // Without its end, the last line of a killed process counts only if nothing else is missing.
        let last = (!rest.is_empty()).then(|| read_line(rest)).filter(Result::is_ok);
        let mut lines =
            lines.split_inclusive(|byte| *byte == b'\n').map(|line| read_line(line.trim_ascii_end())).chain(last);
        let mut entry = match lines.next() {
            Some(Ok(Some(Record::Intent { at, by, plan, audit, .. }))) => Self {
                id,
                at,
                by: by.into_owned(),
                plan: plan.into_owned(),
                audit,
                begun: BTreeSet::new(),
                hooks: Vec::new(),
                seal: None,
                undone_by: None,
            },
            None if is_running => return Reading::Nothing,
            Some(Ok(None)) if !is_running => return Reading::Nothing, // of a newer Upgo
            _ => return Reading::Damaged,
        };
        let mut is_torn = false;
        for line in lines {
            match line {
                // A recovery ends the line that a power cut has left incomplete, and adds only the outcome.
                Ok(Some(Record::Outcome(seal))) if !is_torn || seal.outcome == Outcome::Recovered => {
                    (entry.seal, is_torn) = (Some(seal), false);
                }
                _ if is_torn => return Reading::Damaged,
                Ok(Some(Record::Begin { step })) => drop(entry.begun.insert(step)),
                Ok(Some(Record::Hook(ran))) => entry.hooks.push(ran),
                Ok(Some(Record::Intent { .. } | Record::Outcome(_)) | None) => {}
                // After the outcome, only hooks add lines, and nothing is decided by them.
                Err(DamagedLine) => is_torn = entry.seal.is_none(),
            }
        }
        if is_torn || (entry.seal.is_none() && !is_running) {
            Reading::Damaged
        } else {
            Reading::Entry(Box::new(entry))
        }
    }

    /// Whether each hook after its switch has passed. A change whose process was killed is complete only then.
    pub(crate) fn hooks_have_passed(&self) -> bool {
        let has_passed = |step| self.hooks.iter().any(|ran| ran.step == step && ran.has_passed());
        self.plan.hooks_after_switch().all(has_passed)
    }

    /// Whether the change was carried out (and perhaps undone later).
    pub(crate) fn is_in_effect(&self) -> bool {
        self.seal.as_ref().is_some_and(|seal| seal.in_effect)
    }

    /// Whether it is in effect, and was not undone.
    pub fn stands(&self) -> bool {
        self.is_in_effect() && self.undone_by.is_none()
    }

    /// Whether it moved the switch and has not moved it back; it may still run.
    pub(crate) fn has_switched(&self) -> bool {
        let is_switch = |step: &usize| matches!(self.plan.steps.get(*step), Some(Step::Switch { .. }));
        self.begun.iter().any(is_switch) && self.seal.as_ref().is_none_or(|seal| seal.in_effect)
    }

    /// `None` while the change runs. The file records an overtaken plan as failed, with the reason.
    pub fn outcome(&self) -> Option<Outcome> {
        let seal = self.seal.as_ref()?;
        let is_overtaken = seal.problem.as_ref().is_some_and(|problem| problem.code == Code::PlanMoved);
        Some(match seal.outcome {
            _ if self.undone_by.is_some() => Outcome::Undone,
            Outcome::Failed if is_overtaken => Outcome::Overtaken,
            outcome => outcome,
        })
    }

    pub fn is_undoable(&self) -> bool {
        self.refusal().is_none()
    }

    pub fn past(&self) -> PastChange<'_> {
        PastChange {
            id: self.id,
            plan: &self.plan,
            begun: &self.begun,
            is_in_effect: self.is_in_effect(),
            refusal: self.refusal(),
        }
    }

    /// Why it cannot be undone, as a clause.
    fn refusal(&self) -> Option<Sentence> {
        match (&self.seal, self.undone_by) {
            (None, _) => Some(Sentence::NotFinished),
            (_, Some(_)) => Some(Sentence::AlreadyUndone),
            (Some(Seal { in_effect: false, outcome: Outcome::Recovered, .. }), _) => Some(Sentence::WasRolledBack),
            (Some(seal), None) if !seal.in_effect => Some(Sentence::ChangedNothing),
            (Some(_), None) if self.plan.cleans() => Some(Sentence::IsFinal),
            _ => None,
        }
    }
}
