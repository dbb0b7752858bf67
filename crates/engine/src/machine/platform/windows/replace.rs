//! The replacement of a user's file. What the old one has beside its content is taken over by `rename::replace_keeping_rest`.
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use fs_err::OpenOptions;

use crate::base::words::Sentence;

/// `None`: only an administrator or developer mode can create a link, and Windows decides who may write to a file.
pub fn why_not_own_file(_file: &Path) -> Option<String> {
    None
}

/// Changes nothing, for the same reason.
pub fn no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// The reason why a file cannot be replaced. The attribute "read-only" is checked elsewhere.
pub fn why_not_replaced(_file: &Path) -> Option<Sentence> {
    None
}

/// Gives the file the attributes of the old one. The rest is taken over when it replaces the old one.
pub fn keep_rest_of(_path: &Path, old: &Metadata, file: &File) -> io::Result<()> {
    file.set_permissions(old.permissions())
}
