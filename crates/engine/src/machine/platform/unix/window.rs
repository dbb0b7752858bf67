//! Programs with their own window.
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

/// How long a program is watched for an early failure, such as a terminal without a display.
const PATIENCE: Duration = Duration::from_millis(500);

/// The program keeps running after Upgo has ended. Fails if it ends at once with a failure.
#[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
pub fn start_in_window(command: &mut Command) -> io::Result<()> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl+C in the terminal that Upgo was started in must not end it
    let mut child = command.process_group(0).spawn()?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match child.try_wait()? {
            // a program that passes the request on to a running one ends at once
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(io::Error::other(format!("it ended with {status}"))),
            None => thread::sleep(Duration::from_millis(10)),
        }
    }
    // without this, the process would be listed as a zombie as long as the window of Upgo is open
    thread::Builder::new().spawn(move || child.wait().ok()).ok();
    Ok(())
}
