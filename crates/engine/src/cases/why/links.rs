//! The links of the chain that are files and folders: programs on PATH, the project, the source of a toolchain.
use std::collections::BTreeSet;
use std::path::Path;

use super::chain::{Cause, ChainFacts, ChainLink};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::fix::Fix;
use crate::change::plan::Then;
use crate::environment::{SearchFolder, Syntax, VariableScope};
use crate::which_go::inventory::Origin;
use crate::which_go::toolchain::{
    From, GoFile, GoProgram, Mode, ProjectLine, Refusal, Starter, VersionFile, program, search,
};

/// Every folder on PATH that has a `go`, with the details of the first one.
pub(super) fn programs(told: &ChainFacts<'_>) -> Vec<ChainLink> {
    // `/bin` and `/usr/bin` may be one folder.
    let mut seen = BTreeSet::new();
    let found: Vec<(&SearchFolder, GoProgram)> = search::on_path(told.machine, "go")
        .filter(|(place, _)| seen.insert(told.machine.files.real(&place.folder)))
        .map(|(place, path)| (place, program::identify(told.machine, &path, "go")))
        .collect();
    let Some(((first, go), later)) = found.split_first() else {
        return vec![
            ChainLink::plain(Cause::Path, "", Sentence::PathHasNoGo).with_fix(told.able.bring_any(told.machine)),
        ];
    };
    let mut links = vec![first_folder(told, first, go)];
    links.extend(endings(told, &go.path));
    links.extend(starter(told, go));
    links.extend(later.iter().map(|(place, go)| later_folder(told, first, place, go)));
    links
}

fn first_folder(told: &ChainFacts<'_>, place: &SearchFolder, go: &GoProgram) -> ChainLink {
    let comes = match (place.scope, told.machine.terminal.syntax) {
        (VariableScope::Machine, Syntax::Windows) => Sentence::FirstOnMachinePath,
        (VariableScope::User, Syntax::Windows) => Sentence::FirstOnYourPath,
        _ => Sentence::FirstOnPath,
    };
    // An entry on the user's PATH cannot come before one on the machine's PATH.
    let can_overtake = !go.by.as_ref().is_some_and(Starter::is_upgo) && place.scope != VariableScope::Machine;
    let fix = if can_overtake { told.able.put_upgo_first(told.machine) } else { None };
    let says = comes.with("folder", &*place.folder).with("go", whose(told, go));
    ChainLink::plain(Cause::Path, place.folder.display().to_string(), says)
        .with_line(entry(told, place))
        .with_version(go.name.as_deref())
        .with_fix(fix)
}

fn later_folder(told: &ChainFacts<'_>, first: &SearchFolder, place: &SearchFolder, go: &GoProgram) -> ChainLink {
    let comes = match (first.scope, place.scope) {
        (VariableScope::Machine, VariableScope::User) => Sentence::LaterThanMachine,
        _ => Sentence::LaterDoesNotRun,
    };
    let is_upgo = go.by == Some(Starter::Switch);
    let fix = if is_upgo { told.able.put_upgo_first(told.machine) } else { told.able.move_first(first, place) };
    let can_overtake = first.scope != VariableScope::Machine;
    let says = comes.with("folder", &*place.folder).with("go", whose(told, go));
    ChainLink::plain(Cause::Path, place.folder.display().to_string(), says)
        .with_line(entry(told, place))
        .with_version(go.name.as_deref())
        .with_fix(fix.filter(|_| can_overtake))
}

fn entry(told: &ChainFacts<'_>, place: &SearchFolder) -> Statement {
    match (place.scope, told.machine.terminal.syntax) {
        (VariableScope::Machine, Syntax::Windows) => Sentence::EntryOn.with("path", Sentence::MachinePath),
        (VariableScope::User, Syntax::Windows) => Sentence::EntryOn.with("path", Sentence::UserPath),
        _ => return Sentence::Named.with("name", &*place.folder),
    }
    .with("entry", &*place.folder)
}

/// The link for a program that Windows prefers to `go.exe` in the same folder.
fn endings(told: &ChainFacts<'_>, path: &Path) -> Option<ChainLink> {
    let exe = path.with_extension("exe");
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let hides = told.machine.terminal.syntax == Syntax::Windows && name(path) != name(&exe);
    let order = told.machine.terminal.endings().join(";");
    let effect = Sentence::TriedBefore.with("first", name(path)).with("second", name(&exe));
    (hides && told.machine.files.is_file(&exe)).then(|| ChainLink::new(Cause::Pathext, order, effect))
}

