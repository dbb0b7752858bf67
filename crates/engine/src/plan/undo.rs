//! The inverse of a change that is in the history.
use super::forward::{Wanted, bring};
use super::system::{self, SystemGo};
use super::{Action, EditPurpose, Plan, PlanError, Snapshot, Step};
use crate::catalog::Release;
use crate::environment::Change;
use crate::journal::Entry;

/// Takes `entry` back. The toolchains that it brought and switched to stay in the store (no network is needed to redo
/// it). What it only stored is removed, and so is what it brought back from a removal. `edit` takes its edits of the
/// environment back, and `kept` puts the programs and files back that it replaced, as far as that is left to do.
pub fn undo(seen: &Snapshot, entry: &Entry, mut edit: Option<Change>, kept: Vec<Step>) -> Result<Plan, PlanError> {
    entry.require_undoable()?;
    let mut steps = Vec::new();
    for step in entry.plan.steps.iter().rev() {
        steps.extend(inverse(seen, entry, step, &mut edit)?);
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
    Ok(Plan { action: Action::Rollback, from: seen.current.clone(), to, undoes: Some(entry.id), steps })
}

fn inverse(seen: &Snapshot, entry: &Entry, step: &Step, edit: &mut Option<Change>) -> Result<Vec<Step>, PlanError> {
    let blocked = |reason: String| PlanError::UndoBlocked { id: entry.id, reason };
    match step {
        Step::Switch { from, to } => {
            if seen.current != *to {
                let now = seen.current.as_ref().map_or("no Go".to_owned(), ToString::to_string);
                return Err(blocked(format!("a later change made {now} the current one; undo that first")));
            }
            if let Some(missing) = from.as_ref().filter(|from| seen.find_installed(from).is_none()) {
                // A removal of the current toolchain brings it back before it switches to it.
                let comes_back = matches!(entry.plan.action, Action::Remove);
                if !comes_back {
                    return Err(blocked(format!("{missing} is no longer installed; run `upgo install {missing}`")));
                }
            }
            Ok(vec![Step::Switch { from: to.clone(), to: from.clone() }])
        }
        Step::EditEnvironment { .. } => {
            // All edits of an entry are taken back as one, where the last one was made.
            Ok(edit
                .take()
                .map(|change| Step::EditEnvironment { purpose: EditPurpose::Undo, change })
                .into_iter()
                .collect())
        }
        Step::Delete { version, archive, .. } => {
            let unknown = || blocked(format!("where {version} came from is not known"));
            let archive = archive.clone().ok_or_else(unknown)?;
            let release = Release { archive: Some(archive), ..Release::unlisted(version.clone()) };
            bring(seen, &Wanted::Release(release))
        }
        Step::ChangeSystem { arch, from, to } => change_back(seen, entry, arch, from.as_ref(), to.as_ref()),
        Step::ChangeSetting { key, from, to } => {
            Ok(vec![Step::ChangeSetting { key: key.clone(), from: to.clone(), to: from.clone() }])
        }
        Step::SetAside { from, to } => Ok(vec![Step::SetAside { from: to.clone(), to: from.clone() }]),
        Step::Unpack { version } if entry.plan.undoes.is_some() => remove_again(seen, version),
        Step::Unpack { version } if only_stores(&entry.plan) => {
            if seen.current.as_ref() == Some(version) {
                return Err(blocked(format!("{version} is in use by now; undo that first")));
            }
            remove_again(seen, version)
        }
        _ => Ok(Vec::new()),
    }
}

/// What the installer had comes back, in the place of what it has now.
fn change_back(
    seen: &Snapshot,
    entry: &Entry,
    arch: &str,
    from: Option<&SystemGo>,
    to: Option<&SystemGo>,
) -> Result<Vec<Step>, PlanError> {
    let blocked = |reason: String| PlanError::UndoBlocked { id: entry.id, reason };
    let now = seen.everybody.find(arch);
    let version = |go: Option<&SystemGo>| go.map(|go| go.version.clone());
    if now.and_then(|now| now.version.clone()) != version(to) {
        let now = now.and_then(|now| now.version.as_ref()).map_or("no Go".to_owned(), ToString::to_string);
        return Err(blocked(format!("everybody has {now} by now")));
    }
    if let Some(unknown) = from.filter(|from| from.package.is_none()) {
        return Err(blocked(format!("the package of {} is not known", unknown.version)));
    }
    let here = to.map(|to| SystemGo {
        folder: now.and_then(|now| now.root.clone()),
        is_whole: now.is_some_and(|now| now.is_whole),
        ..to.clone()
    });
    let back = from.map(|from| SystemGo { is_whole: true, ..from.clone() });
    Ok(system::change(seen, arch, here, back).into_iter().chain(system::give_back(seen)).collect())
}

/// Whether all that a plan does is to bring a toolchain: then to take it back is to remove that.
fn only_stores(plan: &Plan) -> bool {
    let does_more = |step: &Step| {
        matches!(
            step,
            Step::Switch { .. } | Step::EditEnvironment { .. } | Step::ChangeSystem { .. } | Step::SetAside { .. }
        )
    };
    !plan.steps.iter().any(does_more)
}

/// The removal that the entry had undone is done again.
fn remove_again(seen: &Snapshot, version: &crate::version::Version) -> Result<Vec<Step>, PlanError> {
    if seen.find_installed(version).is_none() {
        return Ok(Vec::new());
    }
    // Whether it is in use is settled by the Switch step beside it, which stands before this one.
    Ok(super::remove(seen, std::slice::from_ref(version), true)?
        .steps
        .into_iter()
        .filter(|step| !matches!(step, Step::Switch { .. }))
        .collect())
}
