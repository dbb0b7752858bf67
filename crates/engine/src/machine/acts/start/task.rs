//! The XML of a task: <https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema>.
use super::CheckProgram;
use crate::base::display::markup;

/// Runs `program` each hour while this user (a SID) is signed in, also on battery, because Upgo itself decides about
/// that, and as soon as possible after a missed hour. Any user may create a time trigger, but not a sign-in trigger.
pub fn task(program: &CheckProgram, user: &str) -> String {
    let (path, arguments) = (markup(program.path.display()), program.arguments);
    format!(
        r#"<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Author>Upgo</Author>
    <Description>Checks for new Go releases. To turn this off, run: upgo background off</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT1H</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
      <RandomDelay>PT15M</RandomDelay>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
    <Enabled>true</Enabled>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{path}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"#
    )
}

/// The user of a task with this XML: a SID, or a name that Windows knows; `None` if it names none.
fn user_of(xml: &str) -> Option<&str> {
    element(element(xml, "Principals")?, "UserId")
}

/// Task Scheduler writes that into its settings; its trigger has a value of the same name.
pub fn is_disabled(xml: &str) -> bool {
    element(xml, "Settings").and_then(|settings| element(settings, "Enabled")) == Some("false")
}

pub fn command_of(xml: &str) -> Option<&str> {
    element(xml, "Command")
}

fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(text, _)| text.trim())
}

/// Whether the user of a task, as Windows returns it, is another account than this one. Windows may return a name where
/// the XML had a SID, so only a SID tells them apart. The name of the task has the SID of its account.
pub fn is_of_another(xml: &str, user: &str) -> bool {
    user_of(xml).is_some_and(|of| of.starts_with("S-1-") && !of.eq_ignore_ascii_case(user))
}

#[cfg(test)]
mod schema_tests;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_contains_the_escaped_path_of_the_program() {
        let task =
            task(&CheckProgram::desktop(r"C:\Users\Zoë & Co\Upgo\upgo-desktop.exe".into()), "S-1-5-21-1-2-3-1001");
        assert!(task.contains(r"<Command>C:\Users\Zoë &amp; Co\Upgo\upgo-desktop.exe</Command>"), "{task}");
        assert!(task.contains("<Arguments>--check</Arguments>") && !task.contains("LogonTrigger"), "{task}");
        assert_eq!(command_of(&task), Some(r"C:\Users\Zoë &amp; Co\Upgo\upgo-desktop.exe"));
    }

    #[test]
    fn a_task_belongs_to_the_account_that_it_names() {
        let task = task(&CheckProgram::desktop("upgo-desktop.exe".into()), "S-1-5-21-1-2-3-1001");
        assert_eq!(user_of(&task), Some("S-1-5-21-1-2-3-1001"));
        for (user, other) in
            [("S-1-5-21-1-2-3-1001", false), ("s-1-5-21-1-2-3-1001", false), ("S-1-5-21-1-2-3-1002", true)]
        {
            assert_eq!(is_of_another(&task, user), other, "{user}");
        }
        // what Windows writes for some accounts, and what an unusual task may lack
        for of in [
            r"<Principals><Principal><UserId>PC\jane</UserId></Principal></Principals>",
            "<Principals></Principals>",
            "",
        ] {
            assert!(!is_of_another(of, "S-1-5-21-1-2-3-1001"), "{of}");
        }
        assert!(!is_disabled(&task));
        let (before, settings) = task.split_once("<Settings>").unwrap();
        let disabled = settings.replace("<Enabled>true", "<Enabled>false");
        assert!(is_disabled(&format!("{before}<Settings>{disabled}")));
        assert!(!is_disabled(&task.replacen("<Enabled>true", "<Enabled>false", 1)), "only its trigger is disabled");
        // the user of a trigger is not the user of the task
        assert_eq!(user_of("<Triggers><UserId>S-1-5-18</UserId></Triggers>"), None);
    }
}
