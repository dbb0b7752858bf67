//! Ends the plans whose process was killed.
//!
//! A plan whose last change is in effect is completed; every other one is taken back. A verified tree that such a
//! plan brought stays in the store, so that the next try needs no download.
use super::ApplyError;
use super::revert::{self, Trees, is_in_effect};
use super::system::{self, Stage};
use crate::elevation::{NoElevation, Session};
use crate::journal::{self, Entry, Outcome, Seal, Writer};
use crate::kept::Kept;
use crate::plan::{Plan, Step};
use crate::report::Cancel;
use crate::site::Site;
use crate::store::{self, Level, Provenance, Receipt, StoreLock};

/// What became of plans whose process was killed, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// They are completed or taken back.
    pub ended: Vec<u64>,
    /// They wait for an administrator.
    pub left: Vec<u64>,
}

/// Ends every plan that was killed, and sweeps what it left. The caller holds the store's lock. What needs an administrator
/// is asked for in `session`; without one it is left.
pub fn recover(
    site: &Site,
    mut session: Option<&mut (dyn Session + 'static)>,
    _held: &StoreLock,
) -> Result<Recovered, ApplyError> {
    let mut recovered = Recovered::default();
    for id in journal::unfinished(site.home())? {
        if let Some((writer, entry)) = Writer::take_over(site.home(), id)? {
            let is_ended = end(site, session.as_deref_mut(), writer, entry)?;
            if is_ended {
                recovered.ended.push(id);
            } else {
                recovered.left.push(id);
            }
            site.note_recovered(id, is_ended);
        }
    }
    site.home().sweep();
    store::sweep(site.home(), journal::alive(site.home()));
    Ok(recovered)
}

/// The same for a command that only reads: it recovers if nobody holds the store's lock, and otherwise leaves it. It asks
/// nobody for rights.
pub fn recover_if_free(site: &Site) -> Result<Recovered, ApplyError> {
    if !needs_tidying(site)? {
        return Ok(Recovered::default());
    }
    match StoreLock::try_acquire(site.home())? {
        Some(lock) => recover(site, None, &lock),
        None => Ok(Recovered::default()),
    }
}

/// The same for a command that changes something, also where its plan turns out to be empty: it waits for the lock.
pub fn tidy(site: &Site, admin: Admin, cancel: &Cancel) -> Result<Recovered, ApplyError> {
    if !needs_tidying(site)? {
        return Ok(Recovered::default());
    }
    let mut session = (admin == Admin::MayBeAsked).then(|| site.elevated());
    recover(site, session.as_deref_mut(), &StoreLock::acquire(site.home(), cancel)?)
}

/// Whether an administrator may be asked, to end what was killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admin {
    /// The change at hand needs one anyway.
    MayBeAsked,
    /// It does not.
    IsLeftAlone,
}

fn needs_tidying(site: &Site) -> Result<bool, ApplyError> {
    let home = site.home();
    Ok(store::has_leftovers(home) || home.has_leftovers() || !journal::unfinished(home)?.is_empty())
}

/// Whether it is ended; if not, it waits for an administrator.
fn end(
    site: &Site,
    session: Option<&mut (dyn Session + 'static)>,
    writer: Writer,
    entry: Option<Entry>,
) -> Result<bool, ApplyError> {
    let Some(entry) = entry else { return writer.discard().map(|()| true).map_err(Into::into) };
    if entry.seal.is_some() {
        return writer.settle().map(|()| true).map_err(Into::into);
    }
    for step in entry.begun.iter().filter_map(|index| entry.plan.steps.get(*index)) {
        if let Step::EditEnvironment { change, .. } = step {
            change.sweep();
        }
    }
    let in_effect = match system::begun(site, &entry.plan, &entry.begun) {
        Some((step, Stage::After)) => {
            entry.plan.steps[step + 1..].iter().try_for_each(|step| system::carry_on(site, step))?;
            true
        }
        Some((step, Stage::Between)) if is_overtaken(site, &entry, &entry.plan.steps[step])? => false,
        Some((_, Stage::Between)) if session.is_none() => return Ok(false),
        _ => {
            let is_complete = is_complete(site, &entry)?;
            if !is_complete && !is_reverted(site, session, &entry)? {
                return Ok(false);
            }
            is_complete
        }
    };
    let proof = if in_effect { proof_of(site, &entry.plan) } else { None };
    writer.end(Seal { proof, ..site.seal(Outcome::Recovered, in_effect, None) })?;
    Ok(true)
}

/// How much is proven of the toolchain that a plan has installed, as its receipt says.
fn proof_of(site: &Site, plan: &Plan) -> Option<Level> {
    let mut steps = plan.steps.iter();
    let receipt = steps.find_map(|step| match step {
        Step::Unpack { version } => Receipt::read(site.home(), version),
        _ => None,
    });
    receipt?.proof.as_ref().map(Provenance::level)
}

fn is_reverted(site: &Site, session: Option<&mut (dyn Session + 'static)>, entry: &Entry) -> Result<bool, ApplyError> {
    let can_ask = session.is_some();
    let mut nobody = NoElevation;
    let session = session.unwrap_or(&mut nobody);
    match revert::revert(site, session, entry.id, &entry.plan, &entry.begun, Trees::Keep) {
        Err(ApplyError::Elevation(_)) if !can_ask => Ok(false),
        reverted => reverted.map(|()| true),
    }
}

/// Whether a later change has seen to the Go that everybody has: then there is nothing left to put back.
fn is_overtaken(site: &Site, entry: &Entry, step: &Step) -> Result<bool, ApplyError> {
    let family = |step: &Step| match step {
        Step::ChangeSystem { arch, .. } | Step::RepairSystem { arch, .. } => Some(arch.clone()),
        _ => None,
    };
    let wanted = family(step);
    let is_later = |other: &Entry| other.id > entry.id && other.is_in_effect();
    let history = journal::history(site.home())?;
    Ok(history
        .iter()
        .filter(|other| is_later(other))
        .flat_map(|other| &other.plan.steps)
        .any(|step| family(step) == wanted))
}

/// Whether the last changing step was begun and is in effect.
fn is_complete(site: &Site, entry: &Entry) -> Result<bool, ApplyError> {
    let Some(last) = entry.plan.decisive_step() else { return Ok(false) };
    Ok(entry.begun.contains(&last)
        && is_in_effect(site, Kept { change: entry.id, step: last }, &entry.plan.steps[last])?)
}
