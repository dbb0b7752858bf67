//! Go's own word on the settings of a terminal: it builds a package of one file with them (ADR 74). No list of Upgo's
//! has the flags, experiments and values of a release. Measured with Go 1.21 to 1.27: no network, and no other
//! toolchain.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::asked::{QUIET, Stamps};
use super::inventory::probe::SYSTEM;
use super::toolchain::{EffectiveSettings, GoSettingSource, Terminal};
use crate::base::display::{joined_lines, one_line};
use crate::base::report::Cancel;
use crate::base::secret::{value_without_secrets, without_secrets};
use crate::environment::{Lookup, values_in, variable};
use crate::machine::effect::{self, Ended, user_file};
use crate::machine::home::StartableProgram;
use crate::machine::platform::EXECUTABLE;

/// How long one command may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// After which no other variable is left out to find the cause.
const SEARCH: Duration = Duration::from_secs(10);
/// The longest message that is kept, in characters.
const LONGEST: usize = 300;
const FILES: [(&str, &[u8]); 2] = [("go.mod", b"module start\n"), ("start.go", b"package start\n")];
/// A file that a project names by a relative path is none of the settings. `go env` alone reads the flags for cgo.
const COMMANDS: [&[&str]; 2] = [&["build", "-o", "start.a", "-modfile=", "-overlay=", "."], &["env", "CGO_CFLAGS"]];

/// A Go, and the terminal whose settings it is tried with.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// Its tree.
    pub root: &'a Path,
    /// Whether the terminal starts it itself. If another Go does, that gives it its own GOROOT.
    pub is_first: bool,
    pub terminal: &'a Terminal,
    pub settings: &'a EffectiveSettings,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tried {
    /// Nobody asked, or Go fails with any settings.
    Unknown,
    Works,
    Refuses {
        /// The variable without which it works.
        name: String,
        /// Its own words, on one line.
        says: String,
    },
}

/// Who tries Go. On a machine that is described as data, nobody can.
pub trait Tries: Sync {
    fn tried(&self, trial: &Trial<'_>) -> Tried;

    /// Whether the system starts a program that lies in `folder`, as `go run` does; `None` if unknown.
    fn starts_programs(&self, folder: &Path) -> Option<bool>;
}

impl Trial<'_> {
    pub(crate) fn go(&self) -> PathBuf {
        self.root.join("bin").join(format!("go{EXECUTABLE}"))
    }

    /// Of what the outcome depends on. It cannot be complete: a value may name a program.
    pub(crate) fn fingerprint(&self) -> String {
        let mut stamps = Stamps::default();
        stamps.add(&self.is_first);
        let files = [self.go(), self.root.join("VERSION"), self.root.join("go.env")];
        stamps.add_files(files.iter().chain(self.settings.go.user_file().map(Path::to_owned).as_ref()));
        stamps.add(&self.path());
        let variables = self.terminal.variables.iter().map(|(name, variable)| (&**name, variable.value.clone()));
        let written = self.written();
        for (name, value) in variables.chain(written.iter().map(|(name, value)| (&**name, value.clone()))) {
            let path = Path::new(&value);
            stamps.add(&(name, path, path.is_file(), path.is_dir()));
        }
        stamps.fingerprint()
    }

    /// Runs in `own`, an empty folder.
    pub(crate) fn run(&self, go: StartableProgram<'_>, own: &Path, variable: Lookup<'_>) -> io::Result<Tried> {
        for (name, text) in FILES {
            effect::write_plain(&own.join(name), text)?;
        }
        let says = |without: &[&str]| self.says(go, own, variable, without);
        if says(&[])?.is_none() {
            return Ok(Tried::Works);
        }
        let (mut without, mut needed, begun) = (Vec::new(), None, Instant::now());
        for name in self.names().take_while(|_| begun.elapsed() < SEARCH) {
            without.push(name);
            if says(&without)?.is_none() {
                without.pop();
                needed = needed.or(Some(name));
            }
        }
        let says = says(&without)?.unwrap_or_default();
        let refuses = |name: &str| Tried::Refuses { says: self.shown(name, says), name: name.to_owned() };
        Ok(needed.map_or(Tried::Unknown, refuses))
    }

