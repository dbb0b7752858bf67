use super::system_go::width;
use crate::base::report::{Code, Explain, Problem, stated};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::released::catalog::Unmet;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", stated(self))]
pub enum PlanError {
    NotInstalled(Version),
    Damaged(Version),
    NoneInstalled(String),
    RemoveCurrent(Version),
    Unknown(String),
    NotInBundle(String),
    NotForTarget {
        version: Version,
        target: String,
    },
    NotForSystem {
        version: Version,
        unmet: Box<Unmet>,
        newest: Option<Box<Version>>,
    },
    NoDigest(String),
    NoSystem,
    /// The package of the installed Go is unknown, so that it could not be restored.
    NotSecured(String),
    NotYours(std::path::PathBuf),
    NotAdoptable {
        root: std::path::PathBuf,
        why: Statement,
    },
    NothingToUndo,
    NoSuchChange(u64),
    /// The change did nothing, or is already undone.
    NotUndoable {
        id: u64,
        /// The reason, such as `has already been undone`.
        state: Sentence,
    },
    UndoBlocked {
        id: u64,
        reason: Statement,
        /// A sentence; `None` for the advice of the error code.
        next: Option<Statement>,
    },
}

impl PlanError {
    /// The refusal of an undo that would take back nothing, with the first of the reasons.
    pub(crate) fn nothing_left(id: u64, first: &Problem) -> Self {
        Self::UndoBlocked { id, reason: first.message.clone(), next: Some(first.next.clone()) }
    }
}

impl Explain for PlanError {
    fn code(&self) -> Code {
        match self {
            Self::NotInstalled(_) | Self::NoneInstalled(_) => Code::VersionNotInstalled,
            Self::Damaged(_) => Code::VersionDamaged,
            Self::RemoveCurrent(_) => Code::RemoveCurrent,
            Self::Unknown(_) | Self::NotInBundle(_) | Self::NotForTarget { .. } => Code::VersionUnknown,
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

    fn statement(&self) -> Option<Statement> {
        // `Go go1.27.3` would say it twice
        Some(match self {
            Self::NotInstalled(version) => say!(NotInstalled { version: version.as_str() }),
            Self::Damaged(version) => say!(VersionIsDamaged { version: version.as_str() }),
            Self::RemoveCurrent(version) => say!(IsCurrent { version: version.as_str() }),
            Self::NoneInstalled(name) => say!(NoneInstalled { name: name.strip_prefix("go").unwrap_or(name) }),
            Self::Unknown(name) => say!(NoSuchGo { name: name.strip_prefix("go").unwrap_or(name) }),
            Self::NotInBundle(name) => say!(NotInBundle { name: name.strip_prefix("go").unwrap_or(name) }),
            Self::NotForTarget { version, target } => {
                say!(NotForTarget { version: version.as_str(), target: target.as_str() })
            }
            Self::NotForSystem { version, unmet, .. } => {
                let version = version.as_str();
                match &**unmet {
                    Unmet::SystemTooOld { needs, system } => say!(UnmetSystem { version, needs, system }),
                    Unmet::ReleaseTooOld { needs, system } => say!(UnmetRelease { version, needs, system }),
                }
            }
            Self::NoDigest(file) => say!(NoOfficialDigest { file: file.as_str() }),
            Self::NoSystem => Sentence::NoMachineGo.into(),
            Self::NotSecured(arch) => say!(PackageUnknown { width: width(arch) }),
            Self::NotYours(path) => say!(OnlyAdministrator { path: path.as_path() }),
            Self::NotAdoptable { root, why } => {
                say!(NotAdoptable { folder: root.as_path(), why: why.clone() })
            }
            Self::NothingToUndo => Sentence::NothingToUndo.into(),
            Self::NoSuchChange(id) => say!(NoSuchChange { id: id.to_string() }),
            Self::NotUndoable { id, state } => say!(NotUndoable { id: id.to_string(), state: *state }),
            Self::UndoBlocked { id, reason, .. } => say!(UndoBlocked { id: id.to_string(), reason: reason.clone() }),
        })
    }

    fn advice(&self) -> Option<Statement> {
        Some(match self {
            Self::NotInstalled(version) => say!(InstallAndUse { version: version.as_str() }),
            Self::Damaged(version) => say!(RepairVersion { version: version.number() }),
            Self::NoneInstalled(name) => say!(InstallAndUse { version: name.as_str() }),
            Self::RemoveCurrent(version) => say!(SwitchFirst { version: version.as_str() }),
            Self::NotForSystem { newest: Some(newest), .. } => {
                say!(InstallFitting { version: newest.as_str() })
            }
            Self::NotInBundle(_) => Sentence::InstallNewestOfBundle.into(),
            Self::UndoBlocked { next: Some(next), .. } => next.clone(),
            Self::NotYours(_) => Sentence::LeaveOldGo.into(),
            _ => return None,
        })
    }
}
