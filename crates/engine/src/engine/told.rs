//! What the user wants to be told, and has been told.
use jiff::Timestamp;

use super::Engine;
use crate::report::{Code, Problem};
use crate::version::Version;
use crate::watch::Memory;

impl Engine {
    /// The user does not want to hear of this release any more.
    pub fn skip(&self, version: &Version) -> Result<(), Problem> {
        self.remember(|memory| memory.skipped = Some(version.clone()))
    }

    /// The user wants to hear of the release that was skipped after all.
    pub fn unskip(&self) -> Result<(), Problem> {
        self.remember(|memory| memory.skipped = None)
    }

    /// The user wants to hear of this release again at `until`, or when something new is known of what runs.
    pub fn remind_later(&self, version: &Version, until: Timestamp) -> Result<(), Problem> {
        let known = self.known_of_active(&self.see_with(self.active())?);
        self.remember(|memory| memory.put_off(version, until, known))
    }

    /// Nothing is told until then; `None` resumes at once. [`Timestamp::MAX`] is until the user resumes.
    pub fn pause_notifications(&self, until: Option<Timestamp>) -> Result<(), Problem> {
        self.remember(|memory| memory.paused_until = until)
    }

    /// Whether this is to be said now because it was never said before; afterwards it was.
    pub fn say_once(&self, what: &str) -> Result<bool, Problem> {
        let is_new = !Memory::read(self.home()).said_once.contains(what);
        self.remember(|memory| {
            memory.said_once.insert(what.to_owned());
        })?;
        Ok(is_new)
    }

    /// Writes down whether somebody answered when releases were asked for; what cannot be written is forgotten.
    pub(super) fn remember_check(&self, problem: Option<&Problem>) {
        if problem.is_none_or(|problem| problem.code != Code::Cancelled) {
            self.remember(|memory| memory.check_problem = problem.cloned()).ok();
        }
    }

    pub(super) fn remember(&self, change: impl FnOnce(&mut Memory)) -> Result<(), Problem> {
        self.require_own_account()?;
        let before = Memory::read(self.home());
        let mut after = before.clone();
        change(&mut after);
        if after == before { Ok(()) } else { after.write(self.home()).map_err(super::look::disk) }
    }
}
