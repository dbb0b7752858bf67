//! What is remembered from one time to the next: one small file.
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::notice::{Notice, Topic, What};
use super::tries::Tries;
use crate::effect;
use crate::home::Home;
use crate::report::Problem;
use crate::version::Version;

/// So many releases are remembered; older ones are never offered again.
const REMEMBERED: usize = 40;

/// What is remembered. Nothing breaks where it is lost: then something is told once more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Memory {
    /// What the user was told of each release.
    pub told: BTreeMap<Version, BTreeSet<Level>>,
    /// The release that the user does not want to hear of.
    pub skipped: Option<Version>,
    /// Releases that the user wants to hear of later, and when.
    pub later: BTreeMap<Version, Timestamp>,
    /// What was known of what runs when a release was put off.
    pub known_when_put_off: BTreeSet<String>,
    /// Until when nothing is told; [`Timestamp::MAX`] is until the user resumes.
    pub paused_until: Option<Timestamp>,
    /// What is said once in a life, such as that the tray icon stays when the window is closed.
    pub said_once: BTreeSet<String>,
    /// Findings of the doctor that the user does not want to hear of, and since when.
    pub ignored: BTreeMap<String, Timestamp>,
    /// Why nobody answered when releases were asked for the last time.
    pub check_problem: Option<Problem>,
    /// What the spread of the checks over the day is made from; drawn once.
    pub seed: Option<u64>,
    /// How it went to ask for releases.
    pub releases: Tries,
    /// How it went to ask for vulnerabilities.
    pub advisories: Tries,
    /// What was known of what runs when releases were asked for the last time.
    pub asked_knowing: BTreeSet<String>,
    /// When a release was seen for the first time.
    pub seen: BTreeMap<Version, Timestamp>,
    /// How it went to download or install releases by itself.
    pub bringing: BTreeMap<Version, Tries>,
    /// How far releases were brought by itself.
    pub brought: BTreeMap<Version, Level>,
    /// The archives that were downloaded by itself, by their names.
    pub downloaded: BTreeMap<Version, String>,
    /// What was done by itself and not told yet.
    pub done: Vec<Done>,
}

/// How far a release has come when it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// It is out.
    Available,
    /// Its verified archive is here: installing it takes a moment.
    Ready,
    /// It is installed beside the others.
    Installed,
    /// It is what new terminals run.
    InUse,
    /// Whatever else: that it fixes vulnerabilities.
    Security,
}

/// Something that Upgo did by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// Its number in the history.
    pub id: Option<u64>,
    /// The release that it has installed.
    pub version: Version,
    /// What ran before.
    pub from: Option<Version>,
    /// Whether new terminals run it.
    pub switched: bool,
}

impl Memory {
    /// Reads the file. A missing or a broken one is as if it were empty.
    pub fn read(home: &Home) -> Self {
        let text = fs_err::read(home.watch()).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Writes it down.
    pub fn write(&self, home: &Home) -> std::io::Result<()> {
        effect::create_dir_all(home.root())?;
        effect::replace(&home.watch(), &serde_json::to_vec_pretty(self)?)
    }

    /// The user was told: none of it is told again, unless the user asks for that.
    pub fn tell(&mut self, notice: &Notice) {
        for topic in &notice.topics {
            match topic {
                Topic::Release { offer, level, fixes, .. } => {
                    self.told_of(&offer.version, *level, *fixes > 0);
                    self.later.remove(&offer.version);
                }
                Topic::Done(done) => {
                    let level = if done.switched { Level::InUse } else { Level::Installed };
                    self.told_of(&done.version, level, true);
                    self.done.retain(|one| one != done);
                }
                Topic::Failing { what: What::Check, .. } => self.releases.told = true,
                Topic::Failing { what: What::Bring { version }, .. } => {
                    self.bringing.entry(version.clone()).or_default().told = true;
                }
            }
        }
    }

    fn told_of(&mut self, version: &Version, level: Level, security: bool) {
        let told = self.told.entry(version.clone()).or_default();
        told.insert(level);
        told.extend(security.then_some(Level::Security));
        while self.told.len() > REMEMBERED {
            self.told.pop_first();
        }
    }

    /// The user wants to hear of the release again at `until`, and of no older one. `known` is what is known of what runs.
    pub fn put_off(&mut self, version: &Version, until: Timestamp, known: BTreeSet<String>) {
        self.later = BTreeMap::from([(version.clone(), until)]);
        self.known_when_put_off = known;
    }

    /// Makes it fit what is there now: a seed where none was drawn, moments of a clock that was set back, releases that are
    /// seen for the first time.
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
