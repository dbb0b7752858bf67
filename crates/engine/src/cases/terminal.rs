//! `terminal`: opens a terminal in which `go` is one certain toolchain.
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Engine;
use super::exec::GoTree;
use crate::base::report::{Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::plan::PlanError;
use crate::change::site::WhichTerminal;
use crate::environment::Syntax;
use crate::machine::effect;
use crate::machine::platform;
use crate::released::catalog::ReleaseRequest;
use crate::store;
use crate::which_go::go_environment::GoVariables;
use crate::which_go::go_shell::script_variables;
use crate::which_go::open_terminal::{Around, Launch};

#[answer(Clone, Debug, PartialEq, Eq, Deserialize, Type, tag = "kind")]
pub enum TerminalGo {
    /// The one in use.
    Current,
    /// One of Upgo's toolchains.
    Toolchain { version: Version },
    /// Another installation on this machine.
    Installation {
        /// Its folder (GOROOT).
        root: PathBuf,
    },
}

/// The output of `terminal`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct TerminalReport {
    /// The version of the Go in the terminal; `null` if no file contains it.
    pub version: Option<Version>,
    /// Its folder (GOROOT).
    pub root: PathBuf,
    /// The program that was started.
    pub program: PathBuf,
}

impl Engine {
    /// `folder` is its current folder; by default, the user's. Changes nothing on the machine.
    pub fn open_terminal(&self, go: &TerminalGo, folder: Option<&Path>) -> Result<TerminalReport> {
        let (version, root) = self.go_of_terminal(go)?;
        let folders = |which| self.search_path(which).into_iter().map(|searched| searched.folder);
        let path: Vec<PathBuf> = folders(WhichTerminal::New).collect();
        // a login may replace the PATH that the desktop starts its programs with
        let programs: Vec<PathBuf> = path.iter().cloned().chain(folders(WhichTerminal::This)).collect();
        let is_own = !matches!(go, TerminalGo::Installation { .. });
        let tree = GoTree { root: &root, version: version.as_ref(), is_own };
        let rest = path.iter().filter(|folder| **folder != root.join("bin") && std::env::join_paths([folder]).is_ok());
        let variables = self.go_variables(tree, &std::env::join_paths(rest).unwrap_or_default(), Code::Terminal)?;
        let around = Around {
            syntax: Syntax::NATIVE,
            // a relative folder may be below somebody else's project
            find: &|name| {
                let folders = programs.iter().filter(|folder| folder.is_absolute());
                folders.map(|folder| folder.join(name)).find(|program| platform::is_executable(program))
            },
            preferred: self.variable("TERMINAL"),
            shell: self.variable("SHELL").map(PathBuf::from),
        };
        let folder = folder.map(Path::to_owned).or_else(|| self.user_folder());
        let program = self.start_first(&around.starts(&variables), &variables, folder.as_deref())?;
        Ok(TerminalReport { version, root, program })
    }

    /// The folder must contain a `go`.
    fn go_of_terminal(&self, go: &TerminalGo) -> Result<(Option<Version>, PathBuf)> {
        let own = |version: Version| {
            self.own_home()?;
            let root = self.home().toolchain(&version);
            if store::is_whole(&root) {
                return Ok((Some(version), root));
            }
            let is_damaged = store::is_there(&root);
            Err(if is_damaged { PlanError::Damaged(version) } else { PlanError::NotInstalled(version) }.into())
        };
        match go {
            TerminalGo::Toolchain { version } => own(version.clone()),
            TerminalGo::Installation { root } => {
                let found = self.found_at(root)?;
                Ok((found.version, found.root))
            }
            TerminalGo::Current => {
                let none = || Problem::new(Code::GoMissing, Sentence::SwitchSelectsNone);
                own(self.current()?.ok_or_else(none)?)
            }
        }
    }

    /// Returns the first program that could be started.
    fn start_first(&self, starts: &[Launch], go: &GoVariables, folder: Option<&Path>) -> Result<PathBuf> {
        let mut failed = Problem::new(Code::Terminal, Sentence::NoTerminal);
        for Launch { program, arguments } in starts {
            let mut command = Command::new(program);
            command.args(arguments).env_clear().envs(&self.setup.variables);
            if platform::HAS_REGISTRY {
                effect::set_variables(&mut command, script_variables(go, None));
            }
            if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
                command.current_dir(folder);
            }
            match effect::spawn_in_window(&mut command) {
                Ok(()) => return Ok(program.clone()),
                Err(error) => {
                    let name = platform::program_name(program);
                    failed = Problem::new(Code::Terminal, say!(CouldNotOpen { name, error: &error }));
                }
            }
        }
        Err(failed)
    }
}

impl TerminalGo {
    /// Without a request, the one in use.
    pub fn of(engine: &Engine, version: Option<&ReleaseRequest>) -> Result<Self> {
        match version {
            Some(wanted) => Ok(Self::Toolchain { version: engine.find_toolchain(wanted)? }),
            None => Ok(Self::Current),
        }
    }
}
