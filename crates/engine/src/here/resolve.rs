//! *Why this Go?* Which `go` a new terminal will run, and why.
//!
//! Nothing is executed for it: the PATH of a new terminal is computed from the user's settings.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::environment::{self, UserEnvironment};
use crate::inventory::probe::Answer;
use crate::inventory::{self, Found, Origin, Surroundings};
use crate::platform::EXECUTABLE;

/// A `go` that a new terminal finds on its PATH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Active {
    /// The folder on PATH that it was found in.
    pub folder: PathBuf,
    /// The Go that it belongs to.
    pub found: Found,
    /// Why it is this one, a sentence.
    pub why: String,
    /// Whether it is the one that Upgo's switch decides.
    pub is_upgo_switch: bool,
}

impl Active {
    /// The program itself.
    pub fn program(&self) -> PathBuf {
        self.folder.join(format!("go{EXECUTABLE}"))
    }

    /// Whether this is the Go that runs. Of Upgo's own the version decides, for the switch names that.
    pub fn is(&self, other: &Found) -> bool {
        match other.origin {
            Origin::Upgo => self.found.origin == Origin::Upgo && self.found.version == other.version,
            _ => self.found.root == other.root,
        }
    }
}

/// A folder that a new terminal searches for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// The folder.
    pub folder: PathBuf,
    /// Whether it is Upgo's own, where the switch decides.
    pub is_upgo: bool,
    /// The Go that it gives.
    pub found: Option<Found>,
}

/// What a new terminal runs; `None` where it finds no Go.
pub fn active(around: &Surroundings<'_>, environment: &UserEnvironment) -> Option<Active> {
    candidates(around, environment).next()
}

/// Every Go that a new terminal finds on its PATH, the first one first.
pub fn all_on_path(around: &Surroundings<'_>, environment: &UserEnvironment) -> Vec<Active> {
    candidates(around, environment).collect()
}

/// Every folder that a new terminal searches, in its order. At most the first `go` without a tree of its own is executed:
/// of a later one the version stays open, so that nobody waits for programs that no terminal runs.
pub fn searched(around: &Surroundings<'_>, environment: &UserEnvironment) -> Vec<Searched> {
    let unasked = &|_: &Path| Some(Answer { version: None, root: None });
    let mut has_first = false;
    let all = folders(around, environment).map(|(folder, is_upgo)| {
        let found = if is_upgo {
            of_switch(around)
        } else if has_first {
            inventory::in_folder(&Surroundings { ask: unasked, ..*around }, &folder)
        } else {
            inventory::in_folder(around, &folder)
        };
        has_first |= found.is_some();
        Searched { folder, is_upgo, found }
    });
    all.collect()
}

/// The first Go among the folders that a new terminal searches.
pub fn first(searched: &[Searched]) -> Option<Active> {
    let (place, found) = searched.iter().find_map(|place| Some((place, place.found.clone()?)))?;
    let why = why(&place.folder, true, place.is_upgo);
    Some(Active { folder: place.folder.clone(), found, why, is_upgo_switch: place.is_upgo })
}

fn candidates<'a>(
    around: &'a Surroundings<'_>,
    environment: &UserEnvironment,
) -> impl Iterator<Item = Active> + use<'a> {
    let mut is_first = true;
    folders(around, environment).filter_map(move |(folder, is_upgo)| {
        let found = if is_upgo { of_switch(around) } else { inventory::in_folder(around, &folder) }?;
        let why = why(&folder, std::mem::take(&mut is_first), is_upgo);
        Some(Active { folder, found, why, is_upgo_switch: is_upgo })
    })
}

/// The folders of a new terminal's PATH, each once, and whether it is Upgo's own. `/bin` and `/usr/bin` may be one folder.
fn folders(around: &Surroundings<'_>, environment: &UserEnvironment) -> impl Iterator<Item = (PathBuf, bool)> + use<> {
    // What cannot be read is as good as empty: then this process's PATH is all that is known.
    let caller = (around.variable)("PATH");
    let folders = environment::new_terminal_path(environment, caller.as_deref()).unwrap_or_default();
    let real = |folder: &Path| fs_err::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let bin = real(&around.home.bin());
    let mut seen = BTreeSet::new();
    folders.into_iter().filter_map(move |folder| {
        let real = real(&folder);
        let is_upgo = real == bin;
        seen.insert(real).then_some((folder, is_upgo))
    })
}

/// The Go that `go` in Upgo's own folder starts: the switch decides, also where the program there is a launcher.
fn of_switch(around: &Surroundings<'_>) -> Option<Found> {
    let version = crate::activate::current(around.home).ok().flatten()?;
    let root = around.home.toolchain(&version);
    crate::store::is_whole(&root).then(|| inventory::own(version, root))
}

fn why(folder: &Path, is_first: bool, is_upgo: bool) -> String {
    let place = folder.display();
    match (is_first, is_upgo) {
        (true, true) => format!("{place} comes first on PATH, and Upgo's switch names this version"),
        (true, false) => format!("{place} is the first folder on PATH that has a go"),
        (false, _) => format!("{place} comes later on PATH"),
    }
}
