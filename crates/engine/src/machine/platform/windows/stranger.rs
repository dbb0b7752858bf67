//! Who else decides what is at a path. On Windows, the profile and the rights of Upgo's home, which are passed on, say
//! whose folders they are: see [`super::account`].
use std::ffi::OsString;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use crate::machine::platform::Stranger;

/// Always `None`: what is in a profile or in Upgo's home inherits its permissions.
pub fn stranger(_path: &Path, _variables: &dyn Fn(&str) -> Option<OsString>) -> Option<Stranger> {
    None
}

pub fn stranger_of(
    _path: &Path,
    _metadata: &Metadata,
    _variables: &dyn Fn(&str) -> Option<OsString>,
) -> Option<Stranger> {
    None
}

pub fn link_of_another(_path: &Path) -> Option<(PathBuf, Metadata)> {
    None
}

pub fn require_own(_metadata: &Metadata) -> io::Result<()> {
    Ok(())
}

pub fn require_own_private(_metadata: &Metadata) -> io::Result<()> {
    Ok(())
}

pub fn require_own_secret(_metadata: &Metadata) -> io::Result<()> {
    Ok(())
}

pub fn is_of_this_account(_path: &Path) -> bool {
    true
}

/// Always `false`, so that nothing depends on it.
pub fn is_closed(_folder: &Path) -> bool {
    false
}
