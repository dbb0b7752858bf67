//! What the user wants to be told, and has been told.
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Engine;
use crate::effect;
use crate::platform::FileLock;
use crate::report::{Code, Problem};
use crate::version::Version;
use crate::watch::{Memory, Tries};

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
        let mut is_new = false;
        self.remember(|memory| is_new = memory.said_once.insert(what.to_owned()))?;
        Ok(is_new)
    }

    /// Writes down who answered; what cannot be written is forgotten.
    pub(super) fn remember_asked(
        &self,
        releases: Option<Result<(), &Problem>>,
        advisories: Option<Result<(), &Problem>>,
    ) {
        let now = self.now();
        let went = |tries: &mut Tries, problem: Result<(), &Problem>| match problem {
            Ok(()) => tries.went_well(now),
            Err(problem) if problem.code == Code::Cancelled => {}
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

    /// Changes what is remembered; who else wants to waits for a moment.
    pub(super) fn remember(&self, change: impl FnOnce(&mut Memory)) -> Result<(), Problem> {
        self.require_own_account()?;
        let _lock = self.lock_memory().map_err(super::look::disk)?;
        let before = Memory::read(self.home());
        let mut after = before.clone();
        change(&mut after);
        if after == before { Ok(()) } else { after.write(self.home()).map_err(super::look::disk) }
    }

    fn lock_memory(&self) -> io::Result<FileLock> {
        let held = || io::Error::new(io::ErrorKind::WouldBlock, "another Upgo holds what is remembered");
        lock_within(&self.home().watch_lock(), Duration::from_secs(5))?.ok_or_else(held)
    }
}

/// Takes the lock of a file in the home; `None` where somebody holds it for as long.
pub(super) fn lock_within(path: &Path, patience: Duration) -> io::Result<Option<FileLock>> {
    effect::create_dir_all(effect::parent(path))?;
    let (file, begin) = (effect::open_or_create(path)?, Instant::now());
    loop {
        let lock = FileLock::try_acquire(&file)?;
        if lock.is_some() || begin.elapsed() >= patience {
            return Ok(lock);
        }
        thread::sleep(Duration::from_millis(10));
    }
}
