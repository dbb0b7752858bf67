//! Files of a project: editing the lines that name a Go.
use std::path::Path;

use super::super::Result;
use super::super::ledger::{Begun, Ledger};
use super::files;
use crate::environment::EditState;
use crate::projects::edit::FileEdit;

/// Edits the files, if all of them are still as the plan assumed.
pub(super) fn edit(ledger: &mut Ledger<'_>, folder: &Path, files: &[FileEdit]) -> Result<Begun> {
    let begun = ledger.begin(|| {
        let moved = files.iter().find(|file| file.found(folder) != EditState::Before);
        moved.map_or(Ok(()), |file| Err(files::was_changed(&folder.join(&file.path))))
    })?;
    for file in files {
        file.make(folder)?;
    }
    Ok(begun)
}

pub(super) fn is_edited(folder: &Path, files: &[FileEdit]) -> bool {
    files.iter().all(|file| file.found(folder) == EditState::After)
}

/// A file that was edited since, or that is gone, stays as it is.
pub(super) fn take_back(folder: &Path, files: &[FileEdit]) -> Result<()> {
    for file in files.iter().rev() {
        if file.found(folder) == EditState::After {
            file.reversed().make(folder)?;
        }
    }
    Ok(())
}
