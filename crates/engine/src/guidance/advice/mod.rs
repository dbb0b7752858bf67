//! The advice to show first: facts in, one [`Situation`] and at most one [`Offer`] out. Pure.
mod headline;

use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

pub use headline::{Headline, Sentence};

use crate::advisories::{Concerning, FixedBy, Projects};
use crate::archive::Archive;
use crate::catalog::{Catalog, Channel, Day, MAX_AGE, Release, ReleaseRequest, Support, released_on};
use crate::inventory::Origin;
use crate::resolve::ActiveGo;
use crate::settings::Suggest;
use crate::store::Installed;
use crate::store::unpack::Format;
use crate::version::Version;

/// The most important message for the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Situation {
    /// Terminals find no Go, and the store is empty.
    NoGo,
    /// The store has a toolchain, but new terminals find none.
    NotOnPath,
    /// The switch selects one version, but a new terminal runs another.
    Shadowed {
        /// The version that the switch selects.
        chosen: Version,
        /// The version that a new terminal runs; `null` if it cannot be read.
        runs: Option<Version>,
        /// The folder of that Go.
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = String))]
        root: PathBuf,
        /// Its origin.
        origin: Origin,
    },
    /// The running version has known vulnerabilities, and an available release fixes some of them.
    Security {
        /// The number of known vulnerabilities.
        known: u32,
    },
    /// The release line of the running version has reached its end of life.
    Unsupported,
    /// A newer release is available.
    Update,
    /// A newer release is available, but the user postponed it.
    Postponed {
        /// When Upgo mentions it again.
        #[cfg_attr(feature = "specta", specta(type = crate::bindings::Timestamp))]
        until: Timestamp,
    },
    /// No server has answered for longer than a week.
    Stale {
        /// The number of days; `null` if no server has ever answered.
        days: Option<u32>,
    },
    /// The releases are not known yet.
    Checking,
    /// There is no newer release but the one that the user skips.
    Skipped {
        /// That release.
        version: Version,
        /// How many known vulnerabilities of the running version it would fix.
        fixes: u32,
    },
    /// Go is up to date.
    Current,
}

/// A release to which the user could upgrade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Its version.
    pub version: Version,
    /// Its release channel.
    pub channel: Channel,
    /// The kind of release.
    pub step: OfferStep,
    /// Its release date, if known.
    pub released_on: Option<Day>,
    /// The bytes to download: 0 if it is already in the store, `null` if the release list does not say.
    pub download_bytes: Option<u64>,
    /// The estimated bytes that it takes on the disk: 0 if it is already in the store.
    pub disk_bytes: Option<u64>,
    /// The support of its release line.
    pub support: Support,
    /// How many known vulnerabilities of the running version it fixes; `null` if unknown: there is no Go yet, or the
    /// vulnerability database was never fetched.
    pub fixes: Option<u32>,
    /// How many of those are in packages that the user's projects use; `null` if no project could be examined.
    pub fixes_in_your_projects: Option<u32>,
}

/// The kind of release that an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum OfferStep {
    /// The first release of a line.
    Major,
    /// A later release of a line.
    Patch,
    /// A release candidate or a beta.
    Prerelease,
}

/// The input of the advice.
#[derive(Clone, Copy, Debug)]
pub struct AdviceFacts<'a> {
    /// The version that the switch selects.
    pub current: Option<&'a Version>,
    /// The Go that a new terminal runs.
    pub active: Option<&'a ActiveGo>,
    /// The toolchains in the store, newest first.
    pub installed: &'a [Installed],
    /// The known releases.
    pub catalog: Option<&'a Catalog>,
    /// The newest known stable release.
    pub newest_out: Option<&'a Version>,
    /// The known vulnerabilities; `None` if the database was never fetched.
    pub advisories: Option<&'a Concerning<'a>>,
    /// The imports of the user's projects, as far as they could be examined.
    pub projects: &'a Projects,
    /// Whether the last check got no answer.
    pub check_failed: bool,
    /// The release channel that the user follows.
    pub channel: Channel,
    /// Whether the user stays on the release line in use or moves to a newer one.
    pub suggest: Suggest,
    /// The release that the user skips.
    pub skipped: Option<&'a Version>,
    /// The release that the user postponed, and the end of the postponement.
    pub postponed: Option<(&'a Version, Timestamp)>,
    /// The current time.
    pub now: Timestamp,
}

