//! The place of a program: the new one comes into it by a rename, the old one is kept for undo.
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::digest::Sha256;
use crate::environment::lossless;
use crate::home::Home;
use crate::{effect, platform};

/// What a step of a change has kept: the program that was there before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Kept {
    /// The change.
    pub change: u64,
    /// The step, counted from 0.
    pub step: usize,
}

/// What is written down beside a kept program, before the new one comes into its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Replaced {
    /// The program.
    #[serde(with = "lossless::path")]
    pub program: PathBuf,
    /// The digest of the one that was there.
    pub was: Sha256,
    /// The digest of the one that came.
    pub becomes: Sha256,
}

impl Kept {
    fn folder(self, home: &Home) -> PathBuf {
        home.replaced().join(format!("{}-{}", self.change, self.step))
    }

    /// The old program.
    pub fn program(self, home: &Home) -> PathBuf {
        self.folder(home).join("program")
    }

    fn record(self, home: &Home) -> PathBuf {
        self.folder(home).join("replaced.json")
    }

    /// What is written down of it; `None` where nothing is kept.
    pub fn read(self, home: &Home) -> Option<Replaced> {
        serde_json::from_slice(&fs::read(self.record(home)).ok()?).ok()
    }

    /// Where the new program is written: beside the old one, so that one rename puts it there.
    fn beside(self, program: &Path) -> PathBuf {
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        program.with_file_name(format!(".{name}.upgo-{}-{}", self.change, self.step))
    }

    fn of_name(name: &str) -> Option<Self> {
        let (change, step) = name.split_once('-')?;
        Some(Self { change: change.parse().ok()?, step: step.parse().ok()? })
    }
}

/// Puts `new` into the place of `program`, which is kept. At every moment one of the two is there; only a program that runs
/// on Windows is missing between two renames.
pub fn replace(home: &Home, kept: Kept, program: &Path, new: &Path) -> io::Result<()> {
    let replaced =
        Replaced { program: program.to_owned(), was: Sha256::of_file(program)?, becomes: Sha256::of_file(new)? };
    effect::create_dir_all(&kept.folder(home))?;
    effect::copy(program, &kept.program(home))?;
    effect::replace(&kept.record(home), &serde_json::to_vec(&replaced)?)?;
    effect::sync_dir(&home.replaced())?;
    put(kept, new, program)
}

/// Puts the program that `from` has kept back into its place; the one that is there now is `kept`.
pub fn put_back(home: &Home, kept: Kept, from: Kept, program: &Path) -> io::Result<()> {
    replace(home, kept, program, &from.program(home))
}

/// Undoes a [`replace`] that was begun: it is not done, half done or done. What has come into the place since stays.
pub fn take_back(home: &Home, kept: Kept, program: &Path) -> io::Result<()> {
    effect::remove_file(&kept.beside(program))?;
    if let Some(replaced) = kept.read(home) {
        let now = Sha256::of_file(program);
        let is_missing = now.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if is_missing || now? == replaced.becomes {
            put(kept, &kept.program(home), program)?;
        }
    }
    effect::remove_tree(&kept.folder(home))
}

/// Whether the new program is in its place.
pub fn is_in_effect(home: &Home, kept: Kept, program: &Path) -> bool {
    let becomes = kept.read(home).map(|replaced| replaced.becomes);
    becomes.is_some() && Sha256::of_file(program).ok() == becomes
}

/// Deletes what no undo asks for any more: of each program only what the newest change has kept stays. What a change keeps
/// that still runs, as `alive` says, is left out: it may be taken back.
pub fn prune(home: &Home, alive: impl Fn(u64) -> bool) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(home.replaced()) else { return Ok(()) };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut all: Vec<Kept> = names.filter_map(|name| Kept::of_name(&name)).filter(|kept| !alive(kept.change)).collect();
    all.sort();
    let mut seen = BTreeSet::new();
    for kept in all.into_iter().rev() {
        if kept.read(home).is_some_and(|replaced| !seen.insert(replaced.program)) {
            effect::remove_tree(&kept.folder(home))?;
        }
    }
    Ok(())
}

fn put(kept: Kept, new: &Path, program: &Path) -> io::Result<()> {
    let beside = kept.beside(program);
    let done = effect::copy(new, &beside).and_then(|()| platform::put_program(&beside, program));
    if done.is_err() {
        effect::remove_file(&beside).ok(); // recovery deletes what stays
    }
    done.and_then(|()| effect::sync_dir(effect::parent(program)))
}
