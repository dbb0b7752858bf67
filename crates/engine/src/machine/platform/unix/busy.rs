//! Starting a program that was just written.
use std::process::Child;
use std::time::{Duration, Instant};
use std::{io, thread};

/// How long a program may be busy before that is an error. A child of another thread begins within milliseconds.
const LONGEST: Duration = Duration::from_secs(2);

/// Starts a program by `spawn`, again if it is busy. A child of another thread has everything open that this process had
/// open for writing, until it begins its own program, and the system starts no file that is open for writing
/// (<https://github.com/golang/go/issues/22315>).
pub(super) fn spawn_unless_busy(mut spawn: impl FnMut() -> io::Result<Child>) -> io::Result<Child> {
    let begun = Instant::now();
    loop {
        match spawn() {
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy && begun.elapsed() < LONGEST => {
                thread::sleep(Duration::from_millis(1));
            }
            ended => return ended,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File, Permissions};
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;

    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own program and starts it")]
    fn a_program_that_is_open_for_writing_starts_as_soon_as_it_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        fs::write(&path, "#!/bin/sh\nexit 7\n").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
        let mut writer = Some(File::options().append(true).open(&path).unwrap());
        let mut refusals = 0;
        let child = spawn_unless_busy(|| {
            let started = Command::new(&path).spawn();
            refusals += usize::from(started.is_err());
            writer.take_if(|_| refusals == 3);
            started
        });
        assert_eq!(child.unwrap().wait().unwrap().code(), Some(7));
        // more often, if another test has just started a program, which has this file open for a moment, too
        assert!(refusals >= 3 || !cfg!(target_os = "linux"), "the system started a file that was open for writing");
    }
}
