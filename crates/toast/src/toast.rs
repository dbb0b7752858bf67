//! The occasions on which Upgo speaks.
use jiff::civil::Date;
use upgo_engine::version::Version;

/// Something worth a toast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toast {
    /// A release is out that the user could go to.
    NewRelease {
        /// The release.
        version: Version,
        /// What a new terminal runs now.
        from: Option<Version>,
        /// When it came out, where that is known.
        released_on: Option<Date>,
        /// Whether the line of `from` gets no more fixes.
        unsupported: bool,
        /// How many known vulnerabilities of `from` it fixes.
        fixes: u32,
        /// How many of those are in packages that the user's projects use, where that is known.
        fixes_in_your_projects: Option<u32>,
    },
    /// A release is out and downloaded already.
    Ready {
        /// The release.
        version: Version,
    },
    /// Upgo has installed a release beside the others by itself.
    Installed {
        /// The release.
        version: Version,
        /// What a new terminal runs, still.
        runs: Option<Version>,
    },
    /// What Upgo does by itself has failed for days.
    NoAnswer,
    /// An upgrade, an installation or a switch has succeeded.
    Upgraded {
        /// What is active now.
        version: Version,
        /// The change, by its number in the history, where it can be taken back.
        undo: Option<u64>,
        /// Which terminals run it.
        terminals: Terminals,
    },
    /// A change has been taken back.
    Undone {
        /// What is active now.
        version: Version,
        /// What was left by it.
        left: Option<Version>,
    },
    /// A change has failed; nothing is lost.
    Failed {
        /// What was tried.
        attempt: Attempt,
        /// The release that it was about.
        version: Option<Version>,
        /// What a new terminal runs, still.
        runs: Option<Version>,
    },
    /// The window was closed, and the tray icon stays. Said once in a life.
    StillHere,
    /// Several at once, as one.
    Several {
        /// What leads: its texts, its picture and its buttons.
        first: Box<Toast>,
        /// What is named below; at least one.
        others: Vec<Toast>,
    },
    /// The user wants to see whether toasts work.
    Test,
}

/// Which terminals run the new Go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminals {
    /// Open ones too, at their next command: PATH did not change.
    Open,
    /// New ones only.
    New,
}

/// What was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// To go to a newer release.
    Upgrade,
    /// To install a release.
    Install,
    /// To take a change back.
    Undo,
    /// Anything else.
    Other,
}

impl Toast {
    /// A toast takes the place of the one with the same tag, so that there is one for each release.
    pub fn tag(&self) -> &str {
        match self {
            Self::NewRelease { version, .. }
            | Self::Ready { version }
            | Self::Installed { version, .. }
            | Self::Upgraded { version, .. } => version.as_str(),
            Self::NoAnswer => "no-answer",
            Self::Undone { left: version, .. } | Self::Failed { version, .. } => {
                version.as_ref().map_or("change", Version::as_str)
            }
            Self::StillHere => "still-here",
            Self::Several { first, .. } => first.tag(),
            Self::Test => "test",
        }
    }
}
