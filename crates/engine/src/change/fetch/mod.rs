//! Download of one verified file: streamed, resumed, retried, continued from the next source, and hashed on the way.
//!
//! The bytes are written to `FILENAME.part`, and the state for resuming to `FILENAME.part.json`. `FILENAME.lock`
//! excludes other processes: they wait, and a download in the background yields to them. No file is named `FILENAME`
//! before its SHA-256 is the expected one. The bytes may come from any source, even half from one and half from
//! another, because the digest at the end decides. Only the zip of a `module` has no digest: it is verified by the
//! files unpacked from it.
//!
//! ```text
//! let growing = Growing::new(fetch::part_path(folder, &archive));   // unpacking reads behind the download
//! let fetched = fetch::fetch(&http, &request, &growing, &cancel, events)?;
//! // … when no reader opens it any more:
//! fetched.keep()?;   // or fetched.discard()?
//! ```
mod clean;
mod error;
mod local;
mod part;
mod parts;
mod place;
mod priority;
mod restarts;
mod transfer;

use std::path::{Path, PathBuf};

use url::Url;

pub use clean::{Clean, clean, downloads_in, forget, forget_part, forget_parts};
pub use error::{FetchError, Result, SourceFault};
pub use local::{digest_of, local};
pub use parts::{PartsRequest, fetch_parts};
pub(crate) use place::with_ending;
pub use place::{directory_path, part_path, pieces_path};
pub use priority::{DownloadClaim, claim};
pub use restarts::Passes;

use crate::base::archive::Archive;
use crate::base::report::{Cancel, Events};
use crate::net::http::Http;
use crate::store::LockHolder;
use crate::store::growing::Growing;
use place::DownloadFiles;
use transfer::FileTransfer;

/// The largest accepted size in bytes, far more than any file of a Go release so far (203 MB).
const LARGEST: u64 = 1 << 30;

#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub archive: &'a Archive,
    /// The URLs of the folders that contain it, in order of preference.
    pub sources: &'a [Url],
    pub folder: &'a Path,
    pub step: usize,
    /// Called before the download starts, because another Upgo process may have installed it since the plan was made.
    pub is_wanted: &'a dyn Fn() -> bool,
    /// This process, for another one that waits for the file.
    pub holder: &'a LockHolder,
}

/// A file with the right digest, or a module's zip, still to be verified. No other Upgo touches it while this exists.
#[derive(Debug)]
pub struct Fetched {
    /// Its part name, because readers may still open it under that name.
    pub path: PathBuf,
    pub bytes: u64,
    /// The source of its last bytes.
    pub source: Url,
    /// `None` for a local file.
    place: Option<DownloadFiles>,
}

impl Fetched {
    /// A later run finds it under that name. Readers must no longer open it under its part name.
    pub fn keep(self) -> Result<PathBuf> {
        self.place.as_ref().map_or(Ok(self.path), DownloadFiles::keep)
    }

    /// Deletes it, unless it is a local file of the user.
    pub fn discard(self) -> Result<()> {
        self.place.as_ref().map_or(Ok(()), DownloadFiles::discard)
    }
}

/// Downloads a file that nobody reads while it arrives, in as many passes as [`Passes`] allows.
pub(crate) fn fetch_whole(http: &Http, request: &Request<'_>, cancel: &Cancel, events: Events<'_>) -> Result<Fetched> {
    let mut passes = Passes::new(request.sources);
    loop {
        let growing = Growing::new(part_path(request.folder, request.archive));
        let pass = Request { sources: passes.sources(), ..*request };
        match fetch(http, &pass, &growing, cancel, events) {
            Err(error) if passes.again(&error) => {}
            fetched => return fetched,
        }
    }
}

/// Downloads into the part file, and reports its growth to `growing` for the readers of [`part_path`]. After any error,
/// `growing` is stopped.
///
/// [`FetchError::Restart`] means that the bytes that readers saw are invalid: the server's file changed, or it ignores
/// ranges and the connection broke. Call again with a new [`Growing`], as often as [`Passes`] allows.
/// [`FetchError::Digest`] means that the file is not the official one, and was deleted.
pub fn fetch(
    http: &Http,
    request: &Request<'_>,
    growing: &Growing,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Fetched> {
    transferred(request, growing, cancel, |cancel| {
        let place = DownloadFiles::reserve(http, request, cancel, events)?;
        let (source, bytes) = FileTransfer::open(http, request, &place, growing, cancel, events)?.run()?;
        Ok(Fetched { path: place.part(), bytes, source, place: Some(place) })
    })
}

/// Does a transfer, which yields to those that a user waits for. After an error, `growing` is stopped.
fn transferred(
    request: &Request<'_>,
    growing: &Growing,
    cancel: &Cancel,
    work: impl FnOnce(&Cancel) -> Result<Fetched>,
) -> Result<Fetched> {
    let fetched = priority::giving_way(request.folder, cancel, work);
    if fetched.is_err() {
        growing.stop();
    }
    fetched
}
