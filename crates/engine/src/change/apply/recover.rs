//! Completes plans whose process was killed if their last change is in effect, and reverts the others and those that
//! failed. The verified tree that such a plan installed stays in the store, so that a retry needs no download.
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::allowed::{OutOfReach, require_in_reach};
use super::context::{Reverting, Trees};
use super::steps::{self, system, system::SystemStage};
use super::{ApplyError, Result};
use crate::base::report::{Cancel, Events};
use crate::change::audit_log::AuditOutcome;
use crate::change::elevation::{NoElevation, Session};
use crate::change::journal::{self, JournalEntry, Outcome, Reading, Seal, Writer};
use crate::change::log::{self, LogEvent, Note};
use crate::change::plan::{ChangeName, Lines, Plan, Step, Touches};
use crate::change::site::Site;
use crate::machine::home::OwnHome;
use crate::machine::work_folder::WorkFolder;
use crate::projects::go_caches::Cleaning;
use crate::released::catalog::ListedDigest;
use crate::store::kept_files::Kept;
use crate::store::proof;
use crate::store::{self, ProofLevel, Receipt, StoreLock};

/// Plans whose process was killed, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recovered {
    pub ended: Vec<u64>,
    /// They wait for an administrator.
    pub left: Vec<u64>,
    /// They wait for a process without administrator rights.
    pub postponed: Vec<u64>,
    pub refused: Vec<(u64, OutOfReach)>,
    /// Their records are damaged, and were set aside under these names.
    pub damaged: Vec<(u64, PathBuf)>,
}

/// The caller holds the store's lock. Steps that need an administrator run in `session`; without one they are left.
pub(crate) fn recover(
    site: &Site,
    home: OwnHome<'_>,
    mut session: Option<&mut (dyn Session + 'static)>,
    _held: &StoreLock,
) -> Result<Recovered> {
    let mut recovered = Recovered::default();
    for id in journal::unfinished(&home)? {
        let end = end(site, session.as_deref_mut(), id).map_err(|error| interrupted(site, id, error))?;
        let Some(end) = end else { continue };
        site.note(end.note().in_change(Some(id)));
        if let Some(outcome) = end.audited() {
            site.audit_recovered(id, end.says(), outcome);
        }
        match end {
            RecoveryEnd::Completed | RecoveryEnd::RolledBack => recovered.ended.push(id),
            RecoveryEnd::Waits => recovered.left.push(id),
            RecoveryEnd::Postponed => recovered.postponed.push(id),
            RecoveryEnd::Refused(why) => recovered.refused.push((id, why)),
            RecoveryEnd::Damaged(record) => recovered.damaged.push((id, record)),
        }
    }
    // Nobody asked for it, so it waits for a process without more rights: a folder could become a junction meanwhile.
    if !site.has_more_rights() {
        site.settle_go()?;
        home.sweep();
        WorkFolder::sweep(&home);
        store::sweep(home, journal::alive(&home));
    }
    Ok(recovered)
}

/// For a command that only reads: it recovers only if the store's lock is free, never asks for administrator rights,
/// and leaves a home alone that is not this account's or not Upgo's own.
pub(crate) fn recover_if_free(site: &Site) -> Result<Recovered> {
    let Ok(home) = site.own_home() else { return Ok(Recovered::default()) };
    if !needs_tidying(site)? {
        return Ok(Recovered::default());
    }
    match StoreLock::try_acquire(home, &site.holder())? {
        Some(lock) => recover(site, home, None, &lock),
        None => Ok(Recovered::default()),
    }
}

/// For a command that changes something, even if its plan turns out to be empty: it waits for the lock.
pub(crate) fn tidy(site: &Site, admin: Admin, cancel: &Cancel, events: Events<'_>) -> Result<Recovered> {
    if !needs_tidying(site)? {
        return Ok(Recovered::default());
    }
    let mut session = (admin == Admin::MayBeAsked).then(|| site.elevated());
    let home = site.own_home()?;
    recover(site, home, session.as_deref_mut(), &site.lock_store(home, 0, cancel, events)?)
}

/// Whether recovery may show the administrator prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admin {
    /// Yes: the current change needs it anyway.
    MayBeAsked,
    IsLeftAlone,
}

