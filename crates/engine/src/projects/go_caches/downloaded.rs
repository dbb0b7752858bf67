//! A toolchain that the go command downloaded into its module cache, and its removal.
//! Sources: `DownloadDir` and `download` in `cmd/go/internal/modfetch`, which unpack a toolchain again if its folder is
//! missing; <https://go.dev/ref/mod#module-cache>.
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::guard::{foreign_owner, unwritable};
use super::{CleanError, GoCache, Guarded};
use crate::base::module;
use crate::base::paths::real;
use crate::base::report::stated;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect;
use crate::store::read_version;
use crate::which_go::inventory;

const FOLDER: &str = "toolchain@";
/// The files of its download, `.ziphash` first: without it, Go takes neither the zip nor the folder for complete. The
/// empty `.lock` stays, because another go command may be waiting for it.
const FILES: [&str; 5] = ["ziphash", "zip", "info", "mod", "partial"];

/// A toolchain that the go command downloaded, by the version of its module: `v0.0.1-go1.27.3.linux-amd64`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, try_from = "String", into = "String")]
pub struct DownloadedGo {
    module_version: String,
    version: Version,
}

#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a version of golang.org/toolchain")]
pub struct NotDownloadedGo(String);

impl TryFrom<String> for DownloadedGo {
    type Error = NotDownloadedGo;

    fn try_from(module_version: String) -> Result<Self, NotDownloadedGo> {
        match module::version_in(&module_version) {
            Some(version) => Ok(Self { module_version, version }),
            None => Err(NotDownloadedGo(module_version)),
        }
    }
}

impl From<DownloadedGo> for String {
    fn from(downloaded: DownloadedGo) -> Self {
        downloaded.module_version
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) struct NotRemovable {
    pub(crate) folder: PathBuf,
    pub(crate) why: Statement,
}

explain! {
    impl NotRemovable { folder, why } = CacheRefused, DownloadedNotRemoved { folder, why }, next CheckDownloaded;
}

impl DownloadedGo {
    /// The one with this folder in the module cache `cache`.
    pub(crate) fn at(cache: &Path, root: &Path) -> Option<Self> {
        let name = root.file_name()?.to_str()?.strip_prefix(FOLDER)?;
        let downloaded = Self::try_from(name.to_owned()).ok()?;
        (downloaded.root(cache) == root).then_some(downloaded)
    }

    /// Those with a tree or with an archive, which Go unpacks without a network.
    pub(crate) fn all_in(cache: &Path) -> Vec<Self> {
        let names = |folder: PathBuf| fs_err::read_dir(folder).into_iter().flatten().flatten().map(|it| it.file_name());
        let of =
            |name: &OsStr, before, after| name.to_str()?.strip_prefix(before)?.strip_suffix(after).map(str::to_owned);
        let trees = names(cache.join("golang.org")).filter_map(|name| of(&name, FOLDER, ""));
        let archives = names(downloads(cache)).filter_map(|name| of(&name, "", ".zip"));
        let mut all: Vec<Self> = trees.chain(archives).filter_map(|name| Self::try_from(name).ok()).collect();
        all.sort_by(|one, other| (&one.version, &one.module_version).cmp(&(&other.version, &other.module_version)));
        all.dedup();
        all
    }

    pub fn version(&self) -> &Version {
        &self.version
    }

    /// GOROOT.
    pub(crate) fn root(&self, cache: &Path) -> PathBuf {
        cache.join("golang.org").join(format!("{FOLDER}{}", self.module_version))
    }

    /// Its tree; if that is gone, the archive from which Go unpacks it again.
    fn held(&self, cache: &Path) -> PathBuf {
        let root = self.root(cache);
        if root.symlink_metadata().is_ok() { root } else { self.file(cache, "zip") }
    }

    /// The name that its folder has while it is deleted. Go deletes folders that begin so before its next download of
    /// this toolchain, and the ending keeps it from being listed.
    fn removed(&self, cache: &Path) -> PathBuf {
        cache.join("golang.org").join(format!("{FOLDER}{}.tmp-{}", self.module_version, inventory::ASIDE))
    }

    fn file(&self, cache: &Path, ending: &str) -> PathBuf {
        downloads(cache).join(format!("{}.{ending}", self.module_version))
    }

    pub(crate) fn files(&self, cache: &Path) -> impl Iterator<Item = PathBuf> {
        FILES.into_iter().map(|ending| self.file(cache, ending))
    }

    /// Refuses to remove it unless it is what its name says, this account's, and reached through no link. Only reads.
    pub(crate) fn require_removable(&self, cache: &Path, guarded: &Guarded) -> Result<(), NotRemovable> {
        match self.objection(cache, guarded) {
            None => Ok(()),
            Some(why) => Err(NotRemovable { folder: self.root(cache), why }),
        }
    }

