//! Upgo's own toolchains: staging, safe unpacking, commit by rename, removal, disk space. A tree appears in
//! `toolchains` by one rename, complete and verified, and leaves it by one. What is being created or deleted is in
//! `staging`, by plan number.
pub(crate) mod activate;
mod commit;
mod error;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
pub mod growing;
mod holder;
mod installed;
pub(crate) mod kept_files;
mod lock;
pub mod manifest;
pub mod own_programs;
pub mod proof;
mod provenance;
mod receipt;
mod staging;
pub mod unpack;
pub(crate) mod verify;

pub use commit::{commit, require_space, settle, space_for, withdraw};
pub use error::StoreError;
pub use holder::LockHolder;
pub use installed::{Installed, damaged, folders, has, installed, is_go, is_whole, read_version, without_receipts};
pub use lock::StoreLock;
pub use manifest::{Manifest, ManifestFile};
pub use provenance::{DigestSource, ProofLevel, Provenance, Signature, Silence, Vouched};
pub use receipt::{Downloaded, Receipt, Reused, ReusedRecord};
pub(crate) use staging::is_there;
pub use staging::{has_leftovers, leftovers, restore, staged_tree, sweep, trash};
pub use verify::Unable;
