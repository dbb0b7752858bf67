//! What a program prints until a mark.
use std::io;

pub(super) struct UntilMark<'a> {
    printed: Vec<u8>,
    end: &'a [u8],
    limit: usize,
}

impl<'a> UntilMark<'a> {
    pub(super) fn new(end: &'a [u8], limit: usize) -> Self {
        Self { printed: Vec::new(), end, limit }
    }

    /// All that was printed, to the end of the mark, once it has come. [`io::ErrorKind::FileTooLarge`] beyond the
    /// limit.
    pub(super) fn add(&mut self, chunk: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let from = self.printed.len().saturating_sub(self.end.len());
        self.printed.extend_from_slice(chunk);
        if let Some(at) = self.printed[from..].windows(self.end.len()).position(|bytes| bytes == self.end) {
            self.printed.truncate(from + at + self.end.len());
            return Ok(Some(std::mem::take(&mut self.printed)));
        }
        if self.printed.len() > self.limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(None) }
    }
}
