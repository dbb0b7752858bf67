//! The command line. The doc comments are its help texts.
mod actions;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use upgo_engine::engine::WhileRunning;

pub(crate) use actions::{
    CacheAction, EnvAction, MirrorAction, PathAction, PathScope, Scope, SettingsAction, SystemAction, ToolsAction,
};

/// Keeps Go up to date: installs, switches, upgrades and takes back, without admin rights.
#[derive(Debug, Parser)]
#[command(
    name = "upgo",
    version,
    max_term_width = 100,
    after_help = "Environment: UPGO_HOME (data folder), UPGO_FEED_URL (releases from there instead of go.dev), \
                  UPGO_VULN_URL (vulnerabilities from there instead of vuln.go.dev), UPGO_MIRRORS (other places for the \
                  bytes), UPGO_NO_MODIFY_PATH=1 (leave PATH alone), UPGO_LOG (a file that gets every event as a line of JSON), NO_COLOR; \
                  GOPROXY, GOSUMDB, GOAUTH, NETRC as `go` reads them.\n\
                  Exit codes: 0 done, 1 other, 2 usage, 3 network, 4 verification, 5 permission, 6 busy, 7 no such \
                  version or program, 8 disk, 9 bad archive, 10 update available (check --exit-code) or something found \
                  (doctor --exit-code), 11 vulnerable (audit --exit-code), 12 done but a new terminal runs another Go or \
                  none (install --use, use, upgrade, rollback, adopt, add-to-path), 13 the \
                  administrator's prompt was refused, 130 cancelled."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How the change is written into the history: the command and its words, without flags.
    #[arg(skip)]
    pub(crate) asked_by: String,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Shared {
    /// Print exactly one JSON document on standard output
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// How to show progress on standard error
    #[arg(long, global = true, value_name = "HOW", default_value = "auto")]
    pub(crate) progress: ProgressStyle,
    /// Print results and errors only
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressStyle {
    /// Bars on a terminal, a line for each step elsewhere
    Auto,
    /// One JSON event a line
    Json,
    /// Nothing
    None,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show which Go runs, what is installed, and whether there is a newer one (never asks the network)
    Status,
    /// List the Gos on this machine, or those that are out
    List {
        /// Ask what is out instead
        #[arg(long)]
        available: bool,
        /// Only this channel: stable, rc, beta, archived, all
        #[arg(long, value_name = "CHANNEL", requires = "available")]
        channel: Option<String>,
        /// Also add up the bytes of the Gos that others have put there
        #[arg(long, conflicts_with = "available")]
        sizes: bool,
    },
    /// Ask whether there is a newer Go
    Check {
        /// Exit with 10 if there is
        #[arg(long)]
        exit_code: bool,
        /// Do what Upgo does by itself, if it is time: ask, download and install as the settings want it, and tell by a
        /// notification what was not told yet
        #[arg(long, conflicts_with = "exit_code")]
        notify: bool,
    },
    /// Tell what is known to be broken in a Go, what fixes it, and which projects and programs have it
    ///
    /// Asks the Go vulnerability database; where it cannot be reached, says how old what is known is.
    Audit {
        /// 1.26.5, 1.26 (its newest patch), latest, or programs and folders with programs; what a new terminal runs if not given
        #[arg(value_name = "VERSION|FILE|FOLDER")]
        what: Vec<OsString>,
        /// On this system instead of this machine's: windows-amd64, linux-arm64
        #[arg(long, value_name = "OS-ARCH")]
        target: Option<String>,
        /// The folder of a Go module: which of the vulnerabilities are in packages that it uses (instead of those in the
        /// setting projects)
        #[arg(long = "module", value_name = "DIR")]
        modules: Vec<PathBuf>,
        /// Take what was last heard, without the network
        #[arg(long)]
        offline: bool,
        /// Print a SARIF 2.1.0 document
        #[arg(long, conflicts_with = "json")]
        sarif: bool,
        /// Exit with 11 if something is known
        #[arg(long)]
        exit_code: bool,
    },
    /// Install a Go beside the others
    Install {
        /// 1.27.3, 1.27 (its newest patch), latest, rc, or an archive file
        #[arg(value_name = "VERSION|FILE")]
        what: OsString,
        /// Also make it the current one
        #[arg(long = "use")]
        switch: bool,
        /// The SHA-256 that the file must have (for a file that no feed knows)
        #[arg(long, value_name = "HEX")]
        sha256: Option<String>,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: Change,
    },
    /// Make an installed Go the current one
    Use {
        /// 1.27.3, 1.27, latest
        version: String,
        #[command(flatten)]
        change: Change,
    },
    /// Install the newest Go, try it, and make it the current one
    Upgrade {
        /// This version instead of the newest
        #[arg(long, value_name = "VERSION", conflicts_with = "patch")]
        to: Option<String>,
        /// Stay in the line of the current one: only its newest patch
        #[arg(long)]
        patch: bool,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: Change,
    },
    /// Take the last change back, or the one with this number
    Rollback {
        /// The number from `upgo history`
        id: Option<u64>,
        #[command(flatten)]
        running: Running,
        #[command(flatten)]
        change: Change,
    },
    /// Remove an installed Go
    Remove {
        /// 1.27.3, 1.27
        #[arg(required_unless_present = "unused")]
        version: Option<String>,
        /// Even if it is the current one
        #[arg(long)]
        force: bool,
        /// All beyond the setting keep-versions, but never the current one
        #[arg(long, conflicts_with = "version")]
        unused: bool,
        #[command(flatten)]
        running: Running,
        #[command(flatten)]
        change: Change,
    },
    /// Take over a Go that somebody else has put here: the same version into Upgo's store
    ///
    /// A Go of the official installer is uninstalled then, which asks for an administrator once.
    Adopt {
        /// 1.26.6, or its folder; the one that a new terminal runs if not given
        #[arg(value_name = "VERSION|PATH")]
        what: Option<OsString>,
        /// Also move the old tree aside, if you own it; `upgo cache clean` then deletes it
        #[arg(long)]
        remove_old: bool,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: Change,
    },
    /// Let a Go on the machine's PATH come behind Upgo's; it stays installed
    StepAside {
        /// 1.26.6, or its folder; the one that a new terminal runs if not given
        #[arg(value_name = "VERSION|PATH")]
        what: Option<OsString>,
        #[command(flatten)]
        change: Change,
    },
    /// Look after the Go that everybody on this machine has, with the official installer (Windows)
    System {
        #[command(subcommand)]
        action: SystemAction,
    },
    /// Show the variables of Go and PATH with where each value comes from; change them
    Env {
        #[command(subcommand)]
        action: Option<EnvAction>,
    },
    /// Put Upgo's folder first on your PATH
    AddToPath {
        #[command(flatten)]
        change: Change,
    },
    /// Remove everything of Upgo's: toolchains, PATH entries, settings, history
    Purge {
        #[command(flatten)]
        running: Running,
        #[command(flatten)]
        change: Change,
    },
    /// Show every change
    History,
    /// Show what Upgo did, for who looks for a fault
    Log {
        /// Go on with what is added, until Ctrl+C; with --json a document a line
        #[arg(long, short)]
        follow: bool,
        /// Only what is at least so important
        #[arg(long, default_value = "info")]
        level: LogLevel,
        /// How many of the newest lines
        #[arg(long, value_name = "N", default_value_t = 100)]
        last: usize,
        /// Where the file is
        #[arg(long, conflicts_with_all = ["follow", "level", "last"])]
        path: bool,
    },
    /// Put into a zip file what goes along with a report of a fault; shows first what is in it
    ///
    /// Nothing is sent anywhere. Passwords, names and the home folder are left out.
    Report {
        /// The file, which must not be there yet; one of today in this folder if not given
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Write it without asking
        #[arg(long, short)]
        yes: bool,
        /// Print one of its texts instead, as it would be in the file
        #[arg(long, value_name = "NAME", conflicts_with_all = ["file", "yes"])]
        print: Option<String>,
    },
    /// Print the `go` program that a new terminal runs
    Which,
    /// Explain which Go runs in a folder, why, and whether it works there
    Why {
        /// The folder to ask for; the current one if not given
        path: Option<PathBuf>,
        /// Ask for this terminal, whose PATH may be an older one
        #[arg(long)]
        this_terminal: bool,
    },
    /// Compare every file of an installed Go with what was unpacked, and put back what is different
    Verify {
        /// 1.27.3, 1.27; every Go of Upgo's if not given
        version: Option<String>,
        /// Put changed and missing files back from the verified archive, and take files out that are not part of it
        #[arg(long)]
        repair: bool,
        /// Tell why it is believed that it is what was published, instead of comparing files
        #[arg(long, requires = "version", conflicts_with = "repair")]
        why: bool,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: Change,
    },
    /// Look for what is wrong with how Go is set up here, and mend it
    Doctor {
        /// Mend everything that Upgo can, or only this finding; each plan is shown first
        #[arg(long, value_name = "ID")]
        #[allow(clippy::option_option)] // with a value, without one, not at all
        fix: Option<Option<String>>,
        /// Exit with 10 if something is found
        #[arg(long)]
        exit_code: bool,
        /// Leave this finding out from now on
        #[arg(long, value_name = "ID", conflicts_with_all = ["fix", "exit_code", "dry_run"])]
        ignore: Option<String>,
        /// Show a finding again that was left out
        #[arg(long, value_name = "ID", conflicts_with_all = ["fix", "exit_code", "dry_run", "ignore"])]
        show_again: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// List the programs that `go install` has put here, and the Go that built each; build them again
    Tools {
        #[command(subcommand)]
        action: Option<ToolsAction>,
    },
    /// Tell or choose how Upgo looks for news while its window is closed
    Background {
        /// What to do; without it the same as status
        #[arg(default_value = "status")]
        form: BackgroundForm,
    },
    /// Read and change the settings
    Settings {
        #[command(subcommand)]
        action: Option<SettingsAction>,
    },
    /// Make and serve a folder with releases, for machines without internet
    Mirror {
        #[command(subcommand)]
        action: MirrorAction,
    },
    /// Look after the cache
    Cache {
        #[command(subcommand)]
        action: CacheAction,
    },
    /// Print the completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// How Upgo lives on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BackgroundForm {
    /// Tell how it is
    Status,
    /// An icon in the tray, from log-in on
    Tray,
    /// No program that stays: the system starts one each hour, which ends at once
    Scheduled,
    /// Only when you ask
    Off,
}

/// How important a line of the log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogLevel {
    /// What was not done
    Error,
    /// And what was done in another way than it should be
    Warn,
    /// And what was done
    Info,
    /// And how
    Debug,
}

/// What every command takes that changes something.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Change {
    /// Show the plan and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask: `purge` and `doctor --fix` want it, and a removal is refused where it would ask (scripts may always
    /// give it)
    #[arg(long, short)]
    pub(crate) yes: bool,
}

