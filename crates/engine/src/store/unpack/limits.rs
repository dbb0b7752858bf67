//! The limits for an archive, each several times what the largest official one needs (go1.27.3: 15,000 files, 250 MB,
//! paths of 110 bytes, 12 folders deep). They keep the list of files, with a path and a digest each, below 30 MB.
use super::error::Flaw;

/// Files and folders.
pub(super) const ENTRIES: usize = 50_000;
/// Total bytes of all files.
pub(super) const BYTES: u64 = 4 << 30;
/// Length of an entry's path, in bytes.
pub(super) const NAME: usize = 400;
/// Length of a path component, in bytes; no file system allows more.
pub(super) const NAME_PART: usize = 255;
/// Components of a path. Each thread keeps the folder that it writes to open, and all folders above it.
pub(super) const DEPTH: usize = 30;
/// Size of a zip's directory, in bytes.
pub(super) const DIRECTORY: u64 = 16 << 20;

/// How many times larger than the archive its files may be. Official archives reach 4; deflate could reach 1032.
const EXPANSION: u64 = 50;
/// Bytes that may always be unpacked: small files of zeros expand a lot and do no harm.
const HARMLESS: u64 = 16 << 20;

/// Rejects an archive that grows out of proportion while it is unpacked.
pub(super) fn check_expansion(packed: u64, unpacked: u64) -> Result<(), Flaw> {
    if unpacked > BYTES {
        return Err(Flaw::Hostile(format!("it unpacks to more than {} GiB", BYTES >> 30)));
    }
    if unpacked > HARMLESS && unpacked / EXPANSION > packed {
        return Err(Flaw::Hostile(format!("it unpacks to more than {EXPANSION} times its size")));
    }
    Ok(())
}
