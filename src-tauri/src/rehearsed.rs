//! The report of a rehearsal as the page shows it.
use jiff::Timestamp;
use upgo_engine::base::report::Problem;
use upgo_engine::base::rows::Row;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{RehearsalReport, RehearsalVerdict};

/// The rows of a rehearsal, and what the page decides from it.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub(crate) struct RehearsalRows {
    /// When it began.
    pub(crate) at: Timestamp,
    /// How long it took.
    pub(crate) milliseconds: u64,
    /// The Go to compare with, which is in use.
    pub(crate) from: Version,
    /// The Go that was tried.
    pub(crate) to: Version,
    /// Whether projects work with it, so that they can be raised.
    pub(crate) can_raise: bool,
    /// Whether `go fix` changes projects that still work.
    pub(crate) can_fix: bool,
    /// The report.
    pub(crate) row: Row,
    /// Warnings for the user, such as what this system cannot confine.
    pub(crate) warnings: Vec<Problem>,
}

impl From<RehearsalReport> for RehearsalRows {
    fn from(report: RehearsalReport) -> Self {
        Self {
            can_raise: report.projects.iter().any(|project| project.verdict <= RehearsalVerdict::Differs),
            can_fix: report.fixed().next().is_some(),
            row: report.row(),
            at: report.at,
            milliseconds: report.milliseconds,
            from: report.from,
            to: report.to,
            warnings: report.warnings,
        }
    }
}
