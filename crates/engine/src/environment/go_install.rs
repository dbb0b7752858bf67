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
    let stored = env_file(variables).and_then(|path| file::read(&path).ok().flatten()).unwrap_or_default();
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
