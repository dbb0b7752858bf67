//! The inverse of a change in the history.
use super::forward::{NewToolchain, bring};
use super::invariant::Dangling;
use super::{Action, EditPurpose, Plan, PlanError, Snapshot, Step, SystemGo, system};
use crate::catalog::Release;
use crate::environment::Change;
use crate::version::Version;
use crate::words::{Sentence, Statement};

/// A change of the history, as an undo needs it.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// Its number.
    pub id: u64,
    /// Its plan.
    pub plan: &'a Plan,
    /// Why it cannot be undone, as a clause; `None` if it can.
    pub refusal: Option<Sentence>,
}

impl Past<'_> {
    /// Refuses a change that cannot be undone.
    pub fn require_undoable(&self) -> Result<(), PlanError> {
        self.refusal.map_or(Ok(()), |state| Err(PlanError::NotUndoable { id: self.id, state }))
    }
}

/// Undoes `entry`. Toolchains that it installed and switched to stay in the store, so that it can be redone without the
/// network. Toolchains that it only stored, or reinstalled after a removal, are removed. `edit` undoes its edits of the
/// environment. `kept` restores the programs and files that it replaced, as far as still necessary. A refusal names the
/// change of `history` that must be undone first.
pub fn undo(
    seen: &Snapshot,
    history: &[Past<'_>],
    entry: &Past<'_>,
    mut edit: Option<Change>,
    kept: Vec<Step>,
) -> Result<Plan, PlanError> {
    entry.require_undoable()?;
    let mut steps = Vec::new();
    for step in entry.plan.steps.iter().rev() {
        steps.extend(inverse(seen, history, entry, step, &mut edit)?);
    }
    steps.extend(kept);
    let to = steps.iter().rev().find_map(|step| match step {
        Step::Switch { to, .. } => Some(to.clone()),
        _ => None,
    });
    let to = to.unwrap_or_else(|| seen.current.clone());
    if steps.iter().any(|step| matches!(step, Step::Switch { .. }) || step.edits_path()) {
        steps.push(Step::Check { version: to.clone() });
    }
    let plan = Plan { action: Action::Rollback, from: seen.current.clone(), to, undoes: Some(entry.id), steps };
    match plan.dangles(seen) {
        None => Ok(plan),
        Some(Dangling::Removes(version)) => {
            Err(in_the_way(history, entry, &version, Sentence::WouldRemoveCurrent.with("version", version.as_str())))
        }
        Some(Dangling::SwitchesTo(version)) => Err(PlanError::UndoBlocked {
            id: entry.id,
            reason: Sentence::BeforeItMissing.with("version", version.as_str()),
            next: Some(format!("Run `upgo install {}` first.", version.number())),
        }),
    }
}

/// The refusal of an undo that `current` prevents. It names the change that made `current` the current toolchain.
fn in_the_way(history: &[Past<'_>], entry: &Past<'_>, current: &Version, reason: Statement) -> PlanError {
    let switched_to = |entry: &&Past<'_>| entry.plan.switches().is_some_and(|(_, to)| to == Some(current));
    let by = history.iter().filter(|other| other.id > entry.id && other.refusal.is_none()).rfind(switched_to);
    let next = by.map(|by| format!("Undo change {0} first: `upgo rollback {0}`.", by.id));
    let next = next.unwrap_or_else(|| "Switch to another version first: `upgo use VERSION`.".to_owned());
    PlanError::UndoBlocked { id: entry.id, reason, next: Some(next) }
}

#[expect(clippy::match_same_arms, reason = "each group of steps has its own reason")]
fn inverse(
    seen: &Snapshot,
    history: &[Past<'_>],
    entry: &Past<'_>,
    step: &Step,
    edit: &mut Option<Change>,
) -> Result<Vec<Step>, PlanError> {
    let blocked = |reason: Statement| PlanError::UndoBlocked { id: entry.id, reason, next: None };
    match step {
        Step::Switch { from, to } => match &seen.current {
            current if current == to => Ok(vec![Step::Switch { from: to.clone(), to: from.clone() }]),
            Some(current) => {
                Err(in_the_way(history, entry, current, Sentence::SwitchedSince.with("version", current.as_str())))
            }
            None => Err(blocked(Sentence::NoneInUse.into())),
        },
        Step::EditEnvironment { .. } => {
            // All edits of an entry are undone as one, at the position of the last one.
            Ok(edit
                .take()
                .map(|change| Step::EditEnvironment { purpose: EditPurpose::Undo, change })
                .into_iter()
                .collect())
        }
        Step::Delete { version, archive, .. } => {
            let unknown = || blocked(Sentence::SourceUnknown.with("version", version.as_str()));
            let archive = archive.clone().ok_or_else(unknown)?;
            let release = Release { archive: Some(archive), ..Release::unlisted(version.clone()) };
            bring(seen, &NewToolchain::Release(release))
        }
        Step::ChangeSystem { arch, from, to } => change_back(seen, entry, arch, from.as_ref(), to.as_ref()),
        Step::ChangeSetting { key, from, to } => {
            Ok(vec![Step::ChangeSetting { key: key.clone(), from: to.clone(), to: from.clone() }])
        }
        Step::SetAside { from, to } => Ok(vec![Step::SetAside { from: to.clone(), to: from.clone() }]),
        Step::Unpack { version } if entry.plan.undoes.is_some() || only_stores(entry.plan) => {
            remove_again(seen, version)
        }
        // Toolchains from these steps stay in the store, so that a later change needs no download.
        Step::Unpack { .. } | Step::Publish { .. } => Ok(Vec::new()),
        // `bring` restores the name together with the toolchain that the next step removed.
        Step::Unpublish { .. } => Ok(Vec::new()),
        // `kept` undoes these, see `undo`.
        Step::RebuildTool { .. } | Step::RestoreTool { .. } | Step::RepairFiles { .. } | Step::RestoreFiles { .. } => {
            Ok(Vec::new())
        }
        Step::ReplaceUpgo { .. } | Step::RestoreUpgo { .. } | Step::EditProject { .. } => Ok(Vec::new()),
        Step::CleanCache { .. } => Err(blocked(Sentence::CachesAreNotKept.into())),
        // Repaired files are the published ones; `change_back` restores the user's values with the old installation.
        Step::RepairSystem { .. } | Step::GiveBack { .. } => Ok(Vec::new()),
        // These changed nothing.
        Step::Download { .. }
        | Step::ReadFile { .. }
        | Step::DownloadPackage { .. }
        | Step::DownloadUpgo { .. }
        | Step::TryUpgo { .. }
        | Step::Rehearse { .. }
        | Step::Hook(_)
        | Step::Test { .. }
        | Step::Check { .. } => Ok(Vec::new()),
    }
}

/// The steps that reinstall the earlier version of the installer, replacing the present one.
fn change_back(
    seen: &Snapshot,
    entry: &Past<'_>,
    arch: &str,
    from: Option<&SystemGo>,
    to: Option<&SystemGo>,
) -> Result<Vec<Step>, PlanError> {
    let blocked = |reason: Statement| PlanError::UndoBlocked { id: entry.id, reason, next: None };
    let now = seen.everybody.find(arch);
    let version = |go: Option<&SystemGo>| go.map(|go| go.version.clone());
    if now.and_then(|now| now.version.clone()) != version(to) {
        return Err(blocked(match now.and_then(|now| now.version.as_ref()) {
            Some(now) => Sentence::MachineGoIsNow.with("version", now.as_str()),
            None => Sentence::MachineGoMissing.into(),
        }));
    }
    if let Some(unknown) = from.filter(|from| from.package.is_none()) {
        return Err(blocked(Sentence::PackageOfUnknown.with("version", unknown.version.as_str())));
    }
    let here = to.map(|to| SystemGo {
        folder: now.and_then(|now| now.root.clone()),
        is_whole: now.is_some_and(|now| now.is_whole),
        ..to.clone()
    });
    let back = from.map(|from| SystemGo { is_whole: true, ..from.clone() });
    Ok(system::change(seen, arch, here, back).into_iter().chain(system::give_back(seen)).collect())
}

/// Whether a plan only installs a toolchain into the store. Then undoing it removes the toolchain.
fn only_stores(plan: &Plan) -> bool {
    let is_about_the_store =
        |step: &Step| matches!(step, Step::Unpack { .. } | Step::Publish { .. }) || !step.changes_something();
    plan.steps.iter().all(is_about_the_store)
}

/// Removes the toolchain that the entry installed. The invariant of every plan ensures that it is not in use.
fn remove_again(seen: &Snapshot, version: &Version) -> Result<Vec<Step>, PlanError> {
    if seen.find_installed(version).is_none() {
        return Ok(Vec::new());
    }
    Ok(super::remove(seen, std::slice::from_ref(version), true)?
        .steps
        .into_iter()
        .filter(|step| !matches!(step, Step::Switch { .. }))
        .collect())
}
