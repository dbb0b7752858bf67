//! `projects raise`: the lines that name a Go in many projects, as one plan. Planning only reads. A front end rehearses
//! the raised lines first; the plan has the edits that were tried, of files that have not changed since.
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::pin::{not_edited, read};
use super::projects::{EditedTexts, text_of};
use super::raise_stays::what_stays;
use super::raised_lines::{RaisedGo, names_patch, raised_go, raised_lines, raised_version};
use super::snapshot::Planning;
use super::{Engine, ProjectReport, ProjectsRequest, RehearsalDifferenceKind, RehearsalReport, RehearsalVerdict};
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::plan::{Action, Plan, Step};
use crate::change::request::ChangeRequest;
use crate::change::site::TrialPlan;
use crate::machine::platform::typed;
use crate::projects::ProjectText;
use crate::projects::edit::{FileEdit, FileKind, NotEdited, with_versions};
use crate::projects::rehearsal::{self, RaisedFile, RehearsedFor, RehearsedProject, local_paths, seal_of};
use crate::released::advisories::Projects;
use crate::released::catalog::ReleaseRequest;

pub(super) struct RaiseWish<'a> {
    pub(super) go: &'a ReleaseRequest,
    /// Without any, those of the settings.
    pub(super) projects: &'a [PathBuf],
    pub(super) ci: bool,
    /// Whether the rehearsal decides nothing.
    pub(super) without_rehearsal: bool,
}

/// Modules that are raised together, because Go compares their lines: those of a workspace, or that replace each other.
struct Group<'a> {
    modules: Vec<&'a ProjectReport>,
    /// The reason if a file cannot be edited.
    files: Result<Arc<Vec<RaisedFile>>>,
}

/// The files of one repository, or of one module outside of any.
#[derive(Default)]
struct Base {
    /// The files that Go reads, of modules that are not left out.
    go: Vec<RaisedFile>,
    /// The other files of a single module, or of all of them if none is left out.
    files: BTreeSet<PathBuf>,
    shared: BTreeSet<PathBuf>,
    is_held: bool,
}

