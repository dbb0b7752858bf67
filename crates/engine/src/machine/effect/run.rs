//! Programs that run until they exit.
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::spawn_tree;
use crate::base::report::Cancel;

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
        thread::spawn(move || {
            let mut text = Vec::new();
            if let Some(stream) = stream {
                stream.take(1 << 20).read_to_end(&mut text).ok();
            }
            text
        })
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
    let bytes = |thread: thread::JoinHandle<Vec<u8>>| thread.join().unwrap_or_default();
    Ok(Printed { success: status.success(), output: bytes(output), errors: bytes(errors) })
}
