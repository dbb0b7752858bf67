//! The folder of what is being made or thrown away. Each entry begins with the number of its plan.
use std::io;
use std::path::PathBuf;

use fs_err as fs;

use crate::effect;
use crate::home::Home;
use crate::version::Version;

/// Where the plan `id` unpacks.
pub fn staged_tree(home: &Home, id: u64) -> PathBuf {
    home.staging().join(format!("{id}-tree"))
}

/// Where the plan `id` puts a tree that is to be deleted.
fn trashed_tree(home: &Home, id: u64, version: &Version) -> PathBuf {
    home.staging().join(format!("{id}-removed-{version}"))
}

/// Renames a toolchain away: from now on it is gone, though its files take a moment more. Missing is well.
pub fn trash(home: &Home, id: u64, version: &Version) -> io::Result<()> {
    let tree = home.toolchain(version);
    if !tree.exists() {
        return Ok(());
    }
    effect::create_dir_all(&home.staging())?;
    effect::rename(&tree, &trashed_tree(home, id, version))?;
    effect::sync_dir(&home.toolchains())
}

/// Renames a toolchain back that was trashed. Whether it was there to be had.
pub fn restore(home: &Home, id: u64, version: &Version) -> io::Result<bool> {
    let trashed = trashed_tree(home, id, version);
    if !trashed.exists() {
        return Ok(false);
    }
    effect::rename(&trashed, &home.toolchain(version))?;
    effect::sync_dir(&home.toolchains())?;
    Ok(true)
}

/// Whether there is something in `staging`: a plan runs, or something is left of one that is over.
pub fn has_leftovers(home: &Home) -> bool {
    fs::read_dir(home.staging()).is_ok_and(|mut entries| entries.next().is_some())
}

/// Deletes what plans that are over have left in `staging`; `alive` says which are not.
pub fn sweep(home: &Home, alive: impl Fn(u64) -> bool) -> io::Result<()> {
    let entries = match fs::read_dir(home.staging()) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let id = name.split('-').next().and_then(|id| id.parse().ok());
        if !id.is_some_and(&alive) {
            effect::remove_tree(&entry.path())?;
        }
    }
    Ok(())
}
