//! For fuzzing: the documents of the vulnerability database, and their copy in the cache.
use jiff::Timestamp;
use url::Url;

use super::cache::StoredDatabase;
use super::{Advisory, index, is_id, semantic};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::fuzz_tests::{read_back, same_again};

/// An entry: what is kept of it is read back in the same way.
pub(crate) fn entry(bytes: &[u8]) {
    const ID: &str = "GO-2026-6179";
    let Some(entry) = Advisory::parse(bytes, ID) else { return };
    same_again(&entry);
    let again = serde_json::to_vec(&entry).ok().and_then(|text| Advisory::parse(&text, ID));
    assert_eq!(again.as_ref(), Some(&entry));
    let links = entry.links();
    assert!(!links.is_empty() && links.len() <= 22 && links.iter().all(is_short));
    let is_shown = |text: &String| !text.chars().any(char::is_control) && text.chars().count() <= 500;
    assert!(is_shown(&entry.summary) && entry.aliases.iter().all(is_shown));
    for target in [Target::new("linux", "amd64"), Target::new("windows", "386")] {
        for affected in entry.concerning(&target) {
            assert!(affected.packages(&target).count() <= 50);
            for interval in affected.ranges.iter().flat_map(super::ranges::Range::intervals) {
                assert!(interval.until.as_ref().is_none_or(|until| !interval.contains(until)));
            }
        }
    }
}

fn is_short(link: &Url) -> bool {
    link.scheme() == "https" && link.as_str().len() <= 500
}

pub(crate) fn index(bytes: &[u8]) {
    serde_json::from_slice::<index::DatabaseIndex>(bytes).ok().map(|index| index.modified);
    let entries = index::entries(bytes).unwrap_or_default();
    assert!(entries.len() <= 2_000 && entries.keys().all(|id| is_id(id)));
}

pub(crate) fn cache(bytes: &[u8]) {
    if let Some(stored) = read_back::<StoredDatabase>(bytes) {
        same_again(&stored.without_future(Timestamp::UNIX_EPOCH));
    }
}

/// A version in the database's notation is the same version again, if it has one there.
pub(crate) fn version(version: &Version) {
    let semantic = semantic::of(version);
    let again = semantic.as_ref().and_then(semantic::to_go).and_then(|again| semantic::of(&again));
    assert!(again.is_none() || again == semantic, "{version}: {semantic:?}, {again:?}");
}
