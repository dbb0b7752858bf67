//! The go command of a rehearsal: with the user's settings for builds, without the network, and with folders of its own
//! for everything that it writes.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::NotRehearsed;
use crate::effect;
use crate::rebuild::Builder;
use crate::version::Version;

/// The settings of `go env -w` that decide what is built. Others are left out: GOENV is off.
const SETTINGS: [&str; 27] = [
    "AR", "CC", "CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_ENABLED", "CGO_FFLAGS", "CGO_LDFLAGS", "CXX", "FC",
    "GO111MODULE", "GO386", "GOAMD64", "GOARCH", "GOARM", "GOARM64", "GOEXPERIMENT", "GOFIPS140", "GOMIPS", "GOMIPS64",
    "GOOS", "GOPATH", "GOPPC64", "GOPRIVATE", "GORISCV64", "GOWASM", "PKG_CONFIG",
];
/// Flags in GOFLAGS that would print something else, write files, or download modules. The command has its own for some.
const DROPPED: [&str; 21] = [
    "C", "a", "blockprofile", "buildvcs", "count", "coverprofile", "cpuprofile", "debug-actiongraph", "debug-trace",
    "json", "memprofile", "mod", "mutexprofile", "n", "o", "outputdir", "p", "trace", "v", "work", "x",
];

/// What the go commands of a rehearsal have in common.
pub(crate) struct Surroundings<'a> {
    /// The variables of a new terminal.
    pub(crate) variables: &'a BTreeMap<OsString, OsString>,
    /// The value that `go` uses for a variable in a new terminal, which may be stored by `go env -w`.
    pub(crate) setting: &'a dyn Fn(&str) -> Option<OsString>,
    /// The user's module cache, which is only read; `None` if there is none.
    pub(crate) module_cache: Option<PathBuf>,
    /// How many cores may be used.
    pub(crate) cores: u32,
    /// A build cache that is kept, in test builds; usually `None`, so that both versions begin with an empty one.
    pub(crate) build_cache: Option<PathBuf>,
}

/// The folders in which a rehearsal writes.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    cache: PathBuf,
}

impl Folders {
    /// Creates them in an empty folder, except for a build cache that is kept.
    pub(super) fn create(root: &Path, build_cache: Option<&Path>) -> Result<Self, NotRehearsed> {
        let cache = build_cache.map_or_else(|| root.join("cache"), Path::to_owned);
        let folders = Self { root: root.to_owned(), cache };
        for folder in [folders.cache.clone(), folders.temporary(), folders.output(), folders.telemetry()] {
            effect::create_dir_all(&folder)?;
        }
        // a hook of Go's own tests, see `inventory::probe`
        effect::write_plain(&folders.telemetry().join("mode"), b"off")?;
        Ok(folders)
    }

    /// The folder with all of them.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folders in which a command may write.
    pub(super) fn writable(&self) -> Vec<PathBuf> {
        vec![self.root.clone(), self.cache.clone()]
    }

    fn temporary(&self) -> PathBuf {
        self.root.join("tmp")
    }

    fn telemetry(&self) -> PathBuf {
        self.root.join("telemetry")
    }

    /// The folder for programs.
    pub(super) fn output(&self) -> PathBuf {
        self.root.join("out")
    }
}

