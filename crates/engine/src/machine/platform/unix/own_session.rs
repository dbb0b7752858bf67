//! A program in its own session, without a terminal or input: a shell that is asked something. In a mere group of its
//! own, an interactive bash would stop until it is in its terminal's foreground. What leaves the session (`setsid`),
//! such as an agent of a startup file, stays, as when a terminal is closed; the rest has ended afterwards.
#![expect(
    unsafe_code,
    reason = "makes the program the leader of a session before it begins, and asks for the session of others"
)]
use std::io::{self, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid};

use super::busy::spawn_unless_busy;
use crate::machine::platform::until_mark::UntilMark;

/// Ends the group if Upgo is killed: then the system closes the pipe (ADR 27).
const GUARD: &str =
    "trap '' HUP INT QUIT TERM USR1 USR2; read -r group || exit; read -r nothing; kill -KILL \"-$group\"";
const PAUSE: Duration = Duration::from_millis(2);

pub fn read_in_own_session(
    command: &mut Command,
    end: &[u8],
    limit: usize,
    patience: Duration,
    is_cancelled: &dyn Fn() -> bool,
) -> io::Result<Vec<u8>> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut session = OwnSession::start(command)?;
    let begun = Instant::now();
    let mut output = session.child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    rustix::io::ioctl_fionbio(&output, true)?;
    let (mut printed, mut chunk, mut has_ended) = (UntilMark::new(end, limit), [0; 8 << 10], false);
    loop {
        match output.read(&mut chunk) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                if let Some(all) = printed.add(&chunk[..count])? {
                    return Ok(all);
                }
            }
            // an agent may hold the pipe after the program's end
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && has_ended => {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                has_ended = session.has_ended();
                thread::sleep(PAUSE);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if is_cancelled() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if begun.elapsed() > patience {
            return Err(io::ErrorKind::TimedOut.into());
        }
    }
}

/// Dropping it ends the session.
struct OwnSession {
    child: Child,
    leader: Option<Pid>,
    guard: Child,
    _pipe: Option<ChildStdin>,
}

impl OwnSession {
    #[expect(clippy::disallowed_methods, reason = "a part of starting a program, which has been announced")]
    fn start(command: &mut Command) -> io::Result<Self> {
        let mut guard = Command::new("/bin/sh");
        guard.args(["-c", GUARD]).env_clear().current_dir("/").process_group(0);
        let mut guard = guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut pipe = guard.stdin.take();
        // SAFETY: `setsid` may be called between fork and exec, and nothing else is.
        unsafe { command.pre_exec(|| Ok(rustix::process::setsid().map(drop)?)) };
        let started = spawn_unless_busy(|| command.spawn());
        let child = match started {
            Ok(child) => child,
            Err(error) => {
                drop(pipe);
                guard.wait().ok();
                return Err(error);
            }
        };
        if let Some(pipe) = &mut pipe {
            writeln!(pipe, "{}", child.id()).ok();
        }
        let leader = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        Ok(Self { child, leader, guard, _pipe: pipe })
    }

    /// The leader is not waited for, so that its ID is not reused before the others have ended.
    fn has_ended(&self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        self.leader.is_none_or(|leader| !matches!(waitid(WaitId::Pid(leader), options), Ok(None)))
    }
}

impl Drop for OwnSession {
    fn drop(&mut self) {
        self.guard.kill().and_then(|()| self.guard.wait()).ok();
        if let Some(leader) = self.leader {
            // Until the leader has been waited for, its ID is not reused. A shell with job control makes groups.
            kill_process_group(leader, Signal::KILL).ok();
            for process in processes().filter(|process| session_of(*process) == leader.as_raw_pid()) {
                kill_process(process, Signal::KILL).ok();
            }
        }
        self.child.kill().and_then(|()| self.child.wait()).ok();
    }
}

/// 0 for a thread of the kernel, which the library's function does not expect; -1 if it has ended.
fn session_of(process: Pid) -> libc::pid_t {
    // SAFETY: it takes a number and reads nothing of this process.
    unsafe { libc::getsid(process.as_raw_pid()) }
}

/// Where there is no `/proc`, only the leader's group is ended.
fn processes() -> impl Iterator<Item = Pid> {
    let names = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter_map(|name| Pid::from_raw(name.to_str()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(script: &str) -> Result<String, io::ErrorKind> {
        let read = read_in_own_session(
            Command::new("/bin/sh").args(["-c", script]),
            b"end\n",
            10_000,
            Duration::from_secs(20),
            &|| false,
        );
        read.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.kind())
    }

    #[test]
    fn an_answer_ends_at_its_mark_whoever_still_holds_the_pipe() {
        assert_eq!(asked("setsid sleep 3 & echo one; echo end; echo more").as_deref(), Ok("one\nend\n"));
        assert_eq!(asked("printf en; sleep 0.01; echo d").as_deref(), Ok("end\n"));
        assert_eq!(asked("echo nothing"), Err(io::ErrorKind::UnexpectedEof));
        assert_eq!(asked("setsid sleep 3 & echo nothing"), Err(io::ErrorKind::UnexpectedEof));
        assert_eq!(asked("yes"), Err(io::ErrorKind::FileTooLarge));
        assert_eq!(asked("read -r line || echo end").as_deref(), Ok("end\n"), "there is no input");
        assert_eq!(asked("(exec </dev/tty) 2>/dev/null || echo end").as_deref(), Ok("end\n"), "and no terminal");
    }

    #[test]
    fn what_the_session_started_has_ended_afterwards() {
        let printed = asked("sleep 1000 & echo $!; echo end").unwrap();
        let left = Pid::from_raw(printed.lines().next().unwrap().parse().unwrap()).unwrap();
        let begun = Instant::now();
        while rustix::process::test_kill_process(left).is_ok() {
            assert!(begun.elapsed() < Duration::from_secs(20), "it is still there");
            thread::sleep(PAUSE);
        }
    }

    #[test]
    fn a_silent_program_is_given_up() {
        let ask = |patience, is_cancelled: bool| {
            let mut command = Command::new("/bin/sh");
            let read =
                read_in_own_session(command.args(["-c", "sleep 1000"]), b"end\n", 10, patience, &|| is_cancelled);
            read.unwrap_err().kind()
        };
        assert_eq!(ask(Duration::from_millis(20), false), io::ErrorKind::TimedOut);
        assert_eq!(ask(Duration::from_secs(20), true), io::ErrorKind::Interrupted);
    }
}
