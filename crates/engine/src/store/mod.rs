//! Upgo's own toolchains: staging, safe unpacking, commit by rename, removal, disk space.
pub mod growing;
pub mod unpack;
