//! Promise: GOPROXY, GONOPROXY and GOPRIVATE mean for a toolchain what they mean for `go`: the order of the servers, when
//! the next one is asked, and which one is asked at all. What a server answers is said.
use std::fs;

use upgo_testkit::server::Act;

use crate::goproxy::{World, path};

#[test]
fn a_server_that_refuses_a_version_is_not_passed_by_unless_a_bar_follows() {
    for (status, separator, goes_on) in
        [(403, ",", false), (500, ",", false), (404, ",", true), (410, ",", true), (403, "|", true)]
    {
        let world = World::with(|[one, two]| format!("{one}{separator}{two}"));
        world.proxies[0].always(&world.zip(), Act::Status(status));
        world.serve(1, &[]);
        if goes_on {
            world.lab.upgo(["upgrade"]).succeeds();
            assert_eq!(world.lab.go_version(), "go1.27.3", "{status} {separator}");
        } else {
            let ran = world.refuses("UPGO-NET-STATUS");
            let message = ran.json()["error"]["message"].as_str().unwrap().to_owned();
            assert!(message.contains(&status.to_string()) && message.contains(&world.proxies[0].url()), "{ran}");
            assert_eq!(world.proxies[1].request_count(), 0, "{status} {separator}");
        }
    }
}

#[test]
fn no_server_is_asked_after_direct_or_for_what_is_private() {
    let asked = World::with(|[one, _]| one);
    asked.serve(0, &[]);
    let address = asked.proxies[0].url();
    for (name, value) in [
        ("GOPROXY", format!("direct,{address}")),
        ("GOPROXY", format!("off|{address}")),
        ("GOPROXY", format!("http://plain.example,{address}")),
        ("GONOPROXY", "golang.org/*".into()),
        ("GOPRIVATE", "example.com,golang.org".into()),
    ] {
        asked.lab.upgo(["upgrade"]).with(name, &value).exits(3);
        assert_eq!(asked.proxies[0].request_count(), 0, "{name}={value}");
    }
    asked.lab.upgo(["upgrade"]).with("GOPRIVATE", "golang.org").with("GONOPROXY", "none").succeeds();
}

/// A network in which only a GOPROXY is reached, and nothing is known about releases yet.
fn only_proxies() -> World {
    let world = World::new();
    fs::remove_dir_all(world.lab.home().join("cache")).unwrap();
    for server in ["", "index.json"] {
        world.lab.server.always(server, Act::Status(403));
    }
    world
}

#[test]
fn an_exact_version_needs_no_list() {
    let world = only_proxies();
    world.serve(0, &[]);
    let target = world.lab.release("go1.27.3").toolchain().replace("go1.27.3.", "");
    for list in [None, Some(String::new()), Some(format!("v0.0.1-go1.26.6.{target}\n"))] {
        if let Some(list) = list {
            world.proxies[0].file(&path("list"), list);
        }
        world.lab.upgo(["exec", "1.27.3", "go", "version"]).succeeds();
        world.lab.upgo(["remove", "1.27.3"]).succeeds();
        world.lab.upgo(["upgrade", "--to", "1.27.3"]).succeeds();
        world.lab.upgo(["rollback"]).succeeds();
    }
    // whether there is such a release, only the checksum database says
    let ran = world.lab.upgo(["install", "1.27.9", "--json"]).ends();
    let message = ran.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(ran.code == Some(4) && message.contains("go1.27.9") && message.contains(&world.sums.url()), "{ran}");
    // the list of a feed is complete
    for server in ["", "index.json"] {
        world.lab.server.well(server);
    }
    world.lab.upgo(["install", "1.27.9"]).exits(7);
}

#[test]
fn what_a_server_says_to_the_question_for_its_list_is_said() {
    let world = only_proxies();
    world.proxies[0].always(&path("list"), Act::Status(401));
    let ran = world.lab.upgo(["check", "--json"]).exits(3);
    let error = ran.json()["error"].clone();
    let address = format!("{}{}", world.proxies[0].url(), path("list"));
    assert!(error["message"].as_str().unwrap().contains(&address), "{ran}");
    assert_eq!(world.proxies[1].request_count(), 0, "after a comma");
}

#[test]
fn a_feed_that_keeps_silent_is_asked_beside_the_proxy_and_not_waited_for() {
    let world = only_proxies();
    let target = world.lab.release("go1.27.3").toolchain().replace("go1.27.3.", "");
    world.proxies[0].file(&path("list"), format!("v0.0.1-go1.27.3.{target}\n"));
    world.lab.server.always("", Act::Hold);
    let before = world.lab.server.request_count();
    for times in 1..=2 {
        let ran = world.lab.upgo(["check", "--json"]).succeeds();
        assert_eq!(ran.json()["latest"], "go1.27.3", "{ran}");
        // it is asked once each time; who waits for an answer asks again
        assert_eq!(world.lab.server.request_count() - before, times);
    }
}
