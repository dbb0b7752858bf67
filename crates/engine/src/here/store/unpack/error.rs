//! Why an archive could not be unpacked.
use std::io;
use std::path::PathBuf;

use crate::effect::of_io;
use crate::report::{Code, Explain};

/// Why an archive could not be unpacked.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// It is cut off, its checksums are wrong, or it is no archive of a Go toolchain.
    #[error("{archive} is damaged: {what}")]
    Damaged {
        /// The file name of the archive.
        archive: String,
        /// What is wrong with it.
        what: String,
    },
    /// It holds what no archive of a Go toolchain holds and what could do harm.
    #[error("{archive} is refused: {what}")]
    Hostile {
        /// The file name of the archive.
        archive: String,
        /// What it tries.
        what: String,
    },
    /// The archive could not be read.
    #[error("{path} could not be read")]
    Read {
        /// The archive.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A file or folder of the tree could not be written.
    #[error("{path} could not be written")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The archive was still being downloaded, and no more bytes came: why is the download's to tell.
    #[error("the download of {archive} stopped before it was unpacked")]
    Stopped {
        /// The file name of the archive.
        archive: String,
    },
    /// The user cancelled.
    #[error("unpacking was cancelled")]
    Cancelled,
}

impl Explain for UnpackError {
    fn code(&self) -> Code {
        match self {
            Self::Damaged { .. } => Code::ArchiveDamaged,
            Self::Hostile { .. } => Code::ArchiveHostile,
            Self::Read { source, .. } | Self::Write { source, .. } => of_io(source),
            Self::Stopped { .. } => Code::NetOffline,
            Self::Cancelled => Code::Cancelled,
        }
    }
}

/// What is wrong with an archive, before it is said with which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// See [`UnpackError::Damaged`].
    Damaged(String),
    /// See [`UnpackError::Hostile`].
    Hostile(String),
}

impl Flaw {
    pub(super) fn of(self, archive: String) -> UnpackError {
        match self {
            Self::Damaged(what) => UnpackError::Damaged { archive, what },
            Self::Hostile(what) => UnpackError::Hostile { archive, what },
        }
    }
}

/// An entry's name for a message: whatever it is, it stays on one line and short.
pub(super) fn shown(name: &[u8]) -> String {
    const LONGEST: usize = 120;
    let text = String::from_utf8_lossy(name);
    let clipped: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    let more = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("`{clipped}{more}`")
}
