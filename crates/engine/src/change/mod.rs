//! A change: what is asked for, the plan, its record, and carrying it out.
pub mod apply;
pub mod background;
pub mod elevation;
pub mod fetch;
pub mod fix;
pub mod journal;
pub mod log;
pub mod mirror;
pub mod plan;
pub mod request;
pub mod site;
