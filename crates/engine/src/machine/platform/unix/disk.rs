//! Space and durability.
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::machine::platform::Volume;

/// The number of bytes that this account can still write on the volume of `path`, which must exist.
pub fn free_space(path: &Path) -> io::Result<u64> {
    let stat = rustix::fs::statvfs(path)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// `path` must exist. Only the network file systems listed here are recognized.
#[cfg(target_os = "linux")]
pub fn volume(path: &Path) -> Volume {
    /// NFS, SMB (three generations), AFS, Ceph, 9P. Source: `man 2 statfs`.
    const REMOTE: [u32; 7] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x5346_414f, 0x00c3_6400, 0x0102_1997];
    #[cfg_attr(
        target_os = "linux", // elsewhere the numbers have 32 bits in their type, too
        expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the numbers have 32 bits")
    )]
    match rustix::fs::statfs(path).map(|stat| stat.f_type as u32) {
        Ok(kind) if REMOTE.contains(&kind) => Volume::Network,
        Ok(_) => Volume::Fixed,
        Err(_) => Volume::Unknown,
    }
}

#[cfg(not(target_os = "linux"))]
pub fn volume(_path: &Path) -> Volume {
    Volume::Unknown
}

pub fn dev_drives() -> Vec<PathBuf> {
    Vec::new()
}

pub fn sync_dir(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()
}

/// Whether [`sync_tree`] makes the content of files durable.
pub const SYNC_TREE_FLUSHES_FILES: bool = true;

/// One flush of its file system costs less than one for each of 12,000 files.
pub fn sync_tree(path: &Path) -> io::Result<()> {
    let folder = fs::File::open(path)?;
    #[cfg(target_os = "linux")]
    return Ok(rustix::fs::syncfs(&folder)?);
    #[cfg(not(target_os = "linux"))]
    {
        drop(folder);
        rustix::fs::sync();
        Ok(())
    }
}

/// Reads at an offset without moving the file's position.
pub fn read_at(file: &fs::File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file.file(), buffer, offset)
}

/// A mount point, or a program that is being written. An open file does not block renames on Unix.
pub fn is_blocked(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy)
}

pub fn who_holds(_path: &Path) -> Option<String> {
    None
}
