//! The replacement of a user's file. On Windows, the folder determines the permissions of the new file.
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use fs_err::OpenOptions;

/// Why a file in a folder that others may share must not be written to: `None`, because only an administrator, or a user
/// in developer mode, can create a link, and Windows decides who may write to a file.
pub fn why_not_own_file(_file: &Path) -> Option<String> {
    None
}

/// Changes nothing, for the same reason.
pub fn no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// The reason why a file cannot be replaced. The attribute "read-only" is checked elsewhere.
pub fn why_not_replaced(_file: &Path) -> Option<&'static str> {
    None
}

/// Does nothing, because a new file inherits its permissions from its folder, as the old one did.
pub fn give_to_owner_of(_old: &Metadata, _file: &File) -> io::Result<()> {
    Ok(())
}
