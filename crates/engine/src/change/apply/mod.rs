//! Runs a plan: the journal records the intent, the steps run, the journal records the outcome. After a failure the
//! steps are reverted.
//!
//! - [`run`] runs the steps of a plan; [`steps`] has each family of steps: what it requires, what it does, how it is
//!   reverted. A step begins in the [`ledger`].
//! - [`mod@recover`] completes or reverts plans whose process was killed; [`allowed`] refuses those that others made.
//! - A running plan holds the lock of its own journal file from intent to outcome.
//! - Each step checks again what the plan assumed, and refuses with [`ApplyError::Moved`] if that has changed.
mod allowed;
mod context;
mod error;
mod in_use;
mod ledger;
mod recover;
mod run;
mod steps;

pub use context::Confirmed;
pub(crate) use error::{ApplyError, FailedPlan, Result};
pub(crate) use in_use::in_use;
pub use in_use::{InUse, WhileRunning};
pub(crate) use recover::{Admin, Recovered, recover, recover_if_free, tidy};
pub(crate) use run::{Applied, apply};
