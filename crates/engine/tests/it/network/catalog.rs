//! The feed: reading, checking and caching it.
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::base::target::Target;
use upgo_engine::machine::home::Home;
use upgo_engine::net::http::Http;
use upgo_engine::released::catalog::{self, Catalog, CatalogError, Channel, Feeds, Package, ReleaseRequest, Sources};
use upgo_testkit::server::{Act, Server};
use upgo_testkit::unsealed;

use super::support::{NoSleep, Told, brief, config, hasty, http};

const REAL: &[u8] = include_bytes!("../../data/releases.json");
const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A home, a target and its feeds.
struct Desk {
    folder: TempDir,
    home: Home,
    sources: Sources,
    target: Target,
}

impl Desk {
    fn new(sources: Sources) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home of Jürgen"));
        Self { folder, home, sources, target: Target::new("linux", "amd64") }
    }

    /// The file with the one cached list.
    fn copy(&self) -> PathBuf {
        let mut files = fs_err::read_dir(self.home.cache()).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "json")).unwrap()
    }

    fn at(server: &Server) -> Self {
        Self::new(Sources::new(Some(&server.url()), []).unwrap())
    }

    fn official(one: &Server, two: &Server) -> Self {
        Self::new(Sources::official_at([&one.url(), &two.url()]).unwrap())
    }

    fn feeds(&self) -> Feeds<'_> {
        Feeds {
            home: &self.home,
            sources: &self.sources,
            target: &self.target,
            package: Package::Archive,
            system: None,
            modules: None,
            keep: true,
        }
    }

    fn refresh(&self) -> Result<Catalog, CatalogError> {
        self.feeds().refresh(&http(), NOW, &Cancel::default())
    }

    fn cached(&self) -> Option<Catalog> {
        self.feeds().cached(NOW, DAY)
    }
}

/// A feed with one release, whose archive has the digest of `content`.
fn feed(version: &str, content: &str) -> String {
    format!(
        r#"[{{"version":"{version}","stable":true,"files":[{{"filename":"{version}.linux-amd64.tar.gz","os":"linux",
        "arch":"amd64","version":"{version}","sha256":"{}","size":7,"kind":"archive"}}]}}]"#,
        Sha256::of(content.as_bytes())
    )
}

/// A feed with these releases.
fn list(versions: &[&str]) -> String {
    let releases: Vec<_> = versions.iter().map(|version| feed(version, "a")).collect();
    format!("[{}]", releases.iter().map(|release| release.trim_matches(['[', ']'])).collect::<Vec<_>>().join(","))
}

fn newest(catalog: &Catalog) -> &str {
    catalog.newest().unwrap().version.as_str()
}

#[test]
fn the_real_feed_is_read_completely() {
    for (os, arch, archives) in [("linux", "amd64", 362), ("windows", "amd64", 362), ("windows", "arm64", 162)] {
        let parsed = catalog::parse(REAL, &Target::new(os, arch), Package::Archive).unwrap();
        assert_eq!((parsed.releases.len(), parsed.skipped), (363, 0));
        assert!(parsed.releases.is_sorted_by(|a, b| a.version > b.version));
        let found = parsed.releases.iter().filter(|release| release.archive.is_some()).count();
        assert_eq!(found, archives, "{os}-{arch}");
    }
}

#[test]
fn the_real_feed_has_two_supported_lines() {
    let server = Server::start();
    server.feed(REAL);
    let catalog = Desk::at(&server).refresh().unwrap();
    let stable: Vec<_> = catalog.releases.iter().filter(|release| release.channel == Channel::Stable).collect();
    assert_eq!(stable.iter().map(|release| release.version.as_str()).collect::<Vec<_>>(), ["go1.27.0", "go1.26.7"]);
    let supported = catalog.releases.iter().filter(|release| release.supported);
    assert!(supported.clone().all(|release| ["go1.27", "go1.26"].contains(&release.version.language().as_str())));
    assert_eq!(supported.count(), 9);
    let coming = |release: &&catalog::Release| matches!(release.channel, Channel::Rc | Channel::Beta);
    assert_eq!(catalog.releases.iter().filter(coming).count(), 0, "go1.27 is released, so its candidates are archived");
    let resolve = |text: &str| catalog.resolve(&text.parse::<ReleaseRequest>().unwrap()).unwrap().version.to_string();
    assert_eq!([resolve("latest"), resolve("1.26"), resolve("rc")], ["go1.27.0", "go1.26.7", "go1.27.0"]);
}

