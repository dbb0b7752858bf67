//! Runs a plan: journal the intent, do, journal the outcome; take back on failure.
//!
//! This is the only code that calls the hands (`fetch`, `store`, `activate`, `environment`).
//!
//! - A running plan holds the lock of its own journal file from intent to outcome.
//! - The store's lock is held for what is visible (commit, names, switch, PATH), never across the network, a flush or
//!   a test of the new toolchain.
//! - Each step re-reads what the plan assumed and refuses with [`ApplyError::Moved`] if it moved.
mod elevated;
mod error;
mod in_use;
mod module;
mod receive;
mod recover;
mod repair;
mod revert;
mod run;
mod smoke;
mod system;
mod vouch;

pub use error::ApplyError;
pub(crate) use in_use::in_use;
pub use in_use::{InUse, WhileRunning};
pub use recover::{Admin, Recovered, recover, recover_if_free, tidy};
pub use run::{Applied, Confirmed, apply};
