use clap::Args;
use upgo_engine::base::shell::Shell as GoShell;

use super::shared::{CommandResult, Run, Start, ready_go};
use super::terminal;
use crate::options::{Offers, Proof, values};
use crate::output::{bold, error_line};

/// Start a shell with a Go version, without switching to it
///
/// Installs the version first if it is missing. The shell has the environment of `upgo exec`, even if your startup
/// files put another Go first, and its prompt names the version. `exit` ends it. Your own environment and files stay
/// as they are. With --print, it prints the lines that give the running shell this environment instead.
///
/// To evaluate the lines:
///
/// bash and zsh: eval "$(upgo shell 1.27 --shell bash --print)"
///
/// fish: upgo shell 1.27 --shell fish --print | source
///
/// PowerShell: upgo shell 1.27 --shell powershell --print | Out-String | Invoke-Expression
///
/// cmd: for /f "delims=" %i in ('upgo shell 1.27 --shell cmd --print') do @%i
#[derive(Args, Debug)]
pub(crate) struct Shell {
    /// A version (1.27.3, 1.27, latest, rc), or `project`, as for `upgo exec`
    ///
    /// With --window, an installed one; by default, the version in use.
    #[arg(required_unless_present = "window", add = Offers::VersionOrProject)]
    version: Option<String>,
    /// The shell; by default, the one that you work in
    #[arg(long = "shell", value_name = "SHELL")]
    wanted: Option<ShellName>,
    /// Print the lines that give the running shell the environment; --json does the same
    #[arg(long)]
    print: bool,
    /// Open a terminal window with it instead; on Linux, the variable TERMINAL names the program
    #[arg(long, conflicts_with_all = ["wanted", "print", "without_proof"])]
    window: bool,
    #[command(flatten)]
    proof: Proof,
}

values! {
    /// A shell of `upgo shell`.
    enum ShellName = GoShell {
        /// PowerShell 7, otherwise Windows PowerShell
        #[value(name = "powershell")]
        PowerShell,
        /// The Windows command prompt
        Cmd,
        /// Bash
        Bash,
        /// Z shell
        Zsh,
        /// Fish
        Fish,
    }
}

impl Run for Shell {
    const ONLY_READS: fn(&Self) -> bool = |shell| shell.window;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (Some(version), false) = (&self.version, self.window) else {
            return terminal::open(self.version.as_deref(), start);
        };
        let (engine, output) = (start.engine()?, start.output);
        let go = ready_go(version, self.proof, start)?;
        let shell = self.wanted.map(GoShell::from);
        if self.print || output.is_json() {
            let report = engine.shell_lines(go, shell)?;
            output.verbatim(&report, |report| report.lines.join("\n"));
            return Ok(0);
        }
        if !output.quiet {
            error_line(&say!(ShellRuns { version: bold(&go.version) }).to_string());
        }
        std::process::exit(engine.become_shell(&go, shell)?)
    }
}
