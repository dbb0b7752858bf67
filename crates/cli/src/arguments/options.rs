//! Options that several commands have.
use std::time::Duration;

use clap::Args;
use jiff::{SignedDuration, Span, SpanRelativeTo};
use upgo_engine::cases::WhileRunning;

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
