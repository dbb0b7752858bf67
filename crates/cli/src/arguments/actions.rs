//! The subcommands, such as `upgo system install`.
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRelativeTo};

use super::options::ChangeOptions;

#[derive(Debug, Subcommand)]
pub(crate) enum SystemAction {
    /// Install Go for all users, in place of the installed version
    #[command(visible_alias = "upgrade")]
    Install {
        /// 1.27.3, 1.27 (its newest patch), rc; the newest stable release if not given
        version: Option<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Restore the files of the machine-wide Go, or finish an interrupted change
    Repair {
        /// Its architecture, if several are installed: amd64, arm64, 386
        #[arg(long, value_name = "ARCH")]
        arch: Option<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Uninstall the machine-wide Go
    Uninstall {
        /// Its architecture, if several are installed: amd64, arm64, 386
        #[arg(long, value_name = "ARCH")]
        arch: Option<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Let `upgo upgrade` use the official installer from now on
    Keep {
        #[command(flatten)]
        change: ChangeOptions,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditLogAction {
    /// Check that no entry was changed, removed or moved
    ///
    /// Exits with status 4 and names the lines if one was. The entries that Upgo's history names must be there, too.
    /// Prints the hash of the last entry. Keep it elsewhere: --contains then detects a truncated log even if the history
    /// was changed.
    Verify {
        /// The hash of an entry that must be there, from an earlier run or from the log of the system
        #[arg(long, value_name = "HASH", value_parser = hash)]
        contains: Option<String>,
    },
    /// Print the entries as lines of JSON, as they are in the file
    Export {
        /// Only entries from this time on: 2026-11-01, or 2026-11-01T08:00:00Z
        #[arg(long, value_name = "TIME", value_parser = time)]
        since: Option<Timestamp>,
    },
}

/// The hash of an entry.
fn hash(text: &str) -> Result<String, String> {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash {
        Ok(text.to_owned())
    } else {
        Err("not the hash of an entry, which has 64 hexadecimal digits".to_owned())
    }
}

/// A time, or the beginning of a day here.
fn time(text: &str) -> Result<Timestamp, String> {
    let of_day = |day: Date| day.to_zoned_datetime(TimeZone::system()).map(|start| start.timestamp());
    let read = text.parse::<Timestamp>().or_else(|_| text.parse::<Date>().and_then(of_day));
    read.map_err(|_| "not a day such as 2026-11-01, or a time such as 2026-11-01T08:00:00Z".to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum EnvAction {
    /// Set a Go environment variable
    Set {
        /// The variable, such as GOPROXY
        name: String,
        /// Its value
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// Where it is stored
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: ScopeOption,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove the value of a Go environment variable
    Unset {
        /// The variable, such as GOPROXY
        name: String,
        /// Where it is stored
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: ScopeOption,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Edit PATH
    Path {
        #[command(subcommand)]
        action: PathAction,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ToolsAction {
    /// Rebuild programs that were built with an older Go release line, at the same versions
    Rebuild {
        /// Rebuild these programs, even those built with an older patch of the same line
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Ask the module proxies for newer versions of the programs
    Check,
    /// Update programs to the newest version of their module
    Update {
        /// Update only these programs
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DscAction {
    /// Print the state of a release
    ///
    /// Never goes online. Without an instance, prints the state of the Go in use.
    Get {
        #[command(flatten)]
        instance: DscInstance,
    },
    /// Print whether the desired state holds, and what differs
    Test {
        #[command(flatten)]
        instance: DscInstance,
    },
    /// Make the desired state hold, and print what changed
    ///
    /// Runs the change of `upgo install`, `upgo upgrade` or `upgo remove` that leads there, if one is needed. A change
    /// that needs the administrator prompt is refused.
    Set {
        #[command(flatten)]
        instance: DscInstance,
    },
    /// Print the state that `set` would lead to, and change nothing
    WhatIf {
        #[command(flatten)]
        instance: DscInstance,
    },
    /// Print an instance for each installed release
    Export {
        #[command(flatten)]
        instance: DscInstance,
    },
    /// Print the JSON schema of an instance
    Schema,
    /// Print the manifest, which DSC finds as `upgo.dsc.resource.json` in a folder on PATH
    Manifest,
}

// The instance that a command of `upgo dsc` is about.
#[derive(Args, Clone, Debug)]
pub(crate) struct DscInstance {
    /// The instance as JSON; otherwise read from standard input
    #[arg(long, value_name = "JSON")]
    pub(crate) input: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProjectsAction {
    /// Add folders to the setting `projects`
    Add {
        /// The folders
        #[arg(required = true, value_name = "PATH")]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove folders from the setting `projects`
    Remove {
        /// The folders
        #[arg(required = true, value_name = "PATH")]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Raise the Go version that projects ask for, as one change
    ///
    /// Edits the `go` and `toolchain` lines, and the files of version managers. The rest of each file keeps every byte,
    /// and `upgo rollback` undoes all of it. The projects are rehearsed with that version first, which installs it; one
    /// that does not work with it is left out. With --dry-run, the last rehearsal decides.
    Raise {
        /// The version: 1.27 for its release line, or exactly 1.27.3
        #[arg(long, value_name = "VERSION")]
        go: String,
        /// The folders of the projects; by default, those in the setting `projects`
        #[arg(value_name = "PROJECT")]
        folders: Vec<PathBuf>,
        /// Also edit workflows of GitHub and GitLab, and Dockerfiles
        #[arg(long)]
        ci: bool,
        /// Also run the tests of the projects in the rehearsal, which executes them
        #[arg(long, conflicts_with = "without_rehearsal")]
        test: bool,
        /// Do not rehearse, and leave no project out
        #[arg(long)]
        without_rehearsal: bool,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum SelfAction {
    /// Check for a newer version of Upgo, and show what is new
    ///
    /// Where a package manager or an administrator updates Upgo, says who and how.
    Check,
    /// Update Upgo to its newest version
    ///
    /// Verifies the signature of the release, starts the new version once, and keeps the present one. If the new version
    /// does not work, the present one is restored.
    Update {
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Return to the version of Upgo before the last update
    Rollback {
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Show whether this program works here
    #[command(hide = true)]
    Trial {
        /// Where to write the launcher for Upgo's folder on PATH
        #[arg(long, value_name = "FILE")]
        launcher: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PathAction {
    /// Append folders that are not on PATH yet
    Add {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Put them at the front instead, in this order
        #[arg(long)]
        first: bool,
        /// Whose PATH to edit; the machine's accepts only folders that standard users cannot write to
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove folders
    Remove {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Whose PATH to edit
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Move folders that are on PATH to the front, to the end, or to a position
    Move {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Move them to the end instead, in this order
        #[arg(long)]
        last: bool,
        /// Move them to this position instead, counted from 1 (Windows)
        #[arg(long, value_name = "N", conflicts_with = "last")]
        to: Option<usize>,
        /// Whose PATH to edit
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove duplicate folders
    Deduplicate {
        /// Whose PATH to edit
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

/// The place where a variable is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScopeOption {
    /// The user's environment variables
    User,
    /// The machine's environment variables (Windows)
    Machine,
    /// The `go env -w` file
    Go,
}

/// The PATH to edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PathScope {
    /// The user's PATH
    User,
    /// The machine's PATH (Windows)
    Machine,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SettingsAction {
    /// List every setting with its value and purpose
    List,
    /// Print the value of a setting
    Get {
        /// The setting
        key: String,
    },
    /// Change a setting
    ///
    /// `rollback` undoes a change of `mirrors`, `proxy`, `ca-file`, `redirect-hosts`, `proof`, `proof-for-own-feed`,
    /// `checksum-database`, or the program of a hook.
    Set {
        /// The setting
        key: String,
        /// The new value; separate the items of a list with commas
        value: String,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Reset a setting to its default
    Unset {
        /// The setting
        key: String,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Print the path of the settings file
    Path,
    /// Write all settings to a file, for use on another machine
    ///
    /// This includes the password of a proxy, if one is set.
    Export {
        /// The file; standard output if not given
        file: Option<PathBuf>,
    },
    /// Replace all settings with those in a file; if any is invalid, nothing changes
    Import {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

// The releases that a mirror or a bundle gets. A doc comment would replace the help of the commands.
#[derive(Debug, Args)]
pub(crate) struct ChosenReleases {
    /// The versions, separated by commas
    ///
    /// If not given, those of the policy, else the newest patch of each supported release line.
    #[arg(long, value_delimiter = ',', value_name = "V,…")]
    pub(crate) versions: Vec<String>,
    /// The operating systems (windows, linux, darwin, …); this machine's if not given
    #[arg(long, value_delimiter = ',', value_name = "OS,…")]
    pub(crate) os: Vec<String>,
    /// The architectures (amd64, arm64, …); this machine's if not given
    #[arg(long, value_delimiter = ',', value_name = "ARCH,…")]
    pub(crate) arch: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MirrorAction {
    /// Create or complete a mirror in a folder
    ///
    /// Files that are there and match are not downloaded again. The mirror gets the archives, their proofs, and a copy
    /// of the vulnerability database.
    Build {
        /// The folder
        dir: PathBuf,
        #[command(flatten)]
        releases: ChosenReleases,
        /// Take the archives from this folder instead of downloading them
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
        /// Do not copy the vulnerability database
        #[arg(long)]
        without_vulnerabilities: bool,
    },
    /// Remove releases from a mirror
    ///
    /// Removes their archives, signatures and records, and archives that the release list does not name. The list is
    /// replaced first, so the mirror can be used all the time.
    Prune {
        /// The folder of the mirror
        dir: PathBuf,
        /// The versions to keep, separated by commas
        ///
        /// If not given, those of the policy, else the newest patch of each supported release line.
        #[arg(long, value_delimiter = ',', value_name = "V,…")]
        versions: Vec<String>,
        /// Show what would be removed
        #[arg(long)]
        dry_run: bool,
    },
    /// Check the files, signatures and records of a mirror, without the network
    Verify {
        /// The folder of the mirror
        dir: PathBuf,
    },
    /// Test whether mirrors serve the newest official release
    Test {
        /// The addresses of the mirrors; those in the setting `mirrors` if not given
        mirrors: Vec<String>,
    },
    /// Serve a mirror on this machine until Ctrl+C
    Serve {
        /// The folder
        dir: PathBuf,
        /// The loopback address to listen on; port 0 picks a free port
        #[arg(long, default_value = "127.0.0.1:0")]
        addr: SocketAddr,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum FleetAction {
    /// Print the report of this machine, or write it to a folder
    ///
    /// The report has a fixed list of fields: versions, times, codes of problems, and a random number that stands for the
    /// machine. It contains no user, folder or project names. The name of the machine is included only if the policy says
    /// so. Never goes online.
    Report {
        /// Write it to this folder, which must exist; - prints it
        #[arg(long, value_name = "FOLDER", default_value = "-", hide_default_value = true)]
        to: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum BundleAction {
    /// Create a bundle
    ///
    /// It contains the archives with their proofs, and the packages of Upgo. It is a zip file: on a machine without Upgo,
    /// take Upgo out of the folder bundle/upgo in it. To install from it: `upgo install --bundle FILE`.
    Create {
        /// The file to create
        file: PathBuf,
        #[command(flatten)]
        releases: ChosenReleases,
        /// Take the archives and proofs from this folder, such as a mirror, instead of downloading them
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
        /// Leave Upgo out
        #[arg(long)]
        without_upgo: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CacheAction {
    /// Delete unused downloads, and every old Go that `adopt --remove-old` moved aside
    ///
    /// Asks first if there is such a Go, because it cannot be restored. Downloads are deleted without a question: Upgo
    /// downloads them again when it needs them.
    Clean {
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Clean Go's build cache or module cache with `go clean`
    ///
    /// Asks first, because this cannot be undone: the next build compiles every package again, and Go downloads modules
    /// again when it needs them. Refused while a go command runs, and for a folder that is not only a cache of this
    /// account.
    CleanGo {
        /// The caches to clean
        #[arg(value_name = "CACHE", required = true)]
        caches: Vec<CacheName>,
        /// Wait until no go command runs
        #[arg(long)]
        wait: bool,
        /// Clean even while go commands are running; running builds may fail
        #[arg(long, conflicts_with = "wait")]
        even_if_running: bool,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Forget the cached answers of servers, if a false one was accepted
    ///
    /// Deletes the cached release lists, the cached vulnerability database, and the cached answers of the Go checksum
    /// database. The last signed state of the checksum database is kept, so that it still cannot be rolled back.
    Reset,
}

/// One of Go's caches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CacheName {
    /// Compiled packages and test results (GOCACHE)
    Build,
    /// Downloaded modules (GOMODCACHE)
    Modules,
}

/// Parses a time such as `14d`, `36h` or `1 week`.
pub(super) fn duration(text: &str) -> Result<SignedDuration, String> {
    let span = text.parse::<Span>().ok();
    let duration = span.and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()).ok());
    duration.filter(SignedDuration::is_positive).ok_or_else(|| "expected a time such as 30m, 36h or 14d".to_owned())
}