/// The advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The most important message for the user.
    pub situation: Situation,
    /// The release that the accent button installs.
    pub offer: Option<Offer>,
    /// The smallest upgrade other than the offer: the first release of the same line that fixes every known
    /// vulnerability of the running version, else the newest release of that line.
    pub patch: Option<Offer>,
    /// The release that would be offered if the user had not skipped it.
    pub skipped: Option<Version>,
}

/// Computes the advice.
pub fn advise(facts: &AdviceFacts<'_>) -> Advice {
    let newest = facts.newer(&wanted(facts.suggest, facts.channel, facts.base(), facts.newest_out));
    let is_skipped = |release: &&Release| facts.skipped == Some(&release.version);
    let of_line = facts.newer_patch().filter(|patch| !is_skipped(patch));
    // A user who skips the newest release may still want the smallest upgrade.
    let chosen = newest.filter(|release| !is_skipped(release)).or(of_line);
    let offer = chosen.and_then(|release| facts.offer(release));
    let fixing = facts.smallest_fix().filter(|fix| !is_skipped(fix));
    let patch = fixing.or(of_line).filter(|patch| chosen != Some(*patch)).and_then(|release| facts.offer(release));
    let fixes = |offer: &Option<Offer>| offer.as_ref().and_then(|offer| offer.fixes).unwrap_or(0);
    // If the newest release does not have the fixes yet, the patch is the better offer.
    let (offer, patch) = if fixes(&offer) == 0 && fixes(&patch) > 0 { (patch, None) } else { (offer, patch) };
    let skipped = newest.filter(is_skipped);
    let put_off = PutOff {
        skipped: skipped.and_then(|release| facts.offer(release)),
        until: facts.postponed.and_then(|(version, until)| (offer.as_ref()?.version == *version).then_some(until)),
    };
    let situation = facts.situation(chosen.is_some(), fixes(&offer), put_off);
    let has_small_step = matches!(situation, Situation::Security { .. } | Situation::Unsupported | Situation::Update);
    Advice {
        offer,
        patch: patch.filter(|_| has_small_step),
        skipped: skipped.map(|release| release.version.clone()),
        situation,
    }
}

/// The request for the release to suggest to a user of `base`. Who stays on a line gets its newest release as long as
/// it is supported, because only then the line gets every security fix.
pub fn wanted(
    suggest: Suggest,
    channel: Channel,
    base: Option<&Version>,
    newest_out: Option<&Version>,
) -> ReleaseRequest {
    let is_supported =
        |base: &Version| newest_out.and_then(|newest| Support::of(base, newest)).is_some_and(|it| it.supported);
    let stays = base.filter(|base| suggest == Suggest::Line && !base.is_prerelease() && is_supported(base));
    stays.map_or_else(|| channel.request(), |base| ReleaseRequest::Line(base.language()))
}

/// The newer release that the user does not want now.
struct PutOff {
    /// It is skipped.
    skipped: Option<Offer>,
    /// The offer is postponed until then.
    until: Option<Timestamp>,
}

impl<'a> AdviceFacts<'a> {
    /// The first situation that applies.
    fn situation(&self, is_newer_out: bool, fixes: u32, put_off: PutOff) -> Situation {
        let Some(active) = self.active else {
            return if self.installed.is_empty() { Situation::NoGo } else { Situation::NotOnPath };
        };
        if let Some(chosen) = self.current.filter(|current| !self.runs(active, current)) {
            let found = active.found.clone();
            let chosen = chosen.clone();
            return Situation::Shadowed { chosen, runs: found.version, root: found.root, origin: found.origin };
        }
        let Some(catalog) = self.catalog else {
            return if self.check_failed { Situation::Stale { days: None } } else { Situation::Checking };
        };
        let age = self.now.duration_since(catalog.stamp.fetched_at);
        let known = || active.found.version.as_ref().and_then(|version| self.advisories?.count(version));
        if let Some(until) = put_off.until {
            Situation::Postponed { until }
        } else if fixes > 0 {
            Situation::Security { known: known().unwrap_or(fixes) }
        } else if self.is_unsupported(active) {
            Situation::Unsupported
        } else if is_newer_out {
            Situation::Update
        } else if age > MAX_AGE {
            Situation::Stale { days: u32::try_from(age.as_hours() / 24).ok() }
        } else if let Some(Offer { version, fixes, .. }) = put_off.skipped {
            Situation::Skipped { version, fixes: fixes.unwrap_or(0) }
        } else {
            Situation::Current
        }
    }

