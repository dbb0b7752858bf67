//! Windows 10 and later.
mod installer;
mod junction;
mod program;
mod start;
mod switch;

pub use installer::msiexec;
pub use junction::point_link;
pub use program::put_program;
pub use start::{CHECKS_BY_COMMAND_LINE, Starts, is_scheduled, schedule, start_at_log_in, starts_at_log_in};
pub use switch::{is_launcher_or_missing, own_launcher, put_name, read_switch, remove_name, write_switch};
