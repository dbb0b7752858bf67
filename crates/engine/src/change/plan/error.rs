//! The reasons why a request cannot be planned.
use super::system_go::width;
use crate::catalog::Unmet;
use crate::report::{Code, Explain};
use crate::version::Version;

/// A request that cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The version is not in the store.
    #[error("{0} is not installed")]
    NotInstalled(Version),
    /// The request would remove the current toolchain.
    #[error("{0} is the current Go")]
    RemoveCurrent(Version),
    /// No release matches the request.
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
        /// The unmet requirement.
        unmet: Box<Unmet>,
        /// The newest release that the system can run, if known.
        newest: Option<Box<Version>>,
    },
    /// The release list has no SHA-256 for the file.
    #[error("there is no official SHA-256 for {0}")]
    NoDigest(String),
    /// The official installer has registered no Go of this family.
    #[error("the official installer has not installed a machine-wide Go")]
    NoSystem,
    /// The package of the installed Go is unknown, so that it could not be restored.
    #[error("the package of the machine-wide Go ({}) is unknown", width(.0))]
    NotSecured(String),
    /// Only administrators may remove the tree.
    #[error("only an administrator may remove {}", .0.display())]
    NotYours(std::path::PathBuf),
    /// A Go that cannot be adopted.
    #[error("Upgo cannot adopt the Go in {}: {why}", .root.display())]
    NotAdoptable {
        /// Its folder.
        root: std::path::PathBuf,
        /// The reason.
        why: String,
    },
    /// No change can be undone.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The history has no such change.
    #[error("there is no change number {0} in the history")]
    NoSuchChange(u64),
    /// The change did nothing, or is already undone.
    #[error("change number {id} {state}")]
    NotUndoable {
        /// The change.
        id: u64,
        /// The reason, such as `has already been undone`.
        state: &'static str,
    },
    /// A later state prevents the undo.
    #[error("change {id} cannot be undone: {reason}")]
    UndoBlocked {
        /// The change.
        id: u64,
        /// The reason.
        reason: String,
        /// What to do first, as a sentence; `None` for the advice of the error code.
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
                format!("Switch to another version first, or run `upgo remove {version} --force`.")
            }
            Self::NotForSystem { newest: Some(newest), .. } => {
                format!("Run `upgo install {newest} --use`: it is the newest release that this system can run.")
            }
            Self::UndoBlocked { next: Some(next), .. } => next.clone(),
            Self::NotYours(_) => "Omit --remove-old to leave the old Go where it is.".to_owned(),
            _ => self.code().next().to_owned(),
        }
    }
}
