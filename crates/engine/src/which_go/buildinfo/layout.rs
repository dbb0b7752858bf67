//! The location of a program's parts in its file, and reading them by address.
use std::io::{self, Read, Seek, SeekFrom};

/// Far more than the headers of any real program that are in one place, in bytes.
pub(super) const HEADERS_MAX: usize = 256 << 10;

/// Read on demand.
#[derive(Debug)]
pub(super) struct Bytes<R>(R);

impl<R: Read + Seek> Bytes<R> {
    pub(super) fn new(program: R) -> Self {
        Self(program)
    }

    /// Fewer if the file is too short.
    pub(super) fn at(&mut self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // File offsets are never larger; the system would return an error.
        if i64::try_from(offset).is_ok() {
            self.0.seek(SeekFrom::Start(offset))?;
            self.0.by_ref().take(length as u64).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    /// `None` if the file is too short.
    pub(super) fn exactly(&mut self, offset: u64, length: usize) -> io::Result<Option<Vec<u8>>> {
        Ok(Some(self.at(offset, length)?).filter(|bytes| bytes.len() == length))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ProgramLayout {
    /// The part that contains the build info; `None` if the program has no such part.
    pub(super) data: Option<DataPart>,
    /// The parts of the file that have an address. The first one with an address wins.
    pub(super) parts: Vec<MappedPart>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DataPart {
    pub(super) address: u64,
    pub(super) length: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MappedPart {
    pub(super) address: u64,
    pub(super) length: u64,
    /// In the file.
    pub(super) offset: u64,
}

impl ProgramLayout {
    /// At most `length` bytes at `address`; none if no part contains it, fewer if its part or the file ends before.
    pub(super) fn read<R: Read + Seek>(
        &self,
        bytes: &mut Bytes<R>,
        address: u64,
        length: usize,
    ) -> io::Result<Vec<u8>> {
        let place = self.parts.iter().find_map(|part| part.place_of(address));
        let Some((offset, left)) = place else { return Ok(Vec::new()) };
        bytes.at(offset, length.min(usize::try_from(left).unwrap_or(usize::MAX)))
    }
}

impl MappedPart {
    /// The offset of an address in the file, and the length of the rest of its part.
    fn place_of(&self, address: u64) -> Option<(u64, u64)> {
        let within = address.checked_sub(self.address).filter(|within| *within < self.length)?;
        Some((self.offset.checked_add(within)?, self.length - within))
    }
}
