//! `upgo`: keeps Go up to date. A thin front end of the engine: parse, call one use case, print.
#[macro_use]
extern crate upgo_engine;

mod arguments;
mod commands;
mod language;
mod options;
mod output;
mod progress;
mod rows;
mod waiting;
mod words;
mod wrapping;

use std::process::ExitCode;

use arguments::Arguments;
use output::Output;

fn main() -> ExitCode {
    upgo_engine::machine::platform::fail_beyond_file_size_limit();
    // This may be the elevated copy, which does what needs an administrator.
    if let Some(status) = upgo_engine::change::elevation::serve_if_asked(std::env::args_os().skip(1)) {
        return ExitCode::from(status);
    }
    // A shell may have started it to be asked which Go it runs.
    if let Some(answer) = upgo_engine::cases::answer_for_terminal(std::env::args_os().skip(1)) {
        Output::default().verbatim_line(&answer);
        return ExitCode::SUCCESS;
    }
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(refused) => return output::refuse(&refused),
    };
    let output = Output::new(&arguments.shared);
    language::of_the_locale(&output);
    output.end(commands::run(arguments.command.as_ref(), &arguments.asked_by, &output, Arguments::command))
}
