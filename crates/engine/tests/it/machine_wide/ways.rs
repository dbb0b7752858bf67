//! The three ways to handle a foreign Go: adopt it, keep it, or step aside.
use std::path::PathBuf;

use upgo_engine::base::report::Code;
use upgo_engine::cases::Way;
use upgo_engine::change::request::ChangeRequest;

use super::lab::{Behaviour, Machine, install, rollback, tree};

const OUT: &[&str] = &["go1.28rc1", "go1.27.3", "go1.26.6"];

fn adopt(machine: &Machine, folder: &str, remove_old: bool) -> ChangeRequest {
    ChangeRequest::Adopt { root: machine.path(folder), remove_old }
}

fn msi() -> Machine {
    Machine::new(OUT).with("amd64", "go1.26.6", "Program Files/Go").on_path("Program Files/Go")
}

fn current(machine: &Machine) -> Option<String> {
    machine.engine().status().unwrap().current.map(|current| current.version.to_string())
}

fn ways(machine: &Machine, folder: &str) -> Vec<Way> {
    let root = machine.path(folder);
    let list = machine.engine().list().unwrap().installed;
    list.into_iter().find(|found| found.go.root == root).map(|found| found.go.ways).unwrap_or_default()
}

#[test]
fn an_msi_is_adopted_and_restored() {
    let machine = msi();
    assert_eq!(ways(&machine, "Program Files/Go"), [Way::Adopt, Way::Keep]);
    let request = adopt(&machine, "Program Files/Go", false);
    let says = machine.says(&request);
    let place =
        |what: &str| says.iter().position(|step| step.starts_with(what)).unwrap_or_else(|| panic!("{what}: {says:?}"));
    assert!(place("Test go1.26.6") < place("Download go1.26.6.windows-amd64.msi"), "{says:?}");
    assert!(place("Download go1.26.6.windows-amd64.msi") < place("Switch to go1.26.6"), "{says:?}");
    assert!(place("Switch") < place("Uninstall go1.26.6, 64-bit"), "{says:?}");
    assert!(says.last().unwrap().starts_with("Check"), "{says:?}");

    machine.change(&request).unwrap();
    assert_eq!((current(&machine).as_deref(), machine.has("amd64")), (Some("go1.26.6"), None));
    machine.change(&rollback()).unwrap();
    assert_eq!((current(&machine), machine.has("amd64").as_deref()), (None, Some("go1.26.6")));
    assert_eq!(machine.windows(|windows| windows.prompts), 2);
}

#[test]
fn a_declined_prompt_reverts_the_adoption() {
    let machine = msi().behaves(&[Behaviour::Refused]);
    let problem = machine.change(&adopt(&machine, "Program Files/Go", false)).unwrap_err();
    assert_eq!((problem.code, problem.code.exit()), (Code::ElevateRefused, 13));
    assert_eq!((current(&machine), machine.has("amd64").as_deref()), (None, Some("go1.26.6")));
}

#[test]
fn if_the_uninstaller_fails_half_way_the_working_go_stays() {
    let machine = msi().behaves(&[Behaviour::FailsHalfWay, Behaviour::FailsAtOnce]);
    // "Half-way" means that the old Go is gone, so this is practically done, but the installer reports a failure.
    let problem = machine.change(&adopt(&machine, "Program Files/Go", false)).unwrap_err();
    assert_eq!(problem.code, Code::SystemUnfinished);
    assert_eq!(current(&machine).as_deref(), Some("go1.26.6"), "Upgo's stays: it is the only one that works");
}

