//! `projects fix`: what `go fix` changes in each repository as one commit on a new branch, for others to review.
//!
//! The last rehearsal has made the changes in copies and tried them there. Planning takes them only for the commit whose
//! files were tried, so the commit has what was tested, and nothing else.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::commits::{commit_step, message_of, not_committed};
use super::raise_projects::left_out;
use super::snapshot::Planning;
use super::{Engine, ProjectReport, RehearsalReport};
use crate::base::report::Problem;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::plan::{self, Action, Plan, Step};
use crate::change::request::CommitWish;
use crate::net::http::HttpError;
use crate::projects::edit::FileEdit;
use crate::projects::rehearsal::{self, FixesOutcome, MOST_TO_COMMIT, MadeFixes, RehearsedFixes, size_in_journal};
use crate::projects::repository::{NewBranch, NotCommitted, Repository};
use crate::released::catalog::ReleaseRequest;

/// What all repositories of a plan have in common.
struct Fixing<'a> {
    /// The Go.
    version: &'a Version,
    /// The name of the new branches.
    branch: String,
    /// Whether the tests of the projects were run.
    tests: bool,
}

/// A module that works with its fixes.
struct FixedModule {
    folder: PathBuf,
    made: MadeFixes,
    /// How many places they change.
    places: u64,
    /// How many tests pass with them.
    passing_tests: u64,
}

impl Engine {
    /// The plan that commits what `go fix` changes. Warnings say which projects are left out, and why.
    pub(super) fn plan_fix(
        &self,
        go: &ReleaseRequest,
        projects: &[PathBuf],
        commit: &CommitWish,
        planning: &mut Planning,
    ) -> Result<Plan, Problem> {
        let seen = self.look(None)?;
        let version = self.release_named(&seen, go, planning)?;
        let projects = self.projects_to_change(projects, planning)?;
        let rehearsed = self.last_rehearsal(&version);
        let mut made = rehearsed.as_ref().map(|report| rehearsal::kept_fixes(&self.home, report)).unwrap_or_default();
        let mut repositories: BTreeMap<PathBuf, Vec<FixedModule>> = BTreeMap::new();
        for project in projects {
            match fixed_module(&project, rehearsed.as_ref(), &mut made) {
                Ok(None) => {}
                Ok(Some((repository, module))) => repositories.entry(repository).or_default().push(module),
                Err(why) => planning.warnings.push(not_fixed(&project.folder, why, &version)),
            }
        }
        let branch = commit.branch.clone().unwrap_or_else(|| format!("upgo/{version}-fix"));
        let fixing = Fixing { version: &version, branch, tests: rehearsed.is_some_and(|report| report.tests) };
        let (mut steps, mut left) = (Vec::new(), MOST_TO_COMMIT);
        for (folder, modules) in repositories {
            match self.fixing_step(&folder, modules, &fixing, planning) {
                Ok(None) => {}
                Ok(Some((step, size))) if size <= left => {
                    left -= size;
                    steps.push(step);
                }
                Ok(Some(_)) => {
                    let too_many = left_out(&folder, Sentence::FixesTooMany.into());
                    planning.warnings.push(too_many.with_next(Sentence::FixTheRest));
                }
                Err(why) => planning.warnings.push(not_committed(&folder, &why)),
            }
            planning.cancel.check().map_err(HttpError::from)?;
        }
        Ok(plan::edit_projects(Action::FixProjects, seen.current, steps))
    }

    /// The step for a repository, and its size in the journal; `None` if all of its modules are left out.
    fn fixing_step(
        &self,
        folder: &Path,
        modules: Vec<FixedModule>,
        fixing: &Fixing<'_>,
        planning: &mut Planning,
    ) -> Result<Option<(Step, usize)>, NotCommitted> {
        let repository = Repository::open(folder)?;
        let checked_out = repository.checked_out()?;
        let branch = self.new_branch(&repository, checked_out, fixing.branch.clone(), &planning.cancel)?;
        let (mut files, mut fixed) = (Vec::new(), Vec::new());
        for module in modules {
            match module.committed(folder, &repository, &branch)? {
                Ok(edits) => {
                    files.extend(edits);
                    fixed.push(module);
                }
                Err(why) => planning.warnings.push(not_fixed(&module.folder, why, fixing.version)),
            }
        }
        if files.is_empty() {
            return Ok(None);
        }
        let branch = NewBranch { message: message(fixing, &fixed, files.len()), ..branch };
        let size = size_in_journal(&files);
        let step = commit_step(folder, fixing.version.clone(), &repository, branch, files)?;
        Ok(Some((step, size)))
    }
}

impl FixedModule {
    /// Its fixes as edits of the commit that is checked out, with paths in the repository; the reason if they are not of
    /// that commit.
    fn committed(
        &self,
        repository_folder: &Path,
        repository: &Repository,
        branch: &NewBranch,
    ) -> Result<Result<Vec<FileEdit>, Statement>, NotCommitted> {
        if self.made.commit.as_ref() != Some(&branch.parent) {
            return Ok(Err(Sentence::FixesOtherCommit.into()));
        }
        let mut edits = Vec::new();
        for edit in &self.made.files {
            let path = self.folder.join(&edit.path);
            let path = path.strip_prefix(repository_folder).unwrap_or(&edit.path);
            let content = repository.content(&branch.parent, path)?;
            match content.and_then(|content| of_commit(edit, path, &content)) {
                Some(edit) => edits.push(edit),
                None => return Ok(Err(Sentence::FixesNotInCommit.with("path", path))),
            }
        }
        Ok(Ok(edits))
    }
}

