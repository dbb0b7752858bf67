//! Toolchains as modules: downloads in the module cache, and the settings that prevent a download. Source:
//! <https://github.com/golang/go/tree/master/src/cmd/go/internal/modfetch> (`cache.go`, `fetch.go`, `sumdb.go`).
use std::path::{Path, PathBuf};

use super::choice::version_of;
use super::supply::{From, Supplied};
use super::{EffectiveSettings, GoError, Machine, search};
use crate::base::words::{Sentence, Statement};
use crate::environment::go_value;

/// The toolchain `name` from the module cache, otherwise from a download; `root` is the tree of the Go that runs this.
pub(super) fn supply(
    machine: &Machine<'_>,
    settings: &EffectiveSettings,
    root: Option<&Path>,
    name: &str,
) -> Result<Supplied, GoError> {
    let cache = folder(machine, settings)?;
    let module = ToolchainModule::new(machine, root, name)?;
    match module.extracted(machine, &cache) {
        Some(root) => {
            // On every run, Go checks a copy in the cache against the database again.
            sums(settings, &format!("{module}: verifying module"))?;
            let program = search::in_folder(&machine.terminal, machine.files, &root.join("bin"), "go");
            Ok(Supplied { name: name.to_owned(), from: From::Cache, program, root: Some(root) })
        }
        None if version_of(name).is_some_and(|version| version.is_language()) => {
            Err(GoError::LanguageVersion(name.to_owned()))
        }
        None => {
            // Go never compares a download that no proxy can provide.
            if settings.value("GOPROXY").as_deref() != Some("off") {
                sums(settings, &format!("download {name}: {module}: verifying module"))?;
            }
            Ok(Supplied { name: name.to_owned(), from: From::Download, program: None, root: None })
        }
    }
}

/// `None` if no earlier download is complete. `root` is the tree of the Go that looks for it.
pub(crate) fn cached_toolchain(
    machine: &Machine<'_>,
    settings: &EffectiveSettings,
    root: Option<&Path>,
    name: &str,
) -> Option<PathBuf> {
    let cache = folder(machine, settings).ok()?;
    ToolchainModule::new(machine, root, name).ok()?.extracted(machine, &cache)
}

fn folder(machine: &Machine<'_>, settings: &EffectiveSettings) -> Result<PathBuf, GoError> {
    let name = if settings.value("GOMODCACHE").is_some() { "GOMODCACHE" } else { "GOPATH" };
    let refuse = |says: String, what: Statement| Err(GoError::Variable { name, says: format!("go: {says}"), what });
    match settings.go.module_cache() {
        Some(cache) if machine.is_full(cache) => Ok(cache.to_owned()),
        Some(cache) => {
            let cache = cache.display().to_string();
            let says = format!("GOMODCACHE entry is relative; must be absolute path: {cache:?}.");
            refuse(says, say!(CacheWouldBe { folder: cache }))
        }
        None => refuse(
            "module cache not found: neither GOMODCACHE nor GOPATH is set".to_owned(),
            Sentence::NoModuleCache.into(),
        ),
    }
}

/// Without the checksum database, Go runs no downloaded toolchain.
fn sums(settings: &EffectiveSettings, noun: &str) -> Result<(), GoError> {
    let database = settings.value("GOSUMDB");
    let (why, what) = match database.as_deref().map(str::trim) {
        None if !settings.go.has_defaults() => return Ok(()),
        None | Some("") => ("missing GOSUMDB".to_owned(), Sentence::SumDbEmpty.into()),
        // Distributors of Go use this combination for tests before they publish.
        Some("off") if is_local(&settings.value("GOPROXY").unwrap_or_default()) => return Ok(()),
        Some("off") => ("checksum database disabled by GOSUMDB=off".to_owned(), Sentence::SumDbOff.into()),
        Some(text) => match go_value::wrong_database(text) {
            Some(why) => (
                format!("invalid GOSUMDB: {why}"),
                say!(SumDbInvalid { value: format!("{text:?}"), why: Statement::quoted(why) }),
            ),
            None => return Ok(()),
        },
    };
    let what: Statement = what;
    let what = say!(RunsNoneWithoutSumDb { what });
    Err(GoError::Variable { name: "GOSUMDB", says: format!("{noun}: {why}"), what })
}

fn is_local(proxy: &str) -> bool {
    proxy.starts_with("file://") && !proxy.contains([',', '|'])
}

/// `golang.org/toolchain`.
struct ToolchainModule(String);

impl ToolchainModule {
    fn new(machine: &Machine<'_>, root: Option<&Path>, name: &str) -> Result<Self, GoError> {
        let target = format!("{}-{}", machine.target.os, arch(machine, root));
        let version = semver::Version::parse(&format!("0.0.1-{name}.{target}"));
        let refuse = |form| Err(GoError::NoModule { wanted: name.to_owned(), target: target.clone(), form });
        match version {
            Err(_) => refuse("non-semver"),
            Ok(version) if !version.build.is_empty() => refuse("non-canonical"),
            Ok(version) => Ok(Self(format!("v{version}"))),
        }
    }

    /// Its folder in the cache, if it is complete.
    fn extracted(&self, machine: &Machine<'_>, cache: &Path) -> Option<PathBuf> {
        // Some file systems ignore letter case.
        let escape = |letter: char| {
            if letter.is_ascii_uppercase() { vec!['!', letter.to_ascii_lowercase()] } else { vec![letter] }
        };
        let version: String = self.0.chars().flat_map(escape).collect();
        let download = cache.join("cache/download/golang.org/toolchain/@v");
        let has = |ending: &str| machine.files.is_file(&download.join(format!("{version}.{ending}")));
        let root = cache.join("golang.org").join(format!("toolchain@{version}"));
        let is_whole = machine.files.is_folder(&root) && has("ziphash") && !has("partial");
        is_whole.then_some(root)
    }
}

impl std::fmt::Display for ToolchainModule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "golang.org/toolchain@{}", self.0)
    }
}

/// The architecture of a tree, which need not be the machine's.
fn arch(machine: &Machine<'_>, root: Option<&Path>) -> String {
    let tools = root.map(|root| root.join("pkg").join("tool"));
    let is_there = |arch: &&str| {
        let folder = tools.as_ref().map(|tools| tools.join(format!("{}_{arch}", machine.target.os)));
        folder.is_some_and(|folder| machine.files.is_folder(&folder))
    };
    let own = if machine.target.arch == "armv6l" { "arm" } else { &machine.target.arch };
    [own, "amd64", "arm64", "386"].into_iter().find(is_there).unwrap_or(own).to_owned()
}
