//! Numbers that other programs cannot guess.
use std::hash::{BuildHasher as _, RandomState};

/// A number that cannot be guessed, because the hasher is seeded with random numbers from the system.
pub(crate) fn unguessable() -> u64 {
    RandomState::new().hash_one(std::process::id())
}
