//! The part file: written and hashed in order, and what resuming needs to know beside it.
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use fs_err::File;
use serde::{Deserialize, Serialize};
use url::Url;

use super::FetchError;
use super::place::Place;
use crate::digest::{Hasher, Sha256};
use crate::effect;
use crate::fault;
use crate::http::Validator;
use crate::report::Cancel;
use crate::store::growing::Growing;

/// Pieces in which the file is written; smaller ones cost more calls than they save memory.
const PIECE: usize = 256 << 10;

/// What resuming needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Memory {
    /// The digest that was expected: a part of another file is of no use.
    #[serde(default)]
    pub(super) sha256: Option<Sha256>,
    /// Where the last bytes came from.
    pub(super) source: Url,
    /// What that server named the file.
    pub(super) validator: Validator,
    /// The length of the whole file in bytes.
    pub(super) total: Option<u64>,
}

/// The file that is written.
#[derive(Debug)]
pub(super) struct Part<'a> {
    place: &'a Place,
    growing: &'a Growing,
    file: File,
    hasher: Hasher,
    /// Bytes that are in the file, hashed and announced.
    done: u64,
    /// Bytes in the file that an earlier run left after those: not yet hashed.
    left: u64,
    /// Bytes that came and are not yet in the file.
    waiting: Vec<u8>,
}

impl<'a> Part<'a> {
    /// Opens the file, with what an earlier run left in it. A verified file is moved back to its part name first, so
    /// that whole and partial files take one way; the second value says whether it was there.
    pub(super) fn open(place: &'a Place, growing: &'a Growing) -> Result<(Self, bool), FetchError> {
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

    /// What an earlier run knew of the file; `None` if it was another file, or the memory is damaged.
    pub(super) fn memory(&self) -> Option<Memory> {
        let memory: Memory = serde_json::from_slice(&fs_err::read(self.place.memory()).ok()?).ok()?;
        (memory.sha256 == self.place.expected()).then_some(memory)
    }

    /// Replaces what resuming needs to know.
    pub(super) fn remember(&self, memory: &Memory) -> Result<(), FetchError> {
        let path = self.place.memory();
        let text = serde_json::to_vec(memory).unwrap_or_default();
        effect::replace(&path, &text).map_err(FetchError::disk(path))
    }

    /// The offset of the byte that is wanted next.
    pub(super) fn next(&self) -> u64 {
        self.done + self.left + self.waiting.len() as u64
    }

    /// Bytes that are in the file, hashed and announced.
    pub(super) fn done(&self) -> u64 {
        self.done
    }

    /// Forgets what is behind `end`, if it was not announced.
    pub(super) fn shorten(&mut self, end: u64) -> Result<(), FetchError> {
        if self.next() > end && self.done <= end && self.waiting.is_empty() {
            self.left = end - self.done;
            self.set_length(end)?;
        }
        Ok(())
    }

    /// Hashes and announces what an earlier run left.
    pub(super) fn take_over(&mut self, cancel: &Cancel, mut tell: impl FnMut(u64)) -> Result<(), FetchError> {
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

    /// Adds bytes; they are in the file at the latest after [`flush`](Self::flush). However they come, the pieces that are
    /// written have one size: so the effects of a download are the same each time, and tests can count them.
    pub(super) fn write(&mut self, mut bytes: &[u8]) -> Result<(), FetchError> {
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

    /// Writes, hashes and announces what is waiting.
    pub(super) fn flush(&mut self) -> Result<(), FetchError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let path = self.place.part();
        let written = fault::reach("write-part", &path).and_then(|()| self.file.write_all(&self.waiting));
        written.map_err(FetchError::disk(&path))?;
        self.hasher.update(&self.waiting);
        self.done += self.waiting.len() as u64;
        self.waiting.clear();
        self.growing.advance(self.done);
        Ok(())
    }

    /// Empties the file, of which nothing may have been announced.
    pub(super) fn empty(&mut self) -> Result<(), FetchError> {
        self.set_length(0)?;
        self.file.seek(SeekFrom::Start(0)).map_err(FetchError::disk(self.place.part()))?;
        (self.done, self.left, self.hasher) = (0, 0, Hasher::default());
        self.waiting.clear();
        Ok(())
    }

    /// The digest of all that was written.
    pub(super) fn digest(&self) -> Sha256 {
        self.hasher.clone().finish()
    }

    fn set_length(&mut self, length: u64) -> Result<(), FetchError> {
        let path = self.place.part();
        let set = fault::reach("write-part", &path).and_then(|()| self.file.set_len(length));
        set.map_err(FetchError::disk(path))
    }
}
