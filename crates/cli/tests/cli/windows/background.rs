//! The hourly task, on a machine that several people use.
use std::fs;

use crate::lab;

#[test]
fn the_task_of_another_account_is_neither_replaced_nor_deleted() {
    let lab = lab();
    let desktop = lab.path("upgo-desktop.exe");
    fs::write(&desktop, "").unwrap();
    let lab = lab.with_variable("UPGO_TEST_DESKTOP", &desktop);
    let foreign = |words: &[&str]| lab.upgo(words).with("UPGO_FAULT", "windows:foreign-task");

    let refused = foreign(&["background", "scheduled", "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-BACKGROUND-FAILED", "{refused:#}");
    assert!(refused["error"]["message"].as_str().unwrap().contains("another account"), "{refused:#}");
    let status = foreign(&["background", "status", "--json"]).succeeds().json();
    assert_eq!((&status["isScheduled"], &status["scheduleSwitchedOff"]), (&false.into(), &false.into()), "{status:#}");

    assert_eq!(lab.upgo(["background", "scheduled", "--json"]).succeeds().json()["isScheduled"], true);
    foreign(&["background", "off"]).succeeds();
    foreign(&["purge", "--yes"]).succeeds();
    let status = lab.upgo(["background", "status", "--json"]).succeeds().json();
    assert_eq!(status["isScheduled"], true, "it was deleted: {status:#}");
    let removed = lab.upgo(["background", "off", "--json"]).succeeds().json();
    assert_eq!(removed["isScheduled"], false, "{removed:#}");
}
