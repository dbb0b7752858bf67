use std::path::PathBuf;

use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::{Sentence, Value};
use upgo_engine::cases::{WhatsNewReport, WhatsNewRequest};
use upgo_engine::guidance::whats_new::{FixesNews, NewsOutlook, ProjectNews, ReleaseNews, SettingEffect, SettingNews};

use super::audit;
use super::shared::{CommandResult, Run, Start, release};
use crate::options::Offers;
use crate::output::{bold, caution, dim};
use crate::words;

/// Show what an upgrade brings and changes for your projects
///
/// Lists the releases between the two versions with what is new in each line, the known vulnerabilities that are fixed,
/// and the GODEBUG defaults that change for each project. Nothing is built or executed. Never goes online: uses the
/// releases found by the last `upgo check`.
#[derive(Args, Debug)]
pub(crate) struct WhatsNew {
    /// The version before the upgrade (1.26.6, 1.26); by default, the Go that a new terminal runs
    #[arg(add = Offers::Installed)]
    from: Option<String>,
    /// The version after it (1.27.3, 1.27, latest); by default, the release that Upgo offers
    #[arg(add = Offers::Version)]
    to: Option<String>,
    /// Show what changes for the Go module in this folder
    ///
    /// Overrides the setting `projects`. Without both, shows what changes for the module in the current folder.
    #[arg(long = "project", value_name = "DIR", add = Offers::Project)]
    projects: Vec<PathBuf>,
}

impl Run for WhatsNew {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
        let version = |text: &Option<String>| text.as_deref().map(release).transpose();
        let has_projects = !self.projects.is_empty() || !engine.settings().projects.is_empty();
        let projects = if has_projects { self.projects.clone() } else { module_here().into_iter().collect() };
        let request = WhatsNewRequest { from: version(&self.from)?, to: version(&self.to)?, projects };
        let report = engine.whats_new(&request, cancel)?;
        Ok(output.report(&report, &report.warnings, describe))
    }
}

/// The current folder, if it belongs to a module.
fn module_here() -> Option<PathBuf> {
    let folder = std::env::current_dir().ok()?;
    folder.ancestors().any(|folder| folder.join("go.mod").is_file()).then_some(folder)
}

fn describe(report: &WhatsNewReport) -> String {
    let mut lines = vec![bold(say!(FromTo { from: report.from.as_str(), to: report.to.as_str() }))];
    lines.extend(report.summary.lines.iter().map(|line| words::wrapped(&one_line(line), "")));
    lines.extend(section(Sentence::WhatsnewProjects, report.projects.iter().flat_map(project)));
    lines.extend(section(Sentence::WhatsnewReleases, report.releases.iter().flat_map(released)));
    lines.extend(section(Sentence::WhatsnewFixes, report.fixes.iter().flat_map(fixes)));
    let new = report.new_settings.iter().map(|new| words::wrapped(&one_line(&new.says), "  "));
    lines.extend(section(Sentence::WhatsnewSettings, new));
    // with projects, the lines at the top say so
    let unknown = report.unknown_defaults.iter().filter(|_| report.projects.is_empty());
    let unknown = unknown.map(|unknown| words::wrapped(&one_line(&unknown.says), "  "));
    lines.extend(section(Sentence::WhatsnewUnknown, unknown));
    lines.join("\n")
}

/// Lines under a title; none without lines.
fn section(title: Sentence, lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines = lines.peekable();
    let title = lines.peek().map(|_| format!("\n{}", bold(title)));
    title.into_iter().chain(lines).collect()
}

fn project(project: &ProjectNews) -> Vec<String> {
    let go = project.go.as_deref().map(|go| dim(format!(" (go {})", one_line(go)))).unwrap_or_default();
    let mut lines = vec![format!("  {}{go}", one_line(project.folder.display()))];
    let says = words::wrapped(&one_line(&project.says), "    ");
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
        let names = kept.iter().map(|setting| one_line(&setting.name).into()).collect();
        let kept = say!(WhatsnewKept { names: Value::List(names) });
        lines.push(dim(words::wrapped(&kept.to_string(), "      ")));
    }
    lines
}

fn setting(setting: &SettingNews) -> Vec<String> {
    let package = setting.package.as_deref().map(|package| format!(" ({})", one_line(package))).unwrap_or_default();
    vec![
        format!("      {}{package}", bold(one_line(&setting.name))),
        words::wrapped(&one_line(&setting.says), "        "),
        format!("        {}", dim(one_line(&setting.link))),
    ]
}

fn released(release: &ReleaseNews) -> Vec<String> {
    let day = release.released_on.map(|day| day.to_string()).unwrap_or_default();
    let security = if release.security == Some(true) { Sentence::WhatsnewSecurity.to_string() } else { String::new() };
    let head = format!("  {:<12} {day:<10}  {}  {}", release.version, words::left(security, 8), dim(&release.notes));
    let brings = release.brings.iter().map(|line| words::wrapped(&one_line(line), "    "));
    [head].into_iter().chain(brings).collect()
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
