//! Programs for the questions. All of them end with this process.
use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use upgo_engine::machine::platform::ProcessTree;

const PATIENCE: Duration = Duration::from_secs(4);

/// A process of this program that never runs: it holds its file and its folder as a running one does.
pub(super) struct HeldProcess {
    pub(super) child: Child,
    _tree: ProcessTree,
}

impl HeldProcess {
    pub(super) fn start(program: &Path, folder: &Path) -> io::Result<Self> {
        Self::of(Command::new(program).current_dir(folder))
    }

    pub(super) fn of(command: &mut Command) -> io::Result<Self> {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let (child, tree) = ProcessTree::hold(quiet)?;
        Ok(Self { child, _tree: tree })
    }
}

impl Drop for HeldProcess {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The exit code of a program, and the first line that it printed.
pub(super) fn run(program: impl AsRef<OsStr>, words: &[&str], folder: &Path) -> io::Result<(i32, String)> {
    let mut command = Command::new(program);
    // so that a `go` neither downloads a toolchain nor reads the settings of a project
    command.args(words).current_dir(folder).env("GOTOOLCHAIN", "local").env("GOWORK", "off");
    let (mut child, tree) =
        ProcessTree::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let output = child.stdout.take();
    let reader = thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        output.map(|output| output.take(1 << 16).read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).lines().next().unwrap_or_default().trim().to_owned()
    })?;
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            tree.end();
            child.kill().ok();
            child.wait()?;
            return Err(io::ErrorKind::TimedOut.into());
        }
        thread::sleep(Duration::from_millis(5));
    };
    drop(tree); // what it has started holds its output open
    Ok((status.code().unwrap_or(-1), reader.join().unwrap_or_default()))
}
