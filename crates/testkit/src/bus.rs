//! A message bus (D-Bus) for one test.
use crate::limit::{InTime as _, lines_in_time};
use std::process::{Child, Command, Stdio};

#[derive(Debug)]
pub struct Bus {
    process: Child,
    pub address: String,
}

impl Bus {
    /// `None` if this machine has no program for it.
    #[expect(clippy::print_stdout, reason = "a test reports that it was skipped")]
    pub fn start() -> Option<Self> {
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--nosyslog", "--print-address=1"]).stdout(Stdio::piped());
        let Ok(mut process) = command.stderr(Stdio::null()).spawn() else {
            println!("SKIPPED: dbus-daemon is not installed");
            return None;
        };
        let address = lines_in_time(process.stdout.take().unwrap()).next().unwrap().unwrap();
        Some(Self { process, address: address.trim().to_owned() })
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.status_in_time().ok();
    }
}