#[test]
fn old_windows_archives_have_no_digest() {
    let parsed = catalog::parse(REAL, &Target::new("windows", "386"), Package::Archive).unwrap();
    let without = parsed.releases.iter().filter(|release| release.archive.as_ref().is_some_and(|a| a.sha256.is_none()));
    assert!(without.count() > 5);
}

#[test]
fn the_feed_is_cached_for_offline_use() {
    let server = Server::start();
    server.feed(REAL).always("", Act::Gzip);
    let desk = Desk::at(&server);
    assert_eq!(desk.cached(), None);
    let heard = desk.refresh().unwrap();
    assert_eq!(server.requests()[0].query, "mode=json&include=all");
    drop(server);
    assert_eq!(desk.cached(), Some(heard));
}

#[test]
fn the_cache_is_separate_for_each_feed_and_target() {
    let (server, other) = (Server::start(), Server::start());
    server.feed(feed("go1.27.1", "a"));
    let mut desk = Desk::at(&server);
    desk.refresh().unwrap();
    desk.target = Target::new("linux", "arm64");
    assert_eq!(desk.cached(), None);
    desk.target = Target::new("linux", "amd64");
    desk.sources = Sources::new(Some(&other.url()), []).unwrap();
    assert_eq!(desk.cached(), None);
}

#[test]
fn an_old_or_future_copy_is_stale() {
    let server = Server::start();
    server.feed(feed("go1.27.1", "a"));
    let desk = Desk::at(&server);
    desk.refresh().unwrap();
    let stale = |hours| desk.feeds().cached(NOW + SignedDuration::from_hours(hours), DAY).unwrap().stamp.stale;
    assert_eq!([stale(0), stale(24), stale(25), stale(-1), stale(-48)], [false, false, true, false, true]);
}

#[test]
fn a_damaged_cache_is_ignored() {
    let server = Server::start();
    server.feed(REAL);
    let desk = Desk::at(&server);
    desk.refresh().unwrap();
    let copy = desk.copy();
    let whole = fs_err::read(&copy).unwrap();
    for damaged in [&whole[..whole.len() / 2], b"", b"{}", b"\xff\xfe", b"null"] {
        fs_err::write(&copy, damaged).unwrap();
        assert_eq!(desk.cached(), None);
    }
    desk.refresh().unwrap();
    assert!(desk.cached().is_some());
}

#[test]
fn a_refresh_sends_the_etag_of_the_server() {
    let server = Server::start();
    server.feed(feed("go1.27.1", "a"));
    let desk = Desk::at(&server);
    desk.refresh().unwrap();
    let later = NOW + SignedDuration::from_hours(30);
    let again = desk.feeds().refresh(&http(), later, &Cancel::default()).unwrap();
    assert!(server.requests()[1].if_none_match.is_some());
    assert_eq!((newest(&again), again.stamp.fetched_at), ("go1.27.1", later));
    assert_eq!(desk.feeds().cached(later, DAY), Some(again));
}

#[test]
fn without_an_etag_the_body_decides() {
    let server = Server::start();
    server.feed(feed("go1.27.1", "a")).always("", Act::NoValidator);
    let desk = Desk::at(&server);
    desk.refresh().unwrap();
    server.feed(feed("go1.27.2", "b"));
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.2");
    assert_eq!(server.requests()[1].if_none_match, None);
}

