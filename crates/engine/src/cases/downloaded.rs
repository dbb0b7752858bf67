//! The toolchains that Go downloaded into its module cache: which projects need each, and the plan that deletes some.
use std::path::{Path, PathBuf};

use super::foreign_go::Way;
use super::snapshot::{Planning, disk};
use super::{Engine, InstalledToolchain, ProjectsRequest};
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::plan::{Action, Plan, Step};
use crate::projects::go_caches::{CachePlace, Cleaning, DownloadedGo, GoCache, NotRemovable};
use crate::released::catalog::ReleaseRequest;
use crate::which_go::inventory;
use crate::which_go::toolchain::From;

pub(super) struct Needs(Vec<(String, PathBuf)>);

impl Needs {
    pub(super) fn of(&self, version: Option<&Version>) -> Vec<PathBuf> {
        let name = version.map(Version::as_str).unwrap_or_default();
        self.0.iter().filter(|(needed, _)| needed == name).map(|(_, folder)| folder.clone()).collect()
    }
}

impl Engine {
    fn module_cache(&self) -> CachePlace {
        let go = self.builder().ok().flatten();
        self.cache_place(GoCache::Modules, go.as_ref())
    }

    /// The module cache that Go uses, and the downloaded toolchain with this folder in it.
    pub(super) fn downloaded_at(&self, root: &Path) -> Result<(PathBuf, DownloadedGo), NotRemovable> {
        let refused = |why: Statement| NotRemovable { folder: root.to_owned(), why };
        match self.module_cache() {
            CachePlace::Off => Err(refused(say!(CacheOff { variable: GoCache::Modules.variable() }))),
            CachePlace::Unusable(why) => Err(refused(why)),
            CachePlace::Folder(cache) => match DownloadedGo::at(&cache, root) {
                Some(downloaded) => Ok((cache, downloaded)),
                None => Err(refused(say!(NotInModuleCache { folder: cache.as_path() }))),
            },
        }
    }

    /// The folder of a downloaded toolchain of which the module cache has at least the archive.
    pub(super) fn in_module_cache(&self, wanted: &ReleaseRequest) -> Option<PathBuf> {
        let CachePlace::Folder(cache) = self.module_cache() else { return None };
        let all = DownloadedGo::all_in(&cache);
        all.iter().find(|go| wanted.pick([go.version()]).is_some()).map(|go| go.root(&cache))
    }

    pub(super) fn instead_of_removal(&self, wanted: &ReleaseRequest) -> Statement {
        if let Some(way_back) = self.way_back_to(wanted) {
            return way_back;
        }
        let wanted = wanted.to_string();
        match self.find_for(Way::Remove, Some(wanted.as_ref())) {
            Ok(_) => say!(RemoveDownloadedWith { version: wanted }),
            Err(_) => Sentence::SeeInstallations.into(),
        }
    }

    /// The projects of the settings that run a toolchain from the module cache.
    pub(super) fn needs(&self, cancel: &Cancel) -> Result<Needs> {
        let report = self.list_projects(&ProjectsRequest::default(), cancel)?;
        let from_cache = report.projects.into_iter().filter(|project| project.today.from == Some(From::Cache));
        Ok(Needs(from_cache.filter_map(|project| Some((project.today.version?, project.folder))).collect()))
    }

    pub fn find_needs(&self, toolchains: &mut [InstalledToolchain], cancel: &Cancel) -> Result<()> {
        let mut downloaded: Vec<_> =
            toolchains.iter_mut().filter(|toolchain| toolchain.go.ways.contains(&Way::Remove)).collect();
        if downloaded.is_empty() {
            return Ok(());
        }
        let needs = self.needs(cancel)?;
        for toolchain in &mut downloaded {
            toolchain.needed_by = Some(needs.of(toolchain.go.version.as_ref()));
        }
        Ok(())
    }

    /// The plan that deletes downloaded toolchains, with their downloads.
    pub(super) fn plan_remove_downloaded(&self, roots: &[PathBuf], planning: &mut Planning) -> Result<Plan> {
        let needs = self.needs(&planning.cancel)?;
        let mut steps: Vec<Step> = Vec::new();
        for root in roots {
            let (folder, downloaded) = self.downloaded_at(root)?;
            downloaded.require_removable(&folder, &self.guarded(None))?;
            let needed = needs.of(Some(downloaded.version()));
            if !needed.is_empty() {
                let names: Vec<_> = needed.iter().map(|folder| folder.display()).collect();
                let (version, projects) = (downloaded.version().as_str(), Value::some_of(&names));
                let says = say!(DownloadedNeeded { version, count: names.len(), projects });
                planning.warnings.push(Problem::new(Code::CacheCost, says));
            }
            let tree = if root.exists() { inventory::size_of(root, &planning.cancel).map_err(disk)? } else { 0 };
            let files = downloaded.files(&folder).filter_map(|file| file.symlink_metadata().ok());
            let size_bytes = tree + files.map(|file| file.len()).sum::<u64>();
            let cleaning = Cleaning::Downloaded { downloaded };
            let step = Step::CleanCache { cache: GoCache::Modules, folder, cleaning, size_bytes };
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
        let go = self.builder()?;
        let costs = go.map(|go| self.no_download(&go)).unwrap_or_default();
        planning.warnings.extend(costs.into_iter().map(|what| Problem::new(Code::CacheCost, what)));
        Ok(Plan::staying(Action::CleanCaches, self.current()?, steps))
    }
}
