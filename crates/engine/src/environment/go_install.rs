//! The folder into which `go install` puts programs.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::go_env::{go_env_file, value_in};
use super::{Lookup, SearchPath, Syntax, file};
use crate::platform;

/// The folder into which `go install` puts programs: `GOBIN`, else `bin` of the first folder in `GOPATH`, else `go/bin`
/// in the user's home. What `go env -w` has stored counts where the environment says nothing. `None` if there is no
/// home, or the folder that is named is not a full path (`go` refuses that too).
///
/// Source: `go help install`, `go help environment`, and `cmd/go/internal/cfg` (`EnvFile`, `Getenv`).
pub fn go_install_folder(variables: Lookup<'_>) -> Option<PathBuf> {
    let stored = go_env_file(variables).and_then(|path| file::read(&path).ok().flatten()).unwrap_or_default();
    let value = |name: &str| {
        let set = variables(name).filter(|value| !value.is_empty());
        set.or_else(|| stored_value(&stored, name)).filter(|value| !value.is_empty())
    };
    if let Some(folder) = value("GOBIN") {
        return Some(PathBuf::from(folder)).filter(|folder| folder.is_absolute());
    }
    let workspace = match value("GOPATH") {
        Some(list) => first_folder(&list)?,
        None => home(variables)?.join("go"),
    };
    Some(workspace).filter(|folder| folder.is_absolute()).map(|folder| folder.join("bin"))
}

/// A value that is no text does not count.
fn stored_value(file: &[u8], name: &str) -> Option<OsString> {
    str::from_utf8(value_in(file, name)?).ok().map(OsString::from)
}

fn first_folder(list: &OsString) -> Option<PathBuf> {
    let syntax = if platform::HAS_REGISTRY { Syntax::Windows } else { Syntax::Unix };
    SearchPath::from_units(syntax, &syntax.units(list)).folders().into_iter().next()
}

fn home(variables: Lookup<'_>) -> Option<PathBuf> {
    let name = if platform::HAS_REGISTRY { "USERPROFILE" } else { "HOME" };
    variables(name).map(PathBuf::from).filter(|home: &PathBuf| Path::is_absolute(home))
}
