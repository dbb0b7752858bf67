//! The go command of a rehearsal: with the user's build settings, no network, and its own folders to write in.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::Result;
use super::tried::RaisedFile;
use crate::machine::effect;
use crate::machine::platform::HeldFolder;
use crate::projects::project_go;
use crate::projects::rebuild::UsableGo;

/// The settings of `go env -w` that decide what is built. Others are left out: GOENV is off.
const SETTINGS: [&str; 27] = [
    "AR", "CC", "CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_ENABLED", "CGO_FFLAGS", "CGO_LDFLAGS", "CXX", "FC",
    "GO111MODULE", "GO386", "GOAMD64", "GOARCH", "GOARM", "GOARM64", "GOEXPERIMENT", "GOFIPS140", "GOMIPS", "GOMIPS64",
    "GOOS", "GOPATH", "GOPPC64", "GOPRIVATE", "GORISCV64", "GOWASM", "PKG_CONFIG",
];
/// Flags in GOFLAGS that would print something else, write files, download modules, or start another program for each
/// part of a build. The command has its own for some.
const DROPPED: [&str; 25] = [
    "C", "a", "blockprofile", "buildvcs", "count", "coverprofile", "cpuprofile", "debug-actiongraph", "debug-trace",
    "diff", "fixtool", "json", "memprofile", "mod", "mutexprofile", "n", "o", "outputdir", "p", "toolexec", "trace",
    "v", "vettool", "work", "x",
];

pub(crate) struct CommandSurroundings<'a> {
    pub(crate) variables: &'a BTreeMap<OsString, OsString>,
    /// The value that `go` uses for a variable in a new terminal, which may be stored by `go env -w`.
    pub(crate) setting: &'a dyn Fn(&str) -> Option<OsString>,
    /// The user's module cache, which is only read; `None` if there is none.
    pub(crate) module_cache: Option<PathBuf>,
    pub(crate) cores: u32,
    /// A build cache that is kept, in test builds; usually `None`, so that both versions begin with an empty one.
    pub(crate) build_cache: Option<PathBuf>,
}

/// The folders in which a rehearsal writes. Each is opened when it is created, and no command can write into the folder
/// around them, so none can replace one that a later command gets with a link.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    cache: HeldFolder,
    temporary: HeldFolder,
}

impl Folders {
    /// Creates them in an empty folder, except for a build cache that is kept.
    pub(super) fn create(root: &Path, build_cache: Option<&Path>) -> Result<Self> {
        let cache = build_cache.map_or_else(|| root.join("cache"), Path::to_owned);
        let folders = Self { root: root.to_owned(), cache: created(&cache)?, temporary: created(&root.join("tmp"))? };
        effect::create_dir_all(&folders.telemetry())?;
        // a hook of Go's own tests, see `inventory::probe`
        effect::write_plain(&folders.telemetry().join("mode"), b"off")?;
        Ok(folders)
    }

    pub(super) fn writable(&self) -> Vec<HeldFolder> {
        vec![self.temporary.clone(), self.cache.clone()]
    }

    /// The file for an overlay, with these texts beside it in place of files of a project.
    /// Source: `go help build`, `-overlay`.
    pub(super) fn write_overlay(&self, files: &[RaisedFile]) -> io::Result<PathBuf> {
        let folder = self.root.join("overlay");
        effect::remove_tree(&folder)?;
        effect::create_dir_all(&folder)?;
        let mut replaced = BTreeMap::new();
        for (index, RaisedFile { path, after, .. }) in files.iter().enumerate() {
            let place = folder.join(index.to_string());
            effect::write_plain(&place, after.as_bytes())?;
            replaced.insert(path, place);
        }
        let file = folder.join("overlay.json");
        effect::write_plain(&file, &serde_json::to_vec(&BTreeMap::from([("Replace", replaced)]))?)?;
        Ok(file)
    }

    pub(super) fn fresh(&self, name: &str) -> io::Result<HeldFolder> {
        let folder = self.root.join(name);
        effect::remove_tree(&folder)?;
        created(&folder)
    }

