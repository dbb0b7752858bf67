//! The rights of other accounts to files: on Windows, those of the folder are inherited, and a profile is private.
use std::io;
use std::path::Path;

use fs_err::OpenOptions;

/// Adds nothing.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Creates a folder.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().create(path)
}

/// Does nothing.
pub fn make_private(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Does nothing.
pub fn share(_file: &Path) -> io::Result<()> {
    Ok(())
}
