//! The errors of a download.
use std::io;
use std::path::PathBuf;

use url::Url;

use crate::digest::Sha256;
use crate::effect::of_io;
use crate::http::HttpError;
use crate::report::{Cancelled, Code, Explain, size, sizes};

/// A file that could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The release list has no digest for it, so no request was made.
    #[error("there is no official SHA-256 for {filename}")]
    NoDigest {
        /// The file.
        filename: String,
    },
    /// Its name could escape the folder.
    #[error("{filename:?} is not the name of a Go archive")]
    Name {
        /// The name.
        filename: String,
    },
    /// It is larger than any Go archive could be.
    #[error("{filename} is too large for a Go archive: {}", size(*bytes))]
    TooLarge {
        /// The file.
        filename: String,
        /// Its length in bytes, according to the release list.
        bytes: u64,
    },
    /// The complete file is not the official one.
    #[error("{filename} from {} is not the official file: its SHA-256 is {actual}, expected {expected}", origin(from.as_deref()))]
    Digest {
        /// The file.
        filename: String,
        /// The source of its first bytes; `None` for a local file.
        from: Option<Box<Url>>,
        /// The official digest.
        expected: Sha256,
        /// The digest of the file.
        actual: Sha256,
    },
    /// No source provided it.
    #[error("{filename} cannot be downloaded: {}", failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Sources {
        /// The file.
        filename: String,
        /// The failure of each source.
        failures: Vec<SourceFault>,
    },
    /// The bytes read so far are invalid, so the download must start again.
    #[error("the file changed during the download")]
    Restart,
    /// Another Upgo process downloaded it in the meantime, so it is no longer needed.
    #[error("another Upgo process finished first")]
    NoLongerWanted,
    /// It was a download in the background, and a user waits for the file. The partial file is kept for that download.
    #[error("the download stopped, because another Upgo process needs the file now")]
    GaveWay,
    /// The disk cannot be written to.
    #[error("{path} cannot be written", path = path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        #[source]
        error: io::Error,
    },
    /// The user cancelled. The partial file is kept and resumed next time.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// The failure of one source.
#[derive(Debug, thiserror::Error)]
pub enum SourceFault {
    /// The request failed.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// Its file does not have the official length.
    #[error("{url} has the wrong size: {} instead of {}", sizes(*actual, *expected).0, sizes(*actual, *expected).1)]
    Length {
        /// The address.
        url: String,
        /// The official length in bytes.
        expected: u64,
        /// Its length in bytes.
        actual: u64,
    },
}

impl FetchError {
    /// Whether no source provided the file.
    pub(crate) fn is_about_reaching(&self) -> bool {
        matches!(self, Self::Sources { .. })
    }

    /// The error with the failures of further sources added.
    pub(crate) fn and(mut self, other: Self) -> Self {
        if let (Self::Sources { failures, .. }, Self::Sources { failures: more, .. }) = (&mut self, other) {
            failures.extend(more);
        }
        self
    }

    /// For `map_err`: an error of the disk at `path`.
    pub(super) fn disk(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Disk { path, error }
    }
}

impl Explain for FetchError {
    fn code(&self) -> Code {
        match self {
            Self::NoDigest { .. } => Code::VerifyNoDigest,
            Self::Name { .. } | Self::TooLarge { .. } | Self::Digest { .. } => Code::VerifyDigest,
            Self::Sources { failures, .. } => failures.first().map_or(Code::NetOffline, SourceFault::code),
            Self::Restart => Code::NetStatus,
            Self::NoLongerWanted => Code::PlanMoved,
            Self::Disk { error, .. } => of_io(error),
            Self::GaveWay | Self::Cancelled(_) => Code::Cancelled,
        }
    }

    fn next(&self) -> String {
        match self {
            Self::Sources { failures, .. } => {
                failures.first().map_or_else(|| self.code().next().to_owned(), SourceFault::next)
            }
            _ => self.code().next().to_owned(),
        }
    }
}

impl Explain for SourceFault {
    fn code(&self) -> Code {
        match self {
            Self::Http(error) => error.code(),
            Self::Length { .. } => Code::VerifyDigest,
        }
    }

    fn next(&self) -> String {
        match self {
            Self::Http(error) => error.next(),
            Self::Length { .. } => self.code().next().to_owned(),
        }
    }
}

fn origin(from: Option<&Url>) -> String {
    from.map_or_else(|| "this machine".to_owned(), Url::to_string)
}
