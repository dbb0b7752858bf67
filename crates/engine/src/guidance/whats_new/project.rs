//! What an upgrade means for one project.
use std::path::PathBuf;

use super::defaults::changes;
use super::{NewsOutlook, ProgramNews, ProjectNews, SettingEffect, SettingNews, TableOf};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::which_go::toolchain::{DebugProgram, GodebugLines, UnreadLines, deciding};

pub(crate) struct ProjectFacts<'a> {
    pub(crate) folder: PathBuf,
    /// The lines that decide its defaults.
    pub(crate) lines: Result<GodebugLines, UnreadLines>,
    /// The name of the Go that builds it before the upgrade, or why none does.
    pub(crate) before: Result<String, String>,
    /// The name of the Go that builds it after the upgrade, or why none does.
    pub(crate) after: Result<String, String>,
    /// The tables of these two, as far as they are known.
    pub(crate) tables: (Option<TableOf<'a>>, Option<TableOf<'a>>),
    /// Its main packages with their own settings.
    pub(crate) programs: Vec<DebugProgram>,
    /// How many of the fixed vulnerabilities are in packages that it imports.
    pub(crate) fixes: Option<u32>,
}

/// The most settings that a sentence names.
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

/// The version that decides the defaults.
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
            return (NewsOutlook::Unknown, say!(NewsProjectUnread { file, why: Statement::quoted(what.as_str()) }));
        }
        Err(UnreadLines { file: None, .. }) => return (NewsOutlook::Unknown, Sentence::NewsNoModule.into()),
    };
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(why), _) | (_, Err(why)) => {
            let says = say!(NewsProjectRefusal { why: Statement::quoted(why.as_str()) });
            return (NewsOutlook::Unknown, says);
        }
    };
    let needs = Version::from_name(&format!("go{}", lines.go)).ok();
    let is_below =
        |name: &str| Version::from_toolchain(name).ok().zip(needs.as_ref()).is_some_and(|(go, needs)| go < *needs);
    if is_below(after) {
        return (NewsOutlook::TooOld, say!(NewsProjectTooOld { after: after.as_str(), go: &lines.go }));
    }
    if is_below(before) {
        return (NewsOutlook::Enabled, say!(NewsProjectEnabled { before, after, go: &lines.go }));
    }
    if before == after {
        return (NewsOutlook::NotConcerned, say!(NewsProjectNotConcerned { after: after.as_str() }));
    }
    if let (Some(_), Some(_)) = tables {
        let all: Vec<&SettingNews> =
            settings.iter().chain(programs.iter().flat_map(|program| &program.settings)).collect();
        return by_settings(&all, after, &lines.go);
    }
    let missing = if tables.0.is_none() { before } else { after };
    (NewsOutlook::Unknown, say!(NewsProjectUnknown { version: missing.as_str() }))
}

fn by_settings(all: &[&SettingNews], after: &str, go: &str) -> (NewsOutlook, Statement) {
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
        return (NewsOutlook::Refused, say!(NewsProjectRefused { after, names }));
    }
    if let Some(names) = names(&[SettingEffect::Removed, SettingEffect::Changed]) {
        return (NewsOutlook::Changes, say!(NewsProjectChanges { names }));
    }
    if names(&[SettingEffect::Kept]).is_some() {
        return (NewsOutlook::Kept, say!(NewsProjectKept { go }));
    }
    (NewsOutlook::Same, Sentence::NewsProjectSame.into())
}

/// Several names in one sentence; `None` without any.
pub(super) fn names_of(names: &[impl AsRef<str>]) -> Option<Statement> {
    let more = names.len().saturating_sub(NAMED);
    let first = say!(Named { name: names.iter().take(NAMED).map(AsRef::as_ref).collect::<Vec<_>>().join(", ") });
    match (names.len(), more) {
        (0, _) => None,
        (_, 0) => Some(first),
        (_, more) => Some(say!(AndMore { names: first, count: more.to_string() })),
    }
}

impl ProjectNews {
    pub(super) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or(self.folder.as_os_str());
        name.to_string_lossy().into_owned()
    }
}

/// A version whose table is unknown, as a line of the report.
pub(crate) fn unknown(version: &Version) -> Statement {
    say!(NewsTableUnknown { version: version.as_str() })
}
