//! Promise: each metric is a number that is known, and the files of several accounts contradict each other nowhere.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::lab;

#[test]
fn metrics_are_numbers_that_are_known() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let metrics = |words: &[&str]| -> BTreeMap<String, String> {
        let text = lab.upgo(words).succeeds().output;
        assert!(text.ends_with("# EOF\n"), "{text}");
        let samples = text.lines().filter(|line| !line.starts_with('#'));
        samples
            .map(|line| line.rsplit_once(' ').unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    };
    let all_of_status = || metrics(&["status", "--format", "openmetrics"]);
    // each has the account, so that the files of several accounts do not contradict each other
    let of_account = |(name, value): (String, String)| {
        let (name, labels) = name.split_once('{').unwrap();
        let account = labels.rsplit_once("account=").unwrap().1;
        assert!(account.len() > r#"""}"#.len() && account.ends_with("\"}"), "{name}: {labels}");
        (name.to_owned(), value)
    };
    let status = || all_of_status().into_iter().map(of_account).collect::<BTreeMap<_, _>>();
    let empty = status();
    assert_eq!(empty["upgo_go_installed"], "0");
    for unknown in ["upgo_go_up_to_date", "upgo_go_vulnerabilities", "upgo_exposed", "upgo_last_check_success"] {
        assert!(!empty.contains_key(unknown), "{empty:#?}");
    }
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let (known, known_all) = (status(), all_of_status());
    assert_eq!(known["upgo_go_up_to_date"], "0");
    let is_offered = |name: &str| name.starts_with("upgo_update_info{version=\"go1.27.3\",");
    assert!(known_all.keys().any(|name| is_offered(name)), "{known_all:#?}");
    assert_eq!((&*known["upgo_last_change_success"], &*known["upgo_failed_tries"]), ("1", "0"));
    let named: BTreeSet<_> = known.keys().map(|name| name.split('{').next().unwrap().to_owned()).collect();
    let all = upgo_engine::cases::STATUS_METRICS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert!(named.is_subset(&all), "{named:?}");

    let share = lab.path("share");
    fs::create_dir_all(&share).unwrap();
    let folder = share.to_str().unwrap();
    lab.upgo(["fleet", "report", "--to", folder]).succeeds();
    let fleet = metrics(&["fleet", folder, "--within", "24h", "--format", "openmetrics"]);
    assert_eq!(
        (&*fleet["upgo_fleet_machines{ring=\"\"}"], &*fleet["upgo_fleet_go_machines{version=\"go1.26.6\"}"]),
        ("1", "1")
    );
    let named: BTreeSet<_> = fleet.keys().map(|name| name.split('{').next().unwrap().to_owned()).collect();
    let mut all: BTreeSet<_> = upgo_engine::cases::FLEET_METRICS.iter().map(|(name, _)| (*name).to_owned()).collect();
    all.remove("upgo_fleet_machines_vulnerable"); // without a vulnerability database
    assert_eq!(named, all);
    assert_eq!(
        (&*fleet["upgo_fleet_machines_unknown{ring=\"\"}"], &*fleet["upgo_fleet_left_out_files{reason=\"sharedId\"}"]),
        ("1", "0")
    );
    let known_before = metrics(&["fleet", folder, "--format", "openmetrics"]);
    assert!(!known_before.keys().any(|name| name.contains("late")), "nobody asked for it");
}
