//! The folders where `go install` puts programs.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::go_env::{go_env_file, value_in};
use super::{Lookup, Syntax, folders_of};
use crate::effect::user_file;
use crate::platform;

/// The folder where `go install` puts programs: `GOBIN`, otherwise `bin` in the first folder of `GOPATH`, otherwise
/// `go/bin` in the user's home. Values of `go env -w` count if the environment has none. `None` if there is no home, or
/// if the folder is not a full path (which `go` refuses, too).
///
/// Source: `go help install`, `go help environment`, and `cmd/go/internal/cfg` (`EnvFile`, `Getenv`).
pub fn go_install_folder(variables: Lookup<'_>) -> Option<PathBuf> {
    let told = Told::read(variables);
    let folder = told.value("GOBIN").map(PathBuf::from);
    folder.or_else(|| Some(told.workspaces().into_iter().next()?.join("bin"))).filter(|folder| folder.is_absolute())
}

/// Every folder that may contain `go install` programs, each once: `GOBIN`, and `bin` in each folder of `GOPATH`.
pub fn go_program_folders(variables: Lookup<'_>) -> Vec<PathBuf> {
    let told = Told::read(variables);
    let own = told.value("GOBIN").map(PathBuf::from);
    let of_workspaces = told.workspaces().into_iter().map(|workspace| workspace.join("bin"));
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in own.into_iter().chain(of_workspaces).filter(|folder| folder.is_absolute()) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders
}

/// The value that `go` uses for a variable: the environment's value, otherwise that of `go env -w`.
pub fn go_variable(variables: Lookup<'_>, name: &str) -> Option<OsString> {
    Told::read(variables).value(name)
}

/// The folder for modules that `go` has downloaded.
///
/// Source: `cmd/go/internal/cfg` (`gopathDir`): `GOMODCACHE`, otherwise `pkg/mod` in the first folder of `GOPATH`.
pub fn module_cache(variables: Lookup<'_>) -> Option<PathBuf> {
    let told = Told::read(variables);
    let cache = match told.value("GOMODCACHE") {
        Some(folder) => PathBuf::from(folder),
        None => told.workspaces().into_iter().next()?.join("pkg").join("mod"),
    };
    Some(cache).filter(|folder| folder.is_absolute())
}

/// The values that Go gets from the environment and from `go env -w`.
struct Told<'a> {
    variables: Lookup<'a>,
    stored: Vec<u8>,
}

impl<'a> Told<'a> {
    fn read(variables: Lookup<'a>) -> Self {
        let stored = go_env_file(variables).and_then(|path| user_file::read(&path).ok().flatten()).unwrap_or_default();
        Self { variables, stored }
    }

    fn value(&self, name: &str) -> Option<OsString> {
        let set = (self.variables)(name).filter(|value| !value.is_empty());
        set.or_else(|| stored_value(&self.stored, name)).filter(|value| !value.is_empty())
    }

    /// Each folder in GOPATH.
    fn workspaces(&self) -> Vec<PathBuf> {
        match self.value("GOPATH") {
            Some(list) => folders_of(&list, Syntax::NATIVE),
            None => home(self.variables).map(|home| home.join("go")).into_iter().collect(),
        }
    }
}

/// A value that is not valid text is ignored.
fn stored_value(file: &[u8], name: &str) -> Option<OsString> {
    str::from_utf8(value_in(file, name)?).ok().map(OsString::from)
}

fn home(variables: Lookup<'_>) -> Option<PathBuf> {
    let name = if platform::HAS_REGISTRY { "USERPROFILE" } else { "HOME" };
    variables(name).map(PathBuf::from).filter(|home: &PathBuf| Path::is_absolute(home))
}
