//! Upgo's data folder: where each thing lies in it.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::report::{Code, Explain};
use crate::version::Version;
use crate::{effect, platform};

/// The data folder (`%LOCALAPPDATA%\Upgo`, `$XDG_DATA_HOME/upgo`, or `UPGO_HOME`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

/// What Upgo puts into its folder, but for `bin` and the lock of the store.
const OWN: [&str; 18] = [
    "cache",
    "checksum-database.json",
    "current",
    "journal",
    "logs",
    "packages",
    "receipts",
    "replaced",
    "sdk",
    "settings-last-good.toml",
    "settings.lock",
    "settings.toml",
    "staging",
    "toasts",
    "toolchains",
    "watch.json",
    "watch.lock",
    "watching.lock",
];

/// Upgo's data folder cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoHome {
    /// The variable names a folder that depends on where a program was started.
    #[error("UPGO_HOME is {}, which is not a full path", .0.display())]
    Relative(PathBuf),
    /// The user has no folder for data.
    #[error("the folder for your data is not known")]
    Unknown,
}

impl Explain for NoHome {
    fn code(&self) -> Code {
        Code::Usage
    }

    fn next(&self) -> String {
        "Set UPGO_HOME to a full path, or remove it and set HOME.".to_owned()
    }
}

impl Home {
    /// The home that `variables` name with `UPGO_HOME`, or the default one.
    pub fn locate(variables: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, NoHome> {
        match variables("UPGO_HOME").filter(|value| !value.is_empty()).map(PathBuf::from) {
            Some(root) if root.is_absolute() => Ok(Self::new(root)),
            Some(root) => Err(NoHome::Relative(root)),
            None => {
                let data = platform::data_folder(variables).ok_or(NoHome::Unknown)?;
                Ok(Self::new(data.join(platform::FOLDER_NAME)))
            }
        }
    }

    /// The home at `root`, which need not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The one folder on PATH.
    pub fn bin(&self) -> PathBuf {
        self.root.join("bin")
    }

    /// Every installed toolchain, a folder each.
    pub fn toolchains(&self) -> PathBuf {
        self.root.join("toolchains")
    }

    /// The tree of `version`, whether or not it is installed.
    pub fn toolchain(&self, version: &Version) -> PathBuf {
        self.toolchains().join(version.as_str())
    }

    /// The switch: which toolchain `go` means.
    pub fn current(&self) -> PathBuf {
        self.root.join("current")
    }

    /// A link to the current toolchain, for editors that want one place as GOROOT. Nothing of Upgo's depends on it.
    pub fn sdk(&self) -> PathBuf {
        self.root.join("sdk")
    }

    /// What is being unpacked or thrown away; on the same volume as `toolchains`.
    pub fn staging(&self) -> PathBuf {
        self.root.join("staging")
    }

    /// Archives and the feed.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }

    /// What a checksum database has said, in the layout in which it serves it.
    pub fn checksum_database(&self, name: &str) -> PathBuf {
        // the name may have a port or a path
        self.cache().join("sumdb").join(name.replace([':', '/'], "_"))
    }

    /// Signatures of archives, and the key file of who signs them.
    pub fn signatures(&self) -> PathBuf {
        self.cache().join("openpgp")
    }

    /// Packages of the official installer: what the last change of the Go that everybody has needs to be taken back.
    pub fn packages(&self) -> PathBuf {
        self.root.join("packages")
    }

    /// One file for each change.
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// What is known of each installed toolchain that its tree does not say: digest, size, its files.
    pub fn receipts(&self) -> PathBuf {
        self.root.join("receipts")
    }

    /// The receipt of `version`.
    pub fn receipt(&self, version: &Version) -> PathBuf {
        self.receipts().join(format!("{version}.json"))
    }

    /// The files that `version` was unpacked with.
    pub fn manifest(&self, version: &Version) -> PathBuf {
        self.receipts().join(format!("{version}.manifest"))
    }

    /// Programs of `go install` as they were before Upgo built them again, for undo: a folder each.
    pub fn replaced(&self) -> PathBuf {
        self.root.join("replaced")
    }

    /// Log files.
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// What the user chose.
    pub fn settings(&self) -> PathBuf {
        self.root.join("settings.toml")
    }

    /// The settings of the last time that all of them could be understood.
    pub fn last_good_settings(&self) -> PathBuf {
        self.root.join("settings-last-good.toml")
    }

    /// What the user has been told, and does not want to be told.
    pub fn watch(&self) -> PathBuf {
        self.root.join("watch.json")
    }

    /// The file whose lock is held while [`Home::watch`] is changed.
    pub fn watch_lock(&self) -> PathBuf {
        self.root.join("watch.lock")
    }

    /// The file whose lock is held by the one Upgo that does something by itself.
    pub fn watching_lock(&self) -> PathBuf {
        self.root.join("watching.lock")
    }

    /// Whether an entry of the folder is Upgo's alone. `bin` is not: a user may have put programs there. Nor is the lock,
    /// which is held while the others go; nor a folder where a link is expected.
    pub(crate) fn is_own(entry: &Path) -> bool {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        let is_folder = || entry.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        (OWN.contains(&&*name) && !(name == "sdk" && is_folder())) || effect::is_aside(&name)
    }

    /// The folders in which files are written aside first.
    fn written(&self) -> [PathBuf; 4] {
        [self.root.clone(), self.bin(), self.receipts(), self.cache()]
    }

    /// Whether a killed process has left something that it was writing.
    pub fn has_leftovers(&self) -> bool {
        self.written().iter().any(|folder| effect::has_leftovers(folder))
    }

    /// Deletes what killed processes were writing.
    pub fn sweep(&self) {
        self.written().iter().for_each(|folder| effect::sweep(folder));
    }

    /// The file whose lock is held for a commit.
    pub fn store_lock(&self) -> PathBuf {
        self.root.join("store.lock")
    }
}
