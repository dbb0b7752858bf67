use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::{Sentence, Value};
use upgo_engine::cases::{
    Gate, ProjectConcern, ProjectGo, ProjectReport, ProjectsReport, ProjectsRequest, RehearseRequest,
};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::projects::Asked;

use super::pin::Pin;
use super::rehearse::warn_of_tests;
use super::shared::{CommandResult, GateOptions, NewChange, Run, Start, refuse_version, release};
use crate::options::{ChangeOptions, Offers};
use crate::output::{bad, bold, caution, dim, good};
use crate::progress::ProgressPrinter;
use crate::words;

/// The width of the names of projects, if none is longer.
const WIDEST: usize = 40;

/// Show which of your projects an upgrade affects
///
/// Searches folders for Go modules, and reads go.mod, go.work, version-manager files, GitHub and GitLab workflows, and
/// Dockerfiles. Shows one line for each project, with how the offered upgrade affects it. For a single project, also
/// shows which Go each file asks for, and why the project gets its Go. Changes nothing.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Projects {
    /// The folders to search; by default, those in the setting `projects`
    #[arg(value_name = "PATH", add = Offers::Project)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    gate: GateOptions,
    /// Write a file that names the disagreements of now, for --baseline; an existing file is replaced
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "exit_code"])]
    write_baseline: Option<PathBuf>,
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
        #[arg(required = true, value_name = "PATH", add = Offers::Project)]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Raise the Go version that projects ask for, as one change
    ///
    /// Edits the `go` and `toolchain` lines, and version-manager files. Every other byte of each file stays the same,
    /// and `upgo rollback` undoes all of it. The version is installed first, and copies of the projects are built and
    /// vetted with it and with the raised lines. A project that fails is left out, and so are the modules of its
    /// workspace and those that it replaces. --dry-run uses the last rehearsal instead of starting one.
    ///
    /// Nothing is committed. At the end, the commands that commit the files of each repository are shown, and --json has
    /// them as `toCommit`.
    Raise {
        /// The version: 1.27 for its release line, exactly 1.27.3, or latest
        #[arg(long, alias = "to", value_name = "VERSION", default_value = "latest", add = Offers::Version)]
        go: String,
        /// The folders of the projects; by default, those in the setting `projects`
        #[arg(value_name = "PROJECT", add = Offers::Project)]
        folders: Vec<PathBuf>,
        /// Also edit GitHub and GitLab workflows, and Dockerfiles
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
    /// Apply `go fix` to projects that still work with what it changes
    ///
    /// Installs the version if it is missing, and runs its `go fix` on a copy of each project, which is then built and
    /// vetted. What still works is written into the files of the project, as one change that `upgo rollback` undoes. With
    /// --tried or --dry-run, takes what the last `upgo rehearse --fixes` has tried. Nothing is committed; the commands for
    /// that are shown at the end.
    Fix {
        /// The version: 1.27 for its newest release, exactly 1.27.3, or latest
        #[arg(long, alias = "to", value_name = "VERSION", default_value = "latest", add = Offers::Version)]
        go: String,
        /// The folders of the projects; by default, those in the setting `projects`
        #[arg(value_name = "PROJECT", add = Offers::Project)]
        folders: Vec<PathBuf>,
        /// Also run the tests of the projects, which executes them
        #[arg(long, conflicts_with = "tried")]
        test: bool,
        /// Write what the last rehearsal has tried, and do not try it again
        #[arg(long)]
        tried: bool,
        #[command(flatten)]
        change: ChangeOptions,
    },
    Pin(Pin),
}

impl Run for Projects {
    const ONLY_READS: fn(&Self) -> bool = |projects| projects.action.is_none();

    fn run(&self, start: &Start<'_>) -> CommandResult {
        match &self.action {
            None => self.show(start),
            Some(ProjectsAction::Pin(pin)) => pin.run(start),
            Some(ProjectsAction::Add { folders, change }) => {
                let (engine, cancel) = (start.engine_without_sources()?, start.cancel());
                NewChange::new(engine.add_projects(folders)?, *change).make(engine, cancel, start.output)
            }
            Some(ProjectsAction::Remove { folders, change }) => {
                let (engine, cancel) = (start.engine_without_sources()?, start.cancel());
                NewChange::new(engine.remove_projects(folders)?, *change).make(engine, cancel, start.output)
            }
            Some(ProjectsAction::Raise { go, folders, ci, test, without_rehearsal, change }) => {
                let (engine, cancel) = (start.engine()?, start.cancel());
                folders.iter().try_for_each(|folder| refuse_version(folder, "--go"))?;
                let request = ChangeRequest::RaiseProjects {
                    go: release(go)?,
                    projects: folders.clone(),
                    ci: *ci,
                    without_rehearsal: *without_rehearsal,
                };
                // a dry run takes the last rehearsal
                if !change.dry_run {
                    if *test {
                        warn_of_tests(engine, start.output);
                    }
                    let progress = ProgressPrinter::new(start.output);
                    let events = |event| progress.event(&event);
                    let report = engine.rehearse_to_raise(&request, *test, cancel, &events)?;
                    if let Some(report) = report {
                        start.output.warnings(&report.warnings);
                    }
                }
                NewChange::new(request, *change).make(engine, cancel, start.output)
            }
            Some(ProjectsAction::Fix { go, folders, test, tried, change }) => {
                let (engine, cancel) = (start.engine()?, start.cancel());
                folders.iter().try_for_each(|folder| refuse_version(folder, "--go"))?;
                let (go, projects) = (release(go)?, folders.clone());
                if !(*tried || change.dry_run) {
                    if *test {
                        warn_of_tests(engine, start.output);
                    }
                    let (version, projects) = (go.clone(), projects.clone());
                    let request = RehearseRequest { version, projects, tests: *test, test_time: None, fixes: true };
                    let progress = ProgressPrinter::new(start.output);
                    let report = engine.rehearse(&request, cancel, &|event| progress.event(&event))?;
                    start.output.warnings(&report.warnings);
                }
                NewChange::new(ChangeRequest::FixProjects { go, projects }, *change).make(engine, cancel, start.output)
            }
        }
    }
}

