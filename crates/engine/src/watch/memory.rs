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
    /// The release that was told last as one that fixes known vulnerabilities.
    pub told_as_security: Option<Version>,
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
    /// How many known vulnerabilities of that the release fixes: it is a security release where there are some.
    pub fixes: u32,
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
    /// The ids of the known vulnerabilities of that.
    pub known: &'a BTreeSet<String>,
    /// Whether the user wants to be told at all.
    pub wanted: bool,
    /// The time.
    pub now: Timestamp,
}

/// A release that is worth a notice: it is newer than what runs, was not told yet, and is neither skipped nor put off; and
/// notices are on and not paused. One that turns out to fix vulnerabilities is told once more, and what was put off is told
/// when a vulnerability of what runs becomes known.
pub fn notice(news: &News<'_>, memory: &Memory) -> Option<Notice> {
    let is_news = matches!(news.situation, Situation::Security { .. } | Situation::Update | Situation::Unsupported);
    let is_paused = memory.paused_until.is_some_and(|until| news.now < until);
    let offer = news.offer.filter(|_| news.wanted && is_news && !is_paused)?;
    let is_skipped = memory.skipped.as_ref() == Some(&offer.version);
    let fixes = offer.fixes.unwrap_or(0);
    let is_due = match memory.later.get(&offer.version) {
        Some(until) => news.now >= *until || !news.known.is_subset(&memory.known_when_put_off),
        None => !memory.was_told(&offer.version, fixes > 0),
    };
    (is_due && !is_skipped).then(|| Notice {
        offer: offer.clone(),
        from: news.from.cloned(),
        unsupported: *news.situation == Situation::Unsupported,
        fixes,
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
    pub fn tell(&mut self, Notice { offer, fixes, .. }: &Notice) {
        self.told = Some(offer.version.clone());
        if *fixes > 0 {
            self.told_as_security = Some(offer.version.clone());
        }
        self.later.remove(&offer.version);
    }

    /// The user wants to hear of the release again at `until`, and of no older one. `known` is what is known of what runs.
    pub fn put_off(&mut self, version: &Version, until: Timestamp, known: BTreeSet<String>) {
        self.later = BTreeMap::from([(version.clone(), until)]);
        self.known_when_put_off = known;
    }

    fn was_told(&self, version: &Version, as_security: bool) -> bool {
        self.told.as_ref() == Some(version) && (!as_security || self.told_as_security.as_ref() == Some(version))
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
            fixes_in_your_projects: None,
        }
    }

    fn now() -> Timestamp {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    fn told(name: &str, memory: &Memory, change: impl FnOnce(&mut News<'_>)) -> bool {
        let (offer, from, known) = (offer(name), version("go1.26.6"), BTreeSet::new());
        let situation = Situation::Update;
        let mut news = News {
            situation: &situation,
            offer: Some(&offer),
            from: Some(&from),
            known: &known,
            wanted: true,
            now: now(),
        };
        change(&mut news);
        notice(&news, memory).is_some()
    }

    /// What is said of a release that fixes what is known of what runs.
    fn security(name: &str, known: &[&str], memory: &Memory) -> Option<Notice> {
        let known: BTreeSet<String> = known.iter().map(|id| (*id).to_owned()).collect();
        let count = u32::try_from(known.len()).unwrap();
        let offer = Offer { fixes: Some(count), ..offer(name) };
        let situation = Situation::Security { known: count };
        let news =
            News { situation: &situation, offer: Some(&offer), from: None, known: &known, wanted: true, now: now() };
        notice(&news, memory)
    }

    fn tell(name: &str, memory: &mut Memory) {
        let (offer, from) = (offer(name), None);
        memory.tell(&Notice { offer, from, unsupported: false, fixes: 0 });
    }

    #[test]
    fn a_release_is_told_once() {
        let mut memory = Memory::default();
        assert!(told("go1.27.1", &memory, |_| {}));
        tell("go1.27.1", &mut memory);
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
        tell("go1.27.1", &mut memory);
        memory.put_off(&version("go1.27.1"), now() + 24.hours(), BTreeSet::new());
        assert!(!told("go1.27.1", &memory, |_| {}));
        assert!(told("go1.27.1", &memory, |news| news.now = now() + 24.hours()));
        assert!(told("go1.27.2", &memory, |_| {}), "a newer one does not wait");
        tell("go1.27.1", &mut memory);
        assert!(!told("go1.27.1", &memory, |news| news.now = now() + 48.hours()), "once is enough");
    }

    #[test]
    fn a_release_that_turns_out_to_fix_vulnerabilities_is_told_once_more() {
        let mut memory = Memory::default();
        tell("go1.27.1", &mut memory);
        let told = security("go1.27.1", &["GO-2026-0001", "GO-2026-0002"], &memory).unwrap();
        assert_eq!(told.fixes, 2);
        memory.tell(&told);
        assert_eq!(security("go1.27.1", &["GO-2026-0001", "GO-2026-0003"], &memory), None, "once is enough");
        let skipped = Memory { skipped: Some(version("go1.27.1")), ..Memory::default() };
        assert_eq!(security("go1.27.1", &["GO-2026-0001"], &skipped), None, "what is skipped stays skipped");
        let paused = Memory { paused_until: Some(Timestamp::MAX), ..Memory::default() };
        assert_eq!(security("go1.27.1", &["GO-2026-0001"], &paused), None);
    }

    #[test]
    fn later_ends_when_something_new_is_known_of_what_runs() {
        let mut memory = Memory::default();
        let known = BTreeSet::from(["GO-2026-0001".to_owned()]);
        memory.put_off(&version("go1.27.1"), now() + 24.hours(), known);
        assert_eq!(security("go1.27.1", &["GO-2026-0001"], &memory), None);
        assert_eq!(security("go1.27.1", &[], &memory), None, "something was withdrawn");
        assert!(security("go1.27.1", &["GO-2026-0001", "GO-2026-0002"], &memory).is_some());
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
        memory.put_off(&version("go1.27.2"), Timestamp::MAX, BTreeSet::from(["GO-2026-0001".to_owned()]));
        memory.paused_until = Some(Timestamp::MAX);
        memory.write(&home).unwrap();
        assert_eq!(Memory::read(&home), memory);
        fs_err::write(home.watch(), "{ \"told\": 7").unwrap();
        assert_eq!(Memory::read(&home), Memory::default());
        fs_err::write(home.watch(), r#"{ "told": "go1.27.1", "coming": [] }"#).unwrap();
        assert_eq!(Memory::read(&home).told, Some(version("go1.27.1")), "a newer Upgo may know more");
    }
}
