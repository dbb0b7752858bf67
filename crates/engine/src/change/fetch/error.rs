use std::io;
use std::path::PathBuf;

use url::Url;

use crate::base::digest::Sha256;
use crate::base::report::{Cancelled, Code, Explain, size, sizes, stated};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::net::http::HttpError;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum FetchError {
    /// No request was made.
    NoDigest {
        filename: String,
    },
    /// Its name could escape the folder.
    Name {
        filename: String,
    },
    /// It is larger than any Go archive could be.
    TooLarge {
        filename: String,
        /// Its length in bytes, according to the release list.
        bytes: u64,
    },
    Digest {
        filename: String,
        /// The source of its first bytes; `None` for a local file.
        from: Option<Box<Url>>,
        expected: Sha256,
        actual: Sha256,
    },
    Sources {
        filename: String,
        failures: Vec<SourceFault>,
    },
    /// The bytes read so far are invalid, so the download must start again.
    Restart,
    /// Another Upgo process downloaded it in the meantime, so it is no longer needed.
    NoLongerWanted,
    /// It was a download in the background, and a user waits for the file. The partial file is kept for that download.
    GaveWay,
    Disk {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
    /// The partial file is kept and resumed next time.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum SourceFault {
    #[error(transparent)]
    Http(#[from] HttpError),
    Length {
        url: String,
        /// The official length in bytes.
        expected: u64,
        actual: u64,
    },
    /// It does not send parts of its file, or no longer parts of the same file.
    Parts {
        /// The address.
        url: String,
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

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::NoDigest { filename } => say!(NoOfficialDigest { file: filename }),
            Self::Name { filename } => say!(NoArchiveName { file: &format!("{filename:?}") }),
            Self::TooLarge { filename, bytes } => say!(TooLargeForArchive { file: filename, size: size(*bytes) }),
            Self::Digest { filename: file, from, expected, actual } => {
                let (actual, expected) = (actual.to_string(), expected.to_string());
                match from {
                    Some(from) => say!(NotOfficialFrom { file, place: from.as_str(), actual, expected }),
                    None => say!(NotOfficialHere { file, actual, expected }),
                }
            }
            Self::Sources { filename, failures } => {
                let said = |fault: &SourceFault| fault.statement();
                let why = Statement::all(failures.iter().filter_map(said)).unwrap_or(Sentence::NoServer.into());
                say!(CannotDownload { file: filename, why })
            }
            Self::Restart => Sentence::FileChangedMeanwhile.into(),
            Self::NoLongerWanted => Sentence::OtherFinishedFirst.into(),
            Self::GaveWay => Sentence::GaveWay.into(),
            Self::Disk { path, .. } => say!(CannotWrite { path: path.as_path() }),
            Self::Cancelled(_) => Sentence::Cancelled.into(),
        })
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::Sources { failures, .. } => failures.first().and_then(SourceFault::advice),
            _ => None,
        }
    }
}

impl Explain for SourceFault {
    fn code(&self) -> Code {
        match self {
            Self::Http(error) => error.code(),
            Self::Length { .. } => Code::VerifyDigest,
            Self::Parts { .. } => Code::NetStatus,
        }
    }

    fn statement(&self) -> Option<Statement> {
        match self {
            Self::Http(error) => error.statement(),
            Self::Length { url, expected, actual } => {
                let (actual, expected) = sizes(*actual, *expected);
                Some(say!(WrongSize { address: url.as_str(), actual, expected }))
            }
            Self::Parts { url } => Some(say!(NoParts { address: url.as_str() })),
        }
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::Http(error) => error.advice(),
            Self::Length { .. } | Self::Parts { .. } => None,
        }
    }
}
