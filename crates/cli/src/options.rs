//! The options that several commands have, and those of every command. The doc comments are help texts.
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use clap::builder::ArgExt;
use clap::{ArgAction, Args, ValueEnum};
use jiff::{SignedDuration, Span, SpanRelativeTo};
use upgo_engine::cases::WhileRunning;

/// The heading of the options that every command has. `scripts/gen.mjs` prints them once.
pub(crate) const EVERY_COMMAND: &str = "Options for every command";

/// The options of every command.
#[derive(Args, Clone, Debug)]
pub(crate) struct CommonOptions {
    /// Print the result as one JSON document on standard output
    #[arg(long, global = true, help_heading = EVERY_COMMAND)]
    pub(crate) json: bool,
    /// Show progress on standard error: auto (bars or lines), json (events) or none
    #[arg(
        long,
        global = true,
        help_heading = EVERY_COMMAND,
        value_name = "HOW",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub(crate) progress: ProgressStyle,
    /// Print only results and errors
    #[arg(long, short, global = true, help_heading = EVERY_COMMAND)]
    pub(crate) quiet: bool,
    // clap's own flag would stand under another heading
    #[arg(
        long,
        short,
        global = true,
        help_heading = EVERY_COMMAND,
        action = ArgAction::Help,
        help = "Print help (see more with '--help')",
        long_help = "Print help (see a summary with '-h')"
    )]
    help: Option<bool>,
}

/// A way to show progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressStyle {
    /// Bars on a terminal, otherwise a line per step
    #[default]
    Auto,
    /// One JSON event per line
    Json,
    /// No progress
    None,
}

/// Where the command is in a command line: the first word that is not an option for every command.
pub(crate) fn command_at(given: &[OsString]) -> Option<usize> {
    let mut at = 1;
    loop {
        let word = given.get(at)?.to_str().unwrap_or_default();
        at += match word {
            "--progress" => 2,
            _ if word.starts_with('-') => 1,
            _ => return Some(at),
        };
    }
}

/// The values of an argument that only this machine knows, as `#[arg(add = …)]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offers {
    Installed,
    /// A version that is installed or in the cached release list.
    Version,
    /// A version that is installed or in the cached release list, or the word for the project's version.
    VersionOrProject,
    /// The number of a change.
    Change,
    Key,
    /// A check of `upgo doctor`.
    Check,
    /// A variable of Go.
    Variable,
    /// A value of the setting that the word before names.
    SettingValue,
    Project,
}

impl ArgExt for Offers {}

/// Makes an enum of the values of an option, and its conversion into the enum of the engine that has the same variants.
macro_rules! values {
    ($(#[$of_all:meta])* enum $name:ident = $engine:ty { $($(#[$of_one:meta])* $value:ident,)+ }) => {
        $(#[$of_all])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
        enum $name {
            $($(#[$of_one])* $value,)+
        }

        impl From<$name> for $engine {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$value => Self::$value,)+
                }
            }
        }
    };
}
pub(crate) use values;

/// A time limit, as the user wrote it and as a duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeLimit {
    pub(crate) text: String,
    pub(crate) time: Duration,
}

/// Parses `30m`, `2h`, `1h 30m`.
pub(crate) fn time_limit(text: &str) -> Result<TimeLimit, String> {
    Ok(TimeLimit { text: text.to_owned(), time: duration(text)?.unsigned_abs() })
}

/// The file that a command writes; `None` for standard output.
pub(crate) fn to_file(file: Option<&Path>) -> Option<&Path> {
    file.filter(|file| *file != Path::new("-"))
}

/// Parses the number of a change.
pub(crate) fn change_number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "expected the number of a change; `upgo history` lists them".to_owned())
}

/// Parses how many of something.
pub(crate) fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a number, such as 10".to_owned())
}

/// Parses a time such as `14d`, `36h` or `1 week`.
pub(crate) fn duration(text: &str) -> Result<SignedDuration, String> {
    let span = text.parse::<Span>().ok();
    let duration = span.and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()).ok());
    duration.filter(SignedDuration::is_positive).ok_or_else(|| "expected a time such as 30m, 36h or 14d".to_owned())
}

// The options of every command that changes something.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ChangeOptions {
    /// Show the plan and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask for confirmation
    ///
    /// Few commands ask. Without a terminal, a command that would ask needs this option, and otherwise changes nothing.
    /// A removal that would ask about running programs is refused instead.
    #[arg(long, short)]
    pub(crate) yes: bool,
}

// The options of every command that installs a Go version.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Proof {
    /// Accept the SHA-256 from the release list alone if the Go checksum database cannot confirm a release
    #[arg(long)]
    pub(crate) without_proof: bool,
}

// The options of every command that may remove a Go version: what to do about programs that run from it. Upgo never
// closes a program.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct RunningOptions {
    /// Wait until no program uses the version to be removed
    #[arg(long)]
    pub(crate) wait: bool,
    /// Remove it even if programs use it; no program is closed
    #[arg(long, conflicts_with = "wait")]
    pub(crate) even_if_running: bool,
}

impl RunningOptions {
    pub(crate) fn choice(self) -> Option<WhileRunning> {
        match self {
            Self { wait: true, .. } => Some(WhileRunning::Wait),
            Self { even_if_running: true, .. } => Some(WhileRunning::GoOn),
            _ => None,
        }
    }
}

// The releases that a mirror or a bundle gets. A doc comment would replace the help of the commands.
#[derive(Debug, Args)]
pub(crate) struct ChosenReleases {
    /// The versions, separated by commas
    ///
    /// By default, those of the policy, or else the newest patch of each supported release line.
    #[arg(long, value_delimiter = ',', value_name = "V,…")]
    pub(crate) versions: Vec<String>,
    /// The operating systems (windows, linux, darwin, …); by default, this machine's
    #[arg(long, value_delimiter = ',', value_name = "OS,…")]
    pub(crate) os: Vec<String>,
    /// The architectures (amd64, arm64, …); by default, this machine's
    #[arg(long, value_delimiter = ',', value_name = "ARCH,…")]
    pub(crate) arch: Vec<String>,
}
