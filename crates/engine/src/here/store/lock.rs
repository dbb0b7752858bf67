//! The short-lived lock of the store: taken for a commit, never held across the network, and never taken by readers.
use std::time::{Duration, Instant};

use super::StoreError;
use crate::effect;
use crate::home::OwnHome;
use crate::platform::FileLock;
use crate::report::Cancel;

/// How long to wait for another process's commit (a scanner may keep its files open) before giving up.
const PATIENCE: Duration = Duration::from_mins(1);

/// Held while the store is changed. Dropping it releases the lock, and so does the end of the process.
#[derive(Debug)]
pub struct StoreLock(#[expect(dead_code, reason = "held until it is dropped")] FileLock);

impl StoreLock {
    /// Takes the lock, waiting for another process's commit.
    pub fn acquire(home: OwnHome<'_>, cancel: &Cancel) -> Result<Self, StoreError> {
        let begun = Instant::now();
        loop {
            if let Some(lock) = Self::try_acquire(home)? {
                return Ok(lock);
            }
            cancel.check()?;
            if begun.elapsed() > PATIENCE {
                return Err(StoreError::Busy);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Takes the lock if it is free.
    pub fn try_acquire(home: OwnHome<'_>) -> Result<Option<Self>, StoreError> {
        home.create()?;
        let file = effect::open_or_create(&home.store_lock())?;
        Ok(FileLock::try_acquire(&file)?.map(Self))
    }
}
