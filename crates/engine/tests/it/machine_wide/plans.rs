//! Plans, before they run.
use upgo_engine::base::report::Code;

use super::lab::{Machine, install, repair, uninstall};

const OUT: &[&str] = &["go1.28rc1", "go1.27.3", "go1.26.6", "go1.26.5"];

#[test]
fn a_plan_downloads_the_old_package_before_replacing_it() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Program Files/Go");
    assert_eq!(
        machine.says(&install("")),
        [
            "Download go1.26.6.windows-amd64.msi, to restore it if something fails",
            "Download go1.27.3.windows-amd64.msi from file://C:/feed/ and verify its SHA-256",
            "Replace go1.26.6, 64-bit, for all users, in C:/Program Files/Go with go1.27.3",
        ]
    );
    assert_eq!(
        machine.says(&uninstall("amd64")),
        [
            "Download go1.26.6.windows-amd64.msi, to restore it if something fails",
            "Uninstall go1.26.6, 64-bit, for all users, in C:/Program Files/Go",
        ]
    );
    let engine = machine.engine();
    let planned = machine.plan(&install("")).unwrap();
    let view = engine.describe(&planned, 1);
    assert!(view.needs_admin && !view.routine);
    assert_eq!(view.steps.iter().map(|step| step.needs_admin).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(machine.windows(|windows| windows.prompts), 0, "planning does not prompt");
}

#[test]
fn latest_is_the_newest_stable_release_and_only_an_exact_version_downgrades() {
    for (here, wanted, becomes) in [
        ("go1.26.5", "", Some("go1.27.3")),
        ("go1.26.5", "1.26", Some("go1.26.6")),
        ("go1.26.5", "rc", Some("go1.28rc1")),
        ("go1.27.3", "", None),
        ("go1.28rc1", "", None),
        ("go1.27.3", "1.26", None),
        ("go1.27.3", "1.26.5", Some("go1.26.5")),
    ] {
        let plan = Machine::new(OUT).with("amd64", here, "Go").plan(&install(wanted)).unwrap().plan;
        let to = plan.to.as_ref().map(ToString::to_string);
        assert_eq!(
            (to.as_deref(), plan.is_empty()),
            (Some(becomes.unwrap_or(here)), becomes.is_none()),
            "{here} {wanted}"
        );
    }
}

#[test]
fn a_go_of_another_architecture_stays_and_is_reported() {
    let machine = Machine::new(OUT).with("386", "go1.26.6", "Go 32").with("amd64", "go1.26.6", "Go");
    let planned = machine.plan(&install("")).unwrap();
    assert_eq!(planned.warnings.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::ActiveOther]);
    assert!(machine.says(&uninstall("386"))[1].contains("go1.26.6, 32-bit"));
    machine.change(&install("")).unwrap();
    assert_eq!((machine.has("386").as_deref(), machine.has("amd64").as_deref()), (Some("go1.26.6"), Some("go1.27.3")));
}

#[test]
fn a_go_that_could_not_be_restored_is_not_touched() {
    let code = |machine: Machine, request| machine.plan(&request).unwrap_err().code;
    let own_build = || Machine::new(OUT).with("amd64", "go1.26.4", "Go");
    assert_eq!(code(own_build(), install("")), Code::SystemUnsecured);
    assert_eq!(code(own_build(), uninstall("amd64")), Code::SystemUnsecured);
    assert_eq!(code(Machine::new(OUT), uninstall("amd64")), Code::SystemMissing);
    assert_eq!(code(Machine::new(OUT), install("1.25.1")), Code::VersionUnknown);
}

#[test]
fn a_product_with_a_missing_folder_is_repaired_or_replaced() {
    let gone = || {
        let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go");
        std::fs::remove_dir_all(machine.path("Go")).unwrap();
        machine
    };
    let machine = gone();
    assert_eq!(
        machine.says(&repair("amd64")).last().unwrap(),
        "Restore the files of go1.26.6, 64-bit, for all users, in C:/Go"
    );
    machine.change(&repair("amd64")).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    let machine = gone();
    machine.change(&install("1.26.6")).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"), "the same version is repaired");
    let machine = gone();
    assert!(machine.says(&install(""))[2].contains("whose folder C:/Go is missing"));
    machine.change(&install("")).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"));
    assert!(machine.path("Go/VERSION").is_file(), "in the registered folder");
    let machine = gone();
    machine.change(&uninstall("amd64")).unwrap();
    assert_eq!(machine.windows(|windows| windows.registered.len()), 0);
}
