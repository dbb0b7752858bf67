//! A program without a window and without input: a shell that is asked something. Everything that it has started ends
//! with it, because it is in the same job.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::ProcessTree;
use crate::machine::platform::until_mark::UntilMark;
use crate::machine::platform::{NewTerminals, TerminalKind};

const PAUSE: Duration = Duration::from_millis(5);

/// Not used on Windows, where the registry says what a new terminal gets.
pub fn new_terminals(_variables: &dyn Fn(&str) -> Option<OsString>) -> NewTerminals {
    NewTerminals { kind: TerminalKind::None, shell: PathBuf::new() }
}

/// Not used on Windows.
pub fn login_environment(_shell: &Path, _variables: &dyn Fn(&str) -> Option<OsString>) -> BTreeMap<OsString, OsString> {
    BTreeMap::new()
}

pub fn read_in_own_session(
    command: &mut Command,
    end: &[u8],
    limit: usize,
    patience: Duration,
    is_cancelled: &dyn Fn() -> bool,
) -> io::Result<Vec<u8>> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let begun = Instant::now();
    let (mut child, tree) = ProcessTree::start(command)?;
    let mut output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let (tell, told) = mpsc::sync_channel(1);
    // A pipe cannot be read with a time limit. The thread ends with the last process that holds the pipe.
    thread::spawn(move || {
        let mut chunk = vec![0; 8 << 10];
        while let Ok(count @ 1..) = output.read(&mut chunk) {
            if tell.send(chunk[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut printed = UntilMark::new(end, limit);
    let read = loop {
        match told.recv_timeout(PAUSE) {
            Ok(chunk) => {
                if let Some(done) = printed.add(&chunk).transpose() {
                    break done;
                }
            }
            Err(RecvTimeoutError::Disconnected) => break Err(io::ErrorKind::UnexpectedEof.into()),
            // what it has left behind may hold the pipe
            Err(RecvTimeoutError::Timeout) if child.try_wait()?.is_some() => tree.end(),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if is_cancelled() {
            break Err(io::ErrorKind::Interrupted.into());
        }
        if begun.elapsed() > patience {
            break Err(io::ErrorKind::TimedOut.into());
        }
    };
    tree.end();
    child.kill().and_then(|()| child.wait()).ok();
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(script: &str, patience: Duration, is_cancelled: bool) -> Result<String, io::ErrorKind> {
        let mut command = Command::new("cmd.exe");
        let read = read_in_own_session(command.args(["/d", "/c", script]), b"end", 1000, patience, &|| is_cancelled);
        read.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.kind())
    }

    #[test]
    fn an_answer_ends_at_its_mark() {
        let asked = |script| asked(script, Duration::from_mins(1), false);
        assert_eq!(asked("echo one&echo end&echo more").as_deref(), Ok("one\r\nend"));
        assert_eq!(asked("echo nothing"), Err(io::ErrorKind::UnexpectedEof));
        assert_eq!(asked("for /l %i in (1,0,2) do @echo without limit"), Err(io::ErrorKind::FileTooLarge));
    }

    #[test]
    fn a_silent_program_is_given_up() {
        let silent = "for /l %i in (1,0,2) do @rem";
        assert_eq!(asked(silent, Duration::from_millis(20), false), Err(io::ErrorKind::TimedOut));
        assert_eq!(asked(silent, Duration::from_mins(1), true), Err(io::ErrorKind::Interrupted));
    }
}
