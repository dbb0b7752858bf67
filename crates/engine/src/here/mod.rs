//! The local machine: the environment, the toolchains, the settings, which Go runs, and whether its files are intact.
pub(crate) mod activate;
pub mod buildinfo;
pub mod environment;
pub mod go_caches;
pub mod inventory;
pub(crate) mod kept;
pub mod own_programs;
pub mod projects;
pub mod proof;
pub(crate) mod rebuild;
pub mod resolve;
pub mod settings;
pub mod store;
pub(crate) mod terminal;
pub mod toolchain;
pub(crate) mod verify;
