//! Why Go does not work, and what to do, in plain words. Go's own message is among the causes.
use std::path::Path;

use super::chain::ChainFacts;
use super::links::no_go;
use crate::base::display::sentence;
use crate::base::report::{Code, Problem};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::offered_fix::Fix;
use crate::machine::platform::typed;
use crate::which_go::toolchain::{GoError, GoSetting, GoSettingSource, Mode, OtherRoot};

/// Why no Go runs, or why the one that runs does not work; `None` if it works.
pub(super) fn problem(told: &ChainFacts<'_>) -> Option<Problem> {
    let Some(refusal) = &told.answer.refusal else {
        let missing = || Problem::new(Code::GoMissing, no_go(told));
        return told.answer.go.is_none().then(missing);
    };
    let (message, next) = words(told, refusal);
    let mut problem = Problem::new(refusal.code(), message);
    if let Some(next) = next {
        problem = problem.with_next(next);
    }
    if !is_of_upgo(refusal) {
        // the go command says what is wrong with a file in several lines
        problem.causes.extend(format!("go: {refusal}").lines().map(sentence));
    }
    Some(problem)
}

/// Whether the refusal has no message of Go itself, or one that says no more.
fn is_of_upgo(refusal: &GoError) -> bool {
    use GoError::{NoSwitch, Value, VersionFile, VersionNotInstalled, VersionNotPermitted};
    let is_about_file = matches!(refusal, VersionFile { .. } | VersionNotInstalled { .. } | VersionNotPermitted { .. });
    is_about_file || matches!(refusal, NoSwitch | Value { .. })
}

/// The warning that GOROOT makes the Go that runs use the tools of another.
pub(super) fn stale_root(told: &ChainFacts<'_>) -> Option<Problem> {
    let OtherRoot { setting, holds, runs } = told.answer.other_root(told.machine)?;
    let other = holds.map_or(Sentence::NoGo.into(), Value::from);
    let message = say!(GorootNamesOther { runs, place: place(told, &setting), other, folder: setting.value });
    Some(Problem::new(Code::GoRoot, message))
}

/// What happened, and what to do if the code's own advice is not enough.
fn words(told: &ChainFacts<'_>, refusal: &GoError) -> (Statement, Option<Statement>) {
    match refusal {
        GoError::Setting { value, .. } => setting(told, value),
        GoError::Line { toolchain, file } => (say!(ToolchainNameInvalid { file, name: toolchain }), None),
        GoError::NoModule { wanted, .. } => (say!(RequiredNoRelease { wanted: format!("{wanted:?}") }), None),
        GoError::LanguageVersion(name) => (say!(RequiredLanguage { name }), Some(say!(NameARelease { name }))),
        GoError::NotOnPath(name) => (say!(RequiredNotOnPath { name }), Some(install(name))),
        GoError::NotReleased(wanted) => (say!(RequiredNotReleased { wanted }), Some(Sentence::CorrectOrWait.into())),
        GoError::NoDownload { wanted, .. } => (say!(RequiredNoDownload { wanted }), Some(install(wanted))),
        GoError::OtherVersion { program, found, wanted } => (say!(ShouldBe { program: program, wanted, found }), None),
        GoError::NotDownloaded { program, wanted } => {
            (say!(ShouldStart { program, wanted }), Some(say!(InstallOrRemove { version: number(wanted) })))
        }
        GoError::NoRoot(root) => (say!(GorootNamesNone { root }), None),
        GoError::RelativeWork(path) => (say!(GoworkNotFull { path }), Some(say!(CorrectOrRemove { name: "GOWORK" }))),
        GoError::MissingWork { path, .. } => {
            (say!(GoworkMissing { path }), Some(say!(CorrectOrRemove { name: "GOWORK" })))
        }
        GoError::ModuleMode(value) => {
            let says = say!(ModuleModeInvalid { value: format!("{value:?}") });
            (says, Some(say!(RemoveNamed { name: "GO111MODULE" })))
        }
        GoError::Variable { name, what, .. } => (what.clone(), Some(say!(CorrectOrRemove { name: *name }))),
        GoError::Value { name, setting, why } => value(told, name, setting, why),
        other => of_project(told, other),
    }
}

/// A value that makes Go fail, and the command that removes it.
fn value(told: &ChainFacts<'_>, name: &str, setting: &GoSetting, why: &Statement) -> (Statement, Option<Statement>) {
    let shown = format!("{:?}", value_without_secrets(name, &setting.value));
    let refused = say!(VariableCannotBe { name, value: shown, why: why.clone() });
    let next = match Fix::unset_at(name, setting) {
        Some(fix) => say!(RunCommand { command: fix.command }),
        None => say!(CorrectOrRemove { name }),
    };
    (say!(VariableRefused { what: refused, place: place(told, setting) }), Some(next))
}

