//! Downloading and caching the database.
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::base::target::Target;
use upgo_engine::machine::home::Home;
use upgo_engine::net::http::{Http, HttpError};
use upgo_engine::released::advisories::{Advisories, Advisory, AdvisoryError, VulnerabilityDatabase};
use upgo_testkit::server::{Act, Server};
use upgo_testkit::unsealed;
use upgo_testkit::vulns::Vulns;
use url::Url;

use crate::network::support::{config, hasty, http, url};

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const INDEX: &str = "vuln/index/db.json";
const ONE: &str = "GO-2026-0001";
const TWO: &str = "GO-2026-0002";

/// A home, and a server with a database of two entries.
struct Desk {
    folder: TempDir,
    home: Home,
    server: Server,
    vulns: Vulns,
    url: Url,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home of Jürgen"));
        let server = Server::start();
        let mut vulns = Vulns::empty();
        for id in [ONE, TWO] {
            vulns.put(Vulns::sample(id, &[("introduced", "0"), ("fixed", "1.27.2")]), "2026-09-01T00:00:00Z");
        }
        let url = url(&vulns.serve(&server));
        Self { folder, home, server, vulns, url }
    }

    fn database(&self) -> VulnerabilityDatabase<'_> {
        VulnerabilityDatabase { home: &self.home, url: &self.url, keep: true }
    }

    fn refresh(&self) -> Result<Advisories, AdvisoryError> {
        self.database().refresh(&http(), NOW, &Cancel::default())
    }

    fn cached(&self) -> Option<Advisories> {
        self.database().cached(NOW, DAY)
    }

    /// The file with the cached database.
    fn copy(&self) -> PathBuf {
        let mut files = fs_err::read_dir(self.home.cache()).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "json")).unwrap()
    }

    /// The paths requested after the first `count` requests.
    fn asked_since(&self, count: usize) -> Vec<String> {
        self.server.requests().into_iter().skip(count).map(|request| request.path).collect()
    }

    fn put(&mut self, id: &str, fixed: &str, modified: &str) {
        self.vulns.put(Vulns::sample(id, &[("introduced", "0"), ("fixed", fixed)]), modified);
        self.vulns.serve(&self.server);
    }
}

/// The number of vulnerabilities of go1.27.1.
fn count(advisories: &Advisories) -> usize {
    count_in(advisories, "go1.27.1")
}

fn count_in(advisories: &Advisories, version: &str) -> usize {
    advisories.on(&Target::new("windows", "amd64")).ids(&version.parse().unwrap()).unwrap().len()
}

#[test]
fn the_database_is_cached_for_offline_use() {
    let desk = Desk::new();
    assert_eq!(desk.cached(), None);
    let heard = desk.refresh().unwrap();
    assert_eq!(count(&heard), 2);
    assert_eq!(desk.cached(), Some(heard), "the cache keeps everything of an entry");
    let later = desk.database().cached(NOW + DAY + DAY, DAY).unwrap();
    assert!(later.stamp.stale);
    assert!(desk.database().cached(NOW - DAY - DAY, DAY).unwrap().stamp.stale, "the clock was set back");
}

#[test]
fn an_unchanged_database_costs_one_small_request() {
    let desk = Desk::new();
    desk.refresh().unwrap();
    let before = desk.server.requests().len();
    let again = desk.database().refresh(&http(), NOW + DAY, &Cancel::default()).unwrap();
    assert_eq!(desk.asked_since(before), [INDEX]);
    assert_eq!((count(&again), again.stamp.fetched_at), (2, NOW + DAY));
}

#[test]
fn a_refresh_downloads_only_new_and_changed_entries() {
    let mut desk = Desk::new();
    desk.refresh().unwrap();
    let before = desk.server.requests().len();
    desk.put(TWO, "1.26.9", "2026-09-02T00:00:00Z");
    desk.put("GO-2026-0003", "1.27.9", "2026-09-02T00:00:00Z");
    let heard = desk.refresh().unwrap();
    let mut asked = desk.asked_since(before);
    asked.sort();
    assert_eq!(asked, ["vuln/ID/GO-2026-0002.json", "vuln/ID/GO-2026-0003.json", INDEX, "vuln/index/modules.json"]);
    let target = Target::new("linux", "amd64");
    let ids = heard.on(&target).ids(&"go1.27.1".parse().unwrap()).unwrap();
    assert_eq!(ids.into_iter().collect::<Vec<_>>(), [ONE, "GO-2026-0003"]);
    assert_eq!(desk.cached(), Some(heard));
}

