//! A gate for build servers: what the files of projects disagree about, and which of it is new. Only files count, so
//! that a build fails because of a commit, not of the machine or the day; vulnerabilities are for `audit`.
mod junit;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::fleet::write;
use super::{Engine, ProjectFindingKind as Kind, ProjectReport, ProjectsReport};
use crate::base::bounded;
use crate::base::display::one_line;
use crate::base::json::without_mark;
use crate::base::report::{Code, Problem, Result};
use crate::base::words::{Language, Sentence, Value};
use crate::machine::effect::of_io;
use crate::projects::{Asked, AskedBy};

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

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    projects: BTreeSet<String>,
    /// All that were read, each in which something may be found.
    files: BTreeSet<String>,
    /// By what each depends on: its kind and the texts of its lines, without their numbers, which other edits move, and
    /// without the projects, so that it is the same if one more has it.
    all: BTreeMap<String, Disagreement>,
}

/// A line, or a file as a whole, that disagrees with others about Go.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Disagreement {
    pub kind: Kind,
    /// An English sentence, without a full stop.
    pub text: String,
    /// The line itself first, then those that it disagrees with.
    pub places: Vec<DisagreementPlace>,
    /// The folders of the projects that it concerns, as in `places`.
    pub projects: Vec<String>,
    /// Whether the baseline names it.
    pub known: bool,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct DisagreementPlace {
    /// Relative to the repository, or to the folder above all that were searched, with slashes on every system.
    pub file: String,
    /// Counted from 1; 0 is the whole file.
    pub line: u32,
}

/// What is known, and no reason to fail, with the projects that it was found in.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, deny_unknown_fields)]
pub struct Baseline {
    format: u32,
    known: BTreeMap<String, Vec<String>>,
}

impl Gate {
    /// Fails if there is nothing to judge.
    pub fn of_projects(report: &ProjectsReport) -> Result<Self> {
        let root = |project: &ProjectReport| {
            let searched = || report.folders.iter().find(|folder| project.folder.starts_with(folder));
            project.repository.as_ref().or_else(searched).unwrap_or(&project.folder).clone()
        };
        let base = report.projects.iter().map(root).reduce(|one, other| shared(&one, &other)).unwrap_or_default();
        let mut gate = Self::default();
        for project in &report.projects {
            gate.add_project(project, &base);
        }
        let not_searched = report.folders.iter().filter(|_| report.truncated);
        for path in report.unread.iter().chain(not_searched) {
            let bases = report.projects.first().map(|_| &base).into_iter().chain(&report.folders);
            let file = relative(path, bases.into_iter().find(|base| path.starts_with(base)).unwrap_or(path));
            let text = say!(CannotRead { file: &file }).say(Language::English);
            let nearest = report.projects.iter().rfind(|project| path.starts_with(&project.folder));
            let project = nearest.map_or_else(|| ".".to_owned(), |project| relative(&project.folder, &base));
            gate.files.insert(file.clone());
            gate.add(Kind::Unread, text, vec![(file.clone(), DisagreementPlace { file, line: 0 })], project);
        }
        if gate.projects.is_empty() {
            let folders = report.folders.iter().map(|folder| say!(Named { name: folder.as_path() }));
            let folders = folders.reduce(|first, second| say!(Either { first, second }));
            let nothing =
                folders.map_or(Sentence::ProjectsNoFolders.into(), |folders| say!(NothingToJudge { folders }));
            return Err(Problem::new(Code::Usage, nothing));
        }
        for Disagreement { text, projects, .. } in gate.all.values_mut().filter(|one| one.projects.len() > 1) {
            let (count, names) = (projects.len(), Value::some_of(projects));
            *text = say!(GateProjects { what: &**text, count, names }).say(Language::English);
        }
        Ok(gate)
    }

