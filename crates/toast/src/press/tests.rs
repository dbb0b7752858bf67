use std::collections::HashSet;
use std::path::Path;
use std::sync::Barrier;

use proptest::prelude::*;
use upgo_engine::base::version::Version;

use super::*;

const NOON: Timestamp = Timestamp::constant(1_795_000_000, 0);

fn version(name: &str) -> Version {
    Version::from_name(name).unwrap()
}

fn upgrade() -> Intent {
    Intent::Upgrade { version: version("go1.27.1") }
}

fn later() -> Intent {
    Intent::Later { version: version("go1.27.1") }
}

fn after(hours: i64) -> Timestamp {
    NOON + SignedDuration::from_hours(hours)
}

struct PressLab {
    folder: tempfile::TempDir,
}

impl PressLab {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn home(&self) -> Home {
        Home::new(self.folder.path())
    }

    fn presses(&self) -> Presses {
        Presses::of(&self.home())
    }

    fn file(&self) -> PathBuf {
        self.presses().file()
    }

    /// Shows a toast. Returns the links of its buttons.
    fn toast(&self, tag: &str, intents: &[Intent], at: Timestamp) -> Vec<String> {
        self.presses().issue(tag, intents, at).unwrap().iter().map(PressToken::link).collect()
    }

    fn press(&self, link: &str, at: Timestamp) -> Option<Intent> {
        redeem(&self.home(), link, at)
    }
}

#[test]
fn a_press_works_once() {
    let lab = PressLab::new();
    let links = lab.toast("go1.27.1", &[upgrade(), later()], NOON);
    assert_eq!(lab.press(&links[0], after(1)), Some(upgrade()));
    assert_eq!(lab.press(&links[0], after(1)), None);
}

#[test]
fn one_button_disables_the_others_of_its_toast() {
    let lab = PressLab::new();
    let first = lab.toast("go1.27.1", &[upgrade(), later()], NOON);
    let other = lab.toast("go1.26.9", &[Intent::Details], NOON);
    assert_eq!(lab.press(&first[1], NOON), Some(later()));
    assert_eq!(lab.press(&first[0], NOON), None);
    assert_eq!(lab.press(&other[0], NOON), Some(Intent::Details));
}

#[test]
fn a_replaced_or_withdrawn_toast_has_no_effect() {
    let lab = PressLab::new();
    let first = lab.toast("go1.27.1", &[upgrade()], NOON);
    let second = lab.toast("go1.27.1", &[Intent::Undo { id: 7 }], NOON);
    assert_eq!(lab.press(&first[0], NOON), None);
    assert_eq!(lab.press(&second[0], NOON), Some(Intent::Undo { id: 7 }));
    let third = lab.toast("go1.27.1", &[upgrade()], NOON);
    lab.presses().forget("go1.27.1").unwrap();
    assert_eq!(lab.press(&third[0], NOON), None);
}

#[test]
fn a_press_expires_after_a_day_even_if_the_clock_is_set_back() {
    let lab = PressLab::new();
    for hours in [24, 25, 24 * 400, -24, -24 * 400] {
        let links = lab.toast("go1.27.1", &[upgrade()], NOON);
        assert_eq!(lab.press(&links[0], after(hours)), None, "{hours}");
        assert_eq!(lab.press(&links[0], NOON), None, "it was already used, at {hours}");
    }
    for hours in [0, 23, -1] {
        let links = lab.toast("go1.27.1", &[upgrade()], NOON);
        assert_eq!(lab.press(&links[0], after(hours)), Some(upgrade()), "{hours}");
    }
}

#[test]
fn a_forged_link_has_no_effect_and_writes_nothing() {
    let lab = PressLab::new();
    let guess = PressToken::new([7; 16]).link();
    for link in ["upgo:", "upgo:upgrade", "upgo:../../x", "https://go.dev", "--yes", "", &guess] {
        assert_eq!(lab.press(link, NOON), None, "{link}");
    }
    assert_eq!(fs::read_dir(lab.folder.path()).unwrap().count(), 0);
}

#[test]
fn a_link_is_accepted_in_any_notation() {
    let token = PressToken::new(*b"0123456789abcdef");
    let link = token.link();
    let digits = link.strip_prefix("upgo:").unwrap();
    for link in [&link, digits, &format!("UPGO:{digits}"), &format!("upgo://{digits}/"), &link.to_uppercase()] {
        assert_eq!(PressToken::parse(link).as_ref(), Some(&token), "{link}");
    }
    for link in [&format!("other:{digits}"), &format!("{link}0"), &link[..link.len() - 1], &format!("{link}?x")] {
        assert_eq!(PressToken::parse(link), None, "{link}");
    }
    assert!(is_link(&link) && is_link("upgo:") && is_link("Upgo://x"));
    assert!(!is_link("upgo") && !is_link("upgrade:x") && !is_link("--hidden"));
    assert!([&link, "UPGO:", "\"upgo:x", " Upgo:x", "--quit upgo:"].iter().all(|word| mentions_link(word)));
    assert!(!["upgo", "--hidden", "C:\\upgo\\x"].iter().any(|word| mentions_link(word)));
}

