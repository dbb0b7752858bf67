//! The test of a mirror: one small request for its release list, and one for a file.
use std::time::Instant;

use url::Url;

use crate::base::archive::Archive;
use crate::base::report::{Cancel, Problem};
use crate::base::version::Version;
use crate::net::http::{ByteRange, Get, Http, HttpError, Purpose, file_in};
use crate::released::catalog::{Catalog, INDEX, LIMIT, PackageKind, parse};

/// The result of the test of a mirror.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct MirrorTrial {
    pub mirror: Url,
    /// Whether Upgo can download from it: it has the file with the official length, and its list does not contradict
    /// the official one.
    pub ok: bool,
    /// The newest stable release in the official list.
    pub version: Version,
    /// The file of that release for this machine, which was requested.
    pub filename: String,
    pub file: MirrorFile,
    /// The result for its own release list. Most mirrors have none, and none is needed.
    pub list: MirrorList,
    /// The time until the file's first byte, in milliseconds.
    pub answered_after_ms: u64,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type, tag = "kind")]
pub enum MirrorFile {
    /// It has the file with the official length.
    Here {
        /// Whether an interrupted download can be resumed there.
        resumes: bool,
    },
    /// Its file has a different length.
    OtherLength {
        /// The length in bytes according to the official list.
        expected: u64,
        /// The length in bytes according to the mirror.
        actual: u64,
    },
    /// It does not have the file, or the request failed.
    Missing {
        /// The reason.
        problem: Problem,
    },
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type, tag = "kind")]
pub enum MirrorList {
    /// The mirror has none.
    None,
    /// The list has the newest release, with the official digest.
    Agrees,
    /// The list does not have the newest release yet.
    Older { newest: Version },
    /// The list has a different digest for the file.
    Contradicts,
}

/// Tests `mirror` with the newest stable release of the official `catalog`; `None` if that has no file for the target.
/// Fails only if the user cancels.
pub fn trial(http: &Http, mirror: &Url, catalog: &Catalog, cancel: &Cancel) -> Result<Option<MirrorTrial>, HttpError> {
    let Some(newest) = catalog.newest_here() else { return Ok(None) };
    let Some(archive) = &newest.archive else { return Ok(None) };
    let asked = Instant::now();
    let file = match file_at(http, mirror, archive, cancel) {
        Err(error @ HttpError::Cancelled(_)) => return Err(error),
        file => file.unwrap_or_else(|error| MirrorFile::Missing { problem: Problem::from(error) }),
    };
    let answered_after_ms = u64::try_from(asked.elapsed().as_millis()).unwrap_or(u64::MAX);
    let list = list_at(http, mirror, catalog, archive, cancel)?;
    let ok = matches!(file, MirrorFile::Here { .. }) && list != MirrorList::Contradicts;
    let (mirror, filename) = (mirror.clone(), archive.filename.clone());
    Ok(Some(MirrorTrial { mirror, ok, version: newest.version.clone(), filename, file, list, answered_after_ms }))
}

/// Requests one byte, as a resumed download would, because a server may answer HEAD differently.
pub(crate) fn file_at(http: &Http, mirror: &Url, archive: &Archive, cancel: &Cancel) -> Result<MirrorFile, HttpError> {
    let url = file_in(mirror, &archive.filename);
    let get = Get { range: Some(ByteRange::Between(0, 0)), ..Get::new(Purpose::Archive, url) };
    let head = http.open(&get, cancel)?.head;
    let resumes = head.range.is_some();
    let length = head.range.and_then(|range| range.total).or(head.length.filter(|_| !resumes));
    Ok(match (length, archive.size) {
        (Some(actual), Some(expected)) if actual != expected => MirrorFile::OtherLength { expected, actual },
        _ => MirrorFile::Here { resumes },
    })
}

fn list_at(
    http: &Http,
    mirror: &Url,
    catalog: &Catalog,
    archive: &Archive,
    cancel: &Cancel,
) -> Result<MirrorList, HttpError> {
    let body = match http.read(&Get { gzip: true, ..Get::new(Purpose::Feed, file_in(mirror, INDEX)) }, LIMIT, cancel) {
        Err(error @ HttpError::Cancelled(_)) => return Err(error),
        Err(_) => return Ok(MirrorList::None),
        Ok((_, body)) => body,
    };
    let Ok(parsed) = parse(&body, &catalog.target, PackageKind::Archive) else { return Ok(MirrorList::None) };
    let theirs = parsed.releases.iter().filter_map(|release| release.archive.as_ref());
    let found = theirs.into_iter().find(|theirs| theirs.filename == archive.filename);
    let newest = parsed.releases.iter().find(|release| !release.version.is_prerelease());
    Ok(match (found, newest) {
        (Some(found), _) if found.sha256 == archive.sha256 => MirrorList::Agrees,
        (Some(_), _) => MirrorList::Contradicts,
        (None, Some(newest)) => MirrorList::Older { newest: newest.version.clone() },
        (None, None) => MirrorList::None,
    })
}