/// The problem between the Go that runs and the project.
fn of_project(told: &ChainFacts<'_>, refusal: &GoError) -> (Statement, Option<Statement>) {
    match refusal {
        GoError::TooOld { file, needs, running, .. } => {
            (needs_newer(told, file, needs, &format!("go{running}")), too_old_next(told, needs))
        }
        GoError::WorkTooOld { module, needs, lists, .. } => {
            let says = match lists {
                Some(lists) => say!(WorkTooOld { module: named(module), needs, lists }),
                None => say!(WorkWithoutGo { module: named(module), needs }),
            };
            (says, Some(say!(RunCommand { command: "go work use" })))
        }
        GoError::WorkModule { module, why } => (
            say!(WorkModuleUnread { module: named(module), why: Statement::quoted(why) }),
            Some(Sentence::CorrectGoModOrLine.into()),
        ),
        GoError::WorkFlag => (Sentence::WorkModFlag.into(), Some(Sentence::RemoveModFlag.into())),
        GoError::NotInWork(module) => {
            let next = say!(WorkUseOrOff { command: format!("go work use {}", typed(Path::new(module))) });
            (say!(NotInWorkspace { module: named(module) }), Some(next))
        }
        GoError::Syntax { file, at, what } => (
            say!(LineNotValid { line: at.line, file, why: Statement::quoted(what) }),
            Some(Sentence::CorrectTheLine.into()),
        ),
        GoError::File { is_work, what, .. } => {
            let file = if *is_work { "go.work" } else { "go.mod" };
            (what.clone(), Some(say!(CorrectFile { file })))
        }
        GoError::NotTidy(does) => {
            let next = say!(RunCommand { command: "go mod tidy" });
            (say!(NotTidy { what: does.clone() }), Some(next))
        }
        GoError::VersionNotInstalled { file, says, install } => {
            let next = say!(RunCommand { command: format!("upgo install {install}") });
            (say!(VersionFileNotInstalled { file: file.as_path(), version: says }), Some(next))
        }
        GoError::VersionNotPermitted { file, toolchain } => {
            let says = say!(VersionFileNotPermitted { file: file.as_path(), version: toolchain });
            (says, Some(say!(WriteOtherVersion { file: file.as_path() })))
        }
        GoError::VersionFile { file, what } => {
            let says = say!(VersionFileUnusable { file: file.as_path(), what: what.clone() });
            (says, Some(say!(CorrectVersionFile { file: file.as_path() })))
        }
        _ => (Sentence::SwitchDangling.into(), None),
    }
}

/// The place that sets a value, for people.
fn place(told: &ChainFacts<'_>, setting: &GoSetting) -> Statement {
    setting.source.place(told.machine.terminal.syntax)
}

/// A module, named by its folder, which may be the terminal's own.
fn named(module: &str) -> Statement {
    if module == "." { Sentence::ModuleHere.into() } else { say!(ModuleNamed { module }) }
}

fn setting(told: &ChainFacts<'_>, value: &str) -> (Statement, Option<Statement>) {
    let setting = told.answer.settings.get("GOTOOLCHAIN").filter(|setting| setting.value == value);
    let Some(setting) = setting else {
        let message = say!(RequiredValueNoRelease { value });
        return (message, Some(Sentence::CorrectGoLine.into()));
    };
    let next = match &setting.source {
        GoSettingSource::UserFile(_) => say!(RunCommand { command: "go env -w GOTOOLCHAIN=auto" }),
        _ => Sentence::RemoveToolchainVariable.into(),
    };
    (say!(ToolchainValueInvalid { value: format!("{value:?}"), place: place(told, &setting) }), Some(next))
}

/// That the project needs a newer Go than the one that runs, and why no newer one runs.
fn needs_newer(told: &ChainFacts<'_>, file: &str, needs: &str, running: &str) -> Statement {
    let setting = told.answer.settings.get("GOTOOLCHAIN");
    match (&told.answer.choice, setting) {
        (Some(choice), _) if choice.is_default => say!(NeedsNewerDefault { file, needs, running }),
        (Some(choice), Some(setting)) if choice.mode == Mode::Fixed => {
            say!(NeedsNewerFixed { file, needs, running, place: place(told, &setting), value: setting.value })
        }
        _ => say!(NeedsNewer { file, needs, running }),
    }
}

fn too_old_next(told: &ChainFacts<'_>, needs: &str) -> Option<Statement> {
    let choice = told.answer.choice.as_ref()?;
    if choice.is_default {
        return Some(say!(RemoveDefaultLine { needs }));
    }
    let source = told.answer.settings.get("GOTOOLCHAIN")?.source;
    (choice.mode == Mode::Fixed).then(|| match source {
        GoSettingSource::UserFile(_) => say!(UseNewerOrRunAuto { needs }),
        _ => say!(UseNewerOrSetAuto { needs }),
    })
}

fn install(name: &str) -> Statement {
    say!(InstallSoFound { version: number(name) })
}

fn number(name: &str) -> &str {
    name.strip_prefix("go").unwrap_or(name)
}
