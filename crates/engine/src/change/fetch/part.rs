//! The part file, written and hashed in order, and the state for resuming next to it.
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use fs_err::File;
use url::Url;

use super::place::DownloadFiles;
use super::{FetchError, Result};
use crate::base::bounded;
use crate::base::digest::{Hasher, Sha256};
use crate::base::own_json;
use crate::base::report::Cancel;
use crate::machine::effect;
use crate::machine::fault;
use crate::machine::record::{self, Operation};
use crate::net::http::Validator;
use crate::store::growing::Growing;

/// The size of the pieces in which the file is written. Smaller ones would cost many calls and save little memory.
const PIECE: usize = 256 << 10;
/// The size limit in bytes of the state for resuming, which holds an address and a few numbers.
const MEMORY_LIMIT: u64 = 64 << 10;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ResumeState {
    /// The expected digest, because a part of another file is useless.
    pub(super) sha256: Option<Sha256>,
    /// The source of the last bytes.
    pub(super) source: Url,
    pub(super) validator: Validator,
    /// The length of the whole file in bytes.
    pub(super) total: Option<u64>,
}

#[derive(Debug)]
pub(super) struct PartFile<'a> {
    place: &'a DownloadFiles,
    growing: &'a Growing,
    file: File,
    hasher: Hasher,
    /// The number of bytes that are in the file, hashed and announced.
    done: u64,
    /// The number of further bytes in the file, which an earlier run left and which are not hashed yet.
    left: u64,
    /// Received bytes that are not yet in the file.
    waiting: Vec<u8>,
}

impl<'a> PartFile<'a> {
    /// Opens the file with the bytes that an earlier run left. A verified file is first renamed back to its part name,
    /// so that complete and partial files are handled alike. The second value says whether there was a verified file.
    pub(super) fn open(place: &'a DownloadFiles, growing: &'a Growing) -> Result<(Self, bool)> {
        let path = place.part();
        let whole = place.path().is_file();
        if whole {
            effect::rename(place.path(), &path).map_err(FetchError::disk(place.path()))?;
        }
        let file = effect::open_or_create(&path).map_err(FetchError::disk(&path))?;
        let left = file.metadata().map_err(FetchError::disk(&path))?.len();
        let (hasher, waiting) = (Hasher::default(), Vec::with_capacity(PIECE));
        Ok((Self { place, growing, file, hasher, done: 0, left, waiting }, whole))
    }

    /// `None` if it belongs to another file or is damaged.
    pub(super) fn memory(&self) -> Option<ResumeState> {
        let memory: ResumeState = own_json::from_slice(&bounded::read(&self.place.memory(), MEMORY_LIMIT).ok()?)?;
        (memory.sha256 == self.place.expected()).then_some(memory)
    }

    pub(super) fn remember(&self, memory: &ResumeState) -> Result<()> {
        let path = self.place.memory();
        let text = own_json::to_vec(memory).unwrap_or_default();
        effect::replace(&path, &text).map_err(FetchError::disk(path))
    }

    /// The offset of the next missing byte.
    pub(super) fn next(&self) -> u64 {
        self.done + self.left + self.waiting.len() as u64
    }

    pub(super) fn done(&self) -> u64 {
        self.done
    }

    /// Drops the bytes after `end`, if they were not announced.
    pub(super) fn shorten(&mut self, end: u64) -> Result<()> {
        if self.next() > end && self.done <= end && self.waiting.is_empty() {
            self.left = end - self.done;
            self.set_length(end)?;
        }
        Ok(())
    }

    /// Hashes and announces the bytes that an earlier run left.
    pub(super) fn take_over(&mut self, cancel: &Cancel, mut tell: impl FnMut(u64)) -> Result<()> {
        let path = self.place.part();
        self.file.seek(SeekFrom::Start(self.done)).map_err(FetchError::disk(&path))?;
        let mut piece = vec![0; if self.left > 0 { PIECE } else { 0 }];
        while self.left > 0 {
            cancel.check()?;
            let length = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
            self.file.read_exact(&mut piece[..length]).map_err(FetchError::disk(&path))?;
            self.hasher.update(&piece[..length]);
            (self.done, self.left) = (self.done + length as u64, self.left - length as u64);
            self.growing.advance(self.done);
            tell(self.done);
        }
        Ok(())
    }

    /// Adds bytes, which are in the file after [`flush`](Self::flush) at the latest. All written pieces have the same
    /// size, so that the effects of a download are reproducible and tests can count them.
    pub(super) fn write(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(PIECE - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            if self.waiting.len() == PIECE {
                self.flush()?;
            }
            bytes = rest;
        }
        Ok(())
    }

    /// Writes, hashes and announces the waiting bytes.
    pub(super) fn flush(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let path = self.place.part();
        let written = fault::reach("write-part", &path).and_then(|()| self.file.write_all(&self.waiting));
        written.map_err(FetchError::disk(&path))?;
        record::done(Operation::Written, &path);
        self.hasher.update(&self.waiting);
        self.done += self.waiting.len() as u64;
        self.waiting.clear();
        self.growing.advance(self.done);
        Ok(())
    }

    /// No byte of it may have been announced.
    pub(super) fn empty(&mut self) -> Result<()> {
        self.set_length(0)?;
        self.file.seek(SeekFrom::Start(0)).map_err(FetchError::disk(self.place.part()))?;
        (self.done, self.left, self.hasher) = (0, 0, Hasher::default());
        self.waiting.clear();
        Ok(())
    }

    pub(super) fn digest(&self) -> Sha256 {
        self.hasher.clone().finish()
    }

    fn set_length(&mut self, length: u64) -> Result<()> {
        let path = self.place.part();
        let set = fault::reach("write-part", &path).and_then(|()| self.file.set_len(length));
        set.map_err(FetchError::disk(&path))?;
        record::done(Operation::Written, &path);
        Ok(())
    }
}
