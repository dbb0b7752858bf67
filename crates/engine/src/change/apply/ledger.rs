//! The start of a step: lock the store, check what the plan assumed, and write a record before the first effect.
use std::collections::BTreeSet;

use super::Result;
use super::context::Context;
use crate::base::report::{Cancel, Events, HookRun};
use crate::change::journal::{Seal, Writer};
use crate::change::site::Site;
use crate::machine::home::OwnHome;
use crate::store::StoreLock;

/// The journal of a running plan, and the store's lock, held for visible changes (commit, names, switch, PATH) and
/// never across the network, a flush or a test.
pub(super) struct Ledger<'a> {
    site: &'a Site,
    home: OwnHome<'a>,
    cancel: &'a Cancel,
    events: Events<'a>,
    writer: Writer,
    lock: Option<StoreLock>,
    /// The index of the step that runs.
    pub(super) step: usize,
}

/// Evidence that a step has begun: only [`Ledger::begin`] creates it, and every step that changes something returns it.
#[must_use]
pub(super) struct Begun(());

impl<'a> Ledger<'a> {
    /// Continues with the lock under which `writer` wrote the plan.
    pub(super) fn new(context: &Context<'a>, home: OwnHome<'a>, writer: Writer, lock: StoreLock) -> Self {
        let Context { site, cancel, events, .. } = *context;
        Self { site, home, cancel, events, writer, lock: Some(lock), step: 0 }
    }

    pub(super) fn home(&self) -> OwnHome<'a> {
        self.home
    }

    /// Releases the lock before slow work.
    pub(super) fn release(&mut self) {
        self.lock = None;
    }

    /// Begins the step. `require` checks under the lock that the machine is as the step assumes: a step that
    /// has not begun is not reverted, so that another process's change is never undone.
    pub(super) fn begin(&mut self, require: impl FnOnce() -> Result<()>) -> Result<Begun> {
        if self.lock.is_none() {
            self.lock = Some(self.site.lock_store(self.home, self.step, self.cancel, self.events)?);
        }
        require()?;
        self.writer.step_begins(self.step)?;
        Ok(Begun(()))
    }

    /// Locks the store to revert steps. This cannot be cancelled; without the lock they are reverted anyway.
    pub(super) fn lock_to_revert(&mut self) {
        let never = Cancel::default();
        let lock = || self.site.lock_store(self.home, 0, &never, self.events).ok();
        self.lock = self.lock.take().or_else(lock);
    }

    pub(super) fn begun(&self) -> &BTreeSet<usize> {
        self.writer.begun()
    }

    pub(super) fn hook_ran(&mut self, ran: &HookRun) -> Result<()> {
        Ok(self.writer.hook_ran(ran)?)
    }

    pub(super) fn ran_hooks(&self) -> bool {
        self.writer.ran_hooks()
    }

    /// Writes the outcome. The plan has ended, whatever happens to this process before [`settle`](Self::settle).
    pub(super) fn write_outcome(&mut self, seal: Seal) -> Result<()> {
        Ok(self.writer.write_outcome(seal)?)
    }

    /// Gives the record of a plan with an outcome its final name, then releases the lock.
    pub(super) fn settle(self) -> Result<()> {
        Ok(self.writer.settle()?)
    }

    pub(super) fn end(self, seal: Seal) -> Result<()> {
        Ok(self.writer.end(seal)?)
    }
}
