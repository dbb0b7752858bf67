//! A program that runs within limits (ADR 39).
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::platform::Confinement;
use crate::report::Cancel;

/// Where a program printed a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Errors,
}

/// How a confined program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfinedEnd {
    /// Whether its exit status was 0 and nothing stopped it.
    pub success: bool,
    /// Its exit status; `None` if it was ended from outside.
    pub code: Option<i32>,
    /// What stopped it; `None` if it ended by itself and no limit explains a failure.
    pub stopped: Option<Stopped>,
    /// The most memory that its processes used together, as far as it was seen; `None` if the system does not tell.
    pub peak_memory_bytes: Option<u64>,
    /// The time that it ran.
    pub elapsed: Duration,
}

/// What stopped a confined program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Stopped {
    /// Its processes used more memory than they may.
    Memory,
    /// It had more processes than it may.
    Processes,
    /// It ran out of time.
    Time,
    /// It failed because the system refused a write outside its folders.
    WroteOutside {
        /// The file or folder; `None` if it is not known.
        #[serde(serialize_with = "crate::paths::shown")]
        #[cfg_attr(feature = "specta", specta(type = Option<String>))]
        path: Option<PathBuf>,
    },
    /// The user cancelled.
    Cancelled,
}

/// Runs a command within limits until it exits, at a low priority. When it exits, exceeds a limit, takes longer than
/// `patience` or is cancelled, everything that it has started ends, too. The same happens if Upgo is killed. What holds
/// on this system is told by [`confinement`](crate::platform::confinement).
///
/// `lines` gets each line that the program prints, as it comes, on this thread. A line has at most [`LONGEST_LINE`]
/// bytes; the rest is left out. Bytes that are not UTF-8 become U+FFFD. Standard input is empty.
///
/// # Errors
/// If the program cannot be started, or a folder in which it may write is missing.
pub fn run_confined(
    command: &mut Command,
    limits: &Confinement,
    patience: Duration,
    cancel: &Cancel,
    lines: &mut dyn FnMut(Stream, &str),
) -> io::Result<ConfinedEnd> {
    let _ = (command, limits, patience, cancel, lines);
    Err(io::ErrorKind::Unsupported.into())
}

/// The most bytes of a line that are delivered.
pub const LONGEST_LINE: usize = 16 << 10;
