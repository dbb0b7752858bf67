//! A gate for build servers: what the files of projects disagree about, and which of it is new. Only files count, so
//! that a build fails because of a commit, not of the machine or the day; vulnerabilities are for `audit`.
mod junit;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::fleet::write;
use super::{Engine, ProjectFindingKind, ProjectReport, ProjectsReport, WhyReport};
use crate::base::bounded;
use crate::base::display::one_line;
use crate::base::json::without_mark;
use crate::base::report::{Code, Problem, Result};
use crate::base::words::{Language, Sentence, Value};
use crate::machine::effect::of_io;

const FORMAT: u32 = 1;
/// In bytes.
const LARGEST: u64 = 4 << 20;

/// The kinds of disagreement, with what each means.
pub const KINDS: &[(&str, &str)] = &[
    ("ci-too-old", "A build on a server uses an older Go than the project requires."),
    ("version-file-too-old", "A version-manager file names an older Go than the project requires."),
    ("files-disagree", "Version-manager files name different versions."),
    ("ci-unsupported", "A build on a server uses a Go whose release line gets no fixes any more."),
    ("go-refuses", "Go does not accept the project."),
    ("unread", "A go.mod file cannot be read."),
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub projects: Vec<String>,
    pub disagreements: Vec<Disagreement>,
}

/// Something in the files of a project that disagrees about Go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    pub project: String,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// An English sentence, without a full stop.
    pub text: String,
    /// Relative to the repository; line 0 is the whole file.
    pub places: Vec<(String, u32)>,
    /// What it depends on, without the numbers of lines, which other edits move.
    key: Vec<String>,
    pub is_known: bool,
}

/// What is known, and no reason to fail.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    format: u32,
    known: BTreeSet<KnownDisagreement>,
}

#[answer(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct KnownDisagreement {
    project: String,
    kind: String,
    about: Vec<String>,
}

impl Gate {
    pub fn of_projects(report: &ProjectsReport) -> Self {
        let projects = report.projects.iter().map(|project| one_line(&project.name)).collect();
        let disagreements = report.projects.iter().flat_map(of_project).collect();
        Self { projects, disagreements }
    }

    #[must_use]
    pub fn with_folder(mut self, folder: &Path, why: &WhyReport) -> Self {
        let name = folder.file_name().map_or_else(|| folder.to_string_lossy(), |name| name.to_string_lossy());
        if self.projects.is_empty() {
            self.projects.push(one_line(&name));
        }
        let is_said = self.disagreements.iter().any(|one| one.kind == "go-refuses");
        if let Some(problem) = why.problem.as_ref().filter(|_| !is_said) {
            self.disagreements.push(refusal(one_line(&name), problem, Vec::new()));
        }
        self
    }

    /// Returns how many entries of the baseline are not found any more.
    pub fn compare(&mut self, baseline: &Baseline) -> usize {
        let mut found = 0;
        for one in &mut self.disagreements {
            one.is_known = baseline.known.contains(&one.known());
            found += usize::from(one.is_known);
        }
        baseline.known.len().saturating_sub(found)
    }

    pub fn new_ones(&self) -> impl Iterator<Item = &Disagreement> {
        self.disagreements.iter().filter(|one| !one.is_known)
    }

    pub fn baseline(&self) -> Baseline {
        Baseline { format: FORMAT, known: self.disagreements.iter().map(Disagreement::known).collect() }
    }

    /// A test case for each project and kind.
    pub fn junit(&self) -> String {
        junit::document(self)
    }
}

impl Disagreement {
    fn known(&self) -> KnownDisagreement {
        KnownDisagreement { project: self.project.clone(), kind: self.kind.to_owned(), about: self.key.clone() }
    }

    pub fn means(&self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self.kind).map_or("", |(_, meaning)| meaning)
    }
}

fn of_project(project: &ProjectReport) -> Vec<Disagreement> {
    let base = project.repository.as_deref().unwrap_or(&project.folder);
    let name = one_line(&project.name);
    let relative = |file: &PathBuf| {
        let short = file.strip_prefix(base).unwrap_or(file);
        short.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let mut all: Vec<Disagreement> = Vec::new();
    for finding in &project.findings {
        let Some(kind) = kind_of(finding.kind) else { continue };
        let asked = finding.asked.iter().filter_map(|index| project.asked.get(usize::try_from(*index).ok()?));
        let asked: Vec<_> = asked.filter_map(|asked| Some((relative(asked.file.as_ref()?), asked))).collect();
        let mut key: Vec<_> =
            asked.iter().map(|(file, asked)| format!("{file}: {} {}", asked.word, asked.text)).collect();
        key.sort();
        let mut places: Vec<_> = asked.into_iter().map(|(file, asked)| (file, asked.line)).collect();
        if places.is_empty() {
            places.push((relative(&project.folder.join("go.mod")), 0));
        }
        let text = finding.text.say(Language::English);
        all.push(Disagreement { project: name.clone(), kind, text, places, key, is_known: false });
    }
    if let Some(problem) = project.today.problem.as_ref().filter(|_| all.iter().all(|one| one.kind != "unread")) {
        all.push(refusal(name, problem, vec![(relative(&project.folder.join("go.mod")), 0)]));
    }
    all
}

fn refusal(project: String, problem: &Problem, places: Vec<(String, u32)>) -> Disagreement {
    let text = problem.message.say(Language::English);
    let key = vec![problem.code.to_string()];
    Disagreement { project, kind: "go-refuses", text, places, key, is_known: false }
}

/// `None` if it depends on the machine or on what is published, and not on the files alone.
fn kind_of(kind: ProjectFindingKind) -> Option<&'static str> {
    use ProjectFindingKind as Kind;
    match kind {
        Kind::CiTooOld => Some("ci-too-old"),
        Kind::VersionFileTooOld => Some("version-file-too-old"),
        Kind::FilesDisagree => Some("files-disagree"),
        Kind::CiUnsupported => Some("ci-unsupported"),
        Kind::Unread => Some("unread"),
        Kind::Vulnerable | Kind::Unsupported | Kind::CiDiffers => None,
    }
}

impl Engine {
    pub fn read_baseline(&self, file: &Path) -> Result<Baseline> {
        let unreadable = |code, error: Value| {
            Problem::new(code, say!(CouldNotReadBecause { path: file, error })).with_next(Sentence::WriteBaseline)
        };
        let bytes = bounded::read(file, LARGEST)
            .map_err(|error| unreadable(of_io(&error), Value::from(&error)).of_no_change())?;
        let baseline: Baseline = serde_json::from_slice(without_mark(&bytes))
            .map_err(|error| unreadable(Code::Usage, error.to_string().into()))?;
        if baseline.format > FORMAT {
            let newer = say!(BaselineNewer { path: file });
            return Err(Problem::new(Code::Usage, newer).with_next(Sentence::WriteBaseline));
        }
        Ok(baseline)
    }

    /// An existing file is replaced.
    pub fn write_baseline(&self, baseline: &Baseline, file: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(baseline).map_err(|error| super::snapshot::disk(error.into()))?;
        write(file, &(text + "\n"))
    }
}

#[cfg(test)]
mod tests;
