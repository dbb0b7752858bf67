//! Whether the account that runs Upgo is the one whose Go it would change.
use std::path::{Path, PathBuf};

use super::Lookup;
use crate::platform;
use crate::report::{Code, Explain};

/// What the system says about the account that runs this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// root, or with administrator rights that were granted for this process.
    pub elevated: bool,
    /// Folders of the user that belong to somebody else.
    pub foreign: Vec<Foreign>,
}

/// A folder that belongs to another account than the one that runs this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The folder.
    pub folder: PathBuf,
    /// The other account, as the system's commands take it.
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
    /// The account of this process, and whether the user's folders are its own: the home folder that `variables`
    /// name, and Upgo's at `upgo_home`. One that is missing is nobody's.
    pub fn of_process(upgo_home: &Path, variables: Lookup<'_>) -> Self {
        let (elevated, foreign) = platform::account(upgo_home, variables);
        let foreign = foreign.into_iter().map(|(folder, owner)| Foreign { folder, owner });
        Self { elevated, foreign: foreign.collect() }
    }

    /// Refuses what changes something: with rights over everything, files in another's home would become this
    /// account's, and their owner could not change them any more. Without such rights the system itself refuses.
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
