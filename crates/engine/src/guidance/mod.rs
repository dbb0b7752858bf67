//! Guidance for the user: the advice, the doctor's findings, the background checks and the bug report.
pub mod advice;
pub mod bug_report;
pub mod doctor;
pub mod watch;
pub mod whats_new;
