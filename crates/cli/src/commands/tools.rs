//! `tools`.
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::cases::{Engine, InstalledTool, ToolsReport};
use upgo_engine::change::request::ChangeRequest;

use super::CommandResult;
use crate::arguments::{ChangeOptions, ToolsAction};
use crate::output::{Output, caution, dim};

pub(super) fn check(engine: &Engine, cancel: &Cancel, output: &Output) -> CommandResult {
    let report = engine.check_tools(cancel)?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

pub(super) fn run(engine: &Engine, output: &Output) -> CommandResult {
    let report = engine.tools()?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

/// The request of an action; `None` if it changes nothing.
pub(super) fn request(action: &ToolsAction) -> Option<(ChangeRequest, ChangeOptions)> {
    match action {
        ToolsAction::Rebuild { names, change } => Some((ChangeRequest::RebuildTools { names: names.clone() }, *change)),
        ToolsAction::Update { names, change } => Some((ChangeRequest::UpdateTools { names: names.clone() }, *change)),
        ToolsAction::Check => None,
    }
}

fn describe(report: &ToolsReport) -> String {
    if report.tools.is_empty() {
        let folders: Vec<String> = report.folders.iter().map(|folder| one_line(folder.display())).collect();
        let place = if folders.is_empty() { "GOBIN or GOPATH".into() } else { folders.join(" or ") };
        return format!("There are no Go programs in {place}.");
    }
    report.tools.iter().map(|tool| describe_tool(tool, report)).collect::<Vec<_>>().join("\n")
}

fn describe_tool(tool: &InstalledTool, report: &ToolsReport) -> String {
    let mark = if tool.outdated { caution("!") } else { " ".into() };
    let [version, package] = [&tool.version, &tool.package].map(|text| one_line(text.as_deref().unwrap_or_default()));
    let (name, built_with) = (one_line(&tool.name), one_line(&tool.built_with));
    let line = format!("{mark} {name:<16} {version:<12} {built_with:<10} {}", dim(package));
    let advice = [advice(tool, report), retraction(tool), update(tool)].into_iter().flatten();
    let lines = advice.map(|advice| format!("    {}", one_line(advice)));
    std::iter::once(line.trim_end().to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn retraction(tool: &InstalledTool) -> Option<String> {
    tool.retracted.then(|| "Its authors have retracted this version.".to_owned())
}

/// What is known about a newer version.
fn update(tool: &InstalledTool) -> Option<String> {
    let latest = tool.latest.as_ref()?;
    Some(match &tool.obstacle {
        None => format!("{latest} is available. To update: `upgo tools update {}`.", tool.name),
        Some(obstacle) => format!("{latest} is available. Upgo cannot update it: {obstacle}."),
    })
}

/// What to do about a program that was built with an older Go.
fn advice(tool: &InstalledTool, report: &ToolsReport) -> Option<String> {
    let go = report.go.as_ref().filter(|_| tool.outdated)?.language();
    Some(match &tool.obstacle {
        None => format!("Built with a Go older than {go}. To rebuild it: `upgo tools rebuild {}`.", tool.name),
        Some(obstacle) => format!("Built with a Go older than {go}. Upgo cannot rebuild it: {obstacle}."),
    })
}
