//! Why a task that needs an administrator was not done.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::exit_code::{Verdict, verdict};
use crate::digest::Sha256;
use crate::report::{Cancelled, Code, Explain, Problem};

/// A task was not done. It travels from the elevated copy as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ElevationError {
    /// The prompt was answered with no, or not at all (1223).
    #[error("the administrator's prompt was not answered with yes")]
    Refused,
    /// There is no elevated copy.
    #[error("Upgo cannot be started as administrator: {reason}")]
    NotStarted {
        /// What the system said.
        reason: String,
    },
    /// It ended, or said something that nobody understands.
    #[error("the part of Upgo that runs as administrator gave no answer: {reason}")]
    Lost {
        /// What happened.
        reason: String,
    },
    /// It was asked for something that it does not do.
    #[error("{what} is not done as administrator: {why}")]
    NotOnList {
        /// What was asked for.
        what: String,
        /// Why not.
        why: String,
    },
    /// The file is not the one that the official feed names.
    #[error("{file} does not match its official SHA-256")]
    WrongDigest {
        /// Its name in the feed.
        file: String,
        /// The official digest.
        expected: Sha256,
    },
    /// The official feed has no digest for it, so it cannot be told whether it is the one.
    #[error("the official feed has no package with a SHA-256 for {version} on {arch}")]
    NoDigest {
        /// Which release.
        version: String,
        /// Which family.
        arch: String,
    },
    /// The package is not signed by whom it should be.
    #[error("{file} is not signed by {expected}: {reason}")]
    WrongSigner {
        /// The package.
        file: String,
        /// Who should have signed it.
        expected: String,
        /// What there is instead.
        reason: String,
    },
    /// Windows does not know the product any more.
    #[error("{version} for {arch} is not registered as installed")]
    NotRegistered {
        /// Which release.
        version: String,
        /// Which family.
        arch: String,
    },
    /// Something has changed the value since the plan was made.
    #[error("{place} has changed since it was read")]
    Moved {
        /// The value.
        place: String,
    },
    /// Windows Installer ended with another number than 0, 3010 and 1641.
    #[error("Windows Installer: {} ({exit})", verdict(*.exit).what)]
    Msi {
        /// The number.
        exit: u32,
        /// What it wrote down.
        #[serde(serialize_with = "crate::paths::shown")]
        log: Option<PathBuf>,
    },
    /// Something else of the engine's, which has words of its own.
    #[error("{problem}")]
    Other {
        /// The words.
        problem: Box<Problem>,
    },
    /// The user cancelled before it began.
    #[error("cancelled")]
    Cancelled,
}

impl ElevationError {
    /// The same error of the engine, for the way to the un-elevated side.
    pub fn other(error: impl Explain) -> Self {
        Self::Other { problem: Box::new(Problem::from(error)) }
    }

    fn verdict(&self) -> Option<Verdict> {
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
            Self::NotRegistered { .. } | Self::Moved { .. } => Code::PlanMoved,
            Self::Msi { exit, .. } => verdict(*exit).code,
            Self::Other { problem } => problem.code,
            Self::Cancelled => Code::Cancelled,
        }
    }

    fn next(&self) -> String {
        let next = match self {
            Self::Other { problem } => problem.next.clone(),
            Self::NoDigest { .. } => "Take another version: Upgo installs nothing that it cannot verify.".to_owned(),
            _ => self.verdict().map_or_else(|| self.code().next(), |verdict| verdict.next).to_owned(),
        };
        match self {
            Self::Msi { log: Some(log), .. } => format!("{next} What it wrote down is in {}.", log.display()),
            _ => next,
        }
    }

    fn means(&self) -> String {
        match self {
            Self::Other { problem } => problem.means.clone(),
            _ => self.code().means().to_owned(),
        }
    }
}

impl From<Cancelled> for ElevationError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
