//! The commands and their options. The doc comments are their help texts.
use std::ffi::OsString;
use std::path::PathBuf;

use clap::Subcommand;
use jiff::SignedDuration;

use super::actions::{
    self, AuditLogAction, BundleAction, CacheAction, DscAction, EnvAction, FleetAction, MirrorAction, ProjectsAction,
    SelfAction, SettingsAction, SystemAction, ToolsAction,
};
use super::options::{
    BackgroundForm, ChangeOptions, LogLevel, Proof, RunningOptions, ShellName, TimeLimit, time_limit,
};

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
    /// that change for each project. Nothing is built or executed. Never goes online: uses the releases found by the last
    /// `upgo check`.
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
        ///
        /// A file is refused if the release list has another SHA-256 for its version. Otherwise nobody but you vouches for
        /// it, and `upgo verify` says so from then on.
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
    /// Find the first Go release that breaks a command
    ///
    /// Runs the command with the releases between a good and a bad one, halving their number each time. These are the
    /// first releases of the release lines after the good one, then the patches of the bad one's line; within one line,
    /// its patches. If the first bad one begins a line, the later patches of the line before are searched, too. The result
    /// names the releases that were not searched. Exit status 0 means good, 125 that this release cannot be judged, and any other bad. Releases that
    /// are missing are installed, and removed afterwards. The command runs in this folder, as with `upgo exec`, without
    /// input.
    Bisect {
        /// A good release: 1.26.0
        #[arg(long, value_name = "VERSION")]
        good: String,
        /// A newer, bad release: 1.27.3, latest
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
    /// modules are not downloaded: those in the module cache are used. What fails with both says nothing about the upgrade,
    /// and is listed as such. Exits with status 14 if something breaks.
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
        /// How long the tests of a package may run; those of a project have twice this time and two minutes
        #[arg(long, value_name = "TIME", value_parser = actions::duration, default_value = "5m", requires = "test")]
        timeout: SignedDuration,
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
        /// Import every version on this machine or in these folders as one change; version managers keep their copies
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
    /// Each entry has the hash of the one before it, so changed or missing entries are detected.
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
    /// Searches folders for Go modules, and reads go.mod, go.work, version-manager files, GitHub and GitLab workflows, and
    /// Dockerfiles. Shows in one line for each project whether the upgrade that Upgo offers concerns it. For a single
    /// project, also shows which files ask for which Go, and why it gets the Go that it gets. Changes nothing.
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
        /// Report as JSON what only a real Windows can answer, for a bug report (Windows)
        ///
        /// Takes about 20 seconds. Everything that it makes is deleted, nothing is sent, and the report names neither the
        /// user nor the machine.
        #[arg(long, conflicts_with_all = ["fix", "exit_code", "dry_run", "ignore", "show_again"])]
        windows_probe: bool,
        /// Write the report of --windows-probe to this file
        #[arg(long, value_name = "FILE", requires = "windows_probe")]
        out: Option<PathBuf>,
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

    /// Whether it makes no change, so that its errors speak of none. Reports, caches and files that the command line names
    /// are no change.
    pub(crate) fn only_reads(&self) -> bool {
        match self {
            Self::Status
            | Self::List { .. }
            | Self::Check { notify: false, .. }
            | Self::Audit { .. }
            | Self::WhatsNew { .. }
            | Self::Terminal { .. }
            | Self::Env { action: None }
            | Self::History { .. }
            | Self::Log { .. }
            | Self::AuditLog { .. }
            | Self::Report { .. }
            | Self::Which
            | Self::Why { .. }
            | Self::Projects { action: None, .. }
            | Self::Verify { repair: false, .. }
            | Self::Doctor { fix: None, ignore: None, show_again: None, .. }
            | Self::Tools { action: None | Some(ToolsAction::Check) }
            | Self::Background { form: BackgroundForm::Status }
            | Self::Settings { action: None }
            | Self::Policy
            | Self::SelfUpdate { action: SelfAction::Check }
            | Self::Preflight { .. }
            | Self::Fleet { .. }
            | Self::Cache { action: None }
            | Self::Completions { .. }
            | Self::Man { .. } => true,
            Self::Rehearse { of, .. } => of.is_some(),
            Self::Settings { action: Some(action) } => match action {
                SettingsAction::List
                | SettingsAction::Get { .. }
                | SettingsAction::Path
                | SettingsAction::Export { .. } => true,
                SettingsAction::Set { .. } | SettingsAction::Unset { .. } | SettingsAction::Import { .. } => false,
            },
            Self::Dsc { action } => match action {
                DscAction::Get { .. }
                | DscAction::Test { .. }
                | DscAction::WhatIf { .. }
                | DscAction::Export { .. }
                | DscAction::Schema
                | DscAction::Manifest => true,
                DscAction::Set { .. } => false,
            },
            Self::Mirror { action } => match action {
                MirrorAction::Verify { .. } | MirrorAction::Test { .. } | MirrorAction::Serve { .. } => true,
                MirrorAction::Prune { dry_run, .. } => *dry_run,
                MirrorAction::Build { .. } => false,
            },
            Self::Verify { change, .. } | Self::Doctor { change, .. } | Self::Purge { change, .. } => change.dry_run,
            Self::Check { notify: true, .. }
            | Self::Install { .. }
            | Self::Use { .. }
            | Self::Exec { .. }
            | Self::Shell { .. }
            | Self::Bisect { .. }
            | Self::Upgrade { .. }
            | Self::Rollback { .. }
            | Self::Remove { .. }
            | Self::Adopt { .. }
            | Self::Pin { .. }
            | Self::StepAside { .. }
            | Self::System { .. }
            | Self::Env { .. }
            | Self::AddToPath { .. }
            | Self::Projects { .. }
            | Self::Tools { .. }
            | Self::Background { .. }
            | Self::SelfUpdate { .. }
            | Self::Bundle { .. }
            | Self::Cache { .. } => false,
        }
    }
}
