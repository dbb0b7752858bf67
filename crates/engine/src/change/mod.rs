//! A change: the request, the plan, its record, and its execution.
pub(crate) mod apply;
pub mod audit_log;
pub mod background;
pub mod bundle;
pub(crate) mod delta;
pub mod elevation;
pub mod fetch;
pub(crate) mod hook_program;
pub mod journal;
pub mod log;
pub mod mirror;
pub mod offered_fix;
pub mod plan;
pub mod request;
#[cfg(test)]
mod request_tests;
pub mod setup_file;
pub(crate) mod site;
