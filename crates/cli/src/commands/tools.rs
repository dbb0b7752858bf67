use clap::{Args, Subcommand};
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{InstalledTool, ToolsReport};
use upgo_engine::change::request::ChangeRequest;

use super::shared::{CommandResult, NewChange, Run, Start};
use crate::options::ChangeOptions;
use crate::output::{caution, dim};
use crate::words;

/// List, update or rebuild the programs from `go install`
///
/// Without a subcommand, shows each program, the Go version that built it, and the newer version that the last
/// check found.
#[derive(Args, Debug)]
pub(crate) struct Tools {
    #[command(subcommand)]
    action: Option<ToolsAction>,
}

#[derive(Debug, Subcommand)]
enum ToolsAction {
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

impl Run for Tools {
    const ONLY_READS: fn(&Self) -> bool = |tools| matches!(tools.action, None | Some(ToolsAction::Check));

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        let (request, options) = match &self.action {
            None => return Ok(show(&engine.tools()?, start)),
            Some(ToolsAction::Check) => return Ok(show(&engine.check_tools(start.cancel())?, start)),
            Some(ToolsAction::Rebuild { names, change }) => {
                (ChangeRequest::RebuildTools { names: names.clone() }, change)
            }
            Some(ToolsAction::Update { names, change }) => {
                (ChangeRequest::UpdateTools { names: names.clone() }, change)
            }
        };
        NewChange::new(request, *options).make(engine, start.cancel(), start.output)
    }
}

fn show(report: &ToolsReport, start: &Start<'_>) -> u8 {
    start.output.report(report, &report.warnings, describe)
}

fn describe(report: &ToolsReport) -> String {
    if report.tools.is_empty() {
        let mut folders: Vec<String> = report.folders.iter().map(|folder| one_line(folder.display())).collect();
        if folders.is_empty() {
            folders = vec!["GOBIN".to_owned(), "GOPATH".to_owned()];
        }
        return say!(ToolsNone { place: words::one_of(folders) }).to_string();
    }
    report.tools.iter().map(|tool| describe_tool(tool, report)).collect::<Vec<_>>().join("\n")
}

fn describe_tool(tool: &InstalledTool, report: &ToolsReport) -> String {
    let mark = if tool.outdated { caution("!") } else { " ".into() };
    let [version, package] = [&tool.version, &tool.package].map(|text| one_line(text.as_deref().unwrap_or_default()));
    let (name, built_with) = (one_line(&tool.name), one_line(&tool.built_with));
    let line = format!("{mark} {name:<16} {version:<12} {built_with:<10} {}", dim(package));
    let retraction = tool.retracted.then(|| Sentence::ToolsRetracted.into());
    let advice = [advice(tool, report), retraction, update(tool)].into_iter().flatten();
    let lines = advice.map(|advice| format!("    {}", one_line(advice)));
    std::iter::once(line.trim_end().to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn update(tool: &InstalledTool) -> Option<Statement> {
    let latest = tool.latest.as_ref().filter(|_| !(tool.updates && tool.outdated))?.as_str();
    Some(match (&tool.obstacle, &tool.needs) {
        (None, None) => say!(ToolsNewer { latest, name: &tool.name }),
        (None, Some(needed)) => say!(ToolsNewerNeeds { latest, needed: needed.as_str() }),
        (Some(why), _) => say!(ToolsNewerBut { latest, why }),
    })
}

/// What to do about a program that was built with an older Go. The newer version comes first: a debugger or a linter
/// understands no Go newer than itself, whichever Go builds it.
fn advice(tool: &InstalledTool, report: &ToolsReport) -> Option<Statement> {
    let go = report.go.as_ref().filter(|_| tool.outdated)?.language().to_string();
    Some(match &tool.obstacle {
        None if tool.updates => {
            say!(ToolsNewerOutdated { go, latest: tool.latest.as_deref().unwrap_or_default(), name: &tool.name })
        }
        None => say!(ToolsOutdated { go, name: &tool.name }),
        Some(why) => say!(ToolsOutdatedBut { go, why }),
    })
}
