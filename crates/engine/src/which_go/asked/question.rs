//! The question that a shell is asked: which `go` it finds, and what that `go` says of itself.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use super::AskedShell;

/// What the user's shell runs after its startup files. Each usual shell reads this line alike; the rest is for `sh`.
const IN_SHELL: &str = r#"/bin/sh -c 'eval "$UPGO_LOOK"'"#;
/// Keeps an Upgo that a startup file runs from asking a shell again.
pub(crate) const NO_SHELL: &str = "UPGO_NO_SHELL";
/// Startup files look for it before they start tmux: Visual Studio Code asks a shell in the same way.
pub(super) const RESOLVING: &str = "VSCODE_RESOLVING_ENVIRONMENT";
/// The mark that ends the answer; nobody else knows it.
pub(super) const END: &str = "UPGO_LOOK_END";
/// Set in bash, the only shell that searches a folder whose name on PATH begins with `~`.
const BASH: &str = "UPGO_LOOK_BASH";
/// The program that a shell of Windows starts. Its path is no part of a command line, where a shell would read it.
pub(super) const LOOK_PROGRAM: &str = "UPGO_LOOK_PROGRAM";
/// The settings of Go that are asked for, in this order.
pub(super) const GO_ENV: &str = "GOROOT GOENV GOTOOLCHAIN GOFLAGS GOEXPERIMENT";

/// So that Go and managers of versions download nothing. A GOPRIVATE would make Go ask the network even if GOPROXY is off.
pub(crate) const QUIET: [(&str, &str); 8] = [
    ("GOPROXY", "off"),
    ("GONOPROXY", "none"),
    ("GOPRIVATE", ""),
    ("GOVCS", "*:off"),
    ("MISE_AUTO_INSTALL", "0"),
    ("MISE_EXEC_AUTO_INSTALL", "0"),
    ("MISE_NOT_FOUND_AUTO_INSTALL", "0"),
    ("GOENV_AUTO_INSTALL", "0"),
];

/// Prints which `go` is on PATH, one fact in a line. It starts only the first one, unless that is in a folder of
/// Windows, where it would be a script or `go.exe`. In WSL, it does so only if no file says its version. A terminal of
/// this machine, where `UPGO_LOOK_END` is set, also says what Go selects, and prints its environment; for it,
/// [`command`] fills in `GO_ENV` and `QUIET`.
pub(crate) const LOOK: &str = r#"
mark=$UPGO_LOOK_END
printf '\nupgo-look 1%s\n' "$mark"
line='
'
folders=
while read -r source folder kind rest; do
  case $kind in drvfs|9p|virtiofs) [ "$folder" = / ] || folders=$folders$line$(printf %b "$folder") ;; esac
done </proc/mounts
is_of_windows() {
  IFS=$line
  for folder in $folders; do
    case $1 in
      "$folder"/*) case $(head -c 4 "$1" | tr -d '\000\177') in ELF) return 1 ;; *) return 0 ;; esac ;;
    esac
  done
  return 1
}
first=; go=; path=; usual=$IFS; IFS=:; set -f
for entry in $PATH; do
  IFS=$usual
  case $entry in '~'/*) [ -z "$UPGO_LOOK_BASH" ] || entry=$HOME${entry#?} ;; esac
  path=$path:$entry
  file=${entry:-.}/go
  [ -f "$file" ] && [ -x "$file" ] || continue
  real=$(readlink -f "$file") || real=$file
  if is_of_windows "$real"; then kind=windows; else kind=linux; fi
  printf '%s %s\n' "$kind" "$file"
  [ -z "$first" ] || continue
  first=$kind
  [ "$kind" = linux ] || continue
  printf 'real %s\n' "$real"
  [ -z "$mark" ] || { go=$file; continue; }
  if [ -f "${real%/bin/go}/VERSION" ]; then
    version=$(head -n 1 "${real%/bin/go}/VERSION")
  else
    version=$(GOTOOLCHAIN=local MISE_EXEC_AUTO_INSTALL=0 "$file" version </dev/null)
  fi
  printf 'version %s\n' "$version"
done
[ -n "$mark" ] || { printf 'end\n'; exit; }
[ -z "$UPGO_LOOK_BASH" ] || PATH=${path#:}
unset UPGO_LOOK UPGO_LOOK_END UPGO_LOOK_BASH
[ -z "$go" ] || (
  export QUIET TEST_TELEMETRY_DIR=/dev/null
  if said=$("$go" version 2>&1 </dev/null); then word=version; else word=fails; fi
  printf '%s %s\n' "$word" "${said%%"$line"*}"
  "$go" env GO_ENV 2>/dev/null </dev/null | while IFS= read -r value; do printf 'env %s\n' "$value"; done
)
printf 'environment\n'
command -p env -0
printf 'end%s\n' "$mark"
"#;

/// `end` marks the end of the answer; nobody else knows it. `first` runs before the question, if a test has such lines.
pub(crate) fn command(
    shell: &AskedShell,
    environment: &BTreeMap<OsString, OsString>,
    home: &Path,
    (end, first): (&str, &str),
) -> Command {
    let quiet = QUIET.map(|(name, value)| format!("{name}='{value}'")).join(" ");
    let look = first.to_owned() + &LOOK.replace("GO_ENV", GO_ENV).replace("QUIET", &quiet);
    let mut command = Command::new(&shell.program);
    command.env_clear().envs(environment).current_dir(home);
    command.env("UPGO_LOOK", look).env(END, end);
    command.env(NO_SHELL, "1").env(RESOLVING, "1");
    let name = shell.program.file_name().unwrap_or_default().to_string_lossy();
    if name == "bash" {
        command.env(BASH, "1");
    }
    if shell.logs_in && !name.ends_with("csh") {
        command.arg("-l"); // PowerShell wants it first, and csh only alone
    }
    command.args(["-i", "-c", IN_SHELL]);
    command
}
