//! The occasions for a notification.
use jiff::civil::Date;
use upgo_engine::base::version::Version;
use upgo_engine::change::plan::ChangeName;

use crate::running::{Running, tag as tag_of};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toast {
    NewRelease {
        version: Version,
        /// The version that a new terminal runs now.
        from: Option<Version>,
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
        version: Version,
    },
    /// Upgo has automatically installed a release without switching to it.
    Installed {
        version: Version,
        /// The version that a new terminal still runs.
        runs: Option<Version>,
    },
    NewUpgo {
        version: String,
        /// The running version.
        from: String,
    },
    /// The automatic work has been failing for days.
    NoAnswer {
        days: u32,
    },
    Running(Box<Running>),
    /// A change has succeeded, and another version is active.
    Done {
        change: ChangeName,
        /// The number of the change in the history, if the toast offers to undo it.
        undo: Option<u64>,
        terminals: Terminals,
    },
    /// A change has failed and was rolled back.
    Failed {
        change: ChangeName,
        /// The version that a new terminal still runs.
        runs: Option<Version>,
    },
    /// The window was closed, and the tray icon stays. Shown only once.
    StillHere {
        /// Whether the taskbar hides the icon, until the user moves it into the taskbar.
        icon_is_hidden: bool,
    },
    Several {
        /// The leading one, with its texts, picture and buttons.
        first: Box<Toast>,
        /// The others, which are named below; at least one.
        others: Vec<Toast>,
    },
    Test,
}

/// The terminals that run the new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminals {
    /// Open terminals too, with their next command, because PATH did not change.
    Open,
    New,
}

impl Toast {
    /// A toast replaces an older one with the same tag, so there is one for each release.
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
