//! The report of a rehearsal as the page shows it.
use jiff::Timestamp;
use upgo_engine::base::report::Problem;
use upgo_engine::base::rows::Row;
use upgo_engine::base::version::Version;
use upgo_engine::cases::RehearsalReport;

/// The rows of a rehearsal, and what the page has to know besides.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub(crate) struct RehearsalRows {
    pub(crate) at: Timestamp,
    pub(crate) milliseconds: u64,
    /// The Go to compare with, which is in use.
    pub(crate) from: Version,
    /// The Go that was tried.
    pub(crate) to: Version,
    /// Whether `go fix` changes projects that still work.
    pub(crate) can_fix: bool,
    pub(crate) row: Row,
    pub(crate) warnings: Vec<Problem>,
}

impl From<RehearsalReport> for RehearsalRows {
    fn from(report: RehearsalReport) -> Self {
        let (row, can_fix) = (report.row(), report.fixed().next().is_some());
        let RehearsalReport { at, milliseconds, from, to, warnings, .. } = report;
        Self { at, milliseconds, from, to, can_fix, row, warnings }
    }
}
