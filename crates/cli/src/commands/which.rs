//! `which`.
use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::cases::WhichTerminal;

use super::{CommandResult, Run, Start};

/// Print the path of the `go` program that a new terminal runs
#[derive(Args, Debug)]
pub(crate) struct Which;

impl Run for Which {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let Some(program) = start.engine()?.why(WhichTerminal::New, None)?.program else {
            return Err(Problem::new(Code::VersionNotInstalled, "a new terminal finds no Go")
                .with_next("Run `upgo install latest --use`."));
        };
        start.output.answer(&program, |program| one_line(program.path.display()));
        Ok(0)
    }
}
