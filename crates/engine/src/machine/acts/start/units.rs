//! A timer and a service of systemd, for the user.
//! Sources: <https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html>,
//! <https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html> (quoting).
use std::io;
use std::path::Path;

use super::CheckProgram;
use super::entry::one_line;

const DESCRIPTION: &str = "Upgo checks for new Go releases";

/// The service that runs `program` once, perhaps with a download. No user waits for it; errors are left to the journal.
pub fn service(program: &CheckProgram, home: Option<&Path>) -> io::Result<String> {
    let (path, arguments) = (quoted(one_line(&program.path)?), program.arguments);
    let home = home.map(|home| one_line(home).map(|home| quoted(&format!("UPGO_HOME={home}")))).transpose()?;
    let environment = home.map(|home| format!("Environment={home}\n")).unwrap_or_default();
    Ok(format!(
        "[Unit]\nDescription={DESCRIPTION}\n\n\
         [Service]\nType=oneshot\nExecStart={path} {arguments}\nStandardOutput=null\n{environment}Nice=10\n\
         TimeoutStartSec=1h\n"
    ))
}

/// The timer that starts it each hour, and soon after sign-in if an hour was missed.
pub fn timer() -> String {
    format!(
        "[Unit]\nDescription={DESCRIPTION}\n\n\
         [Timer]\nOnCalendar=hourly\nRandomizedDelaySec=15min\nPersistent=true\n\n\
         [Install]\nWantedBy=timers.target\n"
    )
}

/// Quotes a text for a unit file. `$` has no special meaning in the path of a program or in the value of a variable.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', r"\\").replace('"', "\\\"").replace('%', "%%");
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_runs_the_program_once() {
        let text = service(&CheckProgram::command_line("/usr/bin/upgo".into()), None).unwrap();
        let line = "\nExecStart=\"/usr/bin/upgo\" check --notify --progress none\nStandardOutput=null\nNice=10\n";
        assert!(text.contains(line) && text.contains("Type=oneshot\n"), "{text}");
        let text = service(&CheckProgram::desktop("/me/Upgo.AppImage".into()), None).unwrap();
        assert!(text.contains("\nExecStart=\"/me/Upgo.AppImage\" --check\n"), "{text}");
    }

    #[test]
    fn a_custom_home_and_unusual_characters_are_quoted() {
        let program = CheckProgram::desktop("/a \"b\"/50%/\\$x".into());
        let service = service(&program, Some(Path::new("/srv/go home"))).unwrap();
        assert!(service.contains(r#"ExecStart="/a \"b\"/50%%/\\$x" --check"#), "{service}");
        assert!(service.contains("Environment=\"UPGO_HOME=/srv/go home\"\n"), "{service}");
        assert!(super::service(&CheckProgram::desktop("/a\nExecStart=b".into()), None).is_err());
    }
}
