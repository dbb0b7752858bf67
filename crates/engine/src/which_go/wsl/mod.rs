//! The distributions of WSL: which there are, by the registry of Windows, and which Go a new terminal finds in one.
mod look;
mod registered;

pub(crate) use look::{PATIENCE, command};
pub(crate) use registered::{Distribution, DistributionState, KEY, distributions, of_lines};

use std::path::{Path, PathBuf};

/// The types of file systems through which WSL shows folders of Windows: WSL 1, and the two of WSL 2.
/// Source: <https://github.com/microsoft/WSL/blob/master/src/linux/init/config.cpp> (`ConfigGetMountedDrvFsVolumes`).
const OF_WINDOWS: [&str; 3] = ["drvfs", "9p", "virtiofs"];

/// Whether a kernel is that of WSL, by the content of `/proc/sys/kernel/osrelease`.
pub(crate) fn is_kernel(release: &str) -> bool {
    release.to_ascii_lowercase().contains("microsoft")
}

/// Such as `/mnt/c`, by the content of `/proc/mounts`: `automount.root` of the distribution decides where they are.
pub(crate) fn windows_folders(mounts: &str) -> Vec<PathBuf> {
    let of_line = |line: &str| {
        let mut words = line.split(' ').skip(1);
        let (folder, kind) = (words.next()?, words.next()?);
        OF_WINDOWS.contains(&kind).then(|| PathBuf::from(folder.replace("\\040", " ")))
    };
    mounts.lines().filter_map(of_line).filter(|folder| folder.parent().is_some()).collect()
}

pub(crate) fn is_of_windows(file: &Path, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| file.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_windows_are_known_by_their_file_system_wherever_they_are() {
        let mounts = concat!(
            "/dev/sdc / ext4 rw,relatime 0 0\n",
            "none /mnt/wsl tmpfs rw,relatime 0 0\n",
            "C:\\134 /mnt/c 9p rw,noatime,aname=drvfs;path=C:\\;uid=1000 0 0\n",
            "D: /windrives/d drvfs rw,noatime 0 0\n",
            "drvfsE /my\\040drives/e virtiofs rw 0 0\n",
            "half a line\n\n",
        );
        let folders = windows_folders(mounts);
        assert_eq!(folders, ["/mnt/c", "/windrives/d", "/my drives/e"].map(PathBuf::from));
        assert!(is_of_windows(Path::new("/mnt/c/Users/zoe/go"), &folders));
        assert!(!is_of_windows(Path::new("/mnt/cd/go"), &folders));
        assert!(windows_folders("none / 9p rw 0 0").is_empty(), "the root of a sandbox, not a drive");
    }

    #[test]
    fn the_kernels_of_both_versions_of_wsl_are_recognized_and_no_other() {
        for release in ["4.4.0-19041-Microsoft\n", "6.6.87.2-microsoft-standard-WSL2\n"] {
            assert!(is_kernel(release), "{release}");
        }
        assert!(!is_kernel("6.8.0-48-generic\n"));
    }
}
