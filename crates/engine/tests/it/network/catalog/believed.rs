//! Which answers are believed: official feeds that disagree, withhold or invent releases, and the user's own feed.
use jiff::SignedDuration;
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::released::catalog::CatalogError;
use upgo_testkit::server::{Act, Server};

use super::desk::{Desk, NOW, feed, list, newest};
use crate::network::support::http;

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
fn a_feed_of_ones_own_may_forget_and_may_have_any_release() {
    let server = Server::start();
    server.feed(feed("go1.99.3", "c"));
    let desk = Desk::at(&server);
    let mine = desk.refresh().unwrap();
    assert_eq!((newest(&mine), mine.left_out.len()), ("go1.99.3", 0));
    server.feed(feed("go1.27.2", "b"));
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.2");
}
