//! The working folders of the elevated copy, which only administrators can write to.
use std::path::{Path, PathBuf};

use super::executor::Hands;
use super::package::disk;
use super::{ElevationError, guarded};
use crate::effect;
use crate::version::Version;

/// The number of logs that are kept.
const LOGS: usize = 20;

impl Hands {
    pub(super) fn why_open(&self, folder: &Path) -> Option<String> {
        let guards = |path: &Path| self.windows.guard(path);
        guarded::why_open(folder, &guards, self.policy.lenient.as_deref())
    }

    /// `C:\ProgramData\Upgo`.
    pub(super) fn data_folder(&self) -> Result<PathBuf, ElevationError> {
        let missing = || ElevationError::NotStarted { reason: "the machine's data folder is unknown".to_owned() };
        Ok(self.windows.data_folder().ok_or_else(missing)?.join("Upgo"))
    }

    /// A folder in the data folder. Any user may have created the data folder, so both are checked, and refused if
    /// other accounts can write to them.
    pub(super) fn guarded_folder(&self, name: &str) -> Result<PathBuf, ElevationError> {
        let root = self.data_folder()?;
        let folder = root.join(name);
        for folder in [&root, &folder] {
            if !folder.exists() {
                self.windows.create_guarded(folder).map_err(|error| disk(folder, &error))?;
            }
            if let Some(why) = self.why_open_itself(folder) {
                let what = format!("to work in {}", folder.display());
                return Err(ElevationError::NotOnList { what, why: format!("{why}; delete that folder") });
            }
        }
        Ok(folder)
    }

    /// Does not check the folders above, in which all users may create files.
    pub(super) fn why_open_itself(&self, folder: &Path) -> Option<String> {
        guarded::why_open_itself(folder, &|path| self.windows.guard(path), self.policy.lenient.as_deref())
    }

    /// The path of a new log in an existing folder. The oldest logs are deleted.
    pub(super) fn new_log(&self, word: &str, version: &Version, arch: &str) -> Result<PathBuf, ElevationError> {
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
