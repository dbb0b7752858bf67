//! The facts that the checks use, gathered beforehand. Files are read through [`Machine`], so that tests are data.
use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use crate::base::report::Problem;
use crate::base::system::System;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Able;
use crate::choices::policy::NotPermitted;
use crate::environment::{EnvironmentError, PathReading, Registry, Syntax};
use crate::machine::platform::{Access, Volume};
use crate::store::Unable;
use crate::which_go::asked::TerminalName;
use crate::which_go::inventory::{Installation, Product, Tool, UninstallKeys};
use crate::which_go::toolchain::{Answer, Machine};

/// The value of a variable in the environment of Upgo.
type Variables<'a> = Box<dyn Fn(&str) -> Option<String> + 'a>;

pub struct DoctorFacts<'a> {
    /// The machine, with a new terminal on it.
    pub machine: &'a Machine<'a>,
    /// The Go that runs in that terminal, and whether it works in the terminal's folder.
    pub answer: Answer,
    /// What new terminals have answered, or why none has.
    pub heard: Result<HeardTerminals, Sentence>,
    /// `None` if it is unknown.
    pub system: Option<System>,
    pub variable: Variables<'a>,
    pub documents: Option<PathBuf>,
    pub registry: (&'a dyn Registry, UninstallKeys),
    pub access: &'a dyn Fn(&Path) -> Access,
    /// Tells which processor (GOARCH) a program is built for, by its header.
    pub architecture: &'a dyn Fn(&Path) -> Option<&'static str>,
    pub cgo_projects: CgoProjects,
    pub path: PathReading,
    pub path_errors: Vec<EnvironmentError>,
    /// The Go that a new terminal finds.
    pub active: Option<Installation>,
    pub trees: Vec<ExaminedGo>,
    /// The products that the official installer has registered.
    pub products: Vec<Product>,
    /// `None` if it is off, or not part of the system.
    pub smart_app_control: Option<SmartAppControl>,
    pub tools: Vec<Tool>,
    pub tools_folder: Option<PathBuf>,
    pub newest: Option<Version>,
    pub asked: LastCheck,
    pub store: Store,
    /// Why the policy does not permit the Go in use; `None` if it does.
    pub refused: Option<NotPermitted>,
    pub policy_mistakes: Vec<Statement>,
    pub editors: Vec<Editor>,
    pub able: Able,
    /// Whether a program starts where Go builds them, tried once.
    pub starts: OnceCell<Option<bool>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardTerminals {
    /// The answer that counts.
    pub first: HeardGo,
    /// That of the other kind of terminal; `None` if it was not asked.
    pub other: Option<HeardGo>,
    /// What Go's rules make of the first one's environment, in the folder in which it was asked.
    pub rules: Answer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardGo {
    pub terminal: TerminalName,
    /// `None` if there is no Go, it is no release, or it fails.
    pub version: Option<Version>,
    pub root: Option<String>,
    /// What it said instead of its version.
    pub fails: Option<String>,
}

/// The projects in the settings that use cgo, directly or in a dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CgoProjects {
    pub importing: Vec<PathBuf>,
    /// Whether the imports of every project are known.
    pub all_known: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExaminedGo {
    pub found: Installation,
    /// Some of its programs, each with the Go version that built it.
    pub built: Vec<(PathBuf, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastCheck {
    Never,
    Answered,
    Failed(Problem),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    pub home: PathBuf,
    pub volume: Volume,
    /// Those of the volume that holds the home; `None` if unknown.
    pub free_bytes: Option<u64>,
    pub leftovers: Vec<PathBuf>,
    /// Toolchains that a killed `bisect` has left.
    pub bisected: Vec<Version>,
    /// Upgo's own files that are damaged, or that were set aside because they are.
    pub damaged: Vec<PathBuf>,
    /// Toolchains whose archive only the user vouched for, and that the release list has with another digest.
    pub contradicted: Vec<Version>,
    pub unable: Vec<(Version, Vec<Unable>)>,
    /// Toolchains beyond those that the user wants to keep.
    pub unused: Vec<Version>,
    /// The toolchains that Upgo has installed, even if their files are gone.
    pub brought: Vec<Brought>,
    /// Why the newest change that tested a toolchain failed; `None` if it succeeded.
    pub last_failure: Option<Problem>,
    /// The newest changes of Upgo's switch or PATH, the newest first.
    pub switches: Vec<Switched>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switched {
    pub at: Timestamp,
    /// The version that was current until then; `None` if there was none, or the change did not move the switch.
    pub from: Option<Version>,
}

impl Store {
    /// The version that was current at a time before the newest switch; `None` if it is unknown.
    pub(super) fn current_at(&self, time: Timestamp) -> Option<&Version> {
        let (after, before) = self.switches.split_at(self.switches.partition_point(|switch| switch.at > time));
        // Without an older switch, more of them may have happened in between.
        before.first().and(after.last())?.from.as_ref()
    }
}

/// Source: <https://learn.microsoft.com/windows/apps/develop/smart-app-control/test-your-app-with-smart-app-control>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmartAppControl {
    /// It blocks programs that are neither signed nor well known.
    On = 1,
    /// It blocks nothing, and Windows decides later whether it turns it on or off.
    Evaluates = 2,
}

impl SmartAppControl {
    /// The state with this number in the registry; `None` if it is off.
    pub fn of(state: u32) -> Option<Self> {
        [Self::On, Self::Evaluates].into_iter().find(|known| known.number() == state)
    }

    pub(super) fn number(self) -> u32 {
        self as u32
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    pub version: Version,
    /// The time from the last downloaded byte to the last written file; `None` if it was not recorded.
    pub lag: Option<Duration>,
    pub files: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    pub name: &'static str,
    /// When its oldest process started; `None` if unknown.
    pub since: Option<Timestamp>,
}

impl DoctorFacts<'_> {
    pub(super) fn is_windows(&self) -> bool {
        self.machine.terminal.syntax == Syntax::Windows
    }

    pub(super) fn folder(&self, variable: &str) -> Option<PathBuf> {
        (self.variable)(variable).map(PathBuf::from).filter(|folder| self.machine.is_full(folder))
    }

    pub(super) fn is_within(&self, path: &Path, folder: &Path) -> bool {
        path.ancestors().any(|above| self.machine.is_same(above, folder))
    }

    /// The position of a folder on the PATH of a new terminal, counted from 0.
    pub(super) fn position(&self, folder: &Path) -> Option<usize> {
        self.machine.terminal.path.iter().position(|place| self.machine.is_same(&place.folder, folder))
    }

    pub(super) fn name_of(&self, program: &Path) -> String {
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        name.strip_suffix(".exe").filter(|_| self.is_windows()).unwrap_or(&name).to_owned()
    }

    pub(super) fn program(&self, name: &str) -> String {
        if self.is_windows() { format!("{name}.exe") } else { name.to_owned() }
    }
}
