//! A program that runs within limits (ADR 39).
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::refusal::{is_refusal, refused_write};
use crate::base::report::Cancel;
use crate::machine::fault;
use crate::machine::platform::{self, Confinement, EnforcedLimit, ProcessTree, THREADS, TreeUse, WriteHold};

/// The most bytes of a line that are delivered.
pub const LONGEST_LINE: usize = 16 << 10;

/// How many lines may wait to be delivered. Then the program waits, as for any reader.
const WAITING_LINES: usize = 256;

/// How many lines about a refusal are remembered. The first ones name the cause.
const REFUSALS: usize = 32;

/// How often to look whether the program has exited or the user has cancelled, if it prints nothing.
const TICK: Duration = Duration::from_millis(5);

/// How often to look what the program uses. Looking takes at most a twentieth of the time.
const LOOK: Duration = Duration::from_millis(50);

/// How long to wait for processes that were ended, and for their last lines.
const LAST: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Output,
    Errors,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfinedEnd {
    /// Whether its exit status was 0 and nothing stopped it.
    pub success: bool,
    /// `None` if it was ended from outside.
    pub code: Option<i32>,
    /// What stopped it; `None` if it ended by itself and no limit explains a failure.
    pub stopped: Option<Stopped>,
    /// The most memory that its processes used together, as far as it was seen; `None` if the system does not say.
    pub peak_memory_bytes: Option<u64>,
    pub elapsed: Duration,
}

/// What stopped a confined program.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, tag = "kind")]
pub enum Stopped {
    /// Its processes used more memory than they may.
    Memory,
    /// It had more processes or threads than it may.
    Processes,
    /// It ran out of time.
    Time,
    /// It failed because the system refused a write outside its folders.
    WroteOutside {
        /// The file or folder; `None` if it is not known.
        path: Option<PathBuf>,
    },
    Cancelled,
}

/// Runs a command within limits until it exits, at a low priority. When it exits, exceeds a limit, takes longer than
/// `patience` or is cancelled, and if Upgo is killed, all that it has started ends, too.
/// [`confinement`](fn@crate::machine::platform::confinement) tells what holds on this system.
///
/// `lines` gets each line that the program prints, as it comes, on this thread, without what exceeds [`LONGEST_LINE`]
/// bytes, and with U+FFFD for bytes that are not UTF-8. The caller sets its standard input. Fails if the program cannot
/// be started.
pub fn run_confined(
    command: &mut Command,
    limits: &Confinement,
    patience: Duration,
    cancel: &Cancel,
    lines: &mut dyn FnMut(Stream, &str),
) -> io::Result<ConfinedEnd> {
    fault::reach("spawn", Path::new(command.get_program()))?;
    let begun = Instant::now();
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (child, tree) = ProcessTree::start_confined(piped, limits)?;
    let mut running = ConfinedProcess { child, tree, peak: None };
    let received = running.read()?;
    let mut refusals = Vec::new();
    let mut hear = |(stream, line): (Stream, String)| {
        if refusals.len() < REFUSALS && is_refusal(&line) {
            refusals.push(line.clone());
        }
        lines(stream, &line);
    };
    let (status, mut stopped) = running.watch(&received, &mut hear, limits, &|| match begun.elapsed() {
        _ if cancel.is_cancelled() => Some(Stopped::Cancelled),
        elapsed if elapsed > patience => Some(Stopped::Time),
        _ => None,
    })?;
    let elapsed = begun.elapsed();
    running.end();
    let deadline = Instant::now() + LAST;
    while let Ok(line) = received.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        hear(line);
    }
    if stopped.is_none() && !status.success() {
        stopped = why_refused(&refusals, command, limits);
    }
    Ok(ConfinedEnd {
        success: status.success() && stopped.is_none(),
        code: status.code().filter(|_| stopped.is_none() || matches!(stopped, Some(Stopped::WroteOutside { .. }))),
        stopped,
        peak_memory_bytes: running.peak,
        elapsed,
    })
}

/// Dropping it ends all its processes, even if the caller of [`run_confined`] panics.
struct ConfinedProcess {
    child: Child,
    tree: ProcessTree,
    peak: Option<u64>,
}

impl ConfinedProcess {
    /// Reads what it prints, in two threads. They end with its last process.
    fn read(&mut self) -> io::Result<Receiver<(Stream, String)>> {
        let (send, received) = sync_channel(WAITING_LINES);
        if let Some(output) = self.child.stdout.take() {
            read_in_thread(Stream::Output, output, send.clone())?;
        }
        if let Some(errors) = self.child.stderr.take() {
            read_in_thread(Stream::Errors, errors, send)?;
        }
        Ok(received)
    }

