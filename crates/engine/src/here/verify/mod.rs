//! Whether an installed toolchain is still, file by file, what was unpacked from the verified archive.
mod compare;
mod error;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use compare::{Compared, Found};
pub use error::VerifyError;

use crate::kept::{New, Swap};

/// The files of a toolchain that are not as they were unpacked. Paths are below its folder, separated by `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Differences {
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub missing: Vec<String>,
    /// Files that were not in the archive. What in a name is not text is replaced.
    pub added: Vec<String>,
}

impl Differences {
    /// Whether the archive is needed to mend it.
    pub fn need_archive(&self) -> bool {
        !self.changed.is_empty() || !self.missing.is_empty()
    }

    /// How many files are concerned.
    pub fn count(&self) -> usize {
        self.changed.len() + self.missing.len() + self.added.len()
    }
}

impl From<&Found> for Differences {
    fn from(found: &Found) -> Self {
        let added = found.added.iter().map(|path| compare::shown(path)).collect();
        Self { changed: found.changed.clone(), missing: found.missing.clone(), added }
    }
}

/// What mends `tree`: what was added goes, and then come the files of `whole`, a tree from the verified archive.
pub fn repair(tree: &Path, found: &Found, whole: Option<&Path>) -> Vec<Swap> {
    let gone = found.added.iter().map(|path| Swap { place: tree.join(path), new: New::Nothing });
    let file = |path: &String| {
        let parts: PathBuf = path.split('/').collect();
        whole.map(|whole| Swap { place: tree.join(&parts), new: New::Move(whole.join(&parts)) })
    };
    gone.chain(found.changed.iter().chain(&found.missing).filter_map(file)).collect()
}
