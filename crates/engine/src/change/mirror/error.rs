//! The errors of mirrors.
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::base::report::{Code, Explain};
use crate::base::target::Target;
use crate::base::words::Statement;
use crate::change::fetch::FetchError;
use crate::machine::effect::of_io;
use crate::released::advisories::{AdvisoryError, CopyError};
use crate::released::catalog::CatalogError;

/// A mirror that could not be made or served.
#[derive(Debug, thiserror::Error)]
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
    #[error("there is no {request} for {target} in {place}")]
    Missing {
        /// The requested release.
        request: String,
        /// The target.
        target: Target,
        /// The place that was searched: the release list or the folder.
        place: String,
    },
    /// The disk cannot be read or written.
    #[error("{path} cannot be read or written", path = path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        #[source]
        error: io::Error,
    },
    /// The folder has no release list.
    #[error("{folder} is not a mirror: it contains no index.json", folder = folder.display())]
    NotMirror {
        /// The folder.
        folder: PathBuf,
    },
    /// The release list cannot be read.
    #[error("the release list of the mirror in {folder} is damaged", folder = folder.display())]
    BadList {
        /// The folder.
        folder: PathBuf,
        /// The reason.
        #[source]
        error: serde_json::Error,
    },
    /// The mirror does not have the release.
    #[error("there is no {request} in the mirror in {folder}", folder = folder.display())]
    NotInMirror {
        /// The requested release.
        request: String,
        /// The folder.
        folder: PathBuf,
    },
    /// No release would remain.
    #[error("no release in {folder} would remain", folder = folder.display())]
    NothingLeft {
        /// The folder.
        folder: PathBuf,
    },
    /// The address is reachable from other machines.
    #[error("{address} is refused: a mirror can only be served on this machine")]
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
    /// The server cannot listen at the address.
    #[error("cannot listen at {address}")]
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

    fn next(&self) -> Statement {
        match self {
            Self::Catalog(error) => error.next(),
            Self::Fetch(error) => error.next(),
            Self::Vulnerabilities(error) => error.next(),
            Self::NotInMirror { .. } => "Run `upgo mirror verify` to list what is in it.".into(),
            Self::NothingLeft { .. } => {
                "Name the versions to keep with --versions, or build the mirror again first.".into()
            }
            Self::BadList { .. } => {
                "Run `upgo mirror build` again with all versions of the mirror. Files that are there are kept.".into()
            }
            Self::NotMirror { .. } => "Create it with `upgo mirror build` first.".into(),
            Self::NotLoopback { .. } => {
                "Use an address such as 127.0.0.1:8080. To serve other machines, use a web server.".into()
            }
            Self::Listen { .. } => "Use another port, or 0 for any free port.".into(),
            Self::Missing { .. } | Self::Disk { .. } => self.code().next().into(),
        }
    }
}
