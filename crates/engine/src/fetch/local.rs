//! A file that the user already has.
use std::io::Read as _;
use std::path::Path;

use fs_err::File;

use super::FetchError;
use crate::digest::{Hasher, Sha256};
use crate::report::{Cancel, Event, Events, Throttle};
use crate::store::growing::Growing;

/// What a file of the user's is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// Its digest.
    pub sha256: Sha256,
    /// Its length in bytes.
    pub bytes: u64,
}

/// Hashes the file at `path`, telling how far it is, while others may read it behind a complete [`Growing`]. With
/// `expected`, another digest is an error, and `growing` is stopped; so it is when the file cannot be read.
pub fn local(
    path: &Path,
    expected: Option<Sha256>,
    growing: &Growing,
    step: usize,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Local, FetchError> {
    let hashed = hash(path, step, cancel, events).and_then(|local| match expected {
        Some(expected) if expected != local.sha256 => {
            let filename = path.display().to_string();
            Err(FetchError::Digest { filename, from: None, expected, actual: local.sha256 })
        }
        _ => Ok(local),
    });
    if hashed.is_err() {
        growing.stop();
    }
    hashed
}

fn hash(path: &Path, step: usize, cancel: &Cancel, events: Events<'_>) -> Result<Local, FetchError> {
    let mut file = File::open(path).map_err(FetchError::disk(path))?;
    let total = file.metadata().map_err(FetchError::disk(path))?.len();
    let (mut hasher, mut throttle, mut done) = (Hasher::default(), Throttle::default(), 0);
    let mut piece = vec![0; 256 << 10];
    loop {
        cancel.check()?;
        let read = file.read(&mut piece).map_err(FetchError::disk(path))?;
        done += read as u64;
        if read == 0 || throttle.ready() {
            events(Event::transferred(step, done, Some(total)));
        }
        if read == 0 {
            return Ok(Local { sha256: hasher.finish(), bytes: done });
        }
        hasher.update(&piece[..read]);
    }
}
