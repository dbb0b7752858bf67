//! `exec` and `shell`: a command or a shell with one certain Go, which is installed first if it is missing.
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;

use jiff::SignedDuration;

use super::Engine;
use super::make_plan::pick_release;
use super::snapshot::disk;
use crate::base::display::one_line;
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::shell::Shell;
use crate::base::version::{NotVersion, Version};
use crate::base::words::{Sentence, Statement};
use crate::change::apply::Confirmed;
use crate::change::plan::Then;
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::change::site::WhichTerminal;
use crate::environment::{GoSettings, Syntax, folders_of};
use crate::machine::effect;
use crate::machine::platform;
use crate::projects::requested_go::{self, AskedGo};
use crate::released::catalog::{Catalog, ReleaseRequest};
use crate::store;
use crate::which_go::follow::NotFollowed;
use crate::which_go::go_environment::{ChosenGo, GoVariables};
use crate::which_go::go_shell::{ShellFacts, ShellStart, script_variables};
use crate::which_go::toolchain::{Disk, Files as _, search};

/// How long a release list answers what the newest release is, without asking again.
const RECENT: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedGo {
    Release(ReleaseRequest),
    /// The one that the project in a folder asks for: `project`.
    Project,
}

#[derive(Clone, Debug)]
pub struct ReadyGo {
    pub version: Version,
    pub root: PathBuf,
    /// `None` if the command named the version.
    pub asked_by: Option<PathBuf>,
    pub installed: bool,
    pub warnings: Vec<Problem>,
    pub(super) variables: GoVariables,
}

/// The output of `shell` with `--print` or `--json`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShellReport {
    pub version: Version,
    /// Its folder (GOROOT).
    pub root: PathBuf,
    pub shell: Shell,
    /// The lines to evaluate in that shell.
    pub lines: Vec<String>,
    pub warnings: Vec<Problem>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct GoTree<'a> {
    pub(super) root: &'a Path,
    pub(super) version: Option<&'a Version>,
    pub(super) is_own: bool,
}

impl FromStr for WantedGo {
    type Err = NotVersion;

    fn from_str(text: &str) -> Result<Self, NotVersion> {
        if text == "project" { Ok(Self::Project) } else { text.parse().map(Self::Release) }
    }
}

