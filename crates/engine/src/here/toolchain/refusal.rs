//! Why a `go` command does not run, or does not work in a project: in Go's words and in ours.
use std::fmt;
use std::path::PathBuf;

use super::{GoFile, Place};
use crate::report::Code;

/// Why a `go` command does not run, or does not work in a project. Shown, it is what Go itself says, without its `go: `;
/// paths are as Go writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// GOTOOLCHAIN, or the name that a `go` line makes, is none.
    Setting {
        /// The value.
        value: String,
        /// What Go adds.
        why: String,
    },
    /// A `toolchain` line names none.
    Line {
        /// What it names.
        toolchain: String,
        /// `go.mod` or `../go.work`.
        file: String,
    },
    /// `go1.27` is a language, `go1.27.0` a toolchain.
    LanguageVersion(String),
    /// GOTOOLCHAIN allows PATH only, and the toolchain's name is not there.
    NotOnPath(String),
    /// GOPROXY allows no download.
    NoDownload {
        /// The toolchain.
        wanted: String,
        /// The system and architecture, `linux/amd64`.
        target: String,
    },
    /// No download can have the toolchain's name.
    NoModule {
        /// The toolchain.
        wanted: String,
        /// The system and architecture, `linux-amd64`.
        target: String,
        /// What the module's version would be: `non-semver` or `non-canonical`.
        form: &'static str,
    },
    /// A variable has a value that Go stops at.
    Variable {
        /// The variable.
        name: &'static str,
        /// What Go says.
        says: String,
        /// What is wrong, in plain words.
        what: String,
    },
    /// A program with the toolchain's name is another Go.
    OtherVersion {
        /// The program.
        program: PathBuf,
        /// What it is.
        found: String,
        /// What its name says.
        wanted: String,
    },
    /// A wrapper of `golang.org/dl`, or a launcher of Upgo's, that has nothing to start.
    NotDownloaded {
        /// The wrapper.
        program: PathBuf,
        /// Its toolchain.
        wanted: String,
    },
    /// GOROOT names no folder.
    NoRoot(String),
    /// GOWORK is no full path.
    RelativeWork(PathBuf),
    /// The file that GOWORK names is not there.
    MissingWork {
        /// The file.
        path: PathBuf,
        /// The same as Go's message writes it.
        shown: String,
    },
    /// GO111MODULE has a value that Go does not know.
    ModuleMode(String),
    /// The Go that runs is older than a file wants.
    TooOld {
        /// `go.mod` or `../go.work`.
        file: String,
        /// The version in its `go` line.
        needs: String,
        /// What runs, as `1.26.6`.
        running: String,
        /// What Go adds to explain it.
        explain: String,
    },
    /// A module of a workspace wants a newer Go than `go.work` says.
    WorkTooOld {
        /// The folder of the module.
        module: String,
        /// What it wants.
        needs: String,
        /// What `go.work` says; `None` where it says nothing, which means 1.18.
        lists: Option<String>,
        /// What Go says helps: newer ones say it in other words.
        remedy: String,
    },
    /// A module that `go.work` uses cannot be read.
    WorkModule {
        /// The folder of the module.
        module: String,
        /// Why, in Go's words.
        why: String,
    },
    /// GOFLAGS has `-mod=mod`, which no workspace takes.
    WorkFlag,
    /// The folder's module is none of its workspace's.
    NotInWork(String),
    /// A file breaks Go's grammar.
    Syntax {
        /// `go.mod` or `go.work`.
        file: String,
        /// Where.
        at: Place,
        /// What is wrong, in Go's words.
        what: String,
    },
    /// A file is right by the grammar, and still none that Go takes.
    File {
        /// Whether it is the workspace's.
        is_work: bool,
        /// What Go says.
        says: String,
        /// What is wrong, in plain words.
        what: String,
    },
    /// `go mod tidy` would change `go.mod`, and Go stops until then. What `go.mod` does, a clause.
    NotTidy(String),
    /// Upgo's switch names no toolchain.
    NoSwitch,
}

impl Refusal {
    /// A line that Go does not take when it loads a file.
    pub(super) fn loading(file: &GoFile, line: usize, what: &str) -> Self {
        let GoFile { shown, .. } = file;
        let says = format!("error loading {}:\n{shown}:{line}: {what}", file.name());
        Self::File { is_work: file.is_work, says, what: format!("line {line} of {shown} is not accepted: {what}") }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::NoRoot(_) => Code::GoRoot,
            Self::Setting { .. }
            | Self::Variable { .. }
            | Self::RelativeWork(_)
            | Self::MissingWork { .. }
            | Self::ModuleMode(_) => Code::GoSetting,
            Self::Line { .. } | Self::LanguageVersion(_) | Self::NoModule { .. } => Code::GoToolchainLine,
            Self::NotOnPath(_) | Self::NoDownload { .. } | Self::NotDownloaded { .. } => Code::GoToolchainMissing,
            Self::OtherVersion { .. } => Code::GoToolchainOther,
            Self::TooOld { .. } => Code::GoTooOld,
            Self::WorkTooOld { .. }
            | Self::WorkModule { .. }
            | Self::WorkFlag
            | Self::NotInWork(_)
            | Self::File { is_work: true, .. } => Code::GoWork,
            Self::Syntax { .. } | Self::File { is_work: false, .. } | Self::NotTidy(_) => Code::GoMod,
            Self::NoSwitch => Code::GoMissing,
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
            Self::Syntax { file, at: Place { line, column }, what } => {
                let name = if file.ends_with("go.work") { "go.work" } else { file };
                let column = if *column > 1 { format!(":{column}") } else { String::new() };
                write!(f, "errors parsing {name}:\n{file}:{line}{column}: {what}")
            }
            Self::File { says, .. } | Self::Variable { says, .. } => f.write_str(says),
            Self::NotTidy(_) => f.write_str("updates to go.mod needed; to update it:\n\tgo mod tidy"),
            Self::NoSwitch => f.write_str("no Go is chosen"),
        }
    }
}
