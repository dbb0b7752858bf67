//! The sources of release lists and downloads.
use url::Url;

use crate::net::http::{AddressError, base};

/// The two official feeds, with the same handler behind both. The second one serves China.
/// Source: <https://github.com/golang/website/blob/master/internal/dl/server.go>.
const OFFICIAL: [&str; 2] = ["https://go.dev/dl/", "https://golang.google.cn/dl/"];

/// The trusted feeds, and the addresses of downloads. Every address is a folder that ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    feeds: Vec<Url>,
    mirrors: Vec<Url>,
    official: bool,
    /// The folder of an opened bundle, which then is the only source of downloads.
    bundle: Option<Url>,
}

impl Sources {
    /// The official feeds, or `feed` instead of both, which is then the root of trust. Mirrors only serve downloads,
    /// which are compared with the feed's digest.
    pub fn new<'a>(feed: Option<&str>, mirrors: impl IntoIterator<Item = &'a str>) -> Result<Self, AddressError> {
        let mirrors = mirrors.into_iter().map(str::trim).filter(|mirror| !mirror.is_empty());
        Self::of(feed.map(base).transpose()?, mirrors.map(base).collect::<Result<_, _>>()?)
    }

    /// Takes addresses that [`base`] has accepted.
    pub(crate) fn of(feed: Option<Url>, mirrors: Vec<Url>) -> Result<Self, AddressError> {
        let official = feed.is_none();
        let feeds = match feed {
            Some(feed) => vec![feed],
            None => OFFICIAL.into_iter().map(base).collect::<Result<_, _>>()?,
        };
        Ok(Self { feeds, mirrors, official, bundle: None })
    }

    /// No source, represented by an address that no request accepts.
    pub(crate) fn none() -> Self {
        let feeds = Url::parse("about:blank").into_iter().collect();
        Self { feeds, mirrors: Vec::new(), official: false, bundle: None }
    }

    /// Two feeds that count as the official ones, for tests.
    #[doc(hidden)]
    pub fn official_at(feeds: [&str; 2]) -> Result<Self, AddressError> {
        let feeds = feeds.into_iter().map(base).collect::<Result<_, _>>()?;
        Ok(Self { feeds, mirrors: Vec::new(), official: true, bundle: None })
    }

    /// In order of preference.
    pub fn feeds(&self) -> &[Url] {
        &self.feeds
    }

    pub fn is_official(&self) -> bool {
        self.official
    }

    /// Whether everything comes from Google's servers, because no others were chosen.
    pub(crate) fn is_default(&self) -> bool {
        self.official && self.mirrors.is_empty()
    }

    /// The folders that may contain proofs of their releases: the mirrors, and a custom feed.
    pub(crate) fn with_proofs(&self) -> Vec<Url> {
        let own = if self.official { &[] } else { &self.feeds[..] };
        self.bundle.iter().chain(&self.mirrors).chain(own).cloned().collect()
    }

    /// Makes an opened bundle the only source of downloads. Its checksums are not trusted.
    #[must_use]
    pub(crate) fn with_bundle(self, folder: Url) -> Self {
        Self { bundle: Some(folder), ..self }
    }

    pub(crate) fn bundle(&self) -> Option<&Url> {
        self.bundle.as_ref()
    }

    /// First the mirrors, which the user chose because they are near, then the feeds.
    pub fn bytes(&self) -> Vec<Url> {
        if let Some(bundle) = &self.bundle {
            return vec![bundle.clone()];
        }
        self.mirrors.iter().chain(&self.feeds).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_official_feeds_are_the_default() {
        let sources = Sources::new(None, []).unwrap();
        assert!(sources.is_official());
        assert_eq!(sources.bytes(), OFFICIAL.map(|feed| base(feed).unwrap()));
    }

    #[test]
    fn a_custom_feed_replaces_them_and_mirrors_come_first() {
        let sources = Sources::new(Some("file:///C:/srv/go"), ["", " https://mirror.example/golang "]).unwrap();
        assert!(!sources.is_official());
        let bytes: Vec<_> = sources.bytes().iter().map(Url::to_string).collect();
        assert_eq!(bytes, ["https://mirror.example/golang/", "file:///C:/srv/go/"]);
    }

    #[test]
    fn a_bundle_is_the_only_source_of_bytes_and_no_feed() {
        let bundle = base("file:///C:/srv/bundle").unwrap();
        let sources = Sources::new(None, ["https://mirror.example/golang"]).unwrap().with_bundle(bundle.clone());
        assert_eq!(sources.bytes(), std::slice::from_ref(&bundle));
        assert_eq!(sources.with_proofs()[0], bundle);
        assert!(sources.is_official() && !sources.feeds().contains(&bundle));
    }

    #[test]
    fn an_insecure_address_is_refused() {
        assert!(Sources::new(Some("http://go.dev/dl/"), []).is_err());
        assert!(Sources::new(None, ["ftp://mirror.example/"]).is_err());
    }
}
