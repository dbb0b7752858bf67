//! The inverse of a change that is in the history.
use super::forward::{Wanted, bring};
use super::in_use::Dangling;
use super::system::{self, SystemGo};
use super::{Action, EditPurpose, Plan, PlanError, Snapshot, Step};
use crate::catalog::Release;
use crate::environment::Change;
use crate::version::Version;

/// A change of the history, as an undo needs it.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// Its number.
    pub id: u64,
    /// What was done.
    pub plan: &'a Plan,
    /// Why it cannot be undone, as a clause; `None` where it can.
    pub refusal: Option<&'static str>,
}

impl Past<'_> {
    /// Refuses what cannot be undone.
    pub fn require_undoable(&self) -> Result<(), PlanError> {
        self.refusal.map_or(Ok(()), |state| Err(PlanError::NotUndoable { id: self.id, state }))
    }
}

/// Takes `entry` back. The toolchains that it brought and switched to stay in the store (no network is needed to redo
/// it). What it only stored is removed, and so is what it brought back from a removal. `edit` takes its edits of the
/// environment back, and `kept` restores the programs and files that it replaced, as far as that is left to do. A refusal
/// names the change of `history` that stands in the way.
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
            Err(in_the_way(history, entry, &version, format!("it would remove {version}, which is your current Go")))
        }
        Some(Dangling::SwitchesTo(version)) => Err(PlanError::UndoBlocked {
            id: entry.id,
            reason: format!("{version}, the Go before it, is no longer installed"),
            next: Some(format!("Run `upgo install {}` first.", version.number())),
        }),
    }
}

/// The refusal of an undo that `current` stands in the way of. It names the change that made that the current Go.
fn in_the_way(history: &[Past<'_>], entry: &Past<'_>, current: &Version, reason: String) -> PlanError {
    let switched_to = |entry: &&Past<'_>| entry.plan.switches().is_some_and(|(_, to)| to == Some(current));
    let by = history.iter().filter(|other| other.id > entry.id && other.refusal.is_none()).rfind(switched_to);
    let next = by.map(|by| format!("Undo change {0} first: `upgo rollback {0}`.", by.id));
    let next = next.unwrap_or_else(|| "Switch to another Go first: `upgo use VERSION`.".to_owned());
    PlanError::UndoBlocked { id: entry.id, reason, next: Some(next) }
}

fn inverse(
    seen: &Snapshot,
    history: &[Past<'_>],
    entry: &Past<'_>,
    step: &Step,
    edit: &mut Option<Change>,
) -> Result<Vec<Step>, PlanError> {
    let blocked = |reason: String| PlanError::UndoBlocked { id: entry.id, reason, next: None };
    match step {
        Step::Switch { from, to } => match &seen.current {
            current if current == to => Ok(vec![Step::Switch { from: to.clone(), to: from.clone() }]),
            Some(current) => {
                Err(in_the_way(history, entry, current, format!("{current} has become your current Go since")))
            }
            None => Err(blocked("no Go is current any more".to_owned())),
        },
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
        Step::Unpack { version } if entry.plan.undoes.is_some() || only_stores(entry.plan) => {
            remove_again(seen, version)
        }
        _ => Ok(Vec::new()),
    }
}

/// What the installer had comes back, in the place of what it has now.
fn change_back(
    seen: &Snapshot,
    entry: &Past<'_>,
    arch: &str,
    from: Option<&SystemGo>,
    to: Option<&SystemGo>,
) -> Result<Vec<Step>, PlanError> {
    let blocked = |reason: String| PlanError::UndoBlocked { id: entry.id, reason, next: None };
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

/// Removes what the entry has brought. That it is not in use is the law of every plan.
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
