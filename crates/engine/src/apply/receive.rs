//! The one pass of an installation: bytes are written, hashed and unpacked at the same time.
//!
//! The digest decides: where unpacking fails, the rest is still read and hashed, so that a tampered archive is said
//! to be tampered and not damaged.
use std::path::{Path, PathBuf};
use std::thread;

use jiff::Timestamp;
use url::Url;

use super::ApplyError;
use super::run::Run;
use crate::catalog::Archive;
use crate::effect;
use crate::fetch::{self, FetchError, Fetched};
use crate::plan::Step;
use crate::report::{Cancel, Code, Event, Explain as _};
use crate::store::growing::Growing;
use crate::store::unpack::{self, Format, UnpackError, Unpacked};
use crate::store::{self, Receipt};
use crate::version::Version;

/// How often a download may begin anew: the file changed on the server, or its digest was wrong once.
const PASSES: u32 = 4;

/// A verified archive, unpacked into staging.
pub(super) struct Received {
    /// The tree in staging.
    pub(super) tree: PathBuf,
    /// The archive in the cache, which goes with the commit; `None` for a file of the user's.
    pub(super) archive_to_delete: Option<PathBuf>,
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
    let home = run.engine.home();
    effect::create_dir_all(&home.cache())?;
    match step {
        Step::Download { version, archive, sources } => {
            require_space(home.cache().as_path(), archive)?;
            let mut sources = sources.clone();
            for _ in 1..PASSES {
                match download(run, index, version, archive, &sources) {
                    Err(ApplyError::Fetch(FetchError::Digest { .. })) => {
                        // Once more, from another source where there is one; a second time it is final.
                        sources.rotate_left(1);
                        return download(run, index, version, archive, &sources);
                    }
                    Err(ApplyError::Fetch(FetchError::Restart)) => {}
                    result => return result,
                }
            }
            download(run, index, version, archive, &sources)
        }
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
    let home = run.engine.home();
    let is_wanted = || !home.toolchain(version).exists();
    let cache = home.cache();
    let fetch = |growing: &Growing, cancel: &Cancel| {
        let request = fetch::Request { archive, sources, folder: &cache, step: index, is_wanted: &is_wanted };
        fetch::fetch(run.engine.http(), &request, growing, cancel, run.events)
    };
    let growing = Growing::new(fetch::part_path(&cache, archive));
    let (fetched, unpacked, tree) = both(run, index, archive, &growing, fetch)?;
    let source = fetched.source.to_string();
    Ok(Received { tree, archive_to_delete: Some(fetched.path), archive: archive.clone(), source, unpacked })
}

fn read_file(run: &Run<'_>, index: usize, archive: &Archive, path: &Path) -> Result<Received, ApplyError> {
    let length = fs_err::metadata(path)?.len();
    let growing = Growing::complete(path, length);
    let fetch = |_: &Growing, cancel: &Cancel| fetch::local(path, archive.sha256, index, cancel, run.events);
    let (_, unpacked, tree) = both(run, index, archive, &growing, fetch)?;
    let source = path.display().to_string();
    Ok(Received { tree, archive_to_delete: None, archive: archive.clone(), source, unpacked })
}

/// Fetches and unpacks side by side.
fn both(
    run: &Run<'_>,
    index: usize,
    archive: &Archive,
    growing: &Growing,
    fetch: impl FnOnce(&Growing, &Cancel) -> Result<Fetched, FetchError>,
) -> Result<(Fetched, Unpacked, PathBuf), ApplyError> {
    let tree = store::staged_tree(run.engine.home(), run.id);
    effect::remove_tree(&tree)?;
    effect::create_dir_all(&tree)?;
    let format = Format::of(&archive.filename)
        .ok_or_else(|| ApplyError::Moved(format!("{} is no archive that Upgo can unpack", archive.filename)))?;
    let stop_fetch = run.cancel.child();
    let (fetched, unpacked) = thread::scope(|scope| {
        let unpacking = scope.spawn(|| {
            let progress = |done, total| (run.events)(Event::Unpacked { step: index + 1, done, total });
            let result = unpack::unpack(format, growing, &tree, run.cancel, &progress);
            // A full disk will not become empty by downloading the rest.
            if result.as_ref().is_err_and(|error| matches!(error.code(), Code::DiskFull | Code::Permission)) {
                stop_fetch.cancel();
            }
            result
        });
        let fetched = fetch(growing, &stop_fetch);
        if fetched.is_err() {
            growing.stop();
        }
        let unpacked = unpacking.join().unwrap_or(Err(UnpackError::Stopped));
        (fetched, unpacked)
    });
    match (fetched, unpacked) {
        (Ok(fetched), Ok(unpacked)) => Ok((fetched, unpacked, tree)),
        (Ok(_), Err(unpack)) => Err(unpack.into()),
        (Err(fetch), Err(unpack)) if stop_fetch.is_cancelled() && !run.cancel.is_cancelled() => {
            drop(fetch);
            Err(unpack.into())
        }
        (Err(fetch), _) => Err(fetch.into()),
    }
}

/// The archive, its tree (about 3.6 times its size) and some room for the rest of the machine.
fn require_space(folder: &Path, archive: &Archive) -> Result<(), ApplyError> {
    let size = archive.size.unwrap_or(80_000_000);
    Ok(store::require_space(folder, size.saturating_mul(5) + 16_000_000)?)
}
