//! Go's toolchain selection (<https://go.dev/doc/toolchain#select>): GOTOOLCHAIN, and the lines of the project.
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/toolchain/select.go> (`Select`).
use std::path::PathBuf;

use super::{GoError, GoFile, GoProgram, Machine};
use crate::base::version::Version;

/// The local Go: the one that runs first and chooses the toolchain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LocalGo {
    /// `go1.27.3`.
    pub(crate) name: String,
    pub(crate) version: Version,
}

impl LocalGo {
    /// `None` if no file names it.
    pub(crate) fn of(machine: &Machine<'_>, go: &GoProgram) -> Option<Self> {
        let name = go.name.clone()?;
        if let Some(version) = version_of(&name) {
            return Some(Self { name, version });
        }
        // For a build of the development branch, or an unknown name, use the language version it was built from.
        let table = machine.files.read(&go.root.as_deref()?.join("src/internal/goversion/goversion.go"));
        let minor = |text: &String| {
            Some(text.lines().find_map(|line| line.strip_prefix("const Version = "))?.trim().to_owned())
        };
        let of_name = || Some(Version::from_build(&name).ok()?.language().number().to_owned());
        let number = table.as_ref().and_then(minor).map(|minor| format!("1.{minor}")).or_else(of_name)?;
        Some(Self { name: format!("go{number}"), version: version_in(&number)? })
    }
}

/// The places where Go may look for another toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// None: only the toolchain that GOTOOLCHAIN names.
    Fixed,
    /// PATH, then the module cache or the network.
    Auto,
    /// PATH only.
    Path,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectLine {
    /// `go 1.27`.
    Go,
    /// `toolchain go1.27.3`.
    Toolchain,
}

/// A line that requires a newer toolchain than the one that would run otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raise {
    pub line: ProjectLine,
    pub to: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub setting: String,
    pub mode: Mode,
    /// The toolchain that it names, or the local one for `local`; `None` for `auto` and `path`.
    pub minimum: Option<String>,
    /// The file whose lines were read.
    pub file: Option<PathBuf>,
    /// Whether the file says `toolchain default`, which allows nothing newer than the minimum.
    pub is_default: bool,
    /// In the order in which Go reads them.
    pub raises: Vec<Raise>,
    pub wanted: String,
}

/// The version in the name of a toolchain, such as `go1.27.3-custom`.
pub(crate) fn version_of(name: &str) -> Option<Version> {
    Version::from_toolchain(name).ok().filter(|version| is_known_form(version) && !name.contains(['/', '\\']))
}

/// The version in a `go` line, such as `1.27.3`.
pub(crate) fn version_in(number: &str) -> Option<Version> {
    Version::from_name(&format!("go{number}")).ok().filter(is_known_form)
}

/// Since Go 1.21 only a line has pre-releases, and patch releases have none.
fn is_known_form(version: &Version) -> bool {
    !version.is_prerelease() || version.number().matches('.').count() == 1
}

/// Whether this Go can choose at all; older ones always run themselves.
pub(crate) fn chooses(version: &Version) -> bool {
    version.is_since("go1.21")
}

/// The minimum that GOTOOLCHAIN names (`local` for the local Go), and the mode.
pub(crate) fn parse(setting: &str) -> Result<(Option<String>, Mode), GoError> {
    let (minimum, mode) = match setting {
        "auto" => return Ok((None, Mode::Auto)),
        "path" => return Ok((None, Mode::Path)),
        other => other.split_once('+').map_or((other, None), |(minimum, mode)| (minimum, Some(mode))),
    };
    let refuse = |why| Err(GoError::Setting { value: setting.to_owned(), why });
    if minimum != "local" && version_of(minimum).is_none() {
        return refuse(if mode.is_some() { format!(": invalid minimum toolchain {minimum:?}") } else { String::new() });
    }
    match mode {
        None => Ok((Some(minimum.to_owned()), Mode::Fixed)),
        Some("auto") => Ok((Some(minimum.to_owned()), Mode::Auto)),
        Some("path") => Ok((Some(minimum.to_owned()), Mode::Path)),
        Some(_) => refuse(": only version suffixes are +auto and +path".to_owned()),
    }
}

impl Choice {
    /// `setting` is the value of GOTOOLCHAIN, which means `minimum` and `mode`.
    pub(crate) fn new(
        setting: &str,
        minimum: Option<String>,
        mode: Mode,
        local: &LocalGo,
        file: Option<&GoFile>,
    ) -> Result<Self, GoError> {
        let minimum = minimum.map(|name| if name == "local" { local.name.clone() } else { name });
        let mut choice = Self {
            setting: setting.to_owned(),
            mode,
            wanted: minimum.clone().unwrap_or_else(|| local.name.clone()),
            minimum,
            file: None,
            is_default: false,
            raises: Vec::new(),
        };
        if let Some(file) = file.filter(|_| mode != Mode::Fixed) {
            choice.file = Some(file.path.clone());
            choice.raise(local, file)?;
        }
        Ok(choice)
    }

    /// The newest of the minimum, the `toolchain` line and the `go` line wins.
    fn raise(&mut self, local: &LocalGo, file: &GoFile) -> Result<(), GoError> {
        let toolchain = file.says("toolchain").filter(|name| !name.is_empty());
        if toolchain == Some("default") {
            self.is_default = true;
            return Ok(());
        }
        let mut newest = if self.wanted == local.name { Some(local.version.clone()) } else { version_of(&self.wanted) };
        if let Some(name) = toolchain {
            let refused = || GoError::Line { toolchain: name.to_owned(), file: file.shown.clone() };
            let version = Some(version_of(name).ok_or_else(refused)?);
            // Up to 1.21 a different name for the same version counted as different.
            let is_other = name != self.wanted && version_in("1.22rc1").is_some_and(|first| local.version < first);
            if version > newest || (is_other && version == newest) {
                self.raise_to(ProjectLine::Toolchain, name.to_owned());
                newest = version;
            }
        }
        let go = file.says("go").and_then(|number| Some((number, version_in(number)?)));
        if let Some((number, version)) = go.filter(|(_, version)| Some(version) > newest.as_ref()) {
            // No toolchain has the name of a language version: `go 1.27` requires go1.27.0. https://go.dev/issue/62278
            let patch = if version.is_language() { ".0" } else { "" };
            self.raise_to(ProjectLine::Go, format!("go{number}{patch}"));
        }
        Ok(())
    }

    fn raise_to(&mut self, line: ProjectLine, to: String) {
        self.wanted.clone_from(&to);
        self.raises.push(Raise { line, to });
    }

    pub fn deciding(&self) -> Option<&Raise> {
        self.raises.last()
    }
}
