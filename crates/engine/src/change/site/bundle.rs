//! A site that downloads from an opened bundle only.
use url::Url;

use super::{Setup, Site};
use crate::base::report::Problem;

impl Site {
    /// What the usual sources have said before is still known, but none of them is asked for releases.
    pub(crate) fn open_with_bundle(setup: Setup, folder: Url) -> Result<Self, Problem> {
        let site = Self::open(setup)?;
        let sources = site.sources.clone().with_bundle(folder);
        Ok(Self { sources, ..site })
    }
}
