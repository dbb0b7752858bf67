//! PATH: Upgo's folder on it, and the Go of others.
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::guidance::assessment::Situation;
use upgo_engine::which_go::inventory::Origin;

use super::{Machine, program, version};

#[test]
fn adding_to_path_also_selects_a_version_if_none_is() {
    let machine = Machine::new().installed(&["go1.28rc1", "go1.26.6", "go1.27.3"]);
    assert_eq!(machine.situation(), Situation::NotOnPath);
    let plan = machine.plan(&ChangeRequest::AddToPath);
    assert_eq!(
        (plan.change.to.clone(), plan.path_changes),
        (Some(version("go1.27.3")), true),
        "a release is preferred to a pre-release"
    );
    assert!(!plan.routine && !plan.destructive, "the plan shows its edit of PATH first");
    assert_eq!(plan.command, "upgo env path first");
    machine.changed(&ChangeRequest::AddToPath).unwrap();
    let overview = machine.overview();
    assert_eq!(overview.active.unwrap().go.version, Some(version("go1.27.3")));
    assert_eq!(overview.situation, Situation::Checking, "there was no check yet");
    assert!(machine.plan(&ChangeRequest::AddToPath).steps.is_empty());
}

#[test]
fn adding_to_path_does_not_hide_a_working_go() {
    let mut machine = Machine::new().installed(&["go1.27.3"]);
    machine.foreign("other", "go1.26.6");
    machine.changed(&ChangeRequest::AddToPath).unwrap();
    let overview = machine.overview();
    assert_eq!((overview.current, overview.active.unwrap().go.version), (None, Some(version("go1.26.6"))));
}

#[test]
fn another_go_first_on_path_is_shown_with_its_origin_and_folder() {
    let mut machine = Machine::new().installed(&["go1.27.3"]).uses("go1.27.3");
    // otherwise, new terminals move Upgo's folder to the front
    std::fs::remove_file(machine.home().root().join("env")).unwrap();
    machine.path.push(machine.home().bin());
    machine.foreign("other", "go1.25.0");
    assert_eq!(machine.situation(), Situation::Checking, "after Upgo's folder it is harmless");
    machine.path.reverse();
    let overview = machine.overview();
    let root = std::fs::canonicalize(machine.path("other")).unwrap();
    let shadowed =
        Situation::Shadowed { chosen: version("go1.27.3"), runs: Some(version("go1.25.0")), root, origin: Origin::Zip };
    assert_eq!(overview.situation, shadowed);
    let gos: Vec<_> = overview.searched.into_iter().filter_map(|searched| searched.go?.version).collect();
    assert_eq!(gos, [version("go1.25.0"), version("go1.27.3")], "in the order of PATH");
}

#[test]
fn only_the_first_go_on_path_is_ever_started() {
    let mut machine = Machine::new();
    let trace = machine.path("trace");
    program(&machine.path("shims/go"), &format!("echo asked >> '{}'; exit 1", trace.display()));
    machine.foreign("other", "go1.27.3");
    machine.path.push(machine.path("shims"));
    let overview = machine.overview();
    assert!(!trace.exists(), "a later one was started");
    let shim = overview.searched.last().unwrap().go.clone().unwrap();
    assert_eq!(shim.version, None);
    machine.path.reverse();
    machine.overview();
    assert_eq!(std::fs::read_to_string(trace).unwrap(), "asked\n");
}
