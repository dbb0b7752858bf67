//! `doctor --measure` measures builds of a real Go, and `cache move` makes it use other folders.
use std::path::Path;

use serde_json::json;
use upgo_testkit::limit::InTime as _;

use super::{go, module, quick_lab};
use crate::schemas::fits;

#[test]
#[ignore = "long"]
fn a_real_go_is_measured_and_builds_in_the_folders_that_it_is_given() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let other = lab.path("D ö");
    std::fs::create_dir_all(&other).unwrap();
    let report = lab.upgo(["doctor".as_ref(), "--json".as_ref(), "--measure".as_ref(), other.as_os_str()]);
    let report = report.succeeds().json();
    fits("doctor-measure", &report);
    for place in report["places"].as_array().unwrap() {
        for round in place["rounds"].as_array().unwrap() {
            let time = |name: &str| round[name].as_u64().unwrap();
            // an empty cache, and not one that another round or place has filled
            assert!(time("cold") > 2 * time("warm"), "{place:#}");
            assert!(round["firstStart"].is_u64() && round["defender"].is_null(), "{place:#}");
        }
    }
    assert_eq!(report["warnings"], json!([]), "{report:#}");

    lab.upgo(["cache".as_ref(), "move".as_ref(), other.as_os_str()]).succeeds();
    let folder = module(&lab, "one", "1.27", "package main\n\nfunc main() {}\n");
    let built = go(&lab, &folder, &["build", "-work"]).env_remove("GOCACHE").output_in_time().unwrap();
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(built.status.success(), "{said}");
    let worked_in = said.lines().find_map(|line| line.strip_prefix("WORK=")).unwrap_or_default();
    assert!(Path::new(worked_in).starts_with(other.join("go-tmp")), "{said}");
    assert!(other.join("go-build").join("README").is_file());
}