    fn watch(
        &mut self,
        received: &Receiver<(Stream, String)>,
        hear: &mut dyn FnMut((Stream, String)),
        limits: &Confinement,
        must_stop: &dyn Fn() -> Option<Stopped>,
    ) -> io::Result<(ExitStatus, Option<Stopped>)> {
        let mut next_look = Instant::now();
        loop {
            match received.recv_timeout(TICK) {
                Ok(line) => hear(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(TICK), // it runs on without its output
            }
            let exited = self.child.try_wait()?;
            let now = Instant::now();
            let mut stopped = if exited.is_none() { must_stop() } else { None };
            // A last look shows what the system has enforced.
            if stopped.is_none() && (exited.is_some() || now >= next_look) {
                stopped = self.look(limits).filter(|_| exited.is_none_or(|status| !status.success()));
                next_look = now + LOOK.max(now.elapsed() * 20);
            }
            if exited.is_some() || stopped.is_some() {
                self.tree.end();
                let status = exited.map_or_else(|| self.child.wait(), Ok)?;
                return Ok((status, stopped));
            }
        }
    }

    /// Returns the limit that it exceeds.
    fn look(&mut self, limits: &Confinement) -> Option<Stopped> {
        let TreeUse { memory_bytes, processes, threads, enforced } = self.tree.usage();
        let most = limits.processes.max(1);
        self.peak = self.peak.max(memory_bytes);
        match enforced {
            Some(EnforcedLimit::Memory) => Some(Stopped::Memory),
            Some(EnforcedLimit::Processes) => Some(Stopped::Processes),
            None if memory_bytes.is_some_and(|bytes| bytes > limits.memory_bytes) => Some(Stopped::Memory),
            None if processes.is_some_and(|count| count > most) => Some(Stopped::Processes),
            None if threads.is_some_and(|count| count > most.saturating_mul(THREADS)) => Some(Stopped::Processes),
            None => None,
        }
    }

    /// Waits until the system has ended them, because they may still be writing.
    fn end(&mut self) {
        self.tree.end();
        let deadline = Instant::now() + LAST;
        while self.tree.usage().processes.is_some_and(|count| count > 0) && Instant::now() < deadline {
            thread::sleep(TICK);
        }
    }
}

impl Drop for ConfinedProcess {
    fn drop(&mut self) {
        self.tree.end();
        self.child.kill().and_then(|()| self.child.wait()).ok();
    }
}

/// The refused write that explains a failure. What the program says counts only where the system does refuse writes.
fn why_refused(refusals: &[String], command: &Command, limits: &Confinement) -> Option<Stopped> {
    if refusals.is_empty() || platform::confinement().writes == WriteHold::No {
        return None;
    }
    let folder = command.get_current_dir().map_or_else(std::env::current_dir, |folder| Ok(folder.to_owned())).ok()?;
    let own: Vec<PathBuf> = limits.may_write.iter().map(|folder| folder.path().to_owned()).collect();
    let path = refusals.iter().find_map(|line| refused_write(line, &folder, &own))?;
    Some(Stopped::WroteOutside { path: Some(path) })
}

fn read_in_thread(
    stream: Stream,
    source: impl io::Read + Send + 'static,
    send: SyncSender<(Stream, String)>,
) -> io::Result<()> {
    let read = move || read_lines(source, |line| send.send((stream, line)).is_ok());
    thread::Builder::new().name("confined".to_owned()).spawn(read).map(drop)
}

/// Passes each line to `each`, until that returns `false`.
fn read_lines(source: impl io::Read, mut each: impl FnMut(String) -> bool) {
    let mut source = BufReader::with_capacity(64 << 10, source);
    let mut line = Vec::new();
    loop {
        let piece = match source.fill_buf() {
            Ok(piece) => piece,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => break,
        };
        if piece.is_empty() {
            break;
        }
        let end = piece.iter().position(|byte| *byte == b'\n');
        let room = LONGEST_LINE.saturating_sub(line.len());
        line.extend(piece.iter().take(end.unwrap_or(piece.len()).min(room)));
        let used = end.map_or(piece.len(), |end| end + 1);
        source.consume(used);
        if end.is_some() {
            let text = shown(&line);
            line.clear();
            if !each(text) {
                return;
            }
        }
    }
    if !line.is_empty() {
        each(shown(&line));
    }
}

fn shown(line: &[u8]) -> String {
    String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_of(bytes: &[u8]) -> Vec<String> {
        let mut lines = Vec::new();
        read_lines(bytes, |line| {
            lines.push(line);
            true
        });
        lines
    }

    #[test]
    fn lines_are_bounded_and_lossy() {
        assert_eq!(lines_of(b"one\r\n\ntwo\nrest"), ["one", "", "two", "rest"]);
        assert_eq!(lines_of(b"a\xffb\n"), ["a\u{fffd}b"]);
        assert_eq!(lines_of(b""), [""; 0]);
        let long = [vec![b'x'; 3 * LONGEST_LINE], b"\nnext\n".to_vec()].concat();
        let lines = lines_of(&long);
        assert_eq!(lines.iter().map(String::len).collect::<Vec<_>>(), [LONGEST_LINE, 4]);
    }

    #[test]
    fn reading_ends_when_nobody_listens() {
        let mut count = 0;
        read_lines(b"one\ntwo\n".as_slice(), |_| {
            count += 1;
            false
        });
        assert_eq!(count, 1);
    }
}
