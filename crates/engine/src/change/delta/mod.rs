//! Delta downloads: only the files that an installed toolchain lacks are fetched. The directory at the end of a zip
//! says which these are. It is read for the plan, which says how much is fetched, and cached until the release is
//! installed. Nothing here is trusted: the tree must have the hash of a record in the checksum database, without which
//! there is no such plan.
mod directory;

use std::ops::Range;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use url::Url;

use crate::base::archive::Archive;
use crate::base::digest::Sha256;
use crate::base::module;
use crate::base::report::{Cancel, total};
use crate::base::version::Version;
use crate::change::fetch::{FetchError, SourceFault, part_path};
use crate::change::plan::Reuse;
use crate::change::site::Site;
use crate::net::http::{Http, HttpConfig, Times, Validator, file_in};
use crate::store::unpack::{Format, UnpackError, ZipListing, ZipParts};
use crate::store::{Installed, Manifest};
use directory::{ComparedBase, KnownDirectory, Sidecar};

/// An archive with fewer bytes is fetched whole: the saving would not be worth the requests.
const WORTH_IT: u64 = 8 << 20;
/// How long reading directories may delay a plan.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a server may take to accept a connection, because a network that blocks it delays every plan.
const CONNECT: Duration = Duration::from_secs(5);
const SERVERS: usize = 2;
const BASES: usize = 4;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) version: &'a Version,
    pub(crate) archive: &'a Archive,
    pub(crate) sources: &'a [Url],
    pub(crate) modules: &'a [Url],
    pub(crate) is_offline: bool,
}

#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) directory_bytes: u64,
    /// The length of the zip in bytes.
    pub(crate) total: u64,
    pub(crate) validator: Validator,
    pub(crate) ranges: Vec<Range<u64>>,
    /// The digest of all that the ranges were computed from.
    pub(crate) identity: Sha256,
    listing: ZipListing,
    missing: Vec<usize>,
    base: PathBuf,
    manifest: Manifest,
}

impl Prepared {
    pub(crate) fn parts(&self) -> ZipParts<'_> {
        let Self { listing, missing, ranges, base, manifest, .. } = self;
        ZipParts { listing, missing, ranges, base, manifest }
    }

    fn shared_files(&self) -> u64 {
        self.listing.files().saturating_sub(self.missing.len() as u64)
    }

    pub(crate) fn fetched_bytes(&self) -> u64 {
        total(self.ranges.iter().map(|range| range.end - range.start).chain([self.directory_bytes]))
    }
}

/// `None` if the whole archive is better, or if this cannot be found out now.
pub(crate) fn find(site: &Site, wanted: &Wanted<'_>, installed: &[Installed], cancel: &Cancel) -> Option<Reuse> {
    let left = left_to_fetch(site, wanted.archive)?;
    // Up to Go 1.23, builds for WebAssembly need a file in `misc`, which the module leaves out.
    if !is_possible(site) || !wanted.version.is_since("go1.24.0") {
        return None;
    }
    let bases = bases(site, wanted.version, installed);
    if bases.is_empty() {
        return None;
    }
    let by = Instant::now() + PATIENCE;
    zips(site, wanted).into_iter().take(SERVERS).find_map(|(zip, source)| {
        let request = || KnownDirectory::request(site, &quick(&client(site, &zip)), &zip, source, by, cancel);
        let known = KnownDirectory::read(site, &zip, source);
        let known = known.or_else(|| if wanted.is_offline { None } else { request() })?;
        let (base, manifest) = bases.iter().min_by_key(|(_, manifest)| known.listing.lacks_at_least(manifest))?;
        if !is_worth_it(known.listing.lacks_at_least(manifest), left) {
            return None;
        }
        let prepared = compared(site, &zip, known, &base.version, manifest.clone(), cancel)?;
        let fetched_bytes = prepared.fetched_bytes();
        is_worth_it(fetched_bytes, left).then(|| Reuse {
            base: base.version.clone(),
            source: source.clone(),
            fetched_bytes,
            shared_files: prepared.shared_files(),
            zip: Archive { size: Some(prepared.total), ..zip },
        })
    })
}