    /// Go quotes values, which may hold a login.
    fn shown(&self, name: &str, mut says: String) -> String {
        if let Some(value) = self.settings.value(name).filter(|value| !value.is_empty()) {
            says = says.replace(&value, &value_without_secrets(name, &value));
        }
        one_line(without_secrets(&says).chars().take(LONGEST).collect::<String>())
    }

    /// What Go says instead of working without these variables.
    fn says(
        &self,
        go: StartableProgram<'_>,
        own: &Path,
        variable: Lookup<'_>,
        without: &[&str],
    ) -> io::Result<Option<String>> {
        for words in COMMANDS {
            let mut command = Command::new(go.path());
            command.args(words).env_clear().current_dir(own).stdin(Stdio::null());
            command.envs(SYSTEM.iter().filter_map(|name| Some((*name, variable(name)?))));
            command.envs(self.variables(own, without)?);
            let ended = effect::run(&mut command, PATIENCE, &Cancel::default())?;
            if !ended.success {
                return Ok(Some(said(&ended)));
            }
        }
        Ok(None)
    }

    fn variables(&self, own: &Path, without: &[&str]) -> io::Result<BTreeMap<OsString, OsString>> {
        let is_left = |name: &str| !without.contains(&name) && (self.is_first || name != "GOROOT");
        let of_terminal = self.terminal.variables.iter().filter(|(name, _)| is_left(name));
        let mut all: BTreeMap<OsString, OsString> =
            of_terminal.map(|(name, variable)| (name.into(), variable.value.clone())).collect();
        all.insert("PATH".into(), self.path());
        // nothing is written into the caches of the user, and only a value that names no folder is left to Go
        let named = self.settings.value("GOCACHE").map(PathBuf::from);
        let is_folder = named.is_none_or(|named| named.is_absolute() && !named.is_file());
        if is_folder || !is_left("GOCACHE") {
            all.insert("GOCACHE".into(), own.join("cache").into());
        }
        all.insert("GOMODCACHE".into(), own.join("modules").into());
        if !without.is_empty() {
            let mut text = OsString::new();
            for (name, value) in self.written().iter().filter(|(name, _)| is_left(name)) {
                text.push(format!("{name}="));
                text.push(value);
                text.push("\n");
            }
            let file = own.join("env");
            effect::write_plain(&file, text.as_encoded_bytes())?;
            all.insert("GOENV".into(), file.into());
        }
        // there cannot be a folder in a file, so no telemetry is written
        let telemetry = own.join("start.go").join("telemetry").into_os_string();
        let fixed = [("GOTOOLCHAIN", "local"), ("GOWORK", "off")].into_iter().chain(QUIET);
        let fixed = fixed.map(|(name, value)| (name.into(), value.into()));
        all.extend(fixed.chain([("TEST_TELEMETRY_DIR".into(), telemetry)]));
        Ok(all)
    }

    /// What the user can change: not the defaults of the tree.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let is_set = |name: &&str| {
            let setting = self.settings.get(name);
            setting.is_some_and(|setting| !matches!(setting.source, GoSettingSource::Tree(_)))
        };
        variable::all().filter(is_set)
    }

    /// The content of the `go env -w` file.
    fn written(&self) -> BTreeMap<String, OsString> {
        let content = self.settings.go.user_file().and_then(|file| user_file::read(file).ok()).flatten();
        values_in(&content.unwrap_or_default())
    }

    /// Empty if a folder cannot be part of a PATH.
    fn path(&self) -> OsString {
        std::env::join_paths(self.terminal.path.iter().map(|searched| &searched.folder)).unwrap_or_default()
    }
}

/// A panic or the usage of a command follows an empty line, or begins with its name.
fn said(ended: &Ended) -> String {
    let text = if ended.errors.trim().is_empty() { &ended.output } else { &ended.errors };
    let lines = text.trim().lines().take_while(|line| !line.is_empty() && !line.starts_with("usage:"));
    let lines: Vec<&str> = lines.collect();
    joined_lines(&lines.join("\n"))
}
