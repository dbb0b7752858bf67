//! What was chosen for this machine: the user's settings, and the policy of an organization.
pub mod policy;
pub mod settings;
