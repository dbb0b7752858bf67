//! The toolchain that a project requires, and whether it is available. Elsewhere, only general checks apply.
use super::{Diagnosis, DoctorFacts};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::which_go::toolchain::{Choice, GoError, Mode, ProjectLine, wrapper_marker};

pub(super) fn local_too_old(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let Some(GoError::TooOld { file, needs, running, .. }) = &facts.answer.refusal else { return None };
    facts.answer.choice.as_ref().filter(|choice| choice.mode == Mode::Fixed)?;
    let setting = facts.answer.settings.get("GOTOOLCHAIN")?;
    let place = setting.source.place(facts.machine.terminal.syntax);
    let newer = || facts.able.newer(&facts.answer, &Version::from_name(&format!("go{needs}")).ok()?);
    let runs = format!("go{running}");
    let explanation = say!(LocalTooOldWhy { file: &**file, needs: &**needs, runs: &*runs, value: &*setting.value });
    let evidence = [
        say!(Requires { file: &**file, wanted: format!("Go {needs}") }),
        say!(SettingRuns { value: &*setting.value, place, runs }),
    ];
    let found = Diagnosis::new(Sentence::LocalTooOld, explanation).shown_by(evidence);
    Some(found.fixed_by(Fix::unset_at("GOTOOLCHAIN", &setting).or_else(newer)))
}

/// The required toolchain is not on this machine and may not be downloaded.
pub(super) fn missing(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let (wanted, why) = match facts.answer.refusal.as_ref()? {
        GoError::NotOnPath(name) => (name, Statement::from(Sentence::NoDownload)),
        GoError::NoDownload { wanted, .. } => (wanted, Sentence::NoProxy.into()),
        GoError::OtherVersion { program, found, wanted } => (wanted, say!(NamedBut { program, version: found })),
        _ => return None,
    };
    let evidence = asked_by(facts.answer.choice.as_ref(), wanted).into_iter().chain([why]);
    let found = Diagnosis::new(say!(NotAvailable { wanted }), say!(NotAvailableWhy { wanted })).shown_by(evidence);
    Some(found.fixed_by(Fix::bring(facts.machine, wanted)))
}

fn asked_by(choice: Option<&Choice>, wanted: &str) -> Option<Statement> {
    let choice = choice?;
    Some(match (choice.deciding(), &choice.file) {
        (Some(_), Some(file)) => say!(Requires { file: &**file, wanted }),
        _ => say!(ToolchainIs { value: &*choice.setting }),
    })
}

/// `toolchain go1.27` names a language version instead of a toolchain, and `go 1.99` none that is released.
pub(super) fn language_version(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let choice = facts.answer.choice.as_ref();
    let raise = || choice?.deciding(); // otherwise the setting names it
    let (name, explanation) = match facts.answer.refusal.as_ref()? {
        GoError::Line { toolchain: name, .. } => (name, say!(NoSuchToolchainWhy { name: &**name })),
        GoError::LanguageVersion(name) => (&raise()?.to, say!(NoSuchToolchainWhy { name: &**name })),
        GoError::NotReleased(wanted) => {
            let says = say!(FullSentence { text: say!(RequiredNotReleased { wanted: &**wanted }) });
            (&raise()?.to, says.and(Sentence::CorrectOrWait))
        }
        _ => return None,
    };
    let file = facts.answer.project.deciding()?;
    let evidence = match raise().map(|raise| raise.line) {
        Some(ProjectLine::Go) => say!(Requires { file: &*file.path, wanted: &**name }),
        _ => say!(ToolchainLine { file: &*file.path, name: &**name }),
    };
    Some(Diagnosis::new(Sentence::NoSuchToolchain, explanation).shown_by([evidence]))
}

/// A `golang.org/dl` wrapper without a downloaded toolchain comes first on PATH when Go looks for that version.
/// <https://github.com/golang/dl/blob/master/internal/version/version.go>
pub(super) fn empty_wrapper(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let empty: Vec<(&str, Statement)> = facts
        .tools
        .iter()
        .filter_map(|tool| {
            let name = tool.build.package.strip_prefix("golang.org/dl/").filter(|name| *name != "gotip")?;
            let marker = wrapper_marker(facts.machine, name)?;
            let comes_first = !is_overtaken(facts, tool.path.parent()?, name);
            let is_empty = comes_first && !facts.machine.files.is_file(&marker);
            let evidence = || say!(WrapperHasNo { program: &*tool.path, marker: &*marker });
            is_empty.then(|| (name, evidence()))
        })
        .collect();
    let (name, _) = empty.first()?;
    let explanation = say!(WrapperEmptyWhy { name: *name });
    // Installing Upgo's own copy helps only if it comes first on PATH.
    let bin = facts.position(&facts.machine.upgo.bin);
    let helps =
        bin.is_some() && empty.len() == 1 && facts.tools_folder.as_deref().and_then(|dir| facts.position(dir)) > bin;
    let fix = Fix::bring(facts.machine, name).filter(|_| helps);
    let evidence = empty.iter().map(|(_, evidence)| evidence.clone());
    Some(Diagnosis::new(Sentence::WrapperEmpty, explanation).shown_by(evidence).fixed_by(fix))
}

/// Whether Upgo has the version and its folder comes before `folder` on PATH.
fn is_overtaken(facts: &DoctorFacts<'_>, folder: &std::path::Path, name: &str) -> bool {
    let own = facts.machine.upgo.bin.join(facts.program(name));
    let bin = facts.position(&facts.machine.upgo.bin);
    let other = facts.position(folder);
    facts.machine.files.is_file(&own) && bin.is_some() && (other.is_none() || other > bin)
}
