//! The cached copy of a feed: when it counts, how it is renewed, and what replaces a wrong one.
use jiff::SignedDuration;
use upgo_engine::base::report::Cancel;
use upgo_engine::base::target::Target;
use upgo_engine::released::catalog::{Feeds, Sources};
use upgo_testkit::server::{Act, Server};
use upgo_testkit::unsealed;

use super::desk::{DAY, Desk, NOW, REAL, feed, list, newest};
use crate::network::support::http;

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