impl Engine {
    /// Rehearses raised lines with the Go that they ask for, which is installed first, against today's lines and Go.
    /// The plan takes the report. `None` if there is nothing to rehearse.
    pub fn rehearse_to_raise(
        &self,
        request: &ChangeRequest,
        tests: bool,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Option<RehearsalReport>> {
        let ChangeRequest::RaiseProjects { go, projects, without_rehearsal: false, .. } = request else {
            return Ok(None);
        };
        let mut planning = Planning::new(cancel);
        let seen = self.look(None)?;
        let go = RaisedGo::of(go, self.release_named(&seen, go, &mut planning)?);
        let projects = self.projects_to_change(projects, &mut planning)?;
        let groups = groups_of(&projects, &go);
        let (mut modules, mut raised) = (Vec::new(), BTreeMap::new());
        for Group { modules: members, files } in &groups {
            let Ok(files) = files else { continue };
            if needs_rehearsal(files, seen.current.as_ref(), &go.version) {
                let folders = members.iter().map(|module| &module.folder).filter(|folder| is_module(folder));
                for folder in folders {
                    raised.insert(folder.clone(), Arc::clone(files));
                    modules.push(folder.clone());
                }
            }
        }
        if modules.is_empty() {
            return Ok(None);
        }
        let trials = TrialPlan { tests: tests.then_some(rehearsal::TEST_TIME), fixes: false, raised };
        let version = ReleaseRequest::Exact(go.version);
        let report = self.rehearse_modules((&version, RehearsedFor::Raise), &modules, &trials, cancel, events)?;
        Ok(Some(report))
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

    /// Warnings say which projects and files are left out, and why.
    pub(super) fn plan_raise(&self, wish: &RaiseWish<'_>, planning: &mut Planning) -> Result<Plan> {
        let seen = self.look(None)?;
        let go = RaisedGo::of(wish.go, self.release_named(&seen, wish.go, planning)?);
        let projects = self.projects_to_change(wish.projects, planning)?;
        let rehearsed =
            if wish.without_rehearsal { None } else { rehearsal::kept(&self.home, RehearsedFor::Raise, &go.version) };
        let mut bases: BTreeMap<PathBuf, Base> = BTreeMap::new();
        let mut left_out = BTreeSet::new();
        for group in groups_of(&projects, &go) {
            let is_tried = |files: &[RaisedFile]| {
                let needs = !wish.without_rehearsal && needs_rehearsal(files, seen.current.as_ref(), &go.version);
                if needs { group.refusal(rehearsed.as_ref(), &go, files) } else { None }
            };
            let refusal = match &group.files {
                Err(problem) => group.modules.first().map(|module| (&module.folder, RaiseRefusal::of(problem))),
                Ok(files) => group.unreachable_work().or_else(|| is_tried(files)),
            };
            for module in &group.modules {
                let base = bases.entry(base_of(module)).or_default();
                if let Some((folder, refusal)) = &refusal {
                    base.is_held = true;
                    left_out.insert(module.folder.clone());
                    let together = || RaiseRefusal::from(say!(RaiseTogether { path: folder.as_path() }));
                    let refusal = if module.folder == **folder { refusal.clone() } else { together() };
                    planning.warnings.push(refusal.warning(&module.folder));
                }
                for file in files_of(module, wish.ci) {
                    if is_shared(&file, module) {
                        base.shared.insert(file);
                    } else if refusal.is_none() {
                        base.files.insert(file);
                    }
                }
            }
            if let (None, Ok(files), Some(first)) = (refusal, &group.files, group.modules.first()) {
                for file in files.iter() {
                    let of = group.modules.iter().find(|module| file.path.starts_with(&module.folder));
                    bases.entry(base_of(of.unwrap_or(first))).or_default().go.push(file.clone());
                }
            }
        }
        let mut edited = EditedTexts::new();
        let step = |(folder, base): (&PathBuf, &Base)| base.step(folder, &go, &mut edited, &mut planning.warnings);
        let steps = bases.iter().filter_map(step).collect();
        let request = ProjectsRequest { folders: wish.projects.to_vec() };
        let after = self.list_edited_projects(&request, &edited, &planning.cancel)?;
        let raised = after.projects.iter().filter(|project| !left_out.contains(&project.folder));
        planning.warnings.extend(what_stays(raised, &edited, wish.ci, &go));
        Ok(Plan::staying(Action::RaiseProjects, seen.current, steps))
    }

    /// The projects in these folders, or in those of the settings.
    pub(super) fn projects_to_change(
        &self,
        folders: &[PathBuf],
        planning: &mut Planning,
    ) -> Result<Vec<ProjectReport>> {
        let found = self.list_projects(&ProjectsRequest { folders: folders.to_vec() }, &planning.cancel)?;
        if found.projects.is_empty() {
            return Err(Problem::new(Code::Usage, Sentence::NoProjectToChange).with_next(Sentence::NameOrAddProject));
        }
        planning.warnings.extend(found.warnings);
        Ok(found.projects)
    }
}

/// Whether a rehearsal decides. With the Go in use and without a raised line, nothing would differ.
fn needs_rehearsal(files: &[RaisedFile], current: Option<&Version>, version: &Version) -> bool {
    !files.is_empty() || current != Some(version)
}

#[derive(Clone, Debug)]
struct RaiseRefusal {
    why: Statement,
    next: Option<Statement>,
}

impl From<Statement> for RaiseRefusal {
    fn from(why: Statement) -> Self {
        Self { why, next: None }
    }
}

impl RaiseRefusal {
    fn of(problem: &Problem) -> Self {
        Self { why: problem.message.clone(), next: Some(problem.next.clone()) }
    }

    fn warning(self, folder: &Path) -> Problem {
        let problem = left_out(folder, self.why);
        if let Some(next) = self.next { problem.with_next(next) } else { problem }
    }
}

fn groups_of<'a>(projects: &'a [ProjectReport], go: &RaisedGo) -> Vec<Group<'a>> {
    let join = |numbers: &mut [usize], one: usize, other: usize| {
        let [keep, gone] = [one, other].map(|index| numbers.get(index).copied().unwrap_or(index));
        numbers.iter_mut().filter(|number| **number == gone).for_each(|number| *number = keep);
    };
    // those that replace each other, and those that are in one workspace, too
    let mut forms: Vec<usize> = (0..projects.len()).collect();
    let folders: BTreeMap<&Path, usize> =
        projects.iter().enumerate().map(|(index, project)| (project.folder.as_path(), index)).collect();
    let mut workspaces: BTreeMap<&Path, usize> = BTreeMap::new();
    for (index, project) in projects.iter().enumerate() {
        let paths = local_paths(&project.folder.join("go.mod"));
        paths.iter().filter_map(|path| folders.get(path.as_path())).for_each(|other| join(&mut forms, index, *other));
    }
    let mut numbers = forms.clone();
    for (index, project) in projects.iter().enumerate() {
        if let Some(work) = &project.workspace {
            join(&mut numbers, *workspaces.entry(work).or_insert(index), index);
        }
    }
    let mut groups: BTreeMap<usize, Vec<(usize, &ProjectReport)>> = BTreeMap::new();
    for ((number, form), project) in numbers.into_iter().zip(forms).zip(projects) {
        groups.entry(number).or_default().push((form, project));
    }
    let group = |modules: Vec<(usize, &'a ProjectReport)>| Group {
        files: go_files(&modules, go).map(Arc::new),
        modules: modules.into_iter().map(|(_, module)| module).collect(),
    };
    groups.into_values().map(group).collect()
}

