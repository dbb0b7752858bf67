//! The folder into which `go install` puts programs.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Lookup, SearchPath, Syntax, file};
use crate::platform;

/// The folder into which `go install` puts programs: `GOBIN`, else `bin` of the first folder in `GOPATH`, else `go/bin`
/// in the user's home. What `go env -w` has stored counts where the environment says nothing. `None` if there is no
/// home, or the folder that is named is not a full path (`go` refuses that too).
///
/// Source: `go help install`, `go help environment`, and `cmd/go/internal/cfg` (`EnvFile`, `Getenv`).
pub fn go_install_folder(variables: Lookup<'_>) -> Option<PathBuf> {
    let value = |name: &str| go_variable(variables, name);
    if let Some(folder) = value("GOBIN") {
        return Some(PathBuf::from(folder)).filter(|folder| folder.is_absolute());
    }
    Some(workspace(variables)?).filter(|folder| folder.is_absolute()).map(|folder| folder.join("bin"))
}

/// What `go` takes a variable of its own for: the environment's value, else what `go env -w` has stored.
pub fn go_variable(variables: Lookup<'_>, name: &str) -> Option<OsString> {
    let stored = || {
        let file = env_file(variables).and_then(|path| file::read(&path).ok().flatten())?;
        stored_value(&file, name)
    };
    variables(name).filter(|value| !value.is_empty()).or_else(stored).filter(|value| !value.is_empty())
}

/// The folder for modules that `go` has downloaded.
///
/// Source: `cmd/go/internal/cfg` (`gopathDir`): `GOMODCACHE`, else `pkg/mod` of the first folder in `GOPATH`.
pub fn module_cache(variables: Lookup<'_>) -> Option<PathBuf> {
    let cache = match go_variable(variables, "GOMODCACHE") {
        Some(folder) => PathBuf::from(folder),
        None => workspace(variables)?.join("pkg").join("mod"),
    };
    Some(cache).filter(|folder| folder.is_absolute())
}

/// The first folder in `GOPATH`.
fn workspace(variables: Lookup<'_>) -> Option<PathBuf> {
    match go_variable(variables, "GOPATH") {
        Some(list) => first_folder(&list),
        None => Some(home(variables)?.join("go")),
    }
}

/// The file of `go env -w`.
fn env_file(variables: Lookup<'_>) -> Option<PathBuf> {
    match variables("GOENV").filter(|value| !value.is_empty()) {
        Some(off) if off == "off" => None,
        Some(path) => Some(path.into()),
        None => platform::config_folder(variables).map(|folder| folder.join("go").join("env")),
    }
}

/// Lines are `NAME=value`, names begin with a capital letter; what is not such a line does not count.
fn stored_value(file: &[u8], name: &str) -> Option<OsString> {
    let value = |line: &[u8]| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let value = line.strip_prefix(name.as_bytes())?.strip_prefix(b"=")?;
        String::from_utf8(value.to_vec()).ok().map(OsString::from)
    };
    file.split(|byte| *byte == b'\n').filter_map(value).next_back()
}

fn first_folder(list: &OsString) -> Option<PathBuf> {
    let syntax = if platform::HAS_REGISTRY { Syntax::Windows } else { Syntax::Unix };
    SearchPath::from_units(syntax, &syntax.units(list)).folders().into_iter().next()
}

fn home(variables: Lookup<'_>) -> Option<PathBuf> {
    let name = if platform::HAS_REGISTRY { "USERPROFILE" } else { "HOME" };
    variables(name).map(PathBuf::from).filter(|home: &PathBuf| Path::is_absolute(home))
}
