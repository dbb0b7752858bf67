//! Why a plan ended early.
use std::io;

use super::in_use::{InUse, sentence};
use crate::effect::of_io;
use crate::elevation::ElevationError;
use crate::environment::EnvironmentError;
use crate::fetch::FetchError;
use crate::journal::JournalError;
use crate::proof::ProofError;
use crate::rebuild::{NotBuilt, RebuildError};
use crate::report::{Cancelled, Code, Explain};
use crate::settings::SettingsError;
use crate::store::StoreError;
use crate::store::unpack::UnpackError;
use crate::verify::VerifyError;
use crate::version::Version;

/// Why a plan ended early. What it had begun was taken back, unless the error says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Something that the plan assumed is different now.
    #[error("the machine changed since the plan was made: {0}")]
    Moved(String),
    /// Programs run from what is to be removed. Nothing was begun.
    #[error("{}", sentence(.0))]
    InUse(Vec<InUse>),
    /// The user cancelled.
    #[error("cancelled")]
    Cancelled(#[from] Cancelled),
    /// The new toolchain does not work.
    #[error("{version} does not work on this machine: {reason}")]
    Smoke {
        /// Which one.
        version: Version,
        /// What happened when it was tried.
        reason: String,
    },
    /// A program could not be built again; the plan goes on without it, unless there was nothing else to do.
    #[error(transparent)]
    Rebuild(#[from] RebuildError),
    /// A toolchain could not be compared with its list of files.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The archive could not be had.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The archive could not be unpacked.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// Its origin is not proven.
    #[error(transparent)]
    Proof(#[from] Box<ProofError>),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// PATH could not be edited.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// What needs an administrator was not done.
    #[error(transparent)]
    Elevation(#[from] ElevationError),
    /// Windows Installer says that it is done, but Windows has registered something else.
    #[error("Windows Installer has ended, but what it should have done is not there")]
    NotAsAsked,
    /// A setting could not be changed.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The Go that everybody has was being changed; this is what became of it.
    #[error("{error}; {became}")]
    System {
        /// What went wrong.
        error: Box<ApplyError>,
        /// What became of the Go that everybody has.
        became: String,
        /// Whether it is as before.
        is_back: bool,
    },
    /// Taking back what was begun has failed, too: the plan stays unfinished, and the next command goes on with it.
    #[error("{error}; restoring the previous state failed too: {left}")]
    NotTakenBack {
        /// What ended the plan.
        error: Box<ApplyError>,
        /// Why something of it is left.
        left: Box<ApplyError>,
    },
    /// The journal could not be written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl From<NotBuilt> for ApplyError {
    fn from(error: NotBuilt) -> Self {
        match error {
            NotBuilt::Failed(error) => error.into(),
            NotBuilt::Cancelled(error) => error.into(),
            NotBuilt::Disk(error) => error.into(),
        }
    }
}

impl ApplyError {
    /// Whether the user cancelled, wherever that was noticed.
    pub fn is_cancel(&self) -> bool {
        self.code() == Code::Cancelled
    }

    /// Whether a new plan is worth a try.
    pub fn is_moved(&self) -> bool {
        self.code() == Code::PlanMoved
    }
}

impl Explain for ApplyError {
    fn code(&self) -> Code {
        match self {
            Self::Moved(_) => Code::PlanMoved,
            Self::InUse(_) => Code::FileBusy,
            Self::Cancelled(_) => Code::Cancelled,
            Self::Smoke { .. } => Code::SmokeFailed,
            Self::Rebuild(error) => error.code(),
            Self::Verify(error) => error.code(),
            Self::Fetch(error) => error.code(),
            Self::Unpack(error) => error.code(),
            Self::Proof(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Environment(error) => error.code(),
            Self::Elevation(error) => error.code(),
            Self::NotAsAsked => Code::MsiFailed,
            Self::Settings(error) => error.code(),
            Self::System { is_back: false, .. } => Code::SystemUnfinished,
            Self::System { error, .. } => error.code(),
            Self::NotTakenBack { .. } => Code::PlanUnfinished,
            Self::Journal(error) => error.code(),
            Self::Disk(error) => of_io(error),
        }
    }

    fn next(&self) -> String {
        match self {
            Self::InUse(_) => {
                "Close it; or run the command again with --wait, or with --even-if-running to remove it all the same."
                    .to_owned()
            }
            Self::Verify(error) => error.next(),
            Self::Fetch(error) => error.next(),
            Self::Unpack(error) => error.next(),
            Self::Proof(error) => error.next(),
            Self::Store(error) => error.next(),
            Self::Environment(error) => error.next(),
            Self::Elevation(error) => error.next(),
            Self::Settings(error) => error.next(),
            Self::System { error, is_back: true, .. } => error.next(),
            Self::Journal(error) => error.next(),
            _ => self.code().next().to_owned(),
        }
    }

    fn means(&self) -> String {
        match self {
            Self::InUse(_) => "Nothing was changed, and nothing was closed.".to_owned(),
            Self::Fetch(error) => error.means(),
            Self::Unpack(error) => error.means(),
            Self::Store(error) => error.means(),
            Self::Environment(error) => error.means(),
            Self::Elevation(error) => error.means(),
            Self::System { error, is_back: true, .. } => error.means(),
            _ => self.code().means().to_owned(),
        }
    }
}
