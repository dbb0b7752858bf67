//! One change of the history, as recorded in its file.
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use fs_err as fs;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Record;
use crate::plan::{Past, Plan};
use crate::report::{Code, Problem};
use crate::store::ProofLevel;

/// How a change ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
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

/// The end of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seal {
    /// The time.
    pub at: Timestamp,
    /// The outcome.
    pub outcome: Outcome,
    /// Whether the change is in effect.
    pub in_effect: bool,
    /// The problem that ended it, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The proof level of the toolchain that it installed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofLevel>,
}

/// One change of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    /// Its number.
    pub id: u64,
    /// When it started.
    pub at: Timestamp,
    /// The command or window that requested it.
    pub by: String,
    /// Its plan.
    pub plan: Plan,
    /// The steps that were begun.
    pub begun: BTreeSet<usize>,
    /// Its end; `None` while it runs, or if its process was killed.
    pub seal: Option<Seal>,
    /// The later entry that undid it.
    pub undone_by: Option<u64>,
}

impl JournalEntry {
    /// Reads a journal file. `None` if not even the intent is complete: then nothing was done.
    pub(super) fn read(id: u64, path: &Path) -> io::Result<Option<Self>> {
        Ok(Self::parse(id, &fs::read(path)?))
    }

    /// Parses the text of a journal file.
    pub(crate) fn parse(id: u64, text: &[u8]) -> Option<Self> {
        // An incomplete line (after a power cut) and an unknown record of a newer Upgo are skipped.
        let mut records = text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
        let Some(Record::Intent { at, by, plan, .. }) = records.next() else { return None };
        let mut entry = Self {
            id,
            at,
            by: by.into_owned(),
            plan: plan.into_owned(),
            begun: BTreeSet::new(),
            seal: None,
            undone_by: None,
        };
        for record in records {
            match record {
                Record::Intent { .. } => {}
                Record::Begin { step } => drop(entry.begun.insert(step)),
                Record::Outcome(seal) => entry.seal = Some(seal),
            }
        }
        Some(entry)
    }

    /// Whether the change was carried out (and perhaps undone later).
    pub fn is_in_effect(&self) -> bool {
        self.seal.as_ref().is_some_and(|seal| seal.in_effect)
    }

    /// Its outcome; `None` while it runs. The file records an overtaken plan as failed, with the reason.
    pub fn outcome(&self) -> Option<Outcome> {
        let seal = self.seal.as_ref()?;
        let is_overtaken = seal.problem.as_ref().is_some_and(|problem| problem.code == Code::PlanMoved);
        Some(match seal.outcome {
            _ if self.undone_by.is_some() => Outcome::Undone,
            Outcome::Failed if is_overtaken => Outcome::Overtaken,
            outcome => outcome,
        })
    }

    /// Whether it can be undone.
    pub fn is_undoable(&self) -> bool {
        self.refusal().is_none()
    }

    /// The parts of it that an undo needs.
    pub fn past(&self) -> Past<'_> {
        Past { id: self.id, plan: &self.plan, refusal: self.refusal() }
    }

    /// Why it cannot be undone, as a clause.
    fn refusal(&self) -> Option<&'static str> {
        match (&self.seal, self.undone_by) {
            (None, _) => Some("has not finished yet"),
            (_, Some(_)) => Some("has already been undone"),
            (Some(seal), None) if !seal.in_effect => Some("changed nothing"),
            _ => None,
        }
    }
}
