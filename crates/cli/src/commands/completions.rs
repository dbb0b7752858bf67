//! `completions`: the script for a shell, and the words that it asks for while the user types. The script knows no
//! command: it asks `upgo` for each word, which knows this machine. What the user typed is passed on as words, never
//! evaluated.
mod candidates;

use clap::Args;
use clap_complete::Shell;
use upgo_engine::answers::Text;

use super::shared::{CommandResult, Run, Start};

/// Print a completion script for a shell
///
/// bash: save it as ~/.local/share/bash-completion/completions/upgo
///
/// zsh: save it as _upgo in a folder of $fpath
///
/// fish: save it as ~/.config/fish/completions/upgo.fish
///
/// PowerShell: add `upgo completions powershell | Out-String | Invoke-Expression` to $PROFILE
///
/// The script asks `upgo` for the commands, and for the versions, settings, changes and projects of this machine. It
/// never goes online and changes nothing. The packages for Linux install these scripts.
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
    /// The word to complete, as far as it is typed
    #[arg(long, hide = true, allow_hyphen_values = true)]
    word: Option<String>,
    /// The words before it
    #[arg(last = true, hide = true, requires = "word")]
    program: Vec<String>,
}

impl Run for Completions {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        if let Some(word) = &self.word {
            let lines = candidates::lines(start, &self.program, word, self.shell != Shell::Bash);
            if !lines.is_empty() {
                start.output.verbatim_line(&lines.join("\n"));
            }
            return Ok(0);
        }
        let text = script(self.shell).to_owned();
        start.output.verbatim(&Text { text }, |answer| answer.text.trim_end().to_owned());
        Ok(0)
    }
}

fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Elvish => include_str!("completions/upgo.elv"),
        Shell::Fish => include_str!("completions/upgo.fish"),
        Shell::PowerShell => include_str!("completions/upgo.ps1"),
        Shell::Zsh => include_str!("completions/upgo.zsh"),
        // the enum may get more shells; what can be tried is bash
        _ => include_str!("completions/upgo.bash"),
    }
}
