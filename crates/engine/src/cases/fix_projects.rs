//! `projects fix`: what `go fix` changes in projects, as one plan. The last rehearsal made the changes in copies and
//! tried them there; planning takes them only while the files are still those that were tried.
use std::path::{Path, PathBuf};

use super::raise_projects::left_out;
use super::snapshot::Planning;
use super::{Engine, ProjectReport, RehearsalReport};
use crate::base::report::{Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::plan::{Action, Plan, Step};
use crate::environment::EditState;
use crate::net::http::HttpError;
use crate::projects::edit::{self, FileEdit};
use crate::projects::rehearsal::{FixesOutcome, MOST_TO_WRITE, size_in_journal};
use crate::released::catalog::ReleaseRequest;

impl Engine {
    /// Warnings say which projects are left out, and why.
    pub(super) fn plan_fix(&self, go: &ReleaseRequest, projects: &[PathBuf], planning: &mut Planning) -> Result<Plan> {
        let seen = self.look(None)?;
        let version = self.release_named(&seen, go, planning)?;
        let projects = self.projects_to_change(projects, planning)?;
        let rehearsed = self.last_rehearsal(&version);
        let (mut steps, mut left) = (Vec::new(), MOST_TO_WRITE);
        for project in projects {
            match fixes_of(&project, rehearsed.as_ref()) {
                Ok(files) if files.is_empty() => {}
                Ok(files) if size_in_journal(&files) <= left => {
                    left -= size_in_journal(&files);
                    steps.push(Step::EditProject { folder: project.folder, version: version.clone(), files });
                }
                Ok(_) => {
                    let too_many = left_out(&project.folder, Sentence::FixesTooMany.into());
                    planning.warnings.push(too_many.with_next(Sentence::FixTheRest));
                }
                Err(why) => planning.warnings.push(not_fixed(&project.folder, why, &version)),
            }
            planning.cancel.check().map_err(HttpError::from)?;
        }
        Ok(Plan::staying(Action::FixProjects, seen.current, steps))
    }
}

/// Empty if there is nothing to change; the reason if the project is left out.
fn fixes_of(project: &ProjectReport, rehearsed: Option<&RehearsalReport>) -> Result<Vec<FileEdit>, Statement> {
    let result = rehearsed.and_then(|report| report.projects.iter().find(|other| other.folder == project.folder));
    let (result, found) = result.and_then(|it| Some((it, it.fixes.as_ref()?))).ok_or(Sentence::FixesNotRehearsed)?;
    match found.outcome {
        FixesOutcome::Nothing => return Ok(Vec::new()),
        FixesOutcome::Fails | FixesOutcome::Unknown => return Err(found.says.clone()),
        FixesOutcome::Works => {}
    }
    let tried = result.tried.as_ref().ok_or(Sentence::FixesNotRehearsed)?;
    let files = tried.fixes.clone().ok_or(Sentence::FixesTooLong)?;
    if !tried.is_current() || files.iter().any(|file| file.found(&project.folder) != EditState::Before) {
        return Err(Sentence::ChangedSinceTried.into());
    }
    for file in &files {
        let refused = |why: edit::NotEdited| {
            let path = project.folder.join(&file.path);
            say!(FileNotEdited { path: path.as_path(), why: why.says() })
        };
        let text = edit::read(&project.folder, &file.path).map_err(refused)?;
        if file.applied(text.as_bytes()).is_none() {
            return Err(Sentence::ChangedSinceTried.into());
        }
    }
    Ok(files)
}

fn not_fixed(folder: &Path, why: Statement, version: &Version) -> Problem {
    let needs_trial =
        [Sentence::FixesNotRehearsed, Sentence::ChangedSinceTried].into_iter().any(|other| why == other.into());
    let problem = left_out(folder, why);
    if needs_trial { problem.with_next(say!(TryFixes { version: version.number() })) } else { problem }
}
