//! The state of the background checks between two runs, in one small file.
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::notice::{FailingAction, Notice, Topic};
use super::tries::Tries;
use crate::base::report::{HookOwner, Problem};
use crate::base::version::Version;
use crate::guidance::exposure::RanGos;
use crate::machine::effect::own_file;
use crate::machine::home::Home;

/// The number of releases that are remembered. Older ones are never offered again.
const REMEMBERED: usize = 40;

/// Losing it breaks nothing: the user gets a notification again, and it is unknown since when a Go has run.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, default)]
pub struct Memory {
    pub told: BTreeMap<Version, BTreeSet<NoticeLevel>>,
    pub skipped: Option<Version>,
    /// The releases that the user postponed, each with the end of the postponement.
    pub later: BTreeMap<Version, Timestamp>,
    /// The ids of the running version's known vulnerabilities when a release was postponed.
    pub known_when_put_off: BTreeSet<String>,
    /// The end of the pause of notifications; [`Timestamp::MAX`] is until the user resumes them.
    pub paused_until: Option<Timestamp>,
    /// The hints that are shown only once, such as that the tray icon stays when the window is closed.
    pub said_once: BTreeSet<String>,
    /// The doctor's findings that the user ignores, each with the time since when it is ignored.
    pub ignored: BTreeMap<String, Timestamp>,
    pub check_problem: Option<Problem>,
    /// The random seed that spreads the checks over the day; drawn once.
    pub seed: Option<u64>,
    /// The outcomes of the checks for releases.
    pub releases: Tries,
    /// The outcomes of the checks for vulnerabilities.
    pub advisories: Tries,
    /// The ids of the running version's known vulnerabilities at the last check for releases.
    pub asked_knowing: BTreeSet<String>,
    pub seen: BTreeMap<Version, Timestamp>,
    pub bringing: BTreeMap<Version, Tries>,
    pub brought: BTreeMap<Version, NoticeLevel>,
    pub downloaded: BTreeMap<Version, String>,
    /// What new terminals ran.
    pub ran: RanGos,
    pub hook_releases: BTreeMap<HookOwner, Version>,
    pub hook_vulnerabilities: BTreeMap<HookOwner, BTreeSet<String>>,
    /// The automatic changes that the user has not been notified of yet.
    pub done: Vec<AutomaticChange>,
}

/// How far a release is prepared when the user is notified of it.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NoticeLevel {
    Available,
    /// Its verified archive is in the cache, so that installing it takes only a moment.
    Ready,
    Installed,
    /// New terminals run it.
    InUse,
    /// It fixes vulnerabilities, at whichever level.
    Security,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutomaticChange {
    /// Its number in the history.
    pub id: Option<u64>,
    pub version: Version,
    pub from: Option<Version>,
    pub switched: bool,
}

impl Memory {
    /// A missing or damaged file counts as empty.
    pub fn read(home: &Home) -> Self {
        own_file::read(&home.watch()).found().unwrap_or_default()
    }

    /// A damaged file is kept under another name.
    pub fn write(&self, home: &Home) -> std::io::Result<()> {
        home.make(home.root())?;
        own_file::write(&home.watch(), self)
    }

    /// Records that the user was notified, so that nothing is repeated unless the user asks for it.
    pub fn tell(&mut self, notice: &Notice) {
        for topic in &notice.topics {
            match topic {
                Topic::Release { offer, level, fixes, .. } => {
                    self.told_of(&offer.version, *level, *fixes > 0);
                    self.later.remove(&offer.version);
                }
                Topic::Done(done) => {
                    let level = if done.switched { NoticeLevel::InUse } else { NoticeLevel::Installed };
                    self.told_of(&done.version, level, true);
                    self.done.retain(|one| one != done);
                }
                Topic::Upgo { .. } => {} // remembered with the releases of Upgo
                Topic::Failing { what: FailingAction::Check, .. } => self.releases.told = true,
                Topic::Failing { what: FailingAction::Bring { version }, .. } => {
                    self.bringing.entry(version.clone()).or_default().told = true;
                }
            }
        }
    }

    fn told_of(&mut self, version: &Version, level: NoticeLevel, security: bool) {
        let told = self.told.entry(version.clone()).or_default();
        told.insert(level);
        told.extend(security.then_some(NoticeLevel::Security));
        while self.told.len() > REMEMBERED {
            self.told.pop_first();
        }
    }

    /// Drops earlier postponements. `known` are the ids of the running version's known vulnerabilities.
    pub(crate) fn put_off(&mut self, version: &Version, until: Timestamp, known: BTreeSet<String>) {
        self.later = BTreeMap::from([(version.clone(), until)]);
        self.known_when_put_off = known;
    }

    /// The release postponed at `now`, and until when. A vulnerability in `known` that was unknown at the time ends it.
    pub fn postponed(&self, known: &BTreeSet<String>, now: Timestamp) -> Option<(&Version, Timestamp)> {
        let (version, until) = self.later.first_key_value()?;
        (*until > now && known.is_subset(&self.known_when_put_off)).then_some((version, *until))
    }

    pub fn offer_again(&mut self) {
        self.later.clear();
        self.skipped = None;
    }

    pub fn settle(&mut self, now: Timestamp, seed: impl FnOnce() -> u64, offers: &[&Version]) {
        self.seed.get_or_insert_with(seed);
        self.releases.settle(now);
        self.advisories.settle(now);
        self.bringing.values_mut().for_each(|tries| tries.settle(now));
        for version in offers {
            self.seen.entry((*version).clone()).or_insert(now);
        }
        self.seen.values_mut().for_each(|seen| *seen = now.min(*seen));
        while self.seen.len() > REMEMBERED {
            self.seen.pop_first();
        }
    }
}