#[test]
fn reads_index_json_from_a_plain_web_server_and_a_folder() {
    let listing = Server::start();
    listing.file("index.json", feed("go1.27.1", "a")).always("", Act::Page);
    assert_eq!(newest(&Desk::at(&listing).refresh().unwrap()), "go1.27.1");
    let without_listing = Server::start();
    without_listing.file("index.json", feed("go1.27.1", "a"));
    assert_eq!(newest(&Desk::at(&without_listing).refresh().unwrap()), "go1.27.1");

    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("index.json"), feed("go1.27.1", "a")).unwrap();
    let base = url::Url::from_directory_path(folder.path()).unwrap();
    let desk = Desk::new(Sources::new(Some(base.as_str()), []).unwrap());
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.1");
}

#[test]
fn a_sign_in_page_is_reported_and_the_cached_copy_used() {
    let server = Server::start();
    server.feed(feed("go1.27.1", "a"));
    let desk = Desk::at(&server);
    desk.refresh().unwrap();
    server.always("", Act::Page);
    assert_eq!(desk.refresh().unwrap_err().code(), Code::NetFeed);
    let (catalog, problem) = desk.feeds().refresh_or_cached(&http(), NOW, &Cancel::default()).unwrap();
    assert!(catalog.stamp.stale && newest(&catalog) == "go1.27.1");
    assert_eq!(problem.unwrap().code, Code::NetFeed);
    assert!(desk.cached().unwrap().stamp.stale, "the failed refresh is remembered");
    server.always("", Act::NoValidator);
    assert!(!desk.refresh().unwrap().stamp.stale);
    assert!(!desk.cached().unwrap().stamp.stale);
}

#[test]
fn without_a_cached_copy_a_failed_refresh_is_an_error() {
    let server = Server::start();
    let error = Desk::at(&server).feeds().refresh_or_cached(&http(), NOW, &Cancel::default()).unwrap_err();
    assert_eq!(error.code(), Code::NetStatus);
}

#[test]
fn a_busy_server_is_retried_four_times_with_growing_pauses() {
    let server = Server::start();
    server.feed(feed("go1.27.1", "a")).next("", [Act::Status(503), Act::StatusRetryAfter(429, "3")]);
    let sleep = NoSleep::default();
    let patient =
        Http::new(upgo_engine::net::http::HttpConfig { pause: std::sync::Arc::new(sleep.clone()), ..config() });
    let desk = Desk::at(&server);
    desk.feeds().refresh(&patient, NOW, &Cancel::default()).unwrap();
    assert_eq!(sleep.pauses().iter().map(std::time::Duration::as_millis).collect::<Vec<_>>(), [500, 3000]);

    server.always("", Act::Status(503));
    let before = server.requests().len();
    assert_eq!(desk.refresh().unwrap_err().code(), Code::NetStatus);
    assert_eq!(server.requests().len() - before, 4);
}

#[test]
fn if_the_first_official_feed_fails_the_second_is_asked_at_once() {
    let (one, two) = (Server::start(), Server::start());
    one.always("", Act::Status(503));
    two.feed(feed("go1.27.1", "a"));
    let desk = Desk::official(&one, &two);
    let catalog = desk.refresh().unwrap();
    assert_eq!((newest(&catalog), catalog.stamp.url.as_str()), ("go1.27.1", two.url().as_str()));
    assert_eq!((one.requests().len(), two.requests().len()), (1, 1));
    desk.refresh().unwrap();
    assert_eq!(one.requests().len(), 1, "the feed that answered last is asked first");
}

