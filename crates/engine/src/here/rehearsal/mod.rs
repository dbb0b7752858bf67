//! Rehearsals: the user's projects, built and perhaps tested with two Go versions in turn, and what differs.
mod report;

pub use report::{
    RehearsalDifference, RehearsalDifferenceKind, RehearsalFinding, RehearsalPhase, RehearsalReport, RehearsalVerdict,
    RehearsedBinary, RehearsedPhase, RehearsedProject, RehearsedRun,
};
