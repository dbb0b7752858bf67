//! The links of the chain that are files and folders: programs on PATH, the project, the source of a toolchain.
use std::collections::BTreeSet;
use std::path::Path;

use super::chain::{Cause, ChainFacts, ChainLink};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::offered_fix::Fix;
use crate::change::plan::Then;
use crate::environment::{SearchFolder, Syntax, VariableScope};
use crate::which_go::inventory::Origin;
use crate::which_go::toolchain::{
    From, GoError, GoFile, GoProgram, Mode, ProjectLine, Starter, VersionFile, program, search,
};

pub(super) fn no_go(told: &ChainFacts<'_>) -> Statement {
    match told.machine.terminal.path.iter().find(|place| place.folder.starts_with("~")) {
        Some(place) => say!(PathTildeHides { folder: place.folder.as_path() }),
        None => Sentence::PathHasNoGo.into(),
    }
}

/// Every folder on PATH that has a `go`, with the details of the first one.
pub(super) fn programs(told: &ChainFacts<'_>) -> Vec<ChainLink> {
    // `/bin` and `/usr/bin` may be one folder.
    let mut seen = BTreeSet::new();
    let found: Vec<(&SearchFolder, GoProgram)> = search::on_path(told.machine, "go")
        .filter(|(place, _)| seen.insert(told.machine.files.real(&place.folder)))
        .map(|(place, path)| (place, program::identify(told.machine, &path, "go")))
        .collect();
    let Some(((first, go), later)) = found.split_first() else {
        return vec![ChainLink::plain(Cause::Path, "", no_go(told)).with_fix(told.able.bring_any(told.machine))];
    };
    let mut links = vec![first_folder(told, first, go)];
    links.extend(endings(told, &go.path));
    links.extend(starter(told, go));
    links.extend(later.iter().map(|(place, go)| later_folder(told, first, place, go)));
    links
}

fn first_folder(told: &ChainFacts<'_>, place: &SearchFolder, go: &GoProgram) -> ChainLink {
    let (folder, whose) = (&*place.folder, whose(told, go));
    let says = match (place.scope, told.machine.terminal.syntax) {
        (VariableScope::Machine, Syntax::Windows) => say!(FirstOnMachinePath { folder, go: whose }),
        (VariableScope::User, Syntax::Windows) => say!(FirstOnYourPath { folder, go: whose }),
        _ => say!(FirstOnPath { folder, go: whose }),
    };
    // An entry on the user's PATH cannot come before one on the system PATH.
    let can_overtake = !go.by.as_ref().is_some_and(Starter::is_upgo) && place.scope != VariableScope::Machine;
    let fix = if can_overtake { told.able.put_upgo_first(told.machine) } else { None };
    ChainLink::plain(Cause::Path, place.folder.display().to_string(), says)
        .with_line(entry(told, place))
        .with_version(go.name.as_deref())
        .with_fix(fix)
}

fn later_folder(told: &ChainFacts<'_>, first: &SearchFolder, place: &SearchFolder, go: &GoProgram) -> ChainLink {
    let (folder, whose) = (&*place.folder, whose(told, go));
    let says = match (first.scope, place.scope) {
        (VariableScope::Machine, VariableScope::User) => say!(LaterThanMachine { folder, go: whose }),
        _ => say!(LaterDoesNotRun { folder, go: whose }),
    };
    let is_upgo = go.by == Some(Starter::Switch);
    let fix = if is_upgo { told.able.put_upgo_first(told.machine) } else { told.able.move_first(first, place) };
    let can_overtake = first.scope != VariableScope::Machine;
    ChainLink::plain(Cause::Path, place.folder.display().to_string(), says)
        .with_line(entry(told, place))
        .with_version(go.name.as_deref())
        .with_fix(fix.filter(|_| can_overtake))
}

fn entry(told: &ChainFacts<'_>, place: &SearchFolder) -> Statement {
    let entry = &*place.folder;
    match (place.scope, told.machine.terminal.syntax) {
        (VariableScope::Machine, Syntax::Windows) => say!(EntryOn { entry, path: Sentence::MachinePath }),
        (VariableScope::User, Syntax::Windows) => say!(EntryOn { entry, path: Sentence::UserPath }),
        _ => say!(Named { name: entry }),
    }
}

/// The link for a program that Windows prefers to `go.exe` in the same folder.
fn endings(told: &ChainFacts<'_>, path: &Path) -> Option<ChainLink> {
    let exe = path.with_extension("exe");
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let hides = told.machine.terminal.syntax == Syntax::Windows && name(path) != name(&exe);
    let order = told.machine.terminal.endings().join(";");
    let effect = say!(TriedBefore { first: name(path), second: name(&exe) });
    (hides && told.machine.files.is_file(&exe)).then(|| ChainLink::new(Cause::Pathext, order, effect))
}

