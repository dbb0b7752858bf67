//! Interference of a policy or virus scanner with Upgo's programs. Starts no program, and never turns protection off.
use std::path::PathBuf;
use std::time::Duration;

use super::{Brought, Diagnosis, DoctorFacts, SmartAppControl};
use crate::base::report::{Code, Explain as _, Problem};
use crate::base::words::Sentence;
use crate::change::offered_fix::Fix;
use crate::change::request::ChangeRequest;
use crate::machine::platform::RefusedBy;

/// Longer than a slow disk needs for the ten thousand files of a toolchain.
const SLOW: Duration = Duration::from_secs(45);

pub(super) fn not_permitted(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let refused = facts.refused.as_ref()?;
    let title = say!(GoNotPermitted { version: refused.version.as_str() });
    let found = Diagnosis::new(title, Sentence::GoNotPermittedWhy);
    Some(found.shown_by(refused.statement()).fixed_by(Some(Fix::upgrade())))
}

pub(super) fn malformed(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let found = Diagnosis::new(Sentence::PolicyHasMistakes, Sentence::PolicyHasMistakesWhy);
    (!facts.policy_mistakes.is_empty()).then(|| found.shown_by(facts.policy_mistakes.iter().cloned()))
}

/// The last smoke test of a toolchain failed because Windows refused to start it.
pub(super) fn blocked(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let is_about_go = |problem: &&Problem| problem.code != Code::ProgramBlocked;
    let problem = facts.store.last_failure.as_ref().filter(|_| facts.is_windows()).filter(is_about_go)?;
    let (why, log) = refusal(problem)?;
    let explanation = say!(BlockedWhy { reason: why, log });
    let evidence = [problem.message.clone(), say!(FolderIs { folder: &*facts.store.home })];
    let found = Diagnosis::new(Sentence::Blocked, explanation).shown_by(evidence);
    Some(found.fixed_by(Some(Fix::new(ChangeRequest::SystemInstall { version: None }))))
}

/// The last smoke test of a toolchain passed, but the machine refused to start the program that it built.
pub(super) fn built_blocked(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let problem = facts.store.last_failure.as_ref().filter(|problem| problem.code == Code::ProgramBlocked)?;
    let explanation = match refusal(problem).filter(|_| facts.is_windows()) {
        Some((why, log)) => say!(BuiltBlockedOnWindowsWhy { reason: why, log }),
        None => Sentence::BuiltBlockedWhy.into(),
    };
    Some(Diagnosis::new(Sentence::BuiltBlocked, explanation).shown_by([problem.message.clone()]))
}

/// What refused to start a program according to a problem with a number of Windows, and the log that records it.
fn refusal(problem: &Problem) -> Option<(Sentence, Sentence)> {
    Some(match RefusedBy::of(error_number(&problem.message.to_string())?)? {
        RefusedBy::Scanner => (Sentence::TreatedAsMalware, Sentence::SecurityHistory),
        RefusedBy::Restriction => (Sentence::BlockedByRestriction, Sentence::AppLockerLog),
        RefusedBy::AppControl => (Sentence::BlockedByAppControl, Sentence::CodeIntegrityLog),
    })
}

pub(super) fn smart_app_control(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    in_state(facts, SmartAppControl::On, Sentence::SmartAppControlOn, Sentence::SmartAppControlOnWhy)
}

pub(super) fn smart_app_control_evaluates(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let (title, explanation) = (Sentence::SmartAppControlEvaluates, Sentence::SmartAppControlEvaluatesWhy);
    in_state(facts, SmartAppControl::Evaluates, title, explanation)
}

fn in_state(facts: &DoctorFacts<'_>, state: SmartAppControl, title: Sentence, why: Sentence) -> Option<Diagnosis> {
    let found = facts.smart_app_control.filter(|found| *found == state)?;
    let evidence = say!(SmartAppControlState { state: found.number().to_string() });
    Some(Diagnosis::new(title, why).shown_by([evidence]))
}

/// The number in `… (os error 1260)`.
fn error_number(message: &str) -> Option<i32> {
    let (_, rest) = message.rsplit_once("os error ")?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

/// A program that Upgo installed is missing. Upgo records what it installs.
pub(super) fn quarantined(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let gone: Vec<PathBuf> = facts
        .store
        .brought
        .iter()
        .flat_map(|brought| programs_of(facts, brought))
        .chain(of_switch(facts))
        .filter(|path| !facts.machine.files.is_file(path))
        .collect();
    let explanation =
        if facts.is_windows() { Sentence::ProgramMissingOnWindowsWhy } else { Sentence::ProgramMissingWhy };
    let restore = facts.store.brought.iter().find_map(|Brought { version, .. }| {
        let root = facts.machine.upgo.toolchains.join(version.as_str());
        let is_damaged = gone.iter().any(|path| path.starts_with(&root));
        is_damaged.then(|| Fix::restore(version, facts.machine.files.is_folder(&root)))
    });
    let evidence = gone.iter().map(|path| say!(IsMissing { path: &**path }));
    let found = || Diagnosis::new(Sentence::ProgramMissing, explanation).shown_by(evidence);
    (!gone.is_empty()).then(found).map(|found| found.fixed_by(restore))
}

/// The essential programs of a toolchain, and its own command in `bin`.
fn programs_of(facts: &DoctorFacts<'_>, brought: &Brought) -> Vec<PathBuf> {
    let version = brought.version.as_str();
    let root = facts.machine.upgo.toolchains.join(version);
    let tools = root.join("pkg").join("tool");
    let tools = tools.join(format!("{}_{}", facts.machine.target.os, facts.machine.target.goarch()));
    // An older or newer Go version may keep them elsewhere.
    let tools = Some(tools).filter(|tools| facts.machine.files.is_folder(tools));
    let tools = tools.iter().flat_map(|tools| ["compile", "link", "asm"].map(|name| tools.join(facts.program(name))));
    let own = facts.machine.upgo.bin.join(facts.program(version));
    [root.join("bin").join(facts.program("go")), own].into_iter().chain(tools).collect()
}

fn of_switch(facts: &DoctorFacts<'_>) -> Vec<PathBuf> {
    let is_chosen = facts.machine.upgo.current.is_some();
    let names = if is_chosen { &["go", "gofmt"][..] } else { &[] };
    names.iter().map(|name| facts.machine.upgo.bin.join(facts.program(name))).collect()
}

/// Writing the files of an installation took much longer than downloading them.
pub(super) fn slow_install(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let is_slow = |brought: &&Brought| brought.lag.is_some_and(|lag| lag > SLOW);
    let slow = facts.store.brought.iter().filter(is_slow).max_by_key(|brought| brought.version.clone())?;
    let lag = slow.lag.unwrap_or_default().as_secs();
    let evidence = say!(FinishedAfter { version: &slow.version, files: slow.files, seconds: lag });
    let explanation = if facts.is_windows() { Sentence::SlowInstallOnWindowsWhy } else { Sentence::SlowInstallWhy };
    Some(Diagnosis::new(Sentence::SlowInstall, explanation).shown_by([evidence]))
}
