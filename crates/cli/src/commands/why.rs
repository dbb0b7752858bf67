//! `why`.
use std::path::PathBuf;

use clap::Args;
use upgo_engine::base::display::{at_start, one_line};
use upgo_engine::cases::{ChainLink, WhichTerminal, WhyReport};
use upgo_engine::which_go::toolchain::From;

use super::{CommandResult, Run, Start};
use crate::output::{bold, dim};

/// Explain which Go runs in a folder, why, and whether it works
#[derive(Args, Debug)]
pub(crate) struct Why {
    /// The folder; the current one if not given
    path: Option<PathBuf>,
    /// Explain this terminal instead of a new one; its PATH may be out of date
    #[arg(long)]
    this_terminal: bool,
}

impl Run for Why {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine()?, start.output);
        let terminal = if self.this_terminal { WhichTerminal::This } else { WhichTerminal::New };
        // A folder that no longer exists belongs to no project.
        let here = || std::env::current_dir().ok().filter(|folder| folder.is_dir());
        let folder = self.path.clone().or_else(here);
        let report = engine.why(terminal, folder.as_deref())?;
        output.answer(&report, |report| describe(report, terminal, folder));
        output.warnings(&report.warnings);
        Ok(0)
    }
}

/// The Go that runs, the deciding cause and whether it works; then the whole chain.
fn describe(report: &WhyReport, terminal: WhichTerminal, folder: Option<PathBuf>) -> String {
    let mut lines = vec![headline(report, &place(report, terminal, folder))];
    if let Some(link) = report.chain.iter().find(|link| link.decides).filter(|_| report.toolchain.is_some()) {
        lines.push(format!("  because {}", link.effect));
    }
    if let Some(problem) = &report.problem {
        let starts = if report.toolchain.is_some() { "It does not work here: " } else { "  " };
        lines.extend(report.program.as_ref().map(|_| format!("{starts}{}", problem.message)));
        lines.push(format!("  {} {}", bold(&problem.next), dim(format!("({})", problem.code))));
    }
    if report.program.is_some() {
        lines.push("How it was chosen:".to_owned());
        lines.extend(report.chain.iter().enumerate().map(|(index, link)| describe_link(index + 1, link)));
    }
    lines.join("\n")
}

fn headline(report: &WhyReport, place: &str) -> String {
    let Some(program) = &report.program else {
        // a startup file of the shell may choose one
        let unsure = report.problem.as_ref().filter(|problem| problem.statement.is_some());
        let unsure = unsure.map(|problem| at_start(&one_line(&problem.message)) + ".");
        return unsure.unwrap_or_else(|| format!("{place} finds no Go."));
    };
    let Some(toolchain) = &report.toolchain else {
        return format!("{place} starts {}, which fails:", one_line(program.path.display()));
    };
    let version = one_line(toolchain.version.as_deref().unwrap_or("a Go of unknown version"));
    let from = match toolchain.from {
        From::Local => one_line(program.path.display()),
        From::Path => "found on PATH".to_owned(),
        From::Cache => "from Go's module cache".to_owned(),
        From::Download => "Go downloads it first".to_owned(),
    };
    format!("{place} runs {} {}", bold(version), dim(format!("({from})")))
}

/// `A new terminal`, or `A new terminal in C:\src\m` if the project there matters.
fn place(report: &WhyReport, terminal: WhichTerminal, folder: Option<PathBuf>) -> String {
    let terminal = if terminal == WhichTerminal::New { "A new terminal" } else { "This terminal" };
    match folder.filter(|_| report.chain.iter().any(|link| link.cause.is_of_project())) {
        Some(folder) => format!("{terminal} in {}", one_line(folder.display())),
        None => terminal.to_owned(),
    }
}

fn describe_link(number: usize, link: &ChainLink) -> String {
    let fix =
        link.fix.as_ref().map(|fix| format!("\n     {}", dim(one_line(format!("To change it: {}", fix.command)))));
    format!("  {number}. {}{}", link.effect, fix.unwrap_or_default())
}
