//! The reasons why a `go` command does not run, or does not work in a project: in Go's words and in plain words.
use std::fmt;
use std::path::PathBuf;

use super::{GoFile, GoSetting, Position};
use crate::base::report::Code;
use crate::base::words::Statement;

/// Its `Display` is Go's own message without its `go: `; paths are as Go writes them. A `String` is in Go's words, a
/// `Statement` says the problem in plain ones: `why` and that of `NotTidy` and `VersionFile` as the end of a sentence.
/// A `file` in a `String` is `go.mod` or `../go.work`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoError {
    // GOTOOLCHAIN, or the name formed from a `go` line, is not a valid toolchain name
    Setting { value: String, why: String },
    Line { toolchain: String, file: String },
    // `go1.27` is a language version, `go1.27.0` a toolchain
    LanguageVersion(String),
    NotOnPath(String),
    // the system and architecture, `linux/amd64`
    NoDownload { wanted: String, target: String },
    NotReleased(String),
    // the target is `linux-amd64`, and the form of the module's version `non-semver` or `non-canonical`
    NoModule { wanted: String, target: String, form: &'static str },
    Variable { name: &'static str, says: String, what: Statement },
    // as in `GOOS cannot be banana: …`
    Value { name: &'static str, setting: GoSetting, why: Statement },
    OtherVersion { program: PathBuf, found: String, wanted: String },
    NotDownloaded { program: PathBuf, wanted: String },
    NoRoot(String),
    RelativeWork(PathBuf),
    // the path, and as Go's message has it
    MissingWork { path: PathBuf, shown: String },
    ModuleMode(String),
    // the version that runs, such as `1.26.6`
    TooOld { file: String, needs: String, running: String, explain: String },
    // the version in `go.work`, `None` for 1.18, and the remedy, whose wording differs between versions
    WorkTooOld { module: String, needs: String, lists: Option<String>, remedy: String },
    WorkModule { module: String, why: String },
    // GOFLAGS has `-mod=mod`, which is not allowed in a workspace
    WorkFlag,
    NotInWork(String),
    Syntax { file: String, at: Position, what: String },
    File { is_work: bool, says: String, what: Statement },
    // `go mod tidy` would change `go.mod`, and Go fails until it has run
    NotTidy(Statement),
    NoSwitch,
    // what the file says, and that as `upgo install` takes it
    VersionNotInstalled { file: PathBuf, says: String, install: String },
    VersionNotPermitted { file: PathBuf, toolchain: String },
    VersionFile { file: PathBuf, what: Statement },
}

impl GoError {
    pub(super) fn loading(file: &GoFile, line: usize, what: &str) -> Self {
        let GoFile { shown, .. } = file;
        let says = format!("error loading {}:\n{shown}:{line}: {what}", file.name());
        let why = Statement::quoted(what);
        let what = say!(LineNotAccepted { line, file: shown, why });
        Self::File { is_work: file.is_work, says, what }
    }

    pub fn code(&self) -> Code {
        match self {
            Self::NoRoot(_) => Code::GoRoot,
            Self::Setting { .. }
            | Self::Variable { .. }
            | Self::Value { .. }
            | Self::RelativeWork(_)
            | Self::MissingWork { .. }
            | Self::ModuleMode(_) => Code::GoSetting,
            Self::Line { .. } | Self::LanguageVersion(_) | Self::NoModule { .. } | Self::VersionFile { .. } => {
                Code::GoToolchainLine
            }
            Self::NotOnPath(_)
            | Self::NoDownload { .. }
            | Self::NotReleased(_)
            | Self::NotDownloaded { .. }
            | Self::VersionNotInstalled { .. } => Code::GoToolchainMissing,
            Self::OtherVersion { .. } => Code::GoToolchainOther,
            Self::TooOld { .. } => Code::GoTooOld,
            Self::WorkTooOld { .. }
            | Self::WorkModule { .. }
            | Self::WorkFlag
            | Self::NotInWork(_)
            | Self::File { is_work: true, .. } => Code::GoWork,
            Self::Syntax { .. } | Self::File { is_work: false, .. } | Self::NotTidy(_) => Code::GoMod,
            Self::NoSwitch => Code::GoMissing,
            Self::VersionNotPermitted { .. } => Code::PolicyVersion,
        }
    }
}

impl fmt::Display for GoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { value, why } => write!(f, "invalid GOTOOLCHAIN {value:?}{why}"),
            Self::Line { toolchain, file } => write!(f, "invalid toolchain {toolchain:?} in {file}"),
            Self::LanguageVersion(name) => {
                write!(f, "invalid toolchain: {name} is a language version but not a toolchain version ({name}.x)")
            }
            Self::NotOnPath(name) => write!(f, "cannot find {name:?} in PATH"),
            Self::NoDownload { wanted, target } => write!(f, "download {wanted} for {target}: toolchain not available"),
            Self::NotReleased(wanted) => write!(f, "download {wanted}: toolchain not available"),
            Self::NoModule { wanted, target, form } => {
                let version = format!("v0.0.1-{wanted}.{target}");
                write!(f, "download {wanted}: {form} module version {version:?}")
            }
            Self::OtherVersion { found, wanted, .. } => write!(f, "toolchain {found} invoked to provide {wanted}"),
            Self::NotDownloaded { wanted, .. } => {
                write!(f, "{wanted}: not downloaded. Run '{wanted} download' to install")
            }
            Self::NoRoot(root) => write!(f, "cannot find GOROOT directory: {root}"),
            Self::RelativeWork(_) => f.write_str("go: invalid GOWORK: not an absolute path"),
            Self::MissingWork { shown, .. } => write!(f, "reading go.work: open {shown}: no such file or directory"),
            Self::ModuleMode(value) => write!(f, "unknown environment setting GO111MODULE={value}"),
            Self::TooOld { file, needs, running, explain } => {
                write!(f, "{file} requires go >= {needs} (running go {running}{explain})")
            }
            Self::WorkTooOld { module, needs, lists, remedy } => {
                let (verb, lists) = lists.as_deref().map_or(("implicitly requires", "1.18"), |lists| ("lists", lists));
                write!(
                    f,
                    "module {module} listed in go.work file requires go >= {needs}, but go.work {verb} go {lists}; \
                     {remedy}:\n\tgo work use"
                )
            }
            Self::WorkModule { module, why } => write!(f, "cannot load module {module} listed in go.work file: {why}"),
            Self::WorkFlag => f.write_str(
                "-mod may only be set to readonly or vendor when in workspace mode, but it is set to \"mod\"",
            ),
            Self::NotInWork(_) => f.write_str(
                "current directory is contained in a module that is not one of the workspace modules listed in go.work",
            ),
            Self::Syntax { file, at: Position { line, column }, what } => {
                let name = if file.ends_with("go.work") { "go.work" } else { file };
                let column = if *column > 1 { format!(":{column}") } else { String::new() };
                write!(f, "errors parsing {name}:\n{file}:{line}{column}: {what}")
            }
            Self::File { says, .. } | Self::Variable { says, .. } => f.write_str(says),
            Self::NotTidy(_) => f.write_str("updates to go.mod needed; to update it:\n\tgo mod tidy"),
            Self::Value { name, setting, why } => write!(f, "{name}={}: {why}", setting.value),
            Self::NoSwitch => f.write_str("no Go is chosen"),
            Self::VersionNotInstalled { file, says, .. } => {
                write!(f, "{} names {says}, and no installed toolchain fits", file.display())
            }
            Self::VersionNotPermitted { file, toolchain } => {
                write!(f, "{} leads to {toolchain}, which the policy does not permit", file.display())
            }
            Self::VersionFile { file, what } => write!(f, "{} {what}", file.display()),
        }
    }
}
