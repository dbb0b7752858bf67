//! One verified file: streamed, resumed, retried, taken from the next source, hashed on the way.
//!
//! ```text
//! let place = fetch::reserve(&http, &request, &cancel, events)?;   // waits for another Upgo that downloads the same
//! let growing = Growing::new(place.part());                        // unpacking reads behind the download
//! let fetched = fetch::fetch(&http, &request, &place, &growing, &cancel, events)?;
//! place.keep()?;                                                   // only now a final name (or `discard`)
//! ```
//!
//! [`fetch_while`] does this with a reader beside it, and again where that helps. The bytes are written to
//! `FILENAME.part`; what resuming needs to know is in `FILENAME.part.json`; `FILENAME.lock` says whose turn it is.
//! Nothing has the name `FILENAME` before its SHA-256 is the expected one. Which source the bytes come from does not
//! matter, even half from one and half from another: the digest at the end decides.
mod clean;
mod error;
mod local;
mod part;
mod place;
mod transfer;

use std::path::Path;
use std::thread;

use url::Url;

pub use clean::{Clean, clean};
pub use error::{FetchError, SourceFault};
pub use local::{Local, local};
pub use place::{Place, reserve};

use crate::catalog::Archive;
use crate::digest::Sha256;
use crate::http::Http;
use crate::report::{Cancel, Events};
use crate::store::growing::Growing;
use transfer::Transfer;

/// Larger than any file of a Go release has been (203 MB) by far.
const LARGEST: u64 = 1 << 30;
/// A download is begun so often at most when a server's file changes or cannot be continued.
const PASSES: usize = 3;

/// What is wanted, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The file, and the digest that an official feed gives for it.
    pub archive: &'a Archive,
    /// Where it lies, in order of preference; each the address of a folder.
    pub sources: &'a [Url],
    /// Where it goes.
    pub folder: &'a Path,
    /// The step that events speak of.
    pub step: usize,
}

/// A file whose digest is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its digest, the expected one.
    pub sha256: Sha256,
    /// Its length in bytes.
    pub bytes: u64,
    /// Where its last bytes came from; `None` if it was here already.
    pub source: Option<Url>,
}

/// Downloads into the part file of `place`, telling `growing` (of that path) how far it is. On success the file is
/// whole and right, and still has its part name, because readers may open it; [`Place::keep`] gives it its own.
///
/// # Errors
/// - [`FetchError::Restart`]: what readers saw is void (the server's file changed, or it ignores ranges and the line
///   broke). Call again with a new [`Growing`].
/// - [`FetchError::Digest`]: the file is not the official one, and was deleted.
///
/// After any error `growing` is stopped.
pub fn fetch(
    http: &Http,
    request: &Request<'_>,
    place: &Place,
    growing: &Growing,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Fetched, FetchError> {
    let fetched = Transfer::open(http, request, place, growing, cancel, events).and_then(Transfer::run);
    if fetched.is_err() {
        growing.stop();
    }
    fetched
}

/// Downloads while `read` reads behind the download in a thread of its own. If what it read turns out void it is
/// called again; after a wrong digest the file is fetched once more, another source first.
pub fn fetch_while<T: Send>(
    http: &Http,
    request: &Request<'_>,
    place: &Place,
    cancel: &Cancel,
    events: Events<'_>,
    read: impl Fn(&Growing) -> T + Sync,
) -> Result<(Fetched, T), FetchError> {
    let mut sources = request.sources.to_vec();
    let (mut pass, mut second_chance) = (1, true);
    loop {
        let growing = Growing::new(place.part());
        let request = Request { sources: &sources, ..*request };
        let (fetched, outcome) = thread::scope(|scope| {
            let reader = scope.spawn(|| read(&growing));
            let fetched = fetch(http, &request, place, &growing, cancel, events);
            (fetched, reader.join())
        });
        let outcome = outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match fetched {
            Ok(fetched) => return Ok((fetched, outcome)),
            Err(FetchError::Restart { .. }) if pass < PASSES => pass += 1,
            Err(FetchError::Digest { from, .. }) if second_chance => {
                second_chance = false;
                sources.sort_by_key(|source| Some(source) == from.as_deref()); // that one last
            }
            Err(error) => return Err(error),
        }
    }
}
