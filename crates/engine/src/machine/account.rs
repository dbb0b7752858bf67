//! Whether the account that runs Upgo owns the Go that it would change.
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::base::report::{Code, Explain, stated};
use crate::base::words::{Sentence, Statement};
use crate::machine::platform::{self, Foreign, Stranger};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whether it is root, or has administrator rights that were granted for this process.
    pub elevated: bool,
    pub foreign: Vec<Foreign>,
}

/// Upgo would change a folder of another account, or believe what another account can put there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub enum WrongAccount {
    /// Its files would end up with the wrong account.
    Elevated { folder: PathBuf, owner: String },
    /// Its owner decides what Upgo does on behalf of this account.
    Ordinary { folder: PathBuf, owner: String },
    /// All accounts, or those of a group, decide it.
    Open { path: PathBuf },
}

impl Account {
    /// Looks at the home folder of `variables`, at `upgo_home` and at the way to them. A missing one is not reported.
    pub fn of_process(upgo_home: &Path, variables: &dyn Fn(&str) -> Option<OsString>) -> Self {
        let (elevated, foreign) = platform::account(upgo_home, variables);
        Self { elevated, foreign }
    }

    /// Refuses any change. With elevated rights, files in another user's home would become this account's, and their
    /// owner could no longer change them. Without such rights, that is left to the system, except in Upgo's own home:
    /// whoever owns it could record a change there that Upgo then completes in this account's files.
    pub fn check(&self) -> Result<(), WrongAccount> {
        let Some(foreign) = self.foreign.iter().find(|foreign| self.elevated || foreign.is_upgos).cloned() else {
            return Ok(());
        };
        Err(match foreign {
            Foreign { folder: path, owner: None, .. } => WrongAccount::Open { path },
            Foreign { folder, owner: Some(owner), .. } if self.elevated => WrongAccount::Elevated { folder, owner },
            Foreign { folder, owner: Some(owner), .. } => WrongAccount::Ordinary { folder, owner },
        })
    }
}

impl WrongAccount {
    /// Fails if another account owns or can change a file in a folder of the user's, or chooses it by a link there. In a
    /// folder that others cannot enter, the permissions of a file do not matter.
    pub(crate) fn check_file(file: &Path) -> Result<(), Self> {
        let Ok(metadata) = file.symlink_metadata() else { return Ok(()) };
        let on_its_way = || metadata.is_symlink().then(|| platform::stranger(file, &|_| None)).flatten();
        let stranger = platform::stranger_of(file, &metadata, &|_| None).or_else(on_its_way);
        let is_closed = || !metadata.is_symlink() && file.parent().is_some_and(platform::is_closed);
        match stranger {
            None => Ok(()),
            Some(Stranger::Open { .. }) if is_closed() => Ok(()),
            Some(stranger) => Err(Self::by(stranger)),
        }
    }

    /// Fails if another account can replace what is at `path`, or change a folder on the way to it.
    pub(crate) fn check_way(path: &Path, variables: &dyn Fn(&str) -> Option<OsString>) -> Result<(), Self> {
        platform::stranger(path, variables).map_or(Ok(()), |stranger| Err(Self::by(stranger)))
    }

    pub(crate) fn next_elsewhere(&self) -> Statement {
        match self {
            Self::Elevated { owner, .. } => platform::run_as(owner),
            Self::Ordinary { .. } | Self::Open { .. } => Sentence::UseClosedFolder.into(),
        }
    }

    pub(crate) fn by(stranger: Stranger) -> Self {
        match stranger {
            Stranger::Open { path } => Self::Open { path },
            Stranger::Owner { path: folder, owner } if platform::is_elevated() => Self::Elevated { folder, owner },
            Stranger::Owner { path: folder, owner } => Self::Ordinary { folder, owner },
        }
    }
}

impl Explain for WrongAccount {
    fn code(&self) -> Code {
        Code::PermissionAccount
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Elevated { folder, owner } => say!(ElevatedForeign { folder, owner }),
            Self::Ordinary { folder, owner } => say!(OtherOwner { folder, owner }),
            Self::Open { path } => say!(OthersWrite { path }),
        })
    }

    fn next(&self) -> Statement {
        match self {
            Self::Elevated { owner, .. } => platform::run_as(owner),
            _ => self.advice().unwrap_or_else(|| self.code().next().into()),
        }
    }

    fn advice(&self) -> Option<Statement> {
        Some(match self {
            Self::Elevated { .. } => self.code().next_in_window().into(),
            Self::Ordinary { .. } => Sentence::UseOwnHome.into(),
            Self::Open { path } => say!(CloseToOthers { command: platform::close(path)? }),
        })
    }
}

impl From<WrongAccount> for io::Error {
    fn from(error: WrongAccount) -> Self {
        Self::new(io::ErrorKind::PermissionDenied, error)
    }
}
