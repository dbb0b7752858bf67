//! The XML of a task for the Windows Task Scheduler.
//!
//! Source: <https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema>.
use super::CheckProgram;

/// A task that runs `program` each hour while its user is signed in, and as soon as possible if an hour was missed. It
/// needs no special right, password or administrator, because any user may create a time trigger, but not a sign-in
/// trigger. It also runs on battery, because Upgo itself decides about that.
pub fn task(program: &CheckProgram) -> String {
    let (path, arguments) = (escaped(&program.path.display().to_string()), program.arguments);
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod schema;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_contains_the_escaped_path_of_the_program() {
        let task = task(&CheckProgram::desktop(r"C:\Users\Zoë & Co\Upgo\upgo-desktop.exe".into()));
        assert!(task.contains(r"<Command>C:\Users\Zoë &amp; Co\Upgo\upgo-desktop.exe</Command>"), "{task}");
        assert!(task.contains("<Arguments>--check</Arguments>") && !task.contains("LogonTrigger"), "{task}");
    }
}
