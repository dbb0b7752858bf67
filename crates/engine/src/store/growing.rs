//! An archive that may still be growing: the download writes and reports its progress, and unpacking reads the written
//! part from the page cache, each independently. A resumed download and an existing file look the same, and a zip's
//! directory, at its end, is available before the middle.
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use fs_err::File;

use crate::base::bounded;

#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    state: Mutex<GrowingState>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct GrowingState {
    available: u64,
    tail: Option<Tail>,
    total: Option<u64>,
    ended: bool,
    stopped: bool,
}

/// The end of the file, available before the rest.
#[derive(Clone, Debug)]
struct Tail {
    from: u64,
    bytes: Arc<[u8]>,
}

impl Growing {
    /// The file at `path`, which has no bytes yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), state: Mutex::default(), changed: Condvar::new() }
    }

    pub fn complete(path: impl Into<PathBuf>, length: u64) -> Self {
        let growing = Self::new(path);
        growing.update(|state| {
            (state.available, state.total, state.ended) = (length, Some(length), true);
        });
        growing
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Called by the writer: the first `length` bytes are in the file.
    pub fn advance(&self, length: u64) {
        self.update(|state| state.available = length);
    }

    /// Called by the writer: the whole file will have `total` bytes.
    pub fn expect(&self, total: u64) {
        self.update(|state| state.total = Some(total));
    }

    /// Called by the writer: these are the last bytes of the file, which are not in the file yet.
    pub fn give_tail(&self, from: u64, bytes: Arc<[u8]>) {
        self.update(|state| {
            state.total = Some(from + bytes.len() as u64);
            state.tail = Some(Tail { from, bytes });
        });
    }

    /// Called by the writer: the announced bytes are the whole file.
    pub fn finish(&self) {
        self.update(|state| {
            state.ended = true;
            state.total = Some(state.available);
        });
    }

    /// Called by the writer or a reader: no more bytes will be written or read. Waiting readers get an error.
    pub fn stop(&self) {
        self.update(|state| state.stopped = true);
    }

    /// Waits until the length of the whole file is known.
    pub fn total(&self) -> io::Result<u64> {
        let state = self.wait(|state| state.total.is_some())?;
        Ok(state.total.unwrap_or_default())
    }

    /// The length of the whole file, if it is known already.
    pub fn known_total(&self) -> Option<u64> {
        self.lock().total
    }

    /// An independent reader, at the beginning.
    pub fn reader(&self) -> io::Result<GrowingReader<'_>> {
        drop(self.wait(|state| state.available > 0 || state.ended)?); // the file exists once it has bytes
        let file = match bounded::open(&self.path) {
            // The writer has deleted the file: it fails with its own reason, or starts again elsewhere.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                drop(self.wait(|state| state.ended)?);
                bounded::open(&self.path)?
            }
            opened => opened?,
        };
        Ok(GrowingReader { growing: self, file, position: 0 })
    }

    /// Fills `buffer` with the bytes from `offset` on, waiting for them. Returns fewer only at the end of the file.
    fn read_at(&self, file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let end = offset + buffer.len() as u64;
        let state = self.wait(|state| {
            let in_tail = state.tail.as_ref().is_some_and(|tail| offset >= tail.from);
            in_tail || end <= state.available || state.ended || (offset < state.available && state.available < end)
        })?;
        if offset < state.available {
            let here = usize::try_from(state.available - offset).unwrap_or(usize::MAX).min(buffer.len());
            drop(state);
            return crate::machine::platform::read_at(file, offset, &mut buffer[..here]);
        }
        let Some(tail) = state.tail.as_ref().filter(|tail| offset >= tail.from) else { return Ok(0) };
        let from = usize::try_from(offset - tail.from).unwrap_or(usize::MAX).min(tail.bytes.len());
        let length = (tail.bytes.len() - from).min(buffer.len());
        buffer[..length].copy_from_slice(&tail.bytes[from..from + length]);
        Ok(length)
    }

    fn update(&self, change: impl FnOnce(&mut GrowingState)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn wait(&self, ready: impl Fn(&GrowingState) -> bool) -> io::Result<MutexGuard<'_, GrowingState>> {
        let mut state = self.lock();
        loop {
            if state.stopped {
                return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the download has stopped"));
            }
            if ready(&state) {
                return Ok(state);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, GrowingState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a [`Growing`] file, waiting for bytes that are not available yet.
#[derive(Debug)]
pub struct GrowingReader<'a> {
    growing: &'a Growing,
    file: File,
    position: u64,
}

impl GrowingReader<'_> {
    /// Fills `buffer` with the bytes from `offset` on, without changing the position.
    pub fn read_exact_at(&self, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
        while !buffer.is_empty() {
            match self.growing.read_at(&self.file, offset, buffer)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => {
                    offset += read as u64;
                    buffer = &mut buffer[read..];
                }
            }
        }
        Ok(())
    }

    pub fn position(&self) -> u64 {
        self.position
    }
}

impl Read for GrowingReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.growing.read_at(&self.file, self.position, buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}
