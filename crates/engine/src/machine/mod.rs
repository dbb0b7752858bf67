//! The machine: the only code that knows the operating system, and every effect on the outside.
pub mod acts;
pub mod effect;
pub mod fault;
pub mod home;
pub mod platform;
