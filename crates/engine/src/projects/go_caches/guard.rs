//! Whether it is safe to let the go command clean a folder. `go clean -modcache` deletes whatever folder GOMODCACHE
//! names, so the folder must look like a cache and contain nothing else that matters.
use std::io::Read as _;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{FORGOTTEN, GoCache};
use crate::base::paths::real;
use crate::base::report::stated;
use crate::base::words::{Sentence, Statement};
use crate::machine::platform::{self, Access};

/// The first words of the file README that Go puts into its build cache.
const README: &[u8] = b"This directory holds cached build artifacts from the Go build system.";

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) struct Unsafe {
    pub(crate) cache: GoCache,
    pub(crate) folder: PathBuf,
    pub(crate) why: Statement,
}

explain! {
    impl Unsafe { cache, folder, why } = CacheRefused, CacheInNotCleaned { cache: cache.says(), folder, why };
}

/// The folders that a cache must not contain, with what they are.
pub(crate) type Guarded = Vec<(PathBuf, Sentence)>;

/// Refuses a folder that is not only a cache of this account. Only reads.
pub(crate) fn require_safe(cache: GoCache, folder: &Path, guarded: &Guarded) -> Result<(), Unsafe> {
    match objection(cache, folder, guarded) {
        None => Ok(()),
        Some(why) => Err(Unsafe { cache, folder: folder.to_owned(), why }),
    }
}

fn objection(cache: GoCache, folder: &Path, guarded: &Guarded) -> Option<Statement> {
    let metadata = match folder.symlink_metadata() {
        Ok(metadata) => metadata,
        Err(error) => return Some(Statement::quoted(error.to_string())),
    };
    if metadata.is_symlink() {
        return Some(say!(FolderIsLink { variable: cache.variable() }));
    }
    if !metadata.is_dir() {
        return Some(Sentence::NoFolder.into());
    }
    let here = real(folder);
    if here.parent().is_none() {
        return Some(Sentence::RootOfDisk.into());
    }
    if let Some((_, what)) = guarded.iter().find(|(path, _)| real(path).starts_with(&here)) {
        return Some(say!(CacheContains { what: *what }));
    }
    if let Some(owner) = foreign_owner(folder) {
        return Some(say!(FolderOfAccount { account: owner }));
    }
    if let Some(why) = unwritable(folder) {
        return Some(why);
    }
    match cache {
        GoCache::Build => (!is_build_cache(folder)).then(|| Sentence::ReadmeMissing.into()),
        GoCache::Modules => not_modules(folder),
    }
}

/// The other account that owns a folder or a part of the way to it.
pub(super) fn foreign_owner(folder: &Path) -> Option<String> {
    let (_, foreign) = platform::account(folder, &|_| None);
    foreign.into_iter().find(|foreign| foreign.is_upgos).and_then(|foreign| foreign.owner)
}

pub(super) fn unwritable(folder: &Path) -> Option<Statement> {
    match platform::access(folder) {
        Access::Ordinary | Access::Elevated => None,
        Access::Denied => Some(Sentence::NotWritable.into()),
        Access::ReadOnly => Some(Sentence::ReadOnlySystem.into()),
    }
}

fn is_build_cache(folder: &Path) -> bool {
    let readme = folder.join("README");
    let is_file = readme.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let mut start = vec![0; README.len()];
    is_file && fs::File::open(readme).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == README
}

/// Why it is not only a module cache: that has only folders, and the downloads in `cache`.
fn not_modules(folder: &Path) -> Option<Statement> {
    let cache = folder.join("cache");
    let is_made_by_go = cache.join("download").is_dir() || cache.join("lock").is_file();
    if !is_made_by_go && !cache.join(FORGOTTEN).is_dir() {
        return Some(Sentence::CacheFolderMissing.into());
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten(),
        Err(error) => return Some(Statement::quoted(error.to_string())),
    };
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            return Some(say!(NotAModule { name }));
        }
    }
    None
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::*;

    fn why(cache: GoCache, folder: &Path, guarded: &Guarded) -> String {
        require_safe(cache, folder, guarded).map_or_else(|refused| refused.why.to_string(), |()| "safe".to_owned())
    }

    #[test]
    fn only_what_go_made_is_safe() {
        let root = tempfile::tempdir().unwrap();
        let (build, modules) = (root.path().join("build"), root.path().join("mod"));
        std::fs::create_dir_all(&build).unwrap();
        std::fs::create_dir_all(&modules).unwrap();
        let none = Guarded::new();
        assert!(why(GoCache::Build, &build, &none).contains("README"));
        assert!(why(GoCache::Modules, &modules, &none).contains("cache is missing"));
        std::fs::write(build.join("README"), "This directory is mine.").unwrap();
        assert!(why(GoCache::Build, &build, &none).contains("README"));
        std::fs::write(build.join("README"), [README, b"\nRun"].concat()).unwrap();
        std::fs::create_dir_all(modules.join("cache").join("download")).unwrap();
        std::fs::create_dir_all(modules.join("golang.org").join("toolchain@v0.0.1-go1.27.3.linux-amd64")).unwrap();
        assert_eq!(why(GoCache::Build, &build, &none), "safe");
        assert_eq!(why(GoCache::Modules, &modules, &none), "safe");

        std::fs::create_dir(modules.join("home")).unwrap();
        let home = vec![(modules.join("home"), Sentence::YourHomeFolder)];
        assert_eq!(why(GoCache::Modules, &modules, &home), "the folder contains your home folder");
        std::fs::write(modules.join("notes.txt"), "").unwrap();
        assert_eq!(why(GoCache::Modules, &modules, &none), "notes.txt in the folder is not a module");
        assert_eq!(why(GoCache::Build, &build.join("README"), &none), "it is not a folder");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&build, root.path().join("link")).unwrap();
            assert!(why(GoCache::Build, &root.path().join("link"), &none).contains("is a link"));
        }
    }
}
