//! The machine: the only code that knows the operating system, and all external effects.
mod account;
pub mod acts;
pub mod effect;
pub mod fault;
pub mod home;
mod own_home;
pub(crate) mod path_walk;
pub mod platform;
pub(crate) mod record;
pub(crate) mod reserve;
pub(crate) mod work_folder;
