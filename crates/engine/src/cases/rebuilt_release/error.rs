use std::io;

use url::Url;

use crate::base::report::{Cancelled, Code, Explain, stated};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub(super) enum NotRebuilt {
    TooOld(Version),
    NoOtherGo {
        version: Version,
        /// The oldest release line that can, as the number after `1.`.
        oldest: u32,
    },
    BuilderDiffers(Version),
    NoSource {
        version: Version,
        list: Url,
    },
    Failed {
        version: Version,
        why: Statement,
        #[source]
        said: Option<LastLines>,
    },
    Busy,
    Cancelled(#[from] Cancelled),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct LastLines(pub(super) String);

impl Explain for NotRebuilt {
    fn code(&self) -> Code {
        match self {
            Self::TooOld(_)
            | Self::NoOtherGo { .. }
            | Self::BuilderDiffers(_)
            | Self::NoSource { .. }
            | Self::Failed { .. } => Code::VerifyRebuild,
            Self::Busy => Code::Busy,
            Self::Cancelled(_) => Code::Cancelled,
            Self::Disk(error) => of_io(error),
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::TooOld(version) => say!(ReleaseNotReproducible { version: version.as_str() }),
            Self::NoOtherGo { version, oldest } => {
                let oldest = format!("1.{oldest}");
                say!(NoOtherGoToBuild { version: version.as_str(), oldest })
            }
            Self::BuilderDiffers(builder) => say!(BuilderDiffers { builder: builder.as_str() }),
            Self::NoSource { version, list } => {
                say!(SourceNotListed { version: version.as_str(), list: list.as_str() })
            }
            Self::Failed { version, why, .. } => {
                say!(ReleaseNotBuilt { version: version.as_str(), why: why.clone() })
            }
            Self::Busy => Sentence::RebuildRuns.into(),
            Self::Cancelled(_) => Sentence::Cancelled.into(),
            Self::Disk(_) => return None,
        })
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::TooOld(version) => Some(say!(VerifyVersion { version: version.number() })),
            Self::NoOtherGo { version, .. } => Some(say!(InstallFirst { version: line_before(version) })),
            Self::BuilderDiffers(builder) => Some(say!(RepairVersion { version: builder.number() })),
            Self::NoSource { .. } => Some(Sentence::UseListWithSource.into()),
            Self::Failed { .. } | Self::Busy | Self::Cancelled(_) | Self::Disk(_) => None,
        }
    }
}

/// The release line before that of a release, which can always build it: 1.26 for go1.27.3.
fn line_before(version: &Version) -> String {
    super::minor(version).map_or_else(|| "latest".to_owned(), |minor| format!("1.{}", minor.saturating_sub(1)))
}
