//! The folder of trees that are being created or deleted. Each entry begins with the number of its plan.
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::StoreError;
use super::commit::rename_patiently;
use crate::base::report::Cancel;
use crate::base::version::Version;
use crate::machine::effect;
use crate::machine::home::{Home, OwnHome};

pub fn staged_tree(home: &Home, id: u64) -> PathBuf {
    home.staging().join(format!("{id}-tree"))
}

fn trashed_tree(home: &Home, id: u64, version: &Version) -> PathBuf {
    home.staging().join(format!("{id}-removed-{version}"))
}

/// The records of a tree, each with the path that it is moved to together with the tree.
fn trashed_notes(home: &Home, id: u64, version: &Version) -> [(PathBuf, PathBuf); 2] {
    let aside = |extension: &str| home.staging().join(format!("{id}-removed-{version}.{extension}"));
    [(home.receipt(version), aside("json")), (home.manifest(version), aside("manifest"))]
}

/// Moves a toolchain and its records to `staging`, where deleting may take time. A missing one is not an error.
pub fn trash(home: &Home, id: u64, version: &Version, cancel: &Cancel) -> Result<(), StoreError> {
    effect::create_lasting_dir(&home.staging())?;
    let notes = trashed_notes(home, id, version);
    move_notes(home, notes.iter().map(|(note, aside)| (&**note, &**aside)))?;
    let tree = home.toolchain(version);
    if !is_there(&tree) {
        return Ok(());
    }
    rename_patiently(&tree, &trashed_tree(home, id, version), cancel)?;
    Ok(effect::sync_dir(&home.toolchains())?)
}

/// Moves what has the name of a toolchain and is no folder, such as a dangling link, to `staging`.
pub(super) fn make_way(home: &Home, id: u64, version: &Version) -> Result<(), StoreError> {
    let place = home.toolchain(version);
    if is_there(&place) && !place.is_dir() {
        effect::rename(&place, &home.staging().join(format!("{id}-instead-of-{version}")))?;
    }
    Ok(())
}

fn move_notes<'a>(home: &Home, moves: impl Iterator<Item = (&'a Path, &'a Path)>) -> Result<(), StoreError> {
    for (from, to) in moves.filter(|(from, _)| from.exists()) {
        effect::rename(from, to)?;
    }
    if home.receipts().is_dir() {
        effect::sync_dir(&home.receipts())?;
    }
    Ok(())
}

/// Returns whether it was there.
pub fn restore(home: &Home, id: u64, version: &Version) -> Result<bool, StoreError> {
    let notes = trashed_notes(home, id, version);
    move_notes(home, notes.iter().map(|(note, aside)| (&**aside, &**note)))?;
    let trashed = trashed_tree(home, id, version);
    if !is_there(&trashed) {
        return Ok(false);
    }
    rename_patiently(&trashed, &home.toolchain(version), &Cancel::default())?;
    effect::sync_dir(&home.toolchains())?;
    Ok(true)
}

/// Whether there is anything at `path`, be it a dangling link.
pub(crate) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether `staging` contains anything: a plan is running, or a finished one has left something.
pub fn has_leftovers(home: &Home) -> bool {
    fs::read_dir(home.staging()).is_ok_and(|mut entries| entries.next().is_some())
}

/// Deletes the leftovers of finished plans in `staging`; `alive` tells which plans are running. What cannot be deleted
/// (on Windows, a running program, or a tree that another Upgo is deleting) does no harm, and is left to a later sweep.
pub fn sweep(home: OwnHome<'_>, alive: impl Fn(u64) -> bool) {
    for left in leftovers(&home, alive) {
        effect::remove(&left).ok();
    }
}

/// The leftovers of finished plans in `staging`. `alive` returns which plans are still running at that moment.
pub fn leftovers(home: &Home, alive: impl Fn(u64) -> bool) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(home.staging()).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(move |path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = name.split('-').next().and_then(|id| id.parse().ok());
        !id.is_some_and(&alive)
    })
}
