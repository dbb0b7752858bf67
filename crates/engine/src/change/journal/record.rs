//! The lines of a journal file.
use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Seal;
use crate::plan::Plan;

/// One line. Lines are only added; a last line that a power cut left torn is as if it were not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Record<'a> {
    /// What is going to be done, before anything is.
    Intent {
        /// The format of this file.
        format: u32,
        /// When.
        at: Timestamp,
        /// How it was asked for, as `upgo upgrade`.
        by: Cow<'a, str>,
        /// The plan, with all that undoing it needs.
        plan: Cow<'a, Plan>,
    },
    /// Step `step`, which changes something, is going to be done.
    Begin {
        /// Counted from 0.
        step: usize,
    },
    /// The end.
    Outcome(Seal),
}

/// The format that this Upgo writes.
pub(super) const FORMAT: u32 = 1;
