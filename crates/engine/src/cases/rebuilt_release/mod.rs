//! `verify --rebuild`: whether a release is what its published source makes, built with another Go. Since Go 1.21,
//! builds are the same on every machine (<https://go.dev/rebuild>). The build is the official one, `make.bash
//! -distpack`, and the files of its archive are compared with those that the toolchain was installed with.
mod build;
mod error;

use std::path::Path;
use std::time::Instant;

use super::{Engine, VerifyReport};
use crate::base::archive::Archive;
use crate::base::module;
use crate::base::report::{Cancel, Events, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::fetch::{self, FetchError, Fetched, Request};
use crate::machine::work_folder::{Work, WorkFolder};
use crate::projects::rebuild::Builder;
use crate::released::catalog::{Feeds, MAX_AGE, PackageKind};
use crate::store::growing::Growing;
use crate::store::unpack::{self, Format};
use crate::store::verify::{Differences, VerifyError};
use crate::store::{self, Manifest, StoreError};
use build::SourceBuild;
use error::NotRebuilt;

/// In bytes. That of go1.27.3 takes 1.7 GB.
pub const REBUILD_SPACE: u64 = 2_000_000_000;

/// The output of `verify --rebuild`. Paths are below the toolchain's folder, separated by `/`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RebuiltRelease {
    pub version: Version,
    /// Whether the release is what its source makes, and the installed files are those of the release.
    pub ok: bool,
    /// The archive of the source, with its official digest.
    pub source: Archive,
    pub built_with: Version,
    /// The number of files that the source makes.
    pub files: u64,
    /// Files of the release that the source makes with different bytes.
    pub changed: Vec<String>,
    /// Files that the source makes and the release lacks.
    pub missing: Vec<String>,
    /// Files of the release that the source does not make.
    pub added: Vec<String>,
    /// How long the build took.
    pub milliseconds: u64,
    /// The installed files, compared with those of the release.
    pub installed: VerifyReport,
    /// Problems with the release list.
    pub warnings: Vec<Problem>,
}

