//! How this machine's Go stands: facts in, one [`Assessment`] out. Pure. Every answer of Upgo about the Go in use is a
//! part of it, in `status`, `check`, `upgrade`, the window, the tray, notifications and reports.
mod headline;
mod offer;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;

pub use headline::{Headline, HeadlineWords};
pub use offer::{Offer, OfferStep, unpacked_size};

use crate::base::version::Version;
use crate::choices::policy::{Policy, Refused};
use crate::choices::settings::Suggest;
use crate::released::advisories::{Concerning, FixedBy, Projects};
use crate::released::catalog::{Catalog, Channel, MAX_AGE, Release, ReleaseRequest, Support};
use crate::store::Installed;
use crate::which_go::inventory::Origin;
use crate::which_go::resolve::RunningGo;

/// The most important message for the user.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type, rename_all = "kebab-case", tag = "kind")]
pub enum Situation {
    /// Terminals find no Go, and the store is empty.
    NoGo,
    /// The store has a toolchain, but new terminals find none.
    NotOnPath,
    /// A startup file of the shell chooses a Go for new terminals, and Upgo was started without it.
    Unsure,
    /// The switch selects one version, but a new terminal runs another.
    Shadowed {
        /// The version that the switch selects.
        chosen: Version,
        /// The version that a new terminal runs; `null` if it cannot be read.
        runs: Option<Version>,
        /// The folder of that Go.
        root: PathBuf,
        origin: Origin,
    },
    /// The policy of the organization does not permit the version in use.
    NotPermitted,
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

#[derive(Clone, Copy, Debug)]
pub struct SituationFacts<'a> {
    /// The version that the switch selects.
    pub current: Option<&'a Version>,
    /// The version that the switch names, even if its files are gone.
    pub chosen: Option<&'a Version>,
    pub active: Option<&'a RunningGo>,
    /// Whether no Go was found, but a startup file of the shell chooses one.
    pub is_chosen_at_startup: bool,
    /// Newest first.
    pub installed: &'a [Installed],
    pub catalog: Option<&'a Catalog>,
    pub newest_out: Option<&'a Version>,
    /// `None` if the database was never fetched.
    pub advisories: Option<&'a Concerning<'a>>,
    /// The imports of the user's projects, as far as they could be examined.
    pub projects: &'a Projects,
    pub check_failed: bool,
    pub channel: Channel,
    /// Whether the user stays on the release line in use or moves to a newer one.
    pub suggest: Suggest,
    pub policy: &'a Policy,
    pub skipped: Option<&'a Version>,
    pub postponed: Option<(&'a Version, Timestamp)>,
    pub now: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub situation: Situation,
    /// The release that the accent button installs.
    pub offer: Option<Offer>,
    /// The smallest other upgrade: the first of the line that fixes every known vulnerability, else the newest of it.
    pub patch: Option<Offer>,
    /// The release that would be offered if the user had not skipped it.
    pub skipped: Option<Version>,
    /// The Go that an upgrade replaces: the one that the switch selects, otherwise the one that a new terminal runs; also
    /// that one if it is newer, Upgo does not manage it, and no upgrade improves on it.
    pub base: Option<Version>,
    /// Whether `base` is a Go that Upgo does not manage, and that the policy permits.
    pub is_foreign: bool,
    /// The request that `upgrade` means without a version.
    pub wanted: ReleaseRequest,
    /// The newest release that Upgo would choose for this request, even if it is the one in use or an older one.
    pub newest_wanted: Option<Version>,
    /// Where `upgrade` leads without a version: to an older release only if the policy does not permit the Go in use.
    pub upgrade: Option<UpdateReport>,
    pub patch_upgrade: Option<Version>,
    /// Whether nothing is left to do: no release is offered, even one that has to be named, and the policy permits the Go
    /// in use, and any release at all; and no fix is out of which the list has no file for this machine.
    pub is_up_to_date: bool,
    /// The newer release that would be chosen if the list had a file of it for this machine, and how many known
    /// vulnerabilities of the Go in use it fixes that the upgrade does not.
    pub without_file: Option<(Version, u32)>,
    /// The newest release that the policy keeps from the user.
    pub withheld: Option<Version>,
    /// The releases with known vulnerabilities that the Go in use lacks, newest first: no upgrade leads there.
    pub avoided: Vec<Version>,
}

/// Where an upgrade leads.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UpdateReport {
    pub version: Version,
    pub channel: Channel,
}

