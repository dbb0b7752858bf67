//! The folders into which `go install` puts programs.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::go_env::{go_env_file, value_in};
use super::{Lookup, Syntax, folders_of};
use crate::effect::user_file;
use crate::platform;

/// The folder into which `go install` puts programs: `GOBIN`, else `bin` of the first folder in `GOPATH`, else `go/bin`
/// in the user's home. What `go env -w` has stored counts where the environment says nothing. `None` if there is no
/// home, or the folder that is named is not a full path (`go` refuses that too).
///
/// Source: `go help install`, `go help environment`, and `cmd/go/internal/cfg` (`EnvFile`, `Getenv`).
pub fn go_install_folder(variables: Lookup<'_>) -> Option<PathBuf> {
    let told = Told::read(variables);
    let folder = told.value("GOBIN").map(PathBuf::from);
    folder.or_else(|| Some(told.workspaces().into_iter().next()?.join("bin"))).filter(|folder| folder.is_absolute())
}

/// Every folder in which programs of `go install` may lie, each once: `GOBIN`, and `bin` of each folder in `GOPATH`.
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

/// What `go` takes a variable of its own for: the environment's value, else what `go env -w` has stored.
pub fn go_variable(variables: Lookup<'_>, name: &str) -> Option<OsString> {
    Told::read(variables).value(name)
}

/// The folder for modules that `go` has downloaded.
///
/// Source: `cmd/go/internal/cfg` (`gopathDir`): `GOMODCACHE`, else `pkg/mod` of the first folder in `GOPATH`.
pub fn module_cache(variables: Lookup<'_>) -> Option<PathBuf> {
    let told = Told::read(variables);
    let cache = match told.value("GOMODCACHE") {
        Some(folder) => PathBuf::from(folder),
        None => told.workspaces().into_iter().next()?.join("pkg").join("mod"),
    };
    Some(cache).filter(|folder| folder.is_absolute())
}

/// What Go is told, by the environment and by `go env -w`.
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

/// A value that is no text does not count.
fn stored_value(file: &[u8], name: &str) -> Option<OsString> {
    str::from_utf8(value_in(file, name)?).ok().map(OsString::from)
}

fn home(variables: Lookup<'_>) -> Option<PathBuf> {
    let name = if platform::HAS_REGISTRY { "USERPROFILE" } else { "HOME" };
    variables(name).map(PathBuf::from).filter(|home: &PathBuf| Path::is_absolute(home))
}
