//! *Why this Go?* Which `go` a new terminal will run, and why.
//!
//! Nothing is executed for it: the PATH of a new terminal is computed from the user's settings.
use std::path::{Path, PathBuf};

use crate::environment::{self, UserEnvironment};
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
    /// Whether it is the one that Upgo's switch decides.
    pub is_upgo_switch: bool,
}

impl Active {
    /// The program itself.
    pub fn program(&self) -> PathBuf {
        self.folder.join(format!("go{EXECUTABLE}"))
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
    let bin = around.home.bin();
    let real_bin = fs_err::canonicalize(&bin).ok();
    let mut is_first = true;
    folders.into_iter().filter_map(move |folder| {
        let is_upgo = folder == bin || (real_bin.is_some() && fs_err::canonicalize(&folder).ok() == real_bin);
        let found = if is_upgo { of_switch(around) } else { inventory::in_folder(around, &folder) }?;
        let why = why(&folder, std::mem::take(&mut is_first), is_upgo);
        Some(Active { folder, found, why, is_upgo_switch: is_upgo })
    })
}

/// The Go that `go` in Upgo's own folder starts: the switch decides, also where the program there is a launcher.
fn of_switch(around: &Surroundings<'_>) -> Option<Found> {
    let version = crate::activate::current(around.home).ok().flatten()?;
    let root = around.home.toolchain(&version);
    crate::store::is_whole(&root).then_some(Found { version: Some(version), root, origin: inventory::Origin::Upgo })
}

fn why(folder: &Path, is_first: bool, is_upgo: bool) -> String {
    let place = folder.display();
    match (is_first, is_upgo) {
        (true, true) => format!("{place} comes first on PATH, and Upgo's switch names this version"),
        (true, false) => format!("{place} is the first folder on PATH that has a go"),
        (false, _) => format!("{place} comes later on PATH"),
    }
}
