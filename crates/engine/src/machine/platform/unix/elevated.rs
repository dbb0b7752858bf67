//! Placeholders for Windows Installer and elevation, which do not exist on Unix.
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};

use crate::machine::platform::{CodeSignature, Guard};

/// The elevated copy, which does not exist because Upgo never needs root.
#[derive(Debug)]
pub struct Partner(());

impl Partner {
    pub fn start(_program: &Path, _option: &str, _name: &str) -> io::Result<Self> {
        unsupported()
    }

    pub fn send(&mut self, _line: &[u8]) -> io::Result<()> {
        unsupported()
    }

    pub fn receive(&mut self, _limit: usize, _patience: Duration) -> io::Result<Vec<u8>> {
        unsupported()
    }
}

pub fn connect(_name: &str) -> io::Result<File> {
    unsupported()
}

/// Does nothing, because the system's own rules apply.
pub fn only_system_libraries() {}

pub fn machine_data_folder() -> Option<PathBuf> {
    None
}

pub fn program_folder(_arch: &str) -> Option<PathBuf> {
    None
}

pub fn windows_folder() -> PathBuf {
    PathBuf::new()
}

pub fn wsl_program() -> Option<PathBuf> {
    None
}

pub fn hold(file: &Path) -> io::Result<File> {
    File::open(file)
}

/// Opens a regular file for reading, and no link.
pub fn open_without_links(file: &Path) -> io::Result<File> {
    let opened =
        rustix::fs::open(file, OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?;
    let opened = File::from(opened);
    let why = || io::Error::new(io::ErrorKind::InvalidInput, format!("{} is not a regular file", file.display()));
    if opened.metadata()?.is_file() { Ok(opened) } else { Err(why()) }
}

pub fn is_on_a_drive(file: &Path) -> bool {
    file.is_absolute()
}

pub fn machine_trusts(_certificates: &[&[u8]], _host: &str) -> io::Result<()> {
    unsupported()
}

pub fn signature(_file: &Path) -> CodeSignature {
    CodeSignature::default()
}

pub fn guard(_path: &Path) -> io::Result<Guard> {
    unsupported()
}

pub fn create_guarded(_folder: &Path) -> io::Result<()> {
    unsupported()
}

fn unsupported<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}
