//! Where the parts of a program lie in its file, and reading them by their addresses.
use std::io::{self, Read, Seek, SeekFrom};

/// A program's bytes, read where they are wanted.
#[derive(Debug)]
pub(super) struct Bytes<R>(R);

impl<R: Read + Seek> Bytes<R> {
    pub(super) fn new(program: R) -> Self {
        Self(program)
    }

    /// At most `length` bytes at `offset`; fewer where the file ends.
    pub(super) fn at(&mut self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // A file has no place beyond that, and the system takes such an offset for an error.
        if i64::try_from(offset).is_ok() {
            self.0.seek(SeekFrom::Start(offset))?;
            self.0.by_ref().take(length as u64).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    /// `length` bytes at `offset`; `None` where the file ends before.
    pub(super) fn exactly(&mut self, offset: u64, length: usize) -> io::Result<Option<Vec<u8>>> {
        Ok(Some(self.at(offset, length)?).filter(|bytes| bytes.len() == length))
    }
}

/// Where the parts of a program lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The part that the build info is in; `None` where the program has none like it.
    pub(super) data: Option<Data>,
    /// What of the file has an address, the first that has it wins.
    pub(super) parts: Vec<Part>,
}

/// The part that the build info is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Data {
    pub(super) address: u64,
    pub(super) length: u64,
}

/// A part of the file that has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) address: u64,
    pub(super) length: u64,
    /// Where it lies in the file.
    pub(super) offset: u64,
}

impl Layout {
    /// At most `length` bytes at `address`; none where no part has it, fewer where its part or the file ends.
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

impl Part {
    /// Where an address lies in the file, and how much of the part follows.
    fn place_of(&self, address: u64) -> Option<(u64, u64)> {
        let within = address.checked_sub(self.address).filter(|within| *within < self.length)?;
        Some((self.offset.checked_add(within)?, self.length - within))
    }
}
