//! The files of a download, and the lock that excludes other processes.
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{FetchError, LARGEST, Request, Result, priority};
use crate::base::archive::{self, Archive};
use crate::base::digest::Sha256;
use crate::base::module;
use crate::base::report::{Cancel, Event, Events};
use crate::machine::effect;
use crate::machine::platform::FileLock;
use crate::net::http::Http;

const TURN: Duration = Duration::from_millis(100);

pub(super) const PIECES: &str = ".pieces";
pub(super) const DIRECTORY: &str = ".directory";

/// The path of an archive in `folder` before it is verified, for its [`Growing`](crate::store::growing::Growing).
pub fn part_path(folder: &Path, archive: &Archive) -> PathBuf {
    with_ending(&folder.join(&archive.filename), ".part")
}

/// The path of the fetched parts of an archive in `folder`, one after the other, for their `Growing`.
pub fn pieces_path(folder: &Path, archive: &Archive) -> PathBuf {
    with_ending(&folder.join(&archive.filename), ".pieces.part")
}

pub fn directory_path(folder: &Path, archive: &Archive) -> PathBuf {
    with_ending(&folder.join(&archive.filename), DIRECTORY)
}

/// The files of one archive in a folder, locked by this process until dropped.
#[derive(Debug)]
pub(super) struct DownloadFiles {
    path: PathBuf,
    expected: Option<Sha256>,
    _lock: FileLock,
}

impl DownloadFiles {
    /// Waits for another process that downloads the same archive; one that does so in the background is asked to stop.
    pub(super) fn reserve(http: &Http, request: &Request<'_>, cancel: &Cancel, events: Events<'_>) -> Result<Self> {
        let expected = acceptable(request.archive)?;
        Self::lock(http, request, request.folder.join(&request.archive.filename), expected, cancel, events)
    }

    /// `identity` is the digest of what these parts are.
    pub(super) fn reserve_parts(
        http: &Http,
        request: &Request<'_>,
        identity: Sha256,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Self> {
        let filename = &request.archive.filename;
        if !is_known(filename) {
            return Err(FetchError::Name { file: filename.clone() });
        }
        let path = with_ending(&request.folder.join(filename), PIECES);
        Self::lock(http, request, path, Some(identity), cancel, events)
    }

    fn lock(
        http: &Http,
        request: &Request<'_>,
        path: PathBuf,
        expected: Option<Sha256>,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Self> {
        effect::create_dir_all(request.folder).map_err(FetchError::disk(request.folder))?;
        let lock_path = with_ending(&path, ".lock");
        let file = effect::open_or_create(&lock_path).map_err(FetchError::disk(&lock_path))?;
        let (begun, mut claimed) = (Instant::now(), None);
        let holder = || request.holder.after(begun.elapsed());
        let mut waited = false;
        loop {
            cancel.check()?;
            if let Some(lock) = FileLock::try_acquire(&file).map_err(FetchError::disk(&lock_path))? {
                holder().sign(&file);
                // Even without a wait, because another process may have finished since the plan was made.
                if !(request.is_wanted)() {
                    return Err(FetchError::NoLongerWanted);
                }
                return Ok(Self { path, expected, _lock: lock });
            }
            if cancel.gives_way() {
                return Err(FetchError::GaveWay);
            }
            if !waited {
                let reason = holder().other(&lock_path, say!(IsDownloading { file: &request.archive.filename }));
                events(Event::Waiting { step: request.step, reason });
            }
            waited = true;
            if claimed.is_none() {
                claimed = priority::claim(request.folder).map_err(FetchError::disk(request.folder))?;
            }
            http.config().pause.pause(TURN, cancel)?;
        }
    }

    pub(super) fn part(&self) -> PathBuf {
        with_ending(&self.path, ".part")
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// `None` if its content is verified otherwise.
    pub(super) fn expected(&self) -> Option<Sha256> {
        self.expected
    }

    pub(super) fn memory(&self) -> PathBuf {
        with_ending(&self.path, ".part.json")
    }

    pub(super) fn keep(&self) -> Result<PathBuf> {
        effect::rename(&self.part(), &self.path).map_err(FetchError::disk(&self.path))?;
        effect::remove_file(&self.memory()).map_err(FetchError::disk(self.memory()))?;
        Ok(self.path.clone())
    }

    pub(super) fn discard(&self) -> Result<()> {
        for path in [self.part(), self.memory(), self.path.clone()] {
            effect::remove_file(&path).map_err(FetchError::disk(&path))?;
        }
        Ok(())
    }
}

/// Whether a name is that of a file that is downloaded: an archive of Go, a package of Upgo, or a module.
pub(super) fn is_known(filename: &str) -> bool {
    archive::is_plain(filename) || archive::is_upgo_package(filename) || module::is_zip(filename)
}

/// A module has no digest, because the checksum database verifies its content.
fn acceptable(archive: &Archive) -> Result<Option<Sha256>> {
    let (filename, is_module) = (archive.filename.clone(), module::is_zip(&archive.filename));
    match (archive.size, archive.sha256) {
        _ if !is_known(&filename) => Err(FetchError::Name { file: filename }),
        (Some(bytes), _) if bytes > LARGEST => Err(FetchError::TooLarge { file: filename, bytes }),
        (_, None) if !is_module => Err(FetchError::NoDigest { file: filename }),
        (_, expected) => Ok(expected),
    }
}

pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
