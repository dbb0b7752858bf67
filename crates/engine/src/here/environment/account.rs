//! Whether the account that runs Upgo owns the Go that it would change.
use std::path::{Path, PathBuf};

use super::Lookup;
use crate::platform;
use crate::report::{Code, Explain};

/// The system's information about the account that runs this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whether it is root, or has administrator rights that were granted for this process.
    pub elevated: bool,
    /// Folders of the user that belong to another account.
    pub foreign: Vec<Foreign>,
}

/// A folder that belongs to a different account than the one that runs this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The folder.
    pub folder: PathBuf,
    /// The other account, as the system's commands accept it.
    pub owner: String,
}

/// Files would end up with the wrong account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Upgo runs with administrator rights, but {} belongs to {owner}", .folder.display())]
pub struct WrongAccount {
    folder: PathBuf,
    owner: String,
    next: String,
}

impl Account {
    /// The account of this process, and whether it owns the user's folders: the home folder named by `variables`, and
    /// Upgo's at `upgo_home`. A missing folder is not reported.
    pub fn of_process(upgo_home: &Path, variables: Lookup<'_>) -> Self {
        let (elevated, foreign) = platform::account(upgo_home, variables);
        let foreign = foreign.into_iter().map(|(folder, owner)| Foreign { folder, owner });
        Self { elevated, foreign: foreign.collect() }
    }

    /// Refuses any change. With elevated rights, files in another user's home would become this account's, and their
    /// owner could no longer change them. Without such rights the system itself refuses.
    pub fn check(&self) -> Result<(), WrongAccount> {
        match self.foreign.first().filter(|_| self.elevated) {
            None => Ok(()),
            Some(Foreign { folder, owner }) => {
                let next = platform::run_as(owner);
                Err(WrongAccount { folder: folder.clone(), owner: owner.clone(), next })
            }
        }
    }
}

impl Explain for WrongAccount {
    fn code(&self) -> Code {
        Code::PermissionAccount
    }

    fn next(&self) -> String {
        self.next.clone()
    }
}
