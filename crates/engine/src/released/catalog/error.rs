use url::Url;

use super::feed::NotFeed;
use crate::base::digest::Sha256;
use crate::base::report::{Code, Explain};
use crate::base::version::Version;
use crate::base::words::{Statement, Value};
use crate::net::http::HttpError;

pub(super) type Result<T, E = CatalogError> = std::result::Result<T, E>;

explain! {
    pub enum CatalogError {
        Http(#[from] error: HttpError) = (error.code()), NoReleaseList { why: error.says() }, next (error.advice());
        NotFeed { url: String, source: NotFeed } = NetFeed, NotReleaseList { address: url };
        /// An official feed lacks releases that one listed before, the newest first. Releases are never withdrawn.
        Older { url: Box<Url>, newest: String, missing: Vec<Version> } =
            NetFeedOlder, OlderReleaseList { address: &**url, newest, missing: named(missing) };
        /// In the order of the queries.
        All { failures: Vec<CatalogError> } = (failures.first().map_or(Code::NetOffline, Explain::code)),
            (Statement::all(failures.iter().filter_map(Explain::statement))),
            next (failures.first().and_then(Explain::advice));
        FeedsDisagree { filename: String, one: Box<(Url, Sha256)>, two: Box<(Url, Sha256)> } = VerifyFeeds,
            ListsDisagree { file: filename, one: &one.0, first: &one.1, two: &two.0, second: &two.1 };
    }
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
