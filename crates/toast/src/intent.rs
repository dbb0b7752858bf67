//! The meaning of a press on a toast.
use serde::{Deserialize, Serialize};
use upgo_engine::base::version::Version;

/// The meaning of a press on a toast. It is only a request; the receiver decides what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Intent {
    /// Upgrade to this release.
    Upgrade {
        /// The release.
        version: Version,
    },
    /// Remind again tomorrow.
    Later {
        /// The release.
        version: Version,
    },
    /// Never mention this release again.
    Skip {
        /// The release.
        version: Version,
    },
    /// Undo this change.
    Undo {
        /// Its number in the history.
        id: u64,
    },
    /// Cancel the running change.
    Cancel {
        /// The number of its plan.
        plan: u32,
        /// The process that runs it.
        process: u32,
    },
    /// Try the failed change again.
    TryAgain,
    /// Show what failed, and why.
    Details,
    /// Open the window where it shows the version of Upgo itself.
    Upgo,
    /// Open the window.
    Open,
}

impl Intent {
    /// The name of its action in a notification on Linux. A toast has each action at most once.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Upgrade { .. } => "upgrade",
            Self::Later { .. } => "later",
            Self::Skip { .. } => "skip",
            Self::Undo { .. } => "undo",
            Self::Cancel { .. } => "cancel",
            Self::TryAgain => "try-again",
            Self::Details => "details",
            Self::Upgo => "upgo",
            Self::Open => "open",
        }
    }
}
