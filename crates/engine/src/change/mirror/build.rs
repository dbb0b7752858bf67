//! Creating or completing a mirror.
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use url::Url;

use super::index::Index;
use super::{MirrorError, MirrorRules};
use crate::base::archive::{Archive, is_plain};
use crate::base::digest::Sha256;
use crate::base::report::{Cancel, Events, Problem};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::change::fetch::{self, Request};
use crate::machine::effect;
use crate::net::http::{Http, HttpConfig};
use crate::released::advisories::CopiedDatabase;
use crate::released::catalog::{Catalog, Day, Feeds, Release, ReleaseRequest, Stamp};
use crate::store::LockHolder;

/// Files that are not verified yet. The folder is deleted at the end; after a failure the next run resumes there.
const INCOMING: &str = ".incoming";

#[derive(Clone, Copy)]
pub struct Build<'a> {
    /// Correct files in it are kept.
    pub folder: &'a Path,
    /// If there are none, the rules pick them.
    pub versions: &'a [ReleaseRequest],
    pub rules: &'a MirrorRules<'a>,
    pub targets: &'a [Target],
    /// The folder to take archives from, instead of the network.
    pub from: Option<&'a Path>,
    pub feeds: &'a Feeds<'a>,
    pub http: &'a Http,
    pub now: Timestamp,
    /// This process, for another one that waits for a file.
    pub holder: &'a LockHolder,
    pub cancel: &'a Cancel,
    pub events: Events<'a>,
}

/// A complete mirror.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Built {
    /// Every requested file.
    pub files: Vec<BuiltFile>,
    /// The copy of the vulnerability database; `null` if the mirror got none.
    pub vulnerabilities: Option<CopiedDatabase>,
    /// What could not be copied.
    pub warnings: Vec<Problem>,
}

