//! What can go wrong in the store.
use std::io;
use std::path::PathBuf;

use crate::effect::of_io;
use crate::report::{Cancelled, Code, Explain, sizes};
use crate::version::Version;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another Upgo holds the store's lock for too long.
    #[error("another Upgo is changing the same home")]
    Busy,
    /// The user cancelled while waiting.
    #[error("cancelled")]
    Cancelled(#[from] Cancelled),
    /// An unpacked tree lacks what every Go has.
    #[error("the archive is not a Go toolchain: {0}")]
    NotGo(String),
    /// An unpacked tree is another version than its name says.
    #[error("the archive holds {found}, not {expected}")]
    OtherVersion {
        /// What was asked for.
        expected: Version,
        /// What the tree's VERSION file says.
        found: String,
    },
    /// The volume has too little room.
    #[error("not enough space on the volume of {}: {} needed, {} free", path.display(), sizes(*needed, *free).0, sizes(*needed, *free).1)]
    NoSpace {
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
        /// A folder on the volume.
        path: PathBuf,
    },
    /// A rename stays blocked.
    #[error("{} cannot be renamed: {holder} holds a file in it open", path.display())]
    Blocked {
        /// What was to be renamed.
        path: PathBuf,
        /// Which program, or that it is not known.
        holder: String,
        /// The system's word.
        source: io::Error,
    },
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Explain for StoreError {
    fn code(&self) -> Code {
        match self {
            Self::Busy => Code::Busy,
            Self::Cancelled(_) => Code::Cancelled,
            Self::NotGo(_) | Self::OtherVersion { .. } => Code::ArchiveDamaged,
            Self::NoSpace { .. } => Code::DiskFull,
            Self::Blocked { .. } => Code::FileBusy,
            Self::Disk(error) => of_io(error),
        }
    }
}
