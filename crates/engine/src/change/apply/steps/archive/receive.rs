//! The one pass of an installation: bytes are written, hashed and unpacked at the same time. If unpacking fails, the
//! rest is still hashed, so that a tampered archive is reported as such and not as damaged.
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use super::super::super::context::Context;
use super::super::super::{ApplyError, Result};
use crate::base::archive::Archive;
use crate::base::report::{Cancel, Code, Event, Explain as _};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::fetch::{self, FetchError, Fetched, Passes, Request};
use crate::change::plan::Step;
use crate::machine::effect;
use crate::net::http::Http;
use crate::store::growing::Growing;
use crate::store::unpack::{self, Format, UnpackError, Unpacked, ZipParts};
use crate::store::{self, Downloaded, Provenance, Receipt, Reused};

/// An archive with the expected digest, unpacked into staging. Its origin is not proven yet.
pub(super) struct Received {
    pub(super) tree: PathBuf,
    /// Held until the commit.
    pub(super) fetched: Fetched,
    pub(super) archive: Archive,
    pub(super) unpacked: Unpacked,
    /// The time from the last received byte to the last written file.
    lag: Duration,
    pub(super) reused: Option<Reused>,
}

impl Received {
    pub(super) fn receipt(&self, version: &Version, origin: Provenance, now: Timestamp) -> Receipt {
        let archive = self.reused.as_ref().map_or(&self.archive, |reused| &reused.archive);
        Receipt {
            version: version.clone(),
            archive: archive.clone(),
            source: self.fetched.source.to_string(),
            size_bytes: self.unpacked.bytes,
            files: self.unpacked.files,
            installed_at: now,
            // Copying does not wait for the download, so it says nothing about a virus scanner.
            lag_ms: u64::try_from(self.lag.as_millis()).ok().filter(|_| self.reused.is_none()),
            proof: origin,
            reused: self.reused.as_ref().map(|reused| reused.record(&self.archive.filename)),
        }
    }

    /// `None` if nothing was downloaded, because the user provided the archive.
    pub(super) fn downloaded(&self) -> Option<Downloaded> {
        if self.fetched.source.scheme() == "file" {
            return None;
        }
        Some(match &self.reused {
            None => Downloaded { bytes: self.fetched.bytes, whole_bytes: self.fetched.bytes, base: None },
            Some(Reused { base, archive, fetched_bytes }) => Downloaded {
                bytes: *fetched_bytes,
                whole_bytes: archive.size.unwrap_or(*fetched_bytes),
                base: Some(base.clone()),
            },
        })
    }
}

/// Downloads or reads the archive of `step`, verifies it, and unpacks it into staging at the same time.
pub(super) fn receive(context: &Context<'_>, step: &Step) -> Result<Received> {
    match step {
        Step::Download { version, archive, sources, .. } => {
            download(context, context.site.http(), version, archive, sources)
        }
        Step::ReadFile { archive, path, .. } => read_file(context, archive, path),
        _ => Err(ApplyError::Moved(Sentence::NoArchiveInPlan.into())),
    }
}

/// Downloads an archive from the first of `sources` that provides it, and unpacks it at the same time.
pub(super) fn download(
    context: &Context<'_>,
    http: &Http,
    version: &Version,
    archive: &Archive,
    sources: &[Url],
) -> Result<Received> {
    let home = context.site.home();
    let cache = home.cache();
    effect::create_dir_all(&cache)?;
    require_space(&cache, archive)?;
    let is_brought = context.plan.steps.iter().any(|step| matches!(step, Step::Unpack { .. }));
    let is_wanted = || !is_brought || !home.toolchain(version).is_dir();
    let mut passes = Passes::new(sources);
    loop {
        let sources = passes.sources().to_vec();
        let request = Request {
            archive,
            sources: &sources,
            folder: &cache,
            step: context.step,
            is_wanted: &is_wanted,
            holder: &context.site.holder(),
        };
        let growing = Growing::new(fetch::part_path(&cache, archive));
        let received = Unpacking::new(context, archive)?
            .beside(&growing, |cancel| fetch::fetch(http, &request, &growing, cancel, context.events));
        match received {
            Err(ApplyError::Fetch(error)) if passes.again(&error) => {}
            result => return result,
        }
    }
}

