//! The rights of other accounts to files: on Windows, those of the folder are inherited, and a profile is private.
//! Elsewhere, such as below the root of a drive, a new folder lets all users change it.
use std::io;
use std::path::Path;

use fs_err::OpenOptions;
pub use fs_err::create_dir_all;

use super::account::{is_in_own_profile, process_user};
use super::guard::create_for;

pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Creates a folder. Outside of the profile, it gets its own rights.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    match process_user().id.filter(|_| !is_in_own_profile(path)) {
        Some(account) => create_for(&account, path),
        None => std::fs::DirBuilder::new().create(path),
    }
}

pub fn make_private(_folder: &Path) -> io::Result<()> {
    Ok(())
}

pub fn permit_to_run(_file: &fs_err::File) -> io::Result<()> {
    Ok(())
}

pub fn share(_file: &Path) -> io::Result<()> {
    Ok(())
}
