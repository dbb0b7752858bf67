//! `whatsnew`, and what an upgrade brings in its plan.
use std::path::PathBuf;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::cases::{Engine, WhatsNewReport, WhatsNewRequest};
use upgo_engine::guidance::whats_new::{
    FixesNews, NewsOutlook, ProjectNews, ReleaseNews, SettingEffect, SettingNews, WhatsNewSummary,
};

use super::{CommandResult, audit, change};
use crate::output::{Output, bold, caution, dim};
use crate::words;

pub(super) fn run(
    engine: &Engine,
    from: Option<&str>,
    to: Option<&str>,
    projects: &[PathBuf],
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let version = |text: Option<&str>| text.map(change::release).transpose();
    let has_projects = !projects.is_empty() || !engine.settings().projects.is_empty();
    let projects = if has_projects { projects.to_vec() } else { module_here().into_iter().collect() };
    let request = WhatsNewRequest { from: version(from)?, to: version(to)?, projects };
    let report = engine.whats_new(&request, cancel)?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

/// The current folder, if it belongs to a module.
fn module_here() -> Option<PathBuf> {
    let folder = std::env::current_dir().ok()?;
    folder.ancestors().any(|folder| folder.join("go.mod").is_file()).then_some(folder)
}

/// The part of a plan.
pub(super) fn describe_in_plan(summary: &WhatsNewSummary) -> String {
    let lines = summary.lines.iter().map(|line| words::wrapped(&one_line(&line.text), "  "));
    let more = dim(format!("  More: `upgo whatsnew {} {}`.", summary.from.number(), summary.to.number()));
    [bold("What it brings:")].into_iter().chain(lines).chain([more]).collect::<Vec<_>>().join("\n")
}

fn describe(report: &WhatsNewReport) -> String {
    let mut lines = vec![bold(format!("{} to {}", report.from, report.to))];
    lines.extend(report.summary.lines.iter().map(|line| words::wrapped(&one_line(&line.text), "")));
    lines.extend(section("Your projects", report.projects.iter().flat_map(project)));
    lines.extend(section("Releases", report.releases.iter().map(release)));
    lines.extend(section("Fixed vulnerabilities", report.fixes.iter().flat_map(fixes)));
    let new = report.new_settings.iter().map(|new| words::wrapped(&one_line(&new.says.text), "  "));
    lines.extend(section("New GODEBUG settings", new));
    if report.projects.is_empty() {
        // with projects, the lines at the top say so
        let unknown = report.unknown_defaults.iter().map(|unknown| one_line(&unknown.says.text));
        lines.extend(section("Unknown", unknown.map(|line| words::wrapped(&line, "  "))));
    }
    lines.join("\n")
}

/// Lines under a title; none without lines.
fn section(title: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines = lines.peekable();
    let has_lines = lines.peek().is_some();
    let title = has_lines.then(|| format!("\n{}", bold(title)));
    title.into_iter().chain(lines).collect()
}

fn project(project: &ProjectNews) -> Vec<String> {
    let go = project.go.as_deref().map(|go| dim(format!(" (go {})", one_line(go)))).unwrap_or_default();
    let mut lines = vec![format!("  {}{go}", one_line(project.folder.display()))];
    let says = words::wrapped(&one_line(&project.says.text), "    ");
    let is_news = matches!(project.outlook, NewsOutlook::Refused | NewsOutlook::Changes);
    lines.push(if is_news { caution(says) } else { says });
    lines.extend(settings(&project.settings));
    for program in &project.programs {
        lines.push(format!("    {}", one_line(program.folder.display())));
        lines.extend(settings(&program.settings));
    }
    lines
}

/// The settings that need attention in full, and the names of those that the `go` line keeps.
fn settings(all: &[SettingNews]) -> Vec<String> {
    let (kept, others): (Vec<_>, Vec<_>) = all.iter().partition(|setting| setting.effect == SettingEffect::Kept);
    let mut lines: Vec<String> = others.into_iter().flat_map(setting).collect();
    if !kept.is_empty() {
        let names: Vec<String> = kept.iter().map(|setting| one_line(&setting.name)).collect();
        lines.push(dim(words::wrapped(&format!("kept by its go line: {}", names.join(", ")), "      ")));
    }
    lines
}

fn setting(setting: &SettingNews) -> Vec<String> {
    let package = setting.package.as_deref().map(|package| format!(" ({})", one_line(package))).unwrap_or_default();
    vec![
        format!("      {}{package}", bold(one_line(&setting.name))),
        words::wrapped(&one_line(&setting.says.text), "        "),
        format!("        {}", dim(one_line(&setting.link))),
    ]
}

fn release(release: &ReleaseNews) -> String {
    let day = release.released_on.map(|day| day.to_string()).unwrap_or_default();
    let security = if release.security == Some(true) { "security" } else { "" };
    format!("  {:<12} {day:<10}  {security:<8}  {}", release.version, dim(&release.notes))
}

fn fixes(fixes: &FixesNews) -> Vec<String> {
    let mut lines = Vec::new();
    for one in &fixes.vulnerabilities {
        lines.extend(audit::vulnerability(one));
        lines.extend(audit::used_by(one));
    }
    if !lines.is_empty() {
        lines.push(dim(audit::source(&fixes.database)));
    }
    lines
}