fn starter(told: &ChainFacts<'_>, go: &GoProgram) -> Option<ChainLink> {
    let path = go.path.display().to_string();
    match (go.by.as_ref()?, &go.root) {
        (Starter::Switch, None) => Some(
            ChainLink::new(Cause::Switch, "", Sentence::SwitchDangling).with_fix(told.able.bring_any(told.machine)),
        ),
        (Starter::Switch, Some(_)) => {
            let name = go.name.clone().unwrap_or_default();
            let effect = say!(SwitchSelects { version: &name });
            Some(ChainLink::plain(Cause::Switch, name, effect).with_fix(too_old(told)))
        }
        (Starter::VersionFile(VersionFile { path, says }), _) => {
            let what = match says {
                Ok(says) => say!(VersionFileSelects { file: &**path, text: says }),
                Err(_) => say!(VersionFileStops { file: &**path }),
            };
            Some(ChainLink::new(Cause::VersionFile, path.display().to_string(), what).with_fix(missing(told)))
        }
        (starter, root) => {
            let what = match (starter, root) {
                (Starter::Shim(whose), Some(root)) => say!(ShimStarts { program: &*path, tool: *whose, root: &**root }),
                (Starter::Shim(whose), None) => say!(ShimUnknown { program: &*path, tool: *whose }),
                (_, Some(root)) => say!(ScriptStarts { program: &*path, root: &**root }),
                (_, None) => say!(ScriptUnknown { program: &*path }),
            };
            Some(ChainLink::new(Cause::Shim, &*path, what))
        }
    }
}

fn missing(told: &ChainFacts<'_>) -> Option<Fix> {
    match told.answer.refusal.as_ref()? {
        GoError::VersionNotInstalled { install, .. } => Some(Fix::install(install.parse().ok()?, Then::Stay)),
        _ => None,
    }
}

fn too_old(told: &ChainFacts<'_>) -> Option<Fix> {
    match told.answer.refusal.as_ref()? {
        GoError::TooOld { needs, .. } => told.able.newer(told.answer, &Version::from_name(&format!("go{needs}")).ok()?),
        _ => None,
    }
}

/// `go1.26.6 (msi)`.
fn whose(told: &ChainFacts<'_>, go: &GoProgram) -> Value {
    let name = go.name.as_deref().map_or(Sentence::UnknownGo.into(), Value::from);
    match go.root.as_deref().map(told.origin) {
        Some(Origin::Unknown) | None => name,
        Some(origin) => say!(GoOfOrigin { go: name, origin: origin.to_string() }).into(),
    }
}

pub(super) fn project(told: &ChainFacts<'_>) -> Vec<ChainLink> {
    let project = &told.answer.project;
    let deciding = project.deciding().map(|file| link_of(file, says(told, file)));
    let member = project.module.as_ref().filter(|_| project.work.is_some());
    let member = member.map(|file| link_of(file, Sentence::WorkspaceDecides.into()));
    deciding.into_iter().chain(member).collect()
}

pub(super) fn cause_of(file: &GoFile) -> Cause {
    if file.is_work { Cause::GoWork } else { Cause::GoMod }
}

fn link_of(file: &GoFile, effect: Statement) -> ChainLink {
    ChainLink::new(cause_of(file), file.path.display().to_string(), effect)
}

fn says(told: &ChainFacts<'_>, file: &GoFile) -> Statement {
    let line = |word: &&str| Some(format!("`{word} {}`", file.says(word).filter(|value| !value.is_empty())?));
    let lines: Vec<String> = ["go", "toolchain"].iter().filter_map(line).collect();
    let all = match &lines[..] {
        [] => Sentence::NothingAboutGo.into(),
        [line] => Value::from(line.as_str()),
        [one, other, ..] => say!(TwoLines { one: one.as_str(), other: other.as_str() }).into(),
    };
    let (file, is_silent, lines) = (file.name(), lines.is_empty(), all);
    let Some(choice) = &told.answer.choice else {
        let stops = told.answer.toolchain.is_none();
        return if stops { say!(ModNotRead { file, lines }) } else { say!(ModNoSwitch { file, lines }) };
    };
    match choice.deciding() {
        _ if is_silent => say!(ModNothing { file }),
        Some(raise) => {
            let line = if raise.line == ProjectLine::Go { "go" } else { "toolchain" };
            say!(ModRequires { file, lines, line, version: &*raise.to })
        }
        None if choice.is_default => say!(ModDefault { file, lines }),
        None if choice.mode == Mode::Fixed => say!(ModFixed { file, lines, value: &*choice.setting }),
        None => say!(ModMet { file, lines, version: &*choice.wanted }),
    }
}

/// The link for the source of a toolchain other than the one on PATH.
pub(super) fn supply(told: &ChainFacts<'_>) -> Option<ChainLink> {
    if let Some(GoError::NotOnPath(name)) = &told.answer.refusal {
        let effect = say!(ForbiddenDownload { version: &**name });
        return Some(ChainLink::new(Cause::Toolchain, name, effect).with_fix(Fix::bring(told.machine, name)));
    }
    if let Some(GoError::OtherVersion { program, found, wanted }) = &told.answer.refusal {
        let effect = say!(OtherOnPath { program: &**program, version: &**wanted, other: &**found });
        return Some(ChainLink::new(Cause::Toolchain, wanted, effect).with_fix(Fix::bring(told.machine, wanted)));
    }
    let toolchain = told.answer.toolchain.as_ref()?;
    let name = &toolchain.name;
    let program = toolchain.program.as_ref().map(|program| program.display().to_string()).unwrap_or_default();
    let (effect, fix) = match toolchain.from {
        From::Local => return None,
        From::Path => (say!(FoundOnPath { version: &**name, program }), None),
        From::Cache => (say!(FoundInCache { version: &**name, program }), None),
        From::Download if matches!(told.answer.refusal, Some(GoError::NotReleased(_))) => {
            (say!(NotReleased { version: &**name }), None)
        }
        From::Download => match told.answer.unlisted(told.machine) {
            Some(unlisted) => (say!(MayDownload { version: &**name, unlisted }), None),
            None => (say!(WillDownload { version: &**name }), Fix::bring(told.machine, name)),
        },
    };
    Some(ChainLink::new(Cause::Toolchain, name, effect).with_fix(fix))
}
