//! One verified file: streamed, resumed, retried, taken from the next source, hashed on the way.
//!
//! The bytes are written to `FILENAME.part`; what resuming needs to know is in `FILENAME.part.json`; `FILENAME.lock`
//! says whose turn it is. Nothing has the name `FILENAME` before its SHA-256 is the expected one. Which source the
//! bytes come from does not matter, even half from one and half from another: the digest at the end decides. Only the zip
//! of a [`module`](crate::module) has none: it is whole or not, and proven by what is unpacked from it.
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
mod passes;
mod place;
mod transfer;

use std::path::{Path, PathBuf};

use url::Url;

pub use clean::{Clean, clean, forget};
pub use error::{FetchError, SourceFault};
pub use local::{digest_of, local};
pub use passes::Passes;
pub use place::part_path;

use crate::archive::Archive;
use crate::digest::Sha256;
use crate::http::Http;
use crate::report::{Cancel, Events};
use crate::store::growing::Growing;
use place::Place;
use transfer::Transfer;

/// Larger than any file of a Go release has been (203 MB) by far.
const LARGEST: u64 = 1 << 30;

/// What is wanted, and from where.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The file, and the digest that an official feed gives for it.
    pub archive: &'a Archive,
    /// Where it lies, in order of preference; each the address of a folder.
    pub sources: &'a [Url],
    /// Where it goes.
    pub folder: &'a Path,
    /// The step that events speak of.
    pub step: usize,
    /// Asked before the download begins: another Upgo may have installed it since the plan was made.
    pub is_wanted: &'a dyn Fn() -> bool,
}

/// A file whose digest is right, or a module's, whose content is yet to be proven. While this lives, no other Upgo touches it.
#[derive(Debug)]
pub struct Fetched {
    /// Where it lies now: under its part name, because readers may still open it by that.
    pub path: PathBuf,
    /// Its digest: the expected one, where one was expected.
    pub sha256: Sha256,
    /// Its length in bytes.
    pub bytes: u64,
    /// Where its last bytes came from.
    pub source: Url,
    /// Its place in the cache; `None` for a file of the user's.
    place: Option<Place>,
}

impl Fetched {
    /// Gives it its own name, under which a later run finds it. No reader may open it by the old one any more.
    pub fn keep(self) -> Result<PathBuf, FetchError> {
        self.place.as_ref().map_or(Ok(self.path), Place::keep)
    }

    /// Deletes it, unless it is a file of the user's.
    pub fn discard(self) -> Result<(), FetchError> {
        self.place.as_ref().map_or(Ok(()), Place::discard)
    }
}

/// Downloads into the part file, telling `growing` (of [`part_path`]) how far it is.
///
/// # Errors
/// - [`FetchError::Restart`]: what readers saw is void (the server's file changed, or it ignores ranges and the line
///   broke). Call again with a new [`Growing`]; [`Passes`] knows how often.
/// - [`FetchError::Digest`]: the file is not the official one, and was deleted.
///
/// After any error `growing` is stopped.
pub fn fetch(
    http: &Http,
    request: &Request<'_>,
    growing: &Growing,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Fetched, FetchError> {
    let fetched = Place::reserve(http, request, cancel, events).and_then(|place| {
        let (source, sha256, bytes) = Transfer::open(http, request, &place, growing, cancel, events)?.run()?;
        Ok(Fetched { path: place.part(), sha256, bytes, source, place: Some(place) })
    });
    if fetched.is_err() {
        growing.stop();
    }
    fetched
}