#[test]
fn a_database_that_withholds_an_entry_is_kept_out_until_it_has_it_again() {
    let mut desk = Desk::new();
    desk.refresh().unwrap();
    desk.vulns.remove(ONE, "2026-09-02T00:00:00Z");
    desk.put("GO-2026-0003", "1.27.9", "2026-09-02T00:00:00Z");
    for _ in 0..2 {
        let (known, problem) = desk.database().refresh_or_cached(&http(), NOW, &Cancel::default());
        let (known, problem) = (known.unwrap(), problem.unwrap());
        assert_eq!((count(&known), known.stamp.stale, problem.code), (2, true, Code::VerifyVuln), "{problem}");
        assert!(
            problem.message.to_string().contains(ONE) && problem.next.to_string().contains("upgo cache reset"),
            "{problem:?}"
        );
        let cached = desk.cached().unwrap();
        assert!(cached.stamp.stale && cached.disputed && cached.dispute().is_some());
    }
    desk.server.always(INDEX, Act::Status(503));
    assert!(desk.refresh().is_err() && desk.cached().unwrap().disputed, "no answer settles nothing");
    desk.server.well(INDEX);
    desk.put(ONE, "1.27.2", "2026-09-03T00:00:00Z");
    let heard = desk.refresh().unwrap();
    assert_eq!((count(&heard), heard.disputed), (3, false));
    assert_eq!(desk.cached(), Some(heard));
}

/// All entries are there, but in an older state.
#[test]
fn a_database_that_was_rolled_back_is_kept_out() {
    let mut desk = Desk::new();
    desk.put(ONE, "1.27.2", "2026-09-02T00:00:00Z");
    desk.refresh().unwrap();
    desk.vulns.changed_at("2026-09-01T00:00:00Z");
    desk.vulns.serve(&desk.server);
    let (known, problem) = desk.database().refresh_or_cached(&http(), NOW, &Cancel::default());
    let (known, problem) = (known.unwrap(), problem.unwrap());
    assert_eq!((count(&known), known.stamp.stale, problem.code), (2, true, Code::VerifyVuln), "{problem}");
    let cached = desk.cached().unwrap();
    assert!(cached.stamp.stale && cached.disputed && cached.dispute().is_some());
}

#[test]
fn a_database_of_the_far_future_is_kept_out() {
    let mut desk = Desk::new();
    desk.refresh().unwrap();
    desk.vulns.changed_at("9999-01-01T00:00:00Z").serve(&desk.server);
    let error = desk.refresh().unwrap_err();
    assert!(matches!(error, AdvisoryError::Future { .. }) && error.code() == Code::VerifyVuln, "{error:?}");
    assert!(error.next().to_string().contains("Check the date of this machine"), "{}", error.next());
    let cached = desk.cached().unwrap();
    assert!(cached.stamp.stale && cached.disputed && count(&cached) == 2);
    desk.vulns.changed_at("2026-09-02T00:00:00Z").serve(&desk.server);
    assert!(!desk.refresh().unwrap().stamp.stale, "the next honest answer is believed");
    desk.put(ONE, "1.26.9", "9999-01-01T00:00:00Z");
    desk.vulns.changed_at("2026-09-03T00:00:00Z").serve(&desk.server);
    assert!(matches!(desk.refresh(), Err(AdvisoryError::Future { .. })), "nor is an entry of then");
    let soon = NOW + SignedDuration::from_hours(20);
    desk.put(ONE, "1.26.9", &soon.to_string());
    assert_eq!(count(&desk.refresh().unwrap()), 1, "clocks differ a little");
}

