use std::io;
use std::os::windows::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use crate::machine::effect;
use crate::machine::platform::{system_folder, windows_folder};

/// Waits for its end and returns its exit code. It inherits no variables, because the user can change them.
pub fn msiexec(line: &str, temporary: &Path) -> io::Result<u32> {
    let (system, windows) = (system_folder()?, windows_folder());
    let mut command = Command::new(system.join("msiexec.exe"));
    command.raw_arg(line).current_dir(&system).env_clear();
    command.env("SystemRoot", &windows).env("windir", &windows).env("PATH", &system);
    command.env("TEMP", temporary).env("TMP", temporary);
    let code = effect::spawn(&mut command)?.wait()?.code();
    Ok(code.map_or(u32::MAX, i32::cast_unsigned))
}
