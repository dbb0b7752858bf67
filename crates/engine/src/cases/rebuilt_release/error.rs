use std::io;

use url::Url;

use crate::base::report::Cancelled;
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::machine::effect::of_io;

explain! {
    pub(super) enum NotRebuilt {
        TooOld(version: Version) =
            VerifyRebuild, ReleaseNotReproducible { version }, next VerifyVersion { version: version.number() };
        /// `oldest` is the oldest release line that can, as the number after `1.`.
        NoOtherGo { version: Version, oldest: u32 } =
            VerifyRebuild, NoOtherGoToBuild { version, oldest: format!("1.{oldest}") },
            next InstallFirst { version: line_before(version) };
        BuilderDiffers(builder: Version) =
            VerifyRebuild, BuilderDiffers { builder }, next RepairVersion { version: builder.number() };
        NoSource { version: Version, list: Url } =
            VerifyRebuild, SourceNotListed { version, list }, next UseListWithSource;
        Failed { version: Version, why: Statement, #[source] said: LastLines } =
            VerifyRebuild, ReleaseNotBuilt { version, why };
        Busy = Busy, RebuildRuns;
        Cancelled(#[from] cancelled: Cancelled) = Cancelled, Cancelled;
        Disk(error: io::Error) = (of_io(error)), *;
    }
}

#[derive(Debug, Default, thiserror::Error)]
#[error("{0}")]
pub(super) struct LastLines(pub(super) String);

/// The release line before that of a release, which can always build it: 1.26 for go1.27.3.
fn line_before(version: &Version) -> String {
    super::minor(version).map_or_else(|| "latest".to_owned(), |minor| format!("1.{}", minor.saturating_sub(1)))
}
