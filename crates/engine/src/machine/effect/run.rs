//! Programs that run until they exit.
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{io, iter, mem, thread};

use super::spawn_tree;
use crate::base::report::Cancel;

/// How long to read what a program has printed, if one that it made independent (`setsid`) still holds its output.
const HELD_OPEN: Duration = Duration::from_secs(2);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Whether its exit status was 0.
    pub success: bool,
    pub output: String,
    pub errors: String,
}

/// Like [`Ended`], with the bytes that were printed, for a program whose text is not always UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub success: bool,
    pub output: Vec<u8>,
    pub errors: Vec<u8>,
}

/// Runs a command until it exits, and ends any remaining child processes. If it takes longer than `patience` or is
/// cancelled, it is killed with all its child processes. The same happens if Upgo is killed.
pub fn run(command: &mut Command, patience: Duration, cancel: &Cancel) -> io::Result<Ended> {
    let Printed { success, output, errors } = run_for_bytes(command, patience, cancel)?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Ended { success, output: text(output), errors: text(errors) })
}

pub fn run_for_bytes(command: &mut Command, patience: Duration, cancel: &Cancel) -> io::Result<Printed> {
    let (mut child, tree) = spawn_tree(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let read = |stream: Option<Box<dyn io::Read + Send>>| {
        let (to, lines) = mpsc::channel();
        thread::spawn(move || {
            let mut stream = BufReader::new(stream?.take(1 << 20));
            let mut line = Vec::new();
            while stream.read_until(b'\n', &mut line).ok()? > 0 {
                to.send(mem::take(&mut line)).ok()?;
            }
            Some(())
        });
        lines
    };
    let output = read(child.stdout.take().map(|stream| Box::new(stream) as Box<_>));
    let errors = read(child.stderr.take().map(|stream| Box::new(stream) as Box<_>));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if cancel.is_cancelled() || begun.elapsed() > patience {
            tree.end();
            child.kill().ok();
            child.wait()?;
            let kind = if cancel.is_cancelled() { io::ErrorKind::Interrupted } else { io::ErrorKind::TimedOut };
            return Err(kind.into());
        }
        thread::sleep(Duration::from_millis(2));
    };
    drop(tree); // remaining child processes hold its output open
    let until = Instant::now() + HELD_OPEN;
    let bytes = |lines: mpsc::Receiver<Vec<u8>>| -> Vec<u8> {
        iter::from_fn(|| lines.recv_timeout(until.saturating_duration_since(Instant::now())).ok()).flatten().collect()
    };
    Ok(Printed { success: status.success(), output: bytes(output), errors: bytes(errors) })
}

/// `None` removes a variable.
pub(crate) fn set_variables<V: AsRef<OsStr>>(
    command: &mut Command,
    variables: impl IntoIterator<Item = (&'static str, Option<V>)>,
) {
    for (name, value) in variables {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_leaves_behind_does_not_hold_up_its_output() {
        let folder = tempfile::tempdir().unwrap();
        let leaves = "setsid sh -c '>left; sleep 4; echo late' & while [ ! -e left ]; do :; done; echo said";
        let mut command = Command::new("/bin/sh");
        command.args(["-c", leaves]).current_dir(folder.path());
        let ended = run(&mut command, Duration::from_secs(20), &Cancel::default()).unwrap();
        assert_eq!((ended.success, &*ended.output), (true, "said\n"));
    }
}
