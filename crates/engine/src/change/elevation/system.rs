//! The Windows functions of the elevated copy. Tests replace them, for exit codes and signers that they cannot create.
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::environment::RegistryValue;
use crate::environment::{Registry, SystemRegistry};
use crate::machine::acts;
use crate::machine::platform::{self, CodeSignature, Guard};

pub trait Windows: fmt::Debug + Send + Sync {
    fn registry(&self) -> &dyn Registry;
    /// Runs Windows Installer with this command line to its end and returns its exit code.
    fn msiexec(&self, line: &str, temporary: &Path) -> io::Result<u32>;
    fn signature(&self, file: &Path) -> CodeSignature;
    fn guard(&self, folder: &Path) -> io::Result<Guard>;
    /// Creates a folder that only administrators can write to.
    fn create_guarded(&self, folder: &Path) -> io::Result<()>;
    fn data_folder(&self) -> Option<PathBuf>;
    fn program_folder(&self, arch: &str) -> Option<PathBuf>;
    fn windows_folder(&self) -> PathBuf;
    fn value(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>>;
    fn set_value(&self, key: &str, name: &str, value: &RegistryValue) -> io::Result<()>;
}

#[derive(Clone, Copy, Debug)]
pub struct ThisWindows;

impl Windows for ThisWindows {
    fn registry(&self) -> &dyn Registry {
        &SystemRegistry
    }

    fn msiexec(&self, line: &str, temporary: &Path) -> io::Result<u32> {
        acts::msiexec(line, temporary)
    }

    fn signature(&self, file: &Path) -> CodeSignature {
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

    fn program_folder(&self, arch: &str) -> Option<PathBuf> {
        platform::program_folder(arch)
    }

    fn windows_folder(&self) -> PathBuf {
        platform::windows_folder()
    }

    fn value(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>> {
        Ok(platform::registry_get(key, name)?.map(|(kind, bytes)| RegistryValue { kind, bytes }))
    }

    fn set_value(&self, key: &str, name: &str, value: &RegistryValue) -> io::Result<()> {
        crate::machine::fault::reach("registry-set", key.as_ref())?;
        platform::registry_set(key, name, value.kind, &value.bytes)
    }
}
