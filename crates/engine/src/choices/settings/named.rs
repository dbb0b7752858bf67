//! The types of settings that have a few values, each with a name.
use std::collections::BTreeSet;

use crate::base::words;
use crate::released::catalog::Channel;

/// The proof that a toolchain needs in addition to the feed's digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// None; no other source is asked.
    Digest,
    /// A proof, if one is available. After the first one on this machine, a missing proof is an error that the user can
    /// confirm.
    WhenReachable,
    /// A proof, always.
    Required,
}

/// The kind of a release for the user. Each kind can be announced, downloaded or installed automatically.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReleaseKind {
    /// It fixes known vulnerabilities of the version in use.
    Security,
    Patch,
    Major,
    Prerelease,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggest {
    Newest,
    /// The newest release of the line in use, as long as that line is supported.
    Line,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowLanguage {
    /// As the system if Upgo supports that language, otherwise English.
    System,
    English,
    Chinese,
}

impl WindowLanguage {
    /// `locale` returns the system's locale.
    pub fn chosen(self, locale: impl FnOnce() -> Option<String>) -> words::Language {
        match self {
            Self::English => words::Language::English,
            Self::Chinese => words::Language::Chinese,
            Self::System => words::Language::of_locale(&locale().unwrap_or_default()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Its icon stays in the tray.
    Tray,
    /// Nothing keeps running; the system starts Upgo for each scheduled check.
    Scheduled,
    /// Nothing keeps running, and Upgo checks only when the user asks.
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelfUpdate {
    /// It says that there is a newer version, and waits.
    Ask,
    /// It also installs it, while the machine is not used.
    Auto,
    /// It does not look for one.
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RehearseWith {
    Off,
    /// `go build` and `go vet`, which execute nothing of the projects.
    Build,
    /// Also `go test`.
    Test,
}

/// The channels that the user follows, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channels(pub(super) BTreeSet<Channel>);

impl Channels {
    pub fn stable() -> Self {
        Self(BTreeSet::from([Channel::Stable]))
    }

    /// The channel that includes the releases of all of them.
    pub fn widest(&self) -> Channel {
        self.0.last().copied().unwrap_or(Channel::Stable)
    }
}

/// A type with a few values, each with a name in the file.
pub(crate) trait Named: Copy + PartialEq + 'static {
    /// One of the values, in words.
    const ONE: &'static str;
    /// A list of them, in words.
    const SOME: &'static str;
    /// Each value that a user can choose, with its name.
    const NAMES: &'static [(&'static str, Self)];

    fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    /// Its name; empty if users cannot choose it.
    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, value)| *value == self).map_or("", |(name, _)| *name)
    }
}

macro_rules! named {
    ($($type:ty: $first:literal = $one:ident $(, $name:literal = $other:ident)+;)+) => {$(
        impl Named for $type {
            const ONE: &'static str = concat!("one of ", $first $(, ", ", $name)+);
            const SOME: &'static str = concat!("a list of ", $first $(, ", ", $name)+);
            const NAMES: &'static [(&'static str, Self)] = &[($first, Self::$one) $(, ($name, Self::$other))+];
        }
    )+};
}
pub(crate) use named;

named! {
    Requirement: "digest" = Digest, "when-reachable" = WhenReachable, "required" = Required;
    Suggest: "newest" = Newest, "line" = Line;
    Theme: "system" = System, "light" = Light, "dark" = Dark;
    WindowLanguage: "system" = System, "en" = English, "zh-CN" = Chinese;
    Background: "tray" = Tray, "scheduled" = Scheduled, "off" = Off;
    RehearseWith: "off" = Off, "build" = Build, "test" = Test;
    SelfUpdate: "ask" = Ask, "auto" = Auto, "off" = Off;
    // An archived release is never the newest of a channel, so users cannot choose that channel.
    Channel: "stable" = Stable, "rc" = Rc, "beta" = Beta;
    ReleaseKind: "security" = Security, "patch" = Patch, "major" = Major, "prerelease" = Prerelease;
}
