//! `bundle`, and `install --bundle`: releases in one file, for machines without a network.
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

use super::snapshot::disk;
use super::{Engine, MirrorRequest};
use crate::base::bounded;
use crate::base::display::one_line;
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::target::Target;
use crate::base::words::Sentence;
use crate::change::bundle::{self, BundleError, UPGO};
use crate::change::fetch::{self, Request};
use crate::change::mirror::BuiltFile;
use crate::change::site::Site;
use crate::machine::effect;
use crate::machine::platform::FileLock;
use crate::released::catalog::{self, Catalog, INDEX, LIMIT, PackageKind, Stamp};
use crate::released::upgo::{DESCRIPTION, SIGNATURE, UpgoError, UpgoMemory, UpgoVersion};
use crate::store::StoreError;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BundleRequest {
    pub file: PathBuf,
    /// The folder in it is not used.
    pub mirror: MirrorRequest,
    pub with_upgo: bool,
}

/// A bundle that was created.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bundled {
    pub file: PathBuf,
    /// Its length in bytes.
    pub size: u64,
    /// The archives of Go in it.
    pub files: Vec<BuiltFile>,
    /// The version of Upgo in it; `null` if it has none.
    pub upgo: Option<UpgoVersion>,
    /// What is not in it although it was requested.
    pub warnings: Vec<Problem>,
}

/// An engine that installs from a bundle and uses no other source of downloads.
#[derive(Debug)]
pub struct OpenBundle {
    engine: Engine,
    folder: PathBuf,
    /// Other commands that open a bundle wait until this one is done.
    _lock: FileLock,
}

impl Deref for OpenBundle {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        &self.engine
    }
}

impl Drop for OpenBundle {
    fn drop(&mut self) {
        effect::remove_tree(&self.folder).ok(); // the next one replaces what is left
    }
}

impl Engine {
    /// Gathers verified files with their proofs, and packs them into one file.
    pub fn create_bundle(&self, wanted: &BundleRequest, cancel: &Cancel, events: Events<'_>) -> Result<Bundled> {
        bundle::require_none(&wanted.file)?;
        let folder = self.home.made_bundle();
        let _lock = self.lock_bundle(&folder)?;
        // Files of an interrupted run stay, and are used if they are wanted again. Its list does not.
        effect::remove_file(&folder.join(INDEX)).map_err(disk)?;
        let mirror = MirrorRequest { folder: folder.clone(), with_vulnerabilities: false, ..wanted.mirror.clone() };
        let built = self.build_mirror(&mirror, cancel, events)?;
        let mut bundled =
            Bundled { file: wanted.file.clone(), size: 0, files: built.files, upgo: None, warnings: built.warnings };
        let mut packages = Vec::new();
        if wanted.with_upgo {
            match self.bring_upgo(&folder.join(UPGO), &targets_of(&bundled.files), cancel, events) {
                Ok((version, names)) => {
                    bundled.upgo = Some(version);
                    packages = names;
                }
                Err(problem) if problem.code == Code::Cancelled => return Err(problem),
                Err(problem) => bundled.warnings.push(problem),
            }
        }
        let paths = self.members(&folder, &bundled.files, &packages)?;
        bundled.size = bundle::pack(&folder, &paths, &wanted.file, cancel)?;
        effect::remove_tree(&folder).map_err(disk)?;
        Ok(bundled)
    }

    /// Its files count as those of a mirror: bytes and proofs, and no checksums.
    pub fn open_bundle(&self, file: &Path, cancel: &Cancel) -> Result<OpenBundle> {
        if !file.is_file() {
            let message = say!(NotAFile { path: one_line(file.display()) });
            return Err(Problem::new(Code::Usage, message).with_next(Sentence::NameBundleFile));
        }
        let folder = std::path::absolute(self.home.opened_bundle()).map_err(disk)?;
        let lock = self.lock_bundle(&folder)?;
        if let Err(error) = bundle::open(file, &folder, cancel) {
            effect::remove_tree(&folder).ok();
            return Err(error.into());
        }
        let address = Url::from_directory_path(&folder).map_err(|()| no_address(&folder))?;
        let engine = Self { site: Site::open_with_bundle(self.setup.clone(), address)? };
        Ok(OpenBundle { engine, folder, _lock: lock })
    }

    /// Deletes what interrupted commands left of bundles. Those in use stay.
    pub(super) fn forget_bundles(&self) {
        for folder in [self.home.made_bundle(), self.home.opened_bundle()] {
            if folder.is_dir()
                && let Ok(_lock) = self.lock_bundle(&folder)
            {
                effect::remove_tree(&folder).ok();
            }
        }
    }