pub fn assess(all: &SituationFacts<'_>) -> Assessment {
    let beside = all.beside_newer();
    let facts = beside.as_ref().unwrap_or(all);
    let wanted = facts.wanted();
    let leads = facts.leads(&wanted);
    // What the organization wants cannot be skipped.
    let is_permitted = facts.refused().is_none();
    let is_skipped = |release: &&Release| is_permitted && facts.skipped == Some(&release.version);
    let in_line = facts.base().and_then(|base| facts.leads(&ReleaseRequest::Line(base.language())));
    let of_line = in_line.filter(|patch| !is_skipped(patch));
    // A user who skips the newest release may still want the smallest upgrade.
    let chosen = leads.filter(|release| !is_skipped(release)).or(of_line);
    let offer = chosen.and_then(|release| facts.offer(release));
    let fixing = facts.smallest_fix().filter(|fix| !is_skipped(fix));
    let patch = fixing.or(of_line).filter(|patch| chosen != Some(*patch)).and_then(|release| facts.offer(release));
    let fixes = |offer: &Option<Offer>| offer.as_ref().and_then(|offer| offer.fixes).unwrap_or(0);
    let skipped = leads.filter(&is_skipped);
    let lacks_fixes = skipped.is_none() && fixes(&offer) == 0;
    let beyond = facts.fix_beyond_the_line().filter(|fix| lacks_fixes && !is_skipped(fix));
    let beyond = beyond.and_then(|fix| facts.offer(fix)).filter(|beyond| beyond.fixes.unwrap_or(0) > 0);
    let offer = beyond.map(|beyond| Offer { leaves_line: true, ..beyond }).or(offer);
    let put_off = PutOff {
        skipped: skipped.and_then(|release| facts.offer(release)),
        until: facts.postponed.and_then(|(version, until)| (offer.as_ref()?.version == *version).then_some(until)),
    };
    let situation = all.situation(offer.is_some(), fixes(&offer), put_off);
    let has_small_step = matches!(situation, Situation::Security { .. } | Situation::Unsupported | Situation::Update);
    let avoided = facts.avoided();
    let newest_wanted = match leads.or_else(|| facts.found(&wanted)).map(|release| &release.version) {
        Some(found) if leads.is_none() && avoided.contains(found) => facts.replaced(),
        found => found,
    };
    let is_withheld = |held: &&Version| is_permitted || (leads.is_none() && facts.base() != Some(*held));
    let leaves_line = offer.as_ref().is_some_and(|offer| offer.leaves_line);
    let without_file = facts.without_file(&wanted, leads);
    let lacks_fix = without_file.as_ref().is_some_and(|(_, fixes)| *fixes > 0);
    Assessment {
        is_up_to_date: is_permitted && leads.is_none() && newest_wanted.is_some() && !leaves_line && !lacks_fix,
        without_file,
        offer,
        patch: patch.filter(|_| has_small_step),
        skipped: skipped.map(|release| release.version.clone()),
        situation,
        base: facts.base().cloned(),
        is_foreign: facts.foreign().is_some(),
        newest_wanted: newest_wanted.cloned(),
        upgrade: leads
            .map(|Release { version, channel, .. }| UpdateReport { version: version.clone(), channel: *channel }),
        patch_upgrade: in_line.map(|release| release.version.clone()),
        withheld: facts.withheld(&wanted).filter(is_withheld).cloned(),
        avoided,
        wanted,
    }
}

struct PutOff {
    skipped: Option<Offer>,
    until: Option<Timestamp>,
}

impl<'a> SituationFacts<'a> {
    /// The request that `upgrade` means without a version: what the policy wants; otherwise what the user wishes.
    fn wanted(&self) -> ReleaseRequest {
        self.policy.wanted_request().unwrap_or_else(|| self.wished())
    }

