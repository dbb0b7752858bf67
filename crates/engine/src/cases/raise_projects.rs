//! `projects raise`: the lines that name a Go in many projects, as one plan.
//!
//! Planning only reads. A front end rehearses the projects first; the plan takes the last rehearsal of that release.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::pin::{not_edited, read};
use super::raise_commits::Committing;
use super::snapshot::Planning;
use super::{Engine, ProjectReport, ProjectsRequest, RehearsalReport, RehearsalVerdict, RehearseRequest};
use crate::base::report::{Cancel, Code, Events, Problem};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::plan::{self, Action, Plan, Snapshot, Step};
use crate::change::request::{ChangeRequest, CommitWish};
use crate::projects::edit::{
    FileEdit, FileKind, GoLines, NotEdited, ToolchainLine, go_lines, in_the_form_of, number_in, with_go_lines,
    with_versions,
};
use crate::released::advisories::Projects;
use crate::released::catalog::ReleaseRequest;

/// What to raise.
pub(super) struct RaiseWish<'a> {
    /// The Go.
    pub(super) go: &'a ReleaseRequest,
    /// The folders of the projects; without any, those of the settings.
    pub(super) projects: &'a [PathBuf],
    /// Whether to raise the builds on servers, too.
    pub(super) ci: bool,
    /// Whether the rehearsal decides nothing.
    pub(super) without_rehearsal: bool,
    /// Whether the edits are committed, and how.
    pub(super) commit: Option<&'a CommitWish>,
}

/// The Go that projects ask for afterwards.
pub(super) struct RaisedGo {
    /// The release.
    pub(super) version: Version,
    /// Whether the user named exactly this one, also for `go` lines.
    is_exact: bool,
}

/// The files of one repository, or of one module outside of any.
#[derive(Default)]
pub(super) struct Base {
    /// The folders of the modules that are not left out.
    pub(super) modules: Vec<PathBuf>,
    /// The files that belong to a single module, or to all of them if none is left out.
    files: BTreeSet<PathBuf>,
    /// The files for all modules.
    shared: BTreeSet<PathBuf>,
    /// Whether a module is left out.
    is_held: bool,
}

/// What an edit reads: the text of a file with this full path, and its kind.
pub(super) type Texts<'a> = &'a dyn Fn(&Path) -> Result<(String, FileKind), Problem>;

/// Whether a rehearsal decides which projects are raised. Those that run with the wished Go already need none, unless
/// the edits are for others, who may not have it yet; then an older Go has to be there to compare it with.
fn needs_rehearsal(seen: &Snapshot, version: &Version, is_committed: bool) -> bool {
    seen.current.as_ref() != Some(version) || (is_committed && seen.older_than(version).is_some())
}

