//! The user's choices about notifications, and the record of what was shown.
use std::time::Duration;

use jiff::Timestamp;

use super::Engine;
use super::snapshot::Asker;
use crate::base::report::{Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::guidance::watch::{self, Memory, Tries};
use crate::machine::effect;
use crate::machine::platform::FileLock;

/// How long to wait for another process that changes the record: it only writes one file.
const PATIENCE: Duration = Duration::from_secs(5);

impl Engine {
    pub fn skip(&self, version: &Version) -> Result<()> {
        self.remember(|memory| memory.skipped = Some(version.clone()))
    }

    /// Puts off news about a release until `until`, or until a new vulnerability of the Go in use is reported.
    pub fn remind_later(&self, version: &Version, until: Timestamp) -> Result<()> {
        let known = self.known_of_active(&self.see_with(self.running_go())?);
        self.remember(|memory| memory.put_off(version, until, known))
    }

    /// Takes back [`Engine::skip`] and [`Engine::remind_later`]: what was put off is offered again.
    pub fn offer_again(&self) -> Result<()> {
        self.remember(Memory::offer_again)
    }

    /// Pauses notifications until the given time. `None` resumes; [`Timestamp::MAX`] pauses until the user resumes.
    pub fn pause_notifications(&self, until: Option<Timestamp>) -> Result<()> {
        self.remember(|memory| memory.paused_until = until)
    }

    /// Whether the user wants no notification now: a pause, or quiet hours. Full screen is up to the system.
    pub fn is_silenced(&self) -> bool {
        watch::silenced_until(self.settings(), &Memory::read(self.home()), &self.clock()).is_some()
    }

    /// Records that it is shown now.
    pub fn say_once(&self, what: &str) -> Result<bool> {
        let mut is_new = false;
        self.remember(|memory| is_new = memory.said_once.insert(what.to_owned()))?;
        Ok(is_new)
    }

    /// A failure to write is ignored.
    pub(super) fn remember_asked(
        &self,
        by: Asker,
        releases: Option<Result<(), &Problem>>,
        advisories: Option<Result<(), &Problem>>,
    ) {
        let now = self.now();
        let went = |tries: &mut Tries, problem: Result<(), &Problem>| match problem {
            Ok(()) => tries.went_well(now),
            Err(problem) if problem.code == Code::Cancelled || by == Asker::User => {}
            Err(_) => tries.went_wrong(now),
        };
        let remembered = self.remember(|memory| {
            if let Some(releases) = releases {
                if releases.err().is_none_or(|problem| problem.code != Code::Cancelled) {
                    memory.check_problem = releases.err().cloned();
                }
                went(&mut memory.releases, releases);
            }
            if let Some(advisories) = advisories {
                went(&mut memory.advisories, advisories);
            }
        });
        remembered.ok();
    }

    /// Changes the stored memory under its lock, which other processes wait for briefly. Also on a full disk.
    pub(super) fn remember(&self, change: impl FnOnce(&mut Memory)) -> Result<()> {
        self.own_home()?;
        let _lock = self.with_room(|| self.lock_memory())?;
        let before = Memory::read(self.home());
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(());
        }
        self.with_room(|| after.write(self.home()).map_err(super::snapshot::disk))
    }

    pub(super) fn lock_memory(&self) -> Result<FileLock> {
        let lock = effect::lock_within(&self.home().watch_lock(), PATIENCE).map_err(super::snapshot::disk)?;
        lock.ok_or_else(|| Problem::new(Code::Busy, Sentence::NotificationsBusy))
    }
}
