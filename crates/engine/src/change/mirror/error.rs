//! Why there is no mirror.
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::catalog::CatalogError;
use crate::effect::of_io;
use crate::fetch::FetchError;
use crate::report::{Code, Explain};
use crate::target::Target;

/// A mirror that could not be made or served.
#[derive(Debug, thiserror::Error)]
pub enum MirrorError {
    /// It is not known what is out.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A file could not be had.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// There is no such release.
    #[error("there is no {request} for {target} in {place}")]
    Missing {
        /// What was asked for.
        request: String,
        /// For which target.
        target: Target,
        /// Where it was looked for: the feed or the folder.
        place: String,
    },
    /// The disk refuses.
    #[error("{path} cannot be read or written", path = path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// The folder holds no feed.
    #[error("{folder} is no mirror: it holds no index.json", folder = folder.display())]
    NotMirror {
        /// The folder.
        folder: PathBuf,
    },
    /// Others could reach the address.
    #[error("{address} is refused: a mirror is served on this machine only")]
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
    /// The address cannot be taken.
    #[error("nothing can be served at {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
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

impl Explain for MirrorError {
    fn code(&self) -> Code {
        match self {
            Self::Catalog(error) => error.code(),
            Self::Fetch(error) => error.code(),
            Self::Missing { .. } => Code::VersionUnknown,
            Self::Disk { error, .. } => of_io(error),
            Self::NotMirror { .. } | Self::NotLoopback { .. } | Self::Listen { .. } => Code::Usage,
        }
    }

    fn next(&self) -> String {
        match self {
            Self::Catalog(error) => error.next(),
            Self::Fetch(error) => error.next(),
            Self::NotMirror { .. } => "Make it with `upgo mirror build` first.".to_owned(),
            Self::NotLoopback { .. } => {
                "Give an address such as 127.0.0.1:8080, or let a web server serve the folder to others.".to_owned()
            }
            Self::Listen { .. } => "Give another port, or 0 for a free one.".to_owned(),
            Self::Missing { .. } | Self::Disk { .. } => self.code().next().to_owned(),
        }
    }
}