    fn telemetry(&self) -> PathBuf {
        self.root.join("telemetry")
    }
}

fn created(folder: &Path) -> io::Result<HeldFolder> {
    effect::create_dir_all(folder)?;
    HeldFolder::open(folder)
}

impl CommandSurroundings<'_> {
    /// `go` with these arguments in a project. The flags for builds stand after the first argument, the subcommand.
    pub(super) fn command(
        &self,
        go: UsableGo<'_>,
        project: &Path,
        folders: &Folders,
        overlay: Option<&Path>,
        arguments: &[OsString],
    ) -> Command {
        let (subcommand, rest) = arguments.split_at(arguments.len().min(1));
        let is_list = subcommand.first().is_some_and(|subcommand| subcommand == "list");
        let cores = (!is_list).then(|| OsString::from(format!("-p={}", self.cores.max(1))));
        let overlay = overlay.map(|file| {
            let mut flag = OsString::from("-overlay=");
            flag.push(file);
            flag
        });
        let flags = cores.into_iter().chain(overlay);
        let words: Vec<OsString> = subcommand.iter().cloned().chain(flags).chain(rest.iter().cloned()).collect();
        project_go::command(go, project, &words, self.variables_for(go, folders))
    }

    /// The user's variables and settings for builds, and what keeps the command out of the user's folders.
    fn variables_for(&self, go: UsableGo<'_>, folders: &Folders) -> BTreeMap<OsString, OsString> {
        let mut all = self.variables.clone();
        let mut set = |name: &str, value: OsString| {
            // on Windows, letter case does not matter
            all.retain(|known, _| !known.eq_ignore_ascii_case(name));
            all.insert(name.into(), value);
        };
        for name in SETTINGS {
            if let Some(value) = (self.setting)(name) {
                set(name, value);
            }
        }
        let flags = (self.setting)("GOFLAGS").unwrap_or_default();
        set("GOFLAGS", without_dropped(&flags.to_string_lossy()).into());
        let temporary = folders.temporary.path();
        set("GOCACHE", folders.cache.path().into());
        set("GOBIN", temporary.join("bin").into());
        for name in ["GOTMPDIR", "TMPDIR", "TMP", "TEMP"] {
            set(name, temporary.into());
        }
        set("TEST_TELEMETRY_DIR", folders.telemetry().into());
        set("GOMODCACHE", self.module_cache.clone().unwrap_or_else(|| temporary.join("modules")).into());
        // Tests that run `go` get the same one.
        if let Some(bin) = go.bin() {
            let usual = self.variables.iter().find(|(name, _)| name.eq_ignore_ascii_case("PATH"));
            let usual = usual.into_iter().flat_map(|(_, path)| std::env::split_paths(path));
            if let Ok(path) = std::env::join_paths([bin.to_owned()].into_iter().chain(usual)) {
                set("PATH", path);
            }
        }
        all
    }
}

/// GOFLAGS without the flags that a rehearsal cannot have. A value may be quoted as a whole: `'-ldflags=-s -w'`.
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
        if !DROPPED.contains(&name.strip_prefix("test.").unwrap_or(name)) && !names_linker(flag) {
            kept.push(flag);
        }
        rest = after.trim_start();
    }
    kept.join(" ")
}

/// Whether a flag names another program in place of the C compiler that links (`-ldflags=-extld=PROGRAM`).
fn names_linker(flag: &str) -> bool {
    let mut words = flag.split(|letter: char| letter.is_whitespace() || "'\"=".contains(letter));
    words.any(|word| ["-extar", "--extar", "-extld", "--extld"].contains(&word))
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
            ("'-ldflags=-s -extld=./ld' -ldflags=-extldflags=-static", "-ldflags=-extldflags=-static"),
            ("-toolexec=./tool -tags=x '-vettool=bin/vet -x' -fixtool=./fix -diff", "-tags=x"),
            ("'-open", "'-open"),
            ("-é=\u{6d4b}", "-é=\u{6d4b}"),
        ] {
            assert_eq!(without_dropped(flags), kept, "{flags}");
        }
    }
}
