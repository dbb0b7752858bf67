//! Installed, replaced, put back, uninstalled, rolled back.
use upgo_engine::elevation::Task;
use upgo_engine::log::Level;
use upgo_engine::report::Code;
use upgo_engine::request::ChangeRequest;

use super::lab::{Behaviour, Machine, install, rollback, uninstall};

const OUT: &[&str] = &["go1.27.3", "go1.26.6"];

#[test]
fn a_go_for_everybody_is_installed_replaced_in_its_folder_rolled_back_and_uninstalled() {
    let machine = Machine::new(OUT);
    let done = machine.change(&install("1.26.6")).unwrap();
    assert_eq!((done.from, done.to.unwrap().as_str()), (None, "go1.26.6"));
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    machine.change(&install("")).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"));
    assert_eq!(machine.windows(|windows| windows.prompts), 2, "one prompt for each change");
    let log = machine.engine().log(Level::Info, 100);
    let elevated = log.entries.iter().filter(|entry| entry.event == "elevation-done").map(|entry| entry.text.as_str());
    let done: Vec<&str> = elevated.collect();
    assert_eq!(done, ["install go1.26.6 (amd64) for all users", "install go1.27.3 (amd64) for all users"]);
    machine.change(&rollback()).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    machine.change(&ChangeRequest::Rollback { id: Some(3) }).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"), "an undo is undone");
    machine.change(&uninstall("amd64")).unwrap();
    assert_eq!(machine.has("amd64"), None);
    machine.change(&rollback()).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"));
}

#[test]
fn the_folder_that_was_found_is_passed_on() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "my go");
    machine.change(&install("")).unwrap();
    let folder = machine.windows(|windows| match &windows.tasks[0] {
        Task::InstallMsi { folder, .. } => folder.clone(),
        other => panic!("{other:?}"),
    });
    assert_eq!(folder, Some(machine.path("my go")));
}

#[test]
fn an_upgrade_that_fails_ends_with_the_old_go_and_says_so() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&[Behaviour::FailsHalfWay]);
    let problem = machine.change(&install("")).unwrap_err();
    assert_eq!(problem.code, Code::MsiFailed);
    assert!(problem.message.ends_with("go1.26.6 is installed again, as before"), "{}", problem.message);
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    assert_eq!(machine.windows(|windows| windows.prompts), 1, "put back in the same session");
    assert!(!machine.engine().history().unwrap().entries[0].in_effect);
}

#[test]
fn a_failure_that_changed_nothing_needs_no_putting_back() {
    for (behaviour, code) in [(Behaviour::FailsAtOnce, Code::MsiFailed), (Behaviour::Refused, Code::ElevateRefused)] {
        let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&[behaviour]);
        assert_eq!(machine.change(&install("")).unwrap_err().code, code);
        assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
        assert_eq!(machine.windows(|windows| windows.tasks.len()), 1);
    }
}

#[test]
fn what_cannot_be_put_back_stays_a_warning_until_it_is_repaired() {
    let fails = [Behaviour::FailsHalfWay, Behaviour::FailsAtOnce];
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&fails);
    let problem = machine.change(&install("")).unwrap_err();
    assert_eq!(problem.code, Code::SystemUnfinished, "{}", problem.message);
    for _ in 0..2 {
        let warnings = machine.engine().status().unwrap().warnings;
        assert_eq!(warnings[0].code, Code::SystemUnfinished, "{warnings:?}");
        assert!(warnings[0].next.contains("upgo system repair --arch amd64"), "{}", warnings[0].next);
    }
    assert_eq!(machine.windows(|windows| windows.prompts), 1, "who only reads asks nobody");
    machine.change(&super::lab::repair("amd64")).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    assert_eq!(machine.engine().status().unwrap().warnings, []);
}

#[test]
fn an_undo_whose_ground_has_moved_is_refused() {
    let machine = Machine::new(OUT);
    machine.change(&install("1.26.6")).unwrap();
    machine.windows(|windows| windows.registered.clear());
    assert_eq!(machine.plan(&rollback()).unwrap_err().code, Code::UndoBlocked);
}

#[test]
fn a_machine_that_moves_while_the_plan_is_shown_is_left_alone() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go");
    let planned = machine.plan(&install("")).unwrap();
    machine.windows(|windows| windows.registered.clear());
    let applied =
        machine.engine().apply(planned, &upgo_engine::report::Cancel::default(), &upgo_engine::report::ignore);
    assert_eq!(applied.unwrap_err().code, Code::PlanMoved);
    assert_eq!(machine.windows(|windows| windows.tasks.len()), 0);
}
