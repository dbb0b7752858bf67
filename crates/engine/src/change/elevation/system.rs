//! What the hands use of Windows. Tests have another one, for what cannot be had there: a number of Windows Installer, a
//! signature by a stranger.
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::acts;
use crate::environment::RegistryValue;
use crate::inventory::{Registry, SystemRegistry};
use crate::platform::{self, Guard, Signature};

/// What the hands use of Windows.
pub trait Windows: fmt::Debug + Send + Sync {
    /// The registry, to read.
    fn registry(&self) -> &dyn Registry;
    /// Runs Windows Installer with this command line to its end and returns its number.
    fn msiexec(&self, line: &str, temporary: &Path) -> io::Result<u32>;
    /// Who has signed a file.
    fn signature(&self, file: &Path) -> Signature;
    /// Who can change a folder.
    fn guard(&self, folder: &Path) -> io::Result<Guard>;
    /// Makes a folder that only administrators can write.
    fn create_guarded(&self, folder: &Path) -> io::Result<()>;
    /// The machine's folder for data of programs.
    fn data_folder(&self) -> Option<PathBuf>;
    /// The folder of Windows.
    fn windows_folder(&self) -> PathBuf;
    /// A value of the registry, byte for byte.
    fn value(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>>;
    /// Writes one.
    fn set_value(&self, key: &str, name: &str, value: &RegistryValue) -> io::Result<()>;
}

/// This machine's.
#[derive(Clone, Copy, Debug)]
pub struct ThisWindows;

impl Windows for ThisWindows {
    fn registry(&self) -> &dyn Registry {
        &SystemRegistry
    }

    fn msiexec(&self, line: &str, temporary: &Path) -> io::Result<u32> {
        acts::msiexec(line, temporary)
    }

    fn signature(&self, file: &Path) -> Signature {
        platform::signature(file)
    }

    fn guard(&self, folder: &Path) -> io::Result<Guard> {
        platform::guard(folder)
    }

    fn create_guarded(&self, folder: &Path) -> io::Result<()> {
        platform::create_guarded(folder)
    }

    fn data_folder(&self) -> Option<PathBuf> {
        platform::machine_data_folder()
    }

    fn windows_folder(&self) -> PathBuf {
        platform::windows_folder()
    }

    fn value(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>> {
        Ok(platform::registry_get(key, name)?.map(|(kind, bytes)| RegistryValue { kind, bytes }))
    }

    fn set_value(&self, key: &str, name: &str, value: &RegistryValue) -> io::Result<()> {
        crate::fault::reach("registry-set", key.as_ref())?;
        platform::registry_set(key, name, value.kind, &value.bytes)
    }
}
