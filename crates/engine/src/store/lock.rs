//! The short-lived lock of the store: taken for a commit, never held across the network, and never taken by readers.
use std::time::{Duration, Instant};

use super::{LockHolder, StoreError};
use crate::base::report::Cancel;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect;
use crate::machine::home::OwnHome;
use crate::machine::platform::FileLock;

/// How long to wait for another process's commit (a scanner may keep its files open) before giving up.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long to wait before saying so: most commits are shorter.
const SILENCE: Duration = Duration::from_secs(1);

/// Held while the store is changed. Dropping it releases the lock, and so does the end of the process.
#[derive(Debug)]
pub struct StoreLock(#[expect(dead_code, reason = "held until it is dropped")] FileLock);

impl StoreLock {
    /// Waits for another process's commit. A longer wait is explained to `waiting` once.
    pub(crate) fn acquire(
        home: OwnHome<'_>,
        holder: &LockHolder,
        cancel: &Cancel,
        waiting: &dyn Fn(Statement),
    ) -> Result<Self, StoreError> {
        Self::acquire_within(PATIENCE, home, holder, cancel, waiting)
    }

    fn acquire_within(
        patience: Duration,
        home: OwnHome<'_>,
        holder: &LockHolder,
        cancel: &Cancel,
        waiting: &dyn Fn(Statement),
    ) -> Result<Self, StoreError> {
        let begun = Instant::now();
        let other = || holder.after(begun.elapsed()).other(&home.store_lock(), Sentence::ChangesSameHome);
        let mut is_said = false;
        loop {
            if let Some(lock) = Self::try_acquire(home, &holder.after(begun.elapsed()))? {
                return Ok(lock);
            }
            cancel.check()?;
            if begun.elapsed() > patience {
                return Err(StoreError::Busy(other()));
            }
            if !is_said && begun.elapsed() > SILENCE {
                waiting(other());
                is_said = true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn try_acquire(home: OwnHome<'_>, holder: &LockHolder) -> Result<Option<Self>, StoreError> {
        home.create()?;
        let file = effect::open_or_create(&home.store_lock())?;
        let Some(lock) = FileLock::try_acquire(&file)? else { return Ok(None) };
        holder.sign(&file);
        Ok(Some(Self(lock)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::machine::home::Home;

    #[test]
    fn a_wait_ends_with_the_name_of_the_holder() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("upgo"));
        let home = home.own().unwrap();
        let [first, second] =
            ["upgo system install", "upgo use"].map(|by| LockHolder::of_this_process(by, Timestamp::UNIX_EPOCH));
        let acquire = |holder| StoreLock::acquire_within(Duration::ZERO, home, holder, &Cancel::default(), &|_| {});
        let held = acquire(&first).unwrap();
        let refused = acquire(&second).unwrap_err().to_string();
        let process = std::process::id();
        let expected =
            format!("another Upgo process is changing the same home: upgo system install (process {process}), for 0 s");
        assert_eq!(refused, expected);
        drop(held);
        acquire(&second).unwrap();
    }
}