#[test]
fn a_copy_that_was_poisoned_before_heals_itself() {
    let desk = Desk::new();
    desk.refresh().unwrap();
    let copy = desk.copy();
    let good = unsealed(&fs_err::read_to_string(&copy).unwrap());
    for (date, left) in [("\"modified\":\"2026-09-01T00:00:00Z\"},", 2), ("\"modified\":\"2026-09-01T00:00:00Z\",", 1)]
    {
        assert!(good.contains(date), "{good}");
        fs_err::write(&copy, good.replacen(date, &date.replace("2026", "9999"), 1)).unwrap();
        let poisoned = desk.cached().unwrap();
        assert_eq!((count(&poisoned), poisoned.stamp.stale), (left, true), "what is uncertain is not fresh");
        let healed = desk.refresh().unwrap();
        assert_eq!((count(&healed), healed.stamp.stale, healed.disputed), (2, false, false));
    }
    fs_err::write(&copy, good + &" ".repeat(5 << 20)).unwrap();
    assert_eq!(desk.cached(), None, "a copy without end does not slow every command");
}

#[test]
fn what_a_broken_off_refresh_invented_blocks_nothing() {
    let mut desk = Desk::new();
    desk.put("GO-2026-9998", "1.27.9", "2026-09-02T00:00:00Z");
    desk.server.always("vuln/ID/GO-2026-0002.json", Act::Status(404));
    assert!(desk.refresh().is_err());
    desk.vulns.remove("GO-2026-9998", "2026-09-03T00:00:00Z").serve(&desk.server);
    desk.server.well("vuln/ID/GO-2026-0002.json");
    assert_eq!(count(&desk.refresh().unwrap()), 2);
}

#[test]
fn entries_of_a_size_that_none_has_are_refused_alone_and_together() {
    let large = |field: &str, count: usize| {
        let mut entry = Vulns::sample(ONE, &[("introduced", "0")]);
        let affected = &mut entry["affected"][0];
        match field {
            "affected" => entry["affected"] = vec![affected.clone(); count].into(),
            "ranges" => affected["ranges"] = vec![affected["ranges"][0].clone(); count].into(),
            "events" => affected["ranges"][0]["events"] = vec![json!({ "introduced": "0" }); count].into(),
            "imports" => affected["ecosystem_specific"]["imports"] = vec![json!({ "path": "os" }); count].into(),
            "symbols" => affected["ecosystem_specific"]["imports"][0]["symbols"] = vec!["a"; count].into(),
            "goos" => affected["ecosystem_specific"]["imports"][0]["goos"] = vec!["a"; count].into(),
            other => entry[other] = vec!["a"; count].into(),
        }
        entry
    };
    for (field, most) in [
        ("affected", 50),
        ("ranges", 50),
        ("events", 200),
        ("imports", 50),
        ("symbols", 1000),
        ("goos", 50),
        ("aliases", 50),
    ] {
        let parsed = |count| Advisory::parse(large(field, count).to_string().as_bytes(), ONE);
        assert!(parsed(most).is_some() && parsed(most + 1).is_none(), "{field}");
    }
    let mut desk = Desk::new();
    for number in 0..60 {
        let id = format!("GO-2026-{number:04}");
        let mut entry = Vulns::sample(&id, &[("introduced", "0")]);
        entry["references"] = vec![json!({ "type": "WEB", "url": format!("https://{}", "a".repeat(1000)) }); 55].into();
        desk.vulns.put(entry, "2026-09-02T00:00:00Z");
    }
    desk.vulns.serve(&desk.server);
    assert!(desk.refresh().unwrap_err().to_string().contains("more than"));
    assert_eq!(desk.cached(), None);
}

#[test]
fn a_database_that_drips_is_given_up() {
    for name in [INDEX, "vuln/index/modules.json", "vuln/ID/GO-2026-0001.json"] {
        let desk = Desk::new();
        desk.server.always(name, Act::Drip);
        let files = desk.vulns.files().into_iter().find(|(file, _)| name.ends_with(file)).unwrap().1;
        desk.server.file(name, [files, vec![b' '; 10_000]].concat());
        let error = desk.database().refresh(&Http::new(hasty()), NOW, &Cancel::default()).unwrap_err();
        assert!(matches!(error, AdvisoryError::Http(HttpError::TooSlow { .. })), "{name}: {error:?}");
    }
}

