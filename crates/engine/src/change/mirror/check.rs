//! Checking a mirror without the network.
use std::path::Path;

use super::index::Index;
use super::{MirrorError, VULNERABILITIES};
use crate::base::archive::Archive;
use crate::base::report::Cancel;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::change::fetch;
use crate::released::advisories::{CheckedCopy, DatabaseCopy};
use crate::released::catalog::Catalog;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckedMirror {
    /// Whether a machine can install everything that the release list names.
    pub ok: bool,
    /// Every file in the release list.
    pub files: Vec<CheckedFile>,
    /// The copy of the vulnerability database; `null` if the mirror has none.
    pub vulnerabilities: Option<CheckedCopy>,
}

/// A file in the release list of a mirror.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckedFile {
    pub version: Version,
    pub target: Target,
    /// Its name.
    pub filename: String,
    /// The result.
    pub state: FileState,
    /// Whether its digest is the one in the cached official release list; `null` if that has none for it.
    pub is_official: Option<bool>,
    /// Whether the mirror has its record of the Go checksum database, signed by the database.
    pub has_proof: bool,
    /// Whether the mirror has its valid OpenPGP signature.
    pub has_signature: bool,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum FileState {
    /// It has the digest in the release list.
    Whole,
    /// It is not there.
    Missing,
    /// It has another digest or length than in the release list.
    Damaged,
    /// It has the digest in the release list, but the official release list has another one.
    Contradicts,
    /// Its OpenPGP signature is not valid.
    BadSignature,
}

impl CheckedMirror {
    #[must_use]
    pub(crate) fn concluded(self) -> Self {
        let files = self.files.iter().all(|file| file.state == FileState::Whole);
        let ok = files && self.vulnerabilities.as_ref().is_none_or(CheckedCopy::is_whole);
        Self { ok, ..self }
    }
}

/// Compares the files with the release list, and both with `official` where it is known. Proofs are not checked here.
pub(crate) fn check(
    folder: &Path,
    official: &dyn Fn(&Target) -> Option<Catalog>,
    cancel: &Cancel,
) -> Result<CheckedMirror, MirrorError> {
    let mut files: Vec<CheckedFile> = Vec::new();
    let mut known: Vec<(Target, Option<Catalog>)> = Vec::new();
    for file in Index::open(folder)?.files() {
        if !known.iter().any(|(target, _)| *target == file.target) {
            known.push((file.target.clone(), official(&file.target)));
        }
        let catalog = known.iter().find(|(target, _)| *target == file.target);
        let listed = catalog.and_then(|(_, catalog)| catalog.as_ref()?.find(&file.version)?.archive.as_ref());
        let listed = listed.filter(|listed| listed.filename == file.archive.filename);
        let is_official = listed.and_then(|listed| Some(listed.sha256? == file.archive.sha256?));
        let state = match state(folder, &file.archive, cancel)? {
            FileState::Whole if is_official == Some(false) => FileState::Contradicts,
            state => state,
        };
        files.push(CheckedFile {
            version: file.version,
            target: file.target,
            filename: file.archive.filename,
            state,
            is_official,
            has_proof: false,
            has_signature: false,
        });
    }
    let vulnerabilities = DatabaseCopy { folder: &folder.join(VULNERABILITIES) }.check();
    Ok(CheckedMirror { ok: false, files, vulnerabilities }.concluded())
}

fn state(folder: &Path, archive: &Archive, cancel: &Cancel) -> Result<FileState, MirrorError> {
    let path = folder.join(&archive.filename);
    let Ok(metadata) = path.metadata() else { return Ok(FileState::Missing) };
    let has_length = archive.size.is_none_or(|size| size == metadata.len());
    if !metadata.is_file() || !has_length {
        return Ok(FileState::Damaged);
    }
    let is_right = archive.sha256.is_some() && Some(fetch::digest_of(&path, cancel)?) == archive.sha256;
    Ok(if is_right { FileState::Whole } else { FileState::Damaged })
}
