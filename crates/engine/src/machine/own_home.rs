//! Whether the folder at Upgo's home is one that Upgo made, and may sweep and delete in.
//!
//! `UPGO_HOME` can name any folder, and a folder can hold `cache`, `logs` or `staging` of another program. So Upgo leaves
//! a marker in each home that it makes, and changes nothing in a folder that has neither the marker nor other evidence.
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use fs_err as fs;

use crate::home::Home;
use crate::report::{Code, Explain, stated};
use crate::words::{Sentence, Statement};
use crate::{effect, platform};

/// The content of the marker.
const MARKER: &str = "Upgo keeps Go toolchains in this folder. It deletes files here without asking.\n";
/// Files of homes that were made before there was a marker.
const EVIDENCE: [&str; 4] = ["logs/upgo.log", "settings-last-good.toml", "watch.json", "watching.lock"];
/// The start of each file in the journal.
const INTENT: &[u8] = br#"{"record":"intent""#;

/// A home that Upgo made: the only one that it changes. Its own folders are real ones, so that no effect in the home
/// reaches outside.
#[derive(Clone, Copy, Debug)]
pub struct OwnHome<'a>(&'a Home);

impl std::ops::Deref for OwnHome<'_> {
    type Target = Home;

    fn deref(&self) -> &Home {
        self.0
    }
}

/// A home that is checked once: a change asks a dozen times, each log line too, and each answer costs twelve calls.
#[derive(Debug)]
pub(crate) struct CheckedHome {
    home: Home,
    /// Set once the home has turned out to be Upgo's own.
    is_own: OnceLock<()>,
}

impl CheckedHome {
    /// The home, not checked yet.
    pub(crate) fn new(home: Home) -> Self {
        Self { home, is_own: OnceLock::new() }
    }

    /// The home, if it is Upgo's own and passes `check`.
    pub(crate) fn own_if<E: From<NotOwn>>(&self, check: impl FnOnce() -> Result<(), E>) -> Result<OwnHome<'_>, E> {
        if self.is_own.get().is_none() {
            check()?;
            self.home.own()?;
            self.is_own.set(()).ok();
        }
        Ok(OwnHome(&self.home))
    }
}

impl std::ops::Deref for CheckedHome {
    type Target = Home;

    fn deref(&self) -> &Home {
        &self.home
    }
}

/// Upgo does not change this folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub enum NotOwn {
    /// It has folders with the names of Upgo's own, and no evidence that Upgo made them.
    Foreign {
        /// The home.
        root: PathBuf,
        /// The first such entry.
        name: String,
    },
    /// One of Upgo's own folders is a link.
    Link(PathBuf),
}

impl Explain for NotOwn {
    fn code(&self) -> Code {
        Code::HomeForeign
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Foreign { root, name } => {
                Sentence::ForeignContent.with("folder", root.as_path()).with("name", name.as_str())
            }
            Self::Link(path) => Sentence::IsLink.with("path", path.as_path()),
        })
    }

    fn next(&self) -> String {
        match self {
            Self::Foreign { .. } => "Set UPGO_HOME to an empty folder, or to one that Upgo made.".to_owned(),
            Self::Link(path) => format!(
                "Replace {} with a folder. To keep Upgo's data on another disk, move the whole folder and set UPGO_HOME.",
                path.display()
            ),
        }
    }
}

impl Home {
    /// The home, if it is Upgo's own or does not exist yet. Only reads.
    pub fn own(&self) -> Result<OwnHome<'_>, NotOwn> {
        for folder in self.folders() {
            if folder.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
                return Err(NotOwn::Link(folder));
            }
        }
        // The marker first: every command asks, and one look settles it.
        if self.is_marked() || self.has_evidence() {
            return Ok(OwnHome(self));
        }
        match self.foreign_folder() {
            Some(name) => Err(NotOwn::Foreign { root: self.root().to_owned(), name }),
            None => Ok(OwnHome(self)),
        }
    }

    /// Creates `folder`, which is in the home or the home itself, and marks the home. Whatever is the first to write
    /// there calls this, because a home with content and without its marker is not Upgo's own.
    pub fn make(&self, folder: &Path) -> io::Result<()> {
        if self.is_marked() && folder.is_dir() {
            return Ok(());
        }
        self.own().map_err(io::Error::other)?.create()?;
        effect::create_dir_all(folder)
    }

    fn is_marked(&self) -> bool {
        self.marker().symlink_metadata().is_ok_and(|metadata| metadata.is_file())
    }

    /// Whether an Upgo that wrote no marker has used the home.
    fn has_evidence(&self) -> bool {
        let is_file = |name| self.root().join(name).symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        EVIDENCE.into_iter().any(is_file) || files_in(&self.journal()).any(|path| begins_with(&path, INTENT))
    }

    /// A folder with the name of one of Upgo's own, and with content.
    fn foreign_folder(&self) -> Option<String> {
        let is_full = |folder: &PathBuf| files_in(folder).next().is_some();
        let folder = self.folders().into_iter().filter(|folder| *folder != self.bin()).find(is_full)?;
        Some(folder.file_name()?.to_string_lossy().into_owned())
    }

    /// Whether the home contains nothing that is not Upgo's.
    fn is_only_own(&self) -> bool {
        files_in(self.root()).all(|entry| Self::is_own(&entry) || entry == self.bin() || entry == self.store_lock())
    }
}

impl OwnHome<'_> {
    /// Creates the folder, readable for this account only, and marks it. One that an earlier Upgo made is marked and
    /// made private, too, unless it also holds files of others.
    pub fn create(&self) -> io::Result<()> {
        if self.is_marked() {
            return Ok(());
        }
        let is_private = self.is_only_own();
        effect::create_private_dir(self.root())?;
        if is_private {
            platform::make_private(self.root())?;
        }
        effect::replace(&self.marker(), MARKER.as_bytes())
    }
}

fn files_in(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

fn begins_with(path: &Path, start: &[u8]) -> bool {
    let mut bytes = vec![0; start.len()];
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    is_file && fs::File::open(path).and_then(|mut file| file.read_exact(&mut bytes)).is_ok() && bytes == start
}
