//! A timer and a service of systemd, for the user.
//!
//! Sources: <https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html>,
//! <https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html> (quoting).
use std::io;
use std::path::Path;

use super::CHECK;
use super::entry::one_line;

const DESCRIPTION: &str = "Upgo checks for new Go releases";

/// The service that runs `program` once. It may include a download, and no user waits for it.
pub fn service(program: &Path, home: Option<&Path>) -> io::Result<String> {
    let program = quoted(one_line(program)?);
    let home = home.map(|home| one_line(home).map(|home| quoted(&format!("UPGO_HOME={home}")))).transpose()?;
    let environment = home.map(|home| format!("Environment={home}\n")).unwrap_or_default();
    Ok(format!(
        "[Unit]\nDescription={DESCRIPTION}\n\n\
         [Service]\nType=oneshot\nExecStart={program} {CHECK}\n{environment}Nice=10\nTimeoutStartSec=1h\n"
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
        let service = service(Path::new("/usr/bin/upgo-desktop"), None).unwrap();
        assert!(service.contains("Type=oneshot\nExecStart=\"/usr/bin/upgo-desktop\" --check\nNice=10\n"), "{service}");
    }

    #[test]
    fn a_custom_home_and_unusual_characters_are_quoted() {
        let service = service(Path::new("/a \"b\"/50%/\\$x"), Some(Path::new("/srv/go home"))).unwrap();
        assert!(service.contains(r#"ExecStart="/a \"b\"/50%%/\\$x" --check"#), "{service}");
        assert!(service.contains("Environment=\"UPGO_HOME=/srv/go home\"\n"), "{service}");
        assert!(super::service(Path::new("/a\nExecStart=b"), None).is_err());
    }
}
