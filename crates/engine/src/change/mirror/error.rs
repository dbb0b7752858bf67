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

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum MirrorError {
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Vulnerabilities(#[from] AdvisoryError),
    Missing {
        request: String,
        target: Target,
        /// The place that was searched: the release list or the folder.
        place: String,
    },
    Disk {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
    NotMirror {
        folder: PathBuf,
    },
    BadList {
        folder: PathBuf,
        #[source]
        error: serde_json::Error,
    },
    NotInMirror {
        request: String,
        folder: PathBuf,
    },
    NothingLeft {
        folder: PathBuf,
    },
    NotLoopback {
        address: SocketAddr,
    },
    Listen {
        address: SocketAddr,
        #[source]
        error: io::Error,
    },
}

impl MirrorError {
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
        Some(match self {
            Self::Catalog(error) => return error.statement(),
            Self::Fetch(error) => return error.statement(),
            Self::Vulnerabilities(error) => return error.statement(),
            Self::Missing { request, target, place } => {
                say!(NotInList { wanted: request, target: target.to_string(), place })
            }
            Self::Disk { path, .. } => say!(NotReadOrWritten { path: path.as_path() }),
            Self::NotMirror { folder } => say!(NotAMirror { folder: folder }),
            Self::BadList { folder, .. } => say!(MirrorListDamaged { folder: folder }),
            Self::NotInMirror { request, folder } => say!(NotInMirror { folder: folder, wanted: request }),
            Self::NothingLeft { folder } => say!(NoneWouldRemain { folder: folder }),
            Self::NotLoopback { address } => say!(NotLoopback { address: address.to_string() }),
            Self::Listen { address, .. } => say!(CannotListen { address: address.to_string() }),
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
