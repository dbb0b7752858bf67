use std::path::PathBuf;

use clap::Args;
use upgo_engine::base::display::{at_start, one_line};
use upgo_engine::base::report::Problem;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{ChainLink, Engine, Gate, ProjectsRequest, WhichTerminal, WhyReport};
use upgo_engine::which_go::toolchain::From;

use super::shared::{CommandResult, GateOptions, Run, Start};
use super::{status, which};
use crate::output::{bold, caution, dim, with_note};
use crate::progress::LateBar;
use crate::words;

/// Explain which Go runs in a folder, why, and whether it works
#[derive(Args, Debug)]
pub(crate) struct Why {
    /// The folder; by default, the current one
    path: Option<PathBuf>,
    /// Explain this terminal instead of a new one; its PATH may be out of date
    #[arg(long)]
    this_terminal: bool,
    /// Ask your shell again which Go a new terminal runs; on Windows, the registry has the answer
    #[arg(long, conflicts_with = "this_terminal")]
    ask: bool,
    /// Print only the path of the `go` program that a new terminal runs
    #[arg(long = "path", conflicts_with_all = ["path", "this_terminal"])]
    only_path: bool,
    #[command(flatten)]
    gate: GateOptions,
}

impl Run for Why {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine()?, start.output);
        if self.ask {
            LateBar::during(output, Sentence::AskingShell, || engine.ask_again(start.cancel_of_quick_command()));
        }
        if self.only_path {
            return which::print(start);
        }
        let terminal = if self.this_terminal { WhichTerminal::This } else { WhichTerminal::New };
        // A folder that no longer exists belongs to no project.
        let folder = self.path.clone().or_else(status::here);
        let report = engine.why(terminal, folder.as_deref())?;
        let said = || output.answer(&report, |report| describe(engine, report, terminal, folder.clone()));
        let gate = || -> Result<Gate, Problem> {
            let folder = folder.clone().unwrap_or_else(|| PathBuf::from("."));
            let request = ProjectsRequest { folders: vec![folder.clone()] };
            let mut projects = engine.list_projects(&request, start.cancel())?;
            // not those in the folders below it
            let full = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
            projects.projects.retain(|project| full.starts_with(&project.folder));
            Ok(Gate::of_projects(&projects).with_folder(&folder, &report))
        };
        let status = self.gate.judge(gate, start, said)?;
        output.warnings(&report.warnings);
        Ok(status)
    }
}

/// The Go that runs, the deciding cause and whether it works; then the whole chain.
fn describe(engine: &Engine, report: &WhyReport, terminal: WhichTerminal, folder: Option<PathBuf>) -> String {
    let mut lines = vec![headline(report, place(report, terminal, folder)).to_string()];
    if let Some(link) = report.chain.iter().find(|link| link.decides).filter(|_| report.toolchain.is_some()) {
        lines.push(format!("  {}", say!(WhyBecause { effect: link.effect.clone() })));
    }
    lines.extend(how_known(engine, report).map(|known| format!("  {known}")));
    if let Some(problem) = &report.problem {
        lines.extend(report.program.as_ref().map(|_| match report.toolchain {
            Some(_) => say!(WhyDoesNotWork { why: problem.message.clone() }).to_string(),
            None => format!("  {}", problem.message),
        }));
        lines.push(format!("  {}", with_note(bold(&problem.next), problem.code)));
    }
    if report.program.is_some() {
        lines.push(Sentence::WhyChain.to_string());
        lines.extend(report.chain.iter().enumerate().map(|(index, link)| describe_link(index + 1, link)));
    }
    lines.join("\n")
}

fn how_known(engine: &Engine, report: &WhyReport) -> Option<String> {
    let time = report.at.map(|at| status::time_of_answer(engine, at));
    match (time, &report.answered, &report.because) {
        (Some(time), Some(version), _) => Some(caution(say!(WhyUnexplained { version: version.as_str(), time }))),
        (Some(time), None, _) => Some(say!(WhyByAnswer { time }).to_string()),
        (None, _, because) => {
            because.as_ref().map(|because| say!(WhyNotHeard { because: one_line(because) }).to_string())
        }
    }
}

fn headline(report: &WhyReport, place: Statement) -> Statement {
    let Some(program) = &report.program else {
        let why = report.problem.as_ref().map(|problem| at_start(&one_line(&problem.message)));
        return words::sentence(why.unwrap_or_default());
    };
    let Some(toolchain) = &report.toolchain else {
        return say!(WhyFails { place, program: one_line(program.path.display()) });
    };
    let version = toolchain.version.as_deref().map_or_else(|| Sentence::UnknownGo.to_string(), one_line);
    let from = match toolchain.from {
        From::Local => say!(Named { name: one_line(program.path.display()) }),
        From::Path => Sentence::WhyOnPath.into(),
        From::Cache => Sentence::WhyInCache.into(),
        From::Download => Sentence::WhyDownloads.into(),
    };
    let from = dim(words::in_parentheses(from));
    say!(WhyRuns { place, version: bold(version), from })
}

/// `A new terminal`, or `A new terminal in C:\src\m` if the project there matters.
fn place(report: &WhyReport, terminal: WhichTerminal, folder: Option<PathBuf>) -> Statement {
    let is_new = terminal == WhichTerminal::New;
    let terminal = if is_new { Sentence::WhyNewTerminal } else { Sentence::WhyThisTerminal };
    match folder.filter(|_| report.chain.iter().any(|link| link.cause.is_of_project())) {
        Some(folder) => say!(WhyTerminalIn { terminal, folder: one_line(folder.display()) }),
        None => terminal.into(),
    }
}

fn describe_link(number: usize, link: &ChainLink) -> String {
    let fix = link.fix.as_ref().map(|fix| say!(WhyFix { command: one_line(&fix.command) }));
    let fix = fix.map(|fix| format!("\n     {}", dim(fix)));
    format!("  {number}. {}{}", link.effect, fix.unwrap_or_default())
}
