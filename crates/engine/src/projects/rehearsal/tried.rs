//! What a trial of a project tried: the files as they were then, and the edits that may be written afterwards.
use std::path::{Path, PathBuf};

use super::untouched::Fingerprint;
use crate::base::digest::Sha256;
use crate::projects::edit::FileEdit;

/// A file that Go reads, with the text to try it with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RaisedFile {
    pub(crate) path: PathBuf,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// What was tried in a project. An edit is written only if it is one of these, and if the files are still the same.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tried {
    /// The folder that was built, or from which the copy was made.
    root: PathBuf,
    /// The names, sizes and times of its files when that began.
    seal: Sha256,
    /// The seal of the files with raised lines.
    pub(crate) raised: Sha256,
    /// What `go fix` changes, relative to the project; `None` if the project fails with it, or is too large.
    pub(crate) fixes: Option<Vec<FileEdit>>,
}

/// The digest of the names and texts of files, which tells whether others were tried.
pub(crate) fn seal_of(files: &[RaisedFile]) -> Sha256 {
    Sha256::of(format!("{files:?}").as_bytes())
}

impl Tried {
    pub(super) fn now(root: &Path) -> Self {
        Self { root: root.to_owned(), seal: Fingerprint::of_sources(root).seal(), raised: seal_of(&[]), fixes: None }
    }

    pub(crate) fn is_current(&self) -> bool {
        Fingerprint::of_sources(&self.root).seal() == self.seal
    }
}