/// The link between the program on PATH and the Go that it starts.
fn starter(told: &ChainFacts<'_>, go: &GoProgram) -> Option<ChainLink> {
    let path = go.path.display().to_string();
    match (go.by.as_ref()?, &go.root) {
        (Starter::Switch, None) => Some(
            ChainLink::new(Cause::Switch, "", Sentence::SwitchDangling).with_fix(told.able.bring_any(told.machine)),
        ),
        (Starter::Switch, Some(_)) => {
            let name = go.name.clone().unwrap_or_default();
            let effect = Sentence::SwitchSelects.with("version", &name);
            Some(ChainLink::plain(Cause::Switch, name, effect).with_fix(too_old(told)))
        }
        (Starter::VersionFile(VersionFile { path, says }), _) => {
            let what = match says {
                Ok(says) => Sentence::VersionFileSelects.with("file", &**path).with("text", says),
                Err(_) => Sentence::VersionFileStops.with("file", &**path),
            };
            Some(ChainLink::new(Cause::VersionFile, path.display().to_string(), what).with_fix(missing(told)))
        }
        (starter, root) => {
            let what = match (starter, root) {
                (Starter::Shim(whose), Some(root)) => Sentence::ShimStarts.with("tool", *whose).with("root", &**root),
                (Starter::Shim(whose), None) => Sentence::ShimUnknown.with("tool", *whose),
                (_, Some(root)) => Sentence::ScriptStarts.with("root", &**root),
                (_, None) => Sentence::ScriptUnknown.into(),
            };
            Some(ChainLink::new(Cause::Shim, &*path, what.with("program", &*path)))
        }
    }
}

fn missing(told: &ChainFacts<'_>) -> Option<Fix> {
    match told.answer.refusal.as_ref()? {
        Refusal::VersionNotInstalled { version, .. } => Some(Fix::install(version.parse().ok()?, Then::Stay)),
        _ => None,
    }
}

fn too_old(told: &ChainFacts<'_>) -> Option<Fix> {
    match told.answer.refusal.as_ref()? {
        Refusal::TooOld { needs, .. } => told.able.newer(told.answer, &Version::from_name(&format!("go{needs}")).ok()?),
        _ => None,
    }
}

/// `go1.26.6 (msi)`.
fn whose(told: &ChainFacts<'_>, go: &GoProgram) -> Value {
    let name = go.name.as_deref().map_or(Sentence::UnknownGo.into(), Value::from);
    match go.root.as_deref().map(told.origin) {
        Some(Origin::Unknown) | None => name,
        Some(origin) => Sentence::GoOfOrigin.with("go", name).with("origin", origin.to_string()).into(),
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
        [one, other, ..] => Sentence::TwoLines.with("one", one.as_str()).with("other", other.as_str()).into(),
    };
    let says = |sentence: Sentence| sentence.with("file", file.name()).with("lines", all.clone());
    let Some(choice) = &told.answer.choice else {
        let stops = told.answer.toolchain.is_none();
        return says(if stops { Sentence::ModNotRead } else { Sentence::ModNoSwitch });
    };
    match choice.deciding() {
        _ if lines.is_empty() => Sentence::ModNothing.with("file", file.name()),
        Some(raise) => {
            let line = if raise.line == ProjectLine::Go { "go" } else { "toolchain" };
            says(Sentence::ModRequires).with("line", line).with("version", &*raise.to)
        }
        None if choice.is_default => says(Sentence::ModDefault),
        None if choice.mode == Mode::Fixed => says(Sentence::ModFixed).with("value", &*choice.setting),
        None => says(Sentence::ModMet).with("version", &*choice.wanted),
    }
}

/// The link for the source of a toolchain other than the one on PATH.
pub(super) fn supply(told: &ChainFacts<'_>) -> Option<ChainLink> {
    if let Some(Refusal::NotOnPath(name)) = &told.answer.refusal {
        let effect = Sentence::ForbiddenDownload.with("version", &**name);
        return Some(ChainLink::new(Cause::Toolchain, name, effect).with_fix(Fix::bring(told.machine, name)));
    }
    if let Some(Refusal::OtherVersion { program, found, wanted }) = &told.answer.refusal {
        let effect =
            Sentence::OtherOnPath.with("program", &**program).with("version", &**wanted).with("other", &**found);
        return Some(ChainLink::new(Cause::Toolchain, wanted, effect).with_fix(Fix::bring(told.machine, wanted)));
    }
    let toolchain = told.answer.toolchain.as_ref()?;
    let name = &toolchain.name;
    let link = |effect: Sentence| effect.with("version", &**name);
    let program = toolchain.program.as_ref().map(|program| program.display().to_string()).unwrap_or_default();
    let (effect, fix) = match toolchain.from {
        From::Local => return None,
        From::Path => (link(Sentence::FoundOnPath).with("program", program), None),
        From::Cache => (link(Sentence::FoundInCache).with("program", program), None),
        From::Download if matches!(told.answer.refusal, Some(Refusal::NotReleased(_))) => {
            (link(Sentence::NotReleased), None)
        }
        From::Download => (link(Sentence::WillDownload), Fix::bring(told.machine, name)),
    };
    Some(ChainLink::new(Cause::Toolchain, name, effect).with_fix(fix))
}
