//! What an upgrade means for one project.
use std::path::PathBuf;

use super::defaults::changes;
use super::{NewsOutlook, ProgramNews, ProjectNews, SettingEffect, SettingNews, TableOf};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::which_go::toolchain::{DebugProgram, GodebugLines, UnreadLines, deciding};

pub(crate) struct ProjectFacts<'a> {
    pub(crate) folder: PathBuf,
    pub(crate) lines: Result<GodebugLines, UnreadLines>,
    /// The name of the Go that builds it before the upgrade, or why none does.
    pub(crate) before: Result<String, String>,
    /// The same after it.
    pub(crate) after: Result<String, String>,
    /// The tables of these two, as far as they are known.
    pub(crate) tables: (Option<TableOf<'a>>, Option<TableOf<'a>>),
    pub(crate) programs: Vec<DebugProgram>,
    pub(crate) fixes: Option<u32>,
}

const NAMED: usize = 3;

pub(crate) fn news_of(facts: ProjectFacts<'_>) -> ProjectNews {
    let (settings, programs) = compared(&facts).unwrap_or_default();
    let (outlook, says) = outlook(&facts, &settings, &programs);
    let ProjectFacts { folder, lines, before, after, fixes, .. } = facts;
    let lines = lines.ok();
    ProjectNews {
        folder,
        go: lines.as_ref().map(decided_by),
        module: lines.and_then(|lines| lines.module),
        before: before.ok(),
        after: after.ok(),
        outlook,
        says,
        settings,
        programs,
        fixes,
    }
}

fn decided_by(lines: &GodebugLines) -> String {
    let default = lines.settings.iter().rev().find(|(key, _)| key == "default");
    deciding(&lines.go, default.map(|(_, value)| value.as_str()))
}

/// What changes for the module, and for its programs that differ from it. `None` if there is nothing to compare.
fn compared(facts: &ProjectFacts<'_>) -> Option<(Vec<SettingNews>, Vec<ProgramNews>)> {
    let lines = facts.lines.as_ref().ok()?;
    let (Some(before), Some(after)) = facts.tables else { return None };
    if facts.before == facts.after {
        return None;
    }
    let settings = changes(before, after, &lines.go, &lines.settings);
    let of_program = |program: &DebugProgram| {
        let set: Vec<_> = lines.settings.iter().chain(&program.settings).cloned().collect();
        ProgramNews { folder: program.folder.clone(), settings: changes(before, after, &lines.go, &set) }
    };
    let programs = facts.programs.iter().map(of_program).filter(|program| program.settings != settings);
    let programs = programs.collect();
    Some((settings, programs))
}

fn outlook(facts: &ProjectFacts<'_>, settings: &[SettingNews], programs: &[ProgramNews]) -> (NewsOutlook, Statement) {
    let ProjectFacts { lines, before, after, tables, .. } = facts;
    let lines = match lines {
        Ok(lines) => lines,
        Err(UnreadLines { file: Some(file), what }) => {
            let says = Sentence::NewsProjectUnread.with("file", file.as_path());
            return (NewsOutlook::Unknown, says.with("why", Statement::quoted(what.as_str())));
        }
        Err(UnreadLines { file: None, .. }) => return (NewsOutlook::Unknown, Sentence::NewsNoModule.into()),
    };
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(why), _) | (_, Err(why)) => {
            let says = Sentence::NewsProjectRefusal.with("why", Statement::quoted(why.as_str()));
            return (NewsOutlook::Unknown, says);
        }
    };
    let of_both = |sentence: Sentence| {
        let (before, after) = (before.as_str(), after.as_str());
        sentence.with("before", before).with("after", after).with("go", lines.go.as_str())
    };
    let needs = Version::from_name(&format!("go{}", lines.go)).ok();
    let is_below =
        |name: &str| Version::from_toolchain(name).ok().zip(needs.as_ref()).is_some_and(|(go, needs)| go < *needs);
    if is_below(after) {
        return (NewsOutlook::TooOld, of_both(Sentence::NewsProjectTooOld));
    }
    if is_below(before) {
        return (NewsOutlook::Enabled, of_both(Sentence::NewsProjectEnabled));
    }
    if before == after {
        return (NewsOutlook::NotConcerned, of_both(Sentence::NewsProjectNotConcerned));
    }
    if let (Some(_), Some(_)) = tables {
        let all: Vec<&SettingNews> =
            settings.iter().chain(programs.iter().flat_map(|program| &program.settings)).collect();
        return by_settings(&all, of_both);
    }
    let missing = if tables.0.is_none() { before } else { after };
    (NewsOutlook::Unknown, Sentence::NewsProjectUnknown.with("version", missing.as_str()))
}

fn by_settings(all: &[&SettingNews], of_both: impl Fn(Sentence) -> Statement) -> (NewsOutlook, Statement) {
    let names = |effects: &[SettingEffect]| {
        let mut names: Vec<&str> = Vec::new();
        for setting in all.iter().filter(|setting| effects.contains(&setting.effect)) {
            if !names.contains(&setting.name.as_str()) {
                names.push(&setting.name);
            }
        }
        names_of(&names)
    };
    if let Some(names) = names(&[SettingEffect::Refused]) {
        return (NewsOutlook::Refused, of_both(Sentence::NewsProjectRefused).with("names", names));
    }
    if let Some(names) = names(&[SettingEffect::Removed, SettingEffect::Changed]) {
        return (NewsOutlook::Changes, of_both(Sentence::NewsProjectChanges).with("names", names));
    }
    if let Some(names) = names(&[SettingEffect::Kept]) {
        return (NewsOutlook::Kept, of_both(Sentence::NewsProjectKept).with("names", names));
    }
    (NewsOutlook::Same, of_both(Sentence::NewsProjectSame))
}

/// Several names in one sentence; `None` without any.
pub(super) fn names_of(names: &[&str]) -> Option<Statement> {
    let more = names.len().saturating_sub(NAMED);
    let first =
        Statement::from(Sentence::Named).with("name", names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", "));
    match (names.len(), more) {
        (0, _) => None,
        (_, 0) => Some(first),
        (_, more) => Some(Sentence::AndMore.with("names", first).with("count", more.to_string())),
    }
}

impl ProjectNews {
    pub(super) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or(self.folder.as_os_str());
        name.to_string_lossy().into_owned()
    }
}

pub(crate) fn unknown(version: &Version) -> Statement {
    Sentence::NewsTableUnknown.with("version", version.as_str())
}
