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
        let of = |sentence: Sentence, version: &Version| sentence.with("version", version.as_str());
        let numbered = |sentence: Sentence, id: &u64| sentence.with("id", id.to_string());
        // `Go go1.27.3` would say it twice
        let named = |sentence: Sentence, name: &str| sentence.with("name", name.strip_prefix("go").unwrap_or(name));
        Some(match self {
            Self::NotInstalled(version) => of(Sentence::NotInstalled, version),
            Self::Damaged(version) => of(Sentence::VersionIsDamaged, version),
            Self::RemoveCurrent(version) => of(Sentence::IsCurrent, version),
            Self::NoneInstalled(name) => named(Sentence::NoneInstalled, name),
            Self::Unknown(name) => named(Sentence::NoSuchGo, name),
            Self::NotInBundle(name) => named(Sentence::NotInBundle, name),
            Self::NotForTarget { version, target } => {
                of(Sentence::NotForTarget, version).with("target", target.as_str())
            }
            Self::NotForSystem { version, unmet, .. } => {
                let (sentence, needs, system) = match &**unmet {
                    Unmet::SystemTooOld { needs, system } => (Sentence::UnmetSystem, needs, system),
                    Unmet::ReleaseTooOld { needs, system } => (Sentence::UnmetRelease, needs, system),
                };
                of(sentence, version).with("needs", needs.as_str()).with("system", system.as_str())
            }
            Self::NoDigest(file) => Sentence::NoOfficialDigest.with("file", file.as_str()),
            Self::NoSystem => Sentence::NoMachineGo.into(),
            Self::NotSecured(arch) => Sentence::PackageUnknown.with("width", width(arch)),
            Self::NotYours(path) => Sentence::OnlyAdministrator.with("path", path.as_path()),
            Self::NotAdoptable { root, why } => {
                Sentence::NotAdoptable.with("folder", root.as_path()).with("why", why.clone())
            }
            Self::NothingToUndo => Sentence::NothingToUndo.into(),
            Self::NoSuchChange(id) => numbered(Sentence::NoSuchChange, id),
            Self::NotUndoable { id, state } => numbered(Sentence::NotUndoable, id).with("state", *state),
            Self::UndoBlocked { id, reason, .. } => numbered(Sentence::UndoBlocked, id).with("reason", reason.clone()),
        })
    }

    fn advice(&self) -> Option<Statement> {
        Some(match self {
            Self::NotInstalled(version) => Sentence::InstallAndUse.with("version", version.as_str()),
            Self::Damaged(version) => Sentence::RepairVersion.with("version", version.number()),
            Self::NoneInstalled(name) => Sentence::InstallAndUse.with("version", name.as_str()),
            Self::RemoveCurrent(version) => Sentence::SwitchFirst.with("version", version.as_str()),
            Self::NotForSystem { newest: Some(newest), .. } => {
                Sentence::InstallFitting.with("version", newest.as_str())
            }
            Self::NotInBundle(_) => Sentence::InstallNewestOfBundle.into(),
            Self::UndoBlocked { next: Some(next), .. } => next.clone(),
            Self::NotYours(_) => Sentence::LeaveOldGo.into(),
            _ => return None,
        })
    }
}
