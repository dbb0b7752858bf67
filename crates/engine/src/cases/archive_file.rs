//! `install FILE`: the version and the digest of an archive that the user has.
use std::path::Path;

use super::Engine;
use super::snapshot::{Planning, disk};
use crate::base::archive::Archive;
use crate::base::bounded;
use crate::base::digest::Sha256;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::fetch;
use crate::change::plan::NewToolchain;
use crate::released::catalog::{Catalog, Feeds, ListedDigest};

impl Engine {
    pub(super) fn wanted_file(
        &self,
        path: &Path,
        vouched: Option<Sha256>,
        planning: &mut Planning,
    ) -> Result<NewToolchain> {
        let path = std::path::absolute(path).map_err(disk)?;
        let size = bounded::open(&path).and_then(|file| file.metadata()).map_err(disk)?.len();
        let filename = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (filename, sha256) = if let Some(vouched) = vouched {
            (filename, vouched) // compared while the file is unpacked, in the same pass
        } else {
            let actual = fetch::digest_of(&path, &planning.cancel)?;
            self.official_digest(&filename, actual, &planning.cancel).ok_or_else(|| unknown_file(&path, actual))?
        };
        let version = version_of_file(&filename).or_else(|| version_of_file(&path.to_string_lossy()));
        let version = version.ok_or_else(|| {
            Problem::new(Code::Usage, say!(ArchiveOfUnknownGo { path: &*path })).with_next(Sentence::GiveOfficialName)
        })?;
        let archive = Archive { filename, sha256: Some(sha256), size: Some(size) };
        if vouched.is_some() {
            self.require_not_contradicted(&version, &archive, planning)?;
        }
        Ok(NewToolchain::File { version, archive, path })
    }

    /// Refuses an archive that the user vouches for if a release list has another digest for its version. Goes online
    /// only if no known list has the version for the archive's target.
    fn require_not_contradicted(&self, version: &Version, archive: &Archive, planning: &mut Planning) -> Result<()> {
        let other = archive.target(version).filter(|target| target != self.target());
        if let Some(target) = other.filter(|_| !matches!(self.listed(version, archive), ListedDigest::Same { .. })) {
            let feeds = Feeds { target: &target, system: None, ..self.feeds() };
            let asked = feeds.refresh(&self.http, self.now(), &planning.cancel);
            planning.cancel.check().map_err(fetch::FetchError::from)?;
            planning.warnings.extend(asked.err().map(Problem::from));
        }
        if self.listed(version, archive) == ListedDigest::No {
            let asked = self.ask_catalog(&planning.cancel);
            planning.cancel.check().map_err(fetch::FetchError::from)?;
            planning.warnings.extend(asked.map_or_else(|problem| vec![problem], |(_, warnings)| warnings));
        }
        self.require_listed(version, archive).map_err(|error| *error)?;
        Ok(())
    }

    /// The feed's name and digest for a file, by content or name. Goes online only if the cache has neither.
    fn official_digest(&self, filename: &str, actual: Sha256, cancel: &Cancel) -> Option<(String, Sha256)> {
        let look = |catalog: &Catalog| {
            let archives = || catalog.releases.iter().filter_map(|release| release.archive.as_ref());
            let by_content = archives().find(|archive| archive.sha256 == Some(actual));
            let found = by_content.or_else(|| archives().find(|archive| archive.filename == filename))?;
            Some((found.filename.clone(), found.sha256?))
        };
        let known = self.known_catalog().as_ref().and_then(look);
        known.or_else(|| self.ask_catalog(cancel).ok().and_then(|(catalog, _)| look(&catalog)))
    }
}

fn unknown_file(path: &Path, actual: Sha256) -> Problem {
    Problem::new(Code::VerifyNoDigest, say!(NoKnownDigest { path })).with_next(say!(CompareDigest { digest: &actual }))
}

/// go1.27.3 for `go1.27.3.windows-amd64.zip`.
fn version_of_file(name: &str) -> Option<Version> {
    let name = name.rsplit(['/', '\\']).next()?;
    let stem = name.strip_suffix(".tar.gz").or_else(|| name.strip_suffix(".zip"))?;
    let (version, _target) = stem.rsplit_once('.').filter(|(_, target)| target.contains('-'))?;
    Version::from_name(version).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_from_the_file_name() {
        let named = |name| version_of_file(name).map(|version| version.to_string());
        assert_eq!(named("go1.27.3.windows-amd64.zip").as_deref(), Some("go1.27.3"));
        assert_eq!(named("/a b/go1.21rc2.linux-armv6l.tar.gz").as_deref(), Some("go1.21rc2"));
        assert_eq!(named("go1.27.3.src.tar.gz"), None);
        assert_eq!(named("download.zip"), None);
    }
}
