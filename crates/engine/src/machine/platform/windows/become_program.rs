//! A program in place of this one, as far as Windows allows.
#![expect(unsafe_code, reason = "sets a console handler")]
use std::io;
use std::process::Command;

use windows_sys::Win32::System::Console::{CTRL_BREAK_EVENT, CTRL_C_EVENT, SetConsoleCtrlHandler};
use windows_sys::core::BOOL;

use super::ProcessTree;

/// Runs the program of `command` to its end in the console of this process, and returns its exit code. It ends with this
/// process if that is killed, together with its child processes; those that it leaves behind when it ends continue.
pub fn become_program(command: &mut Command) -> io::Result<i32> {
    // SAFETY: the handler has the required signature and lives as long as the process. Without it, Ctrl+C would end this
    // process before its child. https://learn.microsoft.com/windows/console/setconsolectrlhandler
    unsafe { SetConsoleCtrlHandler(Some(leave_to_child), 1) };
    let (mut child, tree) = ProcessTree::start_in_console(command)?;
    let status = child.wait()?;
    tree.let_go();
    Ok(status.code().unwrap_or(1))
}

/// Ignores Ctrl+C and Ctrl+Break, which the child receives, too. Handlers that were set before are not called.
extern "system" fn leave_to_child(event: u32) -> BOOL {
    BOOL::from(matches!(event, CTRL_C_EVENT | CTRL_BREAK_EVENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_of_the_program_is_returned() {
        for code in [0, 7, 259, -1] {
            let ended = become_program(Command::new("cmd.exe").args(["/d", "/c", &format!("exit {code}")]));
            assert_eq!(ended.unwrap(), code);
        }
        assert!(become_program(&mut Command::new("no such program.exe")).is_err());
    }
}
