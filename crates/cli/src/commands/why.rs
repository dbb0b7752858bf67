use std::path::PathBuf;

use clap::Args;
use upgo_engine::base::display::{at_start, one_line};
use upgo_engine::base::report::Problem;
use upgo_engine::base::rows::Row;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{Engine, Gate, ProjectsRequest, WhichTerminal, WhyReport};

use super::shared::{CommandResult, GateOptions, Run, Start};
use super::{status, which};
use crate::output::{bold, caution, dim, with_note};
use crate::progress::LateBar;

/// Explain which Go runs in a folder, why, and whether it works
#[derive(Args, Debug)]
pub(crate) struct Why {
    /// The folder; by default, the current one
    path: Option<PathBuf>,
    /// Explain this terminal instead of a new one; its PATH may be out of date
    #[arg(long)]
    this_terminal: bool,
    /// Ask your shell again which Go a new terminal runs
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
        let row = report.row(terminal, folder.as_deref());
        let said = |_: Option<&Gate>| output.answer(&report, |report| describe(engine, report, &row));
        let gate = || -> Result<Gate, Problem> {
            let folder = folder.clone().unwrap_or_else(|| PathBuf::from("."));
            let mut projects = engine.list_projects(&ProjectsRequest { folders: vec![folder] }, start.cancel())?;
            // not those in the folders below it
            let folders = projects.folders.clone();
            projects.projects.retain(|project| folders.iter().any(|folder| folder.starts_with(&project.folder)));
            Gate::of_projects(&projects)
        };
        let status = self.gate.judge(gate, start, said)?;
        output.warnings(&report.warnings);
        Ok(status)
    }
}

/// The Go that runs, the deciding cause and whether it works; then the whole chain.
fn describe(engine: &Engine, report: &WhyReport, row: &Row) -> String {
    let mut lines = vec![bold(at_start(&one_line(&row.title)))];
    lines.extend(row.second.iter().map(|second| format!("  {}", one_line(second))));
    lines.extend(how_known(engine, report).map(|known| format!("  {known}")));
    if let Some(problem) = &report.problem {
        lines.extend(report.toolchain.as_ref().map(|_| say!(WhyDoesNotWork { why: &problem.message }).to_string()));
        lines.push(format!("  {}", with_note(bold(&problem.next), problem.code)));
    }
    if !row.rows.is_empty() {
        lines.push(Sentence::WhyChain.to_string());
    }
    for (number, (cause, link)) in (1..).zip(row.rows.iter().zip(&report.chain)) {
        lines.push(format!("  {number}. {}", one_line(&cause.title)));
        let fix = link.fix.as_ref().map(|fix| say!(WhyFix { command: one_line(&fix.command) }));
        lines.extend(fix.map(|fix| format!("     {}", dim(fix))));
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
