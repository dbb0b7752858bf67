//! The release list of a mirror, in the format of Go's own server.
use std::path::Path;

use super::MirrorError;
use crate::base::archive::{Archive, is_plain};
use crate::base::bounded;
use crate::base::json::without_mark;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::machine::effect;
use crate::released::catalog::{Day, INDEX, LIMIT, released_on};

#[answer(Debug, Default, Serialize, Deserialize, transparent)]
pub(super) struct Index(Vec<IndexRelease>);

#[answer(Debug, Serialize, Deserialize)]
struct IndexRelease {
    version: Version,
    stable: bool,
    /// When it was released; if that is unknown here, when it came into the mirror. All machines share this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    released: Option<Day>,
    files: Vec<File>,
}

#[answer(Debug, Serialize, Deserialize)]
struct File {
    filename: String,
    os: String,
    arch: String,
    version: Version,
    sha256: String,
    size: u64,
    kind: String,
}

#[derive(Clone, Debug)]
pub(super) struct ListedFile {
    pub(super) version: Version,
    pub(super) target: Target,
    pub(super) archive: Archive,
}

impl Index {
    pub(super) fn open(folder: &Path) -> Result<Self, MirrorError> {
        let path = folder.join(INDEX);
        let bytes = bounded::if_there(bounded::read(&path, LIMIT as u64)).map_err(MirrorError::disk(&path))?;
        let bytes = bytes.ok_or_else(|| MirrorError::NotMirror { folder: folder.to_owned() })?;
        serde_json::from_slice(without_mark(&bytes))
            .map_err(|error| MirrorError::BadList { folder: folder.to_owned(), error })
    }

    /// Its files that a mirror can have; others are left out.
    pub(super) fn files(&self) -> impl Iterator<Item = ListedFile> {
        let files = self.0.iter().flat_map(|release| release.files.iter().map(move |file| (&release.version, file)));
        files.filter(|(_, file)| is_plain(&file.filename)).filter_map(|(version, file)| {
            Some(ListedFile {
                version: version.clone(),
                target: format!("{}-{}", file.os, file.arch).parse().ok()?,
                archive: Archive {
                    filename: file.filename.clone(),
                    sha256: file.sha256.parse().ok(),
                    size: Some(file.size).filter(|size| *size > 0),
                },
            })
        })
    }

    /// Newest first.
    pub(super) fn versions(&self) -> Vec<Version> {
        let mut versions: Vec<Version> = self.0.iter().map(|release| release.version.clone()).collect();
        versions.sort_by(|a, b| b.cmp(a));
        versions
    }

    pub(super) fn keep_only(&mut self, versions: &[Version]) {
        self.0.retain(|release| versions.contains(&release.version));
    }

    /// The list of an earlier run, without missing files; empty if it cannot be read.
    pub(super) fn read(folder: &Path) -> Self {
        let bytes = bounded::read(&folder.join(INDEX), LIMIT as u64).unwrap_or_default();
        let mut index: Self = serde_json::from_slice(without_mark(&bytes)).unwrap_or_default();
        for release in &mut index.0 {
            release.files.retain(|file| is_plain(&file.filename) && folder.join(&file.filename).is_file());
        }
        index.0.retain(|release| !release.files.is_empty());
        index
    }

    pub(super) fn put(&mut self, version: &Version, target: &Target, archive: &Archive, today: Day) {
        let file = File {
            filename: archive.filename.clone(),
            os: target.os.clone(),
            arch: target.arch.clone(),
            version: version.clone(),
            sha256: archive.sha256.map(|digest| digest.to_string()).unwrap_or_default(),
            size: archive.size.unwrap_or_default(),
            kind: "archive".to_owned(),
        };
        if let Some(release) = self.0.iter_mut().find(|release| release.version == *version) {
            release.files.retain(|other| other.filename != file.filename);
            release.files.push(file);
            release.files.sort_by(|a, b| a.filename.cmp(&b.filename));
        } else {
            let (stable, released) = (!version.is_prerelease(), released_on(version).or(Some(today)));
            self.0.push(IndexRelease { version: version.clone(), stable, released, files: vec![file] });
            self.0.sort_by(|a, b| b.version.cmp(&a.version));
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), MirrorError> {
        let path = folder.join(INDEX);
        let text = serde_json::to_vec_pretty(self).map_err(|error| MirrorError::disk(&path)(error.into()))?;
        effect::replace(&path, &text).and_then(|()| effect::share(&path)).map_err(MirrorError::disk(path))
    }
}
