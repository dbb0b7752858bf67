//! Unix: Linux is fully supported, macOS only partly.
mod program;
mod start;
mod switch;

use std::io;
use std::path::Path;

pub use program::put_program;
pub use start::{CHECKS_BY_COMMAND_LINE, Starts, is_scheduled, schedule, start_at_log_in, starts_at_log_in};
pub use switch::{is_launcher_or_missing, own_launcher, point_link, put_name, read_switch, remove_name, write_switch};

pub fn msiexec(_line: &str, _temporary: &Path) -> io::Result<u32> {
    Err(io::ErrorKind::Unsupported.into())
}
