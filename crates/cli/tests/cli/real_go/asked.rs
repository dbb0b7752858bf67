//! GOTOOLCHAIN, which only a real `go` obeys: every command names the Go that finally runs in a real terminal.
use std::ffi::OsStr;
use std::fs;

use serde_json::json;
use upgo_testkit::vulns::Vulns;

use super::quick_lab;
use crate::terminals::real_terminal::{IN_LOGIN, runs};
use crate::terminals::{LOGIN, listed, wrong_on};
use crate::tracer::can_trace;

#[test]
#[ignore = "long"]
fn every_command_names_the_go_that_gotoolchain_selects() {
    let (Some(lab), Some(bash)) = (quick_lab(), listed("bash")) else { return };
    let database = Vulns::empty().serve(&lab.server);
    let lab = lab.asking(&bash, LOGIN).with_variable("UPGO_VULN_URL", database);
    lab.upgo(["install", "1.26.6"]).succeeds();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let profile = lab.user().join(".profile");
    let own = fs::read_to_string(&profile).unwrap();
    let go_env = lab.user().join(".config/go/env");
    fs::create_dir_all(go_env.parent().unwrap()).unwrap();
    let mut all_wrong = Vec::new();
    for (stored, line, version) in [
        ("", "", "go1.27.3"),
        ("GOTOOLCHAIN=go1.26.6\n", "", "go1.26.6"),
        ("GOTOOLCHAIN=go1.26.6+auto\n", "", "go1.26.6"),
        ("GOTOOLCHAIN=go1.26.6+path\n", "", "go1.26.6"),
        ("GOTOOLCHAIN=local\n", "", "go1.27.3"),
        ("", "export GOTOOLCHAIN=go1.26.6\n", "go1.26.6"),
        ("GOTOOLCHAIN=go1.26.6\n", "export GOTOOLCHAIN=auto\n", "go1.27.3"),
    ] {
        fs::write(&go_env, stored).unwrap();
        fs::write(&profile, format!("{own}{line}")).unwrap();
        let Some(terminals) = runs(&lab, &bash, IN_LOGIN) else { return };
        assert_eq!(terminals, [json!(version), json!(version)], "{stored:?} {line:?}");
        let wrong = wrong_on(&lab, LOGIN, &terminals);
        all_wrong.extend(wrong.into_iter().map(|wrong| format!("{stored:?} {line:?}: {wrong}")));
    }
    assert!(all_wrong.is_empty(), "{}", all_wrong.join("\n"));
}

/// A GOTOOLCHAIN that is nowhere, which Go would look for in the network.
#[test]
#[ignore = "long"]
fn a_go_that_is_asked_makes_no_connection() {
    let (Some(lab), Some(bash), true) = (quick_lab(), listed("bash"), can_trace()) else { return };
    let lab = lab.asking(&bash, LOGIN);
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let profile = lab.user().join(".profile");
    let own = fs::read_to_string(&profile).unwrap();
    let traced = lab.path("connections");
    let connects = |program: &OsStr, words: &[&str]| {
        let mut arguments = ["-f", "-qq", "-e", "trace=connect,sendto", "-o"].map(OsStr::new).to_vec();
        arguments.extend([traced.as_os_str(), OsStr::new("--"), program]);
        arguments.extend(words.iter().map(OsStr::new));
        let ran = lab.other("strace", arguments).ends();
        (fs::read_to_string(&traced).unwrap().contains("AF_INET"), ran)
    };
    for settings in [
        "GOTOOLCHAIN=go1.99.0 GOPROXY=http://127.0.0.1:9",
        "GOTOOLCHAIN=go1.99.0 GOPROXY=http://127.0.0.1:9 GOPRIVATE=* GONOPROXY=*",
        "GOTOOLCHAIN=go1.99.0 GOPROXY=direct GOPRIVATE=* GOVCS=*:all",
    ] {
        fs::write(&profile, format!("{own}set -f\nexport {settings}\n")).unwrap();
        let (asks, ran) = connects(OsStr::new(env!("CARGO_BIN_EXE_upgo")), &["why", "--ask", "--json"]);
        assert_eq!(ran.json()["known"], "asked", "{settings}: {ran}");
        assert!(!asks, "{settings}: {}", fs::read_to_string(&traced).unwrap());
        let (asks, ran) = connects(bash.as_os_str(), &["-l", "-c", "go version"]);
        assert!(asks, "{settings}: a terminal makes no connection, so nothing was shown: {ran}");
    }
}