/// The verified files of a mirror, before its release list names them.
#[derive(Debug)]
pub(crate) struct MirroredFiles {
    pub(crate) files: Vec<BuiltFile>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct BuiltFile {
    pub version: Version,
    pub target: Target,
    /// Its name.
    pub filename: String,
    pub sha256: Sha256,
    /// Its length in bytes.
    pub size: u64,
    /// Whether it is in no official release list. Then the digest is that of the file as found.
    pub unofficial: bool,
    /// Whether it was already in the mirror.
    pub kept: bool,
    /// Whether the mirror has its record of the Go checksum database.
    pub has_proof: bool,
    /// Whether the mirror has its valid OpenPGP signature.
    pub has_signature: bool,
}

struct WantedFile {
    version: Version,
    target: Target,
    archive: Archive,
    sources: Vec<Url>,
    unofficial: bool,
}

/// Creates the mirror, without proofs. Each file is verified before it gets its name; the release list comes last. With
/// `from`, an archive in the official release list must have its digest; all others are accepted and marked as
/// unofficial.
pub fn build(wanted: &Build<'_>) -> Result<Built, MirrorError> {
    let gathered = gather(wanted)?;
    gathered.publish(wanted.folder, wanted.now)?;
    Ok(Built { files: gathered.files, vulnerabilities: None, warnings: Vec::new() })
}

/// Files that are there and correct are not fetched again.
pub(crate) fn gather(wanted: &Build<'_>) -> Result<MirroredFiles, MirrorError> {
    effect::create_dir_all(wanted.folder).map_err(MirrorError::disk(wanted.folder))?;
    let mut files = Vec::new();
    for target in wanted.targets {
        let feeds = Feeds { target, system: None, ..*wanted.feeds };
        match wanted.from {
            None => files.extend(from_network(wanted, &feeds)?),
            Some(from) => files.extend(from_folder(wanted, from, &feeds)?),
        }
    }
    let files = files.iter().enumerate().map(|(step, file)| obtain(wanted, file, step));
    Ok(MirroredFiles { files: files.collect::<Result<_, _>>()? })
}

impl MirroredFiles {
    /// Adds the files to the release list. From then on machines install them.
    pub(crate) fn publish(&self, folder: &Path, now: Timestamp) -> Result<(), MirrorError> {
        let mut index = Index::read(folder);
        for BuiltFile { version, target, filename, sha256, size, .. } in &self.files {
            let archive = Archive { filename: filename.clone(), sha256: Some(*sha256), size: Some(*size) };
            index.put(version, target, &archive, Day::of(now));
        }
        index.write(folder)?;
        let incoming = folder.join(INCOMING);
        effect::remove_tree(&incoming).map_err(MirrorError::disk(incoming))
    }
}

fn from_network(wanted: &Build<'_>, feeds: &Feeds<'_>) -> Result<Vec<WantedFile>, MirrorError> {
    let (catalog, _) = feeds.refresh_or_cached(wanted.http, wanted.now, wanted.cancel)?;
    let place = catalog.stamp.url.to_string();
    select(wanted, &catalog, &place, |version, archive| {
        let (target, sources) = (feeds.target.clone(), feeds.sources.bytes());
        Ok(WantedFile { version: version.clone(), target, archive: archive.clone(), sources, unofficial: false })
    })
}

fn from_folder(wanted: &Build<'_>, from: &Path, feeds: &Feeds<'_>) -> Result<Vec<WantedFile>, MirrorError> {
    let from = std::path::absolute(from).map_err(MirrorError::disk(from))?;
    let source = Url::from_directory_path(&from).map_err(|()| MirrorError::NotMirror { folder: from.clone() })?;
    let found = look(&from, feeds.target, &source, wanted.now)?;
    let official = official(wanted, feeds)?;
    select(wanted, &found, &from.display().to_string(), |version, archive| {
        let known = official.as_ref().and_then(|catalog| catalog.find(version)?.archive.clone());
        let known = known.filter(|known| known.filename == archive.filename && known.sha256.is_some());
        let unofficial = known.is_none();
        let archive = match known {
            Some(known) => known,
            None => digested(&from, archive, wanted.cancel)?,
        };
        let (target, sources) = (feeds.target.clone(), vec![source.clone()]);
        Ok(WantedFile { version: version.clone(), target, archive, sources, unofficial })
    })
}

fn select(
    wanted: &Build<'_>,
    catalog: &Catalog,
    place: &str,
    make: impl Fn(&Version, &Archive) -> Result<WantedFile, MirrorError>,
) -> Result<Vec<WantedFile>, MirrorError> {
    let mut files: Vec<WantedFile> = Vec::new();
    let picked = if wanted.versions.is_empty() { picked(wanted.rules, catalog) } else { Vec::new() };
    if wanted.versions.is_empty() && picked.is_empty() {
        let (request, target) = ("permitted release".to_owned(), catalog.target.clone());
        return Err(MirrorError::Missing { request, target, place: place.to_owned() });
    }
    for request in wanted.versions.iter().chain(&picked) {
        let release = catalog.resolve(request);
        let found = release.and_then(|release| Some((&release.version, release.archive.as_ref()?)));
        let Some((version, archive)) = found else {
            let (request, target) = (request.to_string(), catalog.target.clone());
            return Err(MirrorError::Missing { request, target, place: place.to_owned() });
        };
        if !files.iter().any(|file| file.version == *version) {
            files.push(make(version, archive)?);
        }
    }
    Ok(files)
}

fn picked(rules: &MirrorRules<'_>, catalog: &Catalog) -> Vec<ReleaseRequest> {
    let releases = catalog.releases.iter().filter(|release| release.archive.is_some());
    let picked = rules.pick(releases.map(|release| &release.version));
    picked.into_iter().map(|version| ReleaseRequest::Exact(version.clone())).collect()
}

/// The archives in a folder as a catalogue, by their names: `goV.os-arch.(tar.gz|zip)`.
fn look(folder: &Path, target: &Target, source: &Url, now: Timestamp) -> Result<Catalog, MirrorError> {
    let ending = if target.uses_zip() { "zip" } else { "tar.gz" };
    let mut releases = Vec::new();
    for entry in fs_err::read_dir(folder).map_err(MirrorError::disk(folder))? {
        let name = entry.map_err(MirrorError::disk(folder))?.file_name();
        let Some(filename) = name.to_str().filter(|name| is_plain(name)) else { continue };
        let version = filename.strip_suffix(&format!(".{target}.{ending}")).map(Version::from_name);
        let Some(Ok(version)) = version else { continue };
        let archive = Archive { filename: filename.to_owned(), sha256: None, size: None };
        releases.push(Release { archive: Some(archive), ..Release::unlisted(version) });
    }
    releases.sort_by(|a, b| b.version.cmp(&a.version));
    let stamp = Stamp { url: source.clone(), fetched_at: now, stale: false };
    Ok(Catalog::new(target.clone(), releases, stamp))
}

/// The official list, if available without a long wait: the files are local, so the network may be missing.
fn official(wanted: &Build<'_>, feeds: &Feeds<'_>) -> Result<Option<Catalog>, MirrorError> {
    let mut config: HttpConfig = wanted.http.config().clone();
    config.retry.tries = 1;
    match feeds.refresh_or_cached(&Http::new(config), wanted.now, wanted.cancel) {
        Ok((catalog, _)) => Ok(Some(catalog)),
        Err(error) if error.is_about_reaching() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn digested(folder: &Path, archive: &Archive, cancel: &Cancel) -> Result<Archive, MirrorError> {
    let path = folder.join(&archive.filename);
    let sha256 = Some(fetch::digest_of(&path, cancel)?);
    let size = Some(fs_err::metadata(&path).map_err(MirrorError::disk(&path))?.len());
    Ok(Archive { filename: archive.filename.clone(), sha256, size })
}

fn obtain(wanted: &Build<'_>, file: &WantedFile, step: usize) -> Result<BuiltFile, MirrorError> {
    let path = wanted.folder.join(&file.archive.filename);
    let kept = path.is_file() && Some(fetch::digest_of(&path, wanted.cancel)?) == file.archive.sha256;
    if !kept {
        let verified = download(wanted, file, step)?;
        // A web server serves it.
        effect::share(&verified).and_then(|()| effect::rename(&verified, &path)).map_err(MirrorError::disk(&path))?;
    }
    let size = fs_err::metadata(&path).map_err(MirrorError::disk(&path))?.len();
    let WantedFile { version, target, archive, unofficial, .. } = file;
    let filename = archive.filename.clone();
    let Some(sha256) = archive.sha256 else { return Err(fetch::FetchError::NoDigest { file: filename }.into()) };
    let (version, target, unofficial) = (version.clone(), target.clone(), *unofficial);
    Ok(BuiltFile { version, target, filename, sha256, size, unofficial, kept, has_proof: false, has_signature: false })
}

fn download(wanted: &Build<'_>, file: &WantedFile, step: usize) -> Result<PathBuf, MirrorError> {
    let folder = &wanted.folder.join(INCOMING);
    let (archive, sources, holder) = (&file.archive, &file.sources[..], wanted.holder);
    let request = Request { archive, sources, folder, step, is_wanted: &|| true, holder };
    Ok(fetch::fetch_whole(wanted.http, &request, wanted.cancel, wanted.events)?.keep()?)
}
