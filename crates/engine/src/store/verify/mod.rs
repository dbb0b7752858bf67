//! Whether an installed toolchain still matches, file by file, the verified archive it was unpacked from.
mod compare;
mod error;

use std::fs::Metadata;
use std::path::{Path, PathBuf};

pub(crate) use compare::{Compared, TreeDiff};
pub(crate) use error::VerifyError;

use crate::base::version::Version;
use crate::machine::home::Home;
use crate::machine::platform::{self, FileMode};
use crate::store::Manifest;
use crate::store::kept_files::{New, Swap};

/// Paths are relative to the toolchain's folder, separated by `/`.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    pub changed: Vec<String>,
    pub missing: Vec<String>,
    /// Programs and scripts with the right content that lost the right to run (Unix).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_executable: Vec<String>,
    /// Invalid parts of a name are replaced.
    pub added: Vec<String>,
}

impl Differences {
    pub(crate) fn need_archive(&self) -> bool {
        !self.changed.is_empty() || !self.missing.is_empty()
    }

    pub fn count(&self) -> usize {
        self.restored() + self.added.len()
    }

    pub(crate) fn restored(&self) -> usize {
        self.changed.len() + self.missing.len() + self.not_executable.len()
    }
}

impl From<&TreeDiff> for Differences {
    fn from(found: &TreeDiff) -> Self {
        let added = found.added.iter().map(|path| compare::shown(path)).collect();
        let TreeDiff { changed, missing, not_executable, .. } = found.clone();
        Self { changed, missing, not_executable, added }
    }
}

/// A program or script of an installed toolchain that is there, but cannot start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unable {
    pub path: PathBuf,
    /// Whether its size is that of the published file; then its mode keeps it from starting.
    pub has_size: bool,
}

/// By size and mode alone: no file is read or started.
pub(crate) fn unable(home: &Home, version: &Version) -> Vec<Unable> {
    let (tree, manifest) = (home.toolchain(version), Manifest::read(home, version).unwrap_or_default());
    let programs = manifest.files().iter().filter(|file| file.mode == FileMode::Executable);
    let found = programs.filter_map(|file| {
        let path = file.below(&tree);
        let metadata = path.metadata().ok().filter(Metadata::is_file)?;
        let has_size = metadata.len() == file.size;
        (!has_size || !platform::is_executable(&path)).then_some(Unable { path, has_size })
    });
    found.collect()
}

/// The steps that repair `tree`: remove added files, put back those of `whole`, a verified tree, and let programs run.
pub(crate) fn repair(tree: &Path, found: &TreeDiff, whole: Option<&Path>) -> Vec<Swap> {
    let gone = found.added.iter().map(|path| Swap { place: tree.join(path), new: New::Nothing });
    let below = |folder: &Path, path: &str| path.split('/').fold(folder.to_owned(), |folder, part| folder.join(part));
    let file = |path: &String| whole.map(|whole| Swap { place: below(tree, path), new: New::Move(below(whole, path)) });
    let back = found.changed.iter().chain(&found.missing).filter_map(file);
    let runs = found.not_executable.iter().map(|path| Swap { place: below(tree, path), new: New::Executable });
    gone.chain(back).chain(runs).collect()
}
