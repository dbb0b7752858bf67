//! What is out: the official feed, its cache, channels, the support window, and the sources of bytes.
//!
//! [`Feeds`] asks ([`refresh`](Feeds::refresh)) and remembers ([`cached`](Feeds::cached)). A feed is at
//! `BASE?mode=json&include=all`, as Go's own server has it. A base of one's own may also be any static web server or
//! a folder (`file:`): there the feed is the file `index.json`.
mod cache;
mod dates;
mod error;
mod feed;
mod feeds;
mod notes;
mod release;
mod requirements;
mod sources;
mod support;

use jiff::SignedDuration;

pub use dates::{Day, released_on};
pub use error::CatalogError;
pub use feed::{NotFeed, Parsed, parse};
pub(crate) use feeds::INDEX;
pub use feeds::{Feeds, Modules};
pub use notes::notes_url;
pub use release::{Catalog, Channel, Package, Release, ReleaseRequest, Stamp};
pub use requirements::{Unmet, newest_line_for, unmet};
pub use sources::Sources;
pub use support::{Support, SupportEnd, line_of, newest_out};

/// What is known of releases is called stale after this.
pub const MAX_AGE: SignedDuration = SignedDuration::from_hours(24 * 7);
