//! `history`: every change, and the recovery of those whose process was killed.
use std::path::Path;

use jiff::Timestamp;

use super::foreign_go::require_set_aside;
use super::{Engine, snapshot};
use crate::base::display::sentence;
use crate::base::report::{Code, Diff, HookRun, Problem, Result};
use crate::base::words::{Sentence, Statement};
use crate::change::journal::{self, DamagedRecord, JournalEntry, Outcome};
use crate::change::plan::{self, ChangeName, Makers, Original, Step};
use crate::guidance::exposure::CORRECTION;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::projects::rehearsal::{self, RehearsalSummary};
use crate::store::{Downloaded, ProofLevel};

/// The output of `history`.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct HistoryReport {
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
    /// Whether there are older changes, which `--before` shows.
    pub has_older: bool,
    pub warnings: Vec<Problem>,
}

/// One change.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct HistoryEntry {
    /// Its number, for `rollback`.
    pub id: u64,
    /// When it began.
    pub at: Timestamp,
    /// The command or the front end that requested it.
    pub by: String,
    /// What it was about.
    #[serde(flatten)]
    pub change: ChangeName,
    /// How it ended; `null` while it runs.
    pub outcome: Option<Outcome>,
    /// Whether it is in effect: it succeeded, and was not undone later.
    pub in_effect: bool,
    /// The change that undid it.
    pub undone_by: Option<u64>,
    /// Whether `rollback` can undo it: it is in effect, and no later change made the same again.
    pub undoable: bool,
    /// The later change that made the same again, so that nothing is left to undo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<u64>,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// What it changed on PATH, in variables and in settings.
    pub diff: Diff,
    /// How far the origin of the toolchain that it installed is proven; `null` if it installed none.
    pub proof: Option<ProofLevel>,
    /// The rehearsal before or after it; `null` if there was none. `rehearse --change` shows its report.
    pub rehearsal: Option<RehearsalSummary>,
    /// The hooks that ran, in order, with the last lines that they printed.
    pub hooks: Vec<HookRun>,
    /// How long it took; `null` while it runs.
    pub milliseconds: Option<u64>,
    /// What it downloaded for the toolchain that it installed; missing if it downloaded none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloaded: Option<Downloaded>,
}

impl Engine {
    /// Newest first.
    pub fn history(&self) -> Result<HistoryReport> {
        self.history_page(None, usize::MAX)
    }

    /// Up to `most` changes before the change `before`, or the newest ones, newest first. Older ones are not read.
    pub fn history_page(&self, before: Option<u64>, most: usize) -> Result<HistoryReport> {
        let mut warnings = self.recover_and_warn();
        if journal::is_shut(&self.home) {
            self.own_home()?; // refused: what others have done is not known
        }
        let page = journal::page(&self.home, before, most).map_err(snapshot::disk)?;
        warnings.extend(page.damaged.iter().map(damaged_record));
        let is_ahead = |entry: &&JournalEntry| entry.at.duration_since(self.now()) > CORRECTION;
        let ahead = page.entries.iter().find(is_ahead);
        warnings.extend(ahead.map(|entry| Problem::new(Code::ClockWrong, say!(FutureChange { id: entry.id }))));
        let newer = match (before, page.entries.first()) {
            (Some(_), Some(newest)) => journal::after(&self.home, newest.id).map_err(snapshot::disk)?,
            _ => Vec::new(),
        };
        let oldest_first = newer.iter().chain(&page.entries).rev().map(JournalEntry::past);
        let makers = Makers::among(oldest_first, &self.environment);
        let beside = |entry: &JournalEntry| {
            let replaced_by = plan::replaced_by(&entry.past(), &makers, &self.environment);
            (origin_of(&self.home, &page.entries, entry), replaced_by.filter(|_| is_undoable(entry)))
        };
        let beside: Vec<_> = page.entries.iter().map(beside).collect();
        let described = |(entry, (origin, replaced_by)): (JournalEntry, (Option<Original>, Option<u64>))| {
            let described = describe(&self.home, entry, origin);
            HistoryEntry { undoable: described.undoable && replaced_by.is_none(), replaced_by, ..described }
        };
        let entries = page.entries.into_iter().zip(beside).map(described).collect();
        Ok(HistoryReport { entries, has_older: page.has_older, warnings })
    }

    /// Newest first, one line of JSON each, with the fields of `history --json`.
    pub fn export_history(&self, file: &Path) -> Result<()> {
        let mut lines = Vec::new();
        for entry in self.history()?.entries {
            serde_json::to_writer(&mut lines, &entry).map_err(|error| snapshot::disk(error.into()))?;
            lines.push(b'\n');
        }
        effect::replace(file, &lines).map_err(snapshot::disk)
    }

    /// Completes or reverts what a killed process left, unless another one is at it. Returns the newest such change.
    pub fn recover(&self) -> Result<Option<HistoryEntry>> {
        let ended = crate::change::apply::recover_if_free(self)?.ended;
        let Some(newest) = ended.into_iter().max() else { return Ok(None) };
        Ok(journal::find(&self.home, newest).map_err(snapshot::disk)?.map(|entry| described(&self.home, entry)))
    }
}

pub(super) fn damaged_record(record: &DamagedRecord) -> Problem {
    let DamagedRecord { id, path } = record;
    let what = say!(RecordDamaged { id: *id });
    let means = Sentence::StillInEffect.into();
    let next = Statement::from(Sentence::ToUndoEarlier).and(say!(HideDamaged { path: path.as_path() }));
    Problem { means, ..Problem::new(Code::HomeDamaged, what) }.with_next(next)
}

/// What an undo means for an earlier change, if it undid an undo. A name without it is true, too.
fn origin_of(home: &Home, known: &[JournalEntry], entry: &JournalEntry) -> Option<Original> {
    journal::origin(home, known, entry.plan.undoes?).ok()?
}

fn is_undoable(entry: &JournalEntry) -> bool {
    entry.is_undoable() && require_set_aside(entry).is_ok()
}

pub(super) fn described(home: &Home, entry: JournalEntry) -> HistoryEntry {
    let origin = origin_of(home, &[], &entry);
    describe(home, entry, origin)
}

fn describe(home: &Home, entry: JournalEntry, origin: Option<Original>) -> HistoryEntry {
    let took = entry.seal.as_ref().map(|seal| seal.at.duration_since(entry.at).as_millis());
    HistoryEntry {
        rehearsal: rehearsal::kept_with(home, entry.id).as_ref().map(RehearsalSummary::from),
        outcome: entry.outcome(),
        hooks: entry.hooks.clone(),
        in_effect: entry.stands(),
        diff: Diff(entry.plan.steps.iter().flat_map(Step::differences).collect()),
        change: ChangeName { origin, programs: programs_of(&entry), ..ChangeName::from(&entry.plan) },
        milliseconds: took.and_then(|millis| u64::try_from(millis).ok()),
        undoable: is_undoable(&entry),
        replaced_by: None,
        id: entry.id,
        at: entry.at,
        by: sentence(entry.by),
        undone_by: entry.undone_by,
        proof: entry.seal.as_ref().and_then(|seal| seal.proof),
        downloaded: entry.seal.as_ref().and_then(|seal| seal.downloaded.clone()),
        problem: entry.seal.and_then(|seal| seal.problem),
    }
}

/// For a change that is not in effect, those that it was to replace.
fn programs_of(entry: &JournalEntry) -> Vec<String> {
    let all = || (0..entry.plan.steps.len()).collect();
    entry.plan.programs(&if entry.is_in_effect() { entry.begun.clone() } else { all() })
}
