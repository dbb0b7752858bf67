//! `tools`: the programs of `go install`, the Go that built each, and known newer versions. Executes none of them.
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Engine;
use super::tool_updates::{SeenUpdate, ToolUpdate, update_of};
use crate::base::report::{Problem, Result};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::environment;
use crate::machine::platform::{self, EXECUTABLE};
use crate::net::goproxy::KnownModules;
use crate::projects::rebuild::{Builder, Obstacle, Recipe};
use crate::which_go::inventory::{self, Installation, Tool, tools_in};

/// The output of `tools`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ToolsReport {
    /// The Go to compare with, which would rebuild them: the one that a new terminal runs, else the current one.
    pub go: Option<Version>,
    /// The folders that were searched: GOBIN, and `bin` of each folder in GOPATH.
    pub folders: Vec<PathBuf>,
    /// The programs, by folder and name.
    pub tools: Vec<InstalledTool>,
    pub warnings: Vec<Problem>,
}

/// A Go program. Texts that Go wrote into it are reported unchanged.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct InstalledTool {
    pub name: String,
    pub program: PathBuf,
    /// The import path of its main package; `null` if it does not say.
    pub package: Option<String>,
    /// The path of its module; `null` if it does not say.
    pub module: Option<String>,
    /// The version of its module, `(devel)` for a local checkout; `null` if it does not say.
    pub version: Option<String>,
    /// The origin of its source; `null` if it does not say.
    pub source: Option<ToolSource>,
    /// The Go that built it, such as `go1.27.3`, or a longer text if that was not a plain release.
    pub built_with: String,
    /// Whether that Go belonged to an older release line than `go`, whose fixes a rebuild would bring in.
    pub outdated: bool,
    /// Whether `tools rebuild` rebuilds it: it is outdated, and nothing prevents a rebuild.
    pub rebuilds: bool,
    /// Why Upgo can neither rebuild nor update it; `null` if it can.
    pub obstacle: Option<String>,
    /// What is known about a newer version.
    pub update: ToolUpdate,
    /// The newer version; `null` if none is known.
    pub latest: Option<String>,
    /// The Go that the newer version needs, if `go` is older; `null` otherwise.
    pub needs: Option<Version>,
    /// Whether its authors have retracted its version.
    pub retracted: bool,
    /// Whether `tools update` updates it: a newer version is known, and nothing prevents an update.
    pub updates: bool,
}

/// The origin of a program's source.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum ToolSource {
    /// A published module: `go install PACKAGE@VERSION` builds from the same source.
    Module,
    /// A folder on some machine, perhaps with changes: the program can be rebuilt only there.
    Checkout,
}

pub(super) struct FoundTools {
    folders: Vec<PathBuf>,
    pub(super) tools: Vec<Tool>,
    unread: Vec<Problem>,
}

pub(super) struct SeenTools {
    pub(super) go: Option<Builder>,
    folders: Vec<PathBuf>,
    pub(super) tools: Vec<SeenTool>,
    pub(super) unread: Vec<Problem>,
}

pub(super) struct SeenTool {
    pub(super) tool: Tool,
    pub(super) recipe: Result<Recipe, Obstacle>,
    pub(super) outdated: bool,
    /// Whether an older Go built it, even if only an older patch.
    pub(super) older: bool,
}

impl Engine {
    /// Includes the newer versions that the last check found. Never goes online.
    pub fn tools(&self) -> Result<ToolsReport> {
        Ok(self.report_tools(self.see_tools()?, &KnownModules::read(self.home())))
    }

    pub(super) fn report_tools(&self, seen: SeenTools, known: &KnownModules) -> ToolsReport {
        let mut warnings = self.recover_and_warn();
        warnings.extend(seen.unread);
        let settings = self.proxy_settings(seen.go.as_ref());
        let of = |tool: SeenTool| {
            let update = update_of(&tool, known, &settings, seen.go.as_ref());
            InstalledTool::of(tool, update)
        };
        let tools = seen.tools.into_iter().map(of).collect();
        let go = seen.go.map(|go| go.version);
        ToolsReport { go, folders: seen.folders, tools, warnings }
    }

    /// A program that is reached through two folders is listed once.
    pub(super) fn see_tools(&self) -> Result<SeenTools> {
        let go = self.builder()?;
        let FoundTools { folders, tools, unread } = self.find_tools();
        let tools = tools.into_iter().map(|tool| self.see_tool(tool, go.as_ref())).collect();
        Ok(SeenTools { go, folders, tools, unread })
    }