fn needs_tidying(site: &Site) -> Result<bool> {
    let home = site.home();
    let is_left = store::has_leftovers(home) || home.has_leftovers() || WorkFolder::has_leftovers(home);
    // the policy may have changed, or the user the file of the settings
    let is_unsettled = !site.has_more_rights() && !site.is_go_settled();
    Ok(is_left || is_unsettled || !journal::unfinished(home)?.is_empty())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum RecoveryEnd {
    Completed,
    RolledBack,
    /// It waits for an administrator.
    Waits,
    /// It waits for a process without administrator rights.
    Postponed,
    Refused(OutOfReach),
    /// Its record is damaged; it has this name now.
    Damaged(PathBuf),
}

impl RecoveryEnd {
    fn of(is_in_effect: bool) -> Self {
        if is_in_effect { Self::Completed } else { Self::RolledBack }
    }

    fn says(&self) -> &'static str {
        match self {
            Self::Completed => "an interrupted change was completed",
            Self::RolledBack => "an interrupted change was rolled back",
            Self::Waits => "an interrupted change waits for an administrator",
            Self::Postponed => "an interrupted change waits for a command without administrator rights",
            Self::Refused(_) => "an interrupted change that Upgo did not make was set aside",
            Self::Damaged(_) => "the damaged record of an interrupted change was set aside",
        }
    }

    fn note(&self) -> Note {
        let level = match self {
            Self::Completed | Self::RolledBack => log::Level::Info,
            Self::Waits | Self::Postponed | Self::Refused(_) | Self::Damaged(_) => log::Level::Warn,
        };
        Note::new(LogEvent::Recovered, self.says()).at(level)
    }

    /// `None` while it waits, which each command finds again.
    fn audited(&self) -> Option<AuditOutcome> {
        match self {
            Self::Completed => Some(AuditOutcome::Done),
            Self::RolledBack => Some(AuditOutcome::RolledBack),
            Self::Refused(_) | Self::Damaged(_) => Some(AuditOutcome::SetAside),
            Self::Waits | Self::Postponed => None,
        }
    }
}

fn interrupted(site: &Site, id: u64, error: ApplyError) -> ApplyError {
    let entry = journal::find(site.home(), id).ok().flatten();
    let what =
        entry.map(|entry| format!(", \u{201c}{}\u{201d},", ChangeName::from(&entry.plan).line())).unwrap_or_default();
    ApplyError::Interrupted { name: format!("change number {id}{what}"), error: Box::new(error) }
}

