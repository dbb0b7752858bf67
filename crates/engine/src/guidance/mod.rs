//! Guidance for the user: advice, the doctor's findings, background checks, the bug report, overviews of machines.
pub mod assessment;
pub mod bug_report;
pub mod doctor;
pub mod exposure;
pub mod fleet;
pub mod watch;
pub mod whats_new;
