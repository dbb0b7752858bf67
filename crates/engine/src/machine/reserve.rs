//! A reserve on the disk, so that Upgo can free space on a full one. A change takes a few blocks: for its journal
//! entry, a replaced file, a folder. On a full disk, not even a removal could begin. So each home has a meaningless
//! file, given up when less space is left than it takes, and made again after the change.
use std::io;

use crate::machine::effect;
use crate::machine::home::{Home, OwnHome};
use crate::machine::platform;

/// The size in bytes. A change takes a fifth of that.
const SIZE: usize = 64 << 10;

/// Returns whether there is more space now.
pub(crate) fn give_up_if_full(home: OwnHome<'_>) -> bool {
    // if that fails, the change says that the disk is full
    platform::free_space(home.root()).is_ok_and(|free| free < SIZE as u64) && give_up(&home)
}

/// Returns whether there is more space now.
pub(crate) fn give_up(home: &Home) -> bool {
    home.reserve().symlink_metadata().is_ok() && effect::remove_file(&home.reserve()).is_ok()
}

/// For the error of a full disk or quota, which [`give_up_if_full`] cannot see. Returns whether space was freed.
pub(crate) fn is_given_up(home: &Home, error: &io::Error) -> bool {
    let is_full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    is_full && give_up(home)
}

/// On a disk that is still full, it takes what there is.
pub(crate) fn keep(home: OwnHome<'_>) {
    let path = home.reserve();
    let has = path.symlink_metadata().map_or(0, |metadata| metadata.len());
    if has < SIZE as u64 {
        let mut bytes = vec![0; SIZE];
        fastrand::Rng::with_seed(1).fill(&mut bytes); // a file system that compresses must not shrink it
        effect::fill(&path, &bytes).ok(); // it only makes another change possible
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_quota_give_the_reserve_up_once() {
        let lab = tempfile::tempdir().unwrap();
        let home = Home::new(lab.path().join("upgo"));
        home.own().unwrap().create().unwrap();
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            keep(home.own().unwrap());
            assert!(!is_given_up(&home, &io::ErrorKind::PermissionDenied.into()) && home.reserve().exists());
            assert!(is_given_up(&home, &kind.into()) && !home.reserve().exists(), "{kind}");
            assert!(!is_given_up(&home, &kind.into()), "{kind}: nothing is left to give");
        }
    }
}