    /// A checksum in a known release list replaces that of the bundle. Without one, an installation needs a proof.
    pub(super) fn bundle_catalog(&self, address: &Url) -> Result<Catalog> {
        let folder = address.to_file_path().map_err(|()| no_address(self.home.root()))?;
        let list = bounded::read(&folder.join(INDEX), LIMIT as u64).map_err(disk)?;
        let no_go = || {
            let target = self.target();
            let next = say!(CreateBundleFor { os: target.os.as_str(), arch: target.arch.as_str() });
            Problem::new(Code::VersionUnknown, say!(NoGoInBundle { target: target.to_string() })).with_next(next)
        };
        let mut releases = catalog::parse(&list, self.target(), PackageKind::Archive).map_err(|_| no_go())?.releases;
        releases.retain(|release| release.archive.is_some());
        if releases.is_empty() {
            return Err(no_go());
        }
        let known = self.known_catalog();
        for release in &mut releases {
            let listed = known.as_ref().and_then(|known| known.find(&release.version)?.archive.clone());
            let is_same_file = |archive: &crate::base::archive::Archive| {
                let own = release.archive.as_ref().map(|own| &own.filename);
                archive.sha256.is_some() && own == Some(&archive.filename)
            };
            if let Some(listed) = listed.filter(is_same_file) {
                release.archive = Some(listed);
            }
        }
        let stamp = Stamp { url: address.clone(), fetched_at: self.now(), stale: false };
        let catalog = Catalog::new(self.target().clone(), releases, stamp);
        Ok(self.under_policy(Catalog { system: self.system().cloned(), ..catalog }))
    }

    /// The lock of a folder in the cache, which is created.
    fn lock_bundle(&self, folder: &Path) -> Result<FileLock> {
        self.own_home()?.create().map_err(StoreError::from)?;
        let lock = effect::lock_within(&folder.with_extension("lock"), Duration::ZERO).map_err(disk)?;
        lock.ok_or_else(|| Problem::new(Code::Busy, Sentence::BundleBusy))
    }

    /// Puts the newest Upgo's signed description and packages into `folder`. Returns its version and the file names.
    fn bring_upgo(
        &self,
        folder: &Path,
        targets: &[Target],
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<(UpgoVersion, Vec<String>)> {
        let described = self.publisher.ask(self.http(), cancel)?;
        let memory = UpgoMemory::read(self.home());
        let (mut version, mut names) = (None, Vec::new());
        for target in targets {
            let release = match self.publisher.verify(&described, target, &memory, self.now()) {
                Ok(release) => release,
                Err(UpgoError::Foreign(_)) if targets.len() > 1 => continue, // Upgo has no package for some targets
                Err(error) => return Err(error.into()),
            };
            let request = Request {
                archive: &release.package,
                sources: std::slice::from_ref(&release.folder),
                folder,
                step: 0,
                is_wanted: &|| true,
                holder: &self.holder(),
            };
            fetch::fetch_whole(self.http(), &request, cancel, events)?.keep()?;
            names.push(release.package.filename);
            version = Some(release.version);
        }
        let version = version.ok_or_else(|| Problem::new(Code::VersionUnknown, Sentence::NoUpgoForBundle))?;
        for (name, text) in
            [(DESCRIPTION.to_owned(), &described.text), (format!("{DESCRIPTION}{SIGNATURE}"), &described.signature)]
        {
            effect::replace(&folder.join(&name), text.as_bytes()).map_err(disk)?;
            names.push(name);
        }
        Ok((version, names))
    }

    /// The list, the archives with their signatures, everything of the checksum database, and the packages of Upgo.
    fn members(&self, folder: &Path, files: &[BuiltFile], packages: &[String]) -> Result<Vec<String>> {
        let mut paths = vec![INDEX.to_owned()];
        for file in files {
            paths.push(file.filename.clone());
            if file.has_signature {
                paths.push(crate::released::signature::beside(&file.filename));
            }
        }
        if folder.join(crate::released::signature::KEY_FILE).is_file() {
            paths.push(crate::released::signature::KEY_FILE.to_owned());
        }
        paths.extend(packages.iter().map(|name| format!("{UPGO}/{name}")));
        if files.iter().any(|file| file.has_proof)
            && let Ok(Some(database)) = self.database()
        {
            files_below(folder, &format!("sumdb/{}", database.key.name), &mut paths).map_err(disk)?;
        }
        paths.retain(|path| bundle::is_member(path));
        paths.sort();
        paths.dedup();
        Ok(paths)
    }
}

/// The parts of a path are separated by `/`.
fn files_below(root: &Path, folder: &str, paths: &mut Vec<String>) -> std::io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(root.join(&folder))? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = format!("{folder}/{name}");
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                paths.push(path);
            }
        }
    }
    Ok(())
}

fn targets_of(files: &[BuiltFile]) -> Vec<Target> {
    let mut targets: Vec<Target> = files.iter().map(|file| file.target.clone()).collect();
    targets.sort();
    targets.dedup();
    targets
}

fn no_address(folder: &Path) -> Problem {
    Problem::from(BundleError::Disk { path: folder.to_owned(), error: std::io::ErrorKind::InvalidInput.into() })
}
