//! A branch of a repository with one commit: making and removing it.
use std::path::Path;

use super::super::ApplyError;
use super::super::ledger::{Begun, Ledger};
use crate::base::words::{Sentence, Statement};
use crate::environment::EditState;
use crate::projects::edit::FileEdit;
use crate::projects::repository::{NewBranch, NotCommitted, Repository};

/// Makes the branch, or removes it, if it is still as the plan assumed.
///
/// What is checked out is not compared again: the commit is based on the one that the plan names.
pub(super) fn change(
    ledger: &mut Ledger<'_>,
    index: usize,
    folder: &Path,
    files: &[FileEdit],
    branch: &NewBranch,
) -> Result<Begun, ApplyError> {
    let repository = Repository::open(folder).map_err(|why| moved(folder, why.says()))?;
    let begun = ledger.begin(index, || {
        let unread = |why: NotCommitted| moved(folder, why.says());
        if repository.found(branch).map_err(unread)? != EditState::Before {
            return Err(moved(folder, Sentence::BranchChanged.with("branch", branch.name.as_str())));
        }
        if branch.is_removed && repository.has_checked_out(branch).map_err(unread)? {
            return Err(moved(folder, Sentence::BranchCheckedOut.with("branch", branch.name.as_str())));
        }
        Ok(())
    })?;
    if branch.is_removed {
        repository.remove(branch)?;
    } else {
        repository.make(branch, files)?;
    }
    Ok(begun)
}

/// Whether the branch is as the step leaves it.
pub(super) fn is_changed(folder: &Path, branch: &NewBranch) -> bool {
    Repository::open(folder)
        .and_then(|repository| repository.found(branch))
        .is_ok_and(|found| found == EditState::After)
}

/// Takes the change back if it was made. A branch that someone moved or checked out since stays as it is.
pub(super) fn take_back(folder: &Path, files: &[FileEdit], branch: &NewBranch) -> Result<(), ApplyError> {
    let Ok(repository) = Repository::open(folder) else { return Ok(()) };
    if !repository.found(branch).is_ok_and(|found| found == EditState::After) {
        return Ok(());
    }
    if branch.is_removed {
        let back: Vec<FileEdit> = files.iter().rev().map(FileEdit::reversed).collect();
        repository.make(&branch.reversed(), &back)?;
    } else if !repository.has_checked_out(branch).map_err(|why| moved(folder, why.says()))? {
        repository.remove(branch)?;
    }
    Ok(())
}

fn moved(folder: &Path, why: Statement) -> ApplyError {
    ApplyError::Moved(Sentence::RepositoryMoved.with("folder", folder).with("why", why))
}
