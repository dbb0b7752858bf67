//! `projects`.
use std::path::{Path, PathBuf};

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Problem};
use upgo_engine::cases::{Engine, ProjectConcern, ProjectGo, ProjectReport, ProjectsReport, ProjectsRequest};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::projects::Asked;

use super::CommandResult;
use super::change::release;
use crate::arguments::{ChangeOptions, ProjectsAction};
use crate::output::{Output, bad, bold, caution, dim, good};
use crate::progress::ProgressPrinter;

/// The width of the names of projects, if none is longer.
const WIDEST: usize = 40;

pub(super) fn run(engine: &Engine, paths: &[PathBuf], cancel: &Cancel, output: &Output) -> CommandResult {
    let report = engine.list_projects(&ProjectsRequest { folders: paths.to_vec() }, cancel)?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

/// The request of an action.
pub(super) fn request(engine: &Engine, action: &ProjectsAction) -> Result<(ChangeRequest, ChangeOptions), Problem> {
    Ok(match action {
        ProjectsAction::Add { folders, change } => (engine.add_projects(folders)?, *change),
        ProjectsAction::Remove { folders, change } => (engine.remove_projects(folders)?, *change),
        ProjectsAction::Raise { go, folders, ci, without_rehearsal, change, .. } => {
            let (go, projects) = (release(go)?, folders.clone());
            let (ci, without_rehearsal) = (*ci, *without_rehearsal);
            (ChangeRequest::RaiseProjects { go, projects, ci, without_rehearsal }, *change)
        }
    })
}

/// Rehearses the projects that an action raises, before it is planned. A dry run takes the last rehearsal.
pub(super) fn rehearse_first(
    engine: &Engine,
    action: &ProjectsAction,
    cancel: &Cancel,
    output: &Output,
) -> Result<(), Problem> {
    if let ProjectsAction::Raise { go, folders, test, without_rehearsal: false, change, .. } = action
        && !change.dry_run
    {
        let progress = ProgressPrinter::new(output);
        let events = |event| progress.event(&event);
        let report = engine.rehearse_to_raise(&release(go)?, folders, *test, cancel, &events)?;
        if let Some(report) = report {
            output.warnings(&report.warnings);
        }
    }
    Ok(())
}

fn describe(report: &ProjectsReport) -> String {
    if report.folders.is_empty() {
        return "No folders to search. To add one: `upgo projects add PATH`.".to_owned();
    }
    let width = report.projects.iter().map(|project| one_line(&project.name).chars().count()).max().unwrap_or_default();
    let mut lines: Vec<String> = report.projects.iter().map(|project| line(project, width.min(WIDEST))).collect();
    if let [project] = &*report.projects {
        lines.extend(details(project));
    }
    lines.push(summary(report));
    lines.join("\n")
}

/// Whether the upgrade concerns the project.
fn line(project: &ProjectReport, width: usize) -> String {
    let mark = match project.concern {
        ProjectConcern::Breaks | ProjectConcern::Broken => bad("!"),
        ProjectConcern::Secures | ProjectConcern::Repairs => good("+"),
        ProjectConcern::Changes => caution("*"),
        ProjectConcern::Keeps | ProjectConcern::NoUpgrade => " ".to_owned(),
    };
    let name = one_line(&project.name);
    let gap = " ".repeat(width.saturating_sub(name.chars().count()));
    let findings = match project.findings.len() {
        0 => String::new(),
        1 => dim(" (1 finding)"),
        count => dim(format!(" ({count} findings)")),
    };
    format!("{mark} {}{gap}  {}{findings}", bold(name), one_line(&project.line))
}

/// What a single project asks for, which Go it gets and why, and what the user should know.
fn details(project: &ProjectReport) -> Vec<String> {
    let base = project.repository.as_deref().unwrap_or(&project.folder);
    let go = |when: &str, go: &ProjectGo| {
        let version = go.version.as_deref().unwrap_or(if go.works { "a Go of unknown version" } else { "no Go" });
        let reason = go.reason.as_ref().map(|reason| format!(", because {reason}")).unwrap_or_default();
        let problem = go.problem.as_ref().map(|problem| format!(" ({}: {})", problem.code, problem.message));
        format!("  {when}: {}", one_line(format!("{version}{reason}{}", problem.unwrap_or_default())))
    };
    let mut lines = vec![go("Today", &project.today)];
    lines.extend(project.after.as_ref().map(|after| go("After the upgrade", after)));
    lines.extend(project.asked.iter().map(|asked| format!("  {}", one_line(asked_for(asked, base)))));
    lines.extend(project.findings.iter().map(|finding| format!("  {} {}", caution("!"), one_line(&finding.text))));
    lines
}

fn asked_for(asked: &Asked, base: &Path) -> String {
    let place = asked.place(base);
    let word = if asked.word.is_empty() || asked.word == place { String::new() } else { format!("{} ", asked.word) };
    format!("{place}: {word}{}", asked.text)
}

fn summary(report: &ProjectsReport) -> String {
    let count = report.projects.len();
    let projects = if count == 1 { "1 project".to_owned() } else { format!("{count} projects") };
    let rest = if report.truncated { " There are more; name fewer folders." } else { "" };
    let said = match &report.offered {
        _ if count == 0 => {
            let folders: Vec<String> = report.folders.iter().map(|folder| one_line(folder.display())).collect();
            format!("There is no go.mod in {}.", folders.join(" or "))
        }
        Some(offered) => format!("{projects}; the upgrade to {offered} concerns {}.", report.concerned),
        None => format!("{projects}; no upgrade is available."),
    };
    dim(format!("{said}{rest}"))
}
