//! Guidance for the user: the advice, the doctor's findings, the background checks, the bug report, and the overview of
//! many machines.
pub mod assessment;
pub mod bug_report;
pub mod doctor;
pub mod exposure;
pub mod fleet;
pub mod watch;
pub mod whats_new;
