//! What a step may name. A journal is a file: whoever wrote it, its steps reach only what a step of their kind touches.
use std::path::{Path, PathBuf};

use crate::base::archive::{self, Archive};
use crate::base::paths::goes_up;
use crate::base::words::{Statement, Value};
use crate::change::plan::{FileOf, Lines, Plan, Step, SystemGo, Touches};
use crate::change::site::Site;
use crate::choices::settings;
use crate::environment::{self, Change, Write};
use crate::projects::edit::{is_editable, is_source};
use crate::projects::go_caches::{CachePlace, Cleaning, GoCache};
use crate::projects::rebuild::Builder;
use crate::store::own_programs::own_names;
use crate::which_go::inventory;

/// A plan names something that no step of its kind touches.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub(crate) struct OutOfReach(Value);

impl OutOfReach {
    pub(crate) fn says(&self) -> Statement {
        say!(WouldChangeForeign { what: self.0.clone() })
    }
}

/// Refuses a plan with a step that names something that its kind does not touch. Only reads.
pub(crate) fn require_in_reach(site: &Site, plan: &Plan) -> Result<(), OutOfReach> {
    plan.steps.iter().try_for_each(|step| require_step(site, step))
}

#[expect(clippy::match_same_arms, reason = "each group of things has a reason of its own")]
fn require_step(site: &Site, step: &Step) -> Result<(), OutOfReach> {
    match step.touches() {
        Touches::Lines(Lines::Environment(change)) => require_change(site, change),
        Touches::Lines(Lines::Setting { key, from, to }) => {
            if settings::find(key).is_ok() && from.into_iter().chain(to).all(settings::is_value) {
                Ok(())
            } else {
                Err(OutOfReach(say!(TheSetting { name: format!("{key:?}") }).into()))
            }
        }
        Touches::Lines(Lines::Project { folder, files, .. }) => {
            let is_in_reach = |path: &Path| is_editable(path) || is_source(path);
            require(is_plain(folder) && files.iter().all(|file| is_in_reach(&file.path)), folder)
        }
        Touches::Tree { from, to } => require_aside(from, to),
        Touches::Program(program) => require(is_tool(site, program), program),
        Touches::Cache { cache, folder, cleaning: Cleaning::Everything { go }, .. } => {
            require(is_plain(folder) && is_cache(site, cache, Some(go), folder), folder)?;
            require(is_plain(go.path()), go.path())
        }
        // A toolchain that Go downloaded is named by its version, below the cache.
        Touches::Cache { cache, folder, cleaning: Cleaning::Downloaded { .. }, .. } => {
            let is_modules = cache == GoCache::Modules;
            require(is_modules && is_plain(folder) && is_cache(site, cache, None, folder), folder)
        }
        Touches::File { file, of: FileOf::Installer, .. } => require_plain(file),
        Touches::File { file, of: FileOf::Upgo, .. } if archive::is_upgo_package(&file.filename) => Ok(()),
        Touches::File { file, of: FileOf::Upgo, .. } => Err(named(&file.filename)),
        // It is checked when the download begins.
        Touches::File { of: FileOf::Toolchain | FileOf::OnDisk, .. } => Ok(()),
        Touches::Upgo { folder, programs, .. } => {
            let names = own_names();
            require(is_of_upgo(site, folder) && programs.iter().all(|program| names.contains(&program.name)), folder)
        }
        Touches::UpgoStarted(folder) => require(is_of_upgo(site, folder), folder),
        Touches::System { arch, from, to } => {
            require_family(arch)?;
            from.into_iter().chain(to).try_for_each(require_package)
        }
        Touches::SystemFiles { arch, go } => require_family(arch).and_then(|()| require_package(go)),
        // They name a version, which is a folder of the home.
        Touches::Toolchain(..) | Touches::Switch { .. } => Ok(()),
        Touches::Nothing | Touches::UserValues(_) => Ok(()),
    }
}

