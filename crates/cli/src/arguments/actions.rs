//! The commands below a command.
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::Change;

#[derive(Debug, Subcommand)]
pub(crate) enum SystemAction {
    /// Install a Go for everybody; it replaces the one that is there
    #[command(visible_alias = "upgrade")]
    Install {
        /// 1.27.3, 1.27 (its newest patch), rc; the newest stable one if not given
        version: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Put the files back of the Go that everybody has, or finish what was stopped half-way
    Repair {
        /// Which one where there are several: amd64, arm64, 386
        #[arg(long, value_name = "ARCH")]
        arch: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Uninstall the Go that everybody has
    Uninstall {
        /// Which one where there are several: amd64, arm64, 386
        #[arg(long, value_name = "ARCH")]
        arch: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Keep Go with the official installer: `upgo upgrade` uses it from now on
    Keep {
        #[command(flatten)]
        change: Change,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum EnvAction {
    /// Give a variable of Go a value
    Set {
        /// The variable, as GOPROXY
        name: String,
        /// Its value
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// Where it is kept
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: Scope,
        #[command(flatten)]
        change: Change,
    },
    /// Take the value of a variable away
    Unset {
        /// The variable, as GOPROXY
        name: String,
        /// Where it is kept
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: Scope,
        #[command(flatten)]
        change: Change,
    },
    /// Edit PATH
    Path {
        #[command(subcommand)]
        action: PathAction,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ToolsAction {
    /// Build programs again that an older line of Go has built: the same versions, with the Go of today
    Rebuild {
        /// These programs, also where only an older patch of the same line has built them
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PathAction {
    /// Add folders at the end, unless they are there
    Add {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// At the front instead, in this order
        #[arg(long)]
        first: bool,
        /// Whose PATH; the machine's takes only folders that only administrators can write
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: Change,
    },
    /// Take folders away
    Remove {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Whose PATH
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: Change,
    },
    /// Move folders that are there to the front, to the end, or to a place between
    Move {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// To the end instead, in this order
        #[arg(long)]
        last: bool,
        /// To this place instead, counted from 1 (Windows)
        #[arg(long, value_name = "N", conflicts_with = "last")]
        to: Option<usize>,
        /// Whose PATH
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: Change,
    },
    /// Take folders away that are named before already
    Deduplicate {
        /// Whose PATH
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: Change,
    },
}

/// Where a variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    /// With the user's variables
    User,
    /// With the machine's variables (Windows)
    Machine,
    /// In the file of `go env -w`
    Go,
}

/// Whose PATH.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PathScope {
    /// The user's
    User,
    /// The machine's (Windows)
    Machine,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SettingsAction {
    /// Every setting, its value and what it is for
    List,
    /// The value of one setting
    Get {
        /// The setting
        key: String,
    },
    /// Change a setting
    Set {
        /// The setting
        key: String,
        /// The new value (a list is separated by commas)
        value: String,
    },
    /// Back to the default
    Unset {
        /// The setting
        key: String,
    },
    /// Where the file is
    Path,
    /// Write all settings to a file, to take them elsewhere (with the password of a proxy, if one is set)
    Export {
        /// The file; standard output if not given
        file: Option<PathBuf>,
    },
    /// Replace all settings with those in a file; if any is invalid, nothing changes
    Import {
        /// The file
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum MirrorAction {
    /// Make or complete a mirror in a folder
    Build {
        /// The folder
        dir: PathBuf,
        /// Which versions, separated by commas
        #[arg(long, value_delimiter = ',', required = true, value_name = "V,…")]
        versions: Vec<String>,
        /// For which systems (windows, linux, darwin, …); this machine's if not given
        #[arg(long, value_delimiter = ',', value_name = "OS,…")]
        os: Vec<String>,
        /// For which architectures (amd64, arm64, …); this machine's if not given
        #[arg(long, value_delimiter = ',', value_name = "ARCH,…")]
        arch: Vec<String>,
        /// Take the archives from this folder instead of the network
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
    },
    /// Try mirrors: whether they have the newest release as the official list has it
    Test {
        /// Their addresses; those of the setting `mirrors` if not given
        mirrors: Vec<String>,
    },
    /// Serve a mirror on this machine until Ctrl+C
    Serve {
        /// The folder
        dir: PathBuf,
        /// A loopback address; port 0 takes a free one
        #[arg(long, default_value = "127.0.0.1:0")]
        addr: SocketAddr,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CacheAction {
    /// Delete unused downloads, and each old Go that `adopt --remove-old` moved aside
    Clean,
}
