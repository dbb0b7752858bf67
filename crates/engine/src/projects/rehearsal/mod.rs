//! Rehearsals: the user's projects, built and perhaps tested with two Go versions in turn, and what differs (ADR 38).
//! [`Rehearsal::run`] starts each go command in a fixed environment ([`CommandSurroundings`]) and within limits, and
//! compares what they print. The projects are only read: raised lines, `go fix` and tests that write are tried in
//! copies ([`copy`]), and what is too large for one with an overlay.
mod command;
mod compare;
mod copy;
mod error;
mod fixes;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod kept;
mod lines;
mod pace;
mod phases;
mod report;
mod rows;
mod run;
mod test_output;
mod tried;
mod untouched;
mod vet;

pub(crate) use command::CommandSurroundings;
pub(crate) use copy::local_paths;
pub(crate) use error::NotRehearsed;
pub use fixes::{FixesOutcome, FixesSummary, RehearsedFixes};
pub(crate) use fixes::{MOST_TO_WRITE, knows_fixes, size_in_journal};
pub(crate) use kept::{RehearsedFor, keep, keep_with, kept, kept_with};
pub(crate) use phases::TEST_TIME;
pub use report::{
    RehearsalDifference, RehearsalDifferenceKind, RehearsalFinding, RehearsalReport, RehearsalSummary,
    RehearsalVerdict, RehearsedBinary, RehearsedPhase, RehearsedProject, RehearsedRun,
};
pub use rows::RehearsalRows;
pub(crate) use run::{Rehearsal, RehearsalProgress};
pub(crate) use tried::{RaisedFile, Tried, seal_of};