/// The `go.mod` and `go.work` of a group that change, with their raised lines. Modules with the same number get one form
/// of the line, and a workspace that of the newest.
fn go_files(modules: &[(usize, &ProjectReport)], go: &RaisedGo) -> Result<Vec<RaisedFile>> {
    let mut texts: BTreeMap<PathBuf, (Option<usize>, String)> = BTreeMap::new();
    for (form, module) in modules {
        let base = base_of(module);
        let own = Some(module.folder.join("go.mod")).filter(|_| is_module(&module.folder));
        for path in own.into_iter().chain(module.workspace.clone().filter(|work| work.starts_with(&base))) {
            if let Entry::Vacant(entry) = texts.entry(path) {
                let (text, kind) = read(&base, entry.key())?;
                entry.insert((Some(*form).filter(|_| kind == FileKind::GoMod), text));
            }
        }
    }
    let patched: BTreeSet<Option<usize>> =
        texts.values().filter(|(_, text)| names_patch(text)).map(|(form, _)| *form).collect();
    let needs_patch = |form: Option<usize>| if form.is_none() { !patched.is_empty() } else { patched.contains(&form) };
    let raised =
        |(path, (form, before)): (PathBuf, (Option<usize>, String))| match raised_lines(&before, go, needs_patch(form))
        {
            Ok(after) => Ok(RaisedFile { path, before, after }),
            Err(why) => Err(not_edited(&path, &why)),
        };
    let files: Vec<RaisedFile> = texts.into_iter().map(raised).collect::<Result<_, _>>()?;
    Ok(files.into_iter().filter(|file| file.before != file.after).collect())
}

impl Group<'_> {
    /// The first module whose workspace cannot be raised with it: GOWORK names a file elsewhere.
    fn unreachable_work(&self) -> Option<(&PathBuf, RaiseRefusal)> {
        self.modules.iter().find_map(|module| {
            let work = module.workspace.as_deref().filter(|work| !work.starts_with(base_of(module)))?;
            let why = say!(FileNotEdited { path: work, why: NotEdited::Link.says() });
            Some((&module.folder, why.into()))
        })
    }

    /// The first module that does not work with the raised lines, or was not tried with them.
    fn refusal(
        &self,
        rehearsed: Option<&RehearsalReport>,
        go: &RaisedGo,
        files: &[RaisedFile],
    ) -> Option<(&PathBuf, RaiseRefusal)> {
        let seal = seal_of(files);
        let tried = |folder: &Path| rehearsed?.projects.iter().find(|other| other.folder == folder);
        self.modules.iter().filter(|module| is_module(&module.folder)).find_map(|module| {
            let why = match tried(&module.folder).map(|result| (result, result.tried.as_ref())) {
                None | Some((_, None)) => say!(RaiseNotRehearsed { version: go.version.as_str() }).into(),
                Some((_, Some(tried))) if tried.raised != seal || !tried.is_current() => {
                    Statement::from(Sentence::ChangedSinceTried).into()
                }
                Some((result, _)) => refusal_of(result, go)?,
            };
            Some((&module.folder, why))
        })
    }
}

/// `None` if what was tried works.
fn refusal_of(result: &RehearsedProject, go: &RaisedGo) -> Option<RaiseRefusal> {
    let is_new = |kind| matches!(kind, RehearsalDifferenceKind::Breaks | RehearsalDifferenceKind::NewFinding);
    let broken = result.differences.iter().find(|difference| is_new(difference.kind));
    let findings = result.differences.iter().flat_map(|difference| &difference.findings);
    let said: Vec<&str> = findings.map(|finding| finding.text.as_str()).collect();
    let needed = needed_command(&said.join("\n"));
    match (result.verdict, broken) {
        (_, Some(_)) if let Some(command) = needed => {
            let exec =
                |words: &str| format!("upgo exec {} go -C {} {words}", go.version.number(), typed(&result.folder));
            let tidied = exec(&format!("mod tidy -go={}", raised_go(go, false)));
            let next = if command == TIDY {
                say!(RunThenRaise { command: tidied })
            } else {
                say!(RunBothThenRaise { command: tidied, then: exec("mod vendor") })
            };
            Some(RaiseRefusal { next: Some(next), ..say!(RaiseNeeds { command }).into() })
        }
        (_, Some(broken)) => {
            let says = broken.findings.first().map_or("", |found| found.text.as_str());
            let command = broken.phase.command();
            Some(say!(RaiseBreaks { version: go.version.as_str(), command, error: Statement::quoted(says) }).into())
        }
        (RehearsalVerdict::Same | RehearsalVerdict::Differs | RehearsalVerdict::Breaks, None) => None,
        // what has nothing to build cannot break
        (RehearsalVerdict::Unknown, None) if result.has_nothing_to_build() => None,
        (RehearsalVerdict::FailsWithBoth | RehearsalVerdict::Unknown, None) => {
            let why = result.reason.clone().unwrap_or(Sentence::Nothing.into());
            Some(say!(RaiseUnknown { version: go.version.as_str(), why }).into())
        }
    }
}

