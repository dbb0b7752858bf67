//! Go's build cache and module cache: where they are, their size, whether the go command may clean them, and cleaning.
mod clean;
mod downloaded;
mod guard;
mod measure;

use std::path::PathBuf;

pub(crate) use clean::{CleanError, CleanTask, clean};
pub(crate) use downloaded::NotRemovable;
pub use downloaded::{DownloadedGo, NotDownloadedGo};
pub(crate) use guard::{Guarded, require_safe};
pub use measure::{CacheSize, MeasureError, measure};

use crate::base::words::{Sentence, Statement};
use crate::environment::{GoSettings, Lookup, user_cache_folder};
use crate::projects::rebuild::Builder;

/// The name that the downloads of a module cache get before it is cleaned.
const FORGOTTEN: &str = "download-deleted-by-upgo";

worded! {
    #[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Type)]
    pub enum GoCache {
        /// Compiled packages and test results (GOCACHE).
        Build = "GOCACHE", "build cache", BuildCache, "build", "-cache";
        /// Downloaded modules (GOMODCACHE).
        Modules = "GOMODCACHE", "module cache", ModuleCache, "modules", "-modcache";
    }
    pub const ALL: [Self; _];
    pub fn variable(self) -> &'static str;
    /// Its name in the middle of a sentence.
    pub fn name(self) -> &'static str;
    pub fn says(self) -> Sentence;
    pub fn word(self) -> &'static str;
    /// What `go clean` calls it.
    pub(super) fn flag(self) -> &'static str;
}

/// What of a cache is cleaned, and by whom.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, untagged)]
pub enum Cleaning {
    /// Everything, by the go command of this toolchain.
    Everything { go: Builder },
    /// One toolchain that Go downloaded into the module cache, by Upgo.
    Downloaded { downloaded: DownloadedGo },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CachePlace {
    /// In this folder, which may not exist yet.
    Folder(PathBuf),
    /// Nowhere: the user has turned it off.
    Off,
    /// Nowhere: Go refuses the value, or has no folder for it. The reason is a clause.
    Unusable(Statement),
}

impl GoCache {
    /// The entries of its folder that `go clean` keeps and that do not count as its content.
    fn keeps(self, name: &str) -> bool {
        self == Self::Build && name == "fuzz"
    }

    /// Source: `DefaultDir` in `cmd/go/internal/cache`, `cmd/go/internal/modload`.
    pub(crate) fn place(self, settings: &GoSettings, variables: Lookup<'_>) -> CachePlace {
        let folder = match self {
            Self::Build => match settings.value(variables, "GOCACHE") {
                Some(off) if off == "off" => return CachePlace::Off,
                Some(folder) => Some(folder.into()),
                None => user_cache_folder(variables).map(|folder| folder.join("go-build")),
            },
            Self::Modules => settings.module_cache().map(PathBuf::from),
        };
        match folder {
            None => CachePlace::Unusable(say!(CacheNowhere { variable: self.variable() })),
            Some(folder) if !folder.is_absolute() => {
                CachePlace::Unusable(say!(CachePathNotFull { variable: self.variable(), folder: &folder }))
            }
            Some(folder) => CachePlace::Folder(folder),
        }
    }
}
