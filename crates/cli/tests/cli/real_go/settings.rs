//! What real Go says of its settings, against what Upgo says.
use std::fs;

use serde_json::Value;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

use super::{go, module, quick_lab};
use crate::env::write_go_env;

fn finding(lab: &Lab, id: &str) -> Option<Value> {
    let report = lab.upgo(["doctor", "--json"]).ends().json();
    report["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == id).cloned()
}

/// The experiment was one of Go 1.26, and is none of Go 1.27.
#[test]
fn an_experiment_that_only_the_old_go_has_stops_the_upgrade_before_the_switch() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let experiment = ["env", "set", "GOEXPERIMENT", "goroutineleakprofile", "--scope", "go"];
    lab.upgo(experiment).succeeds();
    let stopped = lab.upgo(["upgrade", "--yes", "--json"]).exits(1).json();
    let (message, next) = (stopped["error"]["message"].to_string(), stopped["error"]["next"].to_string());
    assert!(message.contains("go: unknown GOEXPERIMENT goroutineleakprofile"), "{message}");
    assert!(next.contains("upgo env unset GOEXPERIMENT --scope go"), "{next}");
    let folder = module(&lab, "small", "1.21", "package small\n");
    assert!(go(&lab, &folder, &["build", "."]).status_in_time().unwrap().success(), "the Go in use still works");
    assert_eq!(lab.go_version(), "go1.26.6");
    lab.upgo(["env", "unset", "GOEXPERIMENT", "--scope", "go"]).succeeds();
    lab.upgo(["upgrade", "--yes"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let refused = lab.upgo([&experiment[..], &["--json"]].concat()).exits(2).json();
    assert!(refused["error"]["message"].to_string().contains("go: unknown GOEXPERIMENT"), "{refused:#}");
    // As another program may have written it.
    for (line, id) in [
        ("GOEXPERIMENT=rangefunc", "goenv.breaks-go"),
        ("GOEXPERIMENT=jsonv2,swissmap", "goenv.breaks-go"),
        ("GOCACHEPROG=/nowhere/cacheprog", "goenv.breaks-go"),
        ("GOFLAGS=-mod=banana", "goflags.breaks-go"),
        ("GOFLAGS=-toolexec=/nowhere/tool", "goflags.breaks-go"),
    ] {
        write_go_env(&lab, &format!("{line}\n"));
        let built = go(&lab, &folder, &["build", "."]).output_in_time().unwrap();
        assert!(!built.status.success(), "{line}");
        let found = finding(&lab, id).unwrap_or_else(|| panic!("{line}: no {id}"));
        let says = String::from_utf8_lossy(&built.stderr).lines().next().unwrap().to_owned();
        assert!(found["evidence"].to_string().contains(&says.replace('"', "\\\"")), "{line}: {says}\n{found:#}");
        lab.upgo(["doctor", "--fix", id, "--yes"]).succeeds();
        assert!(go(&lab, &folder, &["build", "."]).status_in_time().unwrap().success(), "{line} after the fix");
        assert_eq!(finding(&lab, id), None, "{line} after the fix");
    }
    // Commands that only read leave the caches of the user alone.
    let cache = lab.path("cache");
    fs::create_dir(&cache).unwrap();
    write_go_env(&lab, &format!("GOFLAGS=-mod=mod\nGOCACHE={}\n", cache.display()));
    lab.upgo(["why"]).succeeds();
    assert_eq!(fs::read_dir(&cache).unwrap().count(), 0);
    assert!(!lab.user().join("go/pkg/mod/cache/lock").exists());
    // What a project names by a relative path is none of the settings.
    for line in ["GOFLAGS=-modfile=tools.mod", "GOFLAGS=-overlay=o.json", "GOFLAGS=-mod=vendor -tags=a,b"] {
        write_go_env(&lab, &format!("{line}\n"));
        assert_eq!(finding(&lab, "goflags.breaks-go"), None, "{line}");
    }
}

/// A file system that starts no programs, on which `go run` and `go test` fail.
#[test]
#[ignore = "long"]
fn a_temporary_folder_without_programs_is_found_with_a_plan() {
    let Some(lab) = quick_lab() else { return };
    let place = lab.path("disk");
    let lab = lab.with_variable("TMPDIR", &place);
    let Some(_disk) = lab.small_disk("64M,noexec") else { return println!("SKIPPED: a disk cannot be mounted") };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let found = finding(&lab, "goenv.starts-nothing").expect("a finding");
    assert!(found["evidence"].to_string().contains(&place.display().to_string()), "{found:#}");
    fs::create_dir_all(lab.user().join(".cache")).unwrap();
    lab.upgo(["doctor", "--fix", "goenv.starts-nothing", "--yes"]).succeeds();
    assert_eq!(finding(&lab, "goenv.starts-nothing"), None);
}