    fn add_project(&mut self, project: &ProjectReport, base: &Path) {
        let (name, own) = (relative(&project.folder, base), relative(&project.folder.join("go.mod"), base));
        let files = project.asked.iter().filter_map(|asked| asked.file.as_ref());
        self.files.extend(files.map(|file| relative(file, base)).chain([own.clone()]));
        let repository = project.repository.as_deref().unwrap_or(&project.folder);
        // a path in full becomes one of the repository, as on every machine
        let up = "../".repeat(project.folder.strip_prefix(repository).map_or(0, |within| within.components().count()));
        let repository = format!("{}{MAIN_SEPARATOR}", repository.display());
        for finding in project.findings.iter().filter(|one| one.kind.counts() || one.kind == Kind::CiUnsupported) {
            let text = finding.text.say(Language::English).replace(&repository, &up);
            let asked = finding.asked.iter().filter_map(|index| project.asked.get(usize::try_from(*index).ok()?));
            let line = |Asked { by, file, line, word, text, .. }: &Asked| {
                let (file, line) = (relative(file.as_ref()?, base), *line);
                let said = format!("{word} {text}");
                let said = if *by == AskedBy::GoMod { said } else { format!("{file}: {said}") };
                Some((said, DisagreementPlace { file, line }))
            };
            let mut lines: Vec<_> = asked.filter_map(line).collect();
            if lines.is_empty() {
                // a workspace is refused as a whole; what is known of one refusal says nothing of another
                let work = project.asked.iter().find(|asked| asked.by == AskedBy::GoWork);
                let work = work.filter(|_| finding.kind == Kind::GoRefuses).and_then(|asked| asked.file.as_ref());
                let file = work.map_or_else(|| own.clone(), |work| relative(work, base));
                lines.push((format!("{file}: {text}"), DisagreementPlace { file, line: 0 }));
            }
            self.add(finding.kind, text, lines, name.clone());
        }
        self.projects.insert(name);
    }

    fn add(&mut self, kind: Kind, text: String, lines: Vec<(String, DisagreementPlace)>, project: String) {
        self.projects.insert(project.clone());
        let (about, places): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        let new = Disagreement { kind, text, places: Vec::new(), projects: Vec::new(), known: false };
        let one = self.all.entry(format!("{}: {}", new.name(), about.join(", "))).or_insert(new);
        let places = places.into_iter().filter(|place| !one.places.contains(place)).collect::<Vec<_>>();
        one.places.extend(places);
        one.projects.push(project);
        one.projects.dedup();
    }

    /// Returns how many entries of the baseline about these projects are not found any more.
    pub fn compare(&mut self, baseline: &Baseline) -> usize {
        for (key, one) in &mut self.all {
            one.known = baseline.known.contains_key(key);
        }
        let gone = baseline.known.iter().filter(|(key, _)| !self.all.contains_key(*key));
        gone.filter(|(_, projects)| projects.iter().any(|project| self.projects.contains(project))).count()
    }

    /// What counts, by what it depends on.
    pub fn disagreements(&self) -> impl Iterator<Item = (&String, &Disagreement)> {
        self.all.iter().filter(|(_, one)| one.kind.counts())
    }

    pub fn new_ones(&self) -> impl Iterator<Item = (&String, &Disagreement)> {
        self.disagreements().filter(|(_, one)| !one.known)
    }

    /// What depends on the day, so that it is shown and does not count: builds with a Go that gets no fixes any more.
    pub fn notes(&self) -> impl Iterator<Item = &Disagreement> {
        self.all.values().filter(|one| !one.kind.counts())
    }

    pub fn baseline(&self) -> Baseline {
        let known = self.disagreements().map(|(key, one)| (key.clone(), one.projects.clone()));
        Baseline { format: FORMAT, known: known.collect() }
    }
}

impl Disagreement {
    pub fn name(&self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self.kind).map_or("ci-unsupported", |(_, name, _)| name)
    }

    /// Its places for people and build servers.
    pub fn shown_places(&self) -> Vec<String> {
        let shown = |DisagreementPlace { file, line }: &DisagreementPlace| match line {
            0 => one_line(file),
            line => format!("{}:{line}", one_line(file)),
        };
        self.places.iter().map(shown).collect()
    }
}

/// The folder above both.
fn shared(one: &Path, other: &Path) -> PathBuf {
    one.iter().zip(other).take_while(|(one, other)| one == other).map(|(part, _)| part).collect()
}

pub(super) fn relative(path: &Path, base: &Path) -> String {
    let parts = path.strip_prefix(base).unwrap_or(path).iter().map(|part| part.to_string_lossy());
    Some(parts.collect::<Vec<_>>().join("/")).filter(|path| !path.is_empty()).unwrap_or_else(|| ".".to_owned())
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
