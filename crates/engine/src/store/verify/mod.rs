//! Whether an installed toolchain still matches, file by file, the verified archive it was unpacked from.
mod compare;
mod error;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub(crate) use compare::{Compared, Comparison};
pub(crate) use error::VerifyError;

use crate::store::kept_files::{New, Swap};

/// The files of a toolchain that differ from the unpacked ones. Paths are relative to its folder, separated by `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Differences {
    /// Files with other content.
    pub changed: Vec<String>,
    /// Files that are missing.
    pub missing: Vec<String>,
    /// Files that were not in the archive. Invalid parts of a name are replaced.
    pub added: Vec<String>,
}

impl Differences {
    /// Whether a repair needs the archive.
    pub(crate) fn need_archive(&self) -> bool {
        !self.changed.is_empty() || !self.missing.is_empty()
    }

    /// The number of affected files.
    pub fn count(&self) -> usize {
        self.changed.len() + self.missing.len() + self.added.len()
    }
}

impl From<&Comparison> for Differences {
    fn from(found: &Comparison) -> Self {
        let added = found.added.iter().map(|path| compare::shown(path)).collect();
        Self { changed: found.changed.clone(), missing: found.missing.clone(), added }
    }
}

/// The steps that repair `tree`: added files are removed, then files of `whole`, a tree from the verified archive, are
/// copied.
pub(crate) fn repair(tree: &Path, found: &Comparison, whole: Option<&Path>) -> Vec<Swap> {
    let gone = found.added.iter().map(|path| Swap { place: tree.join(path), new: New::Nothing });
    let file = |path: &String| {
        let parts: PathBuf = path.split('/').collect();
        whole.map(|whole| Swap { place: tree.join(&parts), new: New::Move(whole.join(&parts)) })
    };
    gone.chain(found.changed.iter().chain(&found.missing).filter_map(file)).collect()
}
