use std::path::PathBuf;

use super::system_go::width;
use crate::base::report::Problem;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::released::catalog::Unmet;

explain! {
    #[derive(Clone, PartialEq, Eq)]
    pub enum PlanError {
        NotInstalled(version: Version) = VersionNotInstalled, NotInstalled { version }, next InstallAndUse { version };
        Damaged(version: Version) =
            VersionDamaged, VersionIsDamaged { version }, next RepairVersion { version: version.number() };
        NoneInstalled(name: String) =
            VersionNotInstalled, NoneInstalled { name: without_go(name) }, next InstallAndUse { version: name };
        RemoveCurrent(version: Version) = RemoveCurrent, IsCurrent { version }, next SwitchFirst { version };
        Unknown(name: String) = VersionUnknown, NoSuchGo { name: without_go(name) };
        NotInBundle(name: String) =
            VersionUnknown, NotInBundle { name: without_go(name) }, next InstallNewestOfBundle;
        NotForTarget { version: Version, target: String } = VersionUnknown, NotForTarget { version, target };
        NotForSystem { version: Version, unmet: Box<Unmet>, newest: Option<Box<Version>> } =
            VersionSystem, (match &**unmet {
                Unmet::SystemTooOld { needs, system } => say!(UnmetSystem { version, needs, system }),
                Unmet::ReleaseTooOld { needs, system } => say!(UnmetRelease { version, needs, system }),
            }), next (newest.as_deref().map(|version| say!(InstallFitting { version })));
        NoDigest(file: String) = VerifyNoDigest, NoOfficialDigest { file };
        NoSystem = SystemMissing, NoMachineGo;
        /// The package of the installed Go is unknown, so that it could not be restored.
        NotSecured(arch: String) = SystemUnsecured, PackageUnknown { width: width(arch) };
        NotYours(path: PathBuf) = Permission, OnlyAdministrator { path }, next LeaveOldGo;
        NotAdoptable { folder: PathBuf, why: Statement } = GoManaged, NotAdoptable { folder, why };
        NothingToUndo = UndoBlocked, NothingToUndo;
        NoSuchChange(id: u64) = UndoBlocked, NoSuchChange { id };
        /// The change did nothing, is already undone, or is final. The state is the reason, such as `has already been
        /// undone`, and `earlier` the change to undo instead.
        NotUndoable { id: u64, state: Sentence, earlier: Option<u64> } =
            UndoBlocked, NotUndoable { id, state: *state }, next (earlier.map(|id| say!(UndoEarlier { id })));
        /// `next` is a sentence; `None` for the advice of the error code.
        UndoBlocked { id: u64, reason: Statement, next: Option<Statement> } =
            UndoBlocked, UndoBlocked { id, reason }, next (next.clone());
    }
}

/// `Go go1.27.3` would say it twice.
fn without_go(name: &str) -> &str {
    name.strip_prefix("go").unwrap_or(name)
}

impl PlanError {
    /// The refusal of an undo that would take back nothing, with the first of the reasons.
    pub(crate) fn nothing_left(id: u64, first: &Problem) -> Self {
        Self::UndoBlocked { id, reason: first.message.clone(), next: Some(first.next.clone()) }
    }
}
