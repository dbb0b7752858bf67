//! `cache move`: the plan that makes Go use other folders for its build cache and its temporary files.
use std::path::{Path, PathBuf};

use super::Engine;
use super::snapshot::{Planning, disk};
use crate::base::paths::clean;
use crate::base::report::{Code, Problem, Result};
use crate::base::words::{Sentence, Statement};
use crate::change::plan::{self, Plan};
use crate::environment::variable::VariableRefusal;
use crate::environment::{self, EditScope, EnvironmentEdit, EnvironmentError};
use crate::machine::home::WrongAccount;
use crate::machine::platform::{self, Volume};
use crate::projects::go_caches::{CachePlace, GoCache};
use crate::projects::rebuild::Builder;
use crate::which_go::toolchain;

const TEMPORARY: &str = "GOTMPDIR";

impl Engine {
    /// The folders in which Go builds now: the build cache, and the one for temporary files.
    pub(super) fn build_folders(&self, go: &Builder) -> Result<(PathBuf, PathBuf)> {
        let cache = match self.cache_place(GoCache::Build, Some(go)) {
            CachePlace::Folder(folder) => folder,
            CachePlace::Off => return Err(Problem::new(Code::Measure, Sentence::MeasureCacheOff)),
            CachePlace::Unusable(why) => return Err(Problem::new(Code::Measure, why)),
        };
        let temporary = self.go_setting(TEMPORARY, go).map(PathBuf::from);
        let temporary = temporary.or_else(|| toolchain::temporary(&self.new_terminal()));
        let nowhere = || Problem::new(Code::Measure, Sentence::MeasureNoTemporary);
        Ok((cache, temporary.ok_or_else(nowhere)?))
    }

    /// Missing folders are created, and no other account can use them.
    pub(super) fn plan_move_go_caches(&self, to: &Path, planning: &mut Planning) -> Result<Plan> {
        let to = clean(&std::path::absolute(to).map_err(disk)?);
        let (nearest, checked) = self.check_folder(&to);
        // it could change what Go takes from the cache
        checked.map_err(|error| Problem::of(&error).with_next(error.next_elsewhere()))?;
        let cache = GoCache::Build.variable();
        let named = [(cache, to.join("go-build")), (TEMPORARY, to.join("go-tmp"))];
        for (name, folder) in &named {
            let value = folder.display().to_string();
            if let Some(why) = self.why_not_cache(folder, nearest) {
                let refusal = VariableRefusal::Value { name: (*name).to_owned(), value, why };
                return Err(EnvironmentError::from(refusal).into());
            }
            let edit = EnvironmentEdit::Set { name: (*name).to_owned(), value, scope: EditScope::Go };
            if let Some(hidden) = self.without_effect(&edit, true).into_iter().next() {
                return Err(Problem { code: Code::EnvRefused, ..hidden });
            }
        }
        let before = self.cache_place(GoCache::Build, self.builder()?.as_ref());
        let change = environment::prepare_go_folders(self.go_env_file().as_deref(), &named)?;
        if let (CachePlace::Folder(before), Some(change)) = (before, &change)
            && change.names().iter().any(|name| name == cache)
            && before.is_dir()
        {
            planning.warnings.push(Problem::new(Code::CacheLeft, say!(OldCacheStays { folder: &*before })));
        }
        Ok(plan::edit_environment(&self.look(None)?, change))
    }

    /// Whether only this account and root can change what is in a folder, and the part of its path that exists.
    pub(super) fn check_folder<'a>(&self, folder: &'a Path) -> (&'a Path, Result<(), WrongAccount>) {
        let nearest = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder);
        (nearest, WrongAccount::check_way(nearest, &|name| self.variable(name)))
    }

    /// Why Go should not keep its files in a folder, as a clause. `nearest` is the part of its path that exists.
    fn why_not_cache(&self, folder: &Path, nearest: &Path) -> Option<Statement> {
        let why = if folder.starts_with(self.home().root()) {
            Sentence::InUpgosFolder
        } else if folder.ancestors().any(Path::is_file) {
            Sentence::IsAFile
        } else if platform::volume(nearest) == Volume::Network {
            Sentence::OnNetworkVolume
        } else {
            return None;
        };
        Some(why.into())
    }
}
