//! One change of the history, as its file tells it.
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use fs_err as fs;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Record;
use crate::plan::{Past, Plan};
use crate::report::{Code, Problem};
use crate::store::Level;

/// How a change ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It is in effect.
    Done,
    /// It was in effect and was taken back later.
    Undone,
    /// It failed and was taken back.
    Failed,
    /// The user cancelled it, and it was taken back.
    Cancelled,
    /// Its process was killed; it was completed or taken back afterwards.
    Recovered,
    /// Something else had changed the machine since the plan was made. Upgo made a new plan, which is the next change.
    Overtaken,
}

/// The end of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seal {
    /// When.
    pub at: Timestamp,
    /// How.
    pub outcome: Outcome,
    /// Whether the change is in effect.
    pub in_effect: bool,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// How much is proven of the toolchain that it has installed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Level>,
}

/// One change of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub id: u64,
    /// When it was begun.
    pub at: Timestamp,
    /// How it was asked for.
    pub by: String,
    /// What was to be done.
    pub plan: Plan,
    /// The steps that were begun.
    pub begun: BTreeSet<usize>,
    /// How it ended; `None` while it runs, or where its process was killed.
    pub seal: Option<Seal>,
    /// The later entry that took it back.
    pub undone_by: Option<u64>,
}

impl Entry {
    /// Reads a journal file. `None` where not even the intent is whole: then nothing was done.
    pub(super) fn read(id: u64, path: &Path) -> io::Result<Option<Self>> {
        let text = fs::read(path)?;
        // A torn line (a power cut) and a record of a newer Upgo are passed over.
        let mut records = text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
        let Some(Record::Intent { at, by, plan, .. }) = records.next() else { return Ok(None) };
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
        Ok(Some(entry))
    }

    /// Whether the change was carried out (and perhaps undone later).
    pub fn is_in_effect(&self) -> bool {
        self.seal.as_ref().is_some_and(|seal| seal.in_effect)
    }

    /// How it ended; `None` while it runs. The file says of an overtaken plan that it failed, and why.
    pub fn outcome(&self) -> Option<Outcome> {
        let seal = self.seal.as_ref()?;
        let is_overtaken = seal.problem.as_ref().is_some_and(|problem| problem.code == Code::PlanMoved);
        Some(match seal.outcome {
            _ if self.undone_by.is_some() => Outcome::Undone,
            Outcome::Failed if is_overtaken => Outcome::Overtaken,
            outcome => outcome,
        })
    }

    /// Whether a rollback can take it.
    pub fn is_undoable(&self) -> bool {
        self.refusal().is_none()
    }

    /// What an undo needs of it.
    pub fn past(&self) -> Past<'_> {
        Past { id: self.id, plan: &self.plan, refusal: self.refusal() }
    }

    /// Why it cannot be undone, as a clause.
    fn refusal(&self) -> Option<&'static str> {
        match (&self.seal, self.undone_by) {
            (None, _) => Some("is not finished"),
            (_, Some(_)) => Some("was undone already"),
            (Some(seal), None) if !seal.in_effect => Some("changed nothing"),
            _ => None,
        }
    }
}