/// The edit of a file as an edit of its content in a commit, where Git may have stored other line ends; `None` if it is
/// another content.
fn of_commit(edit: &FileEdit, path: &Path, content: &[u8]) -> Option<FileEdit> {
    let text = str::from_utf8(content).ok()?;
    let in_windows_form = || {
        let fixed = edit.applied(text.replace('\n', "\r\n").as_bytes())?;
        Some(fixed.replace("\r\n", "\n"))
    };
    let fixed = edit.applied(content).or_else(in_windows_form)?;
    FileEdit::of_source(path, text, &fixed)
}

/// The fixes of a project and its repository; `None` if there is nothing to change, and the reason if it is left out.
fn fixed_module(
    project: &ProjectReport,
    rehearsed: Option<&RehearsalReport>,
    made: &mut BTreeMap<PathBuf, MadeFixes>,
) -> Result<Option<(PathBuf, FixedModule)>, Statement> {
    let result = rehearsed.and_then(|report| report.projects.iter().find(|other| other.folder == project.folder));
    let fixes = result.and_then(|result| result.fixes.as_ref()).ok_or(Sentence::FixesNotRehearsed)?;
    let RehearsedFixes { outcome, places, passing_tests, .. } = fixes;
    match outcome {
        FixesOutcome::Nothing => return Ok(None),
        FixesOutcome::Fails | FixesOutcome::Unknown => return Err(fixes.says.clone()),
        FixesOutcome::Works => {}
    }
    let made = made.remove(&project.folder).ok_or(Sentence::FixesTooLong)?;
    let repository = project.repository.clone().ok_or(Sentence::RaiseNoRepository)?;
    let (folder, passing_tests) = (project.folder.clone(), passing_tests.unwrap_or_default());
    Ok(Some((repository, FixedModule { folder, made, places: *places, passing_tests })))
}

/// Why a project is left out, and what helps.
fn not_fixed(folder: &Path, why: Statement, version: &Version) -> Problem {
    let needs_trial =
        [Sentence::FixesNotRehearsed, Sentence::FixesOtherCommit].into_iter().any(|other| why == other.into());
    let problem = left_out(folder, why);
    if needs_trial { problem.with_next(Sentence::TryFixes.with("version", version.number())) } else { problem }
}

/// The message, in English as is usual for what others read.
fn message(fixing: &Fixing<'_>, modules: &[FixedModule], files: usize) -> String {
    let version = fixing.version;
    let counted = |count: u64, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let places = counted(modules.iter().map(|module| module.places).sum(), "place");
    let files = counted(files as u64, "file");
    let passing: u64 = modules.iter().map(|module| module.passing_tests).sum();
    let mut paragraphs = vec![
        format!("Apply go fix of Go {}", version.number()),
        format!("`go fix ./...` of {version} changes {places} in {files}."),
        match (fixing.tests, passing) {
            (false, _) => format!("In a copy, everything still builds with {version}. The tests were not run."),
            (true, 0) => format!("In a copy, everything still builds with {version}. There was no test to run."),
            (true, _) => {
                let pass = if passing == 1 { "passes" } else { "pass" };
                let tests = counted(passing, "test");
                format!("In a copy, everything still builds with {version}, and {tests} still {pass}.")
            }
        },
    ];
    if modules.len() > 1 {
        paragraphs.push("Each module was tried with its own changes only.".to_owned());
    }
    message_of(&paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_claims_no_more_than_was_tried() {
        let version = Version::from_name("go1.27.3").unwrap();
        let module = |passing_tests| FixedModule {
            folder: "/m".into(),
            made: MadeFixes { commit: None, files: Vec::new() },
            places: 1,
            passing_tests,
        };
        let said = |tests, modules: &[FixedModule]| {
            let fixing = Fixing { version: &version, branch: String::new(), tests };
            // where it is wrapped does not matter
            message(&fixing, modules, 2).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let untested = said(false, &[module(0)]);
        assert!(untested.starts_with("Apply go fix of Go 1.27.3 "), "{untested}");
        assert!(untested.contains("changes 1 place in 2 files.") && untested.contains("were not run"), "{untested}");
        assert!(said(true, &[module(0)]).contains("no test to run"));
        let both = said(true, &[module(1), module(6)]);
        assert!(both.contains("changes 2 places") && both.contains("7 tests still pass"), "{both}");
        assert!(both.ends_with("Each module was tried with its own changes only."), "{both}");
    }

    #[test]
    fn an_edit_of_a_file_is_one_of_its_commit_whatever_ends_its_lines() {
        let path = Path::new("a.go");
        let edit = FileEdit::of_source(path, "one\r\ntwo\r\n", "one\r\n2\r\n").unwrap();
        let inner = Path::new("inner/a.go");
        for (content, fixed) in
            [("one\ntwo\n", Some("one\n2\n")), ("one\r\ntwo\r\n", Some("one\r\n2\r\n")), ("one\n", None)]
        {
            let found = of_commit(&edit, inner, content.as_bytes());
            assert_eq!(found.as_ref().and_then(|edit| edit.applied(content.as_bytes())).as_deref(), fixed);
            assert!(found.is_none_or(|edit| edit.path == inner));
        }
        let edit = FileEdit::of_source(path, "one\ntwo\n", "one\n2\n").unwrap();
        assert!(of_commit(&edit, inner, b"one\r\ntwo\r\n").is_none(), "that is another content");
    }
}
