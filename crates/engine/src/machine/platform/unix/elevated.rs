//! Windows Installer and administrators, which Unix does not have.
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::platform::{Guard, Signature};

/// There is none: nothing of Upgo's needs root.
#[derive(Debug)]
pub struct Partner(());

impl Partner {
    /// There is none.
    pub fn start(_program: &Path, _option: &str, _name: &str) -> io::Result<Self> {
        unsupported()
    }

    /// There is nobody.
    pub fn send(&mut self, _line: &[u8]) -> io::Result<()> {
        unsupported()
    }

    /// There is nobody.
    pub fn receive(&mut self, _limit: usize, _patience: Duration) -> io::Result<Vec<u8>> {
        unsupported()
    }
}

/// There is nobody.
pub fn connect(_name: &str) -> io::Result<File> {
    unsupported()
}

/// The system's own rules hold.
pub fn only_system_libraries() {}

/// There is none.
pub fn machine_data_folder() -> Option<PathBuf> {
    None
}

/// There is none.
pub fn windows_folder() -> PathBuf {
    PathBuf::new()
}

/// Opens a file for reading.
pub fn hold(file: &Path) -> io::Result<File> {
    File::open(file)
}

/// Nobody asks here.
pub fn is_on_a_drive(file: &Path) -> bool {
    file.is_absolute()
}

/// Signatures in files are a matter of Windows.
pub fn signature(_file: &Path) -> Signature {
    Signature::default()
}

/// Nobody asks here.
pub fn guard(_path: &Path) -> io::Result<Guard> {
    unsupported()
}

/// Nobody asks here.
pub fn create_guarded(_folder: &Path) -> io::Result<()> {
    unsupported()
}

fn unsupported<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}