/// What every command takes that installs a Go.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Proof {
    /// Let the SHA-256 of the feed be enough where the Go checksum database cannot confirm a release
    #[arg(long)]
    pub(crate) without_proof: bool,
}

/// What every command takes that may remove a Go: what becomes of the programs that run from it. None is ever closed.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Running {
    /// Wait until no program runs from what is removed
    #[arg(long)]
    pub(crate) wait: bool,
    /// Remove it although programs run from it; none is closed
    #[arg(long, conflicts_with = "wait")]
    pub(crate) even_if_running: bool,
}

impl Running {
    /// The choice, where one was made.
    pub(crate) fn choice(self) -> Option<WhileRunning> {
        match self {
            Self { wait: true, .. } => Some(WhileRunning::Wait),
            Self { even_if_running: true, .. } => Some(WhileRunning::GoOn),
            _ => None,
        }
    }
}

impl Command {
    /// Whether the feed's digest is enough where no proof can be had.
    pub(crate) fn goes_without_proof(&self) -> bool {
        match self {
            Self::Install { proof, .. }
            | Self::Upgrade { proof, .. }
            | Self::Adopt { proof, .. }
            | Self::Verify { proof, .. } => proof.without_proof,
            _ => false,
        }
    }
}

/// A command line that was not accepted.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) error: clap::Error,
    pub(crate) json: bool,
}

