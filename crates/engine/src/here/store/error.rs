//! The errors of the store.
use std::io;
use std::path::PathBuf;

use crate::effect::of_io;
use crate::environment::WrongAccount;
use crate::home::NotOwn;
use crate::report::{Cancelled, Code, Explain, sizes};
use crate::version::Version;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another Upgo process has held the store's lock for a minute; the text says who.
    #[error("{0}")]
    Busy(String),
    /// The user cancelled while waiting.
    #[error("cancelled")]
    Cancelled(#[from] Cancelled),
    /// An unpacked tree lacks a part that every Go toolchain has.
    #[error("the archive is not a Go toolchain: {0}")]
    NotGo(String),
    /// An unpacked tree has a different version than its name.
    #[error("the archive contains {found}, not {expected}")]
    OtherVersion {
        /// The requested version.
        expected: Version,
        /// The version in the tree's VERSION file.
        found: String,
    },
    /// The volume has too little free space.
    #[error("not enough space on the volume of {}: {} needed, {} free", path.display(), sizes(*needed, *free).0, sizes(*needed, *free).1)]
    NoSpace {
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
        /// A folder on the volume.
        path: PathBuf,
    },
    /// A rename remains blocked.
    #[error("{} cannot be renamed because {holder} has a file in it open", path.display())]
    Blocked {
        /// The path to rename.
        path: PathBuf,
        /// The program, or a text that it is unknown.
        holder: String,
        /// The system's error.
        source: io::Error,
    },
    /// The switch is not one that Upgo wrote.
    #[error("the switch {} cannot be read", path.display())]
    Switch {
        /// The switch.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The home belongs to another account.
    #[error(transparent)]
    Account(#[from] WrongAccount),
    /// The home is not Upgo's own.
    #[error(transparent)]
    NotOwn(#[from] NotOwn),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Explain for StoreError {
    fn code(&self) -> Code {
        match self {
            Self::Busy(_) => Code::Busy,
            Self::Cancelled(_) => Code::Cancelled,
            Self::NotGo(_) | Self::OtherVersion { .. } => Code::ArchiveDamaged,
            Self::NoSpace { .. } => Code::DiskFull,
            Self::Blocked { .. } => Code::FileBusy,
            Self::Switch { source, .. } => match of_io(source) {
                Code::DiskFailed => Code::HomeDamaged,
                code => code,
            },
            Self::Account(error) => error.code(),
            Self::NotOwn(error) => error.code(),
            Self::Disk(error) => of_io(error),
        }
    }

    fn next(&self) -> String {
        match self {
            Self::Account(error) => error.next(),
            Self::NotOwn(error) => error.next(),
            Self::Busy(_) => format!(
                "{} If that process hangs, end it: the next command completes or rolls back its change.",
                self.code().next()
            ),
            _ => self.code().next().to_owned(),
        }
    }
}
