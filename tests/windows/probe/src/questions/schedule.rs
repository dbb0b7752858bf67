//! The Task Scheduler. The task is due in the year 2100, and is deleted at once.
use upgo_engine::machine::platform::{TaskEntry, Tasks};

use super::Row;
use crate::answer::{Answer, Value};

const FOLDER: &str = r"\UpgoProbe";

pub(super) const QUESTIONS: &[Row] = &[
    ("own-task-of-upgo", |_| match Tasks::in_folder(r"\Upgo").and_then(|tasks| tasks.entry()) {
        Ok(TaskEntry::Missing) => Value::Nothing(()).into(),
        Ok(TaskEntry::Registered { .. }) => "registered".to_owned().into(),
        Ok(TaskEntry::Denied) => "denied".to_owned().into(),
        Err(error) => Answer::failed(&error),
    }),
    ("tasks-seen-beside-it", |_| Tasks::in_folder(r"\Upgo").and_then(|tasks| tasks.count()).into()),
    ("register", |_| Tasks::in_folder(FOLDER).and_then(|tasks| tasks.put(&xml(tasks.user()))).into()),
    ("read-back", |_| read_back()),
    ("delete", |_| Tasks::in_folder(FOLDER).and_then(|tasks| tasks.remove()).into()),
    ("is-gone", |_| is_gone().into()),
];

/// What the parts of the task are called. Windows returns all of them.
const PARTS: [&str; 9] = [
    "TimeTrigger", "Repetition", "StartBoundary", "UserId", "LogonType", "MultipleInstancesPolicy",
    "StartWhenAvailable", "Command", "Arguments",
];

fn xml(user: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <TimeTrigger>
      <Repetition><Interval>PT1H</Interval></Repetition>
      <StartBoundary>2100-01-01T00:00:00</StartBoundary>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author"><UserId>{user}</UserId><LogonType>InteractiveToken</LogonType></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <StartWhenAvailable>false</StartWhenAvailable>
    <Enabled>false</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec><Command>upgo.exe</Command><Arguments>--version</Arguments></Exec>
  </Actions>
</Task>"#
    )
}

/// The parts that come back, not their contents, which name the account.
fn read_back() -> Answer {
    match Tasks::in_folder(FOLDER).and_then(|tasks| tasks.entry()) {
        Ok(TaskEntry::Registered { xml }) => {
            Value::from(PARTS.map(|part| (part, xml.contains(&format!("<{part}>"))))).into()
        }
        Ok(TaskEntry::Missing) => Value::Nothing(()).into(),
        Ok(TaskEntry::Denied) => "denied".to_owned().into(),
        Err(error) => Answer::failed(&error),
    }
}

fn is_gone() -> std::io::Result<bool> {
    let tasks = Tasks::in_folder(FOLDER)?;
    Ok(tasks.entry()? == TaskEntry::Missing)
}

/// Deletes the task, if it is there. Returns whether none is left, as far as the system says.
pub(super) fn undo() -> bool {
    let Ok(tasks) = Tasks::in_folder(FOLDER) else { return true };
    match tasks.entry() {
        Ok(TaskEntry::Registered { .. }) => tasks.remove().is_ok(),
        _ => true, // without a service there was never a task
    }
}
