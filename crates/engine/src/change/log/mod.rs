//! Upgo's log, for troubleshooting: lines of JSON in one place, without secrets.
//!
//! - `entry`: a line and its fields, which are stable; `redaction`: what is left out of it
//! - `story`: the events of a change as lines; pure
//! - `file`: the files, written by several processes and bounded in size; `read`: reading them, even while they grow
//!
//! Upgo itself relies on the journal, and nothing relies on the log. A line that cannot be written is lost, and no
//! change fails because of it ([ADR 25](../../../../../docs/internals/adr/0025-logs.md)).
mod entry;
mod file;
mod read;
mod redaction;
mod story;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use entry::{Level, LogEntry, LogEvent, Note};
pub(crate) use entry::{shortened, word};
pub use read::{Follow, newest, read};
pub use redaction::Discretion;
pub(crate) use story::Story;

use crate::base::clock::Clock;
use crate::base::display;
use crate::machine::home::Home;
use file::LogFiles;

/// Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Log {
    home: Home,
    by: String,
    clock: Clock,
    discretion: Arc<Discretion>,
    is_begun: Arc<AtomicBool>,
}

impl Log {
    /// `by` is the command or window that makes the requests.
    pub fn new(home: Home, by: &str, clock: Clock, discretion: Discretion) -> Self {
        Self { home, by: asks(by), clock, discretion: Arc::new(discretion), is_begun: Arc::default() }
    }

    /// A line that cannot be written is lost, and a missing home is not created for it.
    pub fn add(&self, note: Note) {
        if !self.home.root().is_dir() {
            return;
        }
        let now = self.clock.now();
        let line = note.into_entry(now, std::process::id(), &self.by, &self.discretion).line();
        let files = LogFiles::of(&self.home);
        if !self.is_begun.load(Ordering::Relaxed) {
            // The log may be the first to write there.
            let Ok(()) = self.home.make(&self.home.logs()).and_then(|()| files.begin(now)) else { return };
            self.is_begun.store(true, Ordering::Relaxed);
        }
        files.add(&line).ok();
    }

    /// A text on one line, redacted as the lines of the log are.
    pub(crate) fn redacted(&self, text: &str) -> String {
        display::one_line(self.discretion.tell(text))
    }

    /// Oldest first.
    pub(crate) fn files(home: &Home) -> Vec<PathBuf> {
        LogFiles::of(home).all()
    }

    pub fn file(home: &Home) -> PathBuf {
        LogFiles::of(home).current()
    }
}

/// The command or window that makes the requests: its first two words. Later words may be private values or file names.
pub(crate) fn asks(by: &str) -> String {
    by.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_command_of_a_command_line_is_logged() {
        for (by, told) in [
            ("upgo env set GOPROXY https://zoe:hunter2@proxy.example", "upgo env"),
            ("upgo upgrade", "upgo upgrade"),
            ("window", "window"),
            ("", ""),
        ] {
            assert_eq!(asks(by), told);
        }
    }
}
