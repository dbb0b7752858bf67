//! `tools`: the programs that `go install` has put on this machine, and which Go built them. Nothing is executed but,
//! perhaps, a `go` that has no tree, to ask which one it is.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::Engine;
use crate::environment;
use crate::inventory::{Tool, tools_in};
use crate::report::Problem;
use crate::version::Version;

/// The answer of `tools`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ToolsReport {
    /// The Go that the programs are compared with: the current one, else the one that a new terminal runs.
    pub go: Option<Version>,
    /// Where programs were looked for: GOBIN, and `bin` of each folder in GOPATH.
    pub folders: Vec<PathBuf>,
    /// The programs, folder by folder, by their names.
    pub tools: Vec<InstalledTool>,
    /// What the user should know.
    pub warnings: Vec<Problem>,
}

/// A Go program. Words that Go has written into it are as it wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstalledTool {
    /// Its name.
    pub name: String,
    /// Its file.
    pub program: PathBuf,
    /// The import path of its main package; `null` where it does not say.
    pub package: Option<String>,
    /// The path of its module; `null` where it does not say.
    pub module: Option<String>,
    /// The version of its module, `(devel)` for a local checkout; `null` where it does not say.
    pub version: Option<String>,
    /// Where its source came from; `null` where it does not say.
    pub source: Option<ToolSource>,
    /// The Go that built it, as `go1.27.3`, or more words where that was no plain release.
    pub built_with: String,
    /// Whether that Go was of an older line than the Go of today: a rebuild would bring the newer one's mends into it.
    pub outdated: bool,
}

/// Where the source of a program came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ToolSource {
    /// A published module: `go install PACKAGE@VERSION` builds the same source again.
    Module,
    /// A folder on somebody's machine, perhaps with changes: only who has it can build it again.
    Checkout,
}

impl Engine {
    /// The programs that `go install` has put on this machine, and which Go built them. Never asks the network.
    pub fn tools(&self) -> Result<ToolsReport, Problem> {
        let mut warnings = self.standing_warnings();
        let go = self.current()?.or_else(|| self.active().and_then(|active| active.found.version));
        let folders = environment::go_program_folders(&|name| self.variable(name));
        let mut tools = Vec::new();
        for folder in &folders {
            let (found, unread) = tools_in(folder);
            tools.extend(found.into_iter().map(|tool| InstalledTool::of(tool, go.as_ref())));
            warnings.extend(unread.into_iter().map(Problem::from));
        }
        Ok(ToolsReport { go, folders, tools, warnings })
    }
}

impl InstalledTool {
    fn of(tool: Tool, go: Option<&Version>) -> Self {
        let (name, program) = (tool.name(), tool.path);
        let is_older = |built: &Version| go.is_some_and(|go| built < go && !built.same_line(go));
        let outdated = tool.build.version().is_some_and(|built| is_older(&built));
        let main = tool.build.main.unwrap_or_default();
        let said = |word: String| Some(word).filter(|word| !word.is_empty());
        Self {
            name,
            program,
            outdated,
            // Go writes the checksum of what it has taken from its module cache, and has none of a folder.
            source: said(main.path.clone())
                .map(|_| if main.sum.is_empty() { ToolSource::Checkout } else { ToolSource::Module }),
            package: said(tool.build.package),
            module: said(main.path),
            version: said(main.version),
            built_with: tool.build.go,
        }
    }

    /// The command that builds the same source again with the Go of today; `None` where there is none.
    pub fn rebuild_command(&self) -> Option<String> {
        let (package, version) = (self.package.as_ref()?, self.version.as_ref()?);
        (self.source == Some(ToolSource::Module)).then(|| format!("go install {package}@{version}"))
    }
}
