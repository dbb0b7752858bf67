//! The launcher on Unix, in order: find its own name, choose the toolchain, become the program.
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::choice::{self, Choice};
use crate::disk;
use crate::failure::Failure;

/// Becomes the program; returns only if that fails. Go finds its own tree by the path of its program.
pub(crate) fn start(launcher: &Path) -> Result<i32, Failure> {
    let Choice { toolchain, program } = choice::choose(launcher, read_current, std::thread::sleep, disk::followed)?;
    let source = Command::new(&program).args(std::env::args_os().skip(1)).exec();
    Err(Failure::NotStarted { toolchain, program, source })
}

/// Reads the name of the toolchain that the switch selects: it is a link.
fn read_current(current: &Path) -> io::Result<Vec<u8>> {
    let target = fs::read_link(current)?;
    Ok(target.file_name().unwrap_or_default().as_bytes().to_vec())
}

/// With links resolved.
pub(crate) fn own_path() -> PathBuf {
    let path = std::env::current_exe().unwrap_or_default();
    fs::canonicalize(&path).unwrap_or(path)
}
