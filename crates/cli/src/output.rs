//! The only place that prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use upgo_engine::report::{Code, Problem};

use crate::arguments::{Refused, Shared};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const CAUTION: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// Where answers go: words for people, or one JSON document.
#[derive(Debug)]
pub(crate) struct Output {
    json: bool,
    quiet: bool,
}

impl Output {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self { json: shared.json, quiet: shared.quiet }
    }

    /// Prints an answer: the value as JSON, or what `words` makes of it.
    pub(crate) fn answer<T: Serialize>(&self, value: &T, words: impl FnOnce(&T) -> String) {
        if self.json {
            print_json(value);
        } else {
            line(&words(value));
        }
    }

    /// Whether the answer is one JSON document.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Prints words that only a person at a terminal wants.
    pub(crate) fn remark(&self, words: &str) {
        if !self.json && !self.quiet {
            line(words);
        }
    }

    /// Prints warnings, unless they are part of the JSON answer.
    pub(crate) fn warnings(&self, warnings: &[Problem]) {
        if self.json {
            return;
        }
        for warning in warnings {
            error_line(&format!("{CAUTION}warning{CAUTION:#}: {}", warning.message));
            causes(warning);
            error_line(&format!("  {DIM}{} ({}){DIM:#}", warning.next, warning.code));
        }
    }

    /// Prints a problem and gives its exit status.
    pub(crate) fn problem(&self, problem: &Problem) -> ExitCode {
        if self.json {
            print_json(&serde_json::json!({ "error": problem }));
        } else {
            error_line(&format!("{BAD}error{BAD:#}: {}", problem.message));
            causes(problem);
            error_line(&format!("  {}", problem.means));
            error_line(&format!("  {BOLD}{}{BOLD:#} {DIM}({}){DIM:#}", problem.next, problem.code));
        }
        ExitCode::from(problem.code.exit())
    }
}

/// Prints the causes that the message does not say itself; one may have several lines, as a compiler's.
fn causes(problem: &Problem) {
    for cause in problem.causes.iter().filter(|cause| !problem.message.contains(cause.as_str())) {
        error_line(&format!("  because: {}", cause.replace('\n', "\n    ")));
    }
}

/// Says what is wrong with a command line, or prints the help that was asked for.
pub(crate) fn refuse(refused: &Refused) -> ExitCode {
    let wants_help = !refused.error.use_stderr();
    if refused.json && !wants_help {
        let text = refused.error.to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        print_json(&serde_json::json!({ "error": Problem::new(Code::Usage, message) }));
    } else {
        refused.error.print().ok();
    }
    if wants_help { ExitCode::SUCCESS } else { ExitCode::from(Code::Usage.exit()) }
}

/// Writes a line to standard output. A reader that has gone away is not an error.
pub(crate) fn line(text: &str) {
    writeln!(anstream::stdout(), "{text}").ok();
}

/// Writes a line that others follow; whether somebody still reads.
pub(crate) fn line_of_many(text: &str) -> bool {
    let mut out = anstream::stdout();
    writeln!(out, "{text}").and_then(|()| out.flush()).is_ok()
}

/// Writes a line to standard error.
pub(crate) fn error_line(text: &str) {
    writeln!(anstream::stderr(), "{text}").ok();
}

/// Asks a person, who has to say yes. `None` where there is nobody to ask.
pub(crate) fn ask(question: &str) -> Option<bool> {
    if !(std::io::stdin().is_terminal() && is_terminal()) {
        return None;
    }
    write!(anstream::stderr(), "{BOLD}{question}{BOLD:#} [y/N] ").ok();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).ok();
    Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Whether progress bars would be seen.
pub(crate) fn is_terminal() -> bool {
    std::io::stderr().is_terminal()
}

pub(crate) fn bold(text: impl std::fmt::Display) -> String {
    format!("{BOLD}{text}{BOLD:#}")
}

pub(crate) fn dim(text: impl std::fmt::Display) -> String {
    format!("{DIM}{text}{DIM:#}")
}

pub(crate) fn good(text: impl std::fmt::Display) -> String {
    format!("{GOOD}{text}{GOOD:#}")
}

pub(crate) fn bad(text: impl std::fmt::Display) -> String {
    format!("{BAD}{text}{BAD:#}")
}

pub(crate) fn caution(text: impl std::fmt::Display) -> String {
    format!("{CAUTION}{text}{CAUTION:#}")
}

/// Prints a document of another format than ours.
pub(crate) fn document<T: Serialize>(value: &T) {
    print_json(value);
}

fn print_json<T: Serialize>(value: &T) {
    // A path that is not Unicode cannot be JSON: then the document is the error.
    let text = serde_json::to_string_pretty(value).unwrap_or_else(|error| {
        serde_json::json!({ "error": Problem::new(Code::Other, error.to_string()) }).to_string()
    });
    writeln!(std::io::stdout(), "{text}").ok();
}