impl Surroundings<'_> {
    /// `go` with these arguments in a project. The flags for builds stand after the first argument, the subcommand.
    pub(super) fn command(&self, go: &Builder, project: &Path, folders: &Folders, arguments: &[OsString]) -> Command {
        let mut command = Command::new(&go.program);
        let (subcommand, rest) = arguments.split_first().map_or((None, arguments), |(first, rest)| (Some(first), rest));
        command.args(subcommand).arg(format!("-mod={}", modules_of(project, self.is_without_workspace())));
        if subcommand.is_some_and(|subcommand| subcommand != "list") {
            command.arg(format!("-p={}", self.cores.max(1)));
            // Git would look at every file, and may write its index.
            command.args(knows_buildvcs(&go.version).then_some("-buildvcs=false"));
        }
        command.args(rest).current_dir(project).env_clear().envs(self.variables);
        for name in SETTINGS {
            if let Some(value) = (self.setting)(name) {
                command.env(name, value);
            }
        }
        self.keep_inside(&mut command, go, folders);
        command
    }

    /// Sets what keeps the command off the network and out of the user's folders.
    fn keep_inside(&self, command: &mut Command, go: &Builder, folders: &Folders) {
        let flags = (self.setting)("GOFLAGS").unwrap_or_default();
        for (name, value) in [
            ("GOENV", "off"),
            ("GOTOOLCHAIN", "local"),
            ("GOFLAGS", &*without_dropped(&flags.to_string_lossy())),
            ("GOPROXY", "off"),
            ("GONOPROXY", "none"),
            ("GOSUMDB", "off"),
            ("GOVCS", "*:off"),
            ("GOAUTH", "off"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_TERMINAL_PROMPT", "0"),
        ] {
            command.env(name, value);
        }
        // A program of the user would take the place of the cache.
        command.env_remove("GOCACHEPROG").env_remove("GOTOOLDIR").env_remove("GOCOVERDIR");
        command.env("GOCACHE", &folders.cache).env("GOBIN", folders.output());
        for name in ["GOTMPDIR", "TMPDIR", "TMP", "TEMP"] {
            command.env(name, folders.temporary());
        }
        command.env("TEST_TELEMETRY_DIR", folders.telemetry());
        match &self.module_cache {
            Some(cache) => command.env("GOMODCACHE", cache),
            None => command.env("GOMODCACHE", folders.root().join("modules")),
        };
        match go.root() {
            Some(root) => command.env("GOROOT", root),
            None => command.env_remove("GOROOT"),
        };
        // Tests that run `go` get the same one.
        if let Some(bin) = go.program.parent() {
            let usual = self.variables.iter().find(|(name, _)| name.eq_ignore_ascii_case("PATH"));
            let usual = usual.into_iter().flat_map(|(_, path)| std::env::split_paths(path));
            let path = std::env::join_paths([bin.to_owned()].into_iter().chain(usual));
            command.envs(path.ok().map(|path| ("PATH", path)));
        }
    }

    fn is_without_workspace(&self) -> bool {
        (self.setting)("GOWORK").is_some_and(|value| value == "off")
    }
}

/// The value of `-mod`: both only read. A project that has its dependencies with it is built with those, as by default.
fn modules_of(project: &Path, without_workspace: bool) -> &'static str {
    let workspace = project.ancestors().find(|folder| folder.join("go.work").is_file()).filter(|_| !without_workspace);
    let is_vendored = workspace.unwrap_or(project).join("vendor").join("modules.txt").is_file();
    if is_vendored { "vendor" } else { "readonly" }
}

/// `-buildvcs` came with Go 1.18.
fn knows_buildvcs(version: &Version) -> bool {
    Version::from_name("go1.18").is_ok_and(|first| *version >= first)
}

/// GOFLAGS without the flags that a rehearsal cannot have. A value may be quoted as a whole: `'-ldflags=-s -w'`.
///
/// Source: `cmd/internal/quoted` (`Split`), `cmd/go/internal/base/goflags.go`.
pub(super) fn without_dropped(flags: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut rest = flags.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '\'' | '"' => rest.get(1..).and_then(|inner| inner.find(first)).map_or(rest.len(), |close| close + 2),
            _ => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        let (flag, after) = rest.split_at(end);
        let name = flag.trim_matches(['\'', '"']).trim_start_matches('-').split('=').next().unwrap_or_default();
        // Go lets `-test.v` stand for `-v`
        if !DROPPED.contains(&name.strip_prefix("test.").unwrap_or(name)) {
            kept.push(flag);
        }
        rest = after.trim_start();
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_that_write_or_download_are_left_out() {
        for (flags, kept) in [
            ("", ""),
            ("-tags=a,b", "-tags=a,b"),
            ("-mod=mod -tags=x --v", "-tags=x"),
            ("  '-ldflags=-s -w'  -x ", "'-ldflags=-s -w'"),
            ("\"-gcflags=all=-N -l\" -o=/tmp/x -race", "\"-gcflags=all=-N -l\" -race"),
            ("'-mod=mod' -modfile=other.mod", "-modfile=other.mod"),
            ("-coverprofile=c.out -test.cpuprofile=x -count=1", ""),
            ("'-open", "'-open"),
            ("-é=\u{6d4b}", "-é=\u{6d4b}"),
        ] {
            assert_eq!(without_dropped(flags), kept, "{flags}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn a_project_with_its_dependencies_is_built_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let module = folder.path().join("work/m");
        std::fs::create_dir_all(module.join("vendor")).unwrap();
        assert_eq!(modules_of(&module, false), "readonly");
        std::fs::write(module.join("vendor/modules.txt"), "").unwrap();
        assert_eq!(modules_of(&module, false), "vendor");
        std::fs::write(folder.path().join("work/go.work"), "go 1.27\n").unwrap();
        assert_eq!(modules_of(&module, false), "readonly", "a workspace has its own");
        assert_eq!(modules_of(&module, true), "vendor");
    }

    #[test]
    fn only_a_go_that_knows_a_flag_gets_it() {
        let version = |name| Version::from_name(name).unwrap();
        assert!(knows_buildvcs(&version("go1.18")) && knows_buildvcs(&version("go1.27.3")));
        assert!(!knows_buildvcs(&version("go1.17.13")));
    }
}
