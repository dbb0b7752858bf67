use std::path::PathBuf;

use super::exit_code::{ExitMeaning, verdict};
use crate::base::digest::Sha256;
use crate::base::report::{Cancelled, Code, Explain, Problem, stated};
use crate::base::words::{Sentence, Statement};

pub type Result<T, E = ElevationError> = std::result::Result<T, E>;

/// The elevated copy sends it to the caller in this form.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, tag = "error")]
#[error("{}", stated(self))]
pub enum ElevationError {
    /// Declined, or timed out (1223).
    Refused,
    NotStarted {
        reason: String,
    },
    Lost {
        reason: String,
    },
    NotOnList {
        /// A noun phrase or an infinitive.
        what: String,
        why: String,
    },
    WrongDigest {
        file: String,
        expected: Sha256,
    },
    NoDigest {
        version: String,
        arch: String,
    },
    WrongSigner {
        file: String,
        expected: String,
        reason: String,
    },
    /// The tables of the package are not those of the requested release.
    NotGo {
        file: String,
        why: String,
    },
    NotRegistered {
        version: String,
        arch: String,
    },
    Moved {
        place: String,
    },
    /// Windows Installer ended with an exit code other than 0, 3010 and 1641.
    Msi {
        exit: u32,
        #[serde(serialize_with = "crate::base::paths::shown")]
        log: Option<PathBuf>,
    },
    #[error("{problem}")]
    Other {
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
        Some(match self {
            Self::Refused => Sentence::PromptDeclined.into(),
            Self::NotStarted { reason } => say!(NotElevated { reason: Statement::quoted(reason) }),
            Self::Lost { reason } => say!(AdministratorSilent { reason: Statement::quoted(reason) }),
            Self::WrongDigest { file, .. } => say!(DigestDiffers { file }),
            Self::NoDigest { version, arch } => say!(NoPackageDigest { version, arch }),
            Self::WrongSigner { file, expected, reason } => {
                say!(WrongSigner { reason: Statement::quoted(reason), file, expected })
            }
            Self::NotRegistered { version, arch } => say!(NotRegistered { version, arch }),
            Self::Moved { place } => say!(PlaceChanged { place }),
            Self::Msi { exit, .. } => say!(InstallerSaid { what: verdict(*exit).what, exit }),
            Self::Other { problem } => return Some(problem.message.clone()),
            Self::Cancelled => Sentence::Cancelled.into(),
            Self::NotOnList { what, why } => {
                say!(TaskRefused { what: Statement::quoted(what), why: Statement::quoted(why) })
            }
            Self::NotGo { file, why } => say!(NotThePackage { file, why: Statement::quoted(why) }),
        })
    }

    fn next(&self) -> Statement {
        let next = match self {
            Self::Other { problem } => problem.next.clone(),
            Self::NoDigest { .. } => Sentence::ChooseVerifiable.into(),
            _ => self.verdict().map_or_else(|| self.code().next(), |verdict| verdict.next).into(),
        };
        match self {
            Self::Msi { log: Some(log), .. } => next.and(say!(ItsLogIs { log })),
            _ => next,
        }
    }

    fn advice(&self) -> Option<Statement> {
        if let Self::Other { problem } = self { Some(problem.advice.clone()) } else { None }
    }

    fn own_means(&self) -> Option<Statement> {
        if let Self::Other { problem } = self { Some(problem.means.clone()) } else { None }
    }
}

impl From<Cancelled> for ElevationError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
