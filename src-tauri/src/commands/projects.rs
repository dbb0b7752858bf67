//! Projects: which of them an upgrade concerns, what it brings, and its rehearsal.
use serde::Serialize;
use specta::Type;

/// How far the search for projects is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProjectsProgress {
    /// The number of projects so far.
    pub(crate) found: u32,
}