impl Engine {
    /// Uses an installed toolchain that fits, or installs it by the plan of `install`. `folder` is that of the project.
    pub fn ready_go(
        &self,
        wanted: &WantedGo,
        folder: &Path,
        confirmed: Confirmed,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<ReadyGo> {
        self.own_home()?;
        let (request, asked_by) = match wanted {
            WantedGo::Release(request) => (request.clone(), None),
            WantedGo::Project => {
                let AskedGo { request, file } = self.asked_in(folder)?;
                (request, Some(file))
            }
        };
        let mut warnings = Vec::new();
        let (version, installed) = match self.find_or_wish(&request, &mut warnings, cancel)? {
            Found::Installed(version) => (version, false),
            Found::Missing(request) => {
                let from = InstallFrom::Release { version: request };
                let install = ChangeRequest::Install { from, then: Then::Stay };
                let changed = self.change_confirmed(&install, confirmed, cancel, events)?;
                warnings.extend(changed.warnings);
                let none = || Problem::new(Code::VersionNotInstalled, Sentence::InstallationNamesNone);
                (changed.change.to.ok_or_else(none)?, true)
            }
        };
        let root = self.home().toolchain(&version);
        self.usable(&self.builder_in_store(&version))?;
        let variables = self.variables_of(&version)?;
        Ok(ReadyGo { version, root, asked_by, installed, warnings, variables })
    }

    /// Replaces this process by a command in which `go` is that toolchain. On Windows, where that is not possible, runs
    /// it to its end and returns its exit code. Otherwise it returns only if the command cannot be started.
    pub fn become_command(&self, go: &ReadyGo, program: &OsStr, arguments: &[OsString]) -> Result<i32> {
        let mut command = self.command_with(&go.variables, program)?;
        command.args(arguments);
        effect::become_program(&mut command).map_err(|error| not_started(program, &error))
    }

    /// Replaces this process by a shell in which `go` is that toolchain, and whose prompt says so. `shell` is the kind of
    /// shell; by default, the one that the user works in.
    pub fn become_shell(&self, go: &ReadyGo, shell: Option<Shell>) -> Result<i32> {
        let variable = |name: &str| self.variable(name);
        // a shell in a relative folder may be a project's
        let path = folders_of(&go.variables.path, Syntax::NATIVE).into_iter().filter(|folder| folder.is_absolute());
        let path = std::env::join_paths(path).unwrap_or_default();
        let find = |name: &str| self.found_on_path(&path, OsStr::new(name));
        let ancestors = &platform::ancestors();
        let facts = ShellFacts { syntax: Syntax::NATIVE, find: &find, variable: &variable, ancestors };
        let mark = format!("({}) ", go.version);
        let start = match shell.or_else(|| facts.usual()) {
            Some(shell) => facts.start(shell, &mark).ok_or_else(|| {
                Problem::new(Code::Command, say!(NotInstalled { version: shell.to_string() }))
                    .with_next(Sentence::NameOtherShell)
            })?,
            None => self.other_shell(&mark),
        };
        let mut command = self.command_with(&go.variables, start.program.as_os_str())?;
        command.args(&start.arguments);
        if start.is_scripted {
            effect::set_variables(&mut command, script_variables(&go.variables, Some(go.version.as_str())));
        }
        command.envs(start.variables);
        if !start.files.is_empty() {
            let folder = effect::create_work_folder("shell").map_err(disk)?;
            for (name, text) in start.files {
                effect::write_plain(&folder.join(name), text.as_bytes()).map_err(disk)?;
            }
            command.env("ZDOTDIR", &folder);
        }
        effect::become_program(&mut command).map_err(|error| not_started(start.program.as_os_str(), &error))
    }

    /// The lines that make `go` that toolchain in a running shell; by default, the one that the user works in.
    pub fn shell_lines(&self, go: ReadyGo, shell: Option<Shell>) -> Result<ShellReport> {
        let unknown = || Problem::new(Code::Usage, Sentence::NoShellForLines).with_next(Sentence::NameShell);
        let shell = shell.or_else(|| self.usual_shell()).ok_or_else(unknown)?;
        let lines = shell
            .lines(&go.variables, Syntax::NATIVE)
            .map_err(|error| Problem::new(Code::Command, error.says()).with_next(Sentence::ShellWithoutPrint))?;
        Ok(ShellReport { version: go.version, root: go.root, shell, lines, warnings: go.warnings })
    }

    pub(super) fn variables_of(&self, version: &Version) -> Result<GoVariables> {
        let root = self.home().toolchain(version);
        let tree = GoTree { root: &root, version: Some(version), is_own: true };
        self.go_variables(tree, &self.variable("PATH").unwrap_or_default(), Code::Command)
    }

    /// The environment of a program for which `go` is `go`, with `path` as the rest of PATH, if the policy permits the
    /// use of this version. `refused` is the code if PATH cannot contain the toolchain.
    pub(super) fn go_variables(&self, go: GoTree<'_>, path: &OsStr, refused: Code) -> Result<GoVariables> {
        let names = self.home().bin();
        let settings = GoSettings::of_process(&|name| self.variable(name), Some(go.root));
        let chosen = ChosenGo {
            root: go.root,
            version: go.version.map(|version| self.policy().usable(version)).transpose()?,
            names: go.is_own.then_some(&*names),
            has_stored_root: settings.in_user_file("GOROOT").is_some(),
        };
        chosen.variables(path).map_err(|error| {
            let why = Statement::quoted(error.to_string());
            let problem = say!(PathCannotContain { path: go.root, why });
            Problem::new(refused, problem).with_next(Sentence::MoveHomePlain)
        })
    }

    /// `program` is a path, or a name that is searched for on the PATH of `go`.
    pub(super) fn command_with(&self, go: &GoVariables, program: &OsStr) -> Result<Command> {
        let found = if is_name(program) { self.found_on_path(&go.path, program) } else { Some(program.into()) };
        let missing = || {
            let what = say!(NoProgramOnPath { name: one_line(program.display()) });
            Problem::new(Code::Command, what)
        };
        let mut command = Command::new(found.ok_or_else(missing)?);
        command.env_clear().envs(&self.setup.variables);
        effect::set_variables(&mut command, go.all());
        Ok(command)
    }

    /// A relative folder counts from the current one.
    fn found_on_path(&self, path: &OsStr, name: &OsStr) -> Option<PathBuf> {
        let terminal = self.machine_in(WhichTerminal::This, None).ok()?.terminal;
        let has_ending = platform::HAS_REGISTRY && Path::new(name).extension().is_some();
        folders_of(path, Syntax::NATIVE).into_iter().find_map(|folder| {
            let whole = folder.join(name);
            let found = || search::in_folder(&terminal, &Disk, &folder, name.to_str()?);
            if has_ending && Disk.is_file(&whole) { Some(whole) } else { found() }
        })
    }

    /// The shell of a user whose shell Upgo has no script for: it gets the environment, and sh and ksh the prompt.
    fn other_shell(&self, mark: &str) -> ShellStart {
        let own = self.variable("SHELL").map(PathBuf::from).filter(|program| program.has_root());
        ShellStart {
            program: own.unwrap_or_else(|| PathBuf::from("/bin/sh")),
            arguments: Vec::new(),
            is_scripted: false,
            variables: vec![("PS1", format!("{mark}$ ").into())],
            files: &[],
        }
    }

    /// `None` if no file in the folder names a Go; an error if a version file says something else.
    pub fn project_asks(&self, folder: &Path) -> Result<Option<AskedGo>> {
        let machine = self.machine_in(WhichTerminal::This, Some(folder.to_owned()))?;
        requested_go::asked(&machine).map_err(|NotFollowed { file, why }| requested_go::not_understood(&file, &why))
    }

    /// An error if no file in the folder names a Go.
    pub fn asked_in(&self, folder: &Path) -> Result<AskedGo> {
        self.project_asks(folder)?.ok_or_else(|| {
            let what = say!(NothingAsksForGo { folder: one_line(folder.display()) });
            Problem::new(Code::Usage, what).with_next(Sentence::NameAVersion)
        })
    }

    /// The installed toolchain for a request, or the release to install. A line means its newest installed release. The
    /// newest release is that of the release list, asked for if not from today; without one, the newest installed.
    fn find_or_wish(&self, request: &ReleaseRequest, warnings: &mut Vec<Problem>, cancel: &Cancel) -> Result<Found> {
        let mut installed = self.toolchains()?;
        installed.retain(|version| store::is_whole(&self.home().toolchain(version)));
        let fitting = request.pick(&installed).cloned();
        if !matches!(request, ReleaseRequest::Latest | ReleaseRequest::Rc | ReleaseRequest::Beta) {
            let is_enough = |version: &Version| {
                let is_stable = |release: &Version| release.same_line(version) && !release.is_prerelease();
                let is_out = || {
                    self.known_catalog()
                        .is_some_and(|list| list.releases.iter().any(|release| is_stable(&release.version)))
                };
                matches!(request, ReleaseRequest::Exact(_)) || !version.is_prerelease() || !is_out()
            };
            return Ok(fitting.filter(is_enough).map_or_else(|| Found::Missing(request.clone()), Found::Installed));
        }
        match self.recent_catalog(cancel) {
            Ok((catalog, told)) => {
                warnings.extend(told);
                let newest = pick_release(&catalog, request)?.version;
                let is_here = installed.contains(&newest);
                Ok(if is_here { Found::Installed(newest) } else { Found::Missing(ReleaseRequest::Exact(newest)) })
            }
            Err(problem) => match fitting {
                Some(version) => {
                    warnings.push(problem);
                    Ok(Found::Installed(version))
                }
                None => Err(problem),
            },
        }
    }

    pub(super) fn recent_catalog(&self, cancel: &Cancel) -> Result<(Catalog, Vec<Problem>)> {
        let is_recent = |list: &Catalog| self.now().duration_since(list.stamp.fetched_at).abs() < RECENT;
        match self.known_catalog().filter(is_recent) {
            Some(catalog) => Ok((catalog, Vec::new())),
            None => self.ask_catalog(cancel),
        }
    }
}

enum Found {
    Installed(Version),
    Missing(ReleaseRequest),
}

fn is_name(program: &OsStr) -> bool {
    Path::new(program).parent().is_some_and(|parent| parent.as_os_str().is_empty())
}

pub(super) fn not_started(program: &OsStr, error: &std::io::Error) -> Problem {
    let program = one_line(program.display());
    Problem::new(Code::Command, say!(CouldNotStart { program, error }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_is_searched_for() {
        assert!(is_name(OsStr::new("go")) && is_name(OsStr::new("go.exe")));
        for path in ["./go", "bin/go", "/bin/go", "/"] {
            assert!(!is_name(OsStr::new(path)), "{path}");
        }
    }

    #[test]
    fn a_version_or_the_project() {
        assert_eq!("project".parse(), Ok(WantedGo::Project));
        assert_eq!("latest".parse(), Ok(WantedGo::Release(ReleaseRequest::Latest)));
        assert!("projects".parse::<WantedGo>().is_err());
    }
}