    /// Whether a new terminal runs the toolchain that the switch selects: through the switch or from its own folder.
    fn runs(&self, active: &ActiveGo, current: &Version) -> bool {
        let is_current = |installed: &&Installed| installed.version == *current;
        let root = self.installed.iter().find(is_current).map(|installed| &installed.root);
        active.is_upgo_switch || root == Some(&active.found.root)
    }

    fn is_unsupported(&self, active: &ActiveGo) -> bool {
        let support = active.found.version.as_ref().zip(self.newest_out).and_then(|(v, newest)| Support::of(v, newest));
        support.is_some_and(|support| !support.supported)
    }

    /// The version with which releases are compared: the one that new terminals run, as far as it is known.
    fn base(&self) -> Option<&'a Version> {
        let runs = self.active.and_then(|active| active.found.version.as_ref());
        runs.or(self.current)
    }

    /// The requested release, if it is newer and this machine can get and run it.
    fn newer(&self, request: &ReleaseRequest) -> Option<&'a Release> {
        self.if_it_can_come(self.catalog?.resolve(request)?)
    }

    fn if_it_can_come(&self, release: &'a Release) -> Option<&'a Release> {
        let is_newer = self.base().is_none_or(|base| release.version > *base);
        let can_come = self.installed(release).is_some()
            || release.archive.as_ref().is_some_and(|archive| archive.sha256.is_some());
        let catalog = self.catalog?;
        let runs = catalog.unmet(&release.version).is_none() && !catalog.held_back.contains(&release.version);
        (is_newer && can_come && runs).then_some(release)
    }

    fn newer_patch(&self) -> Option<&'a Release> {
        self.newer(&ReleaseRequest::Line(self.base()?.language()))
    }

    /// The first release of the same line that fixes every known vulnerability of the running version.
    fn smallest_fix(&self) -> Option<&'a Release> {
        let catalog = self.catalog?;
        let FixedBy { patch, .. } = self.advisories?.fixed_by(self.base()?, Some(catalog))?;
        self.if_it_can_come(catalog.find(&patch?)?)
    }

    fn installed(&self, release: &Release) -> Option<&'a Installed> {
        self.installed.iter().find(|installed| installed.version == release.version)
    }

    fn offer(&self, release: &Release) -> Option<Offer> {
        let is_here = self.installed(release).is_some();
        let archive = release.archive.as_ref();
        let bytes = |size: Option<u64>| if is_here { Some(0) } else { size };
        let fixes = || self.advisories?.fixes(self.base()?, &release.version, self.projects);
        let (fixes, in_projects) = fixes().unzip();
        Some(Offer {
            step: step(&release.version),
            released_on: released_on(&release.version),
            download_bytes: bytes(archive.and_then(|archive| archive.size)),
            disk_bytes: bytes(archive.and_then(|archive| unpacked_size(archive, self.installed))),
            support: Support::of(&release.version, self.newest_out?)?,
            fixes,
            fixes_in_your_projects: in_projects.flatten(),
            version: release.version.clone(),
            channel: release.channel,
        })
    }
}

fn step(version: &Version) -> OfferStep {
    if version.is_prerelease() {
        OfferStep::Prerelease
    } else if version.is_first_of_line() {
        OfferStep::Major
    } else {
        OfferStep::Patch
    }
}

/// The estimated unpacked size of an archive in bytes. The ratio is that of the newest toolchain in the store, else one
/// measured with go1.26.6 and go1.27.3: 3.05 to 3.08 for a Windows `zip`, 3.32 to 3.34 for a Linux `tar.gz`.
pub fn unpacked_size(archive: &Archive, installed: &[Installed]) -> Option<u64> {
    let size = archive.size?;
    let here = installed.iter().filter_map(|installed| {
        let receipt = installed.receipt.as_ref()?;
        let size = receipt.archive.size.filter(|size| *size > 0)?;
        Some((receipt.size_bytes, size))
    });
    let measured = if Format::of(&archive.filename) == Some(Format::Zip) { (307, 100) } else { (333, 100) };
    let (unpacked, packed) = here.into_iter().next().unwrap_or(measured);
    u64::try_from(u128::from(size) * u128::from(unpacked) / u128::from(packed)).ok()
}

#[cfg(test)]
mod tests;
