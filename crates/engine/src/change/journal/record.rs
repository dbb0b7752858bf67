//! The lines of a journal file.
use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Seal;
use crate::plan::Plan;

/// One line. Lines are only added. An incomplete last line, as after a power cut, is ignored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Record<'a> {
    /// The plan, written before anything is done.
    Intent {
        /// The format of this file.
        format: u32,
        /// The time.
        at: Timestamp,
        /// The command or window that requested it, such as `upgo upgrade`.
        by: Cow<'a, str>,
        /// The plan, with everything that is needed to undo it.
        plan: Cow<'a, Plan>,
    },
    /// The start of a step that changes something.
    Begin {
        /// The index of the step, counted from 0.
        step: usize,
    },
    /// The end.
    Outcome(Seal),
}

/// The format that this version of Upgo writes.
pub(super) const FORMAT: u32 = 1;
