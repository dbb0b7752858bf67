//! Several Upgo processes at once.
use std::io::{BufRead as _, BufReader};

use crate::lab;

#[test]
fn three_concurrent_upgrades_succeed_with_one_download_and_one_switch() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let upgrades: Vec<_> = (0..3).map(|_| lab.upgo(["upgrade", "--json"]).starts()).collect();
    for upgrade in upgrades {
        let output = upgrade.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{}\n{errors}", String::from_utf8_lossy(&output.stdout));
    }
    assert_eq!(lab.go_version(), "go1.27.3");
    let filename = lab.release("go1.27.3").filename().to_owned();
    let bytes: usize = lab.server.ranges(&filename).len();
    assert!(bytes <= 2, "the archive was requested {bytes} times");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6", "the other processes' entries disturb the undo");
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

#[test]
fn status_does_not_disturb_a_running_upgrade() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.always(&filename, upgo_testkit::server::Act::Hold);
    let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
    let mut events = BufReader::new(upgrade.stderr.take().unwrap()).lines();
    assert!(events.any(|line| line.unwrap().contains("stepStarted")), "the upgrade did not start");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["current"]["version"], "go1.26.6");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], serde_json::Value::Null, "{history:#}");
    lab.upgo(["use", "1.26.6"]).succeeds();
    lab.server.release();
    let rest: Vec<_> = events.map(Result::unwrap).collect();
    assert!(upgrade.wait().unwrap().success(), "{rest:#?}");
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_plan_whose_assumptions_changed_is_made_again() {
    let lab = lab().with_release("go1.25.0").with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.25.0"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.always(&filename, upgo_testkit::server::Act::Hold);
    let mut upgrade = lab.upgo(["upgrade", "--progress", "json"]).starts();
    let mut events = BufReader::new(upgrade.stderr.take().unwrap()).lines();
    assert!(events.any(|line| line.unwrap().contains("stepStarted")));
    lab.upgo(["use", "1.25.0"]).succeeds();
    lab.server.release();
    let rest: Vec<String> = events.map(Result::unwrap).collect();
    assert!(upgrade.wait().unwrap().success(), "{rest:#?}");
    assert!(rest.iter().any(|line| line.contains("plannedAnew")), "{rest:#?}");
    assert_eq!(lab.go_version(), "go1.27.3");
    let log = lab.upgo(["log", "--json"]).succeeds().json();
    let ends = |event: &str| log["entries"].as_array().unwrap().iter().filter(|entry| entry["event"] == event).count();
    assert_eq!((ends("change-overtaken"), ends("change-failed")), (1, 0), "{log:#}");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.25.0");
}

#[test]
fn ctrl_c_cancels_an_upgrade_cleanly_and_the_next_one_resumes_the_download() {
    if cfg!(windows) {
        println!("SKIPPED: Windows cannot send Ctrl+C to a single process");
        return;
    }
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    lab.server.always(&filename, upgo_testkit::server::Act::Hold);
    let mut upgrade = lab.upgo(["upgrade", "--json", "--progress", "json"]).starts();
    let mut events = BufReader::new(upgrade.stderr.take().unwrap()).lines();
    assert!(events.any(|line| line.unwrap().contains("stepStarted")));
    let kill = std::process::Command::new("kill").args(["-INT", &upgrade.id().to_string()]).status().unwrap();
    assert!(kill.success());
    drop(events);
    assert_eq!(upgrade.wait().unwrap().code(), Some(130));
    lab.server.release();
    assert_eq!(lab.go_version(), "go1.26.6");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["outcome"], "cancelled");
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}
