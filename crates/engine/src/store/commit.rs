//! Makes a verified tree visible by one rename.
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::staging::make_way;
use super::{StoreError, is_whole, read_version, trash};
use crate::base::report::Cancel;
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform::{self, Processes, RunningProgram};

/// A virus scanner or an indexer may keep files of a new tree open for a while.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program that was asked to exit needs a moment.
const PATIENCE_WITH_PROGRAMS: Duration = Duration::from_secs(3);

/// Checks that `tree` is the Go that `version` names, and makes it durable. This takes a while and needs no lock.
pub fn settle(tree: &Path, version: &Version) -> Result<(), StoreError> {
    require_go(tree, version)?;
    Ok(effect::sync_tree(tree)?)
}

/// Renames a settled tree into the store. The caller holds its lock and has verified the archive's digest.
pub fn commit(home: &Home, id: u64, tree: &Path, version: &Version, cancel: &Cancel) -> Result<(), StoreError> {
    effect::create_lasting_dir(&home.toolchains())?;
    make_way(home, id, version)?;
    rename_patiently(tree, &home.toolchain(version), cancel)?;
    Ok(effect::sync_dir(&home.toolchains())?)
}

/// Removes a toolchain from the store again, for a plan that failed after its commit.
pub fn withdraw(home: &Home, id: u64, version: &Version) -> Result<(), StoreError> {
    trash(home, id, version, &Cancel::default())
}

/// The bytes needed to install such an archive: itself, its tree (up to 3.6 times its size), and a margin.
pub fn space_for(archive: Option<u64>) -> u64 {
    archive.unwrap_or(80_000_000).saturating_mul(5).saturating_add(16_000_000)
}

/// Fails early if the volume of `folder` (which exists) has less than `needed` bytes free.
pub fn require_space(folder: &Path, needed: u64) -> Result<(), StoreError> {
    let free = platform::free_space(folder)?;
    if free < needed {
        return Err(StoreError::NoSpace { needed, free, path: folder.to_owned() });
    }
    Ok(())
}

fn require_go(tree: &Path, version: &Version) -> Result<(), StoreError> {
    if !is_whole(tree) {
        return Err(StoreError::NotGo(Sentence::NoBinGo));
    }
    match read_version(tree) {
        Some(found) if found == *version => Ok(()),
        Some(found) => Err(StoreError::OtherVersion { expected: version.clone(), found: found.to_string() }),
        None => Err(StoreError::NotGo(Sentence::NoVersionFile)),
    }
}

/// Renames a tree, waiting for programs that keep a file in it open, because Windows then refuses the rename. It waits
/// only briefly for a program that runs from the tree: such a program is about to exit, or may run for days.
pub(super) fn rename_patiently(from: &Path, to: &Path, cancel: &Cancel) -> Result<(), StoreError> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(20);
    loop {
        match effect::rename_once(from, to) {
            Err(error) if platform::is_blocked(&error) && !to.exists() => {
                cancel.check()?;
                let running = Processes::now().running_from(from);
                let patience = if running.is_empty() { PATIENCE } else { PATIENCE_WITH_PROGRAMS };
                if begun.elapsed() > patience {
                    return Err(blocked(from, &running, error));
                }
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_secs(2));
            }
            result => return Ok(result?),
        }
    }
}

/// The error that names the program with an open file in the tree, if the system provides it.
fn blocked(tree: &Path, running: &[RunningProgram], source: io::Error) -> StoreError {
    let runs = || running.first().map(ToString::to_string);
    let holder = platform::who_holds(tree).or_else(runs).unwrap_or_else(|| "another program".into());
    StoreError::Blocked { path: tree.to_owned(), holder, source }
}
