//! `projects`: the user's Go projects, the Go that each gets, and whether the offered upgrade concerns it.
mod report;

pub use report::{ProjectConcern, ProjectFinding, ProjectFindingKind, ProjectGo, ProjectReport, ProjectsReport};

use std::path::PathBuf;

/// The arguments of `projects`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectsRequest {
    /// The folders to search; without any, those in the setting `projects`, and recent workspaces of editors if the
    /// setting `projects-from-editors` allows it.
    pub folders: Vec<PathBuf>,
}
