//! What a press on a toast means.
use serde::{Deserialize, Serialize};
use upgo_engine::version::Version;

/// What a press on a toast means. It is a wish: the receiver decides what it may lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Intent {
    /// Go to this release.
    Upgrade {
        /// The release.
        version: Version,
    },
    /// Say it again tomorrow.
    Later {
        /// The release.
        version: Version,
    },
    /// Never mention this release again.
    Skip {
        /// The release.
        version: Version,
    },
    /// Take this change back.
    Undo {
        /// Its number in the history.
        id: u64,
    },
    /// Do again what failed.
    TryAgain,
    /// Show what failed, and why.
    Details,
    /// Open the window.
    Open,
}

impl Intent {
    /// Its name among the actions of a notification on Linux; one toast has each at most once.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Upgrade { .. } => "upgrade",
            Self::Later { .. } => "later",
            Self::Skip { .. } => "skip",
            Self::Undo { .. } => "undo",
            Self::TryAgain => "try-again",
            Self::Details => "details",
            Self::Open => "open",
        }
    }
}
