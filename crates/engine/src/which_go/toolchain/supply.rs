//! The source of the chosen toolchain: the local Go, PATH, the module cache, or a download.
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/toolchain/select.go> (`Exec`).
use std::path::{Path, PathBuf};

use super::choice::{Choice, Mode};
use super::{EffectiveSettings, GoError, GoProgram, Machine, module_cache, program, search};

/// The source of a toolchain.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum From {
    /// It is the Go that PATH finds.
    Local,
    /// A program of its name, such as `go1.27.3`, is on PATH.
    Path,
    /// An earlier download is in the module cache.
    Cache,
    /// Go would download it.
    Download,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplied {
    pub name: String,
    pub from: From,
    /// `None` for a download.
    pub program: Option<PathBuf>,
    pub root: Option<PathBuf>,
}

pub(crate) fn supply(
    machine: &Machine<'_>,
    settings: &EffectiveSettings,
    go: &GoProgram,
    choice: &Choice,
) -> Result<Supplied, GoError> {
    let name = &choice.wanted;
    if !name.starts_with("go1") {
        return Err(GoError::Setting { value: name.clone(), why: String::new() });
    }
    if let Some(path) = search::as_go_does(machine, name) {
        return by_name(machine, settings, &path, name);
    }
    if choice.mode == Mode::Path {
        return Err(GoError::NotOnPath(name.clone()));
    }
    module_cache::supply(machine, settings, go.root.as_deref(), name)
}

/// The Go that PATH finds, running itself.
pub(crate) fn itself(go: &GoProgram, name: &str) -> Supplied {
    Supplied { name: name.to_owned(), from: From::Local, program: Some(go.path.clone()), root: go.root.clone() }
}

/// A program on PATH with the toolchain's name. Go runs it to check its version.
fn by_name(machine: &Machine<'_>, settings: &EffectiveSettings, path: &Path, name: &str) -> Result<Supplied, GoError> {
    let found = program::identify(machine, path, name);
    if let Some(other) = found.name.filter(|found| found != name) {
        return Err(GoError::OtherVersion { program: path.to_owned(), found: other, wanted: name.to_owned() });
    }
    let is_launcher = path.parent().is_some_and(|folder| machine.is_same(folder, &machine.upgo.bin));
    if found.root.is_none() && (is_launcher || is_empty_wrapper(machine, settings, path, name)) {
        return Err(GoError::NotDownloaded { program: path.to_owned(), wanted: name.to_owned() });
    }
    Ok(Supplied { name: name.to_owned(), from: From::Path, program: Some(path.to_owned()), root: found.root })
}

/// Whether it is a wrapper of `golang.org/dl`, by `go install`, that never downloaded its Go.
/// Source: <https://github.com/golang/dl/blob/master/internal/version/version.go>.
fn is_empty_wrapper(machine: &Machine<'_>, settings: &EffectiveSettings, path: &Path, name: &str) -> bool {
    let bin = settings.go.install_folder();
    let is_there = bin.zip(path.parent()).is_some_and(|(bin, folder)| machine.is_same(&bin, folder));
    is_there && wrapper_marker(machine, name).is_some_and(|marker| !machine.files.is_file(&marker))
}

/// The file that the wrapper `name` of `golang.org/dl` writes after the download of its Go.
pub(crate) fn wrapper_marker(machine: &Machine<'_>, name: &str) -> Option<PathBuf> {
    Some(machine.user()?.join("sdk").join(name).join(".unpacked-success"))
}
