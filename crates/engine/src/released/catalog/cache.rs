//! The cached feed in compact form: one file for each feed, target and kind of package.
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use url::Url;

use super::possible::Possible;
use super::support::line_of;
use super::{PackageKind, Release, release};
use crate::base::bounded;
use crate::base::digest::Sha256;
use crate::base::own_json;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::net::http::Validator;

/// The format version, raised when the meaning of the file changes. A file of another format counts as missing.
const FORMAT: u32 = 1;
const PREFIX: &str = "feed-";
/// The maximum size of the file in bytes. A list with the most releases that are accepted takes 1 MB.
const LARGEST: u64 = 8 << 20;
/// The number of names that are remembered of the releases that were left out.
const NAMED: usize = 3;

const SUPPORTED: usize = 2;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredFeed {
    format: u32,
    pub(super) feed: Url,
    target: Target,
    /// The address of the answer: the feed's own, or `index.json` in its folder.
    pub(super) address: Url,
    pub(super) validator: Validator,
    /// The digest of the body, which shows whether anything changed if the server sends no validator.
    pub(super) body: Sha256,
    pub(super) fetched_at: Timestamp,
    pub(super) refresh_failed: bool,
    pub(super) releases: Vec<Release>,
    /// The newest of the versions that the list had although they cannot exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) left_out: Vec<Version>,
    /// What the feed has listed before and no longer lists, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) withdrawn: Vec<Version>,
}

impl StoredFeed {
    pub(super) fn new(
        feed: &Url,
        target: &Target,
        address: Url,
        validator: Validator,
        body: Sha256,
        at: Timestamp,
    ) -> Self {
        Self {
            format: FORMAT,
            feed: feed.clone(),
            target: target.clone(),
            address,
            validator,
            body,
            fetched_at: at,
            refresh_failed: false,
            releases: Vec::new(),
            left_out: Vec::new(),
            withdrawn: Vec::new(),
        }
    }

    pub(super) fn confirmed(&self, now: Timestamp) -> Self {
        Self { fetched_at: now, refresh_failed: false, ..self.clone() }
    }

    pub(super) fn newest(&self) -> Option<&Version> {
        self.releases.iter().map(|release| &release.version).find(|version| !version.is_prerelease())
    }

    /// What this answer lacks of an earlier one of the same feed, newest first. A release that was missing before is
    /// named again until its line has a newer one, or is so old that it has no fixes.
    pub(super) fn lacking(&self, old: &Self) -> Vec<Version> {
        let listed: HashSet<&Version> = self.releases.iter().map(|release| &release.version).collect();
        let is_replaced = |version: &Version| {
            let newer = listed.iter().filter(|listed| !listed.is_prerelease() && **listed > version);
            let lines: BTreeSet<String> = newer.map(|newer| line_of(newer)).collect();
            lines.contains(&line_of(version)) || lines.len() >= SUPPORTED
        };
        let before = old.withdrawn.iter().filter(|version| !is_replaced(version));
        let known = old.releases.iter().map(|release| &release.version).chain(before);
        let missing: BTreeSet<&Version> = known.filter(|version| !listed.contains(version)).collect();
        missing.into_iter().rev().cloned().collect()
    }

    /// Leaves out the releases that cannot exist at a time. The next answer is then read again, whatever it says.
    pub(super) fn leave_out_impossible(&mut self, at: Timestamp) {
        let possible = Possible::at(at);
        let others = self.releases.iter().map(|release| &release.version).filter(|version| !possible.has(version));
        let left_out: Vec<Version> = others.take(NAMED).cloned().collect();
        if !left_out.is_empty() {
            self.releases.retain(|release| possible.has(&release.version));
            (self.validator, self.body) = (Validator::default(), Sha256::of(b""));
            self.left_out = left_out;
            release::classify(&mut self.releases);
        }
    }

    /// A missing, damaged, foreign or oversized file yields `None`.
    pub(super) fn read(home: &Home, feed: &Url, target: &Target, package: PackageKind) -> Option<Self> {
        let path = path(home, feed, target, package);
        let stored: Self = own_json::from_slice(&bounded::read(&path, LARGEST).ok()?)?;
        let ours = stored.format == FORMAT && stored.feed == *feed && stored.target == *target;
        (ours && !stored.releases.is_empty()).then_some(stored)
    }

    pub(super) fn write(&self, home: &Home, package: PackageKind) -> io::Result<()> {
        home.make(&home.cache())?;
        effect::replace(&path(home, &self.feed, &self.target, package), &own_json::to_vec(self)?)
    }

    /// A file that both list with different digests: its name, the digest here, and the digest in `other`.
    pub(super) fn contradiction(&self, other: &Self) -> Option<(String, Sha256, Sha256)> {
        let archives = |stored: &Self| {
            let archives = stored.releases.iter().filter_map(|release| release.archive.clone());
            archives.filter_map(|archive| Some((archive.filename, archive.sha256?))).collect::<Vec<_>>()
        };
        let there: std::collections::HashMap<_, _> = archives(other).into_iter().collect();
        let mut here = archives(self).into_iter();
        here.find_map(|(name, mine)| {
            let theirs = *there.get(&name)?;
            (mine != theirs).then_some((name, mine, theirs))
        })
    }
}

/// Whether a file of the cache is the copy of a release list.
pub(crate) fn is_copy(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|name| name.starts_with(PREFIX))
}

fn path(home: &Home, feed: &Url, target: &Target, package: PackageKind) -> PathBuf {
    let kind = match package {
        PackageKind::Archive => "",
        PackageKind::Installer => "-installer",
        PackageKind::Source => "-source",
    };
    home.cache().join(format!("{PREFIX}{target}{kind}-{}.json", own_json::name_of(feed)))
}
