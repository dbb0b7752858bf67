//! Unpacking an official Go archive, which may still be growing, into an empty folder.
//!
//! What an archive may contain is narrow, because official ones are: files and folders below `go/`, nothing else. So
//! every link, device and strange name is refused instead of being made harmless, on every system alike; setuid and
//! the like are dropped. The digest of the whole archive decides elsewhere whether it is the official one; unpacking
//! begins before that is known and therefore trusts nothing.
//!
//! Flushing is [`platform::sync_tree`](crate::platform::sync_tree)'s work, after all is there. Where that cannot flush
//! the content of files (Windows), the programs and `VERSION` are flushed here while they are still open.
mod closing;
mod error;
mod job;
mod limits;
mod name;
mod tar_gz;
mod zip;
mod zip_directory;

use std::path::Path;

pub use error::UnpackError;
use job::Job;
use name::Layout;
pub(super) use name::is_official;

use crate::module;
use crate::report::Cancel;
use crate::store::growing::Growing;
use crate::store::manifest::Manifest;

/// How an archive is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Linux, macOS and the like.
    TarGz,
    /// Windows.
    Zip,
    /// The zip of the [`module`], which is the same for all systems.
    ModuleZip,
}

impl Format {
    /// The format that a file name says; `None` for an installer or anything else.
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

/// What was unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Files; folders do not count.
    pub files: u64,
    /// Bytes of all files together.
    pub bytes: u64,
    /// Each file with its digest, which was computed from the bytes on their way to the disk.
    pub manifest: Manifest,
}

impl Unpacked {
    fn new(manifest: Manifest) -> Self {
        Self { files: manifest.files().len() as u64, bytes: manifest.bytes(), manifest }
    }
}

/// Hears the files so far, and all files where the archive says how many, at most every 50 ms.
pub type Progress<'a> = &'a (dyn Fn(u64, Option<u64>) + Sync);

/// Unpacks an archive into the empty folder `into`, without its top folder.
///
/// On an error the folder holds an unusable part of the tree. While it waits for bytes of `growing`, it notices
/// `cancel` only when some come or when `growing` is stopped: whoever cancels a download stops it, too.
pub fn unpack(
    format: Format,
    growing: &Growing,
    into: &Path,
    cancel: &Cancel,
    progress: Progress<'_>,
) -> Result<Unpacked, UnpackError> {
    let job = Job::new(growing, into, cancel, progress)?;
    match format {
        Format::TarGz => tar_gz::unpack(&job)?,
        Format::Zip => zip::unpack(&job, Layout::Archive)?,
        Format::ModuleZip => zip::unpack(&job, Layout::Module)?,
    }
    Ok(job.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_name_says_the_format() {
        assert_eq!(Format::of("go1.27.3.linux-amd64.tar.gz"), Some(Format::TarGz));
        assert_eq!(Format::of("v0.0.1-go1.27.3.windows-amd64.zip"), Some(Format::ModuleZip));
        assert_eq!(Format::of("GO1.27.3.WINDOWS-AMD64.ZIP"), Some(Format::Zip));
        for other in ["go1.27.3.windows-amd64.msi", "go1.27.3.src.gz", "tar.gz", "zip", "", "a.tar", "a.zip.part"] {
            assert_eq!(Format::of(other), None, "{other}");
        }
    }
}
