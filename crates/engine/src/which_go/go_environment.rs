//! The environment of a program that finds one certain toolchain as `go`, whatever runs otherwise. The toolchain's
//! folder is first on PATH. GOROOT is removed: the go command sets it for what it runs, in a terminal it is usually
//! stale, and it would make `go` run another toolchain's compiler. Go finds its own, except up to 1.8, or if the `go
//! env -w` file contains one; only then it is set.
//!
//! GOTOOLCHAIN is the toolchain's name, so that Go's own switching supports the choice. With `auto`, a `go` or
//! `toolchain` line in go.mod would silently start a newer Go; with the name, Go says that the project needs one. With
//! `local`, a script that puts another Go first on PATH would silently run that one; with the name, that Go starts the
//! chosen one, which it finds as `go1.27.3` in Upgo's folder on PATH. Only a toolchain that is not Upgo's gets `local`,
//! because Go cannot find it by its name (ADR 40). `UPGO_SHELL` tells the script of startup files to leave that folder
//! first (ADR 73).
use std::env::JoinPathsError;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::choices::policy::UsableVersion;
use crate::environment::{Syntax, UPGO_SHELL, folders_of};
use crate::machine::platform;

/// The first version that finds its own tree: <https://go.dev/doc/go1.9#goroot>.
const FINDS_ITS_TREE: &str = "go1.9beta1";

#[derive(Clone, Copy, Debug)]
pub(crate) struct ChosenGo<'a> {
    pub(crate) root: &'a Path,
    pub(crate) version: Option<UsableVersion<'a>>,
    /// The folder on PATH in which Go finds Upgo's toolchains by their names; `None` if the toolchain is not Upgo's.
    pub(crate) names: Option<&'a Path>,
    pub(crate) has_stored_root: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoVariables {
    /// The toolchain's `bin`, as one entry of PATH.
    pub(crate) folder: OsString,
    /// The folder with the names of Upgo's toolchains, as one entry of PATH, if PATH lacks it. It comes last.
    pub(crate) names: Option<OsString>,
    pub(crate) path: OsString,
    pub(crate) toolchain: String,
    /// GOROOT, if Go needs it.
    pub(crate) root: Option<OsString>,
}

impl ChosenGo<'_> {
    /// The environment with `path` as the rest of PATH. Fails if a folder's name cannot be an entry of PATH.
    pub(crate) fn variables(&self, path: &OsStr) -> Result<GoVariables, JoinPathsError> {
        let folder = std::env::join_paths([self.root.join("bin")])?;
        let has = |names: &&Path| folders_of(path, Syntax::NATIVE).iter().any(|folder| folder == *names);
        let names = self.names.filter(|names| !has(names)).map(|names| std::env::join_paths([names])).transpose()?;
        let rest = Some(path).filter(|path| !path.is_empty());
        let entries = [Some(&*folder), rest, names.as_deref()].into_iter().flatten();
        let path = entries.collect::<Vec<_>>().join(OsStr::new(platform::LIST_SEPARATOR));
        let version = self.version.map(UsableVersion::get);
        let name = version.filter(|_| self.names.is_some());
        let toolchain = name.map_or_else(|| "local".to_owned(), ToString::to_string);
        // An older Go was built for another folder.
        let needs_root = self.has_stored_root || version.is_some_and(|version| !version.is_since(FINDS_ITS_TREE));
        let root = needs_root.then(|| self.root.as_os_str().to_owned());
        Ok(GoVariables { folder, names, path, toolchain, root })
    }
}

impl GoVariables {
    /// `None` removes a variable.
    pub(crate) fn all(&self) -> [(&'static str, Option<&OsStr>); 4] {
        [
            ("PATH", Some(&self.path)),
            ("GOTOOLCHAIN", Some(OsStr::new(&self.toolchain))),
            ("GOROOT", self.root.as_deref()),
            (UPGO_SHELL, Some(OsStr::new(&self.toolchain))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::version::Version;

    fn variables(version: &str, names: Option<&str>, has_stored_root: bool, path: &str) -> GoVariables {
        let version = Version::from_name(version).unwrap();
        let chosen = ChosenGo {
            root: Path::new("/store/go"),
            version: Some(UsableVersion::unmanaged(&version)),
            names: names.map(Path::new),
            has_stored_root,
        };
        chosen.variables(OsStr::new(path)).unwrap()
    }

    #[test]
    fn the_toolchain_is_first_on_path_and_its_name_can_be_found() {
        let bin = Path::new("/store/go").join("bin");
        let joined = |entries: &[&str]| {
            let entries = std::iter::once(bin.to_str().unwrap()).chain(entries.iter().copied());
            entries.collect::<Vec<_>>().join(platform::LIST_SEPARATOR)
        };
        let with = |path: &str| variables("go1.27.3", Some("/upgo"), false, path);
        assert_eq!(with("/usr/bin").path, OsString::from(joined(&["/usr/bin", "/upgo"])));
        assert_eq!(
            with(&["/upgo", "/usr/bin"].join(platform::LIST_SEPARATOR)).path,
            OsString::from(joined(&["/upgo", "/usr/bin"]))
        );
        // An empty PATH must not become an empty entry, which is the current folder.
        assert_eq!(with("").path, OsString::from(joined(&["/upgo"])));
        assert_eq!(with("/usr/bin").toolchain, "go1.27.3");
        assert_eq!(with("/usr/bin").names.as_deref(), Some(OsStr::new("/upgo")));
    }

    #[test]
    fn a_go_that_is_not_upgos_is_not_searched_for_by_its_name() {
        let foreign = variables("go1.27.3", None, false, "/usr/bin");
        assert_eq!(foreign.toolchain, "local");
        assert_eq!(foreign.names, None);
    }

    #[test]
    fn goroot_is_set_only_where_go_needs_it() {
        let root = |version, stored| variables(version, Some("/upgo"), stored, "/usr/bin").root;
        assert_eq!(root("go1.27.3", false), None);
        assert_eq!(root("go1.9", false), None);
        assert_eq!(root("go1.8.7", false).as_deref(), Some(OsStr::new("/store/go")));
        assert_eq!(root("go1.27.3", true).as_deref(), Some(OsStr::new("/store/go")));
    }
}
