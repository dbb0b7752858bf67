//! What a plan is made from.
use std::collections::BTreeSet;

use url::Url;

use super::SystemSituation;
use crate::catalog::Catalog;
use crate::environment::Change;
use crate::store::Installed;
use crate::system::System;
use crate::target::Target;
use crate::version::Version;

/// The facts, read once. Planning asks nothing else.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What the machine runs.
    pub target: Target,
    /// Its system; `None` where that cannot be told.
    pub system: Option<System>,
    /// What the switch names.
    pub current: Option<Version>,
    /// What a new terminal runs, if that could be told.
    pub active: Option<Version>,
    /// The toolchains in the store, newest first.
    pub installed: Vec<Installed>,
    /// Which of them have their own name in `bin`.
    pub published: Vec<Version>,
    /// Which of them have passed a trial on this machine; the current one need not be among them.
    pub tried: BTreeSet<Version>,
    /// What is out; `None` where it has not been asked.
    pub catalog: Option<Catalog>,
    /// Where archives may come from, in this order.
    pub sources: Vec<Url>,
    /// Where Go can be had as a [`module`](crate::module), whose files the checksum database vouches for: folders of a
    /// GOPROXY, in this order.
    pub modules: Vec<Url>,
    /// What PATH lacks.
    pub path: PathSituation,
    /// What concerns everybody on the machine.
    pub everybody: SystemSituation,
}

/// What PATH lacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathSituation {
    /// The edit that puts Upgo's `bin` first; `None` where it is, or where PATH is not to be touched.
    pub go: Option<Change>,
    /// The edit, after that one, that puts the folder of `go install` last; `None` where it is there.
    pub tools: Option<Change>,
}

impl PathSituation {
    /// The edits, in the order in which they are made.
    pub fn edits(&self) -> Vec<Change> {
        self.go.iter().chain(&self.tools).cloned().collect()
    }
}

impl Snapshot {
    /// The toolchain of this version, if it is in the store.
    pub fn find_installed(&self, version: &Version) -> Option<&Installed> {
        self.installed.iter().find(|installed| installed.version == *version)
    }
}
