//! What a policy or a virus scanner has done to Upgo's programs, as far as it shows. Nothing is started to find out, and
//! nothing is ever switched off.
use std::path::PathBuf;
use std::time::Duration;

use super::{Brought, Facts, Found, system_go};
use crate::fix::Fix;

/// Longer than a slow disk takes for the ten thousand files of a Go.
const SLOW: Duration = Duration::from_secs(45);

/// The errors with which Windows refuses to start a program: what each means, and where it is written down.
///
/// Source: <https://learn.microsoft.com/windows/win32/debug/system-error-codes>.
const REFUSALS: [(u32, &str, &str); 3] = [
    (225, "the virus scanner takes it for malware", "Windows Security, Protection history"),
    (1260, "a software restriction policy or AppLocker forbids it", "Event Viewer, Microsoft-Windows-AppLocker"),
    (4551, "App Control for Business forbids it", "Event Viewer, Microsoft-Windows-CodeIntegrity"),
];

/// The last trial of a toolchain ended because Windows would not start it.
pub(super) fn blocked(facts: &Facts<'_>) -> Option<Found> {
    let problem = facts.store.last_failure.as_ref().filter(|_| facts.is_windows())?;
    let number = error_number(&problem.message)?;
    let (_, why, log) = REFUSALS.into_iter().find(|(known, ..)| *known == number)?;
    let explanation = format!(
        "Windows did not start a program in Upgo's folder: {why}. Many companies let programs run from folders only that \
         administrators can write. Look at {log}, ask for a rule for this folder, or install Go for the whole machine with \
         the official installer."
    );
    let evidence = [problem.message.clone(), format!("folder: {}", facts.store.home.display())];
    let found = Found::new("A policy stops Go from being started", explanation).shown_by(evidence);
    Some(found.fixed_by(Some(system_go::install_for_machine())))
}

/// The number in `… (os error 1260)`.
fn error_number(message: &str) -> Option<u32> {
    let (_, rest) = message.rsplit_once("os error ")?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

/// A program that was there is gone. Upgo writes down what it has brought.
pub(super) fn quarantined(facts: &Facts<'_>) -> Option<Found> {
    let gone: Vec<PathBuf> = facts
        .store
        .brought
        .iter()
        .flat_map(|brought| programs_of(facts, brought))
        .chain(of_switch(facts))
        .filter(|path| !facts.machine.files.is_file(path))
        .collect();
    let scanner = if facts.is_windows() {
        " Windows Security shows under Protection history what it has taken and gives it back; report it there as a mistake."
    } else {
        ""
    };
    let explanation = format!(
        "Upgo had put these programs there, and it was not Upgo that took them away: most often a virus scanner did.\
         {scanner} Upgo puts what belongs to a Go back from the verified archive; where its command in `bin` is gone, remove \
         the version and install it again."
    );
    let damaged = facts.store.brought.iter().map(|brought| &brought.version).find(|version| {
        let root = facts.machine.upgo.toolchains.join(version.as_str());
        facts.machine.files.is_folder(&root) && gone.iter().any(|path| path.starts_with(&root))
    });
    let evidence = gone.iter().map(|path| format!("{} is gone", path.display()));
    let found = || Found::new("A program of Upgo's has vanished", explanation).shown_by(evidence);
    (!gone.is_empty()).then(found).map(|found| found.fixed_by(damaged.map(Fix::repair_files)))
}

/// The programs of a toolchain without which it does nothing, and its own name in `bin`.
fn programs_of(facts: &Facts<'_>, brought: &Brought) -> Vec<PathBuf> {
    let version = brought.version.as_str();
    let root = facts.machine.upgo.toolchains.join(version);
    let tools = root.join("pkg").join("tool");
    let tools = tools.join(format!("{}_{}", facts.machine.target.os, facts.machine.target.goarch()));
    // An older or newer Go may keep them elsewhere.
    let tools = Some(tools).filter(|tools| facts.machine.files.is_folder(tools));
    let tools = tools.iter().flat_map(|tools| ["compile", "link", "asm"].map(|name| tools.join(facts.program(name))));
    let own = facts.machine.upgo.bin.join(facts.program(version));
    [root.join("bin").join(facts.program("go")), own].into_iter().chain(tools).collect()
}

/// What starts the current toolchain.
fn of_switch(facts: &Facts<'_>) -> Vec<PathBuf> {
    let is_chosen = facts.machine.upgo.current.is_some();
    let names = if is_chosen { &["go", "gofmt"][..] } else { &[] };
    names.iter().map(|name| facts.machine.upgo.bin.join(facts.program(name))).collect()
}

/// The files of an installation took much longer than its bytes.
pub(super) fn slow_install(facts: &Facts<'_>) -> Option<Found> {
    let is_slow = |brought: &&Brought| brought.lag.is_some_and(|lag| lag > SLOW);
    let slow = facts.store.brought.iter().filter(is_slow).max_by_key(|brought| brought.version.clone())?;
    let lag = slow.lag.unwrap_or_default().as_secs();
    let evidence = format!("{}: {} files, {lag} seconds after the last byte had come", slow.version, slow.files);
    let explanation = if facts.is_windows() {
        "A virus scanner looks at each of the ten thousand files of a Go when it is written, and at the files of every \
         build. On a Dev Drive (Settings, System, Storage, Disks & volumes) it does so later and in the background; a \
         folder there can be Upgo's with UPGO_HOME. Upgo switches nothing off."
    } else {
        "The ten thousand files of a Go took long to write: the disk is slow, or something looks at each file."
    };
    Some(Found::new("Installing was slowed down", explanation).shown_by([evidence]))
}