#[test]
fn the_complete_real_database_is_read_from_a_server_and_from_a_folder() {
    let desk = Desk::new();
    let vulns = Vulns::real();
    let server = Server::start();
    let from_server = VulnerabilityDatabase { url: &url(&vulns.serve(&server)), ..desk.database() };
    let from_server = from_server.refresh(&http(), NOW, &Cancel::default()).unwrap();
    assert_eq!((from_server.entries.len(), count_in(&from_server, "go1.26.5")), (199, 10));
    vulns.write(&desk.folder.path().join("a copy"));
    let folder = Url::from_directory_path(desk.folder.path().join("a copy")).unwrap();
    let from_folder = VulnerabilityDatabase { url: &folder, ..desk.database() };
    let from_folder = from_folder.refresh(&http(), NOW, &Cancel::default()).unwrap();
    assert_eq!(from_folder.entries, from_server.entries);
}

#[test]
fn an_unreachable_server_leaves_the_cached_copy_which_is_stale_after_a_day() {
    let desk = Desk::new();
    let nobody = desk.database().refresh_or_cached(&http(), NOW, &Cancel::default());
    assert_eq!(count(&nobody.0.unwrap()), 2);
    desk.server.always(INDEX, Act::Status(503));
    let hour = SignedDuration::from_hours(1);
    for (now, is_stale) in [(NOW + hour, false), (NOW + DAY + hour, true)] {
        let (known, problem) = desk.database().refresh_or_cached(&http(), now, &Cancel::default());
        let known = known.unwrap();
        assert_eq!((count(&known), known.stamp.fetched_at, known.stamp.stale), (2, NOW, is_stale));
        assert_eq!(problem.unwrap().code, Code::NetStatus);
        let cached = desk.database().cached(now, DAY * 7).unwrap();
        assert_eq!(cached.stamp.stale, is_stale, "the failed refresh was not remembered");
    }
}

#[test]
fn a_sign_in_page_or_invalid_data_keeps_the_cached_copy() {
    for (name, act) in [
        (INDEX, Act::Page),
        (INDEX, Act::Become(b"{}".to_vec())),
        (INDEX, Act::Become(b"{\"modified\":\"tomorrow\"}".to_vec())),
        ("vuln/index/modules.json", Act::Page),
        ("vuln/index/modules.json", Act::Become(b"[]".to_vec())),
        (
            "vuln/index/modules.json",
            Act::Become(
                b"[{\"path\":\"stdlib\",\"vulns\":[{\"id\":\"../db\",\"modified\":\"2026-01-01T00:00:00Z\"}]}]"
                    .to_vec(),
            ),
        ),
        ("vuln/ID/GO-2026-0001.json", Act::Page),
        ("vuln/ID/GO-2026-0001.json", Act::Become(b"{\"id\":\"GO-2026-0002\"}".to_vec())),
        ("vuln/ID/GO-2026-0001.json", Act::Become(b"[".repeat(5000))),
    ] {
        let mut desk = Desk::new();
        desk.refresh().unwrap();
        desk.put(ONE, "1.26.9", "2026-09-02T00:00:00Z");
        desk.server.always(name, act.clone());
        let (known, problem) = desk.database().refresh_or_cached(&http(), NOW, &Cancel::default());
        assert_eq!((count(&known.unwrap()), problem.unwrap().code), (2, Code::NetVuln), "{name} {act:?}");
        assert!(
            !desk.server.requests().iter().any(|request| request.path.contains("..") || request.path == "vuln/db.json")
        );
    }
}

#[test]
fn an_entry_older_than_the_index_says_is_refused() {
    let mut desk = Desk::new();
    let old = desk.vulns.files().into_iter().find(|(name, _)| *name == format!("ID/{ONE}.json")).unwrap().1;
    desk.refresh().unwrap();
    desk.put(ONE, "1.26.9", "2026-09-02T00:00:00Z");
    desk.server.file(&format!("vuln/ID/{ONE}.json"), old);
    assert!(matches!(desk.refresh(), Err(AdvisoryError::NotDatabase { .. })));
    desk.vulns.serve(&desk.server);
    assert_eq!(count(&desk.refresh().unwrap()), 1, "it was not requested again");
}

