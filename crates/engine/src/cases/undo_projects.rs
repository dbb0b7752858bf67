//! The undo of edits in projects, which goes on where an earlier one had to leave something.
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::change::journal::JournalEntry;
use crate::change::plan::{self, Action, Makers, Plan, PlanError, Step, Undoable};
use crate::environment::EditState;

/// Takes back edits of projects, except those `done`. A file that was edited since stays as it is, with a warning.
pub(super) fn project_undo(
    entry: &JournalEntry,
    makers: &Makers,
    done: &BTreeSet<PathBuf>,
    warnings: &mut Vec<Problem>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    for index in entry.begun.iter().rev() {
        let Some(Step::EditProject { folder, version, files }) = entry.plan.steps.get(*index) else { continue };
        let mut back = Vec::new();
        for file in files.iter().rev() {
            let path = folder.join(&file.path);
            if done.contains(&path) {
                continue;
            }
            if let Some(by) = makers.later(entry.id, &Undoable::File(path.clone())) {
                warnings.push(plan::stays_as_left(path.as_path(), by));
                continue;
            }
            if file.found(folder) == EditState::After {
                back.push(file.reversed());
                continue;
            }
            let is_gone = path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
            let says = if is_gone { say!(FileStaysDeleted { path: &path }) } else { say!(FileStays { path: &path }) };
            let problem = Problem::new(Code::UndoPartial, says);
            warnings.push(problem.with_next(say!(RestoreThenUndo { id: entry.id })));
        }
        if !back.is_empty() {
            let (folder, version) = (folder.clone(), version.clone());
            steps.push(Step::EditProject { folder, version, files: back });
        }
    }
    steps
}

/// The plan for what earlier undos of `entry` had to leave; `None` if there is none. `entries` has all later changes.
pub(super) fn rest_of_undo(
    entry: &JournalEntry,
    entries: &[JournalEntry],
    makers: &Makers,
    current: Option<Version>,
    warnings: &mut Vec<Problem>,
) -> Result<Option<Plan>, PlanError> {
    if entry.undone_by.is_none() || !entry.plan.edits_projects() {
        return Ok(None);
    }
    let undos = entries.iter().filter(|undo| undo.plan.undoes == Some(entry.id) && undo.is_in_effect());
    let edited = undos.filter(|undo| undo.undone_by.is_none()).flat_map(|undo| &undo.plan.steps);
    let done = edited.flat_map(|step| match step {
        Step::EditProject { folder, files, .. } => files.iter().map(|file| folder.join(&file.path)).collect(),
        _ => Vec::new(),
    });
    let mut stays = Vec::new();
    let steps = project_undo(entry, makers, &done.collect(), &mut stays);
    match (steps.is_empty(), stays.first()) {
        (true, None) => Ok(None),
        (true, Some(first)) => Err(PlanError::nothing_left(entry.id, first)),
        (false, _) => {
            warnings.append(&mut stays);
            let (from, to) = (current.clone(), current);
            Ok(Some(Plan { action: Action::Rollback, from, to, undoes: Some(entry.id), steps }))
        }
    }
}
