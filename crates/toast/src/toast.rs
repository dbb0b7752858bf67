//! The occasions for a notification.
use jiff::civil::Date;
use upgo_engine::base::version::Version;
use upgo_engine::change::plan::Subject;

use crate::running::{Running, tag as tag_of};

/// An occasion for a toast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toast {
    /// A release is available that the user could upgrade to.
    NewRelease {
        /// The release.
        version: Version,
        /// The version that a new terminal runs now.
        from: Option<Version>,
        /// Its release date, if known.
        released_on: Option<Date>,
        /// Whether the release line of `from` no longer gets fixes.
        unsupported: bool,
        /// The number of known vulnerabilities of `from` that it fixes.
        fixes: u32,
        /// The number of those in packages that the user's projects use, if known.
        fixes_in_your_projects: Option<u32>,
        /// Whether new terminals would not run the release even after an upgrade, so that the toast offers none.
        out_of_reach: bool,
    },
    /// A release is available and already downloaded.
    Ready {
        /// The release.
        version: Version,
    },
    /// Upgo has automatically installed a release without switching to it.
    Installed {
        /// The release.
        version: Version,
        /// The version that a new terminal still runs.
        runs: Option<Version>,
    },
    /// A newer version of Upgo itself is available.
    NewUpgo {
        /// The version.
        version: String,
        /// The running version.
        from: String,
    },
    /// The automatic work has been failing for days.
    NoAnswer {
        /// For how many.
        days: u32,
    },
    /// A change is running.
    Running(Box<Running>),
    /// A change has succeeded, and another version is active.
    Done {
        /// The change.
        change: Subject,
        /// The number of the change in the history, if the toast offers to undo it.
        undo: Option<u64>,
        /// The terminals that run the version.
        terminals: Terminals,
    },
    /// A change has failed and was rolled back.
    Failed {
        /// The attempted change.
        change: Subject,
        /// The version that a new terminal still runs.
        runs: Option<Version>,
    },
    /// The window was closed, and the tray icon stays. Shown only once.
    StillHere {
        /// Whether the taskbar hides the icon, until the user moves it into the taskbar.
        icon_is_hidden: bool,
    },
    /// Several occasions in one toast.
    Several {
        /// The leading one, with its texts, picture and buttons.
        first: Box<Toast>,
        /// The others, which are named below; at least one.
        others: Vec<Toast>,
    },
    /// The user tests whether notifications work.
    Test,
}

/// The terminals that run the new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminals {
    /// Open terminals too, with their next command, because PATH did not change.
    Open,
    /// New terminals only.
    New,
}

impl Toast {
    /// The tag. A toast replaces an older one with the same tag, so there is one for each release.
    pub fn tag(&self) -> &str {
        match self {
            Self::NewRelease { version, .. } | Self::Ready { version } | Self::Installed { version, .. } => {
                version.as_str()
            }
            Self::NewUpgo { .. } => "upgo",
            Self::NoAnswer { .. } => "no-answer",
            Self::Done { change, .. } | Self::Failed { change, .. } => tag_of(change),
            Self::Running(running) => tag_of(&running.change),
            Self::StillHere { .. } => "still-here",
            Self::Several { first, .. } => first.tag(),
            Self::Test => "test",
        }
    }
}