impl Projects {
    fn show(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        let report = engine.list_projects(&ProjectsRequest { folders: self.paths.clone() }, start.cancel())?;
        if let Some(file) = &self.write_baseline {
            engine.write_baseline(&Gate::of_projects(&report)?.baseline(), file)?;
        }
        let answer = |gate: Option<&Gate>| {
            let disagreements = gate.map(|gate| gate.disagreements().map(|(_, one)| one.clone()).collect());
            start.output.answer(&ProjectsReport { disagreements, ..report.clone() }, describe);
        };
        let status = self.gate.judge(|| Gate::of_projects(&report), start, answer)?;
        if let Some(file) = &self.write_baseline {
            start.output.remark(&dim(say!(FileWritten { file: one_line(file.display()) })));
        }
        start.output.warnings(&report.warnings);
        Ok(status)
    }
}

fn describe(report: &ProjectsReport) -> String {
    if report.folders.is_empty() {
        return Sentence::ProjectsNoFolders.to_string();
    }
    let width = report.projects.iter().map(|project| words::width(&one_line(&project.name))).max().unwrap_or_default();
    let mut lines: Vec<String> = report.projects.iter().map(|project| line(project, width.min(WIDEST))).collect();
    if let [project] = &*report.projects {
        lines.extend(details(project));
    }
    lines.push(summary(report));
    if !report.projects.is_empty() {
        lines.push(dim(Sentence::ProjectsRaiseThem));
    }
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
    let gap = " ".repeat(width.saturating_sub(words::width(&name)));
    let mut line = say!(Named { name: one_line(&project.line) });
    if !project.findings.is_empty() {
        let findings = say!(Findings { count: project.findings.len() });
        line = line.and(say!(Named { name: dim(words::in_parentheses(findings)) }));
    }
    format!("{mark} {}{gap}  {line}", bold(name))
}

/// What a single project asks for, which Go it gets and why, and what the user should know.
fn details(project: &ProjectReport) -> Vec<String> {
    let base = project.repository.as_deref().unwrap_or(&project.folder);
    let go = |when: Sentence, go: &ProjectGo| {
        let unknown = || if go.works { Sentence::UnknownGo } else { Sentence::NoGo }.into();
        let mut said: Value = go.version.as_deref().map_or_else(unknown, Value::from);
        if let Some(reason) = &go.reason {
            said = say!(ProjectsBecause { go: said, reason: reason.clone() }).into();
        }
        if let Some(problem) = &go.problem {
            let code = problem.code.to_string();
            said = say!(ProjectsProblem { go: said, code, problem: problem.message.clone() }).into();
        }
        format!("  {}", one_line(words::labelled(when, said)))
    };
    let mut lines = vec![go(Sentence::ProjectsToday, &project.today)];
    lines.extend(project.after.as_ref().map(|after| go(Sentence::ProjectsAfter, after)));
    lines.extend(project.asked.iter().map(|asked| format!("  {}", one_line(asked_for(asked, base)))));
    let told = project.today.problem.as_ref().map(|problem| one_line(&problem.message));
    let findings = project.findings.iter().filter(|finding| Some(one_line(&finding.text)) != told);
    lines.extend(findings.map(|finding| format!("  {} {}", caution("!"), one_line(&finding.text))));
    lines
}

fn asked_for(asked: &Asked, base: &Path) -> String {
    let place = asked.place(base);
    let word = if asked.word.is_empty() || asked.word == place { String::new() } else { format!("{} ", asked.word) };
    format!("{place}: {word}{}", asked.text)
}

fn summary(report: &ProjectsReport) -> String {
    let count = report.projects.len();
    let said = match &report.offered {
        _ if count == 0 => {
            let folders = report.folders.iter().map(|folder| one_line(folder.display()));
            say!(ProjectsNoModule { folders: words::one_of(folders) })
        }
        Some(offered) => say!(ProjectsConcerned { count, concerned: report.concerned, to: offered.to_string() }),
        None => say!(ProjectsNoUpgrade { count }),
    };
    dim(if report.truncated { said.and(Sentence::ProjectsMore) } else { said })
}