impl Engine {
    /// Rehearses the projects of a request to raise them, with the Go that they will be raised to. It is installed first.
    /// The plan takes the report. `None` if there is nothing to compare that Go with, or nothing is to be rehearsed.
    pub fn rehearse_to_raise(
        &self,
        request: &ChangeRequest,
        tests: bool,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Option<RehearsalReport>, Problem> {
        let ChangeRequest::RaiseProjects { go, projects, without_rehearsal: false, commit, .. } = request else {
            return Ok(None);
        };
        let mut planning = Planning::new(cancel);
        let seen = self.look(None)?;
        let version = self.release_named(&seen, go, &mut planning)?;
        if !needs_rehearsal(&seen, &version, commit.is_some()) {
            return Ok(None);
        }
        let request = RehearseRequest {
            version: ReleaseRequest::Exact(version),
            projects: projects.clone(),
            tests,
            test_time: None,
            fixes: false,
        };
        self.rehearse(&request, cancel, events).map(Some)
    }

    /// The Go to which projects should be raised after a change, because it fixes known vulnerabilities.
    pub(super) fn raises_to(&self, plan: &Plan) -> Option<Version> {
        let (Some(from), Some(to)) = plan.switches()? else { return None };
        let settings = self.settings();
        if plan.action != Action::Upgrade || (settings.projects.is_empty() && !settings.projects_from_editors) {
            return None;
        }
        let advisories = self.known_advisories()?;
        let (fixes, _) = advisories.on(self.target()).fixes(from, to, &Projects::default())?;
        (fixes > 0).then(|| to.clone())
    }

    /// The plan that raises the Go of projects. Warnings say which projects and files are left out, and why.
    pub(super) fn plan_raise(&self, wish: &RaiseWish<'_>, planning: &mut Planning) -> Result<Plan, Problem> {
        let seen = self.look(None)?;
        let version = self.release_named(&seen, wish.go, planning)?;
        let projects = self.projects_to_change(wish.projects, planning)?;
        let needs_rehearsal = !wish.without_rehearsal && needs_rehearsal(&seen, &version, wish.commit.is_some());
        let rehearsed = if needs_rehearsal { self.last_rehearsal(&version) } else { None };
        let of = |project| if needs_rehearsal { refusal(project, rehearsed.as_ref(), &version) } else { None };
        let judged: Vec<(&ProjectReport, Option<Statement>)> =
            projects.iter().map(|project| (project, of(project))).collect();
        let bases = bases(&judged, wish, &mut planning.warnings);
        let go = RaisedGo { version, is_exact: matches!(wish.go, ReleaseRequest::Exact(_)) };
        let steps = match wish.commit {
            None => {
                bases.iter().filter_map(|(folder, base)| raise(folder, base, &go, &mut planning.warnings)).collect()
            }
            Some(commit) => {
                let committing = Committing { go: &go, wish: commit, rehearsed: rehearsed.as_ref() };
                self.commit_steps(&bases, &committing, planning)?
            }
        };
        Ok(plan::edit_projects(Action::RaiseProjects, seen.current, steps))
    }

    /// The projects in these folders, or in those of the settings.
    pub(super) fn projects_to_change(
        &self,
        folders: &[PathBuf],
        planning: &mut Planning,
    ) -> Result<Vec<ProjectReport>, Problem> {
        let found = self.list_projects(&ProjectsRequest { folders: folders.to_vec() }, &planning.cancel)?;
        if found.projects.is_empty() {
            return Err(Problem::new(Code::Usage, Sentence::NoProjectToChange).with_next(Sentence::NameOrAddProject));
        }
        planning.warnings.extend(found.warnings);
        Ok(found.projects)
    }
}

/// The files to edit, by the folder that has them all. Warnings say which projects are left out, and why.
fn bases(
    judged: &[(&ProjectReport, Option<Statement>)],
    wish: &RaiseWish<'_>,
    warnings: &mut Vec<Problem>,
) -> BTreeMap<PathBuf, Base> {
    // One line decides for all modules of a workspace, and none may ask for more than it.
    let is_held = |work: &Path| {
        judged.iter().any(|(project, refusal)| refusal.is_some() && project.workspace.as_deref() == Some(work))
    };
    let mut bases: BTreeMap<PathBuf, Base> = BTreeMap::new();
    for (project, refusal) in judged {
        let folder = match (wish.commit, &project.repository) {
            (None, _) => base_of(project),
            (Some(_), Some(repository)) => repository.clone(),
            (Some(_), None) => {
                warnings.push(left_out(&project.folder, Sentence::RaiseNoRepository.into()));
                continue;
            }
        };
        let base = bases.entry(folder).or_default();
        let held = project.workspace.as_deref().filter(|work| is_held(work));
        let together = held.map(|work| Sentence::RaiseWorkspace.with("path", work));
        let refusal = refusal.clone().or(together).or_else(|| unreachable_work(project));
        if let Some(why) = &refusal {
            base.is_held = true;
            warnings.push(left_out(&project.folder, why.clone()));
        } else {
            base.modules.push(project.folder.clone());
        }
        for file in files_of(project, wish.ci) {
            if is_shared(&file, project) {
                base.shared.insert(file);
            } else if refusal.is_none() {
                base.files.insert(file);
            }
        }
    }
    bases
}

/// The step that edits the files of a base; `None` if none changes. Warnings say which files are left out, and why.
fn raise(folder: &Path, base: &Base, go: &RaisedGo, warnings: &mut Vec<Problem>) -> Option<Step> {
    let files = raised_files(&|file| read(folder, file), folder, base, go, warnings);
    let folder = folder.to_owned();
    (!files.is_empty()).then(|| Step::EditProject { folder, version: go.named(), files, branch: None })
}

/// The edits of the files of a base. Warnings say which files are left out, and why.
pub(super) fn raised_files(
    texts: Texts<'_>,
    folder: &Path,
    base: &Base,
    go: &RaisedGo,
    warnings: &mut Vec<Problem>,
) -> Vec<FileEdit> {
    let needs_patch = base.files.iter().any(|file| names_patch(texts, file));
    let raised_file = |file: &Path| raised_file(texts, folder, file, go, needs_patch);
    if base.is_held {
        let stays = |file: &PathBuf| {
            let says = Sentence::RaiseShared.with("path", file.as_path()).with("folder", folder);
            Problem::new(Code::ProjectLeftOut, says)
        };
        let would_change = |file: &&PathBuf| !matches!(raised_file(file), Ok(None));
        warnings.extend(base.shared.iter().filter(would_change).map(stays));
    }
    let shared = base.shared.iter().filter(|_| !base.is_held);
    let mut files = Vec::new();
    for file in base.files.iter().chain(shared) {
        match raised_file(file) {
            Ok(edit) => files.extend(edit),
            Err(problem) => warnings.push(Problem { code: Code::ProjectLeftOut, ..problem }),
        }
    }
    files
}

/// The folder with all files of a project: its workspace or its repository, whichever contains the other, or its own.
fn base_of(project: &ProjectReport) -> PathBuf {
    let workspace = project.workspace.as_deref().and_then(Path::parent);
    let bases = [project.repository.as_deref(), workspace, Some(project.folder.as_path())];
    let around = bases.into_iter().flatten().filter(|base| project.folder.starts_with(base));
    around.min_by_key(|base| base.components().count()).unwrap_or(&project.folder).to_owned()
}

/// Why the workspace of a project cannot be raised with it: GOWORK names a file elsewhere.
fn unreachable_work(project: &ProjectReport) -> Option<Statement> {
    let work = project.workspace.as_deref().filter(|work| !work.starts_with(base_of(project)))?;
    Some(Sentence::FileNotEdited.with("path", work).with("why", NotEdited::Link.says()))
}

/// The files of a project that an edit may touch.
fn files_of(project: &ProjectReport, ci: bool) -> BTreeSet<PathBuf> {
    let base = base_of(project);
    let module = project.folder.join("go.mod");
    let asked = project.asked.iter().filter_map(|asked| asked.file.clone());
    let is_wanted = |file: &PathBuf| {
        let kind = file.strip_prefix(&base).ok().and_then(FileKind::of);
        kind.is_some_and(|kind| ci || !kind.is_ci())
    };
    asked.chain(Some(module).filter(|module| module.is_file())).filter(is_wanted).collect()
}

/// Whether a file is for all modules of a repository, and not only for this one.
fn is_shared(file: &Path, project: &ProjectReport) -> bool {
    let is_for_all = FileKind::of(file).is_some_and(|kind| kind.is_ci() || kind == FileKind::GoWork);
    is_for_all || !file.starts_with(&project.folder)
}

/// Why a project is left out; `None` if its rehearsal passed.
fn refusal(project: &ProjectReport, rehearsed: Option<&RehearsalReport>, version: &Version) -> Option<Statement> {
    let of = |sentence: Sentence| sentence.with("version", version.as_str());
    let result = rehearsed.and_then(|report| report.projects.iter().find(|other| other.folder == project.folder));
    let Some(result) = result else { return Some(of(Sentence::RaiseNotRehearsed)) };
    match result.verdict {
        RehearsalVerdict::Same | RehearsalVerdict::Differs => None,
        RehearsalVerdict::Breaks => Some(of(Sentence::RaiseBreaks)),
        RehearsalVerdict::FailsWithBoth | RehearsalVerdict::Unknown => {
            Some(of(Sentence::RaiseUnknown).with("why", result.reason.clone().unwrap_or(Sentence::Nothing.into())))
        }
    }
}

pub(super) fn left_out(folder: &Path, why: Statement) -> Problem {
    Problem::new(Code::ProjectLeftOut, Sentence::ProjectLeftOut.with("folder", folder).with("why", why))
}

/// Whether a module names a patch release in its `go` line: `1.26.1`. Go orders `1.27` before `1.27.0`, so a workspace of
/// such a module has to name one, too.
fn names_patch(texts: Texts<'_>, file: &Path) -> bool {
    let is_named = |text: &str| go_lines(text).is_ok_and(|(go, _)| go.is_some_and(is_patch));
    texts(file).is_ok_and(|(text, kind)| kind == FileKind::GoMod && is_named(&text))
}

pub(super) fn is_patch(go: &str) -> bool {
    go.matches('.').count() > 1
}

/// The edit of a file; `None` if it asks for that Go or a newer one already.
fn raised_file(
    texts: Texts<'_>,
    base: &Path,
    file: &Path,
    go: &RaisedGo,
    needs_patch: bool,
) -> Result<Option<FileEdit>, Problem> {
    let path = file.strip_prefix(base).map_err(|_| not_edited(file, &NotEdited::Link))?;
    let (text, kind) = texts(file)?;
    let new = match kind {
        FileKind::GoMod => raised_lines(&text, go, false),
        FileKind::GoWork => raised_lines(&text, go, needs_patch),
        _ => with_versions(kind, &text, &|old| raised_version(old, go)),
    };
    Ok(FileEdit::between(path, &text, &new.map_err(|why| not_edited(file, &why))?))
}

/// A version of a file, raised in its own form; `None` if it is as new already, or no version.
fn raised_version(old: &str, go: &RaisedGo) -> Option<String> {
    let is_older = number_in(old).is_some_and(|old| old < go.version);
    if is_older { in_the_form_of(old, &go.version) } else { None }
}

/// The text of a `go.mod` or `go.work` with raised lines. A `toolchain` line is raised, but none is added.
fn raised_lines(text: &str, raised: &RaisedGo, needs_patch: bool) -> Result<String, NotEdited> {
    let (go, toolchain) = go_lines(text)?;
    let wanted = raised_go(raised, needs_patch || go.is_some_and(is_patch));
    let needs = Version::from_name(&format!("go{wanted}")).ok();
    let is_older = |go: &str| Version::from_name(&format!("go{go}")).ok() < needs;
    let go = Some(wanted.as_str()).filter(|_| go.is_none_or(|go| is_older(go.trim_matches('"'))));
    let named = toolchain.map(|name| Version::from_toolchain(name.trim_matches('"')).ok());
    let toolchain = match named {
        // `go 1.27.3` implies the toolchain of that name, and the go command removes the line.
        Some(Some(named)) if named <= raised.version && needs.as_ref() == Some(&raised.version) => {
            ToolchainLine::Remove
        }
        Some(Some(named)) if named < raised.version => ToolchainLine::Set(raised.version.as_str()),
        _ => ToolchainLine::Keep,
    };
    with_go_lines(text, GoLines { go, toolchain })
}

impl RaisedGo {
    #[cfg(test)]
    pub(super) fn exactly(version: Version) -> Self {
        Self { version, is_exact: true }
    }

