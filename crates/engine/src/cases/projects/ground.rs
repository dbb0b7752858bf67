//! Where projects lie: which folders to search, which repository a project belongs to, and which files speak about it.
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::base::paths::{clean, goes_up};
use crate::base::report::{Code, Problem};
use crate::base::words::{Sentence, Value};
use crate::base::{bounded, encoding};
use crate::projects::{
    self, Asked, AskedMeaning, FileKind, Found, FoundFile, FoundFiles, FoundLines, ProjectText, of_github, requested_go,
};
use crate::which_go::follow::{self, FileText, Obstacle, VERSION_FILES, in_mise, wanted};

const MOST: usize = 200;

#[derive(Debug, Default)]
pub(super) struct Ground {
    /// Sorted.
    pub(super) projects: Vec<PathBuf>,
    repositories: HashSet<PathBuf>,
    /// The lines of version-manager files, with the place of each among those of one folder, by that folder.
    version_files: HashMap<PathBuf, Vec<(usize, FileKind, Vec<Asked>)>>,
    /// The lines of builds on servers that concern all projects in a folder, by that folder.
    of_folder: HashMap<PathBuf, Vec<Found>>,
    /// The lines of Dockerfiles, by the project that each belongs to.
    of_project: HashMap<PathBuf, Vec<Asked>>,
    /// The files that could not be read, or not as a whole.
    pub(super) unread: Vec<(PathBuf, Problem)>,
}

/// The texts of files as they would be after an edit.
pub(in crate::cases) type EditedTexts = HashMap<PathBuf, String>;

/// The text of a file, as far as it is read.
pub(in crate::cases) fn text_of(path: &Path, edited: &EditedTexts) -> Result<String, Value> {
    if let Some(text) = edited.get(path) {
        return Ok(text.clone());
    }
    let read = bounded::read(path, projects::LARGEST);
    read.map(|bytes| encoding::text(&bytes)).map_err(|error| Value::from(&error))
}

/// What a file asks for, as far as it could be read, the lines of others that it replaces, and why that is not all.
type ReadLines = (Vec<Found>, BTreeSet<(PathBuf, u32)>, Option<Problem>);

pub(super) fn lines_of(file: &FoundFile, edited: &EditedTexts) -> ReadLines {
    let path = &*file.path;
    let problem = |error| Some(Problem::new(Code::ProjectFile, say!(CouldNotReadBecause { path, error })));
    let useless = |why| Some(requested_go::not_understood(path, &why));
    let nothing = |why| (Vec::new(), BTreeSet::new(), why);
    let named = place_of(path).filter(|_| file.kind.is_version_file() && !edited.contains_key(path));
    let read = match named.map(|(_, name, folder)| follow::read(folder, name)) {
        Some(FileText::Is(text)) => Ok(text),
        Some(FileText::Unusable(why)) => return nothing(useless(why)),
        Some(FileText::Missing) | None => text_of(path, edited),
    };
    let text = match read {
        Ok(text) if file.kind == FileKind::Mise && in_mise(&text).is_none() => {
            return nothing(useless(Obstacle::NotToml));
        }
        Ok(text) => text,
        Err(error) => return nothing(problem(error)),
    };
    let source = ProjectText { kind: file.kind, file: path, text: &text, read: &|path| text_of(path, edited).ok() };
    let FoundLines { lines, are_all, replaced, .. } = projects::found(source);
    let is_unknown = || lines.first().is_some_and(|line| wanted(&line.asked.text).is_none());
    let why = match are_all {
        true if file.kind.is_version_file() && is_unknown() => useless(Obstacle::NoVersion),
        true => None,
        false => problem(Sentence::NotUnderstood.into()),
    };
    (lines, replaced, why)
}

/// The folder whose version file this is, with the file's place in their order and its name there: for
/// `.config/mise/mise.toml`, the folder above `.config`.
fn place_of(file: &Path) -> Option<(usize, &'static str, &Path)> {
    let parts = |name: &str| Path::new(name).iter().count();
    let names = VERSION_FILES.into_iter().enumerate().filter(|(_, name)| file.ends_with(name));
    let (place, name) = names.max_by_key(|(_, name)| parts(name))?;
    Some((place, name, file.ancestors().nth(parts(name))?))
}

/// Whether a folder is in a repository, if there is one.
pub(super) fn is_within(folder: &Path, repository: Option<&Path>) -> bool {
    repository.is_none_or(|repository| folder.starts_with(repository))
}

