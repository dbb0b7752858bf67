//! Whether an address is good as a mirror: one small question for its list, one for a file.
use std::time::Instant;

use schemars::JsonSchema;
use serde::Serialize;
use url::Url;

use crate::archive::Archive;
use crate::catalog::{Catalog, INDEX, Package, parse};
use crate::http::{ByteRange, Get, Http, HttpError, file_in};
use crate::report::{Cancel, Problem};
use crate::version::Version;

/// The real list has 2 MB.
const LIMIT: usize = 64 << 20;

/// How an address did as a mirror.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MirrorTrial {
    /// The address.
    #[schemars(with = "String")]
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub mirror: Url,
    /// Whether Upgo can download from it: it has the file with the official length, and says nothing else about it.
    pub ok: bool,
    /// The newest stable release that the official list has.
    pub version: Version,
    /// Its file for this machine, which was asked for.
    pub filename: String,
    /// What became of that.
    pub file: MirrorFile,
    /// What its own list of releases says; most mirrors have none, and none is needed.
    pub list: MirrorList,
    /// How long the file's first byte took, in milliseconds.
    pub answered_after_ms: u64,
}

/// What a mirror has of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum MirrorFile {
    /// It has a file of the official length.
    Here {
        /// Whether a download that broke off can be continued there.
        resumes: bool,
    },
    /// Its file has another length.
    OtherLength {
        /// Bytes, as the official list says.
        expected: u64,
        /// Bytes, as the mirror says.
        actual: u64,
    },
    /// It does not have the file, or could not be asked.
    Missing {
        /// Why.
        problem: Problem,
    },
}

/// What a mirror's own list of releases says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum MirrorList {
    /// It has none.
    None,
    /// It has the newest release, with the official digest.
    Agrees,
    /// It does not have the newest release yet.
    Older {
        /// The newest that it has.
        newest: Version,
    },
    /// It has another digest for the file.
    Contradicts,
}

/// Tries `mirror` with the newest stable release of the official `catalog`; `None` where that has no file for the target.
///
/// # Errors
/// Only where the user cancels: what fails is told.
pub fn trial(http: &Http, mirror: &Url, catalog: &Catalog, cancel: &Cancel) -> Result<Option<MirrorTrial>, HttpError> {
    let Some(newest) = catalog.newest() else { return Ok(None) };
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

/// Asks for one byte, as a download would that is continued: what a server says of HEAD need not hold for that.
fn file_at(http: &Http, mirror: &Url, archive: &Archive, cancel: &Cancel) -> Result<MirrorFile, HttpError> {
    let url = file_in(mirror, &archive.filename);
    let get = Get { range: Some(ByteRange::Between(0, 0)), ..Get::new(url) };
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
    let body = match http.read(&Get { gzip: true, ..Get::new(file_in(mirror, INDEX)) }, LIMIT, cancel) {
        Err(error @ HttpError::Cancelled(_)) => return Err(error),
        Err(_) => return Ok(MirrorList::None),
        Ok((_, body)) => body,
    };
    let Ok(parsed) = parse(&body, &catalog.target, Package::Archive) else { return Ok(MirrorList::None) };
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
