//! Why Go does not work, and what to do, in plain words. Go's own message is among the causes.
use super::chain::ChainFacts;
use crate::base::display::sentence;
use crate::base::report::{Code, Problem};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement};
use crate::change::fix::Fix;
use crate::which_go::toolchain::{GoSetting, GoSettingSource, Mode, OtherRoot, Refusal};

/// Why no Go runs, or why the one that runs does not work; `None` if it works.
pub(super) fn problem(told: &ChainFacts<'_>) -> Option<Problem> {
    let Some(refusal) = &told.answer.refusal else {
        let missing = || Problem::new(Code::GoMissing, "no folder on PATH has a go");
        return told.answer.go.is_none().then(missing);
    };
    let (message, next) = words(told, refusal);
    let mut problem = Problem::new(refusal.code(), message);
    if let Some(next) = next {
        problem = problem.with_next(next);
    }
    if !matches!(refusal, Refusal::NoSwitch | Refusal::Value { .. }) {
        // the go command says what is wrong with a file in several lines
        problem.causes.extend(format!("go: {refusal}").lines().map(sentence));
    }
    Some(problem)
}

/// The warning that GOROOT makes the Go that runs use the tools of another.
pub(super) fn stale_root(told: &ChainFacts<'_>) -> Option<Problem> {
    let OtherRoot { setting, holds, runs } = told.answer.other_root(told.machine)?;
    let other = holds.unwrap_or_else(|| "no Go".to_owned());
    let place = place(told, &setting);
    let message = format!("{runs} runs, but GOROOT, set {place}, names {other} in {}", setting.value);
    Some(Problem::new(Code::GoRoot, message))
}

/// What happened, and what to do if the code's own advice is not enough.
fn words(told: &ChainFacts<'_>, refusal: &Refusal) -> (String, Option<String>) {
    match refusal {
        Refusal::Setting { value, .. } => setting(told, value),
        Refusal::Line { toolchain, file } => {
            (format!("{file} says `toolchain {toolchain}`, which is not a valid toolchain name"), None)
        }
        Refusal::NoModule { wanted, .. } => (format!("{wanted:?} is required, but is not a Go release"), None),
        Refusal::LanguageVersion(name) => (
            format!("{name} is a language version, not a toolchain"),
            Some(format!("Where {name} is required, name a release, such as {name}.0.")),
        ),
        Refusal::NotOnPath(name) => (
            format!("{name} is required, but not on PATH, and GOTOOLCHAIN does not allow downloads"),
            Some(install(name)),
        ),
        Refusal::NotReleased(wanted) => (
            format!("{wanted} is required, but there is no such release yet"),
            Some("Correct the `go` or `toolchain` line, or wait for the release and run `upgo check`.".into()),
        ),
        Refusal::NoDownload { wanted, .. } => (
            format!("{wanted} is required, but not available, and GOPROXY=off does not allow downloads"),
            Some(install(wanted)),
        ),
        Refusal::OtherVersion { program, found, wanted } => {
            (format!("{} should be {wanted}, but is {found}", program.display()), None)
        }
        Refusal::NotDownloaded { program, wanted } => (
            format!("{} should start {wanted}, but that toolchain is not installed", program.display()),
            Some(format!("Run `upgo install {}`, or remove the program.", number(wanted))),
        ),
        Refusal::NoRoot(root) => (format!("GOROOT names {root}, which is not a folder"), None),
        Refusal::RelativeWork(path) => (
            format!("GOWORK is {}, which is not a full path", path.display()),
            Some("Correct GOWORK, or remove it.".into()),
        ),
        Refusal::MissingWork { path, .. } => (
            format!("GOWORK names {}, which does not exist", path.display()),
            Some("Correct GOWORK, or remove it.".into()),
        ),
        Refusal::ModuleMode(value) => {
            (format!("GO111MODULE is {value:?}, which is not a valid value"), Some("Remove GO111MODULE.".into()))
        }
        Refusal::Variable { name, what, .. } => (what.clone(), Some(format!("Correct {name}, or remove it."))),
        Refusal::Value { name, setting, why } => value(told, name, setting, why),
        other => of_project(told, other),
    }
}

/// A value with which Go fails, and the command that removes it.
fn value(told: &ChainFacts<'_>, name: &str, setting: &GoSetting, why: &Statement) -> (String, Option<String>) {
    let shown = format!("{:?}", value_without_secrets(name, &setting.value));
    let refused = Sentence::VariableCannotBe.with("name", name).with("value", shown).with("why", why.clone());
    let next = match Fix::unset_at(name, setting) {
        Some(fix) => format!("Run `{}`.", fix.command),
        None => format!("Correct {name}, or remove it."),
    };
    (format!("{refused} (set {})", place(told, setting)), Some(next))
}