#[test]
fn a_manually_unpacked_go_is_adopted_and_set_aside_on_request() {
    let machine = Machine::new(OUT).on_path("user/mine");
    tree(&machine.path("user/mine"), "go1.26.6");
    std::fs::write(machine.path("user/mine/bin/notes"), "tampered").unwrap();
    assert_eq!(ways(&machine, "user/mine"), [Way::Adopt]);
    machine.change(&adopt(&machine, "user/mine", true)).unwrap();
    assert_eq!(current(&machine).as_deref(), Some("go1.26.6"));
    assert!(!machine.path("home/toolchains/go1.26.6/bin/notes").exists(), "none of its files is trusted");
    assert!(!machine.path("user/mine").exists());
    machine.change(&rollback()).unwrap();
    assert!(machine.path("user/mine/bin/notes").exists());
    assert_eq!(current(&machine), None);

    machine.change(&adopt(&machine, "user/mine", true)).unwrap();
    let cleaned = machine.engine().clean_cache().unwrap();
    assert!(cleaned.freed_bytes > 0);
    assert_eq!(cleaned.no_longer_undoable, [3]);
    assert!(!machine.path("user/mine.removed-by-upgo").exists());
    assert_eq!(machine.plan(&rollback()).unwrap_err().code, Code::UndoBlocked);
    assert_eq!(current(&machine).as_deref(), Some("go1.26.6"), "the only Go left");
    assert_eq!(machine.windows(|windows| windows.prompts), 0);
}

#[test]
fn a_tree_that_is_kept_for_the_undo_is_not_listed() {
    let machine = Machine::new(OUT);
    let root = machine.path("user/sdk/go1.26.6");
    tree(&root, "go1.26.6");
    let listed = || -> Vec<PathBuf> {
        let found = machine.engine().list().unwrap().installed.into_iter().map(|found| found.go.root);
        found.filter(|root| root.starts_with(machine.path("user"))).collect()
    };
    assert_eq!(listed(), std::slice::from_ref(&root));
    machine.change(&adopt(&machine, "user/sdk/go1.26.6", true)).unwrap();
    assert!(machine.path("user/sdk/go1.26.6.removed-by-upgo/VERSION").is_file());
    assert!(listed().is_empty(), "{:?}", listed());
    machine.change(&rollback()).unwrap();
    assert_eq!(listed(), [root]);
}

#[test]
fn adopting_keeps_the_folder_and_switches_only_if_that_go_was_in_use() {
    let machine = Machine::new(OUT).on_path("first").on_path("second");
    tree(&machine.path("first"), "go1.27.3");
    tree(&machine.path("second"), "go1.26.6");
    machine.change(&adopt(&machine, "first", false)).unwrap();
    machine.change(&adopt(&machine, "second", false)).unwrap();
    assert_eq!(current(&machine).as_deref(), Some("go1.27.3"));
    assert!(machine.path("second/bin/go").exists() && machine.path("home/toolchains/go1.26.6").exists());
}

#[test]
fn upgrade_updates_a_kept_msi_and_never_to_a_release_candidate() {
    let machine = msi();
    let upgrade = ChangeRequest::Upgrade { to: None, patch: false };
    machine.change(&ChangeRequest::KeepSystem).unwrap();
    assert_eq!(ways(&machine, "Program Files/Go"), [Way::Adopt]);
    assert!(machine.plan(&ChangeRequest::KeepSystem).unwrap().plan.is_empty());
    std::fs::write(machine.path("home/settings.toml"), "channels = [\"rc\"]\nsystem-wide = true\n").unwrap();
    machine.change(&upgrade).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"));
    let status = machine.engine().status().unwrap();
    assert_eq!((status.current.is_none(), status.warnings), (true, Vec::new()));
    for id in [2, 1] {
        machine.change(&ChangeRequest::Rollback { id: Some(id) }).unwrap();
    }
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    assert!(!machine.engine().settings().system_wide);
    assert_eq!(Machine::new(OUT).plan(&ChangeRequest::KeepSystem).unwrap_err().code, Code::SystemMissing);
}

#[test]
fn without_a_machine_path_nothing_steps_aside() {
    let machine = msi();
    let request = ChangeRequest::StepAside { root: machine.path("Program Files/Go") };
    let refused = machine.plan(&request).unwrap_err();
    assert_eq!(refused.code, Code::GoManaged, "{refused:?}");
    let nowhere = ChangeRequest::StepAside { root: machine.path("nowhere") };
    assert_eq!(machine.plan(&nowhere).unwrap_err().code, Code::VersionUnknown);
    assert!(machine.plan(&install("1.27.3")).is_ok());
}
