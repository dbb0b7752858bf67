//! Why there is no plan.
use super::system::width;
use crate::catalog::Unmet;
use crate::report::{Code, Explain};
use crate::version::Version;

/// A request that cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The version is not in the store.
    #[error("{0} is not installed")]
    NotInstalled(Version),
    /// The current toolchain was to be removed.
    #[error("{0} is the current Go")]
    RemoveCurrent(Version),
    /// There is no release as asked for.
    #[error("there is no Go {0}")]
    Unknown(String),
    /// The release has no archive for this machine.
    #[error("{version} is not available for {target}")]
    NotForTarget {
        /// The release.
        version: Version,
        /// This machine.
        target: String,
    },
    /// The system cannot run the release.
    #[error("{version} {unmet}")]
    NotForSystem {
        /// The release.
        version: Version,
        /// Why not.
        unmet: Box<Unmet>,
        /// The newest release that it can run, as far as is known.
        newest: Option<Box<Version>>,
    },
    /// The feed has no digest for the file.
    #[error("there is no official SHA-256 for {0}")]
    NoDigest(String),
    /// The official installer has nothing of the kind registered.
    #[error("there is no Go here that the official installer has installed for everybody")]
    NoSystem,
    /// The package of what is installed is not known, so that it could not be put back.
    #[error("the package of the Go ({}) that everybody has is not known", width(.0))]
    NotSecured(String),
    /// Only administrators may remove a tree.
    #[error("{} is not yours to remove", .0.display())]
    NotYours(std::path::PathBuf),
    /// A Go that cannot be taken over.
    #[error("Upgo does not adopt the Go in {}: {why}", .root.display())]
    NotAdoptable {
        /// Its folder.
        root: std::path::PathBuf,
        /// Why not.
        why: String,
    },
    /// There is nothing that could be undone.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// There is no such change in the history.
    #[error("there is no change number {0} in the history")]
    NoSuchChange(u64),
    /// A change that did nothing, or is undone already.
    #[error("change number {id} {state}")]
    NotUndoable {
        /// The change.
        id: u64,
        /// Why not, as `was undone already`.
        state: &'static str,
    },
    /// Something stands in the way of undoing it.
    #[error("change {id} cannot be undone: {reason}")]
    UndoBlocked {
        /// The change.
        id: u64,
        /// Why not.
        reason: String,
        /// What to do first, a sentence; the code's own advice where that is `None`.
        next: Option<String>,
    },
}

impl Explain for PlanError {
    fn code(&self) -> Code {
        match self {
            Self::NotInstalled(_) => Code::VersionNotInstalled,
            Self::RemoveCurrent(_) => Code::RemoveCurrent,
            Self::Unknown(_) | Self::NotForTarget { .. } => Code::VersionUnknown,
            Self::NotAdoptable { .. } => Code::GoManaged,
            Self::NotForSystem { .. } => Code::VersionSystem,
            Self::NoDigest(_) => Code::VerifyNoDigest,
            Self::NoSystem => Code::SystemMissing,
            Self::NotSecured(_) => Code::SystemUnsecured,
            Self::NotYours(_) => Code::Permission,
            Self::NothingToUndo | Self::NoSuchChange(_) | Self::NotUndoable { .. } | Self::UndoBlocked { .. } => {
                Code::UndoBlocked
            }
        }
    }

    fn next(&self) -> String {
        match self {
            Self::NotInstalled(version) => format!("Run `upgo install {version} --use`."),
            Self::RemoveCurrent(version) => {
                format!("Switch to another one first, or run `upgo remove {version} --force`.")
            }
            Self::NotForSystem { newest: Some(newest), .. } => {
                format!("Run `upgo install {newest} --use`: it is the newest that this system can run.")
            }
            Self::UndoBlocked { next: Some(next), .. } => next.clone(),
            Self::NotYours(_) => "Leave out --remove-old: the old Go may stay where it is.".to_owned(),
            _ => self.code().next().to_owned(),
        }
    }
}
