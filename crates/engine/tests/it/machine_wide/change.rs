//! Installing, replacing, restoring, uninstalling and rolling back.
use upgo_engine::base::report::{Cancel, Code};
use upgo_engine::cases::{Confirmed, PreflightOutcome, PreflightSubject};
use upgo_engine::change::elevation::Task;
use upgo_engine::change::log::Level;
use upgo_engine::change::request::ChangeRequest;

use super::lab::{Behaviour, Machine, install, rollback, uninstall};

const OUT: &[&str] = &["go1.27.3", "go1.26.6"];

#[test]
fn a_machine_wide_go_is_installed_upgraded_in_place_rolled_back_and_uninstalled() {
    let machine = Machine::new(OUT);
    let done = machine.change(&install("1.26.6")).unwrap();
    assert_eq!((done.change.from, done.change.to.unwrap().as_str()), (None, "go1.26.6"));
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
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"), "undoing the undo");
    machine.change(&uninstall("amd64")).unwrap();
    assert_eq!(machine.has("amd64"), None);
    machine.change(&rollback()).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.27.3"));
}

#[test]
fn an_unattended_change_never_shows_the_prompt() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go");
    let (engine, cancel) = (machine.engine(), Cancel::default());
    let confirmed = Confirmed { unattended: true, ..Confirmed::default() };
    let refused = engine.change_confirmed(&install(""), confirmed, &cancel, &|_| {}).unwrap_err();
    assert_eq!(refused.code, Code::ElevateUnattended);
    assert_eq!(machine.windows(|windows| windows.prompts), 0);
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    let report = engine.preflight(&install(""), &cancel).unwrap();
    let rights = report.checks.iter().find(|check| check.id == PreflightSubject::Rights).unwrap();
    assert_eq!((report.ready, rights.outcome), (false, PreflightOutcome::Fail));
    assert_eq!(rights.problem.as_ref().unwrap().code, Code::ElevateUnattended);
}

#[test]
fn each_elevation_is_in_the_audit_log_even_if_it_is_declined() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&[Behaviour::Refused]);
    machine.change(&install("")).unwrap_err();
    machine.change(&install("")).unwrap();
    let report = machine.engine().audit_log(None);
    let elevations = report.entries.iter().filter(|entry| entry.event == "elevation");
    let told: Vec<_> =
        elevations.map(|entry| (entry.what.as_str(), entry.outcome.as_deref(), entry.code.as_deref())).collect();
    let what = "install go1.27.3 (amd64) for all users";
    assert_eq!(told, [(what, Some("refused"), Some("UPGO-ELEVATE-REFUSED")), (what, Some("done"), None)]);
    assert!(machine.engine().verify_audit_log(None).ok);
}

#[test]
fn an_upgrade_uses_the_registered_folder() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "my go");
    machine.change(&install("")).unwrap();
    let folder = machine.windows(|windows| match &windows.tasks[0] {
        Task::InstallMsi { folder, .. } => folder.clone(),
        other => panic!("{other:?}"),
    });
    assert_eq!(folder, Some(machine.path("my go")));
}

#[test]
fn a_failed_upgrade_restores_the_old_go() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&[Behaviour::FailsHalfWay]);
    let problem = machine.change(&install("")).unwrap_err();
    assert_eq!(problem.code, Code::MsiFailed);
    assert!(problem.message.to_string().ends_with("go1.26.6 is installed again, as before"), "{}", problem.message);
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    assert_eq!(machine.windows(|windows| windows.prompts), 1, "restored in the same session");
    assert!(!machine.engine().history().unwrap().entries[0].in_effect);
}

#[test]
fn a_failure_that_changed_nothing_needs_no_restore() {
    for (behaviour, code) in [(Behaviour::FailsAtOnce, Code::MsiFailed), (Behaviour::Refused, Code::ElevateRefused)] {
        let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&[behaviour]);
        assert_eq!(machine.change(&install("")).unwrap_err().code, code);
        assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
        assert_eq!(machine.windows(|windows| windows.tasks.len()), 1);
    }
}

#[test]
fn a_failed_restore_is_a_warning_until_the_repair() {
    let fails = [Behaviour::FailsHalfWay, Behaviour::FailsAtOnce];
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go").behaves(&fails);
    let problem = machine.change(&install("")).unwrap_err();
    assert_eq!(problem.code, Code::SystemUnfinished, "{}", problem.message);
    for _ in 0..2 {
        let warnings = machine.engine().status().unwrap().warnings;
        assert_eq!(warnings[0].code, Code::SystemUnfinished, "{warnings:?}");
        assert!(warnings[0].next.to_string().contains("upgo system repair --arch amd64"), "{}", warnings[0].next);
    }
    assert_eq!(machine.windows(|windows| windows.prompts), 1, "reading does not prompt");
    machine.change(&super::lab::repair("amd64")).unwrap();
    assert_eq!(machine.has("amd64").as_deref(), Some("go1.26.6"));
    assert_eq!(machine.engine().status().unwrap().warnings, []);
}

#[test]
fn an_undo_is_refused_if_the_machine_has_changed() {
    let machine = Machine::new(OUT);
    machine.change(&install("1.26.6")).unwrap();
    machine.windows(|windows| windows.registered.clear());
    assert_eq!(machine.plan(&rollback()).unwrap_err().code, Code::UndoBlocked);
}

#[test]
fn a_plan_is_refused_if_the_machine_changed_while_it_was_shown() {
    let machine = Machine::new(OUT).with("amd64", "go1.26.6", "Go");
    let planned = machine.plan(&install("")).unwrap();
    machine.windows(|windows| windows.registered.clear());
    let applied = machine.engine().apply(
        planned,
        &upgo_engine::base::report::Cancel::default(),
        &upgo_engine::base::report::ignore,
    );
    assert_eq!(applied.unwrap_err().code, Code::PlanMoved);
    assert_eq!(machine.windows(|windows| windows.tasks.len()), 0);
}