#[test]
fn official_feeds_that_disagree_about_a_digest_are_refused() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(feed("go1.27.1", "a"));
    two.feed(feed("go1.27.1", "forged"));
    let desk = Desk::official(&one, &two);
    let first = desk.refresh().unwrap();
    one.always("", Act::Status(404));
    let error = desk.refresh().unwrap_err();
    assert!(matches!(error, CatalogError::FeedsDisagree { .. }), "{error:?}");
    assert_eq!((error.code(), error.code().exit()), (Code::VerifyFeeds, 4));
    for part in ["go1.27.1.linux-amd64.tar.gz", &one.url(), &two.url(), &Sha256::of(b"forged").to_string()] {
        assert!(error.to_string().contains(part), "{error}");
    }
    let error = desk.feeds().refresh_or_cached(&http(), NOW, &Cancel::default()).unwrap_err();
    assert_eq!(error.code(), Code::VerifyFeeds, "no cached copy is used instead");
    assert_eq!(desk.cached(), Some(first), "contradicting data is not cached");
}

#[test]
fn an_official_feed_that_drops_a_release_is_refused() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(feed("go1.27.3", "c"));
    two.feed(feed("go1.27.2", "b"));
    let desk = Desk::official(&one, &two);
    let known = desk.refresh().unwrap();
    one.feed(feed("go1.27.2", "b"));
    let error = desk.refresh().unwrap_err();
    assert_eq!((error.code(), error.code().exit()), (Code::NetFeedOlder, 3));
    for part in ["go1.27.2", "go1.27.3", &one.url(), &two.url()] {
        assert!(error.to_string().contains(part), "{error}");
    }
    let (kept, problem) = desk.feeds().refresh_or_cached(&http(), NOW, &Cancel::default()).unwrap();
    assert_eq!((newest(&kept), kept.stamp.stale), (newest(&known), true));
    assert_eq!(problem.unwrap().code, Code::NetFeedOlder);
    two.feed(feed("go1.27.3", "c"));
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.3", "the other feed may be correct");
}

#[test]
fn a_custom_feed_may_drop_releases() {
    let server = Server::start();
    server.feed(feed("go1.27.3", "c"));
    let desk = Desk::at(&server);
    desk.refresh().unwrap();
    server.feed(feed("go1.27.2", "b"));
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.2");
}

#[test]
fn what_a_feed_of_ones_own_no_longer_lists_is_named_until_it_is_back_or_replaced() {
    let server = Server::start();
    let desk = Desk::at(&server);
    let gone = || -> Vec<String> {
        let told = desk.refresh().unwrap().withdrawn;
        assert_eq!(desk.cached().unwrap().withdrawn, told, "without a network, too");
        told.iter().map(ToString::to_string).collect()
    };
    server.feed(list(&["go1.27.3", "go1.26.8", "go1.26.7", "go1.26.6"]));
    assert!(gone().is_empty());
    server.feed(list(&["go1.26.7", "go1.26.6"]));
    assert_eq!(gone(), ["go1.27.3", "go1.26.8"]);
    assert_eq!(gone(), ["go1.27.3", "go1.26.8"], "the same answer again");
    server.feed(list(&["go1.26.6"]));
    assert_eq!(gone(), ["go1.27.3", "go1.26.8", "go1.26.7"], "another answer");
    server.feed(list(&["go1.27.3", "go1.26.6"]));
    assert_eq!(gone(), ["go1.26.8", "go1.26.7"], "one is back");
    server.feed(list(&["go1.27.3", "go1.26.9"]));
    assert_eq!(gone(), ["go1.26.6"], "the others have a newer one in their line");
    server.feed(list(&["go1.27.3", "go1.26.9"]));
    assert!(gone().is_empty(), "a release that was replaced is named once");
    server.feed(list(&["go1.28.0", "go1.27.3"]));
    assert_eq!(gone(), ["go1.26.9"]);
    assert!(gone().is_empty(), "and so is one of a line without support");
}

