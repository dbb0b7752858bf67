//! Why Go does not work, and what to do, in plain words. Go's own message is among the causes.
use super::chain::ChainFacts;
use crate::base::display::sentence;
use crate::base::report::{Code, Problem};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::fix::Fix;
use crate::which_go::toolchain::{GoSetting, GoSettingSource, Mode, OtherRoot, Refusal};

/// `None` if Go works.
pub(super) fn problem(told: &ChainFacts<'_>) -> Option<Problem> {
    let Some(refusal) = &told.answer.refusal else {
        let missing = || Problem::new(Code::GoMissing, Sentence::PathHasNoGo);
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
fn is_of_upgo(refusal: &Refusal) -> bool {
    use Refusal::{NoSwitch, Value, VersionFile, VersionNotInstalled, VersionNotPermitted};
    let is_about_file = matches!(refusal, VersionFile { .. } | VersionNotInstalled { .. } | VersionNotPermitted { .. });
    is_about_file || matches!(refusal, NoSwitch | Value { .. })
}

/// The warning that GOROOT makes the Go that runs use the tools of another.
pub(super) fn stale_root(told: &ChainFacts<'_>) -> Option<Problem> {
    let OtherRoot { setting, holds, runs } = told.answer.other_root(told.machine)?;
    let other = holds.map_or(Sentence::NoGo.into(), Value::from);
    let message = Sentence::GorootNamesOther
        .with("runs", runs)
        .with("place", place(told, &setting))
        .with("other", other)
        .with("folder", setting.value);
    Some(Problem::new(Code::GoRoot, message))
}

/// What happened, and what to do if the code's own advice is not enough.
fn words(told: &ChainFacts<'_>, refusal: &Refusal) -> (Statement, Option<Statement>) {
    match refusal {
        Refusal::Setting { value, .. } => setting(told, value),
        Refusal::Line { toolchain, file } => {
            (Sentence::ToolchainNameInvalid.with("file", file).with("name", toolchain), None)
        }
        Refusal::NoModule { wanted, .. } => (Sentence::RequiredNoRelease.with("wanted", format!("{wanted:?}")), None),
        Refusal::LanguageVersion(name) => {
            (Sentence::RequiredLanguage.with("name", name), Some(Sentence::NameARelease.with("name", name)))
        }
        Refusal::NotOnPath(name) => (Sentence::RequiredNotOnPath.with("name", name), Some(install(name))),
        Refusal::NotReleased(wanted) => {
            (Sentence::RequiredNotReleased.with("wanted", wanted), Some(Sentence::CorrectOrWait.into()))
        }
        Refusal::NoDownload { wanted, .. } => {
            (Sentence::RequiredNoDownload.with("wanted", wanted), Some(install(wanted)))
        }
        Refusal::OtherVersion { program, found, wanted } => {
            let says = Sentence::ShouldBe.with("program", program.as_path());
            (says.with("wanted", wanted).with("found", found), None)
        }
        Refusal::NotDownloaded { program, wanted } => (
            Sentence::ShouldStart.with("program", program.as_path()).with("wanted", wanted),
            Some(Sentence::InstallOrRemove.with("version", number(wanted))),
        ),
        Refusal::NoRoot(root) => (Sentence::GorootNamesNone.with("root", root), None),
        Refusal::RelativeWork(path) => (
            Sentence::GoworkNotFull.with("path", path.as_path()),
            Some(Sentence::CorrectOrRemove.with("name", "GOWORK")),
        ),
        Refusal::MissingWork { path, .. } => (
            Sentence::GoworkMissing.with("path", path.as_path()),
            Some(Sentence::CorrectOrRemove.with("name", "GOWORK")),
        ),
        Refusal::ModuleMode(value) => {
            let says = Sentence::ModuleModeInvalid.with("value", format!("{value:?}"));
            (says, Some(Sentence::RemoveNamed.with("name", "GO111MODULE")))
        }
        Refusal::Variable { name, what, .. } => (what.clone(), Some(Sentence::CorrectOrRemove.with("name", *name))),
        Refusal::Value { name, setting, why } => value(told, name, setting, why),
        other => of_project(told, other),
    }
}

fn value(told: &ChainFacts<'_>, name: &str, setting: &GoSetting, why: &Statement) -> (Statement, Option<Statement>) {
    let shown = format!("{:?}", value_without_secrets(name, &setting.value));
    let refused = Sentence::VariableCannotBe.with("name", name).with("value", shown).with("why", why.clone());
    let next = match Fix::unset_at(name, setting) {
        Some(fix) => Sentence::RunCommand.with("command", fix.command),
        None => Sentence::CorrectOrRemove.with("name", name),
    };
    (Sentence::VariableRefused.with("what", refused).with("place", place(told, setting)), Some(next))
}

fn of_project(told: &ChainFacts<'_>, refusal: &Refusal) -> (Statement, Option<Statement>) {
    match refusal {
        Refusal::TooOld { file, needs, running, .. } => {
            let says = needs_newer(told).with("file", file).with("needs", needs);
            (says.with("running", format!("go{running}")), too_old_next(told, needs))
        }
        Refusal::WorkTooOld { module, needs, lists, .. } => {
            let says = lists
                .as_ref()
                .map_or(Sentence::WorkWithoutGo.into(), |lists| Sentence::WorkTooOld.with("lists", lists));
            let next = Sentence::RunCommand.with("command", "go work use");
            (Statement::with(says, "module", named(module)).with("needs", needs), Some(next))
        }
        Refusal::WorkModule { module, why } => (
            Sentence::WorkModuleUnread.with("module", named(module)).with("why", Statement::quoted(why)),
            Some(Sentence::CorrectGoModOrLine.into()),
        ),
        Refusal::WorkFlag => (Sentence::WorkModFlag.into(), Some(Sentence::RemoveModFlag.into())),
        Refusal::NotInWork(module) => {
            (Sentence::NotInWorkspace.with("module", named(module)), Some(Sentence::WorkUseOrOff.into()))
        }
        Refusal::Syntax { file, at, what } => {
            let says = Sentence::LineNotValid.with("line", at.line).with("file", file);
            (says.with("why", Statement::quoted(what)), Some(Sentence::CorrectTheLine.into()))
        }
        Refusal::File { is_work, what, .. } => {
            let file = if *is_work { "go.work" } else { "go.mod" };
            (what.clone(), Some(Sentence::CorrectFile.with("file", file)))
        }
        Refusal::NotTidy(does) => {
            let next = Sentence::RunCommand.with("command", "go mod tidy");
            (Sentence::NotTidy.with("what", does.clone()), Some(next))
        }
        Refusal::VersionNotInstalled { file, version } => {
            let next = Sentence::RunCommand.with("command", format!("upgo install {version}"));
            (Sentence::VersionFileNotInstalled.with("file", file.as_path()).with("version", version), Some(next))
        }
        Refusal::VersionNotPermitted { file, toolchain } => {
            let says = Sentence::VersionFileNotPermitted.with("file", file.as_path()).with("version", toolchain);
            (says, Some(Sentence::WriteOtherVersion.with("file", file.as_path())))
        }
        Refusal::VersionFile { file, what } => {
            let says = Sentence::VersionFileUnusable.with("file", file.as_path()).with("what", what.clone());
            (says, Some(Sentence::CorrectVersionFile.with("file", file.as_path())))
        }
        _ => (Sentence::SwitchDangling.into(), None),
    }
}

fn place(told: &ChainFacts<'_>, setting: &GoSetting) -> Statement {
    setting.source.place(told.machine.terminal.syntax)
}

/// A module, named by its folder, which may be the terminal's own.
fn named(module: &str) -> Statement {
    if module == "." { Sentence::ModuleHere.into() } else { Sentence::ModuleNamed.with("module", module) }
}

fn setting(told: &ChainFacts<'_>, value: &str) -> (Statement, Option<Statement>) {
    let setting = told.answer.settings.get("GOTOOLCHAIN").filter(|setting| setting.value == value);
    let Some(setting) = setting else {
        let message = Sentence::RequiredValueNoRelease.with("value", value);
        return (message, Some(Sentence::CorrectGoLine.into()));
    };
    let next = match &setting.source {
        GoSettingSource::UserFile(_) => Sentence::RunCommand.with("command", "go env -w GOTOOLCHAIN=auto"),
        _ => Sentence::RemoveToolchainVariable.into(),
    };
    let says = Sentence::ToolchainValueInvalid.with("value", format!("{value:?}"));
    (says.with("place", place(told, &setting)), Some(next))
}

fn needs_newer(told: &ChainFacts<'_>) -> Statement {
    let setting = told.answer.settings.get("GOTOOLCHAIN");
    match (&told.answer.choice, setting) {
        (Some(choice), _) if choice.is_default => Sentence::NeedsNewerDefault.into(),
        (Some(choice), Some(setting)) if choice.mode == Mode::Fixed => {
            Sentence::NeedsNewerFixed.with("place", place(told, &setting)).with("value", setting.value)
        }
        _ => Sentence::NeedsNewer.into(),
    }
}

fn too_old_next(told: &ChainFacts<'_>, needs: &str) -> Option<Statement> {
    let choice = told.answer.choice.as_ref()?;
    if choice.is_default {
        return Some(Sentence::RemoveDefaultLine.with("needs", needs));
    }
    let source = told.answer.settings.get("GOTOOLCHAIN")?.source;
    let auto = match source {
        GoSettingSource::UserFile(_) => Sentence::UseNewerOrRunAuto,
        _ => Sentence::UseNewerOrSetAuto,
    };
    (choice.mode == Mode::Fixed).then(|| auto.with("needs", needs))
}

fn install(name: &str) -> Statement {
    Sentence::InstallSoFound.with("version", number(name))
}

fn number(name: &str) -> &str {
    name.strip_prefix("go").unwrap_or(name)
}
