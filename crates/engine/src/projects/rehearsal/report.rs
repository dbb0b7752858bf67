//! The report of a rehearsal: what differs for each project between the Go in use and another one.
use std::path::PathBuf;

use jiff::Timestamp;

use super::{FixesOutcome, FixesSummary, RehearsedFixes, Tried};
use crate::base::display::sentence;
use crate::base::report::{Problem, RehearsalPhase};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};

/// The result of a rehearsal: projects were built, and perhaps tested, with two Go versions in turn.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsalReport {
    /// When it began.
    pub at: Timestamp,
    /// The Go to compare with, which is in use.
    pub from: Version,
    /// The Go that was tried.
    pub to: Version,
    /// Whether the tests of the projects were run. Without them, nothing of the projects was executed.
    pub tests: bool,
    /// The result for all projects.
    pub verdict: RehearsalVerdict,
    /// The projects, in the order in which they were given.
    pub projects: Vec<RehearsedProject>,
    /// How long it took.
    pub milliseconds: u64,
    /// What `go fix` of the tried Go changes in all projects; `null` if that was not asked, or if it is too old.
    #[serde(default)]
    pub fixes: Option<FixesSummary>,
    /// Warnings for the user, such as what this system cannot confine.
    pub warnings: Vec<Problem>,
}

impl RehearsalReport {
    pub fn broken(&self) -> impl Iterator<Item = &RehearsedProject> {
        self.with(RehearsalVerdict::Breaks)
    }

    pub fn with(&self, verdict: RehearsalVerdict) -> impl Iterator<Item = &RehearsedProject> {
        self.projects.iter().filter(move |project| project.verdict == verdict)
    }

    /// The projects that `go fix` changes and that still work, with what it changes.
    pub fn fixed(&self) -> impl Iterator<Item = (&RehearsedProject, &RehearsedFixes)> {
        let all = self.projects.iter().filter_map(|project| Some((project, project.fixes.as_ref()?)));
        all.filter(|(_, fixes)| fixes.outcome == FixesOutcome::Works)
    }

    /// Whether a test passed with both versions, in any project.
    pub fn has_passing_tests(&self) -> bool {
        self.projects.iter().any(|project| project.passing_tests.is_some_and(|passing| passing > 0))
    }
}

impl RehearsedProject {
    pub(crate) fn has_nothing_to_build(&self) -> bool {
        self.phases.is_empty() && self.reason == Some(Sentence::RehearsalNoPackages.into())
    }

    /// A name for people: its module path, or the name of its folder.
    pub fn name(&self) -> String {
        let folder = || self.folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = self.module.clone().or_else(folder).unwrap_or_else(|| self.folder.display().to_string());
        sentence(name)
    }
}

/// The result of a rehearsal, or for one of its projects; a later one outweighs the earlier ones.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Type)]
pub enum RehearsalVerdict {
    /// Nothing differs.
    Same,
    /// Something differs, but nothing breaks: a new finding of `go vet`, a flaky test, or something that works again.
    Differs,
    /// A part of it fails with both versions, so nothing is known about that part.
    FailsWithBoth,
    /// The result is not known: the project could not be tried, a limit was reached, or a test may have failed because of
    /// a limit.
    Unknown,
    /// Something that works with the Go in use fails with the other one.
    Breaks,
}

/// The rehearsal of one module.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsedProject {
    /// The folder of its `go.mod`.
    pub folder: PathBuf,
    /// Its module path; `null` if its `go.mod` has none.
    pub module: Option<String>,
    /// The result.
    pub verdict: RehearsalVerdict,
    /// Why the result is not known, or what fails with both versions, as a sentence; `null` if neither is so.
    pub reason: Option<Statement>,
    /// What differs: first what breaks.
    pub differences: Vec<RehearsalDifference>,
    /// How many differences were left out, because there are too many.
    pub more: u64,
    /// What failed with both, and so is not caused by the upgrade.
    pub failing_with_both: u64,
    /// How many tests passed with both; `null` if no tests were run. Subtests and skipped tests do not count.
    #[serde(default)]
    pub passing_tests: Option<u64>,
    /// What ran, in order.
    pub phases: Vec<RehearsedPhase>,
    /// The programs that were built with at least one of the two.
    pub binaries: Vec<RehearsedBinary>,
    /// What `go fix` of the tried Go changes in a copy of the project; `null` if it was not tried.
    #[serde(default)]
    pub fixes: Option<RehearsedFixes>,
    /// What was tried, for an edit that follows; `None` if nothing but the project as it is.
    #[serde(skip)]
    pub(crate) tried: Option<Tried>,
}

/// One phase, with both Go versions.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsedPhase {
    /// Which one.
    pub phase: RehearsalPhase,
    /// With the Go in use; `null` if it was not run.
    pub from: Option<RehearsedRun>,
    /// With the other one; `null` if it was not run.
    pub to: Option<RehearsedRun>,
}

/// One phase with one Go.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsedRun {
    pub passed: bool,
    /// How long it took.
    pub milliseconds: u64,
    /// The most memory that it used at once, in bytes; `null` if the system does not say.
    pub peak_memory_bytes: Option<u64>,
}

/// The size of a program that was built.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsedBinary {
    pub name: String,
    /// Its size with the Go in use, in bytes; `null` if it was not built.
    pub from_bytes: Option<u64>,
    /// Its size with the other one.
    pub to_bytes: Option<u64>,
}

/// One difference between the two Go versions.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsalDifference {
    /// What was run.
    pub phase: RehearsalPhase,
    pub kind: RehearsalDifferenceKind,
    /// The package that it is in; `null` if it concerns the whole project.
    pub package: Option<String>,
    /// The test, with its subtests after slashes; `null` if it is not about a test.
    pub test: Option<String>,
    /// What Go said, each with its place, with the Go that failed.
    pub findings: Vec<RehearsalFinding>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Type)]
pub enum RehearsalDifferenceKind {
    /// It works with the Go in use and fails with the other one.
    Breaks,
    /// A new finding of `go vet`, which stops neither a build nor a test.
    NewFinding,
    /// A test that passes and fails with the same Go, when it is run again.
    Flaky,
    /// It fails with the Go in use and works with the other one.
    Mended,
}

/// A line of the compiler, the linker, `go vet`, a test or the go command, with its place.
#[answer(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type)]
pub struct RehearsalFinding {
    /// The file, as a full path; `null` if the line names none.
    pub file: Option<PathBuf>,
    /// The line in the file, counted from 1.
    pub line: Option<u32>,
    /// The column in bytes, counted from 1.
    pub column: Option<u32>,
    pub text: String,
    /// The analyzer of `go vet` that found it; `null` for other lines.
    pub analyzer: Option<String>,
}

/// The rehearsal of a change in the history.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct RehearsalSummary {
    /// The result for all projects.
    pub verdict: RehearsalVerdict,
    /// Whether the tests of the projects were run.
    pub tests: bool,
    pub projects: u32,
    /// The names of those that break.
    pub broken: Vec<String>,
}

impl From<&RehearsalReport> for RehearsalSummary {
    fn from(report: &RehearsalReport) -> Self {
        Self {
            verdict: report.verdict,
            tests: report.tests,
            projects: u32::try_from(report.projects.len()).unwrap_or(u32::MAX),
            broken: report.broken().map(RehearsedProject::name).collect(),
        }
    }
}
