//! The errors of tasks that need an administrator.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::exit_code::{ExitMeaning, verdict};
use crate::base::digest::Sha256;
use crate::base::report::{Cancelled, Code, Explain, Problem, stated};
use crate::base::words::{Sentence, Statement};

/// A task that failed. The elevated copy sends it to the caller in this form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[error("{}", stated(self))]
pub enum ElevationError {
    /// The administrator prompt was declined, or timed out (1223).
    Refused,
    /// The elevated copy could not be started.
    NotStarted {
        /// The error of the system.
        reason: String,
    },
    /// The elevated copy ended, or sent an invalid answer.
    Lost {
        /// The reason.
        reason: String,
    },
    /// The request is not on the list of permitted tasks.
    NotOnList {
        /// The request, as a noun phrase or an infinitive.
        what: String,
        /// The reason.
        why: String,
    },
    /// The file does not have the digest in the official release list.
    WrongDigest {
        /// Its name in the list.
        file: String,
        /// The official digest.
        expected: Sha256,
    },
    /// The official release list has no digest for the package, so that it cannot be verified.
    NoDigest {
        /// The release.
        version: String,
        /// The family.
        arch: String,
    },
    /// The package does not have the required signer.
    WrongSigner {
        /// The package.
        file: String,
        /// The required signer.
        expected: String,
        /// The actual state.
        reason: String,
    },
    /// The tables of the package are not those of the requested release.
    NotGo {
        /// The package.
        file: String,
        /// The first difference.
        why: String,
    },
    /// The product is no longer registered in Windows.
    NotRegistered {
        /// The release.
        version: String,
        /// The family.
        arch: String,
    },
    /// The value has changed since the plan was made.
    Moved {
        /// The value.
        place: String,
    },
    /// Windows Installer ended with an exit code other than 0, 3010 and 1641.
    Msi {
        /// The exit code.
        exit: u32,
        /// Its log file.
        #[serde(serialize_with = "crate::base::paths::shown")]
        log: Option<PathBuf>,
    },
    /// Another error of the engine, with its own message.
    #[error("{problem}")]
    Other {
        /// The message.
        problem: Box<Problem>,
    },
    /// The user cancelled before the task started.
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

    fn statement(&self) -> Option<Statement> {
        let because = |sentence: Sentence, reason: &String| sentence.with("reason", Statement::quoted(reason.as_str()));
        Some(match self {
            Self::Refused => Sentence::PromptDeclined.into(),
            Self::NotStarted { reason } => because(Sentence::NotElevated, reason),
            Self::Lost { reason } => because(Sentence::AdministratorSilent, reason),
            Self::WrongDigest { file, .. } => Sentence::DigestDiffers.with("file", file.as_str()),
            Self::NoDigest { version, arch } => {
                Sentence::NoPackageDigest.with("version", version.as_str()).with("arch", arch.as_str())
            }
            Self::WrongSigner { file, expected, reason } => {
                because(Sentence::WrongSigner, reason).with("file", file.as_str()).with("expected", expected.as_str())
            }
            Self::NotRegistered { version, arch } => {
                Sentence::NotRegistered.with("version", version.as_str()).with("arch", arch.as_str())
            }
            Self::Moved { place } => Sentence::PlaceChanged.with("place", place.as_str()),
            Self::Msi { exit, .. } => {
                Sentence::InstallerSaid.with("what", verdict(*exit).what).with("exit", exit.to_string())
            }
            Self::Other { problem } => return Some(problem.message.clone()),
            Self::Cancelled => Sentence::Cancelled.into(),
            Self::NotOnList { what, why } => {
                Sentence::TaskRefused.with("what", Statement::quoted(what)).with("why", Statement::quoted(why))
            }
            Self::NotGo { file, why } => Sentence::NotThePackage.with("file", file).with("why", Statement::quoted(why)),
        })
    }

    fn next(&self) -> Statement {
        let next = match self {
            Self::Other { problem } => problem.next.clone(),
            Self::NoDigest { .. } => Sentence::ChooseVerifiable.into(),
            _ => self.verdict().map_or_else(|| self.code().next(), |verdict| verdict.next).into(),
        };
        match self {
            Self::Msi { log: Some(log), .. } => next.and(Sentence::ItsLogIs.with("log", log.as_path())),
            _ => next,
        }
    }

    fn advice(&self) -> Option<Statement> {
        match self {
            Self::Other { problem } => Some(problem.advice.clone()),
            _ => None,
        }
    }

    fn means(&self) -> Statement {
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
