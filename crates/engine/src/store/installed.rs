//! Which toolchains are in the store.
use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::Receipt;
use crate::home::Home;
use crate::platform::EXECUTABLE;
use crate::version::Version;

/// A toolchain of Upgo's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Its version, which is also its folder's name.
    pub version: Version,
    /// Its folder.
    pub root: PathBuf,
    /// What was written down when it was installed.
    pub receipt: Option<Receipt>,
}

/// The toolchains in the store, newest first. Folders that hold no Go are left out.
pub fn installed(home: &Home) -> io::Result<Vec<Installed>> {
    let folders = match fs::read_dir(home.toolchains()) {
        Ok(folders) => folders,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for folder in folders {
        let root = folder?.path();
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        let Ok(version) = Version::from_name(&name) else { continue };
        if is_whole(&root) {
            found.push(Installed { receipt: Receipt::read(home, &version), version, root });
        }
    }
    found.sort_by_key(|installed| Reverse(installed.version.clone()));
    Ok(found)
}

/// Whether a folder looks like a Go tree.
pub fn is_whole(root: &Path) -> bool {
    root.join("bin").join(format!("go{EXECUTABLE}")).is_file()
}

/// The version that a tree's `VERSION` file names; `None` where there is none, or none that is a release.
pub fn read_version(root: &Path) -> Option<Version> {
    let text = fs::read_to_string(root.join("VERSION")).ok()?;
    Version::from_toolchain(text.lines().next()?.trim()).ok()
}
