//! A time limit for each program that a test starts: one that never ends would end the whole run, hours later.
use std::io::{self, BufRead as _, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The time in which every program ends, also under Wine on a busy machine.
const LIMIT: Duration = Duration::from_mins(10);

/// What a test starts programs with: they end within the limit, or are killed, and the test fails.
pub trait InTime {
    /// Runs a command, with no input, or waits for a started program, and returns what it prints into its pipes.
    fn output_in_time(&mut self) -> io::Result<Output>;
    /// Runs a command, or waits for a started program.
    fn status_in_time(&mut self) -> io::Result<ExitStatus>;
}

impl InTime for Command {
    fn output_in_time(&mut self) -> io::Result<Output> {
        self.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?.output_in_time()
    }

    fn status_in_time(&mut self) -> io::Result<ExitStatus> {
        self.spawn()?.status_in_time()
    }
}

impl InTime for Child {
    fn output_in_time(&mut self) -> io::Result<Output> {
        let ([stdout, stderr], status) = output(self, Instant::now() + LIMIT)?;
        let Some(status) = status else {
            let printed = [&stdout[..], b"\n", &stderr].concat();
            panic!("a program did not end within {LIMIT:?}; it printed:\n{}", String::from_utf8_lossy(&printed));
        };
        Ok(Output { status, stdout, stderr })
    }

    fn status_in_time(&mut self) -> io::Result<ExitStatus> {
        drop(self.stdin.take());
        let status = ends(self, Instant::now() + LIMIT)?;
        Ok(status.unwrap_or_else(|| panic!("a program did not end within {LIMIT:?}")))
    }
}

/// The lines that a started program prints into this pipe. Each comes within the limit, or the test fails.
pub fn lines_in_time<R: Read>(pipe: R) -> Lines<R> {
    Lines(Some(BufReader::new(pipe)))
}

/// See [`lines_in_time`]. The pipe is closed when this is dropped.
#[derive(Debug)]
pub struct Lines<R>(Option<BufReader<R>>);

impl<R: Read + Send + 'static> Iterator for Lines<R> {
    type Item = io::Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut pipe = self.0.take()?;
        let (pipe, line) = in_time(move || {
            let line = pipe.by_ref().lines().next();
            (pipe, line)
        });
        self.0 = Some(pipe);
        line
    }
}

/// What `read` returns from a program, within the limit, or the test fails.
pub fn in_time<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> T {
    within(LIMIT, read).unwrap_or_else(|| panic!("a program printed nothing for {LIMIT:?}"))
}

/// `None` after the limit. The thread then waits on, as long as the program has its pipe.
fn within<T: Send + 'static>(limit: Duration, read: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (send, result) = mpsc::channel();
    thread::spawn(move || send.send(read()));
    result.recv_timeout(limit).ok()
}

/// What it prints, and how it ends; if it does not until then, it is killed, and there is no status. Others may keep
/// printing for it, so nothing waits for its output any longer.
fn output(child: &mut Child, until: Instant) -> io::Result<([Vec<u8>; 2], Option<ExitStatus>)> {
    drop(child.stdin.take());
    let (ended, ends_of_streams) = mpsc::channel::<()>();
    let streams = [
        child.stdout.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    let read = streams.map(|stream| {
        let read = Arc::new(Mutex::new(Vec::new()));
        if let Some(stream) = stream {
            let (read, ended) = (Arc::clone(&read), ended.clone());
            thread::spawn(move || {
                copy(stream, &read);
                drop(ended);
            });
        }
        read
    });
    drop(ended);
    // Nothing is sent: the last thread that ends closes the channel.
    let is_silent = ends_of_streams.recv_timeout(until.saturating_duration_since(Instant::now()));
    let status = match is_silent {
        Err(RecvTimeoutError::Timeout) => {
            child.kill().and_then(|()| child.wait())?;
            None
        }
        _ => ends(child, until)?,
    };
    Ok((read.map(|read| std::mem::take(&mut *read.lock().unwrap_or_else(PoisonError::into_inner))), status))
}

fn copy(mut stream: impl Read, to: &Mutex<Vec<u8>>) {
    let mut piece = vec![0; 1 << 16];
    while let Ok(length @ 1..) = stream.read(&mut piece) {
        to.lock().unwrap_or_else(PoisonError::into_inner).extend(&piece[..length]);
    }
}

/// How it ends; `None` if it does not until then and is killed.
fn ends(child: &mut Child, until: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() > until {
            child.kill().and_then(|()| child.wait())?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDLESS: &str = "UPGO_TEST_ENDLESS";

    /// No test: the program of the others.
    #[test]
    fn itself() {
        println!("started");
        while std::env::var_os(ENDLESS).is_some() {
            thread::park();
        }
    }

    fn this(is_endless: bool) -> Command {
        let mut itself = Command::new(std::env::current_exe().unwrap());
        itself.args(["--exact", "limit::tests::itself", "--nocapture"]);
        if is_endless {
            itself.env(ENDLESS, "1")
        } else {
            itself.env_remove(ENDLESS)
        };
        itself
    }

    #[test]
    fn a_program_that_ends_is_like_any_other() {
        let ran = this(false).output_in_time().unwrap();
        assert!(ran.status.success() && String::from_utf8_lossy(&ran.stdout).contains("started"), "{ran:?}");
        assert!(this(false).stdout(Stdio::null()).status_in_time().unwrap().success());
    }

    #[test]
    fn a_program_that_never_ends_is_killed_and_what_it_printed_is_kept() {
        let mut child = this(true).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let ([printed, _], status) = output(&mut child, Instant::now() + Duration::from_secs(2)).unwrap();
        assert_eq!(status, None);
        assert!(String::from_utf8_lossy(&printed).contains("started") || printed.is_empty(), "{printed:?}");
        assert!(child.try_wait().unwrap().is_some(), "it still runs");
        let mut child = this(true).stdout(Stdio::null()).spawn().unwrap();
        assert_eq!(ends(&mut child, Instant::now()).unwrap(), None);
        assert!(child.try_wait().unwrap().is_some(), "it still runs");
    }

    #[test]
    fn a_program_that_prints_nothing_more_is_not_waited_for() {
        let mut child = this(true).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = lines_in_time(child.stdout.take().unwrap());
        assert!(lines.any(|line| line.unwrap().contains("started")));
        assert!(within(Duration::from_millis(200), move || lines.next()).is_none());
        child.kill().unwrap();
        child.status_in_time().unwrap();
    }

    #[test]
    fn the_lines_end_with_the_program() {
        let mut child = this(false).stdout(Stdio::piped()).spawn().unwrap();
        let lines: Vec<_> = lines_in_time(child.stdout.take().unwrap()).map(Result::unwrap).collect();
        assert!(lines.iter().any(|line| line.contains("started")), "{lines:?}");
        assert!(child.status_in_time().unwrap().success());
    }
}
