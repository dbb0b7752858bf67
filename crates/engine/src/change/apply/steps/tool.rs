//! Programs installed with `go install`: rebuilding and restoring them.
use std::io;
use std::path::Path;

use super::super::Result;
use super::super::context::Context;
use super::super::ledger::{Begun, Ledger};
use super::files;
use crate::base::digest::Sha256;
use crate::projects::rebuild::{self, BuildPurpose, BuildTask, Builder, Recipe};
use crate::store::kept_files::{self, Kept, New, Swap};

/// A program, and the digest that it had when the plan was made; `None` if it did not exist.
type PlannedProgram<'a> = (&'a Path, Option<Sha256>);

/// Builds a program in staging, without the store's lock, and puts it in its place. If there is an old one, it is kept.
pub(super) fn rebuild(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    (program, was): PlannedProgram<'_>,
    (recipe, purpose): (&Recipe, BuildPurpose),
    go: &Builder,
) -> Result<Begun> {
    require_unchanged(program, was)?;
    let go = context.site.usable(go)?;
    ledger.release();
    let home = context.site.home();
    let folder = home.staging().join(format!("{}-tool-{}", context.id, context.step));
    let variables = &context.site.terminal_variables();
    let built =
        rebuild::build(&BuildTask { program, recipe, go, variables, purpose, folder: &folder }, context.cancel)?;
    let begun = ledger.begin(|| require_unchanged(program, was))?;
    let swap = Swap { place: program.to_owned(), new: New::Copy(built) };
    kept_files::exchange(home, Kept { change: context.id, step: context.step }, program, &[swap])?;
    Ok(begun)
}

pub(super) fn restore(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    (program, was): PlannedProgram<'_>,
    kept: Kept,
) -> Result<Begun> {
    let begun = ledger.begin(|| require_unchanged(program, was))?;
    kept_files::put_back(context.site.home(), Kept { change: context.id, step: context.step }, kept, program)?;
    Ok(begun)
}

fn require_unchanged(program: &Path, was: Option<Sha256>) -> Result<()> {
    let is_unchanged = match was {
        Some(was) => Sha256::of_file(program).is_ok_and(|now| now == was),
        None => program.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound),
    };
    if is_unchanged { Ok(()) } else { Err(files::was_changed(program)) }
}
