use std::ffi::OsString;

use clap::Args;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;

use super::shared::{CommandResult, Run, Start, ready_go};
use crate::options::{Offers, Proof};

/// Run a command with a Go version, without switching to it
///
/// Installs the version first if it is missing. The command gets a PATH with that Go first, its name as GOTOOLCHAIN,
/// and no GOROOT. So every `go` in it is that version: if a project requires a newer one, Go says so instead of
/// switching. Even `go1.26.6` runs that version there; use `upgo exec 1.26.6` instead. Exits with the command's exit
/// status.
#[derive(Args, Debug)]
pub(crate) struct Exec {
    /// A version (1.27.3, 1.27, latest, rc), or `project`: the version that this folder's project asks for
    ///
    /// 1.27 is the newest installed release of that line. If none is installed, it is the newest available one.
    /// A project asks by its version file (.go-version, .tool-versions, mise.toml), or by its go.work or go.mod.
    #[arg(add = Offers::VersionOrProject)]
    version: String,
    /// The command and its arguments
    #[arg(trailing_var_arg = true, required = true, value_name = "COMMAND")]
    program: Vec<OsString>,
    #[command(flatten)]
    proof: Proof,
}

impl Run for Exec {
    const ONLY_READS: fn(&Self) -> bool = |_| false;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        // clap demands a command
        let no_command = || Problem::new(Code::Usage, Sentence::NoCommand).with_next(Sentence::NameItAfter);
        let engine = start.engine()?;
        let (program, arguments) = self.program.split_first().ok_or_else(no_command)?;
        let go = ready_go(&self.version, self.proof, start)?;
        // replaces this process; on Windows, ends with the exit code of the command, which may be larger than others
        std::process::exit(engine.become_command(&go, program, arguments)?)
    }
}
