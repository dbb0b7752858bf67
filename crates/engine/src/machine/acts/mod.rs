//! Operations of several effects: the switch and the names in `bin`, the replacement of running programs, automatic
//! starts, and Windows Installer. `unix` and `windows` offer the same names.
pub mod start;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as os;

use std::path::PathBuf;

pub use os::{CHECKS_BY_COMMAND_LINE, Starts, is_scheduled, schedule, start_at_log_in, starts_at_log_in};
pub use os::{is_launcher_or_missing, own_launcher, point_link, put_name, read_switch, remove_name, write_switch};
pub use os::{msiexec, put_program};
pub use start::{AutoStart, CHECK, CHECK_BY_COMMAND, CheckProgram, HIDDEN, SCHEDULED, StartPlaces};

#[derive(Clone, Debug)]
pub struct ProgramFolders {
    pub bin: PathBuf,
    /// The folder that a running program is moved to if it cannot be deleted.
    pub staging: PathBuf,
    /// Whether the programs of the current toolchain follow the version files of folders.
    pub follows: bool,
}