    fn objection(&self, cache: &Path, guarded: &Guarded) -> Option<Statement> {
        let (root, held) = (self.root(cache), self.held(cache));
        if held.symlink_metadata().is_err() {
            return Some(say!(NoLongerExists { path: root.as_path() }));
        }
        if let Some(why) = on_the_way(cache).into_iter().chain([root.clone()]).find_map(|folder| not_plain(&folder)) {
            return Some(why);
        }
        if held == root && read_version(&root).as_ref() != Some(&self.version) {
            return Some(say!(NotThatToolchain { version: self.version.as_str() }));
        }
        let here = real(&root);
        if let Some((_, what)) = guarded.iter().find(|(path, _)| real(path).starts_with(&here)) {
            return Some(say!(CacheContains { what: *what }));
        }
        if let Some(owner) = foreign_owner(&held) {
            return Some(say!(FolderOfAccount { account: owner }));
        }
        // The folder itself is read-only, as Go makes it; it is renamed in the folder above.
        if let Some(why) = held.parent().and_then(unwritable) {
            return Some(why);
        }
        effect::is_locked(&self.file(cache, "lock")).then(|| Sentence::GoIsDownloadingIt.into())
    }

    /// The rename decides: before it nothing is changed, and after it Go takes the toolchain for missing.
    pub(crate) fn remove(&self, cache: &Path) -> Result<(), CleanError> {
        let failed = |error: io::Error| CleanError::of(GoCache::Modules, Statement::quoted(error.to_string()));
        self.remove_rest(cache).map_err(failed)?; // of an earlier removal
        effect::create_dir_all(&cache.join("golang.org")).map_err(failed)?; // with an archive alone, it may be missing
        effect::rename(&self.held(cache), &self.removed(cache)).map_err(failed)?;
        // A second attempt, because a virus scanner may hold a file, and no list shows what is left.
        self.finish(cache).or_else(|_| self.finish(cache)).map_err(failed)
    }

    /// Deletes what the rename has taken from Go.
    fn finish(&self, cache: &Path) -> io::Result<()> {
        self.files(cache).try_for_each(|file| effect::remove_file(&file))?;
        self.remove_rest(cache)
    }

    fn remove_rest(&self, cache: &Path) -> io::Result<()> {
        effect::remove(&self.removed(cache))
    }

    pub(crate) fn is_removed(&self, cache: &Path) -> bool {
        let held = self.held(cache);
        held.symlink_metadata().is_err() || (held != self.root(cache) && self.removed(cache).is_dir())
    }

    /// Completes a removal that was killed after the rename, unless Go has downloaded it again. Leftovers do no harm.
    pub(crate) fn sweep(&self, cache: &Path) {
        let is_elsewhere = on_the_way(cache).iter().any(|folder| not_plain(folder).is_some());
        if is_elsewhere || effect::is_locked(&self.file(cache, "lock")) {
            return;
        }
        let is_begun = self.is_removed(cache) && self.removed(cache).symlink_metadata().is_ok();
        if is_begun { self.finish(cache) } else { self.remove_rest(cache) }.ok();
    }
}

fn downloads(cache: &Path) -> PathBuf {
    cache.join("cache").join("download").join("golang.org").join("toolchain").join("@v")
}

/// The folders between the module cache and what is deleted.
fn on_the_way(cache: &Path) -> Vec<PathBuf> {
    let downloads = downloads(cache);
    let above = downloads.ancestors().take_while(|folder| *folder != cache).map(Path::to_owned);
    above.chain([cache.join("golang.org"), cache.to_owned()]).collect()
}

/// Why something is not a folder that can be walked through; none for a missing one.
fn not_plain(folder: &Path) -> Option<Statement> {
    let metadata = folder.symlink_metadata().ok()?;
    if metadata.is_symlink() {
        return Some(say!(PathIsLink { path: folder }));
    }
    (!metadata.is_dir()).then(|| Sentence::NoFolder.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_folder_of_such_a_module_is_one() {
        let cache = Path::new("/mod");
        let at = |root: &str| DownloadedGo::at(cache, Path::new(root)).map(|downloaded| downloaded.version.to_string());
        let one = "/mod/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64";
        assert_eq!(at(one).as_deref(), Some("go1.27.3"));
        assert_eq!(at("/mod/golang.org/toolchain@v0.0.1-go1.28rc1.windows-arm64").as_deref(), Some("go1.28rc1"));
        for other in [
            "/other/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64",
            "/mod/golang.org/x/toolchain@v0.0.1-go1.27.3.linux-amd64",
            "/mod/golang.org/../golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64",
            "/mod/golang.org/toolchain@v0.0.1-go1.27.3",
            "/mod/golang.org/toolchain@v0.0.1-go1.27.3.linux",
            "/mod/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64.tmp-.removed-by-upgo",
            "/mod/golang.org/x@v0.1.0",
        ] {
            assert_eq!(at(other), None, "{other}");
        }
        let removed = DownloadedGo::at(cache, Path::new(one)).unwrap().removed(cache);
        assert!(inventory::is_set_aside(&removed), "it is not listed: {}", removed.display());
    }

    #[test]
    fn a_record_cannot_name_another_folder() {
        for bad in
            ["v0.0.1-../../x.linux-amd64", "v0.0.1-go1.27.3.linux-amd64/..", "v0.0.1-go1.27.3.a/b-c", "", "go1.27.3"]
        {
            assert!(serde_json::from_value::<DownloadedGo>(bad.into()).is_err(), "{bad}");
        }
        let good: DownloadedGo = serde_json::from_value("v0.0.1-go1.27.3.linux-amd64".into()).unwrap();
        assert_eq!(serde_json::to_value(&good).unwrap(), "v0.0.1-go1.27.3.linux-amd64");
    }
}
