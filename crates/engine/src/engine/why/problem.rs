//! Why it does not work, and what to do, in plain words; what Go itself says stands among the causes.
use super::chain::Told;
use crate::report::{Code, Problem};
use crate::toolchain::{Mode, OtherRoot, Refusal, Setting, Source};

/// Why no Go runs, or the one that runs does not work; `None` where it works.
pub(super) fn problem(told: &Told<'_>) -> Option<Problem> {
    let Some(refusal) = &told.answer.refusal else {
        let missing = || Problem::new(Code::GoMissing, "no folder on PATH has a go");
        return told.answer.go.is_none().then(missing);
    };
    let (message, next) = words(told, refusal);
    let mut problem = Problem::new(refusal.code(), message);
    problem.next = next.unwrap_or(problem.next);
    if !matches!(refusal, Refusal::NoSwitch) {
        problem.causes.push(format!("go: {refusal}"));
    }
    Some(problem)
}

/// The warning that GOROOT leads the Go that runs to the tools of another.
pub(super) fn stale_root(told: &Told<'_>) -> Option<Problem> {
    let OtherRoot { setting, holds, runs } = told.answer.other_root(told.machine)?;
    let other = holds.unwrap_or_else(|| "no Go".to_owned());
    let place = place(told, &setting);
    let message = format!("{runs} runs, but GOROOT, set {place}, names {other} in {}", setting.value);
    Some(Problem::new(Code::GoRoot, message))
}

/// What happened, and what to do where the code's own advice is not all.
fn words(told: &Told<'_>, refusal: &Refusal) -> (String, Option<String>) {
    match refusal {
        Refusal::Setting { value, .. } => setting(told, value),
        Refusal::Line { toolchain, file } => {
            (format!("{file} says `toolchain {toolchain}`, which names no toolchain"), None)
        }
        Refusal::NoModule { wanted, .. } => (format!("{wanted:?} is asked for, which is no Go release"), None),
        Refusal::LanguageVersion(name) => (
            format!("{name} is a version of the language, not a toolchain"),
            Some(format!("Name a release, as {name}.0, where {name} is asked for.")),
        ),
        Refusal::NotOnPath(name) => {
            (format!("{name} is asked for; it is not on PATH, and GOTOOLCHAIN allows no download"), Some(install(name)))
        }
        Refusal::NoDownload { wanted, .. } => {
            (format!("{wanted} is asked for and not here; GOPROXY=off allows no download"), Some(install(wanted)))
        }
        Refusal::OtherVersion { program, found, wanted } => {
            (format!("{} is found for {wanted}, but is {found}", program.display()), None)
        }
        Refusal::NotDownloaded { program, wanted } => (
            format!("{} is found for {wanted}, but has no Go to start", program.display()),
            Some(format!("Run `upgo install {}`, or remove the program.", number(wanted))),
        ),
        Refusal::NoRoot(root) => (format!("GOROOT names {root}, which is no folder"), None),
        Refusal::RelativeWork(path) => (
            format!("GOWORK is {}, which is not a full path", path.display()),
            Some("Correct GOWORK, or remove it.".into()),
        ),
        Refusal::MissingWork { path, .. } => (
            format!("GOWORK names {}, which is not there", path.display()),
            Some("Correct GOWORK, or remove it.".into()),
        ),
        Refusal::ModuleMode(value) => {
            (format!("GO111MODULE is {value:?}, which Go does not know"), Some("Remove GO111MODULE.".into()))
        }
        Refusal::Variable { name, what, .. } => (what.clone(), Some(format!("Correct {name}, or remove it."))),
        other => of_project(told, other),
    }
}

/// What is wrong between the Go that runs and the project.
fn of_project(told: &Told<'_>, refusal: &Refusal) -> (String, Option<String>) {
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
            Some("Correct its go.mod, or take the line out of go.work.".into()),
        ),
        Refusal::WorkFlag => (
            "GOFLAGS has -mod=mod, which Go does not take in a workspace".into(),
            Some("Take -mod=mod out of GOFLAGS, or set GOWORK=off.".into()),
        ),
        Refusal::NotInWork(module) => (
            format!("{} is not one of its workspace's", named(module)),
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
            (format!("go.mod {does}; Go stops until that is tidied"), Some("Run `go mod tidy`.".into()))
        }
        _ => ("Upgo's switch names no toolchain that is there".into(), None),
    }
}

/// Who sets a value, for people.
fn place(told: &Told<'_>, setting: &Setting) -> String {
    setting.source.place(told.machine.terminal.syntax)
}

/// A module by its folder, which may be where the terminal stands.
fn named(module: &str) -> String {
    if module == "." { "the module here".to_owned() } else { format!("the module {module}") }
}

fn setting(told: &Told<'_>, value: &str) -> (String, Option<String>) {
    let setting = told.answer.settings.get("GOTOOLCHAIN").filter(|setting| setting.value == value);
    let Some(setting) = setting else {
        let message = format!("the project asks for {value}, which is no Go release");
        return (message, Some("Correct its `go` line.".into()));
    };
    let next = match &setting.source {
        Source::UserFile(_) => "Run `go env -w GOTOOLCHAIN=auto`.",
        _ => "Remove the variable GOTOOLCHAIN, or set it to auto.",
    };
    (format!("GOTOOLCHAIN is {value:?}, set {}, which names no toolchain", place(told, &setting)), Some(next.into()))
}

/// Why no newer Go runs.
fn because(told: &Told<'_>) -> String {
    let setting = told.answer.settings.get("GOTOOLCHAIN");
    match (&told.answer.choice, setting) {
        (Some(choice), _) if choice.is_default => ", because of `toolchain default`".to_owned(),
        (Some(choice), Some(setting)) if choice.mode == Mode::Fixed => {
            format!(", because GOTOOLCHAIN is {}, set {}", setting.value, place(told, &setting))
        }
        _ => String::new(),
    }
}

fn too_old_next(told: &Told<'_>, needs: &str) -> Option<String> {
    let choice = told.answer.choice.as_ref()?;
    if choice.is_default {
        return Some(format!("Take the line `toolchain default` away, or install Go {needs} or newer."));
    }
    let source = told.answer.settings.get("GOTOOLCHAIN")?.source;
    let auto = match source {
        Source::UserFile(_) => "run `go env -w GOTOOLCHAIN=auto`",
        _ => "set GOTOOLCHAIN to auto",
    };
    (choice.mode == Mode::Fixed).then(|| format!("Use Go {needs} or newer, or {auto} so that Go takes it."))
}

fn install(name: &str) -> String {
    format!("Run `upgo install {}`: then Go finds it on PATH.", number(name))
}

fn number(name: &str) -> &str {
    name.strip_prefix("go").unwrap_or(name)
}
