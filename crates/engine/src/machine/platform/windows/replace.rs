//! The replacement of a user's file. On Windows, the folder determines the permissions of the new file.
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// The reason why a file cannot be replaced. The attribute "read-only" is checked elsewhere.
pub fn why_not_replaced(_file: &Path) -> Option<&'static str> {
    None
}

/// Does nothing, because a new file inherits its permissions from its folder, as the old one did.
pub fn give_to_owner_of(_old: &Metadata, _file: &File) -> io::Result<()> {
    Ok(())
}
