//! Ends the plans whose process was killed.
//!
//! A plan whose last change is in effect is completed; every other one is taken back. A verified tree that such a
//! plan brought stays in the store, so that the next try needs no download.
use super::ApplyError;
use super::revert::{self, Trees, is_in_effect};
use crate::activate;
use crate::engine::Engine;
use crate::journal::{self, Entry, Outcome, Writer};
use crate::rebuild::Kept;
use crate::report::Cancel;
use crate::store::{self, StoreLock};

/// Ends every plan that was killed, and sweeps what it left. The caller holds the store's lock.
/// Returns the numbers of the plans that were ended.
pub fn recover(engine: &Engine, _held: &StoreLock) -> Result<Vec<u64>, ApplyError> {
    let unfinished = journal::unfinished(engine.home())?;
    let mut ended = Vec::new();
    for id in &unfinished {
        if let Some((writer, entry)) = Writer::take_over(engine.home(), *id)? {
            end(engine, writer, entry)?;
            ended.push(*id);
        }
    }
    activate::sweep(engine.home())?;
    store::sweep(engine.home(), engine.alive())?;
    Ok(ended)
}

/// The same for a command that only reads: it recovers if nobody holds the store's lock, and otherwise leaves it.
pub fn recover_if_free(engine: &Engine) -> Result<Vec<u64>, ApplyError> {
    if !needs_tidying(engine)? {
        return Ok(Vec::new());
    }
    match StoreLock::try_acquire(engine.home())? {
        Some(lock) => recover(engine, &lock),
        None => Ok(Vec::new()),
    }
}

/// The same for a command that changes something, also where its plan turns out to be empty: it waits for the lock.
pub fn tidy(engine: &Engine, cancel: &Cancel) -> Result<(), ApplyError> {
    if needs_tidying(engine)? {
        recover(engine, &StoreLock::acquire(engine.home(), cancel)?)?;
    }
    Ok(())
}

fn needs_tidying(engine: &Engine) -> Result<bool, ApplyError> {
    Ok(store::has_leftovers(engine.home()) || !journal::unfinished(engine.home())?.is_empty())
}

fn end(engine: &Engine, writer: Writer, entry: Option<Entry>) -> Result<(), ApplyError> {
    let Some(entry) = entry else { return Ok(writer.discard()?) };
    if entry.seal.is_some() {
        return Ok(writer.settle()?);
    }
    let in_effect = is_complete(engine, &entry)?;
    if !in_effect {
        revert::revert(engine, entry.id, &entry.plan, &entry.begun, Trees::Keep)?;
    }
    Ok(writer.end(engine.seal(Outcome::Recovered, in_effect, None))?)
}

/// Whether the last changing step was begun and is in effect.
fn is_complete(engine: &Engine, entry: &Entry) -> Result<bool, ApplyError> {
    let Some(last) = entry.plan.decisive_step() else { return Ok(false) };
    Ok(entry.begun.contains(&last)
        && is_in_effect(engine, Kept { change: entry.id, step: last }, &entry.plan.steps[last])?)
}
