//! The command line. The doc comments are its help texts.
mod actions;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use jiff::SignedDuration;
use upgo_engine::acts;
use upgo_engine::display::sentence;
use upgo_engine::engine::WhileRunning;

pub(crate) use actions::{
    AuditLogAction, BundleAction, CacheAction, CacheName, ChosenReleases, DscAction, DscInstance, EnvAction,
    FleetAction, MirrorAction, PathAction, PathScope, ProjectsAction, ScopeOption, SelfAction, SettingsAction,
    SystemAction, ToolsAction,
};

/// The heading of the options that every command has. `scripts/gen.mjs` prints them once.
const EVERY_COMMAND: &str = "Options for every command";

/// The commands in the help of `upgo` itself, under headings: clap has headings for options only.
const GROUPS: [(&str, &[&str]); 6] = [
    (
        "Versions",
        &[
            "status", "list", "check", "whatsnew", "rehearse", "install", "upgrade", "use", "rollback", "remove",
            "adopt", "pin",
        ],
    ),
    ("Without switching", &["exec", "shell", "terminal", "bisect"]),
    ("This machine", &["system", "step-aside", "add-to-path", "env", "tools"]),
    (
        "Why and health",
        &["why", "which", "projects", "audit", "verify", "doctor", "history", "log", "audit-log", "report"],
    ),
    ("Settings and more", &["settings", "background", "self", "cache", "completions", "man", "purge"]),
    ("Many machines", &["policy", "preflight", "dsc", "fleet", "mirror", "bundle"]),
];

/// The end of the long help of `upgo` itself. No line is longer than 80 columns.
const ENVIRONMENT_AND_EXIT_CODES: &str = "\
Environment variables:
  UPGO_HOME              Upgo's folder
  UPGO_FEED_URL          Release list to use instead of go.dev
  UPGO_VULN_URL          Vulnerability database to use instead of vuln.go.dev
  UPGO_MIRRORS           Mirrors to download from, separated by commas
  UPGO_NO_MODIFY_PATH=1  Do not edit PATH
  UPGO_NO_SELF_UPDATE=1  Do not update Upgo itself
  UPGO_LOG               File to write every event to, as a line of JSON
  NO_COLOR               Do not use colors
  GOPROXY, GOSUMDB, GOAUTH and NETRC have the same meaning as for `go`.

Exit codes:
  0    Done
  1    Other error
  2    Usage error
  3    Network error
  4    Verification failed
  5    Permission denied
  6    Busy: another change is in progress, or a file is in use
  7    No such version or program
  8    Disk error
  9    Bad archive
  10   Update available (check --exit-code), finding (doctor --exit-code), or an
       upgrade that would fail (preflight --exit-code)
  11   Vulnerability found (audit --exit-code)
  12   Done, but a new terminal runs another Go or none (install --use, use,
       upgrade, rollback, adopt, add-to-path)
  13   Administrator prompt declined
  14   A project does not work with the other Go (rehearse, upgrade)
  15   Refused by the policy of your organization
  16   A hook stopped or took back the change
  124  Deadline passed (upgrade --deadline)
  130  Cancelled";

/// Keeps Go up to date: installs, upgrades, switches and rolls back, without administrator rights.
#[derive(Debug, Parser)]
#[command(
    name = "upgo",
    version,
    max_term_width = 100,
    disable_help_flag = true,
    after_long_help = ENVIRONMENT_AND_EXIT_CODES,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Root {
    #[command(flatten)]
    shared: CommonOptions,
}

/// A command line.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) shared: CommonOptions,
    pub(crate) command: Command,
    /// The origin of the change in the history: the command and its positional arguments, without flags.
    pub(crate) asked_by: String,
}

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

