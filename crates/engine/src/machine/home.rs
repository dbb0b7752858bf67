//! The layout of Upgo's data folder.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use super::account::{Account, WrongAccount};
pub(crate) use super::own_home::CheckedHome;
pub use super::own_home::{NotOwn, OwnHome, StartableProgram};
use crate::base::paths::clean;
use crate::base::report::stated;
use crate::base::version::Version;
use crate::machine::effect::own_file;
use crate::machine::{effect, platform};

/// The data folder (`%LOCALAPPDATA%\Upgo`, `$XDG_DATA_HOME/upgo`, or `UPGO_HOME`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

/// The entries that Upgo creates in its folder, except `bin` and the lock of the store.
const OWN: [&str; 26] = [
    "bisect.lock", "cache", "checksum-database.json", "current", "fleet.json", "follow-projects", "journal", "logs",
    "packages", "receipts", "replaced", "reserve", "running.lock", "sdk", "self-update.json",
    "settings-last-good.toml", "settings.lock", "settings.toml", "staging", "terminals.json", "toasts", "toolchains",
    "tried.json", "watch.json", "watch.lock", "watching.lock",
];

explain! {
    #[derive(Clone, PartialEq, Eq)]
    pub enum NoHome {
        Relative(path: PathBuf) = Usage, HomeNotFull { path }, next UseFullPath;
        Root(path: PathBuf) = Usage, HomeHoldsMore { path }, next UseHomeAlone;
        Unknown = Usage, NoDataFolder, next UseFullPath;
    }
}

/// No Go works in the home: lists of folders, such as PATH and GOPATH, cannot hold a folder with their separator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub struct NotForLists {
    root: PathBuf,
}

explain! {
    impl NotForLists { root } = Usage, FolderNotForLists { folder: root, separator: platform::LIST_SEPARATOR },
        next UseHomeWithout { separator: platform::LIST_SEPARATOR };
}

