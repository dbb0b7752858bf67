use std::io::Read as _;
use std::path::Path;

use url::Url;

use super::{FetchError, Fetched, Result};
use crate::base::bounded;
use crate::base::digest::{Hasher, Sha256};
use crate::base::report::{Cancel, Event, Events, Throttle};

/// Hashes the file at `path` and reports the progress. Readers may meanwhile read it through a complete
/// [`Growing`](crate::store::growing::Growing). If `expected` is given, a different digest is an error.
pub fn local(
    path: &Path,
    expected: Option<Sha256>,
    step: usize,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Fetched> {
    let path = std::path::absolute(path).map_err(FetchError::disk(path))?;
    let (actual, bytes) = hash(&path, cancel, |done, total| events(Event::transferred(step, done, Some(total))))?;
    let source = Url::from_file_path(&path).map_err(|()| FetchError::Name { file: path.display().to_string() })?;
    match expected {
        Some(expected) if expected != actual => {
            Err(FetchError::Digest { file: path.display().to_string(), from: None, expected, actual })
        }
        _ => Ok(Fetched { path, bytes, source, place: None }),
    }
}

pub fn digest_of(path: &Path, cancel: &Cancel) -> Result<Sha256> {
    hash(path, cancel, |_, _| {}).map(|(digest, _)| digest)
}

/// `tell` receives the bytes done and the total, from time to time.
fn hash(path: &Path, cancel: &Cancel, tell: impl Fn(u64, u64)) -> Result<(Sha256, u64)> {
    let mut file = bounded::open(path).map_err(FetchError::disk(path))?;
    let total = file.metadata().map_err(FetchError::disk(path))?.len();
    let (mut hasher, mut throttle, mut done) = (Hasher::default(), Throttle::default(), 0);
    let mut piece = vec![0; 256 << 10];
    loop {
        cancel.check()?;
        let read = file.read(&mut piece).map_err(FetchError::disk(path))?;
        done += read as u64;
        if read == 0 || throttle.ready() {
            tell(done, total);
        }
        if read == 0 {
            return Ok((hasher.finish(), done));
        }
        hasher.update(&piece[..read]);
    }
}