impl Ground {
    /// Puts in order what was found; `read` are the files besides `go.mod` with their lines.
    pub(super) fn of(found: FoundFiles, read: Vec<(FoundFile, ReadLines)>) -> Self {
        let folder = |file: &FoundFile| file.path.parent().unwrap_or(&file.path).to_owned();
        let modules = found.files.iter().filter(|file| file.kind == FileKind::GoMod);
        let mut ground = Self {
            projects: modules.map(folder).collect(),
            repositories: found.repositories.into_iter().collect(),
            ..Self::default()
        };
        ground.projects.sort();
        ground.projects.dedup();
        let runs = |(file, _): &(FoundFile, ReadLines)| file.kind != FileKind::Workflow || ground.may_run(&file.path);
        let read: Vec<_> = read.into_iter().filter(runs).collect();
        let replaced: HashSet<_> = read.iter().flat_map(|(_, (_, replaced, _))| replaced).cloned().collect();
        for (file, (mut lines, _, problem)) in read {
            // others build with another value
            for Found { asked, .. } in &mut lines {
                if replaced.contains(&(file.path.clone(), asked.line)) {
                    (asked.means, asked.version) = (AskedMeaning::Unknown, None);
                }
            }
            ground.unread.extend(problem.map(|problem| (file.path.clone(), problem)));
            if let Some((place, _, folder)) = place_of(&file.path).filter(|_| file.kind.is_version_file()) {
                let files = ground.version_files.entry(folder.to_owned()).or_default();
                files.push((place, file.kind, asked(lines)));
                files.sort_by_key(|(place, ..)| *place);
            } else if file.kind.is_ci() {
                ground.add(&file, lines);
            }
        }
        ground
    }

    fn add(&mut self, file: &FoundFile, lines: Vec<Found>) {
        let repository = self.repository(&file.path);
        let Some(folder) = file.path.parent() else { return };
        let outermost = if matches!(file.kind, FileKind::Dockerfile | FileKind::Images) {
            let above = || folder.ancestors().take_while(|above| is_within(above, repository.as_deref()));
            if let Some(project) = above().find(|above| self.is_project(above)) {
                self.of_project.entry(project.to_owned()).or_default().extend(asked(lines));
                return;
            }
            let around = above().find(|above| repository.is_some() && self.has_projects(above));
            around.unwrap_or(folder).to_owned()
        } else {
            repository.unwrap_or_else(|| of_github(&file.path).unwrap_or(folder).to_owned())
        };
        self.of_folder.entry(outermost).or_default().extend(lines);
    }

    /// Whether GitHub knows a workflow: one in another folder than that of the repository, such as a subtree of another
    /// repository, never runs. An action may be anywhere.
    fn may_run(&self, workflow: &Path) -> bool {
        let is_action = !workflow.parent().is_some_and(|folder| folder.ends_with("workflows"));
        is_action || self.repository(workflow).is_none_or(|repository| of_github(workflow) == Some(&repository))
    }

    fn has_projects(&self, folder: &Path) -> bool {
        let first = self.projects.partition_point(|project| project.as_path() < folder);
        self.projects.get(first).is_some_and(|project| project.starts_with(folder))
    }

    fn is_project(&self, folder: &Path) -> bool {
        self.projects.binary_search_by(|project| project.as_path().cmp(folder)).is_ok()
    }

    pub(super) fn repository(&self, path: &Path) -> Option<PathBuf> {
        path.ancestors().find(|folder| self.repositories.contains(*folder)).map(Path::to_owned)
    }

    /// What version-manager files and builds on servers ask for in a project, and whether that is all.
    pub(super) fn asked(&self, project: &Path) -> (Vec<Asked>, bool) {
        let repository = self.repository(project);
        let mut asked = self.in_version_files(project, repository.as_deref());
        let above = project.ancestors().filter(|folder| is_within(folder, repository.as_deref()));
        let builds = above.filter_map(|folder| self.of_folder.get(folder)).flatten();
        asked.extend(builds.filter(|one| self.concerns(one, project)).map(|one| one.asked.clone()));
        asked.extend(self.of_project.get(project).into_iter().flatten().cloned());
        let are_all = asked.len() <= MOST;
        asked.truncate(MOST);
        (asked, are_all)
    }

    /// The nearest file of each version manager, up to the folder of the repository.
    fn in_version_files(&self, project: &Path, repository: Option<&Path>) -> Vec<Asked> {
        let mut kinds = HashSet::new();
        let mut asked = Vec::new();
        for folder in project.ancestors() {
            for (_, kind, lines) in self.version_files.get(folder).into_iter().flatten() {
                if !lines.is_empty() && kinds.insert(*kind) {
                    asked.extend(lines.iter().cloned());
                }
            }
            if Some(folder) == repository {
                break;
            }
        }
        asked
    }

    /// Whether a line of a workflow is about a project: not if it takes the version of another one, or builds in the
    /// folders of others.
    fn concerns(&self, Found { asked, folders, .. }: &Found, project: &Path) -> bool {
        let repository = self.repository(project);
        if asked.word == "go-version-file"
            && asked.text.ends_with("go.mod")
            && !goes_up(Path::new(&asked.text))
            && let Some(repository) = &repository
        {
            let named = clean(&repository.join(&asked.text));
            let folder = named.parent().unwrap_or(&named);
            if folder != project && self.is_project(folder) {
                return false;
            }
        }
        let is_built = |folder: &PathBuf| {
            let mut above = folder.ancestors().take_while(|above| is_within(above, repository.as_deref()));
            above.find(|above| self.is_project(above)).map_or(project.starts_with(folder), |owner| owner == project)
        };
        folders.as_ref().is_none_or(|folders| folders.iter().any(is_built))
    }
}

fn asked(lines: Vec<Found>) -> Vec<Asked> {
    lines.into_iter().map(|found| found.asked).collect()
}
