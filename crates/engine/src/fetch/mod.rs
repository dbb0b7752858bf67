//! STUB
use crate::catalog::Archive;
use crate::digest::Sha256;
use crate::http::Http;
use crate::report::{Cancel, Code, Events, Explain};
use crate::store::growing::Growing;
use std::path::{Path, PathBuf};
use url::Url;
#[allow(missing_docs)]
pub struct Request<'a> {
    pub archive: &'a Archive,
    pub sources: &'a [Url],
    pub folder: &'a Path,
    pub step: usize,
    pub is_wanted: &'a dyn Fn() -> bool,
}
#[allow(missing_docs)]
pub struct Fetched {
    pub path: PathBuf,
    pub sha256: Sha256,
    pub bytes: u64,
    pub source: String,
}
#[allow(missing_docs)]
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("d")]
    Digest { a: u8 },
    #[error("r")]
    Restart,
    #[error("n")]
    NoLongerWanted,
}
impl Explain for FetchError {
    fn code(&self) -> Code {
        Code::Other
    }
}
#[allow(missing_docs)]
pub fn fetch(_: &Http, _: &Request<'_>, _: &Growing, _: &Cancel, _: Events<'_>) -> Result<Fetched, FetchError> {
    Err(FetchError::Restart)
}
#[allow(missing_docs)]
pub fn local(_: &Path, _: Option<Sha256>, _: usize, _: &Cancel, _: Events<'_>) -> Result<Fetched, FetchError> {
    Err(FetchError::Restart)
}
#[allow(missing_docs)]
pub fn digest_of(_: &Path, _: &Cancel) -> Result<Sha256, FetchError> {
    Err(FetchError::Restart)
}
#[allow(missing_docs)]
pub fn part_path(folder: &Path, archive: &Archive) -> PathBuf {
    folder.join(&archive.filename)
}
