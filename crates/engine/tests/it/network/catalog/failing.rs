//! Feeds that fail, drip or never answer: how long they are asked, what is used instead, and what is reported
//! meanwhile.
use std::sync::Arc;
use std::time::Duration;

use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::net::http::{Http, HttpConfig};
use upgo_testkit::server::{Act, Server};

use super::desk::{Desk, NOW, REAL, feed, newest};
use crate::network::support::{NoSleep, Told, brief, config, hasty, http};

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
    let patient = Http::new(HttpConfig { pause: Arc::new(sleep.clone()), ..config() });
    let desk = Desk::at(&server);
    desk.feeds().refresh(&patient, NOW, &Cancel::default()).unwrap();
    assert_eq!(sleep.pauses().iter().map(Duration::as_millis).collect::<Vec<_>>(), [500, 3000]);

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
