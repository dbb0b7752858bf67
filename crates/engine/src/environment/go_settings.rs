//! The settings that a `go` reads: its environment, the `go env -w` file and its tree. The folders follow from them.
//! Source: `cmd/go/internal/cfg` (`EnvFile`, `initEnvCache`, `Getenv`, `gopathDir`), `cmd/go/internal/modload`
//! (`BinDir`), `go/build` (`defaultGOPATH`), `os` (`UserConfigDir`, `UserHomeDir`).
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::go_env::values_in;
use super::{Lookup, SearchPath, Syntax};
use crate::base::paths::clean;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::machine::effect::user_file;

#[derive(Clone, Copy)]
pub(crate) struct GoCommand<'a> {
    /// The system that it runs on (GOOS).
    pub(crate) os: &'a str,
    pub(crate) variables: Lookup<'a>,
    /// `None` if that does not matter.
    pub(crate) folder: Option<&'a Path>,
    /// `None` counts as the newest.
    pub(crate) version: Option<&'a Version>,
    /// Its tree; `None` if unknown.
    pub(crate) root: Option<&'a Path>,
    pub(crate) read: &'a dyn Fn(&Path) -> Option<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoSettings {
    syntax: Syntax,
    user: Option<EnvFile>,
    /// `go.env` of its tree.
    tree: Option<EnvFile>,
    /// GOBIN; `None` if it is not set.
    bin: Option<PathBuf>,
    /// The elements of GOPATH, including empty ones: if the first one is empty, Go does not have its own folder.
    workspaces: Vec<PathBuf>,
    module_cache: Option<PathBuf>,
}

/// A file with settings, whether or not it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EnvFile {
    path: PathBuf,
    values: BTreeMap<String, OsString>,
}

/// The `go env -w` file for a process with these `variables`; `None` if `GOENV=off` or its location is unknown.
pub fn go_env_file(variables: Lookup<'_>) -> Option<PathBuf> {
    with_process(variables, None, user_file_of)
}

/// The folder where `go install` puts programs: `GOBIN`, else `bin` in the first folder of `GOPATH`, else `go/bin` in
/// the home. Values of `go env -w` count if the environment has none. `None` if there is no home, or if the folder
/// cannot be used. Source: `go help install`, `go help environment`.
pub fn go_install_folder(variables: Lookup<'_>) -> Option<PathBuf> {
    GoSettings::of_process(variables, None).install_folder().filter(|folder| is_usable(folder))
}

/// Every folder that may contain `go install` programs, each once: `GOBIN`, and `bin` in each folder of `GOPATH`.
pub fn go_program_folders(variables: Lookup<'_>) -> Vec<PathBuf> {
    let GoSettings { bin, workspaces, .. } = GoSettings::of_process(variables, None);
    let of_workspaces = workspaces.into_iter().map(|workspace| workspace.join("bin"));
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in bin.into_iter().chain(of_workspaces).filter(|folder| is_usable(folder)) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders
}

/// The value that `go` uses for a variable: the environment's value, otherwise that of `go env -w`.
pub fn go_variable(variables: Lookup<'_>, name: &str) -> Option<OsString> {
    GoSettings::of_process(variables, None).value(variables, name)
}

/// The folder for modules that `go` has downloaded: `GOMODCACHE`, otherwise `pkg/mod` in the first folder of `GOPATH`.
pub fn module_cache(variables: Lookup<'_>) -> Option<PathBuf> {
    GoSettings::of_process(variables, None).module_cache.filter(|folder| folder.is_absolute())
}

/// The user's home folder, as Go finds it; `None` if no variable names it with its full path.
pub(crate) fn home_folder(syntax: Syntax, variables: Lookup<'_>) -> Option<PathBuf> {
    let name = if syntax == Syntax::Windows { "USERPROFILE" } else { "HOME" };
    value_of(variables, name).map(PathBuf::from).filter(|home| syntax.is_full(home))
}