impl Arguments {
    /// Reads the command line of this process.
    pub(crate) fn read() -> Result<Self, Refused> {
        let json = std::env::args_os().take_while(|argument| argument != "--").any(|argument| argument == "--json");
        Self::parsed().map_err(|error| Refused { error, json })
    }

    fn parsed() -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let mut given: Vec<OsString> = std::env::args_os().collect();
        // clap takes whatever follows `help` for the name of a command
        if given.get(1).is_some_and(|word| word == "help") {
            given.retain(|word| word != "--json");
        }
        let matches = command.try_get_matches_from_mut(given)?;
        let arguments = Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
        let words: Vec<String> = words(&command, &matches).into_iter().take(4).collect();
        Ok(Self { asked_by: format!("upgo {}", words.join(" ")), ..arguments })
    }
}

/// The commands and what stands beside them, without flags and their values.
fn words(command: &clap::Command, matches: &ArgMatches) -> Vec<String> {
    let names = command.get_positionals().map(|argument| argument.get_id().as_str());
    let given = names.filter(|name| matches.value_source(name) == Some(ValueSource::CommandLine));
    let given = given.filter_map(|name| matches.get_raw(name));
    let mut all: Vec<String> = given.flatten().map(|word| word.to_string_lossy().into_owned()).collect();
    if let Some((name, inner)) = matches.subcommand() {
        all.push(name.to_owned());
        all.extend(command.find_subcommand(name).map(|command| words(command, inner)).unwrap_or_default());
    }
    all
}
