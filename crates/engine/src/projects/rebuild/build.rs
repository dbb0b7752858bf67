//! Runs one `go install` into a separate folder of the plan.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fs_err as fs;

use super::error::GoOutput;
use super::recipe::is_in_module;
use super::{RebuildError, Recipe, UsableGo};
use crate::base::report::{Cancel, Cancelled};
use crate::base::words::{Sentence, Statement, Value};
use crate::machine::effect;
use crate::machine::platform::program_name;
use crate::net::goproxy::SemVer;
use crate::which_go::buildinfo::{self, BuildInfo, Module};

/// Enough for a large program on a slow machine and a slow network, if every package is compiled.
const PATIENCE: Duration = Duration::from_mins(30);

#[derive(Debug)]
pub(crate) struct BuildTask<'a> {
    pub program: &'a Path,
    pub recipe: &'a Recipe,
    pub go: UsableGo<'a>,
    pub variables: &'a BTreeMap<OsString, OsString>,
    pub purpose: BuildPurpose,
    /// An empty folder that is deleted afterwards.
    pub folder: &'a Path,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuildPurpose {
    Rebuild,
    Update,
    Install,
}

impl BuildPurpose {
    /// The purpose, if there is a program already, and whether the new one has another version.
    pub(crate) fn of(is_there: bool, updates: bool) -> Self {
        match (is_there, updates) {
            (false, _) => Self::Install,
            (true, true) => Self::Update,
            (true, false) => Self::Rebuild,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum NotBuilt {
    #[error(transparent)]
    Failed(#[from] RebuildError),
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// Rebuilds the program and returns the new file. Go uses the settings, caches and network of the user's own variables
/// and `go env -w`, as in a terminal. Only settings that would mislead it are overridden.
pub(crate) fn build(task: &BuildTask<'_>, cancel: &Cancel) -> Result<PathBuf, NotBuilt> {
    let (bin, work) = (task.folder.join("bin"), task.folder.join("work"));
    [&bin, &work].into_iter().try_for_each(|folder| effect::create_dir_all(folder))?;
    let ended = match effect::run(&mut task.command(&bin, &work), PATIENCE, cancel) {
        Err(_) if cancel.is_cancelled() => return Err(Cancelled.into()),
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            return Err(task.failed(Sentence::LongerThanHalfHour.into(), None).into());
        }
        Err(error) => return Err(task.failed(say!(GoNotStarted { error: &error }), None).into()),
        Ok(ended) => ended,
    };
    if !ended.success {
        let said = GoOutput::of(&ended.errors);
        return Err(task
            .failed(say!(CommandFailed { command: format!("go install {}", task.recipe.target()) }), said)
            .into());
    }
    let built =
        only_file_in(&bin)?.ok_or_else(|| task.failed(Sentence::BuiltNoProgram.into(), GoOutput::of(&ended.errors)))?;
    task.require_same(&built)?;
    effect::remove_work_folder(&work);
    Ok(built)
}

impl BuildTask<'_> {
    fn command(&self, bin: &Path, work: &Path) -> Command {
        let variables = self.variables.iter().map(|(name, value)| (name.clone(), value.clone()));
        let of_recipe = self.recipe.variables.iter().map(|(name, value)| (name.into(), value.into()));
        let mut command = self.go.command(variables.chain(of_recipe));
        command.arg("install").args(&self.recipe.flags).arg("--").arg(self.recipe.target());
        // The current folder does not matter for PACKAGE@VERSION. Temporary files are deleted with the folder.
        command.current_dir(work).env("GOTMPDIR", work).env("GOBIN", bin);
        command.env("GO111MODULE", "on");
        command
    }

    /// Checks that this Go built the program by the recipe, which may leave it to Go which module has the package.
    fn require_same(&self, built: &Path) -> Result<(), RebuildError> {
        let says = buildinfo::read(built).map_err(|error| self.failed(error.says(), None))?;
        let version = says.main.as_ref().map(|main| main.version.as_str());
        let module = says.main.as_ref().map(|main| main.path.as_str());
        let is_module = |module: &str| match self.recipe.module.as_str() {
            "" => is_in_module(&says.package, module),
            wanted => module == wanted,
        };
        let is_same = says.package == self.recipe.package
            && module.is_some_and(is_module)
            && (self.purpose != BuildPurpose::Install || built.file_name() == self.program.file_name())
            && version == Some(self.recipe.version.as_str())
            && says.version().as_ref() == Some(self.go.version());
        if !is_same {
            let version = version.unwrap_or_default();
            return Err(self.failed(say!(BuiltOther { package: &says.package, version, go: &says.go }), None));
        }
        if self.purpose == BuildPurpose::Install {
            return Ok(());
        }
        let old = buildinfo::read(self.program).map_err(|error| self.failed(error.says(), None))?;
        match other_modules(&old, &says, self.purpose) {
            others if others.is_empty() => Ok(()),
            others => Err(self.failed(say!(BuiltOfOther { others: Value::all_of(&others) }), None)),
        }
    }

    fn failed(&self, reason: Statement, said: Option<GoOutput>) -> RebuildError {
        RebuildError { name: program_name(self.program), purpose: self.purpose, reason, said }
    }
}

/// The modules that would not be those of the old program. The module in which `go install tool` or `go build` built it
/// may have raised them, such as for a fix, but only its own module decides when it is built again. An update may raise
/// them, too. A newer Go may need fewer of them.
fn other_modules(old: &BuildInfo, new: &BuildInfo, purpose: BuildPurpose) -> Vec<String> {
    let is_lower = |new: &Module, old: &Module| SemVer::parse(&new.version) < SemVer::parse(&old.version);
    // somebody has asked for this older version
    let goes_back = new.main.as_ref().zip(old.main.as_ref()).is_some_and(|(new, old)| is_lower(new, old));
    let other = |new: &Module| {
        let old = old.main.iter().chain(&old.dependencies).find(|old| old.path == new.path);
        let is_other = match purpose {
            BuildPurpose::Rebuild => old != Some(new),
            _ => !goes_back && old.is_some_and(|old| is_lower(new, old)),
        };
        let Module { path, version, sum, .. } = new;
        is_other.then(|| match old {
            None => format!("{path} {version}"),
            Some(old) if old.version == *version => format!("{path} {version} {} → {sum}", old.sum),
            Some(old) => format!("{path} {} → {version}", old.version),
        })
    };
    new.main.iter().chain(&new.dependencies).filter_map(other).collect()
}

fn only_file_in(folder: &Path) -> io::Result<Option<PathBuf>> {
    let files: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    Ok(<[PathBuf; 1]>::try_from(files).ok().map(|[file]| file))
}
