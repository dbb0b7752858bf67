//! The occasions for a notification.
use jiff::civil::Date;
use upgo_engine::version::Version;

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
    /// The automatic work has been failing for days.
    NoAnswer {
        /// For how many.
        days: u32,
    },
    /// An upgrade, an installation or a switch has succeeded.
    Upgraded {
        /// The version that is active now.
        version: Version,
        /// The number of the change in the history, if it can be undone.
        undo: Option<u64>,
        /// The terminals that run it.
        terminals: Terminals,
    },
    /// A change has been undone.
    Undone {
        /// The version that is active now.
        version: Version,
        /// The version that was active before.
        left: Option<Version>,
    },
    /// A change has failed and was rolled back.
    Failed {
        /// The attempted change.
        attempt: Attempt,
        /// The release of the change.
        version: Option<Version>,
        /// The version that a new terminal still runs.
        runs: Option<Version>,
    },
    /// The window was closed, and the tray icon stays. Shown only once.
    StillHere,
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

/// An attempted change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// An upgrade to a newer release.
    Upgrade,
    /// An installation of a release.
    Install,
    /// An undo of a change.
    Undo,
    /// Anything else.
    Other,
}

impl Toast {
    /// The tag. A toast replaces an older one with the same tag, so there is one for each release.
    pub fn tag(&self) -> &str {
        match self {
            Self::NewRelease { version, .. }
            | Self::Ready { version }
            | Self::Installed { version, .. }
            | Self::Upgraded { version, .. } => version.as_str(),
            Self::NoAnswer { .. } => "no-answer",
            Self::Undone { left: version, .. } | Self::Failed { version, .. } => {
                version.as_ref().map_or("change", Version::as_str)
            }
            Self::StillHere => "still-here",
            Self::Several { first, .. } => first.tag(),
            Self::Test => "test",
        }
    }
}