fn read_file(context: &Context<'_>, archive: &Archive, path: &Path) -> Result<Received> {
    let growing = Growing::complete(path, fs_err::metadata(path)?.len());
    Unpacking::new(context, archive)?
        .beside(&growing, |cancel| fetch::local(path, archive.sha256, context.step, cancel, context.events))
}

pub(super) struct Unpacking<'a> {
    context: &'a Context<'a>,
    archive: &'a Archive,
    format: Format,
    parts: Option<ZipParts<'a>>,
    tree: PathBuf,
}

impl<'a> Unpacking<'a> {
    fn new(context: &'a Context<'a>, archive: &'a Archive) -> Result<Self> {
        let format = Format::of(&archive.filename)
            .ok_or_else(|| ApplyError::Moved(say!(NotUnpackable { file: archive.filename.as_str() })))?;
        let tree = store::staged_tree(context.site.home(), context.id);
        effect::remove_tree(&tree).and_then(|()| effect::create_dir_all(&tree))?;
        Ok(Self { context, archive, format, parts: None, tree })
    }

    pub(super) fn of_parts(context: &'a Context<'a>, archive: &'a Archive, parts: ZipParts<'a>) -> Result<Self> {
        Ok(Self { parts: Some(parts), ..Self::new(context, archive)? })
    }

    /// The digest decides, so an error of `fetch` takes precedence, unless both failed because of the disk.
    pub(super) fn beside(
        self,
        growing: &Growing,
        fetch: impl FnOnce(&Cancel) -> Result<Fetched, FetchError>,
    ) -> Result<Received> {
        let stop_fetch = self.context.cancel.child();
        let (fetched, unpacked, lag) = thread::scope(|scope| {
            let unpacking = scope.spawn(|| self.unpack(growing, &stop_fetch));
            let fetched = fetch(&stop_fetch);
            if fetched.is_err() {
                growing.stop();
            }
            let complete = Instant::now();
            let unpacked = unpacking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (fetched, unpacked, complete.elapsed())
        });
        match (fetched, unpacked) {
            (_, Err(error)) if is_hopeless(&error) => Err(error.into()),
            (Err(FetchError::NoLongerWanted), _) => {
                Err(ApplyError::Moved(say!(OtherInstalled { file: self.archive.filename.as_str() })))
            }
            (Err(error), _) => Err(error.into()),
            (Ok(fetched), Err(error)) => {
                // It was kept only because its digest is right.
                if self.format == Format::ModuleZip || self.parts.is_some() {
                    fetched.discard()?;
                }
                Err(error.into())
            }
            (Ok(fetched), Ok(unpacked)) => {
                let archive = self.archive.clone();
                Ok(Received { tree: self.tree, fetched, archive, unpacked, lag, reused: None })
            }
        }
    }

    fn unpack(&self, growing: &Growing, stop_fetch: &Cancel) -> Result<Unpacked, UnpackError> {
        let progress = |done, total| (self.context.events)(Event::unpacked(self.context.step + 1, done, total));
        let (tree, cancel) = (&self.tree, self.context.cancel);
        let unpacked = match &self.parts {
            None => unpack::unpack(self.format, growing, tree, cancel, &progress),
            Some(parts) => unpack::unpack_parts(parts, growing, tree, cancel, &progress),
        };
        if unpacked.as_ref().is_err_and(is_hopeless) {
            stop_fetch.cancel();
        }
        unpacked
    }
}

/// Downloading the rest neither frees any disk space nor repairs an installed toolchain.
fn is_hopeless(error: &UnpackError) -> bool {
    matches!(error, UnpackError::Base { .. })
        || matches!(error.code(), Code::DiskFull | Code::DiskFailed | Code::Permission)
}

pub(super) fn require_space(folder: &Path, archive: &Archive) -> Result<()> {
    Ok(store::require_space(folder, store::space_for(archive.size))?)
}