#[test]
fn an_official_feed_that_withholds_a_patch_of_the_older_line_is_not_believed() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(list(&["go1.27.3", "go1.26.8", "go1.26.7", "go1.28rc1"]));
    let desk = Desk::official(&one, &two);
    desk.refresh().unwrap();
    for (withheld, left) in [
        ("go1.26.8", ["go1.27.3", "go1.26.7", "go1.28rc1"]),
        ("go1.28rc1", ["go1.27.3", "go1.26.8", "go1.26.7"]),
        ("go1.27.3", ["go1.26.8", "go1.26.7", "go1.28rc1"]),
    ] {
        one.feed(list(&left));
        let error = desk.refresh().unwrap_err();
        assert_eq!(error.code(), Code::NetFeedOlder, "{error}");
        assert!(error.to_string().contains(&format!("lacks {withheld}, which is already known")), "{error}");
        assert!(error.next().to_string().contains("upgo cache reset"), "{}", error.next());
        assert!(desk.cached().unwrap().find(&withheld.parse().unwrap()).is_some(), "{withheld}");
    }
}

#[test]
fn one_list_with_a_release_that_cannot_exist_does_not_make_every_other_list_outdated() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(list(&["go9.99.9", "go1.99.0", "go1.27.1", "go1.27.777", "go1.26.8"]));
    let desk = Desk::official(&one, &two);
    let poisoned = desk.refresh().unwrap();
    assert_eq!(newest(&poisoned), "go1.27.1");
    let left_out: Vec<_> = poisoned.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(left_out, ["go9.99.9", "go1.99.0", "go1.27.777"]);
    let supported: Vec<_> = poisoned.releases.iter().map(|release| release.supported).collect();
    assert_eq!(supported, [true, true], "nor does it end the support of a line");
    assert_eq!(desk.cached().unwrap(), poisoned, "it is remembered");
    one.feed(list(&["go1.27.2", "go1.27.1", "go1.26.8"]));
    let honest = desk.refresh().unwrap();
    assert_eq!((newest(&honest), honest.left_out.len()), ("go1.27.2", 0));
    one.feed(list(&["go9.99.9"]));
    assert_eq!(desk.refresh().unwrap_err().code(), Code::NetFeed, "nothing is left of it");
}

#[test]
fn a_copy_that_was_poisoned_before_heals_itself() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(list(&["go1.27.1", "go1.26.8"]));
    let desk = Desk::official(&one, &two);
    desk.refresh().unwrap();
    let copy = desk.copy();
    let text = unsealed(&fs_err::read_to_string(&copy).unwrap());
    fs_err::write(&copy, text.replacen("go1.27.1", "go9.99.9", 1)).unwrap();
    let healed = desk.cached().unwrap();
    assert_eq!((newest(&healed), healed.left_out.len()), ("go1.26.8", 1));
    let again = desk.refresh().unwrap();
    assert_eq!(newest(&again), "go1.27.1");
    assert_eq!(server_asked_unless(&one), [false, false], "the whole list is asked for again");
    let mut large = text.into_bytes();
    large.resize(9 << 20, b' ');
    fs_err::write(&copy, large).unwrap();
    assert_eq!(desk.cached(), None, "a copy without end does not slow every command");
}

/// Whether the server was asked only for a list other than the known one, for each request.
fn server_asked_unless(server: &Server) -> Vec<bool> {
    server.requests().into_iter().map(|request| request.if_none_match.is_some()).collect()
}

#[test]
fn a_clock_that_was_set_back_leaves_nothing_out_that_was_there() {
    let (one, two) = (Server::start(), Server::start());
    let later = NOW + SignedDuration::from_hours(24 * 365 * 4);
    one.feed(list(&["go1.35.0", "go1.27.1"]));
    let desk = Desk::official(&one, &two);
    desk.feeds().refresh(&http(), later, &Cancel::default()).unwrap();
    one.feed(list(&["go1.35.1", "go1.35.0", "go1.27.1"]));
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.35.1", "the last answer shows how late it was");
}

