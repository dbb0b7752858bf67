//! Programs with their own console window. The standard library would give them the console of `upgo` as input and
//! output, even with `CREATE_NEW_CONSOLE`, and a shell would read from the old window.
#![expect(unsafe_code, reason = "calls CreateProcessW")]
use std::ffi::OsStr;
use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::process::Command;
use std::ptr::null;

use windows_sys::Win32::System::Threading::{
    CREATE_NEW_CONSOLE, CREATE_UNICODE_ENVIRONMENT, CreateProcessW, PROCESS_INFORMATION, STARTUPINFOW,
};

use super::process_tree::OpenHandle;
use super::with_nul;

#[expect(clippy::cast_possible_truncation, reason = "the structure has about a hundred bytes")]
const STARTUP_SIZE: u32 = size_of::<STARTUPINFOW>() as u32;

/// Starts a program in a new console window, which Windows shows in the user's default terminal. `command` has its
/// whole environment, and no argument contains a quote.
/// Source: <https://learn.microsoft.com/windows/console/creation-of-a-console>.
pub fn start_in_window(command: &mut Command) -> io::Result<()> {
    let program = with_nul(command.get_program());
    let mut line = command_line(command)?;
    let environment = environment_block(command);
    let folder = command.get_current_dir().map(|folder| with_nul(folder.as_os_str()));
    let folder = folder.as_ref().map_or(null(), Vec::as_ptr);
    let startup = STARTUPINFOW { cb: STARTUP_SIZE, ..Default::default() };
    let mut process = PROCESS_INFORMATION::default();
    // SAFETY: the texts end with NUL, the environment with two; all of them and both structures outlive the call, which
    // may write to `line`. <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw>
    let started = unsafe {
        CreateProcessW(
            program.as_ptr(),
            line.as_mut_ptr(),
            null(),
            null(),
            0,
            CREATE_NEW_CONSOLE | CREATE_UNICODE_ENVIRONMENT,
            environment.as_ptr().cast(),
            folder,
            &raw const startup,
            &raw mut process,
        )
    };
    if started == 0 {
        return Err(io::Error::last_os_error());
    }
    drop([process.hThread, process.hProcess].map(OpenHandle));
    Ok(())
}

/// The program in quotes and its arguments, those with spaces in quotes: `cmd.exe` does not know its own in quotes.
fn command_line(command: &Command) -> io::Result<Vec<u16>> {
    let mut line: Vec<u16> = Vec::new();
    for word in [command.get_program()].into_iter().chain(command.get_args()) {
        let units: Vec<u16> = word.encode_wide().collect();
        let (quote, backslash, space) = (u16::from(b'"'), u16::from(b'\\'), u16::from(b' '));
        if units.contains(&quote) || units.contains(&0) || units.last() == Some(&backslash) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let is_plain = !line.is_empty() && !units.is_empty() && !units.contains(&space);
        let quotes: &[u16] = if is_plain { &[] } else { &[quote] };
        line.extend([quotes, &units, quotes, &[space]].concat());
    }
    line.push(0);
    Ok(line)
}

/// The variables as `NAME=VALUE`, in the order that the standard library keeps: sorted, without regard to letter case.
fn environment_block(command: &Command) -> Vec<u16> {
    let mut block = Vec::new();
    for (name, value) in command.get_envs() {
        let Some(value) = value else { continue };
        block.extend(name.encode_wide().chain(OsStr::new("=").encode_wide()).chain(value.encode_wide()).chain([0]));
    }
    // an empty block has two as well
    block.extend(if block.is_empty() { [0, 0].as_slice() } else { [0].as_slice() });
    block
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_program_gets_exactly_the_environment_of_the_command() {
        let folder = tempfile::Builder::new().prefix("a ü;b").tempdir().unwrap();
        let system = std::env::var_os("SystemRoot").unwrap();
        let shell = std::path::Path::new(&system).join("system32").join("cmd.exe");
        let mut command = Command::new(shell);
        command.args(["/d", "/c", "set> out.part & ren out.part out.txt"]).current_dir(folder.path());
        command.env_clear().env("SystemRoot", &system).env("Path", "old").env("PATH", r"C:\a b;ü").env("GOROOT", "x");
        command.env_remove("GOROOT");
        start_in_window(&mut command).unwrap();
        let out = folder.path().join("out.txt");
        while !out.exists() {
            std::thread::sleep(Duration::from_millis(20));
        }
        let text = String::from_utf8_lossy(&fs_err::read(out).unwrap()).to_lowercase();
        assert!(text.contains(r"path=c:\a b;"), "{text}");
        assert!(!text.contains("goroot") && !text.contains("old"), "{text}");
    }

    #[test]
    fn an_argument_that_cannot_be_quoted_is_refused() {
        for argument in ["a\"b", "a\\", "a\0b"] {
            let error = start_in_window(Command::new("cmd.exe").arg(argument)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{argument}");
        }
    }
}