impl RebuiltRelease {
    pub fn differs(&self) -> bool {
        !(self.changed.is_empty() && self.missing.is_empty() && self.added.is_empty())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RebuildStep {
    Verify,
    Download(Archive),
    Unpack,
    Build(Version),
    Line(String),
    Compare,
}

impl Engine {
    /// Uses another installed Go. Nothing is changed: the build has a folder in Upgo's cache, which is deleted.
    pub fn rebuild_release(
        &self,
        version: &Version,
        cancel: &Cancel,
        hear: &dyn Fn(&RebuildStep),
        events: Events<'_>,
    ) -> Result<RebuiltRelease> {
        self.own_home()?;
        self.policy().usable(version)?; // the last part of the build runs it
        let release = self.manifest(version)?.ok_or_else(|| VerifyError::NoManifest(version.clone()))?;
        let builder = self.builder_of_release(version)?;
        let mut warnings = Vec::new();
        let source = self.source_of(version, &mut warnings, cancel)?;
        self.home.make(&self.home.cache()).map_err(StoreError::from)?;
        store::require_space(&self.home.cache(), REBUILD_SPACE)?;
        let work = WorkFolder::create(&self.home, Work::Rebuild).map_err(StoreError::from)?.ok_or(NotRebuilt::Busy)?;
        hear(&RebuildStep::Verify);
        let installed = self.verify(version, cancel)?;
        if !self.verify(&builder.version, cancel)?.ok {
            return Err(NotRebuilt::BuilderDiffers(builder.version).into());
        }
        hear(&RebuildStep::Download(source.clone()));
        let fetched = self.fetch_source(&source, work.path(), cancel, events)?;
        hear(&RebuildStep::Unpack);
        unpack_source(version, fetched, work.path(), cancel)?;
        hear(&RebuildStep::Build(builder.version.clone()));
        let (go, begun) = (self.usable(&builder)?, Instant::now());
        let build = SourceBuild { go, version, target: self.target(), work: work.path() };
        let archive = build.run(cancel, &|line| hear(&RebuildStep::Line(line.to_owned())))?;
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        hear(&RebuildStep::Compare);
        let made = build.unpack(&archive, cancel)?;
        let (files, Differences { changed, missing, added, .. }) = compare(&release, &made);
        let ok = installed.ok && changed.is_empty() && missing.is_empty() && added.is_empty();
        let (version, built_with) = (version.clone(), builder.version);
        Ok(RebuiltRelease {
            version,
            ok,
            source,
            built_with,
            files,
            changed,
            missing,
            added,
            milliseconds,
            installed,
            warnings,
        })
    }

    /// Upgo's newest other Go that can build the release: one that builds itself could add what was added to it.
    fn builder_of_release(&self, version: &Version) -> Result<Builder> {
        let oldest = oldest_builder(version).ok_or_else(|| NotRebuilt::TooOld(version.clone()))?;
        let installed = store::without_receipts(self.home()).map_err(StoreError::from)?;
        let builds = |other: &Version| other != version && minor(other).is_some_and(|minor| minor >= oldest);
        let mut refused = None;
        for other in installed.into_iter().map(|installed| installed.version).filter(builds) {
            let builder = self.builder_in_store(&other);
            match self.usable(&builder) {
                Ok(go) if go.root().is_some() => return Ok(builder),
                Ok(_) => {}
                Err(error) => refused = refused.or(Some(Problem::from(error))),
            }
        }
        let nothing = || NotRebuilt::NoOtherGo { version: version.clone(), oldest };
        Err(refused.unwrap_or_else(|| nothing().into()))
    }

    fn source_of(&self, version: &Version, warnings: &mut Vec<Problem>, cancel: &Cancel) -> Result<Archive> {
        let feeds = Feeds { package: PackageKind::Source, ..self.feeds() };
        let known = feeds.cached(self.now(), MAX_AGE);
        let known = known.and_then(|known| known.find(version)?.archive.clone());
        if let Some(known) = known.filter(|known| known.sha256.is_some()) {
            return Ok(known);
        }
        let (catalog, problem) = feeds.refresh_or_cached(&self.http, self.now(), cancel)?;
        warnings.extend(problem);
        let listed = catalog.find(version).and_then(|release| release.archive.clone());
        let listed = listed.filter(|source| source.sha256.is_some());
        let nothing = || NotRebuilt::NoSource { version: version.clone(), list: catalog.stamp.url.clone() };
        Ok(listed.ok_or_else(nothing)?)
    }

    fn fetch_source(
        &self,
        source: &Archive,
        work: &Path,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Fetched, FetchError> {
        let request = Request {
            archive: source,
            sources: &self.sources.bytes(),
            folder: work,
            step: 0,
            is_wanted: &|| true,
            holder: &self.holder(),
        };
        fetch::fetch_whole(&self.http, &request, cancel, events)
    }
}

fn unpack_source(version: &Version, fetched: Fetched, work: &Path, cancel: &Cancel) -> Result<()> {
    let tree = build::tree(work).map_err(StoreError::from)?;
    let whole = Growing::complete(&fetched.path, fetched.bytes);
    unpack::unpack(Format::TarGz, &whole, &tree, cancel, &|_, _| {})?;
    fetched.discard()?;
    match store::read_version(&tree) {
        Some(found) if found == *version => Ok(()),
        Some(found) => Err(StoreError::OtherVersion { expected: version.clone(), found: found.to_string() }.into()),
        None => Err(StoreError::NotGo(Sentence::NoVersionFile).into()),
    }
}

/// How a release differs from what its source makes, and how many files that is. A release that was installed in parts
/// or as a module has none of some folders, which are left out then.
fn compare(release: &Manifest, built: &Manifest) -> (u64, Differences) {
    let is_part = !release.files().iter().any(|file| module::is_left_out(&file.path));
    let mut found = Differences::default();
    let mut files = 0;
    for file in built.files().iter().filter(|file| !(is_part && module::is_left_out(&file.path))) {
        files += 1;
        match release.find(&file.path) {
            Some(own) if own.sha256 == file.sha256 => {}
            Some(_) => found.changed.push(file.path.clone()),
            None => found.missing.push(file.path.clone()),
        }
    }
    let others = release.files().iter().filter(|file| built.find(&file.path).is_none());
    found.added = others.map(|file| file.path.clone()).collect();
    (files, found)
}

/// As the number after `1.`; `None` if builds of the release are not reproducible. From Go 1.22, Go 1.N is built with
/// Go 1.(N−2), rounded down to even (<https://go.dev/issue/54265>).
fn oldest_builder(version: &Version) -> Option<u32> {
    match minor(version)? {
        ..21 => None,
        21 => Some(17),
        minor => Some((minor - 2) / 2 * 2),
    }
}

fn minor(version: &Version) -> Option<u32> {
    version.language().number().strip_prefix("1.")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_built_with_a_go_that_is_new_enough() {
        for (version, oldest) in [
            ("go1.20.14", None),
            ("go1.21.0", Some(17)),
            ("go1.22.1", Some(20)),
            ("go1.23.4", Some(20)),
            ("go1.24rc1", Some(22)),
            ("go1.27.3", Some(24)),
            ("go1.28.0", Some(26)),
        ] {
            assert_eq!(oldest_builder(&Version::from_name(version).unwrap()), oldest, "{version}");
        }
    }

    #[test]
    fn each_difference_of_a_release_is_named() {
        let built = Manifest::of_texts(&[("VERSION", "go1.27.3"), ("bin/go", "go"), ("src/a.go", "a"), ("doc/x", "x")]);
        let release =
            Manifest::of_texts(&[("VERSION", "go1.27.3"), ("bin/go", "gx"), ("bin/evil", ""), ("doc/x", "x")]);
        let (files, found) = compare(&release, &built);
        assert_eq!((files, found.changed, found.missing), (4, vec!["bin/go".to_owned()], vec!["src/a.go".to_owned()]));
        assert_eq!(found.added, ["bin/evil"]);
        assert_eq!(compare(&built, &built), (4, Differences::default()));
    }

    #[test]
    fn folders_that_a_module_lacks_are_left_out_for_a_release_without_any_of_them() {
        let built = Manifest::of_texts(&[("VERSION", ""), ("api/go1.txt", ""), ("test/a.go", "a")]);
        assert_eq!(compare(&Manifest::of_texts(&[("VERSION", "")]), &built), (1, Differences::default()));
        let some = compare(&Manifest::of_texts(&[("VERSION", ""), ("api/go1.txt", "")]), &built).1;
        assert_eq!(some.missing, ["test/a.go"]);
    }
}
