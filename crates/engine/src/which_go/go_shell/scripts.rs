//! The scripts that put a toolchain in front again after the user's startup files, and the variables that they read.
use std::ffi::{OsStr, OsString};

use crate::which_go::go_environment::GoVariables;

/// The variable that hands the toolchain's folder to a script.
const FOLDER: &str = "UPGO_TERMINAL_GO";
const TOOLCHAIN: &str = "UPGO_TERMINAL_TOOLCHAIN";
/// Not set if there is no GOROOT.
const ROOT: &str = "UPGO_TERMINAL_ROOT";
/// The name in the prompt; not set if the prompt stays as it is.
const PROMPT: &str = "UPGO_TERMINAL_PROMPT";
/// The value of ZDOTDIR that a script restores; not set if there is none.
pub(super) const USER_FILES: &str = "UPGO_TERMINAL_ZDOTDIR";

/// Starts bash with the user's own startup file, followed by the settings of this shell. The prompt is also corrected
/// before it is printed, because many programs write a new one each time. An MSYS2 bash has PATH in its own form.
pub(crate) const BASH: &str = concat!(
    r#"exec "$BASH" --rcfile <(echo '[ -r ~/.bashrc ] && . ~/.bashrc; "#,
    r#"case "$OSTYPE" in msys*|cygwin*) UPGO_TERMINAL_GO="$(cygpath -u "$UPGO_TERMINAL_GO")";; esac; "#,
    r#"export PATH="$UPGO_TERMINAL_GO:$PATH" GOTOOLCHAIN="$UPGO_TERMINAL_TOOLCHAIN"; "#,
    r#"if [ -n "$UPGO_TERMINAL_ROOT" ]; then export GOROOT="$UPGO_TERMINAL_ROOT"; else unset GOROOT; fi; "#,
    r#"if [ -n "$UPGO_TERMINAL_PROMPT" ]; then upgo_mark="($UPGO_TERMINAL_PROMPT) "; "#,
    r#"upgo_prompt() { local upgo_status=$?; "#,
    r#"case "$PS1" in "$upgo_mark"*) ;; *) PS1="$upgo_mark$PS1";; esac; return $upgo_status; }; "#,
    r#"case "$(declare -p PROMPT_COMMAND 2> /dev/null)" in "declare -a"*) PROMPT_COMMAND+=(upgo_prompt);; "#,
    "*) PROMPT_COMMAND=\"${PROMPT_COMMAND:+$PROMPT_COMMAND\n}upgo_prompt\";; esac; fi; ",
    r#"unset UPGO_TERMINAL_GO UPGO_TERMINAL_TOOLCHAIN UPGO_TERMINAL_ROOT UPGO_TERMINAL_PROMPT') -i"#,
);

/// For fish, after its configuration. An empty GOROOT counts as none; erasing it could erase a universal variable.
pub(crate) const FISH: &str = concat!(
    "set -gx PATH $UPGO_TERMINAL_GO $PATH; set -gx GOTOOLCHAIN $UPGO_TERMINAL_TOOLCHAIN; ",
    "set -gx GOROOT $UPGO_TERMINAL_ROOT; ",
    "if set -q UPGO_TERMINAL_PROMPT; set -g upgo_mark \"($UPGO_TERMINAL_PROMPT) \"; ",
    "functions -c fish_prompt upgo_prompt; function upgo_status; return $argv[1]; end; ",
    "function fish_prompt; set -l before $status; echo -n $upgo_mark; upgo_status $before; upgo_prompt; end; end; ",
    "set -eg UPGO_TERMINAL_GO; set -eg UPGO_TERMINAL_TOOLCHAIN; set -eg UPGO_TERMINAL_ROOT; ",
    "set -eg UPGO_TERMINAL_PROMPT",
);

/// The script for PowerShell, with the separator of PATH: the constrained language mode of App Control
/// (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_language_modes>) refuses the
/// methods and static properties of .NET.
macro_rules! powershell {
    ($separator:literal) => {
        concat!(
            "$env:PATH = $env:UPGO_TERMINAL_GO + '",
            $separator,
            "' + $env:PATH; ",
            "$env:GOTOOLCHAIN = $env:UPGO_TERMINAL_TOOLCHAIN; ",
            "if ($env:UPGO_TERMINAL_ROOT) { $env:GOROOT = $env:UPGO_TERMINAL_ROOT } ",
            "else { Remove-Item Env:GOROOT -ErrorAction Ignore }; ",
            "if ($env:UPGO_TERMINAL_PROMPT) { $global:UpgoMark = '(' + $env:UPGO_TERMINAL_PROMPT + ') '; ",
            "$global:UpgoPrompt = $function:prompt; ",
            "function global:prompt { $global:UpgoMark + (& $global:UpgoPrompt) } }; ",
            "Remove-Item Env:UPGO_TERMINAL_* -ErrorAction Ignore",
        )
    };
}

