//! The rights of other accounts to files: none, unless a file is meant for them.
use std::fs::{DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;

use fs_err as fs;
use fs_err::OpenOptions;
use fs_err::os::unix::fs::OpenOptionsExt as _;

use crate::machine::platform::named;

/// Lets only this account read and write a file that `options` create.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Also creates its missing parent folders. Whatever the mask allows, no other account can write to them: Upgo refuses
/// a home in a folder where one can.
pub fn create_dir_all(path: &Path) -> io::Result<()> {
    let created = DirBuilder::new().recursive(true).mode(0o755).create(path);
    created.map_err(|source| named(format!("{} could not be created", path.display()), source))
}

pub fn create_private_dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

pub fn make_private(folder: &Path) -> io::Result<()> {
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

/// Lets this account start a file as a program, and others as far as they reach its folder.
pub fn permit_to_run(file: &fs_err::File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o755))
}

pub fn share(file: &Path) -> io::Result<()> {
    fs::set_permissions(file, Permissions::from_mode(0o644))
}
