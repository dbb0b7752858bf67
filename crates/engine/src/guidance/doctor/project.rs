//! The toolchain that a project requires, and whether it is available. Outside a project, only the checks that apply
//! everywhere can find something.
use super::{Diagnosis, Facts};
use crate::fix::Fix;
use crate::toolchain::{Choice, Mode, Refusal, wrapper_marker};
use crate::version::Version;

/// The project needs a newer Go than GOTOOLCHAIN allows.
pub(super) fn local_too_old(facts: &Facts<'_>) -> Option<Diagnosis> {
    let Some(Refusal::TooOld { file, needs, running, .. }) = &facts.answer.refusal else { return None };
    facts.answer.choice.as_ref().filter(|choice| choice.mode == Mode::Fixed)?;
    let setting = facts.answer.settings.get("GOTOOLCHAIN")?;
    let place = setting.source.place(facts.machine.terminal.syntax);
    let newer = || facts.able.newer(&facts.answer, &Version::from_name(&format!("go{needs}")).ok()?);
    let explanation = format!(
        "`go version` works here, but `go build` and other commands fail: {file} requires Go {needs}, go{running} \
         runs, and GOTOOLCHAIN={} prevents a switch. Use a newer Go, or let Go choose (GOTOOLCHAIN=auto).",
        setting.value
    );
    let evidence = [
        format!("{file} requires Go {needs}"),
        format!("GOTOOLCHAIN is {}, set {place}: go{running} runs", setting.value),
    ];
    let found = Diagnosis::new("GOTOOLCHAIN blocks the Go that the project needs", explanation).shown_by(evidence);
    Some(found.fixed_by(Fix::unset_at("GOTOOLCHAIN", &setting).or_else(newer)))
}

/// The required toolchain is not on this machine and may not be downloaded.
pub(super) fn missing(facts: &Facts<'_>) -> Option<Diagnosis> {
    let (wanted, why) = match facts.answer.refusal.as_ref()? {
        Refusal::NotOnPath(name) => (name, "GOTOOLCHAIN allows no download".to_owned()),
        Refusal::NoDownload { wanted, .. } => (wanted, "GOPROXY=off allows no download".to_owned()),
        Refusal::OtherVersion { program, found, wanted } => {
            (wanted, format!("{} has that name, but is {found}", program.display()))
        }
        _ => return None,
    };
    let explanation = format!(
        "Go commands fail: {wanted} is required but is not on PATH, and {why}. If Upgo installs it, Go finds it on PATH."
    );
    let evidence = asked_by(facts.answer.choice.as_ref(), wanted).into_iter().chain([why]);
    let found = Diagnosis::new(format!("{wanted} is required but not available"), explanation).shown_by(evidence);
    Some(found.fixed_by(Fix::bring(facts.machine, wanted)))
}

/// What requires it: a line of the project, or GOTOOLCHAIN.
fn asked_by(choice: Option<&Choice>, wanted: &str) -> Option<String> {
    let choice = choice?;
    Some(match (choice.deciding(), &choice.file) {
        (Some(_), Some(file)) => format!("{} requires {wanted}", file.display()),
        _ => format!("GOTOOLCHAIN is {}", choice.setting),
    })
}

/// `toolchain go1.27` names a language version instead of a toolchain.
pub(super) fn language_version(facts: &Facts<'_>) -> Option<Diagnosis> {
    let (Refusal::LanguageVersion(name) | Refusal::Line { toolchain: name, .. }) = facts.answer.refusal.as_ref()?
    else {
        return None;
    };
    let file = facts.answer.project.deciding()?;
    let explanation = format!(
        "Go commands fail: {name} is not a release. Since Go 1.21, a number such as 1.27 is a language version, and \
         its releases are 1.27.0, 1.27.1 and so on. Name one of them in the `toolchain` line, or remove the line: the \
         `go` line is enough."
    );
    let evidence = format!("{}: toolchain {name}", file.path.display());
    Some(Diagnosis::new("The project names a toolchain that does not exist", explanation).shown_by([evidence]))
}

/// A `golang.org/dl` wrapper without a downloaded toolchain comes first on PATH when Go looks for that version.
///
/// Source: <https://github.com/golang/dl/blob/master/internal/version/version.go>.
pub(super) fn empty_wrapper(facts: &Facts<'_>) -> Option<Diagnosis> {
    let empty: Vec<(&str, String)> = facts
        .tools
        .iter()
        .filter_map(|tool| {
            let name = tool.build.package.strip_prefix("golang.org/dl/").filter(|name| *name != "gotip")?;
            let marker = wrapper_marker(facts.machine, name)?;
            let comes_first = !is_overtaken(facts, tool.path.parent()?, name);
            let is_empty = comes_first && !facts.machine.files.is_file(&marker);
            is_empty.then(|| (name, format!("{} has no {}", tool.path.display(), marker.display())))
        })
        .collect();
    let (name, _) = empty.first()?;
    let explanation = format!(
        "If a project requires {name}, Go finds this program on PATH and starts it, and it fails: `{name}: not \
         downloaded`. Run `{name} download`, remove the program, or let Upgo install that version in a folder that \
         comes first on PATH."
    );
    // Installing Upgo's own copy helps only if it comes first on PATH.
    let bin = facts.position(&facts.machine.upgo.bin);
    let helps =
        bin.is_some() && empty.len() == 1 && facts.tools_folder.as_deref().and_then(|dir| facts.position(dir)) > bin;
    let fix = Fix::bring(facts.machine, name).filter(|_| helps);
    let evidence = empty.iter().map(|(_, evidence)| evidence.clone());
    Some(Diagnosis::new("A goX.Y.Z command has no toolchain", explanation).shown_by(evidence).fixed_by(fix))
}

/// Whether Upgo has the version and its folder comes before `folder` on PATH.
fn is_overtaken(facts: &Facts<'_>, folder: &std::path::Path, name: &str) -> bool {
    let own = facts.machine.upgo.bin.join(facts.program(name));
    let bin = facts.position(&facts.machine.upgo.bin);
    let other = facts.position(folder);
    facts.machine.files.is_file(&own) && bin.is_some() && (other.is_none() || other > bin)
}