/// As Go finds it. Only a folder that `XDG_CONFIG_HOME` names may be relative.
pub(crate) fn config_folder(os: &str, variables: Lookup<'_>) -> Option<PathBuf> {
    let syntax = Syntax::of(os);
    match os {
        "windows" => value_of(variables, "APPDATA").map(PathBuf::from).filter(|folder| syntax.is_full(folder)),
        "darwin" => Some(home_folder(syntax, variables)?.join("Library/Application Support")),
        _ => match value_of(variables, "XDG_CONFIG_HOME") {
            Some(folder) => Some(folder.into()),
            None => Some(home_folder(syntax, variables)?.join(".config")),
        },
    }
}

/// The folder for the caches of the user's programs, as Go finds it; `None` if it has none.
/// Source: `os` (`UserCacheDir`).
pub(crate) fn user_cache_folder(variables: Lookup<'_>) -> Option<PathBuf> {
    let Target { os, .. } = Target::of_this_build();
    let syntax = Syntax::of(&os);
    match os.as_str() {
        "windows" => value_of(variables, "LOCALAPPDATA").map(PathBuf::from),
        "darwin" => Some(home_folder(syntax, variables)?.join("Library/Caches")),
        _ => match value_of(variables, "XDG_CACHE_HOME") {
            Some(folder) => Some(PathBuf::from(folder)).filter(|folder| syntax.is_full(folder)),
            None => Some(home_folder(syntax, variables)?.join(".cache")),
        },
    }
}

/// The value of GOPATH if it is not set. Go does not use a folder that the variable GOROOT names. Measured with Go 1.26
/// and 1.27: GOROOT in the `go env -w` file, and the tree of the `go` itself, do not matter.
pub(crate) fn default_gopath(syntax: Syntax, variables: Lookup<'_>) -> Option<PathBuf> {
    let usual = clean(&home_folder(syntax, variables)?.join("go"));
    let is_root = value_of(variables, "GOROOT").is_some_and(|root| clean(Path::new(&root)) == usual);
    (!is_root).then_some(usual)
}

impl GoSettings {
    pub(crate) fn read(go: &GoCommand<'_>) -> Self {
        let file = |path: PathBuf| {
            let values = (go.read)(&path).map(|bytes| values_in(&bytes)).unwrap_or_default();
            EnvFile { path, values }
        };
        let syntax = Syntax::of(go.os);
        let user = user_file_of(go).map(file);
        // Go looks for its defaults before it applies the rule that the variable GOROOT overrides the file.
        let named = user.as_ref().and_then(|user| Some(user.value("GOROOT")?.1.to_owned()));
        let named = named.or_else(|| value_of(go.variables, "GOROOT"));
        let root = named.as_deref().map(Path::new).or(go.root);
        let tree = root.map(|root| file(root.join("go.env")));
        let files = Self { syntax, user, tree, bin: None, workspaces: Vec::new(), module_cache: None };
        let value = |name: &str| files.value(go.variables, name);
        let workspaces: Vec<PathBuf> = match value("GOPATH") {
            Some(list) => SearchPath::from_units(syntax, &syntax.units(&list)).elements().collect(),
            None => default_gopath(syntax, go.variables).into_iter().collect(),
        };
        let usual_cache = || Some(clean(&first_of(&workspaces)?.join("pkg").join("mod")));
        let module_cache = value("GOMODCACHE").map(PathBuf::from).or_else(usual_cache);
        let bin = value("GOBIN").map(PathBuf::from);
        Self { bin, workspaces, module_cache, ..files }
    }

    /// `root` is the tree of the `go`, if known.
    pub(crate) fn of_process(variables: Lookup<'_>, root: Option<&Path>) -> Self {
        with_process(variables, root, Self::read)
    }

    /// The `go env -w` file, whether or not it exists; `None` if GOENV turns it off or its location is unknown.
    pub(crate) fn user_file(&self) -> Option<&Path> {
        self.user.as_ref().map(|file| &*file.path)
    }