/// Everything for the parts of a plan, read again: both the machine and the server may have changed since.
pub(crate) fn prepare(site: &Site, reuse: &Reuse, cancel: &Cancel) -> Result<Prepared, PrepareError> {
    let Reuse { zip, source, base, .. } = reuse;
    let (http, by) = (quick(&client(site, zip)), Instant::now() + PATIENCE);
    let no_parts = || {
        let fault = SourceFault::Parts { url: file_in(source, &zip.filename).to_string() };
        FetchError::Sources { file: zip.filename.clone(), failures: vec![fault] }
    };
    if !is_possible(site) {
        return Err(no_parts().into());
    }
    let known = KnownDirectory::read(site, zip, source)
        .or_else(|| KnownDirectory::request(site, &http, zip, source, by, cancel))
        .ok_or_else(no_parts)?;
    let changed = || UnpackError::Base { path: site.home().toolchain(base) };
    let manifest = Manifest::read(site.home(), base).ok_or_else(changed)?;
    let prepared = compared(site, zip, known, base, manifest, cancel);
    cancel.check().map_err(FetchError::from)?;
    Ok(prepared.ok_or_else(changed)?)
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum PrepareError {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Unpack(#[from] UnpackError),
}

/// The HTTP client for a zip: only servers of GOPROXY receive their logins.
pub(crate) fn client(site: &Site, zip: &Archive) -> Http {
    if module::is_zip(&zip.filename) { site.http_for_modules() } else { Http::new(site.http.config().clone()) }
}

/// Waits less for a server that does not answer.
fn quick(http: &Http) -> Http {
    let config = http.config();
    Http::new(HttpConfig { times: Times { connect: CONNECT, ..config.times }, ..config.clone() })
}

/// Whether a tree can be proven without its archive, and the user accepts that.
fn is_possible(site: &Site) -> bool {
    let settings = site.settings();
    !settings.whole_archives && !settings.keep_archives && site.proves_trees()
}

/// The bytes of the archive that are still missing; `None` if they are too few to save any.
fn left_to_fetch(site: &Site, archive: &Archive) -> Option<u64> {
    let cache = site.home().cache();
    if cache.join(&archive.filename).exists() {
        return None;
    }
    let here = fs_err::metadata(part_path(&cache, archive)).map_or(0, |part| part.len());
    archive.size?.checked_sub(here).filter(|left| *left >= WORTH_IT)
}

/// Whether fetching `part` saves at least a fifth of `whole`.
fn is_worth_it(part: u64, whole: u64) -> bool {
    part.saturating_mul(5) <= whole.saturating_mul(4)
}

/// The zips with the files of a release, in order of preference. Parts of a file on this machine would save nothing.
/// With mirrors set, GOPROXY is used only if it is set, too.
fn zips<'a>(site: &Site, wanted: &Wanted<'a>) -> Vec<(Archive, &'a Url)> {
    let Wanted { version, archive, sources, modules, .. } = *wanted;
    let is_zip = Format::of(&archive.filename) == Some(Format::Zip);
    let own = sources.iter().filter(|_| is_zip).take(1).map(|source| {
        let zip = Archive { filename: archive.filename.clone(), sha256: None, size: archive.size };
        (zip, source)
    });
    let is_wanted = site.sources.is_default() || !site.go_variable("GOPROXY").is_empty();
    let modules = if is_wanted { modules } else { &[] };
    // whether the next server may be asked depends on what the first one says
    let modules = modules.iter().take(1).map(|source| (module::archive(version, site.target()), source));
    own.chain(modules).filter(|(_, source)| source.scheme() != "file").collect()
}

/// Those with a manifest; the same release line first, newer ones first.
fn bases<'a>(site: &Site, version: &Version, installed: &'a [Installed]) -> Vec<(&'a Installed, Manifest)> {
    let mut bases: Vec<&Installed> = installed.iter().filter(|base| base.version != *version).collect();
    bases.sort_by_key(|base| base.version.language() != version.language());
    let with_manifest = |base: &'a Installed| Some((base, Manifest::read(site.home(), &base.version)?));
    bases.into_iter().filter_map(with_manifest).take(BASES).collect()
}

/// Compares the files of a zip with a toolchain, unless that is known from an earlier time.
fn compared(
    site: &Site,
    zip: &Archive,
    mut known: KnownDirectory,
    base: &Version,
    manifest: Manifest,
    cancel: &Cancel,
) -> Option<Prepared> {
    let tree = site.home().toolchain(base);
    let state = Sha256::of(manifest.text().as_bytes());
    let missing = if let Some(missing) = known.missing_in(base, state) {
        missing
    } else {
        let missing = known.listing.missing_in(&tree, &manifest, cancel).ok()?;
        known.remember(site, zip, ComparedBase { base: base.clone(), manifest: state, missing: missing.clone() });
        missing
    };
    let ranges = known.listing.ranges(&missing);
    let identity = identity(zip, &known, &ranges);
    let KnownDirectory { listing, bytes: directory_bytes, memory: Sidecar { total, validator, .. } } = known;
    Some(Prepared { directory_bytes, total, validator, ranges, identity, listing, missing, base: tree, manifest })
}

fn identity(zip: &Archive, known: &KnownDirectory, ranges: &[Range<u64>]) -> Sha256 {
    let text = format!("{}\n{}\n{}\n{ranges:?}\n", zip.filename, known.memory.total, known.memory.sha256);
    Sha256::of(text.as_bytes())
}
