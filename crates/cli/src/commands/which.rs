//! `which`, which is `why --path`.
use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::WhichTerminal;

use super::shared::{CommandResult, Run, Start};
use super::status::here;

/// Print the path of the `go` program that a new terminal runs
#[derive(Args, Debug)]
pub(crate) struct Which;

impl Run for Which {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        print(start)
    }
}

pub(super) fn print(start: &Start<'_>) -> CommandResult {
    let report = start.engine()?.why(WhichTerminal::New, here().as_deref())?;
    let Some(program) = report.program else {
        let missing = Problem::new(Code::VersionNotInstalled, Sentence::TerminalFindsNoGo);
        return Err(report.problem.into_iter().fold(missing, |missing, why| missing.with_next(why.next)));
    };
    start.output.verbatim(&program, |program| one_line(program.path.display()));
    Ok(0)
}
