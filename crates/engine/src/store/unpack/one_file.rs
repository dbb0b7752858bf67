//! Reading one file of an archive without unpacking the rest.
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::bufread::GzDecoder;
use zip::ZipArchive;

use super::Format;
use super::limits;
use crate::base::bounded;
use crate::base::module;
use crate::base::report::Cancel;

/// The content of the file at `path` in the tree, such as `src/go.mod`, from a complete archive whose digest the caller has
/// verified. `None` if it has no such file, if the file has more than `limit` bytes, or if the archive cannot be read.
pub fn read_one(format: Format, archive: &Path, path: &str, limit: u64, cancel: &Cancel) -> Option<Vec<u8>> {
    match format {
        Format::TarGz => in_tar_gz(archive, &format!("go/{path}"), limit, cancel),
        Format::Zip => in_zip(archive, &format!("go/{path}"), limit),
        Format::ModuleZip => {
            let version = archive.file_stem()?.to_str()?;
            in_zip(archive, &format!("{}@{version}/{path}", module::MODULE), limit)
        }
    }
}

fn in_tar_gz(archive: &Path, name: &str, limit: u64, cancel: &Cancel) -> Option<Vec<u8>> {
    let file = bounded::open(archive).ok()?;
    let inflated = GzDecoder::new(BufReader::with_capacity(256 << 10, file)).take(limits::BYTES);
    let mut archive = tar::Archive::new(BufReader::with_capacity(256 << 10, inflated));
    for entry in archive.entries().ok()?.raw(true).take(limits::ENTRIES) {
        cancel.check().ok()?;
        let entry = entry.ok()?;
        if entry.header().path_bytes() == name.as_bytes() {
            return whole(entry, limit);
        }
    }
    None
}

fn in_zip(archive: &Path, name: &str, limit: u64) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(bounded::open(archive).ok()?).ok()?;
    whole(archive.by_name(name).ok()?, limit)
}

fn whole(file: impl Read, limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= limit).then_some(bytes)
}
