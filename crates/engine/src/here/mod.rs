//! What is here: the environment, the toolchains, the settings, which Go runs, and whether it is what was published.
pub mod activate;
pub mod buildinfo;
pub mod environment;
pub mod inventory;
pub mod kept;
pub mod proof;
pub mod rebuild;
pub mod resolve;
pub mod settings;
pub mod store;
pub mod toolchain;
pub mod verify;
