//! Where the hands work: folders that only administrators can write.
use std::path::{Path, PathBuf};

use super::hands::Hands;
use super::package::disk;
use super::{ElevationError, guarded};
use crate::effect;
use crate::version::Version;

/// Logs that are kept.
const LOGS: usize = 20;

impl Hands {
    pub(super) fn why_open(&self, folder: &Path) -> Option<String> {
        let guards = |path: &Path| self.windows.guard(path);
        guarded::why_open(folder, &guards, self.policy.lenient.as_deref())
    }

    /// `C:\ProgramData\Upgo`.
    pub(super) fn data_folder(&self) -> Result<PathBuf, ElevationError> {
        let missing = || ElevationError::NotStarted { reason: "the machine's folder for data is not known".to_owned() };
        Ok(self.windows.data_folder().ok_or_else(missing)?.join("Upgo"))
    }

    /// A folder below it. Anybody may have made the first one, so both are looked at, and refused if others can write.
    pub(super) fn guarded_folder(&self, name: &str) -> Result<PathBuf, ElevationError> {
        let root = self.data_folder()?;
        let folder = root.join(name);
        for folder in [&root, &folder] {
            if !folder.exists() {
                self.windows.create_guarded(folder).map_err(|error| disk(folder, &error))?;
            }
            if let Some(why) = self.why_open_itself(folder) {
                let what = format!("Working in {}", folder.display());
                return Err(ElevationError::NotOnList { what, why: format!("{why}; delete that folder") });
            }
        }
        Ok(folder)
    }

    /// Without the folders above, where everybody may add what is theirs.
    pub(super) fn why_open_itself(&self, folder: &Path) -> Option<String> {
        guarded::why_open_itself(folder, &|path| self.windows.guard(path), self.policy.lenient.as_deref())
    }

    /// A name for a log in a folder that exists; the oldest make room for it.
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
