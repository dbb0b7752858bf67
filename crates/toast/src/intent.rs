//! The meaning of a press on a toast.
use upgo_engine::base::version::Version;

/// It is only a request; the receiver decides what to do.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, tag = "kind")]
pub enum Intent {
    Upgrade {
        version: Version,
    },
    /// Remind again tomorrow.
    Later {
        version: Version,
    },
    /// Never mention this release again.
    Skip {
        version: Version,
    },
    Undo {
        /// Its number in the history.
        id: u64,
    },
    Cancel {
        plan: u32,
        process: u32,
    },
    TryAgain,
    /// Show what failed, and why.
    Details,
    /// Open the window where it shows the version of Upgo itself.
    Upgo,
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