#[test]
fn oversized_files_are_refused() {
    let desk = Desk::new();
    desk.server.file(INDEX, vec![b' '; (64 << 10) + 1]);
    assert!(matches!(desk.refresh(), Err(AdvisoryError::Http(error)) if error.to_string().contains("more than")));
    let desk = Desk::new();
    desk.server.file("vuln/ID/GO-2026-0002.json", vec![b' '; (1 << 20) + 1]);
    assert!(desk.refresh().is_err());
    assert_eq!(desk.cached(), None);
}

#[test]
fn a_database_older_than_the_cached_one_is_refused() {
    let mut desk = Desk::new();
    desk.refresh().unwrap();
    desk.vulns.remove(TWO, "2026-08-01T00:00:00Z");
    desk.vulns.serve(&desk.server);
    let (known, problem) = desk.database().refresh_or_cached(&http(), NOW, &Cancel::default());
    assert_eq!((count(&known.unwrap()), problem.unwrap().code), (2, Code::VerifyVuln));
    assert_eq!(desk.refresh().unwrap_err().code(), Code::VerifyVuln, "and the second time");
    desk.put(TWO, "1.26.9", "2026-09-03T00:00:00Z");
    assert_eq!(count(&desk.refresh().unwrap()), 1);
}

#[test]
fn an_interrupted_refresh_is_resumed_and_gives_no_answer_until_complete() {
    let desk = Desk::new();
    desk.server.next("vuln/ID/GO-2026-0002.json", [Act::Status(404)]);
    assert!(desk.refresh().is_err());
    assert_eq!(desk.cached(), None, "an incomplete database would miss vulnerabilities");
    let before = desk.server.requests().len();
    assert_eq!(count(&desk.refresh().unwrap()), 2);
    let asked = desk.asked_since(before);
    assert!(asked.contains(&"vuln/ID/GO-2026-0002.json".to_owned()), "{asked:?}");
}

#[test]
fn transient_failures_are_retried() {
    let desk = Desk::new();
    desk.server.next("vuln/ID/GO-2026-0001.json", [Act::Status(503), Act::DropAfter(5)]);
    assert_eq!(count(&desk.refresh().unwrap()), 2);
}

#[test]
fn a_refresh_can_be_cancelled() {
    let desk = Desk::new();
    desk.server.always("vuln/ID/GO-2026-0001.json", Act::Hold);
    let cancel = Cancel::default();
    let stop = cancel.clone();
    let http = Http::new(config());
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| desk.database().refresh(&http, NOW, &cancel));
        while !desk.server.requests().iter().any(|request| request.path.starts_with("vuln/ID/GO-2026-0001")) {
            std::thread::yield_now();
        }
        stop.cancel();
        assert_eq!(asking.join().unwrap().unwrap_err().code(), Code::Cancelled);
    });
    desk.server.release();
}

#[test]
fn a_cached_database_from_the_future_counts_for_nothing() {
    let desk = Desk::new();
    desk.refresh().unwrap();
    // the clock was set back by a year since
    let earlier = NOW - SignedDuration::from_hours(24 * 365);
    let known = desk.database().cached(earlier, DAY).unwrap();
    assert_eq!((count(&known), known.stamp.stale, known.disputed), (0, true, true));
}

#[test]
fn a_damaged_cache_is_ignored() {
    let desk = Desk::new();
    desk.refresh().unwrap();
    let cache = desk.copy();
    let whole = std::fs::read(&cache).unwrap();
    for broken in [&whole[..whole.len() / 2], b"", b"\xff\xfe", b"[]"] {
        std::fs::write(&cache, broken).unwrap();
        assert_eq!(desk.cached(), None);
        assert_eq!(count(&desk.refresh().unwrap()), 2);
    }
}

#[test]
fn a_refresh_works_without_writing_to_the_home() {
    let desk = Desk::new();
    let database = VulnerabilityDatabase { keep: false, ..desk.database() };
    assert_eq!(count(&database.refresh(&http(), NOW, &Cancel::default()).unwrap()), 2);
    assert!(!desk.home.root().exists());
}
