//! Upgo's data folder: where each thing lies in it.
use std::path::{Path, PathBuf};

use crate::version::Version;

/// The data folder (`%LOCALAPPDATA%\Upgo`, `$XDG_DATA_HOME/upgo`, or `UPGO_HOME`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

impl Home {
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

    /// What is being unpacked or thrown away; on the same volume as `toolchains`.
    pub fn staging(&self) -> PathBuf {
        self.root.join("staging")
    }

    /// Archives and the feed.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }

    /// One file for each change.
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// What is known of each installed toolchain that its tree does not say: digest, size.
    pub fn receipts(&self) -> PathBuf {
        self.root.join("receipts")
    }

    /// The receipt of `version`.
    pub fn receipt(&self, version: &Version) -> PathBuf {
        self.receipts().join(format!("{version}.json"))
    }

    /// Log files.
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// What the user chose.
    pub fn settings(&self) -> PathBuf {
        self.root.join("settings.toml")
    }

    /// The file whose lock is held for a commit.
    pub fn store_lock(&self) -> PathBuf {
        self.root.join("store.lock")
    }
}