fn require_change(site: &Site, change: &Change) -> Result<(), OutOfReach> {
    for write in &change.writes {
        let is_known = match write {
            Write::GoEnv { path, variables, folders, .. } => {
                let is_named = |folder: &&PathBuf| variables.iter().any(|variable| variable.names(folder));
                if let Some(other) = folders.iter().find(|folder| !(is_plain(folder) && is_named(folder))) {
                    return Err(OutOfReach(other.as_path().into()));
                }
                let usual = environment::go_env_file(&|name| site.variable(name));
                usual.as_ref() == Some(path) || (path.ends_with("go/env") && is_users(site, path))
            }
            Write::Editor { path, .. } => is_editor_settings(site, path),
            Write::Value { .. } | Write::Script { .. } | Write::Profile { .. } => site.environment().has(write),
        };
        if !is_known {
            return Err(OutOfReach(write.place().into()));
        }
    }
    Ok(())
}

/// A tree is only renamed in its own folder, and only to or from a name that says so.
fn require_aside(from: &Path, to: &Path) -> Result<(), OutOfReach> {
    let is_aside = |path: &Path| inventory::is_set_aside(path);
    let is_pair = from.parent() == to.parent() && is_aside(from) != is_aside(to);
    require(is_pair && is_plain(from) && is_plain(to), if is_aside(from) { to } else { from })
}

/// Whether it is a program in a folder of `go install`, which may have been another one when the plan was made.
fn is_tool(site: &Site, program: &Path) -> bool {
    let folders = environment::go_program_folders(&|name| site.variable(name));
    let is_in = |folder: &PathBuf| program.parent() == Some(folder);
    is_plain(program) && (folders.iter().any(is_in) || is_users(site, program))
}

/// Whether it is a folder with Upgo's own programs. The running program may be the window or the command line, so the
/// other one may be anywhere below the user's home folder.
fn is_of_upgo(site: &Site, folder: &Path) -> bool {
    let is_of_this = || site.own_programs().is_some_and(|own| own.folders().iter().any(|(other, _)| other == folder));
    is_plain(folder) && (folder == site.home().bin() || is_users(site, folder) || is_of_this())
}

/// Whether it is the folder of that cache, which may have been another one when the plan was made.
fn is_cache(site: &Site, cache: GoCache, go: Option<&Builder>, folder: &Path) -> bool {
    site.cache_place(cache, go) == CachePlace::Folder(folder.to_owned()) || is_users(site, folder)
}

/// Whether it is the user's settings file of an editor, which may have been elsewhere when the plan was made.
fn is_editor_settings(site: &Site, path: &Path) -> bool {
    let config = environment::config_folder(&site.target().os, &|name| site.variable(name));
    let is_usual =
        || config.is_some_and(|config| environment::editor_settings_files(&config).contains(&path.to_owned()));
    environment::is_editor_settings_file(path) && (is_users(site, path) || is_plain(path) && is_usual())
}

fn is_users(site: &Site, path: &Path) -> bool {
    is_plain(path) && site.user_folder().is_some_and(|user| path.starts_with(user))
}

fn is_plain(path: &Path) -> bool {
    path.is_absolute() && !goes_up(path)
}

fn require_package(go: &SystemGo) -> Result<(), OutOfReach> {
    go.package.iter().try_for_each(require_plain)
}

fn require_family(arch: &str) -> Result<(), OutOfReach> {
    if inventory::is_family(arch) {
        Ok(())
    } else {
        Err(OutOfReach(say!(PackagesFor { arch: format!("{arch:?}") }).into()))
    }
}

fn named(file: &str) -> OutOfReach {
    OutOfReach(say!(TheFile { name: format!("{file:?}") }).into())
}

fn require_plain(archive: &Archive) -> Result<(), OutOfReach> {
    let name = &archive.filename;
    if archive::is_plain(name) { Ok(()) } else { Err(named(name)) }
}

fn require(is_known: bool, path: &Path) -> Result<(), OutOfReach> {
    if is_known { Ok(()) } else { Err(OutOfReach(path.into())) }
}
