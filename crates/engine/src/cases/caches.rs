//! `cache` and `cache clean-go`: the sizes of Go's caches, and the plan that cleans them.
use std::path::{Path, PathBuf};

use super::Engine;
use super::snapshot::Planning;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::words::{Sentence, Statement};
use crate::change::fetch::downloads_in;
use crate::change::plan::{Action, Plan, Step};
use crate::guidance::watch::Memory;
use crate::projects::go_caches::{
    CachePlace, CacheSize, Cleaning, DownloadedGo, GoCache, MeasureError, measure, require_safe,
};
use crate::projects::rebuild::Builder;
use crate::which_go::inventory;

/// Go's caches, and Upgo's own downloads.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct CachesReport {
    /// Go's caches.
    pub caches: Vec<CacheReport>,
    /// Upgo's own downloads, which `cache clean` deletes.
    pub downloads: DownloadsReport,
    /// Every old Go that `adopt --remove-old` moved aside, which `cache clean` deletes, too.
    pub set_aside: Vec<SetAsideReport>,
    /// What could not be read.
    pub warnings: Vec<Problem>,
}

/// One of Go's caches.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct CacheReport {
    /// Which one.
    pub cache: GoCache,
    /// The variable that names its folder.
    pub variable: String,
    pub state: CacheState,
    /// Its folder; `null` if it has none.
    pub folder: Option<PathBuf>,
    /// Its size; `null` if there is no folder, or it cannot be read. Go keeps the inputs of fuzz tests in the build
    /// cache; they are not counted, because cleaning keeps them, too.
    pub size: Option<CacheSize>,
    /// Why Upgo does not clean it, as a clause; `null` if it does.
    pub obstacle: Option<Statement>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum CacheState {
    /// Its folder exists.
    Present,
    /// Go has not created its folder yet.
    Missing,
    /// The user has turned it off.
    Off,
    /// Go refuses the value of its variable, or has no folder for it.
    Unusable,
}

/// Upgo's own downloads.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct DownloadsReport {
    pub folder: PathBuf,
    pub size: CacheSize,
}

/// An old Go that `adopt --remove-old` moved aside.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct SetAsideReport {
    pub folder: PathBuf,
    /// Its size; `null` if it could not be measured.
    pub size_bytes: Option<u64>,
    /// The change that moved it aside, which can be undone as long as the folder exists.
    pub change: u64,
}

/// What `cache clean` would delete.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToClean {
    /// Upgo's own downloads, except for those that are in use.
    pub downloads: DownloadsReport,
    /// Every old Go that `adopt --remove-old` moved aside.
    pub set_aside: Vec<SetAsideReport>,
}

impl Engine {
    /// Only reads.
    pub fn to_clean(&self, cancel: &Cancel) -> Result<ToClean> {
        self.own_home()?;
        Ok(ToClean { downloads: self.downloads(), set_aside: self.measured_aside(cancel)? })
    }

    fn measured_aside(&self, cancel: &Cancel) -> Result<Vec<SetAsideReport>> {
        let aside = self.set_aside()?.into_iter();
        Ok(aside
            .map(|aside| SetAsideReport {
                size_bytes: inventory::size_of(&aside.tree, cancel).ok(),
                folder: aside.tree,
                change: aside.change,
            })
            .collect())
    }

    /// `hear` receives the size so far, several times a second. Starts no program, and does not go online.
    pub fn caches(&self, cancel: &Cancel, hear: &(dyn Fn(GoCache, CacheSize) + Sync)) -> Result<CachesReport> {
        let go = self.builder()?;
        let mut warnings = Vec::new();
        let mut caches = Vec::new();
        for cache in GoCache::ALL {
            caches.push(self.see_cache(cache, go.as_ref(), cancel, hear, &mut warnings)?);
        }
        let (downloads, set_aside) = (self.downloads(), self.measured_aside(cancel)?);
        Ok(CachesReport { caches, downloads, set_aside, warnings })
    }

    /// The archives and packages that are kept, and partial downloads.
    fn downloads(&self) -> DownloadsReport {
        let folder = self.home().cache();
        let counted = [&folder, &self.home().packages()].map(|folder| downloads_in(folder));
        let mut size = CacheSize { bytes: 0, files: 0, complete: true };
        for counted in counted {
            match counted {
                Ok((files, bytes)) => (size.files, size.bytes) = (size.files + files, size.bytes + bytes),
                Err(_) => size.complete = false,
            }
        }
        DownloadsReport { folder, size }
    }

