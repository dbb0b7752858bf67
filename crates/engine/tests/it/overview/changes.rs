//! The last change, the way back from it, and the history.
use upgo_engine::base::report::Code;
use upgo_engine::change::plan::Action;
use upgo_engine::change::request::ChangeRequest;

use super::{Machine, rollback, version};

#[test]
fn going_back_undoes_the_last_switch() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.2", "go1.27.3"]).uses("go1.26.6");
    let first = machine.overview();
    assert_eq!(first.back, None, "there was no Go before the first one");
    assert_eq!(first.last_change.unwrap().change.action, Action::Use);
    let machine = machine.uses("go1.27.3");
    let remove = ChangeRequest::remove(&[version("go1.27.2")]);
    machine.changed(&remove).unwrap();
    let overview = machine.overview();
    let back = overview.back.unwrap();
    assert_eq!((back.id, back.version), (2, version("go1.26.6")), "a removal is not a switch");
    let last = overview.last_change.unwrap();
    assert_eq!((last.id, last.change.action, last.in_effect), (3, Action::Remove, true));
    machine.changed(&rollback(2)).unwrap();
    let undone = machine.overview();
    assert_eq!(undone.current, Some(version("go1.26.6")));
    assert_eq!(undone.back.unwrap().version, version("go1.27.3"), "an undo can be undone");
    machine.changed(&ChangeRequest::remove(&[version("go1.27.3")])).unwrap();
    assert_eq!(machine.overview().back, None, "a removed version cannot be restored this way");
}

#[test]
fn the_history_shows_what_is_in_effect_and_changes_of_path() {
    let machine = Machine::new().installed(&["go1.26.6", "go1.27.3"]).uses("go1.26.6").uses("go1.27.3");
    machine.changed(&rollback(2)).unwrap();
    let entries = machine.engine().history().unwrap().entries;
    let in_effect: Vec<_> = entries.iter().map(|entry| (entry.id, entry.in_effect)).collect();
    assert_eq!(in_effect, [(3, true), (2, false), (1, true)]);
    assert!(entries[2].diff.0.iter().any(|line| line.text.contains("home/bin")), "{:?}", entries[2].diff);
    assert!(entries[0].diff.0.is_empty());
    assert!(entries.iter().all(|entry| entry.milliseconds.is_some()));
}

#[test]
fn the_history_is_exported_as_json_lines() {
    let machine = Machine::new().installed(&["go1.26.6"]).uses("go1.26.6");
    let file = machine.path("history.jsonl");
    std::fs::write(&file, "what was there is replaced").unwrap();
    machine.engine().export_history(&file).unwrap();
    let exported = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<serde_json::Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let report = serde_json::to_value(machine.engine().history().unwrap()).unwrap();
    assert_eq!(serde_json::Value::Array(lines), report["entries"]);
    assert_eq!(machine.engine().export_history(&machine.path("no such folder/h")).unwrap_err().code, Code::DiskFailed);
}
