//! Programs installed with `go install`: rebuilding and restoring them.
use std::path::Path;

use super::super::ApplyError;
use super::super::context::Context;
use super::super::ledger::{Begun, Ledger};
use crate::base::digest::Sha256;
use crate::base::words::Sentence;
use crate::projects::rebuild::{self, BuildTask, Builder, Recipe};
use crate::store::kept_files::{self, Kept, New, Swap};

/// A program, and the digest that it had when the plan was made.
type PlannedProgram<'a> = (&'a Path, Sha256);

/// Builds a program in staging, at the same or a newer version, without the store's lock, and puts it in place of the
/// old one, which is kept.
pub(super) fn rebuild(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    index: usize,
    (program, was): PlannedProgram<'_>,
    (recipe, updates): (&Recipe, bool),
    go: &Builder,
) -> Result<Begun, ApplyError> {
    require_unchanged(program, was)?;
    let go = context.site.usable(go)?;
    ledger.release();
    let home = context.site.home();
    let folder = home.staging().join(format!("{}-tool-{index}", context.id));
    let variables = &context.site.terminal_variables();
    let built =
        rebuild::build(&BuildTask { program, recipe, go, variables, updates, folder: &folder }, context.cancel)?;
    let begun = ledger.begin(index, || require_unchanged(program, was))?;
    let swap = Swap { place: program.to_owned(), new: New::Copy(built) };
    kept_files::exchange(home, Kept { change: context.id, step: index }, program, &[swap])?;
    Ok(begun)
}

/// Restores the program that an earlier change kept.
pub(super) fn restore(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    index: usize,
    (program, was): PlannedProgram<'_>,
    kept: Kept,
) -> Result<Begun, ApplyError> {
    let begun = ledger.begin(index, || require_unchanged(program, was))?;
    kept_files::put_back(context.site.home(), Kept { change: context.id, step: index }, kept, program)?;
    Ok(begun)
}

fn require_unchanged(program: &Path, was: Sha256) -> Result<(), ApplyError> {
    if Sha256::of_file(program).ok() == Some(was) {
        return Ok(());
    }
    Err(ApplyError::Moved(Sentence::ProgramWasChanged.with("path", program)))
}
