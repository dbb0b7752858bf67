//! What the user has been told, and does not want to be told: one small file, and the one decision made from it.
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::advice::{Offer, Situation};
use crate::effect;
use crate::home::Home;
use crate::report::Problem;
use crate::version::Version;

/// What is remembered from one time to the next. Nothing breaks where it is lost: then something is told once more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Memory {
    /// The release that was told last.
    pub told: Option<Version>,
    /// The release that the user does not want to hear of.
    pub skipped: Option<Version>,
    /// Releases that the user wants to hear of later, and when.
    pub later: BTreeMap<Version, Timestamp>,
    /// Until when nothing is told; [`Timestamp::MAX`] is until the user resumes.
    pub paused_until: Option<Timestamp>,
    /// What is said once in a life, such as that the tray icon stays when the window is closed.
    pub said_once: BTreeSet<String>,
    /// Findings of the doctor that the user does not want to hear of, and since when.
    pub ignored: BTreeMap<String, Timestamp>,
    /// Why nobody answered when releases were asked for the last time.
    pub check_problem: Option<Problem>,
}

/// A new release that the user should be told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The release.
    pub offer: Offer,
    /// What a new terminal runs now; `null` where it would not tell.
    pub from: Option<Version>,
    /// Whether that gets no more fixes.
    pub unsupported: bool,
}

/// What the decision is made from besides the memory.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    /// What the user would see.
    pub situation: &'a Situation,
    /// The release that would be offered.
    pub offer: Option<&'a Offer>,
    /// What a new terminal runs.
    pub from: Option<&'a Version>,
    /// Whether the user wants to be told at all.
    pub wanted: bool,
    /// The time.
    pub now: Timestamp,
}

/// A release that is worth a notice: it is newer than what runs, was not told yet, and is neither skipped nor put off; and
/// notices are on and not paused.
pub fn notice(news: &News<'_>, memory: &Memory) -> Option<Notice> {
    let is_news = matches!(news.situation, Situation::Update | Situation::Unsupported);
    let is_paused = memory.paused_until.is_some_and(|until| news.now < until);
    let offer = news.offer.filter(|_| news.wanted && is_news && !is_paused)?;
    let is_skipped = memory.skipped.as_ref() == Some(&offer.version);
    let is_due = match memory.later.get(&offer.version) {
        Some(until) => news.now >= *until,
        None => memory.told.as_ref() != Some(&offer.version),
    };
    (is_due && !is_skipped).then(|| Notice {
        offer: offer.clone(),
        from: news.from.cloned(),
        unsupported: *news.situation == Situation::Unsupported,
    })
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

    /// The release was told: it is not told again, unless the user asks for that.
    pub fn tell(&mut self, version: &Version) {
        self.told = Some(version.clone());
        self.later.remove(version);
    }

    /// The user wants to hear of the release again at `until`, and of no older one.
    pub fn put_off(&mut self, version: &Version, until: Timestamp) {
        self.later = BTreeMap::from([(version.clone(), until)]);
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::advice::OfferStep;
    use crate::catalog::{Channel, Support};

    fn version(name: &str) -> Version {
        name.parse().unwrap()
    }

    fn offer(name: &str) -> Offer {
        let version = version(name);
        Offer {
            support: Support::of(&version, &version).unwrap(),
            version,
            channel: Channel::Stable,
            step: OfferStep::Patch,
            released_on: None,
            download_bytes: None,
            disk_bytes: None,
            fixes: None,
        }
    }

    fn now() -> Timestamp {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    fn told(name: &str, memory: &Memory, change: impl FnOnce(&mut News<'_>)) -> bool {
        let (offer, from) = (offer(name), version("go1.26.6"));
        let mut news =
            News { situation: &Situation::Update, offer: Some(&offer), from: Some(&from), wanted: true, now: now() };
        change(&mut news);
        notice(&news, memory).is_some()
    }

    #[test]
    fn a_release_is_told_once() {
        let mut memory = Memory::default();
        assert!(told("go1.27.1", &memory, |_| {}));
        memory.tell(&version("go1.27.1"));
        assert!(!told("go1.27.1", &memory, |_| {}));
        assert!(told("go1.27.2", &memory, |_| {}), "the next one is told again");
    }

    #[test]
    fn nothing_is_told_where_the_user_wants_nothing_or_there_is_nothing_to_upgrade() {
        let memory = Memory::default();
        assert!(!told("go1.27.1", &memory, |news| news.wanted = false));
        assert!(!told("go1.27.1", &memory, |news| news.offer = None));
        assert!(!told("go1.27.1", &memory, |news| news.situation = &Situation::NoGo));
        assert!(told("go1.27.1", &memory, |news| news.situation = &Situation::Unsupported));
    }

    #[test]
    fn a_skipped_release_is_not_told_but_the_next_one_is() {
        let memory = Memory { skipped: Some(version("go1.27.1")), ..Memory::default() };
        assert!(!told("go1.27.1", &memory, |_| {}));
        assert!(told("go1.27.2", &memory, |_| {}));
    }

    #[test]
    fn what_is_put_off_is_told_again_when_its_time_has_come() {
        let mut memory = Memory::default();
        memory.tell(&version("go1.27.1"));
        memory.put_off(&version("go1.27.1"), now() + 24.hours());
        assert!(!told("go1.27.1", &memory, |_| {}));
        assert!(told("go1.27.1", &memory, |news| news.now = now() + 24.hours()));
        assert!(told("go1.27.2", &memory, |_| {}), "a newer one does not wait");
        memory.tell(&version("go1.27.1"));
        assert!(!told("go1.27.1", &memory, |news| news.now = now() + 48.hours()), "once is enough");
    }

    #[test]
    fn a_pause_ends_by_itself_or_not() {
        let pause = |until| Memory { paused_until: Some(until), ..Memory::default() };
        assert!(!told("go1.27.1", &pause(now() + 1.hour()), |_| {}));
        assert!(told("go1.27.1", &pause(now()), |_| {}));
        assert!(!told("go1.27.1", &pause(Timestamp::MAX), |_| {}));
    }

    #[test]
    fn what_is_remembered_is_read_again_and_a_broken_file_is_as_if_empty() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home"));
        assert_eq!(Memory::read(&home), Memory::default());
        let mut memory = Memory { skipped: Some(version("go1.27.1")), ..Memory::default() };
        memory.put_off(&version("go1.27.2"), Timestamp::MAX);
        memory.paused_until = Some(Timestamp::MAX);
        memory.write(&home).unwrap();
        assert_eq!(Memory::read(&home), memory);
        fs_err::write(home.watch(), "{ \"told\": 7").unwrap();
        assert_eq!(Memory::read(&home), Memory::default());
        fs_err::write(home.watch(), r#"{ "told": "go1.27.1", "coming": [] }"#).unwrap();
        assert_eq!(Memory::read(&home).told, Some(version("go1.27.1")), "a newer Upgo may know more");
    }
}
