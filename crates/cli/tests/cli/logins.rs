//! Promise: the logins in `.netrc` go to the servers that the user or the policy named, and to no other.
use std::fs;

use upgo_testkit::lab::Lab;
use upgo_testkit::server::{Act, Server};
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::policy::managed;

const PASSWORD: &str = "s3cr3t-of-zoe";
const BASIC: &str = "Basic em9lOnMzY3IzdC1vZi16b2U=";

/// Writes a `.netrc` that has a login for each of these servers, and that only its owner can read.
fn log_in(lab: &Lab, servers: &[&Server]) {
    let netrc = lab.user().join(if cfg!(windows) { "_netrc" } else { ".netrc" });
    let line = |server: &&Server| {
        let url = server.url();
        let machine = url.trim_start_matches("http://").trim_end_matches('/');
        format!("machine {machine} login zoe password {PASSWORD}\n")
    };
    fs::write(&netrc, servers.iter().map(line).collect::<String>()).unwrap();
    permit(lab, 0o600);
}

fn permit(lab: &Lab, mode: u32) {
    #[cfg(unix)]
    fs::set_permissions(lab.user().join(".netrc"), std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    #[cfg(windows)]
    let _ = (lab, mode);
}

/// How many requests a server got with the login, and without.
fn counts(server: &Server) -> [usize; 2] {
    let requests = server.requests();
    let with = requests.iter().filter(|seen| seen.authorization.as_deref() == Some(BASIC)).count();
    assert!(requests.iter().all(|seen| seen.authorization.as_deref().is_none_or(|sent| sent == BASIC)));
    [with, requests.len() - with]
}

#[test]
fn feed_mirror_and_vulnerability_database_get_their_login_and_a_redirect_elsewhere_none() {
    let [mirror, vulns, elsewhere] = [(); 3].map(|()| Server::start());
    let lab = lab().with_release("go1.27.3").with_variable("UPGO_VULN_URL", Vulns::real().serve(&vulns));
    let lab = lab.with_variable("UPGO_MIRRORS", mirror.url());
    let release = lab.release("go1.27.3");
    elsewhere.file("blob", release.bytes());
    mirror.always(release.filename(), Act::Redirect(format!("{}blob", elsewhere.url())));
    log_in(&lab, &[&lab.server, &mirror, &vulns, &elsewhere]);
    let ran = lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let audit = lab.upgo(["audit"]).succeeds();
    for server in [&lab.server, &mirror, &vulns] {
        let [with, without] = counts(server);
        assert!(with > 0 && without == 0, "{with} {without}");
    }
    assert_eq!(counts(&elsewhere), [0, 1], "it was named by the mirror, not by the user");
    for said in [&ran, &audit] {
        assert!(!format!("{}{}", said.output, said.errors).contains(PASSWORD));
    }
    let log = lab.upgo(["log", "--all", "--json"]).ends();
    assert!(!log.output.contains(PASSWORD) && !log.output.contains("em9lOnMz"), "{log}");
}

#[test]
fn the_feed_of_the_policy_gets_its_login_and_that_of_a_variable_is_not_asked() {
    let elsewhere = Server::start();
    let lab = lab().with_release("go1.27.3");
    let policy = format!("feed = '{}'\nmirrors = []\n", lab.server.url());
    let Some(lab) = managed(lab, &policy) else { return };
    log_in(&lab, &[&lab.server, &elsewhere]);
    lab.upgo(["check"]).with("UPGO_FEED_URL", elsewhere.url()).succeeds();
    let [with, without] = counts(&lab.server);
    assert!(with > 0 && without == 0, "{with} {without}");
    assert_eq!(elsewhere.request_count(), 0);
}

#[cfg(unix)]
#[test]
fn a_netrc_that_others_can_read_is_not_used_and_the_error_says_what_to_do() {
    let lab = lab().with_release("go1.27.3");
    log_in(&lab, &[&lab.server]);
    lab.server.always("", Act::Status(401));
    for mode in [0o640, 0o604, 0o620] {
        permit(&lab, mode);
        let ran = lab.upgo(["install", "1.27.3", "--json"]).ends();
        let error = &ran.json()["error"];
        assert_eq!((ran.code, &error["code"]), (Some(3), &"UPGO-NET-STATUS".into()), "{ran}");
        let next = error["next"].as_str().unwrap();
        assert!(next.contains(".netrc") && next.contains("chmod 600"), "{next}");
    }
    let before = counts(&lab.server);
    assert!(before[0] == 0 && before[1] >= 3, "{before:?}");
    permit(&lab, 0o600);
    lab.upgo(["install", "1.27.3"]).ends();
    let after = counts(&lab.server);
    assert!(after[0] > 0 && after[1] == before[1], "{after:?}");
}

#[test]
fn an_address_with_a_login_is_refused_and_the_error_names_netrc() {
    let address = format!("https://zoe:{PASSWORD}@go.example.com/");
    let ran = lab().upgo(["check", "--json"]).with("UPGO_FEED_URL", &address).exits(2);
    let error = &ran.json()["error"];
    assert!(error["message"].as_str().unwrap().contains(".netrc"), "{error:#}");
    assert!(!format!("{}{}", ran.output, ran.errors).contains(PASSWORD));
}
