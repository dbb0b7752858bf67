//! Why there is no file.
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
    /// The feed has no digest for it, so nothing was asked for.
    #[error("there is no official SHA-256 for {filename}")]
    NoDigest {
        /// The file.
        filename: String,
    },
    /// Its name could leave the folder.
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
        /// Its length in bytes, as the feed says.
        bytes: u64,
    },
    /// It is whole, and it is another file.
    #[error("{filename} from {} is not the official file: its SHA-256 is {actual}, it should be {expected}", origin(from.as_deref()))]
    Digest {
        /// The file.
        filename: String,
        /// Where its first bytes came from; `None` for a file of the user's.
        from: Option<Box<Url>>,
        /// The official digest.
        expected: Sha256,
        /// Its own.
        actual: Sha256,
    },
    /// No source has it.
    #[error("{filename} cannot be downloaded: {}", failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Sources {
        /// The file.
        filename: String,
        /// What went wrong at each source.
        failures: Vec<SourceFault>,
    },
    /// What was read of it so far is void: begin anew.
    #[error("the file changed while it was downloaded")]
    Restart,
    /// Another Upgo downloaded it meanwhile, and it is not wanted any more.
    #[error("another Upgo was done with it first")]
    NoLongerWanted,
    /// The disk refuses.
    #[error("{path} cannot be written", path = path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// The user cancelled; what came so far is kept and resumed next time.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// What went wrong at one source.
#[derive(Debug, thiserror::Error)]
pub enum SourceFault {
    /// It did not answer well.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// Its file has another length than the official one.
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
    /// Whether no source gave the file.
    pub(crate) fn is_about_reaching(&self) -> bool {
        matches!(self, Self::Sources { .. })
    }

    /// The same with what went wrong at further sources.
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
            Self::Cancelled(_) => Code::Cancelled,
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
