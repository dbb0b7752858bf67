//! Programs that run until they exit.
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::spawn_tree;
use crate::base::report::Cancel;

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Whether its exit status was 0.
    pub success: bool,
    /// What it printed on standard output.
    pub output: String,
    /// What it printed on standard error.
    pub errors: String,
}

/// Runs a command until it exits, and ends any remaining child processes. If it takes longer than `patience` or is
/// cancelled, it is killed with all its child processes. The same happens if Upgo is killed.
pub fn run(command: &mut Command, patience: Duration, cancel: &Cancel) -> io::Result<Ended> {
    let (mut child, tree) = spawn_tree(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let read = |stream: Option<Box<dyn io::Read + Send>>| {
        thread::spawn(move || {
            let mut text = Vec::new();
            if let Some(stream) = stream {
                stream.take(1 << 20).read_to_end(&mut text).ok();
            }
            String::from_utf8_lossy(&text).into_owned()
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
    let text = |thread: thread::JoinHandle<String>| thread.join().unwrap_or_default();
    Ok(Ended { success: status.success(), output: text(output), errors: text(errors) })
}