/// `None` if it still runs or has just ended.
fn end(site: &Site, session: Option<&mut (dyn Session + 'static)>, id: u64) -> Result<Option<RecoveryEnd>> {
    let Some((writer, reading)) = Writer::take_over(site.home(), id)? else { return Ok(None) };
    let entry = match reading {
        Reading::Entry(entry) => entry,
        Reading::Nothing => {
            writer.discard()?;
            return Ok(Some(RecoveryEnd::RolledBack));
        }
        Reading::Damaged => return Ok(Some(RecoveryEnd::Damaged(writer.set_damaged_aside()?))),
    };
    if let Some(seal) = &entry.seal {
        writer.settle()?;
        return Ok(Some(RecoveryEnd::of(seal.in_effect)));
    }
    if let Err(why) = require_in_reach(site, &entry.plan) {
        writer.refuse()?;
        return Ok(Some(RecoveryEnd::Refused(why)));
    }
    if site.has_more_rights() && !entry.plan.steps.iter().all(|step| step.facts().is_safe_with_more_rights) {
        return Ok(Some(RecoveryEnd::Postponed));
    }
    for step in entry.begun.iter().filter_map(|index| entry.plan.steps.get(*index)) {
        match step.touches() {
            Touches::Lines(Lines::Environment(change)) => change.sweep(),
            Touches::Lines(Lines::Project { folder, files, .. }) => files.iter().for_each(|file| file.sweep(folder)),
            Touches::Cache { folder, cleaning: Cleaning::Downloaded { downloaded }, .. } => downloaded.sweep(folder),
            _ => {}
        }
    }
    let in_effect = match system::begun(site, &entry.plan, &entry.begun) {
        Some((step, SystemStage::After)) => {
            entry.plan.steps[step + 1..].iter().try_for_each(|step| steps::complete(site, step))?;
            true
        }
        Some((step, SystemStage::Between)) if is_overtaken(site, &entry, &entry.plan.steps[step])? => false,
        Some((_, SystemStage::Between)) if session.is_none() => return Ok(Some(RecoveryEnd::Waits)),
        _ => {
            let is_complete = is_complete(site, &entry)?;
            if !is_complete && !is_reverted(site, session, &entry)? {
                return Ok(Some(RecoveryEnd::Waits));
            }
            is_complete
        }
    };
    let proof = if in_effect { proof_of(site, &entry.plan) } else { None };
    writer.end(Seal { proof, ..site.seal(Outcome::Recovered, in_effect, None) })?;
    Ok(Some(RecoveryEnd::of(in_effect)))
}

/// The level of proof of the toolchain that a plan installed, according to its receipt.
fn proof_of(site: &Site, plan: &Plan) -> Option<ProofLevel> {
    let mut steps = plan.steps.iter();
    let receipt = steps.find_map(|step| step.unpacks().and_then(|version| Receipt::read(site.home(), version)));
    Some(proof::level(Some(&receipt?), &ListedDigest::No))
}

fn is_reverted(site: &Site, session: Option<&mut (dyn Session + 'static)>, entry: &JournalEntry) -> Result<bool> {
    let can_ask = session.is_some();
    let mut nobody = NoElevation;
    let session = session.unwrap_or(&mut nobody);
    let mut reverting = Reverting { site, session, plan: &entry.plan, id: entry.id, trees: Trees::Keep };
    match revert(&mut reverting, &entry.begun) {
        Err(ApplyError::Elevation(_)) if !can_ask => Ok(false),
        reverted => reverted.map(|()| true),
    }
}

/// Whether a later change has replaced or restored the machine-wide Go, so that nothing is left to restore.
fn is_overtaken(site: &Site, entry: &JournalEntry, step: &Step) -> Result<bool> {
    let family = |step: &Step| match step.touches() {
        Touches::System { arch, .. } | Touches::SystemFiles { arch, .. } => Some(arch.to_owned()),
        _ => None,
    };
    let wanted = family(step);
    let later = journal::after(site.home(), entry.id)?;
    let mut steps = later.iter().filter(|other| other.is_in_effect()).flat_map(|other| &other.plan.steps);
    Ok(steps.any(|step| family(step) == wanted))
}

/// Whether the last changing step was begun and holds, and no hook could take it back. A replaced one is complete.
fn is_complete(site: &Site, entry: &JournalEntry) -> Result<bool> {
    let Some(last) = entry.plan.decisive_step() else { return Ok(false) };
    Ok(entry.begun.contains(&last)
        && (journal::replacing(site.home(), entry.id)?.is_some()
            || entry.hooks_have_passed()
                && steps::is_in_effect(site, Kept { change: entry.id, step: last }, &entry.plan.steps[last])?))
}

/// Newest first. Continues after an error and returns the first one.
pub(super) fn revert(reverting: &mut Reverting<'_>, begun: &BTreeSet<usize>) -> Result<()> {
    let mut reverted = Ok(());
    let plan = reverting.plan;
    for (index, step) in begun.iter().rev().filter_map(|index| Some((*index, plan.steps.get(*index)?))) {
        let result = steps::take_back(reverting, index, step);
        // In that case, Upgo's own toolchains stay as they are, because they may be the only Go that works.
        if result.is_err() && matches!(step, Step::ChangeSystem { .. }) {
            return result;
        }
        reverted = reverted.and(result);
    }
    reverted
}
