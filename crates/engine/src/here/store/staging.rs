//! The folder of what is being made or thrown away. Each entry begins with the number of its plan.
use std::path::PathBuf;

use fs_err as fs;

use super::StoreError;
use super::commit::rename_patiently;
use crate::effect;
use crate::home::Home;
use crate::report::Cancel;
use crate::version::Version;

/// Where the plan `id` unpacks.
pub fn staged_tree(home: &Home, id: u64) -> PathBuf {
    home.staging().join(format!("{id}-tree"))
}

/// Where the plan `id` puts a tree that is to be deleted.
fn trashed_tree(home: &Home, id: u64, version: &Version) -> PathBuf {
    home.staging().join(format!("{id}-removed-{version}"))
}

/// What is written down beside a tree, and where it goes with it.
fn trashed_notes(home: &Home, id: u64, version: &Version) -> [(PathBuf, PathBuf); 2] {
    let aside = |extension: &str| home.staging().join(format!("{id}-removed-{version}.{extension}"));
    [(home.receipt(version), aside("json")), (home.manifest(version), aside("manifest"))]
}

/// Renames a toolchain away, and what is written down of it: from now on it is gone, though its files take a moment more.
/// Missing is well.
pub fn trash(home: &Home, id: u64, version: &Version, cancel: &Cancel) -> Result<(), StoreError> {
    effect::create_dir_all(&home.staging())?;
    for (note, aside) in trashed_notes(home, id, version) {
        if note.exists() {
            effect::rename(&note, &aside)?;
        }
    }
    let tree = home.toolchain(version);
    if !tree.exists() {
        return Ok(());
    }
    rename_patiently(&tree, &trashed_tree(home, id, version), cancel)?;
    Ok(effect::sync_dir(&home.toolchains())?)
}

/// Renames a toolchain back that was trashed, and what is written down of it. Whether it was there to be had.
pub fn restore(home: &Home, id: u64, version: &Version) -> Result<bool, StoreError> {
    for (note, aside) in trashed_notes(home, id, version) {
        if aside.exists() {
            effect::rename(&aside, &note)?;
        }
    }
    let trashed = trashed_tree(home, id, version);
    if !trashed.exists() {
        return Ok(false);
    }
    rename_patiently(&trashed, &home.toolchain(version), &Cancel::default())?;
    effect::sync_dir(&home.toolchains())?;
    Ok(true)
}

/// Whether there is something in `staging`: a plan runs, or something is left of one that is over.
pub fn has_leftovers(home: &Home) -> bool {
    fs::read_dir(home.staging()).is_ok_and(|mut entries| entries.next().is_some())
}

/// Deletes what plans that are over have left in `staging`; `alive` says at that moment which are not.
///
/// What cannot be deleted is in nobody's way and left to a later sweep: on Windows a program that still runs, or a tree that
/// another Upgo is deleting.
pub fn sweep(home: &Home, alive: impl Fn(u64) -> bool) {
    let Ok(entries) = fs::read_dir(home.staging()) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let id = name.split('-').next().and_then(|id| id.parse().ok());
        if !id.is_some_and(&alive) {
            effect::remove(&entry.path()).ok();
        }
    }
}
