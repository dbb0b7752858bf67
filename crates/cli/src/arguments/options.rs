//! Options that several commands have, and the values of some.
use std::time::Duration;

use clap::{Args, ValueEnum};
use upgo_engine::cases::WhileRunning;

use super::actions;

/// A time limit, as the user wrote it and as a duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeLimit {
    pub(crate) text: String,
    pub(crate) time: Duration,
}

/// Parses `30m`, `2h`, `1h 30m`.
pub(super) fn time_limit(text: &str) -> Result<TimeLimit, String> {
    Ok(TimeLimit { text: text.to_owned(), time: actions::duration(text)?.unsigned_abs() })
}

/// A shell of `upgo shell`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShellName {
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

/// What `upgo background` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BackgroundForm {
    /// Show the current mode
    Status,
    /// Start a tray icon at sign-in
    Tray,
    /// Keep nothing running; the system starts a short check every hour
    Scheduled,
    /// Check only when you ask
    Off,
}

/// The lowest level of log lines to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogLevel {
    /// Errors
    Error,
    /// Errors and warnings
    Warn,
    /// The above, and normal activity
    Info,
    /// Everything, including details
    Debug,
}

// The options of every command that changes something.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ChangeOptions {
    /// Show the plan and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask for confirmation
    ///
    /// Required by `purge`, and by `doctor --fix`, `cache clean-go` and a `cache clean` that asks outside a terminal. A removal that would ask about running programs
    /// is refused instead. Every command that changes something accepts it.
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
    /// The choice, if one was made.
    pub(crate) fn choice(self) -> Option<WhileRunning> {
        match self {
            Self { wait: true, .. } => Some(WhileRunning::Wait),
            Self { even_if_running: true, .. } => Some(WhileRunning::GoOn),
            _ => None,
        }
    }
}
