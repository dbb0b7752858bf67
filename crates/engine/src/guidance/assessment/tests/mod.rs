//! The rules of the assessment, one test each.
mod foreign;
mod machine;
mod offer;
mod policy;
mod security;
mod situation;
