//! Unpacking an official Go archive, which may still be growing, into an empty folder. Archives may contain only what
//! official ones do: files and folders below `go/`. Every link, device and unusual name is rejected, on every system
//! alike, and setuid bits and the like are dropped. The digest of the archive is checked elsewhere, and unpacking
//! begins before its result, so it trusts nothing.
//!
//! [`platform::sync_tree`](crate::machine::platform::sync_tree) flushes when everything is written. Where that cannot
//! flush contents (Windows), the programs and `VERSION` are flushed here while they are still open.
mod closing;
mod error;
mod job;
mod limits;
mod mode;
mod name;
mod one_file;
mod parts;
mod tar_gz;
mod zip;
mod zip_directory;

use std::path::Path;

pub use error::UnpackError;
use job::UnpackJob;
pub(crate) use name::BUNDLE;
use name::Layout;
pub(super) use name::is_official;
pub use one_file::read_one;
pub use parts::{END_BYTES, LONGEST_DIRECTORY, ZipListing, ZipParts, directory_start};

use crate::base::module;
use crate::base::report::Cancel;
use crate::store::growing::Growing;
use crate::store::manifest::Manifest;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For Linux, macOS and the like.
    TarGz,
    /// For Windows.
    Zip,
    /// The zip of the `module`, which is the same for all systems.
    ModuleZip,
}

impl Format {
    /// `None` for an installer or anything else.
    pub fn of(filename: &str) -> Option<Self> {
        if module::is_zip(filename) {
            return Some(Self::ModuleZip);
        }
        let mut ends = filename.rsplit('.').map(str::to_ascii_lowercase);
        let (last, before, stem) = (ends.next()?, ends.next()?, ends.next());
        match (last.as_str(), before.as_str()) {
            ("zip", _) => Some(Self::Zip),
            ("gz", "tar") if stem.is_some() => Some(Self::TarGz),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Without folders.
    pub files: u64,
    pub bytes: u64,
    /// The digests were computed while the bytes were written.
    pub manifest: Manifest,
}

/// Called with the bytes of the archive that are unpacked, and with their total if it is known, at most every 50 ms.
pub type UnpackProgress<'a> = &'a (dyn Fn(u64, Option<u64>) + Sync);

/// Unpacks an archive into the empty folder `into`, without its top folder. After an error, that has an unusable part.
/// `cancel` is noticed only when bytes arrive or `growing` is stopped, so who cancels a download must stop `growing`,
/// too.
pub fn unpack(
    format: Format,
    growing: &Growing,
    into: &Path,
    cancel: &Cancel,
    progress: UnpackProgress<'_>,
) -> Result<Unpacked, UnpackError> {
    let job = UnpackJob::new(growing, into, cancel, progress)?;
    match format {
        Format::TarGz => tar_gz::unpack(&job)?,
        Format::Zip => zip::unpack(&job, Layout::Archive)?,
        Format::ModuleZip => zip::unpack(&job, Layout::Module)?,
    }
    Ok(job.finish())
}

/// Unpacks the parts of a zip in `growing` into the empty folder `into`; the rest comes from an installed toolchain.
pub fn unpack_parts(
    parts: &ZipParts<'_>,
    growing: &Growing,
    into: &Path,
    cancel: &Cancel,
    progress: UnpackProgress<'_>,
) -> Result<Unpacked, UnpackError> {
    let job = UnpackJob::new(growing, into, cancel, progress)?;
    parts.unpack(&job)?;
    Ok(job.finish())
}

/// Unpacks a bundle of Upgo into the empty folder `into`, without its top folder, under the same restrictions.
pub(crate) fn unpack_bundle(growing: &Growing, into: &Path, cancel: &Cancel) -> Result<Unpacked, UnpackError> {
    let job = UnpackJob::new(growing, into, cancel, &|_, _| {})?;
    zip::unpack(&job, Layout::Bundle)?;
    Ok(job.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_name_determines_the_format() {
        assert_eq!(Format::of("go1.27.3.linux-amd64.tar.gz"), Some(Format::TarGz));
        assert_eq!(Format::of("v0.0.1-go1.27.3.windows-amd64.zip"), Some(Format::ModuleZip));
        assert_eq!(Format::of("GO1.27.3.WINDOWS-AMD64.ZIP"), Some(Format::Zip));
        for other in ["go1.27.3.windows-amd64.msi", "go1.27.3.src.gz", "tar.gz", "zip", "", "a.tar", "a.zip.part"] {
            assert_eq!(Format::of(other), None, "{other}");
        }
    }
}
