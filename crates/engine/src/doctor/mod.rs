//! What is wrong with how Go is set up on a machine, in plain words, each finding with a plan that mends it where there
//! is an honest one.
mod finding;

pub use finding::{DoctorReport, Finding, Passed, Severity};
