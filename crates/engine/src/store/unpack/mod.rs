//! STUB
use crate::report::{Cancel, Code, Explain};
use crate::store::growing::Growing;
use std::path::Path;
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
pub enum Format {
    TarGz,
    Zip,
}
impl Format {
    #[allow(missing_docs)]
    pub fn of(_: &str) -> Option<Self> {
        None
    }
}
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
pub struct Unpacked {
    pub files: u64,
    pub bytes: u64,
}
#[allow(missing_docs)]
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    #[error("s")]
    Stopped,
}
impl Explain for UnpackError {
    fn code(&self) -> Code {
        Code::Other
    }
}
#[allow(missing_docs)]
pub type Progress<'a> = &'a (dyn Fn(u64, Option<u64>) + Sync);
#[allow(missing_docs)]
pub fn unpack(_: Format, _: &Growing, _: &Path, _: &Cancel, _: Progress<'_>) -> Result<Unpacked, UnpackError> {
    Err(UnpackError::Stopped)
}
