//! `exec` and `shell`.
use std::ffi::OsString;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::cases::{Confirmed, Engine, ReadyGo, WantedGo};
use upgo_engine::which_go::go_shell::Shell;

use super::{CommandResult, settings};
use crate::arguments::ShellName;
use crate::output::{Output, bold, dim, error_line};
use crate::progress::ProgressPrinter;
use crate::waiting;

/// The toolchain that a command asks for.
pub(super) struct GoArguments<'a> {
    pub(super) version: &'a str,
    pub(super) without_proof: bool,
}

/// Replaces this process by the command. On Windows, ends with its exit code, which may be larger than others.
pub(super) fn exec(
    engine: &Engine,
    go: &GoArguments<'_>,
    command: &[OsString],
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let (program, arguments) = command.split_first().ok_or_else(no_command)?;
    let go = ready(engine, go, cancel, output)?;
    std::process::exit(engine.become_command(&go, program, arguments)?)
}

pub(super) fn shell(
    engine: &Engine,
    go: &GoArguments<'_>,
    shell: Option<ShellName>,
    print: bool,
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let go = ready(engine, go, cancel, output)?;
    let shell = shell.map(Shell::from);
    if print || output.is_json() {
        let report = engine.shell_lines(go, shell)?;
        output.answer(&report, |report| report.lines.join("\n"));
        return Ok(0);
    }
    if !output.quiet {
        error_line(&format!("This shell runs {}. To leave it: `exit`.", bold(&go.version)));
    }
    std::process::exit(engine.become_shell(&go, shell)?)
}

/// Installs the toolchain if it is missing. Standard output belongs to what runs afterwards, so all words are on standard
/// error.
fn ready(engine: &Engine, go: &GoArguments<'_>, cancel: &Cancel, output: &Output) -> Result<ReadyGo, Problem> {
    let wanted = go.version.parse::<WantedGo>().map_err(|error| {
        let next = "Name a version, such as 1.27.3, 1.27 or latest, or `project` for the one of the project here.";
        Problem::new(Code::Usage, format!("{error}")).with_next(next)
    })?;
    let folder = super::here()?;
    let progress = ProgressPrinter::new(output);
    let confirmed = Confirmed { without_proof: go.without_proof, ..Confirmed::default() };
    let ready = engine.ready_go(&wanted, &folder, confirmed, cancel, &|event| progress.event(&event))?;
    waiting::clear(); // the terminal belongs to what runs now
    output.warnings(&ready.warnings);
    output.warnings(&settings::warnings(engine, true));
    if let (Some(file), false, false) = (&ready.asked_by, output.quiet, output.is_json()) {
        error_line(&dim(format!("{} asks for {}", one_line(file.display()), ready.version)));
    }
    Ok(ready)
}

/// clap demands one.
pub(super) fn no_command() -> Problem {
    Problem::new(Code::Usage, "there is no command to run").with_next("Name it after `--`.")
}

impl From<ShellName> for Shell {
    fn from(name: ShellName) -> Self {
        match name {
            ShellName::PowerShell => Self::PowerShell,
            ShellName::Cmd => Self::Cmd,
            ShellName::Bash => Self::Bash,
            ShellName::Zsh => Self::Zsh,
            ShellName::Fish => Self::Fish,
        }
    }
}