/// The script for PowerShell on Windows, after its profile, without double quotes, which a command line would escape.
pub(crate) const POWERSHELL: &str = powershell!(";");
pub(super) const POWERSHELL_ON_UNIX: &str = powershell!(":");

/// The startup files of zsh, by name, in a folder for ZDOTDIR. They delete themselves, then run the user's.
pub(super) const ZSH: [(&str, &str); 2] = [
    (
        ".zshenv",
        r#"UPGO_TERMINAL_FILES="$ZDOTDIR"
if [[ -n "$UPGO_TERMINAL_ZDOTDIR" ]]; then ZDOTDIR="$UPGO_TERMINAL_ZDOTDIR"; else unset ZDOTDIR; fi
if [[ -r "${ZDOTDIR:-$HOME}/.zshenv" ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
UPGO_TERMINAL_ZDOTDIR="${ZDOTDIR-}"
ZDOTDIR="$UPGO_TERMINAL_FILES"
"#,
    ),
    (
        ".zshrc",
        r#"if [[ -n "$UPGO_TERMINAL_ZDOTDIR" ]]; then export ZDOTDIR="$UPGO_TERMINAL_ZDOTDIR"; else unset ZDOTDIR; fi
if [[ "${HISTFILE-}" == "$UPGO_TERMINAL_FILES/.zsh_history" ]]; then HISTFILE="${ZDOTDIR:-$HOME}/.zsh_history"; fi
if [[ "$UPGO_TERMINAL_FILES" == */upgo-shell-* ]]; then command rm -rf -- "$UPGO_TERMINAL_FILES"; fi
if [[ -r "${ZDOTDIR:-$HOME}/.zshrc" ]]; then . "${ZDOTDIR:-$HOME}/.zshrc"; fi
export PATH="$UPGO_TERMINAL_GO:$PATH" GOTOOLCHAIN="$UPGO_TERMINAL_TOOLCHAIN"
if [[ -n "$UPGO_TERMINAL_ROOT" ]]; then export GOROOT="$UPGO_TERMINAL_ROOT"; else unset GOROOT; fi
if [[ -n "$UPGO_TERMINAL_PROMPT" ]]; then
  upgo_mark="($UPGO_TERMINAL_PROMPT) "
  upgo_prompt() {
    if [[ "$PS1" != "$upgo_mark"* ]]; then PS1="$upgo_mark$PS1"; fi
  }
  precmd_functions+=(upgo_prompt)
fi
unset UPGO_TERMINAL_GO UPGO_TERMINAL_TOOLCHAIN UPGO_TERMINAL_ROOT UPGO_TERMINAL_PROMPT
unset UPGO_TERMINAL_ZDOTDIR UPGO_TERMINAL_FILES
"#,
    ),
];

/// The environment of the toolchain, and the variables that the script reads. `None` removes one.
pub(crate) fn script_variables(go: &GoVariables, prompt: Option<&str>) -> Vec<(&'static str, Option<OsString>)> {
    let own = go.all().map(|(name, value)| (name, value.map(OsStr::to_owned)));
    let handed = [
        (FOLDER, Some(go.folder.clone())),
        (TOOLCHAIN, Some(go.toolchain.clone().into())),
        (ROOT, go.root.clone()),
        (PROMPT, prompt.map(OsString::from)),
    ];
    own.into_iter().chain(handed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_need_no_quotes_that_their_carrier_has() {
        let body = BASH.split_once("echo '").unwrap().1.rsplit_once('\'').unwrap().0;
        assert!(!body.contains('\''), "the text of `echo` ends early");
        assert!(!POWERSHELL.contains('"'), "a command line of Windows cannot carry it");
    }

    #[test]
    fn a_script_gets_each_value_as_a_variable() {
        let go = GoVariables {
            folder: "/go/bin".into(),
            names: None,
            path: "/go/bin:/usr/bin".into(),
            toolchain: "go1.27.3".to_owned(),
            root: None,
        };
        let variables = script_variables(&go, Some("go1.27.3"));
        let shown: Vec<String> = variables
            .iter()
            .map(|(name, value)| match value {
                Some(value) => format!("{name}={}", value.to_str().unwrap()),
                None => format!("-{name}"),
            })
            .collect();
        let expected = [
            "PATH=/go/bin:/usr/bin",
            "GOTOOLCHAIN=go1.27.3",
            "-GOROOT",
            "UPGO_SHELL=go1.27.3",
            "UPGO_TERMINAL_GO=/go/bin",
            "UPGO_TERMINAL_TOOLCHAIN=go1.27.3",
            "-UPGO_TERMINAL_ROOT",
            "UPGO_TERMINAL_PROMPT=go1.27.3",
        ];
        assert_eq!(shown, expected);
    }
}
