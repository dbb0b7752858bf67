use std::collections::BTreeSet;

use url::Url;

use super::SystemSituation;
use crate::base::system::System;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::environment::Change;
use crate::released::catalog::Catalog;
use crate::store::Installed;
use crate::store::verify::Differences;

/// The facts that a plan is made from, read once. Planning reads nothing else.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub target: Target,
    /// `None` if unknown.
    pub system: Option<System>,
    /// The version that the switch selects.
    pub current: Option<Version>,
    /// The version that a new terminal runs, if known.
    pub active: Option<Version>,
    /// In the store, newest first.
    pub installed: Vec<Installed>,
    /// Those whose programs something removed or changed, newest first.
    pub damaged: Vec<Damaged>,
    /// The toolchains that have their own name in `bin`.
    pub published: Vec<Version>,
    /// The toolchains that passed a smoke test on this machine; the current one need not be among them.
    pub tried: BTreeSet<Version>,
    /// `None` if they were not read.
    pub catalog: Option<Catalog>,
    /// The sources of archives, in order of preference.
    pub sources: Vec<Url>,
    /// Where Go is available as a `module`, verified by the checksum database: folders of a GOPROXY, preferred first.
    pub modules: Vec<Url>,
    pub path: PathSituation,
    pub everybody: SystemSituation,
}

#[derive(Clone, Debug)]
pub struct Damaged {
    pub installed: Installed,
    /// Whether there is a folder; anything else there is not repaired, but replaced.
    pub is_folder: bool,
    /// The files that differ from the unpacked ones; `None` if they are unknown.
    pub files: Option<Differences>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathSituation {
    /// The edit that puts Upgo's `bin` first; `None` if it is first, or if PATH must not be edited.
    pub go: Option<Change>,
    /// The next edit, which puts the folder of `go install` last; `None` if it is on PATH.
    pub tools: Option<Change>,
}

impl PathSituation {
    pub fn edits(&self) -> Vec<Change> {
        self.go.iter().chain(&self.tools).cloned().collect()
    }
}

impl Snapshot {
    pub(crate) fn find_installed(&self, version: &Version) -> Option<&Installed> {
        self.installed.iter().find(|installed| installed.version == *version)
    }

    pub(crate) fn find_damaged(&self, version: &Version) -> Option<&Damaged> {
        self.damaged.iter().find(|damaged| damaged.installed.version == *version)
    }

    /// The toolchain of this version, if it is in the store, whether it works or not.
    pub(crate) fn find(&self, version: &Version) -> Option<&Installed> {
        self.find_installed(version).or_else(|| Some(&self.find_damaged(version)?.installed))
    }

    pub(crate) fn older_than(&self, version: &Version) -> Option<&Version> {
        self.installed.iter().map(|installed| &installed.version).filter(|other| *other < version).max()
    }
}