macro_rules! entries {
    ($($(#[$doc:meta])+ $method:ident: $name:literal;)+) => {
        impl Home {
            $($(#[$doc])+
            pub fn $method(&self) -> PathBuf {
                self.root.join($name)
            })+
        }
    };
}

entries! {
    /// The one folder on PATH.
    bin: "bin";
    /// The installed toolchains, one folder each.
    toolchains: "toolchains";
    /// The switch, which selects the toolchain that `go` runs.
    current: "current";
    /// The file that tells the launcher to follow the version files of folders.
    follow_projects: "follow-projects";
    /// A link to the current toolchain for editors, which need a fixed path as GOROOT. Upgo does not depend on it.
    sdk: "sdk";
    /// The staging folder, for trees that are being unpacked or deleted. It is on the same volume as `toolchains`.
    staging: "staging";
    /// Archives and the feed.
    cache: "cache";
    /// Packages of the official installer, which are needed to undo the last change to the machine-wide Go.
    packages: "packages";
    /// One file for each of the newest changes.
    journal: "journal";
    /// The receipts: for each installed toolchain, its digest, size and files, which the tree itself does not record.
    receipts: "receipts";
    /// Programs of `go install` as they were before Upgo rebuilt them, for undo: one folder each.
    replaced: "replaced";
    /// The file that makes room for a change on a full disk.
    reserve: "reserve";
    /// Log files.
    logs: "logs";
    /// The user's settings.
    settings: "settings.toml";
    /// The last settings that were completely valid.
    last_good_settings: "settings-last-good.toml";
    /// What is known about releases of Upgo itself.
    self_update: "self-update.json";
    /// The random number that stands for this installation in its reports.
    fleet: "fleet.json";
    /// What new terminals have answered when they were asked for their Go.
    terminals: "terminals.json";
    /// What Go said when it was tried with the settings of a terminal.
    tried: "tried.json";
    /// Which notifications the user has received or declined.
    watch: "watch.json";
    /// The file whose lock is held while [`Home::watch`] is changed.
    watch_lock: "watch.lock";
    /// The file whose lock is held by the one Upgo process that runs background checks.
    watching_lock: "watching.lock";
    /// The file whose lock is held by the desktop program as long as it runs.
    running_lock: "running.lock";
    /// The file whose lock is held while a release is searched for with `bisect`.
    bisect_lock: "bisect.lock";
    /// The file whose lock is held for a commit.
    store_lock: "store.lock";
    /// The file that says that Upgo made the home.
    marker: "upgo-home.txt";
}

impl Home {
    /// The home that `variables` name with `UPGO_HOME`, or the default one, so that PATH and the paths that Go reports are
    /// the same however the variable is written: with the system's separators, and without 8.3 names and verbatim prefix.
    pub fn locate(variables: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, NoHome> {
        match variables("UPGO_HOME").filter(|value| !value.is_empty()).map(PathBuf::from) {
            Some(root) if root.is_absolute() && clean(&root).parent().is_none() => Err(NoHome::Root(root)),
            Some(root) if root.is_absolute() => {
                let usual: PathBuf = platform::plain(&root).components().collect();
                Ok(Self::new(platform::with_long_names(&usual)))
            }
            Some(root) => Err(NoHome::Relative(root)),
            None => {
                let data = platform::data_folder(variables).ok_or(NoHome::Unknown)?;
                Ok(Self::new(data.join(platform::FOLDER_NAME)))
            }
        }
    }

    /// It need not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// On Windows PATH could hold such a home, in quotes, but not every program that reads it knows them.
    pub(crate) fn require_for_lists(&self) -> Result<(), NotForLists> {
        let is_split = self.root.to_string_lossy().contains(platform::LIST_SEPARATOR);
        if is_split { Err(NotForLists { root: self.root.clone() }) } else { Ok(()) }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// It need not be installed.
    pub fn toolchain(&self, version: &Version) -> PathBuf {
        self.toolchains().join(version.as_str())
    }

    pub(crate) fn made_bundle(&self) -> PathBuf {
        self.cache().join("bundle-made")
    }

    pub(crate) fn opened_bundle(&self) -> PathBuf {
        self.cache().join("bundle-open")
    }

    pub fn checksum_databases(&self) -> PathBuf {
        self.cache().join("sumdb")
    }

    /// In the database's own layout.
    pub fn checksum_database(&self, name: &str) -> PathBuf {
        // the name may have a port or a path
        self.checksum_databases().join(name.replace([':', '/'], "_"))
    }

    pub fn signatures(&self) -> PathBuf {
        self.cache().join("openpgp")
    }

    pub fn receipt(&self, version: &Version) -> PathBuf {
        self.receipts().join(format!("{version}.json"))
    }

    pub fn manifest(&self, version: &Version) -> PathBuf {
        self.receipts().join(format!("{version}.manifest"))
    }

    /// Whether an entry of the folder belongs to Upgo alone. `bin` does not, because the user may have put programs
    /// there. Neither does the lock, which is held while the others are deleted, nor a folder where a link is expected.
    pub(crate) fn is_own(entry: &Path) -> bool {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        let is_folder = || entry.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        let was = own_file::before_damage(&name).unwrap_or(&name);
        (OWN.contains(&was) && !(name == "sdk" && is_folder())) || effect::is_aside(&name)
    }

    /// None of them may be a link, because Upgo deletes files in them.
    pub(super) fn folders(&self) -> [PathBuf; 10] {
        [
            self.bin(),
            self.cache(),
            self.journal(),
            self.logs(),
            self.packages(),
            self.receipts(),
            self.replaced(),
            self.staging(),
            self.root.join("toasts"),
            self.toolchains(),
        ]
    }

    /// The folders in which files are first written under a temporary name.
    fn written(&self) -> [PathBuf; 4] {
        [self.root.clone(), self.bin(), self.receipts(), self.cache()]
    }

    pub fn has_leftovers(&self) -> bool {
        self.written().iter().any(|folder| effect::has_leftovers(folder))
    }

    pub fn sweep(&self) {
        self.written().iter().for_each(|folder| effect::sweep(folder));
    }
}