#[test]
fn a_feed_that_drips_is_left_for_the_other_one() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(REAL).always("", Act::Drip);
    two.feed(feed("go1.27.1", "a"));
    let desk = Desk::official(&one, &two);
    let catalog = desk.feeds().refresh(&Http::new(hasty()), NOW, &Cancel::default()).unwrap();
    assert_eq!((catalog.stamp.url.as_str(), one.requests().len()), (two.url().as_str(), 1));
}

#[test]
fn feeds_that_never_answer_are_asked_only_as_long_as_a_small_document_may_take() {
    let (one, two) = (Server::start(), Server::start());
    for server in [&one, &two] {
        server.feed(REAL).always("", Act::Hold);
    }
    let asked = || one.requests().len() + two.requests().len();
    let http = || Http::new(brief(Duration::from_millis(150), Duration::from_millis(200)));
    let desk = Desk::official(&one, &two);
    let error = desk.feeds().refresh(&http(), NOW, &Cancel::default()).unwrap_err();
    assert!(error.code() == Code::NetOffline && asked() <= 2, "{} requests: {error}", asked());
    let before = asked();
    let desk = Desk::at(&one);
    let error = desk.feeds().refresh(&http(), NOW, &Cancel::default()).unwrap_err();
    // on a loaded machine, the time may be over before the request arrives
    assert!(error.code() == Code::NetOffline && asked() - before <= 1, "{} requests: {error}", asked() - before);
}

#[test]
fn a_front_end_is_told_of_each_wait_retry_and_other_source() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(REAL).always("", Act::Hold);
    two.feed(REAL).always("", Act::Hold);
    let (config, told) = (brief(Duration::from_millis(150), Duration::from_hours(1)), Arc::new(Told::default()));
    config.waits.tell(told.clone());
    let desk = Desk::official(&one, &two);
    desk.feeds().refresh(&Http::new(config), NOW, &Cancel::default()).unwrap_err();
    let round = ["waiting for 127.0.0.1", "trying 127.0.0.1", "waiting for 127.0.0.1"];
    let again = |attempt: u32| [vec![format!("attempt {attempt}")], round.map(str::to_owned).to_vec()].concat();
    let expected = [round.map(str::to_owned).to_vec(), again(2), again(3), again(4)].concat();
    assert_eq!(told.lines(), expected);
}

#[test]
fn a_feed_of_ones_own_may_forget_and_may_have_any_release() {
    let server = Server::start();
    server.feed(feed("go1.99.3", "c"));
    let desk = Desk::at(&server);
    let mine = desk.refresh().unwrap();
    assert_eq!((newest(&mine), mine.left_out.len()), ("go1.99.3", 0));
    server.feed(feed("go1.27.2", "b"));
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.2");
}

#[test]
fn a_wrong_cached_copy_is_replaced_once_both_feeds_agree() {
    let (one, two) = (Server::start(), Server::start());
    one.feed(feed("go1.27.1", "mistake"));
    two.feed(feed("go1.27.1", "a"));
    let desk = Desk::official(&one, &two);
    desk.refresh().unwrap();
    one.feed(feed("go1.27.1", "a")).next("", [Act::Status(404)]);
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.1");
}

#[test]
fn a_home_that_must_not_be_written_is_only_read() {
    let server = Server::start();
    server.feed(feed("go1.27.1", "a"));
    let desk = Desk::at(&server);
    let feeds = Feeds { keep: false, ..desk.feeds() };
    feeds.refresh(&http(), NOW, &Cancel::default()).unwrap();
    assert!(fs_err::read_dir(desk.folder.path()).unwrap().next().is_none());
}

#[test]
fn cancelling_does_not_fall_back_to_the_cached_copy() {
    let server = Server::start();
    server.feed(feed("go1.27.1", "a"));
    let desk = Desk::at(&server);
    desk.refresh().unwrap();
    let cancel = Cancel::default();
    cancel.cancel();
    let error = desk.feeds().refresh_or_cached(&http(), NOW, &cancel).unwrap_err();
    assert_eq!(error.code(), Code::Cancelled);
}