    /// A program that two folders lead to is listed once.
    pub(super) fn find_tools(&self) -> FoundTools {
        let folders = environment::go_program_folders(&|name| self.variable(name));
        let (mut tools, mut unread, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
        for folder in &folders {
            let (found, problems) = tools_in(folder);
            let is_new = |tool: &Tool| fs_err::canonicalize(&tool.path).map_or(true, |real| known.insert(real));
            tools.extend(found.into_iter().filter(is_new));
            unread.extend(problems.into_iter().map(Problem::from));
        }
        FoundTools { folders, tools, unread }
    }

    fn see_tool(&self, tool: Tool, go: Option<&Builder>) -> SeenTool {
        let built = tool.build.version();
        let is_older = |than: fn(&Version, &Version) -> bool| {
            built.as_ref().zip(go).is_some_and(|(built, go)| built < &go.version && than(built, &go.version))
        };
        let is_link = tool.path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        let system = go.map_or_else(|| system_of(self.target().goarch(), self), |go| go.system.clone());
        let recipe = if is_link { Err(Obstacle::Link) } else { Recipe::of(&tool.build, &system) };
        let (outdated, older) = (is_older(|built, go| !built.same_line(go)), is_older(|_, _| true));
        SeenTool { tool, recipe, outdated, older }
    }

    /// The Go that a new terminal runs; if its version is unknown, the current one.
    pub(super) fn builder(&self) -> Result<Option<Builder>> {
        let active = self.running_go().map(|active| (active.program, active.found));
        let current = || -> Result<_> {
            let found = self.current()?.map(|version| inventory::own(version.clone(), self.home().toolchain(&version)));
            Ok(found.map(|found| (PathBuf::new(), found)))
        };
        let found = match active.filter(|(_, found)| found.version.is_some()) {
            Some(active) => Some(active),
            None => current()?,
        };
        Ok(found.and_then(|(on_path, found)| self.builder_of(on_path, found)))
    }

    /// Like [`Self::builder`], for a plan that starts it, if it is a [`UsableGo`](crate::projects::rebuild::UsableGo).
    pub(super) fn builder_to_start(&self) -> Result<Option<Builder>> {
        let go = self.builder()?;
        if let Some(go) = &go {
            self.usable(go)?;
        }
        Ok(go)
    }

    /// The program of the tree itself. A name on PATH may start another program later.
    fn builder_of(&self, on_path: PathBuf, found: Installation) -> Option<Builder> {
        let own = found.root.join("bin").join(format!("go{EXECUTABLE}"));
        let arch = found.arch.as_deref().unwrap_or_else(|| self.target().goarch());
        let system = system_of(arch, self);
        Some(Builder::new(found.version?, if own.is_file() { own } else { on_path }, system))
    }
}

pub(super) fn system_of(arch: &str, engine: &Engine) -> String {
    format!("{}/{arch}", engine.target().os)
}

impl SeenTool {
    /// How to build it on this machine, or why Upgo cannot.
    pub(super) fn to_build(&self) -> Result<&Recipe, Statement> {
        let recipe = self.recipe.as_ref().map_err(Obstacle::says)?;
        platform::why_program_not_replaced(&self.tool.path).map_or(Ok(recipe), |why| Err(why.into()))
    }

    /// Whether `tools rebuild` without names rebuilds it.
    pub(super) fn rebuilds(&self) -> bool {
        self.outdated && self.to_build().is_ok()
    }
}

impl InstalledTool {
    fn of(seen: SeenTool, update: SeenUpdate) -> Self {
        let rebuilds = seen.rebuilds();
        let obstacle = seen.to_build().err().map(|why| why.to_string());
        let SeenUpdate { state, latest, needs, retracted } = update;
        let updates = state == ToolUpdate::Available && obstacle.is_none() && needs.is_none();
        let SeenTool { tool, outdated, .. } = seen;
        let (name, program) = (tool.name(), tool.path);
        let main = tool.build.main.unwrap_or_default();
        let said = |word: String| Some(word).filter(|word| !word.is_empty());
        Self {
            name,
            program,
            outdated,
            rebuilds,
            obstacle,
            // Go records a checksum for source from its module cache, and none for a folder.
            source: said(main.path.clone())
                .map(|_| if main.sum.is_empty() { ToolSource::Checkout } else { ToolSource::Module }),
            package: said(tool.build.package),
            module: said(main.path),
            version: said(main.version),
            built_with: tool.build.go,
            update: state,
            latest,
            needs,
            retracted,
            updates,
        }
    }
}