    pub(crate) fn in_user_file(&self, name: &str) -> Option<(&Path, &OsStr)> {
        self.user.as_ref()?.value(name)
    }

    /// The default of the tree, and its file. An empty value in the `go env -w` file hides it.
    pub(crate) fn in_tree(&self, name: &str) -> Option<(&Path, &OsStr)> {
        let is_hidden = self.user.as_ref().is_some_and(|file| file.values.contains_key(name));
        self.tree.as_ref().filter(|_| !is_hidden)?.value(name)
    }

    pub(crate) fn has_defaults(&self) -> bool {
        self.tree.as_ref().is_some_and(|file| !file.values.is_empty())
    }

    pub(crate) fn value(&self, variables: Lookup<'_>, name: &str) -> Option<OsString> {
        let in_files = || Some(self.in_user_file(name).or_else(|| self.in_tree(name))?.1.to_owned());
        value_of(variables, name).or_else(in_files)
    }

    /// It may be relative, which Go refuses.
    pub(crate) fn install_folder(&self) -> Option<PathBuf> {
        self.bin.clone().or_else(|| Some(first_of(&self.workspaces)?.join("bin")))
    }

    /// It may be relative, which Go refuses. `None` if there is neither GOMODCACHE nor GOPATH.
    pub(crate) fn module_cache(&self) -> Option<&Path> {
        self.module_cache.as_deref()
    }

    /// An element of GOPATH that makes Go fail.
    pub(crate) fn wrong_workspace(&self) -> Option<&Path> {
        let mut named = self.workspaces.iter().filter(|folder| !folder.as_os_str().is_empty());
        named.find(|folder| !self.syntax.is_full(folder)).map(PathBuf::as_path)
    }
}

impl EnvFile {
    fn value(&self, name: &str) -> Option<(&Path, &OsStr)> {
        let value = self.values.get(name).filter(|value| !value.is_empty())?;
        Some((&self.path, value))
    }
}

fn user_file_of(go: &GoCommand<'_>) -> Option<PathBuf> {
    let syntax = Syntax::of(go.os);
    let file = match value_of(go.variables, "GOENV") {
        Some(off) if off == "off" => return None,
        Some(file) => file.into(),
        None => {
            let folder = config_folder(go.os, go.variables)?;
            let is_used = syntax.is_full(&folder) || accepts_relative_config(go);
            is_used.then(|| folder.join("go").join("env"))?
        }
    };
    match go.folder {
        Some(folder) if !syntax.is_full(&file) => Some(clean(&folder.join(file))),
        _ => Some(file),
    }
}

/// Since Go 1.24, a relative `XDG_CONFIG_HOME` counts as missing.
fn accepts_relative_config(go: &GoCommand<'_>) -> bool {
    let first = Version::from_name("go1.24rc1").ok();
    go.version.zip(first).is_some_and(|(version, first)| *version < first)
}

fn with_process<T>(variables: Lookup<'_>, root: Option<&Path>, read: impl FnOnce(&GoCommand<'_>) -> T) -> T {
    let Target { os, .. } = Target::of_this_build();
    let content = |path: &Path| user_file::read_own(path); // the values decide what is asked and started
    read(&GoCommand { os: &os, variables, folder: None, version: None, root, read: &content })
}

/// An empty value counts as none.
fn value_of(variables: Lookup<'_>, name: &str) -> Option<OsString> {
    variables(name).filter(|value| !value.is_empty())
}

/// The first folder of GOPATH, where Go puts what it downloads and builds.
fn first_of(workspaces: &[PathBuf]) -> Option<&PathBuf> {
    workspaces.first().filter(|folder| !folder.as_os_str().is_empty())
}

/// Whether `go install` and PATH accept the folder. A file with line ends of Windows has a value that ends in `\r`.
fn is_usable(folder: &Path) -> bool {
    folder.is_absolute() && !folder.to_string_lossy().contains(char::is_control)
}
