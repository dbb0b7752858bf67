//! What the user should know: what to do first, what is wrong, what Upgo does by itself.
pub mod advice;
pub mod bug_report;
pub mod doctor;
pub mod watch;
