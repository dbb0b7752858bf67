//! The errors of mirrors.
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::base::report::{Code, Explain, stated};
use crate::base::target::Target;
use crate::base::words::{Sentence, Statement};
use crate::change::fetch::FetchError;
use crate::machine::effect::of_io;
use crate::released::advisories::{AdvisoryError, CopyError};
use crate::released::catalog::CatalogError;

/// A mirror that could not be made or served.
#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum MirrorError {
    /// The releases are unknown.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A file could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The copy of the vulnerability database could not be updated.
    #[error(transparent)]
    Vulnerabilities(#[from] AdvisoryError),
    /// There is no such release.
    Missing {
        /// The requested release.
        request: String,
        /// The target.
        target: Target,
        /// The place that was searched: the release list or the folder.
        place: String,
    },
    /// The disk cannot be read or written.
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        #[source]
        error: io::Error,
    },
    /// The folder has no release list.
    NotMirror {
        /// The folder.
        folder: PathBuf,
    },
    /// The release list cannot be read.
    BadList {
        /// The folder.
        folder: PathBuf,
        /// The reason.
        #[source]
        error: serde_json::Error,
    },
    /// The mirror does not have the release.
    NotInMirror {
        /// The requested release.
        request: String,
        /// The folder.
        folder: PathBuf,
    },
    /// No release would remain.
    NothingLeft {
        /// The folder.
        folder: PathBuf,
    },
    /// The address is reachable from other machines.
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
    /// The server cannot listen at the address.
    Listen {
        /// The address.
        address: SocketAddr,
        /// The reason.
        #[source]
        error: io::Error,
    },
}

impl MirrorError {
    /// For `map_err`: an error of the disk at `path`.
    pub(super) fn disk(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Disk { path, error }
    }
}

impl From<CopyError> for MirrorError {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Database(error) => Self::Vulnerabilities(error),
            CopyError::Disk { path, error } => Self::Disk { path, error },
        }
    }
}

impl Explain for MirrorError {
    fn code(&self) -> Code {
        match self {
            Self::Catalog(error) => error.code(),
            Self::Fetch(error) => error.code(),
            Self::Vulnerabilities(error) => error.code(),
            Self::Missing { .. } | Self::NotInMirror { .. } | Self::NothingLeft { .. } => Code::VersionUnknown,
            Self::Disk { error, .. } => of_io(error),
            Self::NotMirror { .. } | Self::BadList { .. } | Self::NotLoopback { .. } | Self::Listen { .. } => {
                Code::Usage
            }
        }
    }

    fn statement(&self) -> Option<Statement> {
        let of = |sentence: Sentence, folder: &PathBuf| sentence.with("folder", folder.as_path());
        Some(match self {
            Self::Catalog(error) => return error.statement(),
            Self::Fetch(error) => return error.statement(),
            Self::Vulnerabilities(error) => return error.statement(),
            Self::Missing { request, target, place } => {
                Sentence::NotInList.with("wanted", request).with("target", target.to_string()).with("place", place)
            }
            Self::Disk { path, .. } => Sentence::NotReadOrWritten.with("path", path.as_path()),
            Self::NotMirror { folder } => of(Sentence::NotAMirror, folder),
            Self::BadList { folder, .. } => of(Sentence::MirrorListDamaged, folder),
            Self::NotInMirror { request, folder } => of(Sentence::NotInMirror, folder).with("wanted", request),
            Self::NothingLeft { folder } => of(Sentence::NoneWouldRemain, folder),
            Self::NotLoopback { address } => Sentence::NotLoopback.with("address", address.to_string()),
            Self::Listen { address, .. } => Sentence::CannotListen.with("address", address.to_string()),
        })
    }

    fn next(&self) -> Statement {
        match self {
            Self::Catalog(error) => error.next(),
            Self::Fetch(error) => error.next(),
            Self::Vulnerabilities(error) => error.next(),
            Self::NotInMirror { .. } => Sentence::ListMirror.into(),
            Self::NothingLeft { .. } => Sentence::KeepWithVersions.into(),
            Self::BadList { .. } => Sentence::BuildWholeMirror.into(),
            Self::NotMirror { .. } => Sentence::BuildMirrorFirst.into(),
            Self::NotLoopback { .. } => Sentence::ServeHere.into(),
            Self::Listen { .. } => Sentence::UseOtherPort.into(),
            Self::Missing { .. } | Self::Disk { .. } => self.code().next().into(),
        }
    }
}
