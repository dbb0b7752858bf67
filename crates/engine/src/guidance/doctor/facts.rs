//! A machine as the checks see it: facts that were gathered before. Its files are read through [`Machine`], so that a
//! machine can also be described as data.
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use crate::environment::{EnvironmentError, PathReading, Syntax};
use crate::fix::Able;
use crate::inventory::{Found, Keys, Product, Registry, Tool};
use crate::platform::{Access, Volume};
use crate::report::Problem;
use crate::system::System;
use crate::toolchain::{Answer, Machine};
use crate::version::Version;

/// What the checks look at.
#[allow(missing_debug_implementations)] // it holds closures
pub struct Facts<'a> {
    /// The machine, with a new terminal on it.
    pub machine: &'a Machine<'a>,
    /// What runs in that terminal, and whether it works where that stands.
    pub answer: Answer,
    /// The operating system; `None` where it cannot be told.
    pub system: Option<System>,
    /// Reads an environment variable, whether or not Go knows it.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The registry, and the keys of installed programs in it.
    pub registry: (&'a dyn Registry, Keys),
    /// Who may write in a folder.
    pub access: &'a dyn Fn(&Path) -> Access,
    /// PATH of a new terminal, entry by entry.
    pub path: PathReading,
    /// What could not be read of it.
    pub path_errors: Vec<EnvironmentError>,
    /// The Go that a new terminal finds.
    pub active: Option<Found>,
    /// Every Go.
    pub trees: Vec<Tree>,
    /// What the official installer has registered.
    pub products: Vec<Product>,
    /// The programs that `go install` has put here.
    pub tools: Vec<Tool>,
    /// Where it puts them.
    pub tools_folder: Option<PathBuf>,
    /// The newest release that is known to be out.
    pub newest: Option<Version>,
    /// Whether anybody answered when releases were asked for the last time.
    pub asked: Asked,
    /// Upgo's own part.
    pub store: Store,
    /// The editors that run.
    pub editors: Vec<Editor>,
    /// What Upgo can do.
    pub able: Able,
}

/// A Go, and what some of its programs say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The Go.
    pub found: Found,
    /// Programs of it, each with the Go that built it.
    pub built: Vec<(PathBuf, String)>,
}

/// Whether anybody answered when releases were asked for the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nobody was asked.
    Never,
    /// A server answered.
    Answered,
    /// Nobody did.
    Failed(Problem),
}

/// Upgo's own part of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    /// Its home.
    pub home: PathBuf,
    /// What that lies on.
    pub volume: Volume,
    /// Bytes that may still be written there; `None` where that cannot be told.
    pub free_bytes: Option<u64>,
    /// What changes that are over have left.
    pub leftovers: Vec<PathBuf>,
    /// Toolchains beyond those that the user keeps.
    pub unused: Vec<Version>,
    /// The toolchains that it has brought, also where their files are gone.
    pub brought: Vec<Brought>,
    /// Why the newest change that tried a toolchain failed; `None` where it did not.
    pub last_failure: Option<Problem>,
    /// When its switch, or PATH, was changed last.
    pub switched_at: Option<Timestamp>,
}

/// A toolchain that Upgo has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Its version.
    pub version: Version,
    /// How long its files took after its last byte had come; `None` where nobody has written that down.
    pub lag: Option<Duration>,
    /// Number of files.
    pub files: u64,
}

/// An editor that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Its name, as people know it.
    pub name: &'static str,
    /// When its oldest process began; `None` where that cannot be told.
    pub since: Option<Timestamp>,
}

impl Facts<'_> {
    /// Whether the machine runs Windows.
    pub(super) fn is_windows(&self) -> bool {
        self.machine.terminal.syntax == Syntax::Windows
    }

    /// The folder that a variable names.
    pub(super) fn folder(&self, variable: &str) -> Option<PathBuf> {
        (self.variable)(variable).map(PathBuf::from).filter(|folder| self.machine.is_full(folder))
    }

    /// Whether `path` lies in `folder`, or is it.
    pub(super) fn is_within(&self, path: &Path, folder: &Path) -> bool {
        path.ancestors().any(|above| self.machine.is_same(above, folder))
    }

    /// Where a folder stands on PATH of a new terminal, counted from 0.
    pub(super) fn position(&self, folder: &Path) -> Option<usize> {
        self.machine.terminal.path.iter().position(|place| self.machine.is_same(&place.folder, folder))
    }

    /// The name by which one starts a program.
    pub(super) fn name_of(&self, program: &Path) -> String {
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        name.strip_suffix(".exe").filter(|_| self.is_windows()).unwrap_or(&name).to_owned()
    }

    /// The file name of a program.
    pub(super) fn program(&self, name: &str) -> String {
        if self.is_windows() { format!("{name}.exe") } else { name.to_owned() }
    }
}
