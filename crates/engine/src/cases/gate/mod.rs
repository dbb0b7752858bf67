//! A gate for build servers: what the files of projects disagree about, and which of it is new. Only files count, so
//! that a build fails because of a commit, not of the machine or the day; vulnerabilities are for `audit`.
mod junit;

use std::collections::BTreeSet;
use std::path::{MAIN_SEPARATOR, Path};

use super::fleet::write;
use super::{Engine, ProjectFindingKind as Kind, ProjectReport, ProjectsReport};
use crate::base::bounded;
use crate::base::display::one_line;
use crate::base::json::without_mark;
use crate::base::report::{Code, Problem, Result};
use crate::base::words::{Language, Sentence, Value};
use crate::machine::effect::of_io;

const FORMAT: u32 = 1;
/// In bytes.
const LARGEST: u64 = 4 << 20;

/// The kinds of disagreement, with the name and the meaning of each.
pub const KINDS: &[(Kind, &str, &str)] = &[
    (Kind::CiTooOld, "ci-too-old", "A build on a server uses an older Go than the project requires."),
    (
        Kind::VersionFileTooOld,
        "version-file-too-old",
        "A version-manager file names an older Go than the project requires.",
    ),
    (Kind::FilesDisagree, "files-disagree", "Version-manager files name different versions."),
    (Kind::GoRefuses, "go-refuses", "Go does not accept the files of the project."),
    (Kind::Unread, "unread", "A file or folder cannot be read, or not as a whole."),
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub projects: Vec<String>,
    pub disagreements: Vec<Disagreement>,
    /// What depends on the day, so that it is shown and does not count: builds with a Go that gets no fixes any more.
    pub notes: Vec<Disagreement>,
}

/// Something in the files of a project that disagrees about Go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Its path in the repository; its module at the root. The same on every machine.
    pub project: String,
    /// Its name in [`KINDS`].
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
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, deny_unknown_fields)]
pub struct Baseline {
    format: u32,
    known: BTreeSet<KnownDisagreement>,
}

#[answer(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, deny_unknown_fields)]
struct KnownDisagreement {
    project: String,
    kind: String,
    about: Vec<String>,
}

impl Gate {
    /// Fails if there is nothing to judge.
    pub fn of_projects(report: &ProjectsReport) -> Result<Self> {
        let mut gate = Self { projects: Vec::new(), disagreements: Vec::new(), notes: Vec::new() };
        for project in &report.projects {
            let name = name_of(project, report);
            gate.notes.extend(of_project(project, &name, &[(Kind::CiUnsupported, "ci-unsupported", "")]));
            gate.disagreements.extend(of_project(project, &name, KINDS));
            gate.projects.push(name);
        }
        let not_searched = report.folders.iter().filter(|_| report.truncated);
        for path in report.unread.iter().chain(not_searched) {
            let around = report.projects.iter().filter(|project| path.starts_with(&project.folder));
            let nearest = around.max_by_key(|project| project.folder.components().count());
            let project = nearest.map_or_else(|| ".".to_owned(), |project| name_of(project, report));
            let bases = report.projects.iter().filter_map(|project| project.repository.as_ref());
            let base = bases.chain(&report.folders).find(|base| path.starts_with(base));
            let file = relative(path, base.unwrap_or(path));
            let text = say!(CannotRead { file: &file }).say(Language::English);
            let (places, key) = (vec![(file.clone(), 0)], vec![file]);
            if !gate.projects.contains(&project) {
                gate.projects.push(project.clone());
            }
            gate.disagreements.push(Disagreement { project, kind: "unread", text, places, key, is_known: false });
        }
        if gate.projects.is_empty() {
            let folders = report.folders.iter().map(|folder| say!(Named { name: folder.as_path() }));
            let folders = folders.reduce(|first, second| say!(Either { first, second }));
            let nothing =
                folders.map_or(Sentence::ProjectsNoFolders.into(), |folders| say!(NothingToJudge { folders }));
            return Err(Problem::new(Code::Usage, nothing));
        }
        Ok(gate)
    }

    /// Returns how many entries of the baseline about these projects are not found any more.
    pub fn compare(&mut self, baseline: &Baseline) -> usize {
        let mut gone: BTreeSet<_> = baseline.known.iter().filter(|one| self.projects.contains(&one.project)).collect();
        for one in &mut self.disagreements {
            let known = one.known();
            one.is_known = baseline.known.contains(&known);
            gone.retain(|one| **one != known);
        }
        gone.len()
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

    /// Its places for people and build servers.
    pub fn shown_places(&self) -> Vec<String> {
        let shown = |(file, line): &(String, u32)| match line {
            0 => one_line(file),
            line => format!("{}:{line}", one_line(file)),
        };
        self.places.iter().map(shown).collect()
    }
}

/// `services/api`, wherever the repository is.
fn name_of(project: &ProjectReport, report: &ProjectsReport) -> String {
    let searched = || report.folders.iter().find(|folder| project.folder.starts_with(folder));
    let base = project.repository.as_ref().or_else(searched);
    let within = base.map(|base| relative(&project.folder, base)).filter(|within| within != ".");
    one_line(within.as_ref().or(project.module.as_ref()).map_or(".", String::as_str))
}

/// With slashes on every system.
pub(super) fn relative(path: &Path, base: &Path) -> String {
    let parts = path.strip_prefix(base).unwrap_or(path).iter().map(|part| part.to_string_lossy());
    Some(parts.collect::<Vec<_>>().join("/")).filter(|path| !path.is_empty()).unwrap_or_else(|| ".".to_owned())
}

fn of_project(project: &ProjectReport, name: &str, kinds: &[(Kind, &'static str, &str)]) -> Vec<Disagreement> {
    let base = project.repository.as_deref().unwrap_or(&project.folder);
    let mut all: Vec<Disagreement> = Vec::new();
    for finding in &project.findings {
        let Some((_, kind, _)) = kinds.iter().find(|(kind, ..)| *kind == finding.kind) else { continue };
        let asked = finding.asked.iter().filter_map(|index| project.asked.get(usize::try_from(*index).ok()?));
        let asked: Vec<_> = asked.filter_map(|asked| Some((relative(asked.file.as_ref()?, base), asked))).collect();
        // a path in full becomes one of the repository, as on every machine
        let up = "../".repeat(project.folder.strip_prefix(base).map_or(0, |within| within.components().count()));
        let text = finding.text.say(Language::English).replace(&format!("{}{MAIN_SEPARATOR}", base.display()), &up);
        let mut key: Vec<_> =
            asked.iter().map(|(file, asked)| format!("{file}: {} {}", asked.word, asked.text)).collect();
        key.sort();
        let mut places: Vec<_> = asked.into_iter().map(|(file, asked)| (file, asked.line)).collect();
        if places.is_empty() {
            places.push((relative(&project.folder.join("go.mod"), base), 0));
            key.push(text.clone()); // what is known of one refusal says nothing of another
        }
        all.push(Disagreement { project: name.to_owned(), kind, text, places, key, is_known: false });
    }
    all
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
        if baseline.format != FORMAT {
            let other = say!(BaselineOther { path: file });
            return Err(Problem::new(Code::Usage, other).with_next(Sentence::WriteBaseline));
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
