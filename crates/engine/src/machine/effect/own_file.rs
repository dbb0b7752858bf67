//! Upgo's own small JSON files, with a checksum. A damaged file is never used, and is kept under another name.
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::{bounded, own_json};
use crate::machine::platform;

/// The size limit in bytes, well above anything that Upgo writes.
const LARGEST: u64 = 8 << 20;
/// The suffix of damaged files and folders that were set aside.
const DAMAGED: &str = ".damaged";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stored<T> {
    Missing,
    /// It cannot be read, is of another account, does not match its checksum, or has another content.
    Damaged,
    Found(T),
}

impl<T> Stored<T> {
    pub(crate) fn found(self) -> Option<T> {
        match self {
            Self::Found(value) => Some(value),
            Self::Missing | Self::Damaged => None,
        }
    }
}

pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Stored<T> {
    match bounded::read_if(path, LARGEST, platform::require_own_private) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Stored::Missing,
        Err(_) => Stored::Damaged,
        Ok(text) => own_json::from_slice(&text).map_or(Stored::Damaged, Stored::Found),
    }
}

/// A damaged file is set aside.
pub(crate) fn write(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let text = own_json::to_vec_pretty(value)?;
    if is_damaged(path) {
        super::rename(path, &aside(path))?;
    }
    super::replace(path, &text)
}

fn is_damaged(path: &Path) -> bool {
    match bounded::read_if(path, LARGEST, platform::require_own_private) {
        Ok(old) => !own_json::is_intact(&old),
        Err(_) => path.symlink_metadata().is_ok_and(|old| platform::require_own_private(&old).is_err()),
    }
}

/// The name under which a damaged file or folder is kept. An older one of that name is replaced.
pub(crate) fn aside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(DAMAGED);
    name.into()
}

/// Whether a file or folder was set aside because it is damaged, by its name. Returns the name that it had.
pub(crate) fn before_damage(name: &str) -> Option<&str> {
    name.strip_suffix(DAMAGED)
}
