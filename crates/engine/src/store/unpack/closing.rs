//! Closes files on other threads if closing is slow. On Windows a virus scanner reads each new file at its close, for 1
//! to 10 ms: a minute for a Go toolchain on one thread, while threads that only close can wait for many at once. They
//! start, on any system, as soon as closing turns out to be slow, as on a network drive. (rustup PR 1850 and Mercurial
//! found the same; see docs/internals/performance.md.)
use std::fs::File;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A close that takes longer is slow; a quick one takes 1 µs. On a busy machine any close may be interrupted, so a few
/// slow ones mean nothing. The threads start when more than one in five has been slow for a while.
const SLOW: Duration = Duration::from_micros(300);
/// The amount that a slow close adds to the suspicion; a quick one subtracts 1.
const SUSPICION: u32 = 4;
const PATIENCE: u32 = 16;
/// They mostly wait. Unpacking with slow closes took 5.6 times as long with 8 threads, 1.8 times with 32.
const THREADS: usize = 32;
/// Each is an open file of the process, which may have only 256.
const QUEUE: usize = 64;
/// A thread that only closes files needs little stack.
const STACK: usize = 128 << 10;

/// Dropping it closes all files.
#[derive(Debug, Default)]
pub(super) struct Closing {
    suspicion: AtomicU32,
    pool: OnceLock<Pool>,
}

impl Closing {
    /// Closes `file`, now or soon.
    pub(super) fn close(&self, file: File) {
        let file = match self.pool.get() {
            Some(pool) => match pool.close(file) {
                Ok(()) => return,
                Err(file) => file,
            },
            None => file,
        };
        let start = Instant::now();
        drop(file);
        self.learn(start.elapsed());
    }

    fn learn(&self, took: Duration) {
        let after = |before: u32| if took > SLOW { before + SUSPICION } else { before.saturating_sub(1) };
        let before = self.suspicion.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |before| Some(after(before)));
        if after(before.unwrap_or_default()) >= PATIENCE {
            self.pool.get_or_init(Pool::start);
        }
    }
}

#[derive(Debug)]
struct Pool {
    files: Option<SyncSender<File>>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    fn start() -> Self {
        let (files, waiting) = sync_channel(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        let start = |_| {
            let waiting = Arc::clone(&waiting);
            thread::Builder::new().stack_size(STACK).spawn(move || close_all(&waiting)).ok()
        };
        Self { files: Some(files), threads: (0..THREADS).filter_map(start).collect() }
    }

    /// Returns the file if no thread could be started.
    fn close(&self, file: File) -> Result<(), File> {
        let Some(files) = &self.files else { return Err(file) };
        files.send(file).map_err(|unsent| unsent.0)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.files = None; // ends the threads once all files are closed
        for thread in self.threads.drain(..) {
            thread.join().ok();
        }
    }
}

fn close_all(waiting: &Mutex<Receiver<File>>) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(file) => drop(file),
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn dropping_it_closes_all_files() {
        use std::io::{self, Read as _};
        use std::os::fd::OwnedFd;

        let closing = Closing::default();
        closing.pool.get_or_init(Pool::start);
        let (readers, writers): (Vec<_>, Vec<_>) = (0..100).map(|_| io::pipe().unwrap()).unzip();
        for writer in writers {
            closing.close(OwnedFd::from(writer).into());
        }
        drop(closing);
        for mut reader in readers {
            rustix::io::ioctl_fionbio(&reader, true).unwrap();
            assert_eq!(reader.read(&mut [0]).unwrap(), 0); // the end of the pipe, once the writer is closed
        }
    }

    #[test]
    fn threads_are_started_only_if_closing_is_often_slow() {
        let (quick, slow) = (Duration::from_micros(1), Duration::from_millis(2));
        let started = |closes: &[Duration]| {
            let closing = Closing::default();
            for took in closes {
                closing.learn(*took);
            }
            closing.pool.get().is_some()
        };
        assert!(started(&[slow; 4]));
        assert!(!started(&[slow; 3]));
        assert!(started(&[slow, quick].repeat(6)));
        assert!(!started(&[slow, quick, quick, quick, quick].repeat(100)));
    }
}
