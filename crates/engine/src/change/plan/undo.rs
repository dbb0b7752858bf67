//! The inverse of a change in the history.
use std::collections::BTreeSet;

use super::forward::{NewToolchain, bring};
use super::invariant::Dangling;
use super::scope::{Fate, Lines, Touches};
use super::{Action, EditPurpose, Makers, Plan, PlanError, Snapshot, Step, SystemGo, Undoable, system};
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::environment::{Change, UserEnvironment};
use crate::released::catalog::Release;

#[derive(Clone, Copy, Debug)]
pub struct PastChange<'a> {
    pub id: u64,
    pub plan: &'a Plan,
    pub begun: &'a BTreeSet<usize>,
    /// Whether it was carried out, and perhaps undone later.
    pub is_in_effect: bool,
    /// Why it cannot be undone, as a clause; `None` if it can.
    pub refusal: Option<Sentence>,
}

impl PastChange<'_> {
    pub(crate) fn require_undoable(&self) -> Result<(), PlanError> {
        self.refusal.map_or(Ok(()), |state| Err(PlanError::NotUndoable { id: self.id, state, earlier: None }))
    }
}

/// What an undo reverts, and what it leaves alone.
#[derive(Debug)]
pub struct Inverse<'a> {
    pub makers: &'a Makers,
    pub purpose: EditPurpose,
    pub edit: Option<Change>,
    /// What restores the programs and files that it replaced, as far as still necessary.
    pub kept: Vec<Step>,
    pub stays: Vec<Problem>,
}

pub fn stays_as_left(what: impl Into<Value>, by: u64) -> Problem {
    let what: Value = what.into();
    left_alone(say!(StaysAsLeft { what, id: by }), by)
}

pub fn files_stay_as_left(version: &Version, by: u64) -> Problem {
    left_alone(say!(FilesStayAsLeft { version: version.as_str(), id: by }), by)
}

fn left_alone(says: Statement, by: u64) -> Problem {
    Problem::new(Code::UndoPartial, says).with_next(say!(TakeBack { id: by }))
}

/// Undoes `entry`. Toolchains that it installed and switched to stay in the store, for a redo without the network.
/// Those that it only stored, reinstalled after a removal, or installed to set up the machine, are removed. `inverse`
/// depends on the machine, and gets the warnings. A refusal names the change in `history` to undo first.
pub fn undo(
    seen: &Snapshot,
    history: &[PastChange<'_>],
    entry: &PastChange<'_>,
    inverse: &mut Inverse<'_>,
) -> Result<Plan, PlanError> {
    entry.require_undoable()?;
    let mut steps = Vec::new();
    for step in entry.plan.steps.iter().rev() {
        steps.extend(inverse_of(seen, history, entry, step, inverse)?);
    }
    steps.append(&mut inverse.kept);
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
            Err(in_the_way(history, entry, &version, say!(WouldRemoveCurrent { version: version.as_str() })))
        }
        Some(Dangling::SwitchesTo(version)) => Err(PlanError::UndoBlocked {
            id: entry.id,
            reason: say!(BeforeItMissing { version: version.as_str() }),
            next: Some(say!(InstallFirst { version: version.number() })),
        }),
    }
}

