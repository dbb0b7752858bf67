//! Running a `go` program to get its version, without leaving traces. Measured with Go 1.21 to 1.27, and for each
//! available Go in a test here: no user data is read or written, no network is reached and no other toolchain started.
//! `TEST_TELEMETRY_DIR` is a hook of Go's own tests (`cmd/internal/telemetry`).
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::base::report::Cancel;
use crate::base::version::Version;
use crate::environment::Lookup;
use crate::machine::effect;
use crate::machine::home::StartableProgram;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeAnswer {
    /// `None` if it is not a release.
    pub version: Option<Version>,
    pub root: Option<PathBuf>,
}

/// Variables that the system itself needs to start a program.
pub(crate) const SYSTEM: [&str; 6] =
    ["SystemRoot", "SystemDrive", "PATHEXT", "ComSpec", "NUMBER_OF_PROCESSORS", "WINEPREFIX"];

/// A command in the neutral environment. `own`, an empty folder, is its home, current folder and all caches.
pub fn command(program: StartableProgram<'_>, own: &Path, variable: Lookup<'_>) -> io::Result<Command> {
    let mut command = Command::new(program.path());
    command.env_clear().envs(variables(own, variable)?).current_dir(own).stdin(Stdio::null());
    Ok(command)
}

/// Without PATH, so that Go finds no other program.
pub fn variables(own: &Path, variable: Lookup<'_>) -> io::Result<BTreeMap<OsString, OsString>> {
    let telemetry = own.join("telemetry");
    effect::create_dir_all(&telemetry)?;
    effect::write_plain(&telemetry.join("mode"), b"off")?;
    let system = SYSTEM.iter().filter_map(|name| Some((OsString::from(name), variable(name)?)));
    let mut all: BTreeMap<OsString, OsString> = system.collect();
    for (name, value) in [
        ("GOENV", "off"),
        ("GOTOOLCHAIN", "local"),
        ("GOFLAGS", ""),
        ("GOWORK", "off"),
        ("GO111MODULE", ""),
        ("GOPROXY", "off"),
        ("GOSUMDB", "off"),
        ("GOVCS", "*:off"),
        ("CGO_ENABLED", "0"),
    ] {
        all.insert(name.into(), value.into());
    }
    let homes = ["HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "TEMP", "TMP", "TMPDIR", "XDG_CONFIG_HOME"];
    all.extend(homes.map(|name| (name.into(), own.into())));
    let folders = [("GOCACHE", own.join("cache")), ("GOPATH", own.join("gopath")), ("TEST_TELEMETRY_DIR", telemetry)];
    all.extend(folders.map(|(name, folder)| (name.into(), folder.into())));
    Ok(all)
}

/// Runs `program` for its version and its GOROOT. `None` if it does not answer within ten seconds.
pub fn ask(program: StartableProgram<'_>, own: &Path, variable: Lookup<'_>) -> Option<ProbeAnswer> {
    let mut command = command(program, own, variable).ok()?;
    command.args(["env", "GOVERSION", "GOROOT"]);
    let ended =
        effect::run(&mut command, Duration::from_secs(10), &Cancel::default()).ok().filter(|ended| ended.success)?;
    let mut lines = ended.output.lines();
    let version = lines.next().and_then(|line| Version::from_toolchain(line.trim()).ok());
    let root = lines.next().map(str::trim).filter(|line| !line.is_empty()).map(PathBuf::from);
    Some(ProbeAnswer { version, root })
}
