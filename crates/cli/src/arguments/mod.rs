//! The command line: how it is read, and its own help. The doc comments are help texts.
mod help;
mod names;
#[cfg(test)]
mod tests;

use std::any::TypeId;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser as _};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser};
use upgo_engine::base::display::sentence;
use upgo_engine::machine::acts;

use crate::commands::Command;
use crate::options::{CommonOptions, command_at};
use help::Help;

/// The end of the long help of `upgo` itself. No line is longer than 80 columns.
const ENVIRONMENT_AND_EXIT_CODES: &str = "\
Environment variables:
  UPGO_HOME              Upgo's folder
  UPGO_FEED_URL          Release list to use instead of go.dev
  UPGO_VULN_URL          Vulnerability database to use instead of vuln.go.dev
  UPGO_MIRRORS           Mirrors to download from, separated by commas
  UPGO_NO_MODIFY_PATH=1  Do not edit PATH
  UPGO_NO_SHELL=1        Do not start your shell to ask which Go it runs
  UPGO_NO_SELF_UPDATE=1  Do not update Upgo itself
  UPGO_LOG               File to write every event to, as a line of JSON
  NO_COLOR               Do not use colors
  GOPROXY (without plain http), GONOPROXY, GOPRIVATE, GOSUMDB and NETRC have the
  same meaning as for `go`. So has GOAUTH=off; Upgo runs no command of GOAUTH.
  HTTPS_PROXY, otherwise ALL_PROXY, is the proxy for all hosts but NO_PROXY's.
  Where a proof is required, a database that only GOSUMDB names does not count.

Exit codes:
  0    Done
  1    Other error, or a program among several was not built (tools rebuild,
       tools update)
  2    Usage error
  3    Network error
  4    Verification failed
  5    Permission denied
  6    Busy: another change is in progress, or a file is in use
  7    No such version or program
  8    Disk error
  9    Bad archive
  10   With --exit-code: update available (check), finding (doctor), an upgrade
       that would fail (preflight), files that disagree (projects, why), or a
       machine that missed a fix (fleet)
  11   Vulnerability found (audit --exit-code)
  12   Done, but a new terminal runs another Go or none (install --use, use,
       upgrade, rollback, adopt, env path first)
  13   Administrator prompt declined
  14   A project does not work with the other Go (rehearse, upgrade)
  15   Refused by the policy of your organization
  16   A hook stopped or rolled back the change
  124  Deadline passed (upgrade --deadline)
  130  Cancelled";

/// Keeps Go up to date: installs, upgrades, switches and rolls back, without administrator rights.
#[derive(Debug, Parser)]
#[command(
    name = "upgo",
    version,
    max_term_width = 100,
    disable_help_flag = true,
    after_long_help = ENVIRONMENT_AND_EXIT_CODES
)]
struct Root {
    #[command(flatten)]
    shared: CommonOptions,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) shared: CommonOptions,
    /// `None` for `upgo` alone.
    pub(crate) command: Option<Command>,
    /// The origin of the change in the history: the command and its positional arguments, without flags.
    pub(crate) asked_by: String,
}

impl Arguments {
    pub(crate) fn read() -> Result<Self, clap::Error> {
        Self::parsed(std::env::args_os().collect()).map_err(|error| {
            if !error.use_stderr() {
                return error; // help, or the version
            }
            // clap repeats words of the command line, which may be names of files or secrets
            let safe = std::env::args_os().map(|word| sentence(word.to_string_lossy()).into());
            Self::parsed(safe.collect()).err().unwrap_or(error)
        })
    }

    pub(crate) fn command() -> clap::Command {
        Self::command_with(Help::First)
    }

    fn command_with(help: Help) -> clap::Command {
        let command = with_home(Root::command());
        let template = help.template(&command);
        command.help_template(template)
    }

    fn parsed(mut given: Vec<OsString>) -> Result<Self, clap::Error> {
        // clap takes everything after `help` for the name of a command
        let mut help = Help::First;
        if let Some(at) = command_at(&given).filter(|at| given.get(*at).is_some_and(|word| word == "help")) {
            given.remove(at);
            help = Help::asked(&mut given, at);
            given.push("--help".into());
        }
        names::replace_meaning(&mut given);
        let mut command = Self::command_with(help);
        let matches = command.try_get_matches_from_mut(&given);
        let matches = matches.and_then(|matches| names::refuse_mistyped_action(&command, &matches).map(|()| matches));
        let matches = matches.map_err(|mut error| {
            names::suggest(&mut error, &command, &given);
            error
        })?;
        let root = Root::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
        let mut words = words(&command, &matches);
        // the value of a variable may be a secret
        words.truncate(if words.starts_with(&["env".to_owned(), "set".to_owned()]) { 3 } else { 4 });
        let asked_by = match &root.command {
            // the log distinguishes it from a check by the user
            Some(Command::Check(check)) if check.notify => acts::SCHEDULED.to_owned(),
            _ => ["upgo"].into_iter().chain(words.iter().map(String::as_str)).collect::<Vec<_>>().join(" "),
        };
        Ok(Self { shared: root.shared, command: root.command, asked_by })
    }
}

/// Lets each path begin with `~`, which PowerShell passes to programs as it is, and sh does behind `=`.
fn with_home(command: clap::Command) -> clap::Command {
    let expand = |argument: clap::Arg| {
        let is_path = argument.get_value_parser().type_id() == TypeId::of::<PathBuf>();
        if is_path { argument.value_parser(PathBufValueParser::new().map(in_home)) } else { argument }
    };
    command.mut_args(expand).mut_subcommands(with_home)
}

fn in_home(path: PathBuf) -> PathBuf {
    if let Ok(rest) = path.strip_prefix("~")
        && let Some(home) = std::env::home_dir()
    {
        return home.components().chain(rest.components()).collect();
    }
    path
}

/// The commands and their positional arguments, without flags and their values.
fn words(command: &clap::Command, matches: &ArgMatches) -> Vec<String> {
    // a value or the command of another program may hold a login or another secret, and these words are recorded
    let names = command.get_positionals().map(|argument| argument.get_id().as_str());
    let names = names.filter(|name| !matches!(*name, "value" | "program"));
    let given = names.filter(|name| matches.value_source(name) == Some(ValueSource::CommandLine));
    let given = given.filter_map(|name| matches.get_raw(name));
    let mut all: Vec<String> = given.flatten().map(|word| word.to_string_lossy().into_owned()).collect();
    if let Some((name, inner)) = matches.subcommand() {
        all.push(name.to_owned());
        all.extend(command.find_subcommand(name).map(|command| words(command, inner)).unwrap_or_default());
    }
    all
}