// clap builds the arguments of a command only when that command is given. A doc comment on a flattened group of options
// would then replace that of the command.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Show the Go in use, the installed versions and any newer release
    ///
    /// Never goes online: newer releases are those that the last `upgo check` or background check found.
    Status,
    /// List installed Go versions, or the available releases
    List {
        /// List the available releases instead
        #[arg(long)]
        available: bool,
        /// List only this channel: stable, rc, beta, archived, all
        #[arg(long, value_name = "CHANNEL", requires = "available")]
        channel: Option<String>,
        /// Also show the size of installations that Upgo does not manage
        #[arg(long, conflicts_with = "available")]
        sizes: bool,
    },
    /// Check for a newer Go release
    Check {
        /// Exit with status 10 if there is one
        #[arg(long)]
        exit_code: bool,
        /// Run the scheduled check if one is due
        ///
        /// Looks for releases, downloads or installs them as configured, and notifies about anything new.
        #[arg(long, conflicts_with = "exit_code")]
        notify: bool,
    },
    /// List known vulnerabilities of a Go version or of programs
    ///
    /// Also lists the releases that fix them, and the affected projects. Uses the Go vulnerability database; if it
    /// cannot be reached, uses the cached copy and shows its age.
    Audit {
        /// A version (1.26.5, 1.26 for its newest patch, latest), or programs and folders of programs; by default, the
        /// Go that a new terminal runs
        #[arg(value_name = "VERSION|FILE|FOLDER")]
        what: Vec<OsString>,
        /// Check this target instead of this machine's, such as windows-amd64 or linux-arm64
        #[arg(long, value_name = "OS-ARCH")]
        target: Option<String>,
        /// Show which vulnerabilities affect packages that the Go module in this folder uses
        ///
        /// Overrides the setting `projects`.
        #[arg(long = "module", value_name = "DIR")]
        modules: Vec<PathBuf>,
        /// Use the cached database; do not go online
        #[arg(long)]
        offline: bool,
        /// Print a SARIF 2.1.0 document
        #[arg(long, conflicts_with = "json")]
        sarif: bool,
        /// Exit with status 11 if there is a known vulnerability
        ///
        /// If none is known, exit with status 3 if the data is out of date or a program cannot be judged, or 4 if the data
        /// is disputed.
        #[arg(long)]
        exit_code: bool,
    },
    /// Show what an upgrade brings and changes for your projects
    ///
    /// Lists the releases between the two versions, the known vulnerabilities that are fixed, and the GODEBUG defaults
    /// that change for each project. Nothing is built or executed. Never goes online: the releases are those that the last
    /// `upgo check` found.
    #[command(name = "whatsnew")]
    WhatsNew {
        /// The version before the upgrade (1.26.6, 1.26); by default, the Go that a new terminal runs
        from: Option<String>,
        /// The version after it (1.27.3, 1.27, latest); by default, the release that Upgo offers
        to: Option<String>,
        /// Show what changes for the Go module in this folder
        ///
        /// Overrides the setting `projects`. Without both, shows what changes for the module in the current folder.
        #[arg(long = "project", value_name = "DIR")]
        projects: Vec<PathBuf>,
    },
    /// Install a Go version alongside the others
    Install {
        /// A version (1.27.3, 1.27 for its newest patch, latest, rc) or an archive file
        ///
        /// With --bundle, a version in the bundle; its newest release if not given.
        #[arg(value_name = "VERSION|FILE", required_unless_present = "bundle")]
        what: Option<OsString>,
        /// Install from a bundle that `upgo bundle create` has made, without the network
        ///
        /// The files are verified as always: by a known release list, or by the proofs in the bundle.
        #[arg(long, value_name = "FILE", conflicts_with = "sha256")]
        bundle: Option<PathBuf>,
        /// Switch to it afterwards
        #[arg(long = "use")]
        switch: bool,
        /// Expected SHA-256 of an archive file that is not in the release list
        #[arg(long, value_name = "HEX")]
        sha256: Option<String>,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Switch to an installed Go version
    Use {
        /// An installed version: 1.27.3, 1.27, latest
        version: String,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Open a terminal with this version of Go, without switching to it
    ///
    /// Sets PATH and GOTOOLCHAIN in that terminal only, and removes GOROOT there, as `upgo exec` does. On Linux, the
    /// variable TERMINAL names the terminal program to use.
    Terminal {
        /// An installed version: 1.27.3, 1.27, latest; the version in use if not given
        version: Option<String>,
    },
    /// Run a command with a Go version, without switching to it
    ///
    /// Installs the version first if it is missing. The command gets a PATH with that Go first, its name as GOTOOLCHAIN,
    /// and no GOROOT. So every `go` in it is that version: if a project requires a newer one, Go says so instead of
    /// switching. Even `go1.26.6` is that version in there; use `upgo exec 1.26.6` instead. Exits with the command's
    /// exit status.
    Exec {
        /// A version (1.27.3, 1.27, latest, rc), or project for the one that the project in this folder asks for
        ///
        /// 1.27 is the newest installed release of that line. If none is installed, it is the newest available one.
        /// A project asks by its version file (.go-version, .tool-versions, mise.toml), or by its go.work or go.mod.
        version: String,
        /// The command and its arguments
        #[arg(last = true, required = true, value_name = "COMMAND")]
        program: Vec<OsString>,
        #[command(flatten)]
        proof: Proof,
    },
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
    Shell {
        /// A version (1.27.3, 1.27, latest, rc), or project, as for `upgo exec`
        version: String,
        /// The shell; by default, the one that you work in
        #[arg(long, value_name = "SHELL")]
        shell: Option<ShellName>,
        /// Print the lines that give the running shell the environment; --json does the same
        #[arg(long)]
        print: bool,
        #[command(flatten)]
        proof: Proof,
    },
    /// Find the first Go release with which a command fails
    ///
    /// Runs the command with the releases between a good and a bad one, halving their number each time. These are the
    /// first releases of the release lines after the good one, then the patches of the bad one's line; within one line,
    /// its patches. Exit status 0 means good, 125 that this release cannot be judged, and any other bad. Releases that
    /// are missing are installed, and removed afterwards. The command runs in this folder, as with `upgo exec`, without
    /// input.
    Bisect {
        /// A release with which the command succeeds: 1.26.0
        #[arg(long, value_name = "VERSION")]
        good: String,
        /// A newer release with which it fails: 1.27.3, latest
        #[arg(long, value_name = "VERSION")]
        bad: String,
        /// Also try betas and release candidates
        #[arg(long)]
        include_prereleases: bool,
        /// The command and its arguments
        #[arg(last = true, required = true, value_name = "COMMAND")]
        program: Vec<OsString>,
        #[command(flatten)]
        proof: Proof,
    },
    /// Install the newest Go, test it and switch to it
    Upgrade {
        /// Upgrade to this version instead of the newest
        #[arg(long, value_name = "VERSION", conflicts_with = "patch")]
        to: Option<String>,
        /// Stay on the current release line: upgrade to its newest patch
        #[arg(long)]
        patch: bool,
        /// Never ask: refuse what needs the administrator prompt
        #[arg(long)]
        unattended: bool,
        /// Stop after this time, such as 30m or 2h, and roll back what has begun; exits with status 124
        #[arg(long, value_name = "TIME", requires = "unattended", value_parser = time_limit)]
        deadline: Option<TimeLimit>,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Try another Go on your projects, before you upgrade
    ///
    /// Runs `go build` and `go vet` in each project with the Go in use and with the other one, and reports what differs.
    /// Installs the other one first if it is missing, but does not switch to it. No file of a project changes, and
    /// modules are not downloaded: those in the module cache are used. Exits with status 14 if something breaks.
    Rehearse {
        /// The Go to try: 1.27.3, 1.27 for its newest patch, latest, rc
        #[arg(required_unless_present = "of")]
        version: Option<String>,
        /// Folders of projects; by default, those in the setting `projects`
        #[arg(value_name = "PROJECT")]
        projects: Vec<PathBuf>,
        /// Also run `go test`, which executes the tests of the projects
        #[arg(long)]
        test: bool,
        /// Show the report that is kept with this change in the history
        #[arg(long = "change", value_name = "N", conflicts_with_all = ["version", "projects", "test", "dry_run"])]
        of: Option<u64>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Undo the last change, or the one with this number
    Rollback {
        /// The number of the change, from `upgo history`
        id: Option<u64>,
        #[command(flatten)]
        running: RunningOptions,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove an installed Go version
    Remove {
        /// An installed version: 1.27.3, 1.27
        #[arg(required_unless_present = "unused")]
        version: Option<String>,
        /// Remove it even if it is the version in use
        #[arg(long)]
        force: bool,
        /// Remove versions in excess of the setting `keep-versions`, but never the one in use
        #[arg(long, conflicts_with = "version")]
        unused: bool,
        #[command(flatten)]
        running: RunningOptions,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Let Upgo manage a Go that was installed some other way
    ///
    /// Installs the same version into Upgo's store. A Go from the official installer is then uninstalled, which shows
    /// one administrator prompt. With --all, every other Go stays where it is.
    Adopt {
        /// The version (1.26.6) or folder of the installation; by default, the one that a new terminal runs
        #[arg(value_name = "VERSION|PATH")]
        what: Option<OsString>,
        /// Import every version on this machine or in these folders as one change, including those of version
        /// managers, which keep their copies
        #[arg(long, value_name = "FOLDER", num_args = 0.., conflicts_with_all = ["what", "remove_old"])]
        all: Option<Vec<PathBuf>>,
        /// Also move the old folder aside, if you own it; `upgo cache clean` then deletes it
        #[arg(long)]
        remove_old: bool,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Pin a project to a Go version
    ///
    /// Writes the `toolchain` line of its go.mod or go.work, by the rules of `go get toolchain@VERSION`, or the file of
    /// the version manager that the project uses: .go-version, .tool-versions, mise.toml. The rest of the file keeps
    /// every byte. Go then switches to that version itself; it never switches to one older than the Go that runs.
    Pin {
        /// A version: 1.27.3, 1.27 for its newest patch, latest; the version in use if not given
        version: Option<String>,
        /// The folder of the project; the current one if not given
        #[arg(long, value_name = "DIR")]
        project: Option<PathBuf>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Put Upgo's Go before another one on the machine's PATH
    ///
    /// The other Go stays installed.
    StepAside {
        /// The version (1.26.6) or folder of the installation; by default, the one that a new terminal runs
        #[arg(value_name = "VERSION|PATH")]
        what: Option<OsString>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Manage the machine-wide Go with the official installer (Windows)
    System {
        #[command(subcommand)]
        action: SystemAction,
    },
    /// Show or change Go's environment variables and PATH
    ///
    /// Without a subcommand, shows each value and where it comes from.
    Env {
        #[command(subcommand)]
        action: Option<EnvAction>,
    },
    /// Put Upgo's folder first on your PATH
    AddToPath {
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove all of Upgo's files, settings and PATH entries
    ///
    /// This includes every toolchain that Upgo installed, and the history.
    Purge {
        #[command(flatten)]
        running: RunningOptions,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// List the changes, newest first, numbered for `upgo rollback`
    History {
        /// Number of changes to show; without it, 100, and with --json all of them
        #[arg(long, value_name = "N")]
        last: Option<usize>,
        /// Show the changes before this one
        #[arg(long, value_name = "NUMBER")]
        before: Option<u64>,
        /// Also show what hooks printed
        #[arg(long)]
        hooks: bool,
    },
    /// Show Upgo's log
    Log {
        /// Keep printing new lines until Ctrl+C; with --json, one document per line
        #[arg(long, short)]
        follow: bool,
        /// Show only this level and above
        #[arg(long, default_value = "info")]
        level: LogLevel,
        /// Number of newest lines to show
        #[arg(long, value_name = "N", default_value_t = 100)]
        last: usize,
        /// Print the path of the log file instead
        #[arg(long, conflicts_with_all = ["follow", "level", "last"])]
        path: bool,
    },
    /// Verify or export the audit log of all changes and refusals
    ///
    /// Each entry has the hash of the one before it, so that a changed or missing entry is noticed.
    AuditLog {
        #[command(subcommand)]
        action: AuditLogAction,
    },
    /// Create a zip file for a bug report, after showing its contents
    ///
    /// Nothing is sent anywhere. Passwords, names and the home folder are left out.
    Report {
        /// The file to create, which must not exist; if not given, a file in this folder named after the date and time
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Create the file without asking
        #[arg(long, short)]
        yes: bool,
        /// Print one of the texts that the file would contain, instead of creating it
        #[arg(long, value_name = "NAME", conflicts_with_all = ["file", "yes"])]
        print: Option<String>,
    },
    /// Print the path of the `go` program that a new terminal runs
    Which,
    /// Explain which Go runs in a folder, why, and whether it works
    Why {
        /// The folder; the current one if not given
        path: Option<PathBuf>,
        /// Explain this terminal instead of a new one; its PATH may be out of date
        #[arg(long)]
        this_terminal: bool,
    },
    /// Show which of your projects an upgrade concerns
    ///
    /// Searches folders for Go modules, and reads go.mod, go.work, the files of version managers, workflows of GitHub and
    /// GitLab, and Dockerfiles. Shows for each project in one line whether the upgrade that Upgo offers concerns it. For a
    /// single project, also shows which files ask for which Go, and why it gets the Go that it gets. Changes nothing.
    #[command(args_conflicts_with_subcommands = true)]
    Projects {
        /// The folders to search; by default, those in the setting `projects`
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(subcommand)]
        action: Option<ProjectsAction>,
    },
    /// Compare installed files with the published ones, or repair them
    Verify {
        /// An installed version: 1.27.3, 1.27; by default, every version that Upgo manages
        version: Option<String>,
        /// Restore changed and missing files from the verified archive, and remove files that are not part of it
        #[arg(long)]
        repair: bool,
        /// Show the evidence that this version is the published one, instead of comparing files
        #[arg(long, requires = "version", conflicts_with = "repair")]
        why: bool,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Find problems in the Go setup of this machine, and fix them
    Doctor {
        /// Fix every finding that Upgo can fix, or only this one; shows each plan first
        #[arg(long, value_name = "ID")]
        #[expect(clippy::option_option, reason = "the option is absent, or given with or without a value")]
        fix: Option<Option<String>>,
        /// Exit with status 10 if something is found
        #[arg(long)]
        exit_code: bool,
        /// Ignore this finding from now on
        #[arg(long, value_name = "ID", conflicts_with_all = ["fix", "exit_code", "dry_run"])]
        ignore: Option<String>,
        /// Stop ignoring this finding
        #[arg(long, value_name = "ID", conflicts_with_all = ["fix", "exit_code", "dry_run", "ignore"])]
        show_again: Option<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// List, update or rebuild the programs from `go install`
    ///
    /// Without a subcommand, shows each program, the Go version that built it, and the newer version that the last
    /// check found.
    Tools {
        #[command(subcommand)]
        action: Option<ToolsAction>,
    },
    /// Show or choose how Upgo checks while its window is closed
    Background {
        /// The mode to set, or status
        #[arg(default_value = "status")]
        form: BackgroundForm,
    },
    /// Show and change settings
    ///
    /// Without a subcommand, lists every setting.
    Settings {
        #[command(subcommand)]
        action: Option<SettingsAction>,
    },
    /// Show the policy of your organization for this machine
    ///
    /// Lists each value that the policy sets, where it is set, and the releases that it holds back. With --json, lists
    /// every key with the value in effect and its source. Never goes online.
    Policy,
    /// Check for a newer Upgo, install it, or go back
    #[command(name = "self")]
    SelfUpdate {
        #[command(subcommand)]
        action: SelfAction,
    },
    /// Check whether an unattended upgrade would succeed
    ///
    /// Checks the release list, the policy, the plan, the system, the rights, the disk space, the download sources, the
    /// proof, running programs, a pending restart and projects. Changes nothing.
    Preflight {
        /// Check the upgrade to this version instead of the newest
        #[arg(long, value_name = "VERSION", conflicts_with = "patch")]
        to: Option<String>,
        /// Check the upgrade to the newest patch of the current release line
        #[arg(long)]
        patch: bool,
        /// Exit with status 10 if the upgrade would fail
        #[arg(long)]
        exit_code: bool,
    },
    /// Manage Go as a resource of Microsoft DSC
    ///
    /// Reads an instance as JSON from standard input, and prints JSON lines: the state, and the names of the properties
    /// that differ. The manifest `upgo.dsc.resource.json` tells DSC how to call it. Never asks for confirmation.
    Dsc {
        #[command(subcommand)]
        action: DscAction,
    },
    /// Create and serve a folder of releases for offline machines
    Mirror {
        #[command(subcommand)]
        action: MirrorAction,
    },
    /// Summarize the reports of many machines
    ///
    /// Each machine writes its report with `upgo fleet report`, for example to a share. This command reads a folder of such
    /// reports, and shows the Go versions, and which machines are vulnerable, behind their policy, failing, or silent.
    /// Never goes online: vulnerabilities are those in this machine's own copy of the database, so run `upgo check` first.
    /// Files that are not valid reports are counted and named.
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Fleet {
        /// The folder with the reports; folders in it are read, too
        #[arg(value_name = "FOLDER", required = true)]
        folder: Option<PathBuf>,
        /// Also write the overview to this file, as one HTML document; an existing file is replaced
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
        /// Count a machine as silent after this time without a report, such as 14d or 36h
        #[arg(long, value_name = "TIME", default_value = "14d", value_parser = actions::duration)]
        silent_after: SignedDuration,
        #[command(subcommand)]
        action: Option<FleetAction>,
    },
    /// Create one file with Go and Upgo for machines without a network
    Bundle {
        #[command(subcommand)]
        action: BundleAction,
    },
    /// Show the size of Go's caches, and clean them or Upgo's own
    ///
    /// Without a subcommand, shows Go's build cache, its module cache and Upgo's downloads, with their folders and sizes.
    Cache {
        #[command(subcommand)]
        action: Option<CacheAction>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print a manual page
    ///
    /// Packages for Linux install these pages. Without a command, prints the page of `upgo` itself.
    Man {
        /// The command, such as: env set
        command: Vec<String>,
    },
}

/// A time limit, as the user wrote it and as a duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeLimit {
    pub(crate) text: String,
    pub(crate) time: Duration,
}

/// Parses `30m`, `2h`, `1h 30m`.
fn time_limit(text: &str) -> Result<TimeLimit, String> {
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
    /// Required by `purge`, and by `doctor --fix` and `cache clean-go` outside a terminal. A removal that would ask about running programs
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

impl Command {
    /// Whether the feed's digest is enough if no proof is available.
    pub(crate) fn goes_without_proof(&self) -> bool {
        match self {
            Self::Install { proof, .. }
            | Self::Upgrade { proof, .. }
            | Self::Adopt { proof, .. }
            | Self::Exec { proof, .. }
            | Self::Shell { proof, .. }
            | Self::Bisect { proof, .. }
            | Self::Verify { proof, .. } => proof.without_proof,
            _ => false,
        }
    }
}

/// A command line that clap refused, or a request for help.
#[derive(Debug)]
pub(crate) struct RefusedArguments {
    pub(crate) error: clap::Error,
    pub(crate) json: bool,
}

impl Arguments {
    /// Reads the command line of this process.
    pub(crate) fn read() -> Result<Self, RefusedArguments> {
        let json = std::env::args_os().take_while(|argument| argument != "--").any(|argument| argument == "--json");
        Self::parsed(std::env::args_os().collect()).map_err(|error| {
            if !error.use_stderr() {
                return RefusedArguments { error, json }; // help, or the version
            }
            // clap repeats words of the command line, which may be names of files or secrets
            let safe = std::env::args_os().map(|word| sentence(word.to_string_lossy()).into());
            let error = Self::parsed(safe.collect()).err().unwrap_or(error);
            RefusedArguments { error, json }
        })
    }

    /// clap's description of the command line.
    pub(crate) fn command() -> clap::Command {
        Command::augment_subcommands(Root::command())
    }

    /// The same with only the command that is given. clap copies the options of every command into each one, which takes
    /// half as long as everything else that it does. All commands if none is given that exists.
    fn command_for(given: &[OsString]) -> clap::Command {
        let all = Self::command();
        let name = given.iter().skip(1).find(|word| !word.as_encoded_bytes().starts_with(b"-"));
        match name.and_then(|name| all.find_subcommand(name)) {
            Some(one) => Root::command().subcommand(one.clone()),
            None => all,
        }
    }

    /// clap's description of the command line, with [`GROUPS`] in the help of `upgo` itself.
    fn command_line() -> clap::Command {
        let command = Self::command();
        let template = help_template(&command);
        command.help_template(template)
    }

    fn parsed(mut given: Vec<OsString>) -> Result<Self, clap::Error> {
        // clap takes everything after `help` for the name of a command
        if given.get(1).is_some_and(|word| word == "help") {
            given.retain(|word| word != "--json");
        }
        // writing the help of all commands costs as much as reading all arguments
        let asks_for_help = |error: &clap::Error| {
            matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
        };
        match Self::parsed_by(Self::command_for(&given), given.clone()) {
            Err(error) if asks_for_help(&error) => Self::parsed_by(Self::command_line(), given),
            parsed => parsed,
        }
    }

    fn parsed_by(command: clap::Command, given: Vec<OsString>) -> Result<Self, clap::Error> {
        // Freeing it costs as much as building it, and the process ends soon.
        let command: &'static mut clap::Command = Box::leak(Box::new(command));
        let matches = command.try_get_matches_from_mut(given)?;
        let Root { shared } = Root::from_arg_matches(&matches).map_err(|error| error.format(command))?;
        let chosen = Command::from_arg_matches(&matches).map_err(|error| error.format(command))?;
        let mut words = words(command, &matches);
        // the value of a variable may be a secret
        words.truncate(if words.starts_with(&["env".to_owned(), "set".to_owned()]) { 3 } else { 4 });
        let asked_by = match chosen {
            // the log tells it from a check by the user
            Command::Check { notify: true, .. } => acts::SCHEDULED.to_owned(),
            _ => format!("upgo {}", words.join(" ")),
        };
        Ok(Self { shared, command: chosen, asked_by })
    }
}

/// The help of `upgo` itself: as clap writes it, but with the commands in [`GROUPS`].
///
/// A description must fit on one line, because clap does not wrap templates.
fn help_template(command: &clap::Command) -> String {
    let (header, literal) = (command.get_styles().get_header(), command.get_styles().get_literal());
    let width = GROUPS.iter().flat_map(|(_, names)| *names).map(|name| name.len()).max().unwrap_or_default();
    let line = |name: &&str| {
        let about = command.find_subcommand(name)?.get_about()?;
        Some(format!("  {literal}{name}{literal:#}{:gap$}{about}\n", "", gap = width + 2 - name.len()))
    };
    let group = |(heading, names): &(&str, &[&str])| {
        let lines: String = names.iter().filter_map(line).collect();
        format!("{header}{heading}:{header:#}\n{lines}\n")
    };
    let groups: Vec<String> = GROUPS.iter().map(group).collect();
    [
        "{about-with-newline}\n{usage-heading} {usage}\n\n",
        &groups.concat(),
        &format!("{header}{EVERY_COMMAND}:{header:#}\n"),
        "{options}\n\nRun `upgo help <COMMAND>` for more about a command.{after-help}",
    ]
    .concat()
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
