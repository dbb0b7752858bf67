//! Where a download lies, and whose turn it is.
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{FetchError, LARGEST, Request};
use crate::catalog::is_plain;
use crate::digest::Sha256;
use crate::effect;
use crate::http::Http;
use crate::platform::FileLock;
use crate::report::{Cancel, Event, Events};

/// How often a waiting Upgo asks whether it is its turn.
const TURN: Duration = Duration::from_millis(100);

/// The files of one archive in a folder, held by this process alone until dropped.
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    expected: Sha256,
    waited: bool,
    _lock: FileLock,
}

/// Takes the place of an archive, waiting for another Upgo that downloads the same.
pub fn reserve(http: &Http, request: &Request<'_>, cancel: &Cancel, events: Events<'_>) -> Result<Place, FetchError> {
    let filename = request.archive.filename.clone();
    if !is_plain(&filename) {
        return Err(FetchError::Name { filename });
    }
    let Some(expected) = request.archive.sha256 else { return Err(FetchError::NoDigest { filename }) };
    if let Some(bytes) = request.archive.size.filter(|bytes| *bytes > LARGEST) {
        return Err(FetchError::TooLarge { filename, bytes });
    }
    effect::create_dir_all(request.folder).map_err(FetchError::disk(request.folder))?;
    let path = request.folder.join(&filename);
    let lock_path = with_ending(&path, ".lock");
    let file = effect::open_or_create(&lock_path).map_err(FetchError::disk(&lock_path))?;
    let mut waited = false;
    loop {
        cancel.check()?;
        if let Some(lock) = FileLock::try_acquire(&file).map_err(FetchError::disk(&lock_path))? {
            return Ok(Place { path, expected, waited, _lock: lock });
        }
        if !waited {
            let reason = format!("another Upgo is downloading {filename}");
            events(Event::Waiting { step: request.step, reason });
        }
        waited = true;
        http.config().pause.pause(TURN, cancel)?;
    }
}

impl Place {
    /// The name of the file while it is not verified.
    pub fn part(&self) -> PathBuf {
        with_ending(&self.path, ".part")
    }

    /// Its own name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether another Upgo was downloading the same: it may have installed it by now.
    pub fn waited(&self) -> bool {
        self.waited
    }

    /// Gives a fetched file its own name; no reader may open it by the other one any more.
    pub fn keep(&self) -> Result<&Path, FetchError> {
        effect::rename(&self.part(), &self.path).map_err(FetchError::disk(&self.path))?;
        effect::remove_file(&self.memory()).map_err(FetchError::disk(self.memory()))?;
        Ok(&self.path)
    }

    /// Deletes what was fetched.
    pub fn discard(&self) -> Result<(), FetchError> {
        for path in [self.part(), self.memory(), self.path.clone()] {
            effect::remove_file(&path).map_err(FetchError::disk(&path))?;
        }
        Ok(())
    }

    /// The digest that the file must have.
    pub(super) fn expected(&self) -> Sha256 {
        self.expected
    }

    /// What resuming needs to know.
    pub(super) fn memory(&self) -> PathBuf {
        with_ending(&self.path, ".part.json")
    }
}

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