/// The problem between the Go that runs and the project.
fn of_project(told: &ChainFacts<'_>, refusal: &Refusal) -> (String, Option<String>) {
    match refusal {
        Refusal::TooOld { file, needs, running, .. } => {
            (format!("{file} needs Go {needs}, but go{running} runs here{}", because(told)), too_old_next(told, needs))
        }
        Refusal::WorkTooOld { module, needs, lists, .. } => {
            let lists = lists.as_ref().map_or("nothing, which means 1.18".to_owned(), |lists| format!("`go {lists}`"));
            (format!("{} needs Go {needs}, but go.work says {lists}", named(module)), Some("Run `go work use`.".into()))
        }
        Refusal::WorkModule { module, why } => (
            format!("go.work uses {}, which cannot be read: {why}", named(module)),
            Some("Correct its go.mod, or remove the line from go.work.".into()),
        ),
        Refusal::WorkFlag => (
            "GOFLAGS has -mod=mod, which Go does not accept in a workspace".into(),
            Some("Remove -mod=mod from GOFLAGS, or set GOWORK=off.".into()),
        ),
        Refusal::NotInWork(module) => (
            format!("{} is not in its workspace", named(module)),
            Some("Run `go work use .`, or set GOWORK=off.".into()),
        ),
        Refusal::Syntax { file, at, what } => {
            (format!("line {} of {file} is not valid: {what}", at.line), Some("Correct the line.".into()))
        }
        Refusal::File { is_work, what, .. } => {
            let file = if *is_work { "go.work" } else { "go.mod" };
            (what.clone(), Some(format!("Correct {file}.")))
        }
        Refusal::NotTidy(does) => {
            (format!("go.mod {does}; Go stops until it is tidied"), Some("Run `go mod tidy`.".into()))
        }
        _ => ("Upgo's switch selects a toolchain that is missing".into(), None),
    }
}

/// The place that sets a value, for people.
fn place(told: &ChainFacts<'_>, setting: &GoSetting) -> String {
    setting.source.place(told.machine.terminal.syntax).to_string()
}

/// A module, named by its folder, which may be the terminal's own.
fn named(module: &str) -> String {
    if module == "." { "the module in this folder".to_owned() } else { format!("the module {module}") }
}

fn setting(told: &ChainFacts<'_>, value: &str) -> (String, Option<String>) {
    let setting = told.answer.settings.get("GOTOOLCHAIN").filter(|setting| setting.value == value);
    let Some(setting) = setting else {
        let message = format!("the project requires {value}, which is not a Go release");
        return (message, Some("Correct its `go` line.".into()));
    };
    let next = match &setting.source {
        GoSettingSource::UserFile(_) => "Run `go env -w GOTOOLCHAIN=auto`.",
        _ => "Remove the variable GOTOOLCHAIN, or set it to auto.",
    };
    (
        format!("GOTOOLCHAIN is {value:?}, set {}, which is not a valid toolchain name", place(told, &setting)),
        Some(next.into()),
    )
}

/// Why no newer Go runs.
fn because(told: &ChainFacts<'_>) -> String {
    let setting = told.answer.settings.get("GOTOOLCHAIN");
    match (&told.answer.choice, setting) {
        (Some(choice), _) if choice.is_default => ", because of `toolchain default`".to_owned(),
        (Some(choice), Some(setting)) if choice.mode == Mode::Fixed => {
            format!(", because GOTOOLCHAIN is {}, set {}", setting.value, place(told, &setting))
        }
        _ => String::new(),
    }
}

fn too_old_next(told: &ChainFacts<'_>, needs: &str) -> Option<String> {
    let choice = told.answer.choice.as_ref()?;
    if choice.is_default {
        return Some(format!("Remove the line `toolchain default`, or install Go {needs} or newer."));
    }
    let source = told.answer.settings.get("GOTOOLCHAIN")?.source;
    let auto = match source {
        GoSettingSource::UserFile(_) => "run `go env -w GOTOOLCHAIN=auto`",
        _ => "set GOTOOLCHAIN to auto",
    };
    (choice.mode == Mode::Fixed).then(|| format!("Use Go {needs} or newer, or {auto} so that Go can switch to it."))
}

fn install(name: &str) -> String {
    format!("Run `upgo install {}` so that Go finds it on PATH.", number(name))
}

fn number(name: &str) -> &str {
    name.strip_prefix("go").unwrap_or(name)
}