    /// What the projects ask for afterwards: exactly this release, or its line.
    pub(super) fn named(&self) -> Version {
        let is_named = self.is_exact || self.version.is_prerelease();
        if is_named { self.version.clone() } else { self.version.language() }
    }
}

/// What the `go` line says afterwards: exactly what the user named, otherwise the release line as the file writes it:
/// `1.27` for `1.26`, `1.27.0` for `1.26.1`. So the project asks for no newer patch than it needs.
fn raised_go(raised: &RaisedGo, names_patch: bool) -> String {
    if raised.is_exact || raised.version.is_prerelease() {
        return raised.version.number().to_owned();
    }
    let language = raised.version.language();
    if names_patch { format!("{}.0", language.number()) } else { language.number().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(text: &str, version: &str, is_exact: bool) -> String {
        let go = RaisedGo { version: Version::from_name(version).unwrap(), is_exact };
        raised_lines(text, &go, false).unwrap()
    }

    #[test]
    fn a_workspace_asks_for_as_much_as_its_modules() {
        let go = RaisedGo { version: Version::from_name("go1.27.3").unwrap(), is_exact: false };
        for (now, needs_patch, after) in [
            ("go 1.26\n", false, "go 1.27\n"),
            ("go 1.26\n", true, "go 1.27.0\n"),
            ("go 1.27\n", true, "go 1.27.0\n"),
            ("go 1.27.1\n", true, "go 1.27.1\n"),
        ] {
            assert_eq!(raised_lines(now, &go, needs_patch).unwrap(), after, "{now}");
        }
    }

    #[test]
    fn lines_are_raised_and_never_lowered() {
        for (before, after) in [
            ("module m\n\ngo 1.26\n", "module m\n\ngo 1.27\n"),
            ("module m\n\ngo 1.26.1 // why\n", "module m\n\ngo 1.27.0 // why\n"),
            ("module m\n\ngo 1.26\n\ntoolchain go1.26.1\n", "module m\n\ngo 1.27\n\ntoolchain go1.27.3\n"),
            ("module m\n\ngo 1.27.1\n\ntoolchain go1.27.2\n", "module m\n\ngo 1.27.1\n\ntoolchain go1.27.3\n"),
            ("module m\n\ngo 1.28\n\ntoolchain go1.28.1\n", "module m\n\ngo 1.28\n\ntoolchain go1.28.1\n"),
            ("module m\n\ngo 1.26\n\ntoolchain default\n", "module m\n\ngo 1.27\n\ntoolchain default\n"),
            ("module m\n", "module m\n\ngo 1.27\n"),
            ("go 1.26\n\nuse ./a\n", "go 1.27\n\nuse ./a\n"),
        ] {
            assert_eq!(raised(before, "go1.27.3", false), after, "{before}");
        }
        let exact = raised("module m\n\ngo 1.26\n\ntoolchain go1.26.1\n", "go1.27.3", true);
        assert_eq!(exact, "module m\n\ngo 1.27.3\n", "the toolchain is implied");
        assert_eq!(raised("module m\n\ngo 1.27\n", "go1.28rc1", false), "module m\n\ngo 1.28rc1\n");
    }

    #[test]
    fn versions_of_other_files_are_raised_in_their_own_form() {
        let go = RaisedGo { version: Version::from_name("go1.27.3").unwrap(), is_exact: false };
        for (old, new) in [
            ("1.26", Some("1.27")),
            ("1.26.5", Some("1.27.3")),
            ("1.27.1", Some("1.27.3")),
            ("1.27.3", None),
            ("1.28", None),
            ("stable", None),
        ] {
            assert_eq!(raised_version(old, &go).as_deref(), new, "{old}");
        }
        // the line of that release: what is written stays
        assert_eq!(raised_version("1.27", &go).as_deref(), Some("1.27"));
    }
}
