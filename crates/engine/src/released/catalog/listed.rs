//! What a release list says about an archive.
use url::Url;

use super::Catalog;
use crate::base::digest::Sha256;
use crate::base::version::Version;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListedDigest {
    Same {
        feed: Url,
    },
    Other {
        feed: Url,
        filename: String,
        sha256: Sha256,
    },
    /// The list has no digest of the version for the target, or no list is known.
    No,
}

impl Catalog {
    /// The name of the archive does not count, so a renamed file is not an unlisted one.
    pub fn says(&self, version: &Version, digest: Sha256) -> ListedDigest {
        let listed = self.find(version).and_then(|release| release.archive.as_ref());
        let Some((archive, sha256)) = listed.and_then(|archive| Some((archive, archive.sha256?))) else {
            return ListedDigest::No;
        };
        let feed = self.stamp.url.clone();
        if sha256 == digest {
            ListedDigest::Same { feed }
        } else {
            ListedDigest::Other { feed, filename: archive.filename.clone(), sha256 }
        }
    }
}
