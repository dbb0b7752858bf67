//! A process that is killed from outside, at every event it tells of.
use std::io::{BufRead as _, BufReader};

use crate::lab;

#[test]
fn an_upgrade_killed_at_any_event_leaves_a_working_go() {
    for moment in 1.. {
        let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
        lab.upgo(["install", "1.26.6", "--use"]).succeeds();
        let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
        let events = BufReader::new(upgrade.stderr.take().unwrap()).lines().map_while(Result::ok);
        let seen = events.take(moment).count();
        upgrade.kill().ok(); // it may be over
        upgrade.wait().unwrap();
        let version = lab.go_version();
        assert!(["go1.26.6", "go1.27.3"].contains(&version.as_str()), "killed at event {moment}: {version:?}");
        lab.upgo(["upgrade"]).succeeds();
        assert_eq!(lab.go_version(), "go1.27.3", "killed at event {moment}");
        assert_eq!(lab.names_in("staging"), [""; 0], "killed at event {moment}");
        let history = lab.upgo(["history", "--json"]).succeeds().json();
        assert!(!history["entries"][0]["outcome"].is_null(), "{history:#}");
        if seen < moment {
            assert!(moment > 8, "only {moment} events");
            return;
        }
    }
}
