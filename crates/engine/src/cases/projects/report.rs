use std::path::PathBuf;

use crate::base::report::Problem;
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::projects::Asked;
use crate::which_go::toolchain::From;

use super::super::{Cause, Disagreement};

/// The output of `projects`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProjectsReport {
    pub folders: Vec<PathBuf>,
    /// The Go that a new terminal runs outside all projects; `null` if there is none, or no file contains its version.
    pub runs: Option<Version>,
    /// The release that Upgo offers to upgrade to; `null` if there is none.
    pub offered: Option<Version>,
    pub projects: Vec<ProjectReport>,
    /// The number of projects that the upgrade concerns.
    pub concerned: u32,
    /// Whether the search ended early because there are too many files or projects.
    pub truncated: bool,
    /// The folders that could not be read, and the files besides `go.mod` that could not, or not as a whole.
    pub unread: Vec<PathBuf>,
    /// What a gate counts; `null` without `--exit-code` and `--baseline`.
    pub disagreements: Option<Vec<Disagreement>>,
    pub warnings: Vec<Problem>,
}

/// A project: a folder with a `go.mod`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProjectReport {
    pub folder: PathBuf,
    /// Its name for people: the path from the folder that was searched, or the name of that folder.
    pub name: String,
    /// The path of its module; `null` if `go.mod` has none that can be read.
    pub module: Option<String>,
    /// The `go.work` that it belongs to.
    pub workspace: Option<PathBuf>,
    pub repository: Option<PathBuf>,
    /// The version in the `go` line of its `go.mod`: `1.27.0`; `null` if it has none, which means 1.16.
    pub go: Option<String>,
    /// The name in the `toolchain` line of its `go.mod`: `go1.27.3`.
    pub toolchain: Option<String>,
    /// Everything that asks for a Go here: its own files first, then the builds on servers.
    pub asked: Vec<Asked>,
    /// The Go that a new terminal gets there today.
    pub today: ProjectGo,
    /// The Go that a new terminal would get there after the upgrade that Upgo offers; `null` if it offers none.
    pub after: Option<ProjectGo>,
    /// Whether that upgrade concerns it.
    pub concern: ProjectConcern,
    /// The same as one line, without a full stop.
    pub line: Statement,
    /// What the user should know about it, the most important first.
    pub findings: Vec<ProjectFinding>,
    /// The known vulnerabilities of the Go that it gets today, in packages that it imports; `null` if its imports or the
    /// vulnerabilities are unknown.
    pub vulnerabilities: Option<Vec<String>>,
    /// Those of them that the upgrade fixes; empty if unknown.
    pub fixed: Vec<String>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProjectGo {
    /// The toolchain that runs, `go1.27.3`; `null` if there is none, Go refuses to run, or no file contains its version.
    pub version: Option<String>,
    /// Its source; `null` if none runs.
    pub from: Option<From>,
    /// Whether Go accepts the project, judging by its files.
    pub works: bool,
    /// Why it does not.
    pub problem: Option<Problem>,
    pub decided_by: Option<Cause>,
    /// Why this Go runs; `null` if nothing decides.
    pub reason: Option<Statement>,
    /// That this Go may not exist, as a parenthesis.
    #[serde(skip)]
    pub unlisted: Option<Statement>,
}

/// Whether the offered upgrade concerns a project.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum ProjectConcern {
    /// Upgo offers no upgrade.
    NoUpgrade,
    /// Another Go runs there after it.
    Changes,
    /// Another Go runs there after it, and that fixes vulnerabilities in packages that it imports.
    Secures,
    /// It does not work today, and would after the upgrade.
    Repairs,
    /// It works today, and would not after the upgrade.
    Breaks,
    /// The same Go runs there after it: its own lines or a setting decide.
    Keeps,
    /// It works neither today nor after it.
    Broken,
}

/// Something that the user should know about a project.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProjectFinding {
    pub kind: ProjectFindingKind,
    /// It as a sentence, without a full stop.
    pub text: Statement,
    /// The places that it is about: indices into `asked`.
    pub asked: Vec<u32>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, Type, rename_all = "kebab-case")]
pub enum ProjectFindingKind {
    /// Go does not accept its files, on any machine.
    GoRefuses,
    /// A build on a server uses an older Go than the project requires.
    CiTooOld,
    /// A version-manager file names an older Go than the project requires.
    VersionFileTooOld,
    /// The Go that it gets, or a build on a server uses, has known vulnerabilities in packages that it imports.
    Vulnerable,
    /// It gets a Go whose release line gets no fixes any more.
    Unsupported,
    /// A build on a server uses a Go whose release line gets no fixes any more.
    CiUnsupported,
    /// Its files name different versions.
    FilesDisagree,
    /// A build on a server uses another release line than the one that a terminal gets.
    CiDiffers,
    /// Its `go.mod` cannot be read, or too many lines ask for a Go.
    Unread,
}

impl ProjectFindingKind {
    /// Whether a commit decides it, and not the machine or the day, so that a gate counts it.
    pub(crate) fn counts(self) -> bool {
        match self {
            Self::GoRefuses | Self::CiTooOld | Self::VersionFileTooOld | Self::FilesDisagree | Self::Unread => true,
            Self::Vulnerable | Self::Unsupported | Self::CiUnsupported | Self::CiDiffers => false,
        }
    }
}

impl ProjectConcern {
    pub(crate) fn is_concerned(self) -> bool {
        matches!(self, Self::Changes | Self::Secures | Self::Repairs | Self::Breaks)
    }
}
