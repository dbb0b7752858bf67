//! `why` and `which`: which Go runs in a terminal, why, and whether it works there.
mod chain;
mod links;
mod problem;
mod settings;
mod terminal;

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

pub use chain::{Cause, ChainLink};
pub use terminal::WhichTerminal;

use super::Engine;
use crate::fix::Able;
use crate::inventory::{Origin, at_root};
use crate::report::{Code, Problem};
use crate::store;
use crate::toolchain::{self, Answer, Disk, From, GoProgram, Machine};
use crate::version::Version;

/// The answer of `why`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct WhyReport {
    /// The `go` that the terminal starts.
    pub program: Option<Program>,
    /// The toolchain that runs in the end; `null` where there is no Go, or Go itself refuses to run.
    pub toolchain: Option<Toolchain>,
    /// Whether Go accepts the folder, as far as files tell.
    pub works: bool,
    /// Why it does not; `null` where it works.
    pub problem: Option<Problem>,
    /// Every cause, in the order in which they come to bear.
    pub chain: Vec<ChainLink>,
    /// What the user should know.
    pub warnings: Vec<Problem>,
}

/// A `go` program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Program {
    /// The program, as PATH finds it.
    #[serde(serialize_with = "crate::paths::shown")]
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub path: PathBuf,
    /// Its version; `null` where no file tells it.
    pub version: Option<Version>,
    /// Its folder (GOROOT); the folder of the program where no file tells it.
    #[serde(serialize_with = "crate::paths::shown")]
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub root: PathBuf,
    /// Who put it there.
    pub origin: Origin,
}

/// The toolchain that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Toolchain {
    /// Its name, as `go1.27.3`; `null` where no file tells it.
    pub version: Option<String>,
    /// Where it comes from.
    pub from: From,
}

impl WhyReport {
    /// Tells which Go runs in the machine's terminal, and why. Only its files are read.
    pub fn of(machine: &Machine<'_>, origin: &dyn Fn(&Path) -> Origin, able: &Able) -> Self {
        let answer = toolchain::answer(machine);
        let told = chain::Told { machine, answer: &answer, origin, able };
        let problem = problem::problem(&told);
        let chain = chain::chain(&told);
        let warnings = problem::stale_root(&told).into_iter().collect();
        let Answer { go, toolchain, .. } = answer;
        Self {
            program: go.map(|go| Program::of(go, origin)),
            toolchain: toolchain
                .map(|found| Toolchain { version: Some(found.name).filter(|name| !name.is_empty()), from: found.from }),
            works: problem.is_none(),
            problem,
            chain,
            warnings,
        }
    }
}

impl Program {
    fn of(go: GoProgram, origin: &dyn Fn(&Path) -> Origin) -> Self {
        let version = go.version();
        let root = go.root.unwrap_or_else(|| go.path.parent().unwrap_or(&go.path).to_owned());
        Self { path: go.path, version, origin: origin(&root), root }
    }
}

impl Engine {
    /// Which Go runs in a terminal, why, and whether it works in `folder`. Nothing is executed, and no network is asked.
    pub fn why(&self, terminal: WhichTerminal, folder: Option<&Path>) -> Result<WhyReport, Problem> {
        let standing = self.standing_warnings();
        let machine = Machine {
            files: &Disk,
            target: self.target().clone(),
            terminal: self.terminal(terminal, folder.map(full_folder).transpose()?),
            upgo: self.upgo()?,
        };
        let able = self.able()?;
        let mut report =
            self.with_surroundings(|around| WhyReport::of(&machine, &|root| at_root(around, root).origin, &able));
        report.warnings.splice(0..0, standing);
        Ok(report)
    }

    /// Upgo's own part of the machine.
    pub(crate) fn upgo(&self) -> Result<toolchain::Upgo, Problem> {
        let current = self.current()?.map(|version| version.to_string());
        Ok(toolchain::Upgo { bin: self.home.bin(), toolchains: self.home.toolchains(), current })
    }

    /// What Upgo can do on this machine.
    pub(crate) fn able(&self) -> Result<Able, Problem> {
        let installed = store::installed(&self.home).map_err(super::look::disk)?;
        let installed = installed.into_iter().map(|installed| installed.version).collect();
        Ok(Able { add_to_path: self.path_lacks_upgo(), edit_path: self.modifies_path(), installed })
    }
}

/// The folder that is asked about, with its full path; a file stands for the folder that it is in.
fn full_folder(path: &Path) -> Result<PathBuf, Problem> {
    let nowhere = |why: &str| Problem::new(Code::Usage, format!("{} {why}", path.display()));
    let full = std::path::absolute(path).map_err(|_| nowhere("is no path"))?;
    let folder = if full.is_file() { full.parent().unwrap_or(&full).to_owned() } else { full };
    if folder.is_dir() {
        Ok(toolchain::clean(&folder))
    } else {
        Err(nowhere("is not there").with_next("Name a folder."))
    }
}