#[test]
fn tokens_are_random_and_unique() {
    let tokens: HashSet<_> = (0..1000).map(|_| PressToken::random().unwrap().link()).collect();
    assert_eq!(tokens.len(), 1000);
    for at in "upgo:".len().."upgo:".len() + 32 {
        let digits: HashSet<_> = tokens.iter().map(|token| token.as_bytes()[at]).collect();
        assert_eq!(digits.len(), 16, "digit {at} takes every value");
    }
}

#[test]
fn invalid_entries_in_the_file_do_not_affect_others() {
    let lab = PressLab::new();
    let links = lab.toast("go1.27.1", &[upgrade()], NOON);
    let mut entries: Vec<serde_json::Value> = serde_json::from_slice(&fs::read(lab.file()).unwrap()).unwrap();
    let mut newer = entries[0].clone();
    newer["intent"] = serde_json::json!({ "kind": "somethingNewer" });
    entries.splice(0..0, [newer, serde_json::json!(7), serde_json::json!({ "token": "short" })]);
    write(&lab.file(), &serde_json::to_vec(&entries).unwrap());
    assert_eq!(lab.press(&links[0], NOON), Some(upgrade()));
}

#[test]
fn a_damaged_or_huge_file_is_ignored_and_rewritten_by_the_next_toast() {
    let lab = PressLab::new();
    let link = lab.toast("go1.27.1", &[upgrade()], NOON).remove(0);
    let good = fs::read(lab.file()).unwrap();
    let huge = [good.as_slice(), " ".repeat(usize::try_from(MOST_BYTES).unwrap()).as_bytes()].concat();
    for bad in [b"".as_slice(), b"{}", b"[[[[", b"\0\xff", &good[..good.len() / 2], &huge] {
        write(&lab.file(), bad);
        assert_eq!(lab.press(&link, NOON), None);
        let links = lab.toast("go1.26.9", &[Intent::Details], NOON);
        assert_eq!(lab.press(&links[0], NOON), Some(Intent::Details));
    }
}

#[test]
fn the_file_stays_small() {
    let lab = PressLab::new();
    let mut links = Vec::new();
    for number in 0..40 {
        links.push(lab.toast(&format!("go1.{number}.0"), &[upgrade(), later(), Intent::Details], NOON));
    }
    assert!(fs::metadata(lab.file()).unwrap().len() < MOST_BYTES / 8);
    assert_eq!(lab.press(&links[0][0], NOON), None, "the oldest was dropped");
    assert_eq!(lab.press(&links[39][2], NOON), Some(Intent::Details));
    lab.toast("go1.99.0", &[upgrade()], after(48));
    let text = fs::read_to_string(lab.file()).unwrap();
    assert_eq!(text.matches("token").count(), 1, "{text}");
}

/// Runs all calls at the same moment, each on its own thread.
fn together<A: Send, T: Send>(all: impl IntoIterator<Item = A>, act: impl Fn(A) -> T + Sync) -> Vec<T> {
    let all: Vec<_> = all.into_iter().collect();
    let start = Barrier::new(all.len());
    std::thread::scope(|scope| {
        let (start, act) = (&start, &act);
        let begin = |each| {
            scope.spawn(move || {
                start.wait();
                act(each)
            })
        };
        let threads: Vec<_> = all.into_iter().map(begin).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn concurrent_processes_lose_no_press_and_redeem_none_twice() {
    for _ in 0..4 {
        let lab = PressLab::new();
        let show = |number| lab.toast(&format!("go1.{number}.0"), &[upgrade(), later()], NOON);
        let links = together(0..4, show).concat();
        // every button, each of them twice
        let pressed = together(links.iter().chain(&links), |link| lab.press(link, NOON));
        assert_eq!(pressed.iter().flatten().count(), 4, "{pressed:?}");
    }
}

fn write(path: &Path, bytes: &[u8]) {
    effect::write_plain(path, bytes).unwrap();
}

proptest! {
    #[test]
    fn accepts_any_bytes_as_a_file(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        Book::read(&bytes);
    }

    /// In any order of events, a press has its button's meaning once, within a day, for the last toast with its tag.
    #[test]
    fn presses_match_the_model(acts in proptest::collection::vec((0..3u8, 0..4usize, 0..30i64), 1..40)) {
        let mut book = Book::default();
        let mut model: Vec<Option<(usize, PressToken, Timestamp)>> = vec![None; 4];
        let (mut now, mut count) = (NOON, 0);
        for (act, tag, hours) in acts {
            now += SignedDuration::from_hours(hours);
            if act == 0 {
                count += 1;
                let token = PressToken::new([count; 16]);
                book.issue(&tag.to_string(), [(token.clone(), Intent::Undo { id: tag as u64 })], now);
                model[tag] = Some((tag, token, now));
            } else if let Some((id, token, since)) = model[tag].clone() {
                let alive = now.duration_since(since) < LIFE;
                let expected = alive.then_some(Intent::Undo { id: id as u64 });
                prop_assert_eq!(book.redeem(&token, now), expected);
                prop_assert_eq!(book.redeem(&token, now), None);
                model[tag] = None;
            }
            book = Book::read(&book.write().unwrap());
        }
    }
}