/// The refusal of an undo that `current` prevents. It names the change that made `current` the current toolchain.
fn in_the_way(history: &[PastChange<'_>], entry: &PastChange<'_>, current: &Version, reason: Statement) -> PlanError {
    let switched_to = |entry: &&PastChange<'_>| entry.plan.switches().is_some_and(|(_, to)| to == Some(current));
    let by = history.iter().filter(|other| other.id > entry.id && other.refusal.is_none()).rfind(switched_to);
    let next = by.map(|by| say!(UndoFirst { id: by.id }));
    let next = next.unwrap_or_else(|| Sentence::SwitchToOtherFirst.into());
    PlanError::UndoBlocked { id: entry.id, reason, next: Some(next) }
}

#[expect(clippy::match_same_arms, reason = "each group of things has its own reason")]
#[expect(clippy::too_many_lines, reason = "one arm for each sort of thing")]
fn inverse_of(
    seen: &Snapshot,
    history: &[PastChange<'_>],
    entry: &PastChange<'_>,
    step: &Step,
    inverse: &mut Inverse<'_>,
) -> Result<Vec<Step>, PlanError> {
    let makers = inverse.makers;
    let blocked = |reason: Statement| PlanError::UndoBlocked { id: entry.id, reason, next: None };
    match step.touches() {
        Touches::Switch { from, to } => match seen.current.as_ref() {
            current
                if current == to
                    && let Some(by) = makers.later(entry.id, &Undoable::Switch) =>
            {
                let reason = match to {
                    Some(to) => say!(SwitchedAgain { id: by, version: to.as_str() }),
                    None => say!(NoneInUseAgain { id: by }),
                };
                Err(made_again(entry, reason, by))
            }
            current if current == to => Ok(vec![Step::Switch { from: to.cloned(), to: from.cloned() }]),
            Some(current) => Err(in_the_way(history, entry, current, say!(SwitchedSince { version: current }))),
            None => Err(blocked(Sentence::NoneInUse.into())),
        },
        // All edits of an entry are undone as one, at the position of the last one.
        Touches::Lines(Lines::Environment(_)) => {
            let edit = inverse.edit.take().map(|change| Step::EditEnvironment { purpose: inverse.purpose, change });
            Ok(edit.into_iter().collect())
        }
        Touches::Toolchain(version, fate @ (Fate::Brought | Fate::Removed { .. }))
            if takes_back(entry, fate)
                && let Some(by) = makers.later(entry.id, &Undoable::Toolchain(version.clone())) =>
        {
            inverse.stays.push(stays_as_left(version.as_str(), by));
            Ok(Vec::new())
        }
        Touches::Toolchain(version, Fate::Removed { archive, .. }) => {
            let unknown = || blocked(say!(SourceUnknown { version: version.as_str() }));
            let archive = archive.cloned().ok_or_else(unknown)?;
            let release = Release { archive: Some(archive), ..Release::unlisted(version.clone()) };
            bring(seen, &NewToolchain::Release(release))
        }
        Touches::Toolchain(version, fate @ Fate::Brought) if takes_back(entry, fate) => remove_again(seen, version),
        // Toolchains from these steps stay in the store, so that a later change needs no download.
        Touches::Toolchain(_, Fate::Brought | Fate::Named) => Ok(Vec::new()),
        // `bring` restores the name together with the toolchain that the next step removed.
        Touches::Toolchain(_, Fate::Unnamed) => Ok(Vec::new()),
        Touches::System { arch, .. } if let Some(by) = makers.later(entry.id, &Undoable::System(arch.to_owned())) => {
            Err(made_again(entry, say!(MachineGoChangedAgain { id: by }), by))
        }
        Touches::System { arch, from, to } => change_back(seen, entry, arch, from, to),
        Touches::Lines(Lines::Setting { key, .. })
            if let Some(by) = makers.later(entry.id, &Undoable::Setting(key.to_owned())) =>
        {
            Err(made_again(entry, say!(SettingSetAgain { id: by, key }), by))
        }
        Touches::Lines(Lines::Setting { key, from, to }) => Ok(vec![Step::ChangeSetting {
            key: key.to_owned(),
            from: to.map(str::to_owned),
            to: from.map(str::to_owned),
        }]),
        Touches::Tree { from, to }
            if let Some(by) =
                [from, to].into_iter().find_map(|tree| makers.later(entry.id, &Undoable::Tree(tree.to_owned()))) =>
        {
            Err(made_again(entry, say!(MovedAgain { id: by, path: from }), by))
        }
        Touches::Tree { from, to } => Ok(vec![Step::SetAside { from: to.to_owned(), to: from.to_owned() }]),
        // `kept` undoes these, see `undo`.
        Touches::Program(_) | Touches::Upgo { .. } => Ok(Vec::new()),
        Touches::Toolchain(_, Fate::Files { .. }) | Touches::Lines(Lines::Project { .. }) => Ok(Vec::new()),
        // Repaired files are the published ones; `change_back` restores the user's values with the old installation.
        Touches::SystemFiles { .. } | Touches::UserValues(_) => Ok(Vec::new()),
        // Nothing was changed, or `require_undoable` has refused it.
        Touches::Nothing | Touches::File { .. } | Touches::UpgoStarted(_) | Touches::Cache { .. } => Ok(Vec::new()),
    }
}

/// The refusal of an undo that would take back what only the later change `by` has made again.
fn made_again(entry: &PastChange<'_>, reason: Statement, by: u64) -> PlanError {
    let next = Some(say!(UndoFirst { id: by }));
    PlanError::UndoBlocked { id: entry.id, reason, next }
}

/// The later change that made the same again, so that an undo has nothing to take back: one of the things that it cannot
/// do without, or all of the others.
pub fn replaced_by(entry: &PastChange<'_>, makers: &Makers, environment: &UserEnvironment) -> Option<u64> {
    use Undoable::{Setting, Switch, System, Tree};
    let is_needed = |thing: &Undoable| matches!(thing, Switch | System(_) | Setting(_) | Tree(_));
    let fates = |version: &Version| -> Vec<Fate<'_>> {
        let fate = |step| match Step::touches(step) {
            Touches::Toolchain(other, fate @ (Fate::Brought | Fate::Removed { .. })) if other == version => Some(fate),
            _ => None,
        };
        entry.plan.steps.iter().filter_map(fate).collect()
    };
    let stays_anyway = |thing: &Undoable| match thing {
        Undoable::Toolchain(version) => !fates(version).into_iter().any(|fate| takes_back(entry, fate)),
        // They come and go with the toolchain, unless they were repaired.
        Undoable::Files(version) => !fates(version).is_empty(),
        _ => false,
    };
    let (needed, others): (Vec<_>, Vec<_>) = entry.makes(environment).into_iter().partition(is_needed);
    let later = |thing: &Undoable| makers.later(entry.id, thing);
    let others: Vec<_> = others.iter().filter(|thing| !stays_anyway(thing)).map(later).collect();
    let replaced = needed.iter().find_map(later);
    let is_all = needed.is_empty() && others.iter().all(Option::is_some);
    replaced.or_else(|| others.into_iter().flatten().max().filter(|_| is_all))
}

fn takes_back(entry: &PastChange<'_>, fate: Fate<'_>) -> bool {
    let is_whole = entry.plan.undoes.is_some() || entry.plan.action == Action::SetUp;
    matches!(fate, Fate::Removed { .. }) || is_whole || only_stores(entry.plan)
}

fn change_back(
    seen: &Snapshot,
    entry: &PastChange<'_>,
    arch: &str,
    from: Option<&SystemGo>,
    to: Option<&SystemGo>,
) -> Result<Vec<Step>, PlanError> {
    let blocked = |reason: Statement| PlanError::UndoBlocked { id: entry.id, reason, next: None };
    let now = seen.everybody.find(arch);
    let version = |go: Option<&SystemGo>| go.map(|go| go.version.clone());
    if now.and_then(|now| now.version.clone()) != version(to) {
        return Err(blocked(match now.and_then(|now| now.version.as_ref()) {
            Some(now) => say!(MachineGoIsNow { version: now.as_str() }),
            None => Sentence::MachineGoMissing.into(),
        }));
    }
    if let Some(unknown) = from.filter(|from| from.package.is_none()) {
        return Err(blocked(say!(PackageOfUnknown { version: unknown.version.as_str() })));
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
    let is_about_the_store = |step: &Step| {
        matches!(step.touches(), Touches::Toolchain(_, Fate::Brought | Fate::Named)) || !step.changes_something()
    };
    plan.steps.iter().all(is_about_the_store)
}

/// The invariant of every plan ensures that the toolchain is not in use.
fn remove_again(seen: &Snapshot, version: &Version) -> Result<Vec<Step>, PlanError> {
    if seen.find(version).is_none() {
        return Ok(Vec::new());
    }
    Ok(super::remove(seen, std::slice::from_ref(version), true)?
        .steps
        .into_iter()
        .filter(|step| !matches!(step, Step::Switch { .. }))
        .collect())
}
