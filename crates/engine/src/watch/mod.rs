//! What Upgo does by itself, and what it says.
mod memory;

use serde::{Deserialize, Serialize};

pub use memory::{Memory, News, Notice, notice};

/// What a release is for the user: each kind can be told, downloaded or installed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// It fixes known vulnerabilities of what runs, whatever else it is.
    Security,
    /// A later release of a line.
    Patch,
    /// The first release of a line.
    Major,
    /// A release candidate or a beta.
    Prerelease,
}
