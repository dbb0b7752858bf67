//! What is here: every Go on this machine, each with its *origin*; and the programs that were installed with one.
//!
//! A version is read from the tree's `VERSION` file. Only where there is none is the `go` executed, in the
//! environment of [`probe`] which writes nothing of the user's and reaches no network.
mod origin;
mod places;
pub mod probe;
mod tools;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use origin::{Origin, origin_of};
pub use places::{Place, Root, places};
pub use tools::{Tool, tools_in};

use crate::home::Home;
use crate::platform::EXECUTABLE;
use crate::store::{is_whole, read_version};
use crate::version::Version;

/// A Go on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its version; `None` where it would not tell.
    pub version: Option<Version>,
    /// Its folder (GOROOT); for a program without a tree, the folder that the program is in.
    pub root: PathBuf,
    /// Who put it there.
    pub origin: Origin,
}

/// Where to look: the engine passes it in.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations)] // it holds closures
pub struct Surroundings<'a> {
    /// Upgo's own home.
    pub home: &'a Home,
    /// The user's home folder.
    pub user: Option<&'a Path>,
    /// Reads an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<std::ffi::OsString>,
    /// Asks a `go` program that has no tree.
    pub ask: &'a dyn Fn(&Path) -> Option<probe::Answer>,
}

/// The Go that the program `go` in `folder` belongs to; `None` where there is no such program.
pub fn in_folder(around: &Surroundings<'_>, folder: &Path) -> Option<Found> {
    let program = folder.join(format!("go{EXECUTABLE}"));
    if !crate::platform::is_executable(&program) {
        return None;
    }
    let real = fs_err::canonicalize(&program).map_or_else(|_| program.clone(), |path| plain(&path));
    let root = real.parent().and_then(Path::parent).filter(|root| root.join("VERSION").is_file());
    if let Some(root) = root {
        return Some(at_root(around, root));
    }
    let answer = (around.ask)(&program)?;
    let root = answer.root.unwrap_or_else(|| folder.to_owned());
    let origin = origin_of(around, &root);
    Some(Found { version: answer.version, root, origin })
}

/// The Go trees in the usual places that are not Upgo's own, in the order of the table of places.
pub fn in_usual_places(around: &Surroundings<'_>) -> Vec<Found> {
    let mut seen = BTreeSet::new();
    let roots = places().iter().flat_map(|place| place.roots(around));
    let found = roots.filter(|root| is_whole(root) && seen.insert(fs_err::canonicalize(root).unwrap_or_default()));
    found.map(|root| at_root(around, &root)).collect()
}

/// Those that are not Upgo's own, each once.
pub fn foreign(candidates: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for candidate in candidates.filter(|candidate| candidate.origin != Origin::Upgo) {
        if !found.iter().any(|found| found.root == candidate.root) {
            found.push(candidate);
        }
    }
    found
}

fn at_root(around: &Surroundings<'_>, root: &Path) -> Found {
    Found { version: read_version(root), root: root.to_owned(), origin: origin_of(around, root) }
}

/// Windows' verbatim prefix is for programs, not for people.
fn plain(path: &Path) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(text) if !text.starts_with("UNC") => PathBuf::from(text),
        _ => path.to_owned(),
    }
}
