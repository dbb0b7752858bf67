//! `projects`.
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use upgo_engine::base::display::one_line;
use upgo_engine::cases::{ProjectConcern, ProjectGo, ProjectReport, ProjectsReport, ProjectsRequest};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::projects::Asked;

use super::shared::change::Change;
use super::shared::releases::release;
use super::{CommandResult, Run, Start};
use crate::arguments::ChangeOptions;
use crate::output::{bad, bold, caution, dim, good};
use crate::progress::ProgressPrinter;

/// The width of the names of projects, if none is longer.
const WIDEST: usize = 40;

/// Show which of your projects an upgrade concerns
///
/// Searches folders for Go modules, and reads go.mod, go.work, version-manager files, GitHub and GitLab workflows, and
/// Dockerfiles. Shows in one line for each project whether the upgrade that Upgo offers concerns it. For a single
/// project, also shows which files ask for which Go, and why it gets the Go that it gets. Changes nothing.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Projects {
    /// The folders to search; by default, those in the setting `projects`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(subcommand)]
    action: Option<ProjectsAction>,
}

#[derive(Debug, Subcommand)]
enum ProjectsAction {
    /// Add folders to the setting `projects`
    Add {
        /// The folders
        #[arg(required = true, value_name = "PATH")]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove folders from the setting `projects`
    Remove {
        /// The folders
        #[arg(required = true, value_name = "PATH")]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Raise the Go version that projects ask for, as one change
    ///
    /// Edits the `go` and `toolchain` lines, and the files of version managers. The rest of each file keeps every byte,
    /// and `upgo rollback` undoes all of it. The projects are rehearsed with that version first, which installs it; one
    /// that does not work with it is left out. With --dry-run, the last rehearsal decides.
    Raise {
        /// The version: 1.27 for its release line, or exactly 1.27.3
        #[arg(long, value_name = "VERSION")]
        go: String,
        /// The folders of the projects; by default, those in the setting `projects`
        #[arg(value_name = "PROJECT")]
        folders: Vec<PathBuf>,
        /// Also edit workflows of GitHub and GitLab, and Dockerfiles
        #[arg(long)]
        ci: bool,
        /// Also run the tests of the projects in the rehearsal, which executes them
        #[arg(long, conflicts_with = "without_rehearsal")]
        test: bool,
        /// Do not rehearse, and leave no project out
        #[arg(long)]
        without_rehearsal: bool,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

impl Run for Projects {
    fn only_reads(&self) -> bool {
        self.action.is_none()
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        match &self.action {
            None => self.show(start),
            Some(ProjectsAction::Add { folders, change }) => {
                let engine = start.engine_without_sources()?;
                let cancel = start.cancel();
                Change::new(engine.add_projects(folders)?, *change).make(engine, cancel, start.output)
            }
            Some(ProjectsAction::Remove { folders, change }) => {
                let engine = start.engine_without_sources()?;
                let cancel = start.cancel();
                Change::new(engine.remove_projects(folders)?, *change).make(engine, cancel, start.output)
            }
            Some(ProjectsAction::Raise { go, folders, ci, test, without_rehearsal, change }) => {
                let (engine, cancel) = (start.engine()?, start.cancel());
                let go = release(go)?;
                // a dry run takes the last rehearsal
                if !without_rehearsal && !change.dry_run {
                    let progress = ProgressPrinter::new(start.output);
                    let events = |event| progress.event(&event);
                    let report = engine.rehearse_to_raise(&go, folders, *test, cancel, &events)?;
                    if let Some(report) = report {
                        start.output.warnings(&report.warnings);
                    }
                }
                let (projects, ci, without_rehearsal) = (folders.clone(), *ci, *without_rehearsal);
                let request = ChangeRequest::RaiseProjects { go, projects, ci, without_rehearsal };
                Change::new(request, *change).make(engine, cancel, start.output)
            }
        }
    }
}

impl Projects {
    fn show(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        let report = engine.list_projects(&ProjectsRequest { folders: self.paths.clone() }, start.cancel())?;
        start.output.answer(&report, describe);
        start.output.warnings(&report.warnings);
        Ok(0)
    }
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
