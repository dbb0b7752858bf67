//! A file of a mirror as the body of a response.
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::UNIX_EPOCH;

use fs_err::File;
use hyper::body::{Body, Bytes, Frame, SizeHint};

use crate::base::bounded;

const PIECE: u64 = 256 << 10;

#[derive(Debug)]
pub(super) struct Served {
    file: File,
    pub(super) length: u64,
    /// Made from the length and the modification time.
    pub(super) etag: String,
}

/// Counts the requests and the sent bytes of a connection, to detect one that does nothing or little.
#[derive(Clone, Debug, Default)]
pub(super) struct Activity(Arc<AtomicU64>);

impl Activity {
    pub(super) fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    pub(super) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A part of a file, read while it is sent. Reading blocks only for a copy from the page cache.
#[derive(Debug, Default)]
pub(super) struct FileBody {
    file: Option<File>,
    left: u64,
    activity: Activity,
}

impl Served {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = bounded::open(path)?;
        let metadata = file.metadata()?;
        let changed = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(Self { file, length: metadata.len(), etag: format!("\"{:x}-{:x}\"", metadata.len(), changed.as_nanos()) })
    }

    /// The bytes from `first` up to, but not including, `end`.
    pub(super) fn body(mut self, first: u64, end: u64, activity: Activity) -> io::Result<FileBody> {
        self.file.seek(SeekFrom::Start(first))?;
        Ok(FileBody { file: Some(self.file), left: end - first, activity })
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let wanted = usize::try_from(self.left.min(PIECE)).unwrap_or_default();
        self.activity.add(wanted as u64);
        let Some(file) = self.file.as_mut().filter(|_| wanted > 0) else { return Poll::Ready(None) };
        let mut piece = vec![0; wanted];
        Poll::Ready(Some(file.read_exact(&mut piece).map(|()| {
            self.left -= wanted as u64;
            Frame::data(Bytes::from(piece))
        })))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
