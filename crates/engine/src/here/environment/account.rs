//! Whether the account that runs Upgo owns the Go that it would change.
use std::path::{Path, PathBuf};

use super::Lookup;
use crate::platform::{self, Foreign};
use crate::report::{Code, Explain, stated};
use crate::words::{Sentence, Statement};

/// The system's information about the account that runs this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whether it is root, or has administrator rights that were granted for this process.
    pub elevated: bool,
    /// Folders of the user that belong to another account.
    pub foreign: Vec<Foreign>,
}

/// Upgo would change a folder of another account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub enum WrongAccount {
    /// Its files would end up with the wrong account.
    Elevated {
        /// The folder.
        folder: PathBuf,
        /// Its owner.
        owner: String,
    },
    /// Its owner decides what Upgo does on behalf of this account.
    Ordinary {
        /// The folder.
        folder: PathBuf,
        /// Its owner.
        owner: String,
    },
}

impl Account {
    /// The account of this process, and whether it owns the user's folders: the home folder named by `variables`, and
    /// Upgo's at `upgo_home`. A missing folder is not reported.
    pub fn of_process(upgo_home: &Path, variables: Lookup<'_>) -> Self {
        let (elevated, foreign) = platform::account(upgo_home, variables);
        Self { elevated, foreign }
    }

    /// Refuses any change. With elevated rights, files in another user's home would become this account's, and their
    /// owner could no longer change them. Without such rights, that is left to the system, except in Upgo's own home:
    /// whoever owns it could record a change there that Upgo then completes in this account's files.
    pub fn check(&self) -> Result<(), WrongAccount> {
        match self.foreign.iter().find(|foreign| self.elevated || foreign.is_upgos).cloned() {
            None => Ok(()),
            Some(Foreign { folder, owner, .. }) if self.elevated => Err(WrongAccount::Elevated { folder, owner }),
            Some(Foreign { folder, owner, .. }) => Err(WrongAccount::Ordinary { folder, owner }),
        }
    }
}

impl Explain for WrongAccount {
    fn code(&self) -> Code {
        Code::PermissionAccount
    }

    fn statement(&self) -> Option<Statement> {
        let (sentence, folder, owner) = match self {
            Self::Elevated { folder, owner } => (Sentence::ElevatedForeign, folder, owner),
            Self::Ordinary { folder, owner } => (Sentence::OtherOwner, folder, owner),
        };
        Some(sentence.with("folder", folder.as_path()).with("owner", owner.as_str()))
    }

    fn next(&self) -> String {
        match self {
            Self::Elevated { owner, .. } => platform::run_as(owner),
            Self::Ordinary { .. } => {
                "Set UPGO_HOME to a folder of your own, or run the command as the account that owns this one."
                    .to_owned()
            }
        }
    }
}
