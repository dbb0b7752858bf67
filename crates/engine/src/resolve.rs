//! *Why this Go?* Which `go` a new terminal will run, and why.
//!
//! Nothing is executed for it: the PATH of a new terminal is computed from the user's settings.
use std::path::PathBuf;

use crate::environment::{self, UserEnvironment};
use crate::home::Home;
use crate::inventory::{self, Found, Surroundings};
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
}

impl Active {
    /// The program itself.
    pub fn program(&self) -> PathBuf {
        self.folder.join(format!("go{EXECUTABLE}"))
    }

    /// Whether it is the one that Upgo's switch decides.
    pub fn is_upgo_switch(&self, home: &Home) -> bool {
        is_same_folder(&self.folder, &home.bin())
    }
}

/// What a new terminal runs; `None` where it finds no Go.
pub fn active(around: &Surroundings<'_>, environment: &UserEnvironment) -> Option<Active> {
    candidates(around, environment).next()
}

/// Every Go that a new terminal finds on its PATH, the first one first.
pub fn all_on_path(around: &Surroundings<'_>, environment: &UserEnvironment) -> Vec<Active> {
    candidates(around, environment).collect()
}

fn candidates<'a>(
    around: &'a Surroundings<'_>,
    environment: &UserEnvironment,
) -> impl Iterator<Item = Active> + use<'a> {
    // What cannot be read is as good as empty: then this process's PATH is all that is known.
    let caller = (around.variable)("PATH");
    let folders = environment::new_terminal_path(environment, caller.as_deref()).unwrap_or_default();
    let mut is_first = true;
    folders.into_iter().filter_map(move |folder| {
        let found = at(around, &folder)?;
        let why = why(around.home, &folder, std::mem::take(&mut is_first));
        Some(Active { folder, found, why })
    })
}

/// The Go that `go` in this folder of PATH starts. In Upgo's own folder the switch decides, also where the program
/// there is a launcher.
fn at(around: &Surroundings<'_>, folder: &std::path::Path) -> Option<Found> {
    if !is_same_folder(folder, &around.home.bin()) {
        return inventory::in_folder(around, folder);
    }
    let version = crate::activate::current(around.home).ok().flatten()?;
    let root = around.home.toolchain(&version);
    crate::store::is_whole(&root).then_some(Found { version: Some(version), root, origin: inventory::Origin::Upgo })
}

fn why(home: &Home, folder: &std::path::Path, is_first: bool) -> String {
    let place = folder.display();
    match (is_first, is_same_folder(folder, &home.bin())) {
        (true, true) => format!("{place} comes first on PATH, and Upgo's switch names this version"),
        (true, false) => format!("{place} is the first folder on PATH that has a go"),
        (false, _) => format!("{place} comes later on PATH"),
    }
}

fn is_same_folder(a: &std::path::Path, b: &std::path::Path) -> bool {
    a == b || fs_err::canonicalize(a).is_ok_and(|a| fs_err::canonicalize(b).is_ok_and(|b| a == b))
}