    /// What the user wants, if the policy permits any of it. Staying on a line ends with its support: no more fixes.
    fn wished(&self) -> ReleaseRequest {
        let is_supported = |base: &Version| self.support(base).is_some_and(|support| support.supported);
        let stays =
            self.base().filter(|base| self.suggest == Suggest::Line && !base.is_prerelease() && is_supported(base));
        let by_user = stays.map_or_else(|| self.channel.request(), |base| ReleaseRequest::Line(base.language()));
        let is_possible = self.refused().is_none() || self.leads(&by_user).is_some();
        if is_possible { by_user } else { self.channel.request() }
    }

    /// Where an upgrade leads by a request, for every answer about upgrades. Never to a release with a known
    /// vulnerability that the Go in use lacks; first to those that fix the most of its own, then as requested. A Go
    /// that the policy does not permit is left in any case, also for an older one.
    fn leads(&self, request: &ReleaseRequest) -> Option<&'a Release> {
        let must_leave = self.must_leave();
        // newest first within each
        let mut by_worth: BTreeMap<(bool, u32), Vec<&'a Release>> = BTreeMap::new();
        for release in self.catalog?.releases.iter().filter(|release| self.moves_to(release) && self.can_come(release))
        {
            let worth = (!self.adds_vulnerabilities(release), self.lacks(self.replaced(), Some(&release.version)));
            if worth.0 || must_leave {
                by_worth.entry(worth).or_default().push(release);
            }
        }
        let pick = |releases: Vec<&'a Release>| {
            let version = request.pick(releases.iter().map(|release| &release.version))?;
            releases.iter().copied().find(|release| release.version == *version)
        };
        by_worth.into_values().rev().find_map(pick)
    }

    /// Whether its number is newer, or the same if the files are gone; any will do if the policy refuses the Go in use.
    fn moves_to(&self, release: &Release) -> bool {
        self.replaced().is_none_or(|replaced| match release.version.cmp(replaced) {
            Ordering::Greater => true,
            Ordering::Equal => self.is_gone(),
            Ordering::Less => self.must_leave(),
        })
    }

    fn is_gone(&self) -> bool {
        self.current.is_none() && self.chosen.is_some()
    }

    fn must_leave(&self) -> bool {
        self.replaced().is_some_and(|replaced| self.policy.permits_use(replaced).is_err())
    }

    fn found(&self, request: &ReleaseRequest) -> Option<&'a Release> {
        self.catalog?.resolve(request).filter(|found| !self.is_withheld(found))
    }

    fn avoided(&self) -> Vec<Version> {
        let releases = self.catalog.into_iter().flat_map(|catalog| &catalog.releases);
        let is_newer = |release: &Release| self.replaced().is_some_and(|replaced| release.version > *replaced);
        let is_avoided = |release: &&Release| {
            (is_newer(release) || self.is_gone()) && !self.is_withheld(release) && self.adds_vulnerabilities(release)
        };
        releases.filter(is_avoided).map(|release| release.version.clone()).collect()
    }

    fn adds_vulnerabilities(&self, release: &Release) -> bool {
        self.lacks(Some(&release.version), self.replaced()) > 0
    }

    /// The number of known vulnerabilities of one version that another lacks.
    fn lacks(&self, one: Option<&Version>, other: Option<&Version>) -> u32 {
        let fixes = || self.advisories?.fixes(one?, other?, &Projects::default());
        fixes().map_or(0, |(count, _)| count)
    }

    /// The newer release that the request would find without the policy, or that the user would without its version; also
    /// one that is not newer if the policy permits none.
    fn withheld(&self, wanted: &ReleaseRequest) -> Option<&'a Version> {
        let by = |request: &ReleaseRequest| {
            let version = &self.catalog?.resolve_held_back(request)?.version;
            let is_newer = self.base().is_none_or(|base| version > base);
            (is_newer || self.found(request).is_none()).then_some(version)
        };
        by(wanted).or_else(|| by(&self.wished()))
    }

    fn is_withheld(&self, release: &Release) -> bool {
        self.catalog.is_some_and(|catalog| catalog.held_back.contains(&release.version))
    }

    fn refused(&self) -> Option<Refused> {
        self.policy.permits_use(self.base()?).err()
    }

    fn fix_beyond_the_line(&self) -> Option<&'a Release> {
        if self.suggest != Suggest::Line || self.policy.wanted_request().is_some() || self.refused().is_some() {
            return None;
        }
        self.leads(&self.channel.request())
    }

    fn situation(&self, is_newer_out: bool, fixes: u32, put_off: PutOff) -> Situation {
        let Some(active) = self.active else {
            if self.is_chosen_at_startup {
                return Situation::Unsure;
            }
            return if self.installed.is_empty() { Situation::NoGo } else { Situation::NotOnPath };
        };
        if let Some(chosen) = self.current.filter(|current| !self.runs(active, current)) {
            let found = active.found.clone();
            let chosen = chosen.clone();
            return Situation::Shadowed { chosen, runs: found.version, root: found.root, origin: found.origin };
        }
        if self.refused().is_some() {
            return Situation::NotPermitted;
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
    fn runs(&self, active: &RunningGo, current: &Version) -> bool {
        let is_current = |installed: &&Installed| installed.version == *current;
        let root = self.installed.iter().find(is_current).map(|installed| &installed.root);
        active.is_upgo_switch || root == Some(&active.found.root)
    }

    fn is_unsupported(&self, active: &RunningGo) -> bool {
        let support = active.found.version.as_ref().and_then(|version| self.support(version));
        support.is_some_and(|support| !support.supported)
    }

    fn support(&self, version: &Version) -> Option<Support> {
        Support::of(version, self.newest_out?)
    }

    fn base(&self) -> Option<&'a Version> {
        let runs = || self.active.and_then(|active| active.found.version.as_ref());
        self.current.or_else(runs)
    }

    /// Like `base`, but its files may be gone.
    fn replaced(&self) -> Option<&'a Version> {
        self.chosen.or_else(|| self.base())
    }

    /// The Go that a new terminal runs, if the switch selects none, Upgo does not manage it, and the policy permits it.
    fn foreign(&self) -> Option<&'a Version> {
        let active = self.active.filter(|active| self.chosen.is_none() && active.found.origin != Origin::Upgo)?;
        active.found.version.as_ref().filter(|version| self.policy.permits_use(version).is_ok())
    }

    /// The facts without the switch, if a new terminal runs a newer Go of others and no upgrade improves on it.
    fn beside_newer(&self) -> Option<Self> {
        let alone = Self { current: None, chosen: None, ..*self };
        let (chosen, runs) = (self.chosen?, alone.foreign()?);
        let leads = self.leads(&self.wanted())?;
        let is_best = alone.leads(&alone.wanted()).is_none() && self.lacks(Some(runs), Some(&leads.version)) == 0;
        (chosen < runs && is_best && !self.must_leave()).then_some(alone)
    }

    /// Whether this machine can get and run the release, and the policy permits it.
    fn can_come(&self, release: &Release) -> bool {
        self.may_run(release) && (self.installed(release).is_some() || release.can_be_verified())
    }

    fn may_run(&self, release: &Release) -> bool {
        let runs = self.catalog.is_some_and(|catalog| catalog.unmet(&release.version).is_none());
        runs && !self.is_withheld(release)
    }

    fn without_file(&self, request: &ReleaseRequest, leads: Option<&Release>) -> Option<(Version, u32)> {
        let than = leads.map(|release| &release.version).or_else(|| self.base());
        let is_it = |release: &&Release| {
            let is_missing = release.archive.is_none() && self.installed(release).is_none();
            is_missing && than.is_none_or(|than| release.version > *than) && self.may_run(release)
        };
        let version = request.pick(self.catalog?.releases.iter().filter(is_it).map(|release| &release.version))?;
        Some((version.clone(), self.lacks(than, Some(version))))
    }

    /// The first release of the same line that fixes every known vulnerability of the running version, and adds none.
    fn smallest_fix(&self) -> Option<&'a Release> {
        let catalog = self.catalog?;
        let FixedBy { patch, .. } = self.advisories?.fixed_by(self.base()?, Some(catalog))?;
        catalog.find(&patch?).filter(|fix| self.can_come(fix) && !self.adds_vulnerabilities(fix))
    }

    fn installed(&self, release: &Release) -> Option<&'a Installed> {
        self.installed.iter().find(|installed| installed.version == release.version)
    }
}

#[cfg(test)]
mod tests;
