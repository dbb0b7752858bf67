//! The reasons why a `go` command does not run, or does not work in a project: in Go's words and in plain words.
use std::fmt;
use std::path::PathBuf;

use super::{GoFile, GoSetting, Position};
use crate::base::report::Code;
use crate::base::words::{Sentence, Statement};

/// The reason why a `go` command does not run, or does not work in a project. Its `Display` is Go's own message without
/// its `go: `; paths are as Go writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// GOTOOLCHAIN, or the name formed from a `go` line, is not a valid toolchain name.
    Setting {
        /// The value.
        value: String,
        /// The text that Go adds.
        why: String,
    },
    /// A `toolchain` line has an invalid name.
    Line {
        /// The name.
        toolchain: String,
        /// `go.mod` or `../go.work`.
        file: String,
    },
    /// `go1.27` is a language version, `go1.27.0` a toolchain.
    LanguageVersion(String),
    /// GOTOOLCHAIN allows only PATH, and the toolchain's name is not on it.
    NotOnPath(String),
    /// GOPROXY allows no download.
    NoDownload {
        /// The toolchain.
        wanted: String,
        /// The system and architecture, `linux/amd64`.
        target: String,
    },
    /// No release has this name yet.
    NotReleased(String),
    /// The toolchain's name is not valid for a download.
    NoModule {
        /// The toolchain.
        wanted: String,
        /// The system and architecture, `linux-amd64`.
        target: String,
        /// The form of the module's version: `non-semver` or `non-canonical`.
        form: &'static str,
    },
    /// A variable has a value that makes Go fail.
    Variable {
        /// The variable.
        name: &'static str,
        /// Go's message.
        says: String,
        /// The problem, in plain words.
        what: Statement,
    },
    /// A variable has a value that makes `go` commands fail in every folder.
    Value {
        /// The setting.
        name: &'static str,
        /// Its value, and where it is set.
        setting: GoSetting,
        /// The reason, as the end of a sentence: `GOOS cannot be banana: …`.
        why: Statement,
    },
    /// A program with the toolchain's name is a different Go version.
    OtherVersion {
        /// The program.
        program: PathBuf,
        /// Its actual version.
        found: String,
        /// The version that its name promises.
        wanted: String,
    },
    /// A wrapper of `golang.org/dl`, or one of Upgo's launchers, has no toolchain to start.
    NotDownloaded {
        /// The wrapper.
        program: PathBuf,
        /// Its toolchain.
        wanted: String,
    },
    /// GOROOT names no existing folder.
    NoRoot(String),
    /// GOWORK is not a full path.
    RelativeWork(PathBuf),
    /// The file that GOWORK names does not exist.
    MissingWork {
        /// The file.
        path: PathBuf,
        /// The path in the form of Go's message.
        shown: String,
    },
    /// GO111MODULE has a value that Go does not know.
    ModuleMode(String),
    /// The Go that runs is older than a file requires.
    TooOld {
        /// `go.mod` or `../go.work`.
        file: String,
        /// The version in its `go` line.
        needs: String,
        /// The version that runs, such as `1.26.6`.
        running: String,
        /// The explanation that Go adds.
        explain: String,
    },
    /// A module of a workspace requires a newer Go than `go.work`.
    WorkTooOld {
        /// The folder of the module.
        module: String,
        /// The version that it requires.
        needs: String,
        /// The version in `go.work`; `None` if it has none, which means 1.18.
        lists: Option<String>,
        /// The remedy in Go's message, whose wording differs between versions.
        remedy: String,
    },
    /// A module that `go.work` uses cannot be read.
    WorkModule {
        /// The folder of the module.
        module: String,
        /// The reason, in Go's words.
        why: String,
    },
    /// GOFLAGS has `-mod=mod`, which is not allowed in a workspace.
    WorkFlag,
    /// The folder's module is not part of its workspace.
    NotInWork(String),
    /// A file breaks Go's grammar.
    Syntax {
        /// `go.mod` or `go.work`.
        file: String,
        /// The place.
        at: Position,
        /// The problem, in Go's words.
        what: String,
    },
    /// A file follows the grammar, but Go does not accept it.
    File {
        /// Whether it is the workspace's file.
        is_work: bool,
        /// Go's message.
        says: String,
        /// The problem, in plain words.
        what: Statement,
    },
    /// `go mod tidy` would change `go.mod`, and Go fails until it has run. Contains the end of a sentence about
    /// `go.mod`.
    NotTidy(Statement),
    /// Upgo's switch selects no toolchain.
    NoSwitch,
    /// The version file of the folder, which Upgo's `go` follows, names a version that is not installed.
    VersionNotInstalled {
        /// The file.
        file: PathBuf,
        /// The version, as `upgo install` takes it.
        version: String,
    },
    /// The version file of the folder, which Upgo's `go` follows, leads to a toolchain that the policy does not permit.
    VersionNotPermitted {
        /// The file.
        file: PathBuf,
        /// The toolchain.
        toolchain: String,
    },
    /// The version file of the folder, which Upgo's `go` follows, cannot be used.
    VersionFile {
        /// The file.
        file: PathBuf,
        /// The problem, as the end of a sentence about the file.
        what: Statement,
    },
}

impl Refusal {
    /// A line that Go does not accept when it loads a file.
    pub(super) fn loading(file: &GoFile, line: usize, what: &str) -> Self {
        let GoFile { shown, .. } = file;
        let says = format!("error loading {}:\n{shown}:{line}: {what}", file.name());
        let why = Statement::quoted(what);
        let what = Sentence::LineNotAccepted.with("line", line).with("file", shown).with("why", why);
        Self::File { is_work: file.is_work, says, what }
    }

    /// The stable code.
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

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { value, why } => write!(f, "invalid GOTOOLCHAIN {value:?}{why}"),
            Self::Line { toolchain, file } => write!(f, "invalid toolchain {toolchain:?} in {file}"),
            Self::LanguageVersion(name) => {
                write!(f, "invalid toolchain: {name} is a language version but not a toolchain version ({name}.x)")
            }
            Self::NotOnPath(name) => write!(f, "cannot find {name:?} in PATH"),
            Self::NoDownload { wanted, target } => {
                write!(f, "download {wanted} for {target}: toolchain not available")
            }
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
            Self::WorkModule { module, why } => {
                write!(f, "cannot load module {module} listed in go.work file: {why}")
            }
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
            Self::VersionNotInstalled { file, version } => {
                write!(f, "{} names Go {version}, and no installed toolchain fits", file.display())
            }
            Self::VersionNotPermitted { file, toolchain } => {
                write!(f, "{} leads to {toolchain}, which the policy does not permit", file.display())
            }
            Self::VersionFile { file, what } => write!(f, "{} {what}", file.display()),
        }
    }
}