    fn see_cache(
        &self,
        cache: GoCache,
        go: Option<&Builder>,
        cancel: &Cancel,
        hear: &(dyn Fn(GoCache, CacheSize) + Sync),
        warnings: &mut Vec<Problem>,
    ) -> Result<CacheReport> {
        let report = |state, folder, size, obstacle: Option<Statement>| CacheReport {
            cache,
            variable: cache.variable().to_owned(),
            state,
            folder,
            size,
            obstacle: obstacle.map(Statement::shown),
        };
        let folder = match self.cache_place(cache, go) {
            CachePlace::Off => {
                return Ok(report(CacheState::Off, None, None, Some(say!(CacheOff { variable: cache.variable() }))));
            }
            CachePlace::Unusable(why) => return Ok(report(CacheState::Unusable, None, None, Some(why))),
            CachePlace::Folder(folder) => folder,
        };
        if folder.symlink_metadata().is_err() {
            return Ok(report(CacheState::Missing, Some(folder), None, None));
        }
        let size = sized(&folder, measure(cache, &folder, cancel, &|size| hear(cache, size)), warnings)?;
        let obstacle = match go {
            None => Some(Sentence::NoGoToClean.into()),
            // an empty folder need not look like a cache
            Some(_) if size.is_some_and(|size| size.files == 0 && size.complete) => None,
            Some(go) => require_safe(cache, &folder, &self.guarded(Some(go))).err().map(|refused| refused.why),
        };
        Ok(report(CacheState::Present, Some(folder), size, obstacle))
    }

    /// All caches if `caches` is empty. An empty cache needs no step.
    pub(super) fn plan_clean_caches(&self, caches: &[GoCache], planning: &mut Planning) -> Result<Plan> {
        let mut caches = if caches.is_empty() { GoCache::ALL.to_vec() } else { caches.to_vec() };
        caches.sort();
        caches.dedup();
        let go = self.builder_to_start()?;
        let mut steps = Vec::new();
        for cache in caches {
            let refused =
                |why: Statement| Problem::new(Code::CacheRefused, say!(CacheNotCleaned { cache: cache.says(), why }));
            let folder = match self.cache_place(cache, go.as_ref()) {
                CachePlace::Off => return Err(refused(say!(CacheOff { variable: cache.variable() }))),
                CachePlace::Unusable(why) => return Err(refused(why)),
                CachePlace::Folder(folder) => folder,
            };
            if folder.symlink_metadata().is_err() {
                continue;
            }
            let size = sized(&folder, measure(cache, &folder, &planning.cancel, &|_| {}), &mut planning.warnings)?;
            let size = size.filter(|size| size.files > 0 || !size.complete);
            let Some(size) = size.filter(|size| !is_clean(cache, &folder, *size)) else { continue };
            let missing = || Problem::new(Code::GoMissing, Sentence::NoGoForCaches);
            let go = go.as_ref().ok_or_else(missing)?;
            require_safe(cache, &folder, &self.guarded(Some(go)))?;
            if cache == GoCache::Modules {
                planning.warnings.extend(self.costs(&folder, go));
            }
            steps.push(Step::CleanCache {
                cache,
                folder,
                cleaning: Cleaning::Everything { go: go.clone() },
                size_bytes: size.bytes,
            });
        }
        Ok(Plan::staying(Action::CleanCaches, self.current()?, steps))
    }

    /// Why cleaning the module cache may cost more than a download.
    fn costs(&self, folder: &Path, go: &Builder) -> Vec<Problem> {
        let mut said = self.no_download(go);
        let flags = self.go_setting("GOFLAGS", go).unwrap_or_default();
        if flags.split_whitespace().any(|flag| flag.trim_start_matches('-') == "mod=mod") {
            said.push(Sentence::ModuleMode.into());
        }
        let toolchains: Vec<_> =
            DownloadedGo::all_in(folder).iter().map(|downloaded| downloaded.version().to_string()).collect();
        if !toolchains.is_empty() {
            let names = toolchains.join(", ");
            said.push(say!(ToolchainsToo { versions: names }));
        }
        said.into_iter().map(|what| Problem::new(Code::CacheCost, what)).collect()
    }

    pub(super) fn no_download(&self, go: &Builder) -> Vec<Statement> {
        let is_off = self.go_setting("GOPROXY", go).is_some_and(|proxies| {
            proxies.split([',', '|']).map(str::trim).find(|proxy| !proxy.is_empty()) == Some("off")
        });
        let check = Memory::read(self.home()).check_problem;
        let is_offline = check.is_some_and(|problem| problem.code == Code::NetOffline);
        let off = is_off.then(|| Sentence::ProxyOff.into());
        off.into_iter().chain(is_offline.then(|| Sentence::NoNetworkForModules.into())).collect()
    }
}

/// Whether only what `go clean` keeps is left: the files in the folder of the build cache itself.
fn is_clean(cache: GoCache, folder: &Path, size: CacheSize) -> bool {
    if cache != GoCache::Build || !size.complete {
        return false;
    }
    let is_kept =
        |entry: &fs_err::DirEntry| entry.file_name() == "fuzz" || !entry.file_type().is_ok_and(|kind| kind.is_dir());
    fs_err::read_dir(folder).is_ok_and(|mut entries| entries.all(|entry| entry.as_ref().is_ok_and(is_kept)))
}

/// A folder that cannot be read is a warning.
fn sized(
    folder: &Path,
    measured: Result<Option<CacheSize>, MeasureError>,
    warnings: &mut Vec<Problem>,
) -> Result<Option<CacheSize>> {
    match measured {
        Ok(size) => Ok(size),
        Err(MeasureError::Cancelled(_)) => Err(Problem::new(Code::Cancelled, Sentence::Cancelled)),
        Err(MeasureError::Disk(error)) => {
            let what = say!(CouldNotReadBecause { path: folder, error: &error });
            warnings.push(Problem::new(crate::machine::effect::of_io(&error), what));
            Ok(None)
        }
    }
}
