//! `upgo`: keeps Go up to date. A thin face of the engine: parse, call one use case, print.
mod arguments;
mod commands;
mod output;
mod progress;
mod words;

use std::process::ExitCode;

use arguments::Arguments;
use output::Output;

fn main() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(refused) => return output::refuse(&refused),
    };
    let output = Output::new(&arguments.shared);
    match commands::run(&arguments, &output) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => output.problem(&problem),
    }
}
