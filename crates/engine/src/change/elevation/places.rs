//! The working folders of the elevated copy, which only administrators can write to.
use std::path::{Path, PathBuf};

use super::executor::Hands;
use super::package::disk;
use super::policy::ElevatedPolicy;
use super::system::Windows;
use super::{ElevationError, Result};
use crate::base::version::Version;
use crate::machine::{effect, platform};

const LOGS: usize = 20;

/// Refuses a folder if accounts other than administrators can change what is installed there, or redirect it.
pub(super) fn require_closed(windows: &dyn Windows, policy: &ElevatedPolicy, folder: &Path) -> Result<()> {
    let guards = |path: &Path| windows.guard(path);
    match platform::why_open_to_install(folder, &guards, policy.lenient.as_deref()) {
        None => Ok(()),
        Some(why) => {
            let what = format!("to install into {}, which others can change", folder.display());
            Err(ElevationError::NotOnList { what, why })
        }
    }
}

impl Hands {
    pub(super) fn why_open(&self, folder: &Path) -> Option<String> {
        platform::why_open(folder, &|path| self.windows.guard(path), self.policy.lenient.as_deref())
    }

    pub(super) fn require_closed(&self, folder: &Path) -> Result<()> {
        require_closed(&*self.windows, &self.policy, folder)
    }

    pub(super) fn default_folder(&self, arch: &str) -> Result<PathBuf> {
        let missing = || ElevationError::NotStarted { reason: "the folder for programs is unknown".to_owned() };
        Ok(self.windows.program_folder(arch).ok_or_else(missing)?.join("Go"))
    }

    /// `C:\ProgramData\Upgo`.
    pub(super) fn data_folder(&self) -> Result<PathBuf> {
        let missing = || ElevationError::NotStarted { reason: "the machine's data folder is unknown".to_owned() };
        Ok(self.windows.data_folder().ok_or_else(missing)?.join("Upgo"))
    }

    /// A folder in the data folder. Any user may have created the data folder, so both are checked, with the folders
    /// above, and refused if other accounts can write to them or replace them.
    pub(super) fn guarded_folder(&self, name: &str) -> Result<PathBuf> {
        let root = self.data_folder()?;
        let folder = root.join(name);
        for folder in [&root, &folder] {
            if !folder.exists() {
                self.windows.create_guarded(folder).map_err(|error| disk(folder, &error))?;
            }
            if let Some(why) = self.why_open(folder) {
                let what = format!("to work in {}", folder.display());
                return Err(ElevationError::NotOnList { what, why: format!("{why}; delete that folder") });
            }
        }
        Ok(folder)
    }

    /// The path of a new log in an existing folder. The oldest logs are deleted.
    pub(super) fn new_log(&self, word: &str, version: &Version, arch: &str) -> Result<PathBuf> {
        let folder = self.guarded_folder("logs")?;
        let entries = fs_err::read_dir(&folder).into_iter().flatten().flatten();
        let mut logs: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        logs.sort();
        for old in logs.iter().take((logs.len() + 1).saturating_sub(LOGS)) {
            effect::remove_file(old).ok();
        }
        let time = jiff::Timestamp::now().as_millisecond();
        Ok(folder.join(format!("{time}-{word}-{version}-{arch}.log")))
    }
}
