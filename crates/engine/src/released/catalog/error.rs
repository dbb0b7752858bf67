use url::Url;

use super::feed::NotFeed;
use crate::base::digest::Sha256;
use crate::base::report::{Code, Explain, stated};
use crate::base::version::Version;
use crate::base::words::{Statement, Value};
use crate::net::http::HttpError;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum CatalogError {
    Http(#[from] HttpError),
    NotFeed {
        url: String,
        source: NotFeed,
    },
    /// An official feed lacks releases that an official feed listed before. Releases are never withdrawn.
    Older {
        url: Box<Url>,
        newest: String,
        /// Newest first.
        missing: Vec<Version>,
    },
    All {
        /// In the order of the queries.
        failures: Vec<CatalogError>,
    },
    FeedsDisagree {
        filename: String,
        one: Box<(Url, Sha256)>,
        two: Box<(Url, Sha256)>,
    },
}

impl CatalogError {
    pub(super) fn of_all(mut failures: Vec<Self>) -> Self {
        match failures.pop() {
            Some(only) if failures.is_empty() => only,
            last => Self::All { failures: failures.into_iter().chain(last).collect() },
        }
    }

    /// Whether the feeds gave no usable answer, so that the cached one is the best available.
    pub(crate) fn is_about_reaching(&self) -> bool {
        !matches!(self, Self::FeedsDisagree { .. } | Self::Http(HttpError::Cancelled(_)))
    }

    /// Whether the address was reached but has no feed, so that another address may have it.
    pub(super) fn is_about_content(&self) -> bool {
        match self {
            Self::NotFeed { .. } => true,
            Self::Http(error) => error.is_missing(),
            _ => false,
        }
    }
}

/// `go1.27.3, go1.27.2 and 5 more`.
pub(crate) fn named(versions: &[Version]) -> Value {
    let (first, others) = versions.split_at(versions.len().min(3));
    let names = first.iter().map(Version::as_str).collect::<Vec<_>>().join(", ");
    if others.is_empty() {
        return names.into();
    }
    say!(AndMore { names, count: others.len().to_string() }).into()
}

impl Explain for CatalogError {
    fn code(&self) -> Code {
        match self {
            Self::Http(error) => error.code(),
            Self::NotFeed { .. } => Code::NetFeed,
            Self::Older { .. } => Code::NetFeedOlder,
            Self::All { failures } => failures.first().map_or(Code::NetOffline, Self::code),
            Self::FeedsDisagree { .. } => Code::VerifyFeeds,
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Http(error) => {
                let why = error.statement().unwrap_or_else(|| Statement::quoted(error.to_string()));
                say!(NoReleaseList { why })
            }
            Self::NotFeed { url, .. } => say!(NotReleaseList { address: url.as_str() }),
            Self::Older { url, newest, missing } => {
                say!(OlderReleaseList { address: url.as_str(), newest: newest.as_str(), missing: named(missing) })
            }
            Self::All { failures } => Statement::all(failures.iter().filter_map(Self::statement))?,
            Self::FeedsDisagree { filename, one, two } => say!(ListsDisagree {
                file: filename.as_str(),
                one: one.0.as_str(),
                first: one.1.to_string(),
                two: two.0.as_str(),
                second: two.1.to_string()
            }),
        })
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::Http(error) => error.advice(),
            Self::All { failures } => failures.first().and_then(Self::advice),
            _ => None,
        }
    }
}
