//! The one pass of an installation: bytes are written, hashed and unpacked at the same time.
//!
//! The digest decides: where unpacking fails, the rest is still read and hashed, so that a tampered archive is said
//! to be tampered and not damaged.
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use jiff::Timestamp;
use url::Url;

use super::ApplyError;
use super::run::Run;
use crate::catalog::Archive;
use crate::effect;
use crate::fetch::{self, FetchError, Place, Request};
use crate::plan::Step;
use crate::report::{Cancel, Cancelled, Code, Event, Explain as _};
use crate::store::growing::Growing;
use crate::store::unpack::{self, Format, UnpackError, Unpacked};
use crate::store::{self, Receipt};
use crate::version::Version;

/// A verified archive, unpacked into staging.
pub(super) struct Received {
    /// The tree in staging.
    pub(super) tree: PathBuf,
    /// Its place in the cache, held until the commit; `None` for a file of the user's.
    pub(super) place: Option<Place>,
    archive: Archive,
    source: String,
    unpacked: Unpacked,
}

impl Received {
    /// What is written down beside the tree.
    pub(super) fn receipt(&self, version: &Version, now: Timestamp) -> Receipt {
        Receipt {
            version: version.clone(),
            archive: self.archive.clone(),
            source: self.source.clone(),
            size_bytes: self.unpacked.bytes,
            files: self.unpacked.files,
            installed_at: now,
        }
    }
}

/// Downloads or reads the archive of `step`, verifies it, and unpacks it into staging meanwhile.
pub(super) fn receive(run: &Run<'_>, index: usize, step: &Step) -> Result<Received, ApplyError> {
    match step {
        Step::Download { version, archive, sources } => download(run, index, version, archive, sources),
        Step::ReadFile { archive, path, .. } => read_file(run, index, archive, path),
        _ => Err(ApplyError::Moved("the plan has no archive".into())),
    }
}

fn download(
    run: &Run<'_>,
    index: usize,
    version: &Version,
    archive: &Archive,
    sources: &[Url],
) -> Result<Received, ApplyError> {
    let (home, http) = (run.engine.home(), run.engine.http());
    let cache = home.cache();
    effect::create_dir_all(&cache)?;
    require_space(&cache, archive)?;
    let request = Request { archive, sources, folder: &cache, step: index };
    let place = fetch::reserve(http, &request, run.cancel, run.events)?;
    if place.waited() && home.toolchain(version).exists() {
        return Err(ApplyError::Moved(format!("another Upgo has installed {version}")));
    }
    let unpacking = Unpacking::new(run, index, archive)?;
    let fetched =
        fetch::fetch_while(http, &request, &place, &unpacking.stop_fetch, run.events, |growing| unpacking.run(growing));
    let (fetched, unpacked) = unpacking.settle(fetched)?;
    place.keep()?;
    let source = fetched.source.map_or_else(|| place.path().display().to_string(), |url| url.to_string());
    Ok(Received { tree: unpacking.tree, place: Some(place), archive: archive.clone(), source, unpacked })
}

fn read_file(run: &Run<'_>, index: usize, archive: &Archive, path: &Path) -> Result<Received, ApplyError> {
    let length = fs_err::metadata(path)?.len();
    let unpacking = Unpacking::new(run, index, archive)?;
    let growing = Growing::complete(path, length);
    let (hashed, unpacked) = thread::scope(|scope| {
        let unpacked = scope.spawn(|| unpacking.run(&growing));
        let hashed = fetch::local(path, archive.sha256, &growing, index, &unpacking.stop_fetch, run.events);
        (hashed, unpacked.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (_, unpacked) = unpacking.settle(hashed.map(|hashed| (hashed, unpacked)))?;
    let source = path.display().to_string();
    Ok(Received { tree: unpacking.tree, place: None, archive: archive.clone(), source, unpacked })
}

/// The unpacking beside a download or a hash.
struct Unpacking<'a> {
    run: &'a Run<'a>,
    step: usize,
    format: Format,
    tree: PathBuf,
    /// Ends the download where going on is of no use: a full disk does not become empty by it.
    stop_fetch: Cancel,
    stopped_by: Mutex<Option<UnpackError>>,
}

impl<'a> Unpacking<'a> {
    fn new(run: &'a Run<'a>, index: usize, archive: &Archive) -> Result<Self, ApplyError> {
        let format = Format::of(&archive.filename)
            .ok_or_else(|| ApplyError::Moved(format!("{} is no archive that Upgo can unpack", archive.filename)))?;
        Ok(Self {
            run,
            step: index + 1,
            format,
            tree: store::staged_tree(run.engine.home(), run.id),
            stop_fetch: run.cancel.child(),
            stopped_by: Mutex::default(),
        })
    }

    /// Unpacks into an empty folder; it may be called again when what was read before is void.
    fn run(&self, growing: &Growing) -> Result<Unpacked, ApplyError> {
        effect::remove_tree(&self.tree).and_then(|()| effect::create_dir_all(&self.tree))?;
        let progress = |done, total| (self.run.events)(Event::Unpacked { step: self.step, done, total });
        let unpacked = unpack::unpack(self.format, growing, &self.tree, &self.stop_fetch, &progress);
        unpacked.map_err(|error| {
            let hopeless = matches!(error.code(), Code::DiskFull | Code::DiskFailed | Code::Permission);
            if !hopeless {
                return error.into();
            }
            self.stop_fetch.cancel();
            *self.stopped_by.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            Cancelled.into()
        })
    }

    /// The digest decides: its error comes first, unless the disk ended both.
    fn settle<T>(
        &self,
        both: Result<(T, Result<Unpacked, ApplyError>), FetchError>,
    ) -> Result<(T, Unpacked), ApplyError> {
        if let Some(error) = self.stopped_by.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error.into());
        }
        let (fetched, unpacked) = both?;
        Ok((fetched, unpacked?))
    }
}

/// The archive, its tree (about 3.6 times its size) and some room for the rest of the machine.
fn require_space(folder: &Path, archive: &Archive) -> Result<(), ApplyError> {
    let size = archive.size.unwrap_or(80_000_000);
    Ok(store::require_space(folder, size.saturating_mul(5) + 16_000_000)?)
}
