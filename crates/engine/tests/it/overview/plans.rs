//! The plans that the window shows.
use std::path::Path;
use std::process::{Child, Command};

use upgo_engine::base::report::{Cancel, Code};
use upgo_engine::base::rows::RowAction;
use upgo_engine::cases::Changed;
use upgo_engine::change::plan::{Action, ChangeName, Then};
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_testkit::limit::InTime as _;

use super::{Machine, release, rollback, use_of, version};

/// A program that runs until it is dropped.
struct Running(Child);

impl Running {
    /// Starts a copy of `sleep`.
    fn from(path: &Path) -> Self {
        upgo_testkit::copy_program(Path::new("/bin/sleep"), path);
        Self(Command::new(path).arg("600").spawn().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.status_in_time().unwrap();
    }
}

#[test]
fn a_switch_is_routine_and_names_programs_that_still_use_the_old_go() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.3"]).uses("go1.26.6");
    let _gopls = Running::from(&machine.home().toolchain(&version("go1.26.6")).join("bin/gopls"));
    let plan = machine.plan(&use_of("go1.27.3"));
    assert!(plan.routine && !plan.destructive && !plan.path_changes, "{plan:?}");
    assert_eq!((plan.id, plan.command.as_str()), (7, "upgo use 1.27.3"));
    assert_eq!(plan.running.iter().map(|program| program.name.as_str()).collect::<Vec<_>>(), ["gopls"]);
    assert_eq!((plan.download_bytes, plan.disk_bytes, plan.freed_bytes), (None, None, None));
    let nothing = machine.plan(&use_of("go1.26.6"));
    assert!(nothing.steps.is_empty() && !nothing.routine, "the dialog says that there is nothing to do");
}

#[test]
fn what_is_left_to_do_after_a_switch_has_its_button() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.3"]).uses("go1.26.6");
    let request = use_of("go1.27.3");
    let [old, new] = ["go1.26.6", "go1.27.3"].map(version);
    let changed = Changed { path_changed: false, ..machine.changed(&request).unwrap() };
    let left = |changed: &Changed| {
        let rows = machine.engine().left_to_do(&request, changed);
        rows.into_iter().map(|row| (row.title.to_string(), row.action)).unzip::<_, _, Vec<_>, Vec<_>>()
    };
    assert!(left(&changed).0.is_empty(), "who chose a version has both");
    let changed = Changed { change: ChangeName { action: Action::Upgrade, ..changed.change.clone() }, ..changed };
    let (titles, actions) = left(&changed);
    assert_eq!(titles, ["go1.26.6 is kept for undo. To free its space: `upgo remove 1.26.6`."]);
    assert_eq!(actions, [Some(RowAction::Remove { version: old.clone() })]);
    let (titles, actions) = left(&Changed {
        outdated_tools: ["gopls", "dlv"].map(ToOwned::to_owned).into(),
        raises_to: Some(new.clone()),
        editors: vec!["VS Code".to_owned()],
        unused: vec![old],
        ..changed.clone()
    });
    assert_eq!(titles[0], "Built with an older Go release line: gopls, dlv. To rebuild: `upgo tools rebuild`.");
    assert!(
        titles[2].starts_with("Reload VS Code: press Ctrl+Shift+P and run `Developer: Reload Window`."),
        "{titles:?}"
    );
    let copy = RowAction::Copy { text: "Developer: Reload Window".to_owned() };
    let raise = RowAction::RaiseProjects { to: new };
    assert_eq!(actions, [RowAction::RebuildTools, raise, copy, RowAction::ReviewUnused].map(Some));
    let (titles, _) = left(&Changed { path_changed: true, ..changed });
    assert!(titles[0].contains("Upgo's folder on"), "{titles:?}");
}

#[test]
fn no_install_edits_path_without_a_confirmation() {
    let machine = Machine::new();
    machine.out(&["go1.27.3"]);
    let upgrade = ChangeRequest::Upgrade { to: None, patch: false };
    let plan = machine.plan(&upgrade);
    assert!(!plan.routine && plan.path_changes, "the first one shows its plan: {plan:?}");
    assert_eq!(plan.download_bytes, Some(70_000_000));
    assert_eq!(plan.disk_bytes, Some(233_100_000));
    assert_eq!(plan.steps[0].host.as_deref().map(|host| host.starts_with("file:")), Some(true), "a folder's address");
    let machine = machine.installed(&["go1.26.6"]);
    let plan = machine.plan(&upgrade);
    assert!(!plan.routine && plan.path_changes, "{plan:?}");
}

#[test]
fn undoing_the_last_change_is_routine_and_undoing_an_older_one_is_not() {
    let mut machine = Machine::new().installed(&["go1.26.6", "go1.27.3"]);
    machine.path.push(machine.home().bin());
    let machine = machine.uses("go1.26.6").uses("go1.27.3");
    let last = machine.plan(&rollback(2));
    assert!(last.routine, "{last:?}");
    assert_eq!((last.change.undoes, last.command.as_str()), (Some(2), "upgo rollback 2"));
    machine.changed(&ChangeRequest::Install { from: from("go1.27.3"), then: Then::Stay }).unwrap();
    let other = machine.installed(&["go1.27.2"]);
    other.changed(&ChangeRequest::remove(&[version("go1.27.2")])).unwrap();
    assert!(!other.plan(&rollback(2)).routine, "a removal came after it");
}

fn from(name: &str) -> InstallFrom {
    InstallFrom::Release { version: release(name) }
}

#[test]
fn a_removal_is_destructive_and_shows_the_freed_space() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.3"]).uses("go1.27.3");
    let plan = machine.plan(&ChangeRequest::remove(&[version("go1.26.6")]));
    assert!(plan.destructive && !plan.routine);
    assert_eq!(plan.freed_bytes, Some(400));
    let folder = plan.steps.iter().find_map(|step| step.place.clone());
    assert_eq!(folder, Some(machine.home().toolchain(&version("go1.26.6"))));
}

#[test]
fn several_unused_versions_are_removed_by_one_plan() {
    let machine = Machine::new().installed(&["go1.24.1", "go1.25.1", "go1.26.6", "go1.27.3"]).uses("go1.27.3");
    machine.engine().set_setting("keep-versions", Some("2")).unwrap();
    let report = machine.engine().versions().unwrap();
    let unused = [version("go1.25.1"), version("go1.24.1")];
    assert_eq!((report.unused.as_slice(), report.keeps), (unused.as_slice(), 2));
    let request = ChangeRequest::remove(&report.unused);
    let plan = machine.plan(&request);
    assert!(plan.destructive && !plan.routine);
    assert_eq!(plan.freed_bytes, Some(800));
    assert_eq!(plan.command, "upgo remove 1.25.1 1.24.1");
    let changed = machine.changed(&request).unwrap();
    assert_eq!(changed.change.removed, unused);
    assert!(machine.engine().versions().unwrap().unused.is_empty());
    let current = ChangeRequest::remove(&[version("go1.26.6"), version("go1.27.3")]);
    let refused = machine.engine().plan(&current, &Cancel::default()).unwrap_err();
    assert_eq!(refused.code, Code::RemoveCurrent, "one that is in use: nothing is removed");
}
