//! The errors of tasks that need an administrator.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::exit_code::{ExitMeaning, verdict};
use crate::digest::Sha256;
use crate::report::{Cancelled, Code, Explain, Problem};

/// A task that failed. The elevated copy sends it to the caller in this form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ElevationError {
    /// The administrator prompt was declined, or timed out (1223).
    #[error("the administrator prompt was declined")]
    Refused,
    /// The elevated copy could not be started.
    #[error("Upgo cannot be started as administrator: {reason}")]
    NotStarted {
        /// The error of the system.
        reason: String,
    },
    /// The elevated copy ended, or sent an invalid answer.
    #[error("Upgo's administrator process did not answer: {reason}")]
    Lost {
        /// The reason.
        reason: String,
    },
    /// The request is not on the list of permitted tasks.
    #[error("Upgo's administrator process refused {what}: {why}")]
    NotOnList {
        /// The request, as a noun phrase or an infinitive.
        what: String,
        /// The reason.
        why: String,
    },
    /// The file does not have the digest in the official release list.
    #[error("{file} does not match its official SHA-256")]
    WrongDigest {
        /// Its name in the list.
        file: String,
        /// The official digest.
        expected: Sha256,
    },
    /// The official release list has no digest for the package, so that it cannot be verified.
    #[error("the official release list has no package with a SHA-256 for {version} on {arch}")]
    NoDigest {
        /// The release.
        version: String,
        /// The family.
        arch: String,
    },
    /// The package does not have the required signer.
    #[error("{file} is not signed by {expected}: {reason}")]
    WrongSigner {
        /// The package.
        file: String,
        /// The required signer.
        expected: String,
        /// The actual state.
        reason: String,
    },
    /// The tables of the package are not those of the requested release.
    #[error("{file} is not the package of the requested Go: {why}")]
    NotGo {
        /// The package.
        file: String,
        /// The first difference.
        why: String,
    },
    /// The product is no longer registered in Windows.
    #[error("{version} for {arch} is not registered as installed")]
    NotRegistered {
        /// The release.
        version: String,
        /// The family.
        arch: String,
    },
    /// The value has changed since the plan was made.
    #[error("{place} has changed since it was read")]
    Moved {
        /// The value.
        place: String,
    },
    /// Windows Installer ended with an exit code other than 0, 3010 and 1641.
    #[error("Windows Installer: {} ({exit})", verdict(*.exit).what)]
    Msi {
        /// The exit code.
        exit: u32,
        /// Its log file.
        #[serde(serialize_with = "crate::paths::shown")]
        log: Option<PathBuf>,
    },
    /// Another error of the engine, with its own message.
    #[error("{problem}")]
    Other {
        /// The message.
        problem: Box<Problem>,
    },
    /// The user cancelled before the task started.
    #[error("cancelled")]
    Cancelled,
}

impl ElevationError {
    /// Wraps another error of the engine, to be sent to the un-elevated side.
    pub fn other(error: impl Explain) -> Self {
        Self::Other { problem: Box::new(Problem::from(error)) }
    }

    fn verdict(&self) -> Option<ExitMeaning> {
        if let Self::Msi { exit, .. } = self { Some(verdict(*exit)) } else { None }
    }
}

impl Explain for ElevationError {
    fn code(&self) -> Code {
        match self {
            Self::Refused => Code::ElevateRefused,
            Self::NotStarted { .. } | Self::Lost { .. } => Code::ElevateFailed,
            Self::NotOnList { .. } => Code::ElevateList,
            Self::WrongDigest { .. } => Code::VerifyDigest,
            Self::NoDigest { .. } => Code::VerifyNoDigest,
            Self::WrongSigner { .. } => Code::VerifySigner,
            Self::NotGo { .. } => Code::MsiPackage,
            Self::NotRegistered { .. } | Self::Moved { .. } => Code::PlanMoved,
            Self::Msi { exit, .. } => verdict(*exit).code,
            Self::Other { problem } => problem.code,
            Self::Cancelled => Code::Cancelled,
        }
    }

    fn next(&self) -> String {
        let next = match self {
            Self::Other { problem } => problem.next.clone(),
            Self::NoDigest { .. } => "Choose another version: Upgo installs nothing that it cannot verify.".to_owned(),
            _ => self.verdict().map_or_else(|| self.code().next(), |verdict| verdict.next).to_owned(),
        };
        match self {
            Self::Msi { log: Some(log), .. } => format!("{next} Its log is {}.", log.display()),
            _ => next,
        }
    }

    fn means(&self) -> String {
        match self {
            Self::Other { problem } => problem.means.clone(),
            _ => self.code().means(),
        }
    }
}

impl From<Cancelled> for ElevationError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
