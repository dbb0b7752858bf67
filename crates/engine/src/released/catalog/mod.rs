//! The available releases: the official feed, its cache, channels, the support window, and the download sources.
//! [`Feeds`] queries the feeds ([`refresh`](Feeds::refresh)) and reads their cached answers
//! ([`cached`](Feeds::cached)). A feed is at `BASE?mode=json&include=all`, as on Go's server, or the file `index.json`
//! of a static web server or a folder (`file:`).
mod cache;
mod dates;
mod error;
mod feed;
mod few;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
pub mod history;
mod listed;
mod notes;
mod possible;
mod refresh;
mod release;
mod requirements;
mod sources;
mod support;

use jiff::SignedDuration;

pub(crate) use cache::is_copy;
pub use dates::Day;
pub use error::CatalogError;
pub(crate) use error::named;
pub use feed::{FeedContent, NotFeed, parse};
pub use history::released_on;
pub use listed::ListedDigest;
pub use notes::notes_url;
pub use refresh::{Feeds, Modules};
pub(crate) use refresh::{INDEX, LIMIT};
pub use release::{Catalog, Channel, PackageKind, Release, ReleaseRequest, Stamp};
pub use requirements::{Unmet, newest_line_for, unmet};
pub use sources::Sources;
pub use support::{Support, SupportEnd, line_of, newest_out};

/// The age at which the cached release list becomes stale.
pub const MAX_AGE: SignedDuration = SignedDuration::from_hours(24 * 7);