const TIDY: &str = "go mod tidy";

/// The command that Go asks for before it builds with a raised line.
/// Source: `cmd/go/internal/modload` (`ErrGoModDirty`, `vendor.go`, `import.go`).
fn needed_command(says: &str) -> Option<&'static str> {
    if says.contains("go mod vendor") || says.contains("inconsistent vendoring") {
        Some("go mod vendor")
    } else {
        let words = [TIDY, "updates to go.mod needed", "missing go.sum entry"];
        words.iter().any(|words| says.contains(words)).then_some(TIDY)
    }
}

impl Base {
    /// `None` if no file changes. Warnings say which files are left out, and why.
    fn step(
        &self,
        folder: &Path,
        go: &RaisedGo,
        edited: &mut EditedTexts,
        warnings: &mut Vec<Problem>,
    ) -> Option<Step> {
        let raised = |file: &Path| raised_file(folder, file, go);
        if self.is_held {
            let stays = |file: &PathBuf| {
                let says = say!(RaiseShared { path: file.as_path(), folder });
                Problem::new(Code::ProjectLeftOut, says)
            };
            let would_change = |file: &&PathBuf| !matches!(raised(file), Ok(None));
            warnings.extend(self.shared.iter().filter(would_change).map(stays));
        }
        let below = |path: &Path| path.strip_prefix(folder).map(Path::to_owned).ok();
        let of_go = |file: &RaisedFile| FileEdit::between(&below(&file.path)?, &file.before, &file.after);
        let mut files: Vec<FileEdit> = self.go.iter().filter_map(of_go).collect();
        edited.extend(self.go.iter().map(|file| (file.path.clone(), file.after.clone())));
        // a file of one module can be one for all modules below it
        let own = self.files.difference(&self.shared);
        let shared = self.shared.iter().filter(|_| !self.is_held);
        for file in own.chain(shared) {
            match raised(file) {
                Ok(Some((edit, text))) => {
                    files.push(edit);
                    edited.insert(file.clone(), text);
                }
                Ok(None) => {}
                Err(problem) => warnings.push(Problem { code: Code::ProjectLeftOut, ..problem }),
            }
        }
        let folder = folder.to_owned();
        (!files.is_empty()).then(|| Step::EditProject { folder, version: go.named(), files })
    }
}

fn is_module(folder: &Path) -> bool {
    folder.join("go.mod").is_file()
}

/// The folder with all files of a project: its workspace or its repository, whichever contains the other, or its own.
pub(super) fn base_of(project: &ProjectReport) -> PathBuf {
    let workspace = project.workspace.as_deref().and_then(Path::parent);
    let bases = [project.repository.as_deref(), workspace, Some(project.folder.as_path())];
    let around = bases.into_iter().flatten().filter(|base| project.folder.starts_with(base));
    around.min_by_key(|base| base.components().count()).unwrap_or(&project.folder).to_owned()
}

/// The files of a project that an edit may touch, without those that Go reads.
fn files_of(project: &ProjectReport, ci: bool) -> BTreeSet<PathBuf> {
    let base = base_of(project);
    let is_wanted = |file: &PathBuf| {
        let kind = file.strip_prefix(&base).ok().and_then(FileKind::of);
        kind.is_some_and(|kind| !kind.is_of_go() && (ci || !kind.is_ci()))
    };
    project.asked.iter().filter_map(|asked| asked.file.clone()).filter(is_wanted).collect()
}

fn is_shared(file: &Path, project: &ProjectReport) -> bool {
    FileKind::of(file).is_some_and(FileKind::is_ci) || !file.starts_with(&project.folder)
}

pub(super) fn left_out(folder: &Path, why: Statement) -> Problem {
    Problem::new(Code::ProjectLeftOut, say!(ProjectLeftOut { folder, why }))
}

/// The edit of a file that Go does not read; `None` if it asks for that Go or a newer one already.
fn raised_file(base: &Path, file: &Path, go: &RaisedGo) -> Result<Option<(FileEdit, String)>> {
    let path = file.strip_prefix(base).map_err(|_| not_edited(file, &NotEdited::Link))?;
    let (text, kind) = read(base, file)?;
    let source = ProjectText { kind, file, text: &text, read: &|path| text_of(path, &EditedTexts::new()).ok() };
    let new = with_versions(source, &|old| raised_version(old, go)).map_err(|why| not_edited(file, &why))?;
    Ok(FileEdit::between(path, &text, &new).map(|edit| (edit, new)))
}
