use std::io;
use std::path::PathBuf;

use crate::base::report::{Code, Explain, stated};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum UnpackError {
    /// It is truncated, its checksums are wrong, or it is not an archive of a Go toolchain.
    Damaged {
        archive: String,
        what: String,
    },
    /// It contains entries that no archive of a Go toolchain has and that could do harm.
    Hostile {
        archive: String,
        what: String,
    },
    Read {
        path: PathBuf,
        source: io::Error,
    },
    Write {
        path: PathBuf,
        source: io::Error,
    },
    /// A file of the installed toolchain that is used again is not as it was installed.
    Base {
        path: PathBuf,
    },
    /// The download reports the reason.
    Stopped {
        archive: String,
    },
    Cancelled,
}

impl Explain for UnpackError {
    fn code(&self) -> Code {
        match self {
            Self::Damaged { .. } | Self::Base { .. } => Code::ArchiveDamaged,
            Self::Hostile { .. } => Code::ArchiveHostile,
            Self::Read { source, .. } | Self::Write { source, .. } => of_io(source),
            Self::Stopped { .. } => Code::NetOffline,
            Self::Cancelled => Code::Cancelled,
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Damaged { archive, what } => say!(ArchiveIsDamaged { archive, what: Statement::quoted(what) }),
            Self::Hostile { archive, what } => say!(ArchiveWasRejected { archive, what: Statement::quoted(what) }),
            Self::Read { path, .. } => say!(PathNotRead { path: path.as_path() }),
            Self::Write { path, .. } => say!(PathNotWritten { path: path.as_path() }),
            Self::Base { path } => say!(NotAsInstalled { path: path.as_path() }),
            Self::Stopped { archive } => say!(DownloadStopped { archive }),
            Self::Cancelled => Sentence::UnpackingCancelled.into(),
        })
    }
}

/// The problem of an archive, without its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    Damaged(String),
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

/// For a message: shortened, and always on one line.
pub(super) fn shown(name: &[u8]) -> String {
    const LONGEST: usize = 120;
    let text = String::from_utf8_lossy(name);
    let clipped: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    let more = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("`{clipped}{more}`")
}
