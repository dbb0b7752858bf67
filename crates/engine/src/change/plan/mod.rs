//! A change before it happens: typed steps, each with what it will do, what it costs, and how it is undone.
//!
//! Planning is pure: the same [`Snapshot`] and request give the same plan. The same value is what `--dry-run`
//! prints, what [`apply`](crate::apply) runs, what the journal keeps and what is inverted by a rollback.
mod adopt;
mod error;
mod forward;
mod in_use;
mod snapshot;
mod step;
mod system;
mod title;
mod undo;

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

pub use adopt::{Adopted, adopt, step_aside};
pub use error::PlanError;
pub use forward::{
    Then, Wanted, add_to_path, download, edit_environment, install, rebuild_tools, remove, remove_everything,
    repair_files, switch_to, unused, upgrade,
};
pub use snapshot::{PathSituation, Snapshot};
pub use step::{EditPurpose, Step};
pub use system::{
    Registered, SYSTEM_WIDE, Secures, SystemGo, SystemSituation, keep_system, system_install, system_repair,
    system_uninstall,
};
pub use undo::{Past, undo};

use crate::home::Home;
use crate::platform::program_name;
use crate::report::{Problem, StepTitle};
use crate::version::Version;

/// What kind of change a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// The archive of a release comes into the cache; nothing else changes, and there is nothing to undo.
    Download,
    /// A toolchain comes into the store (and may become the current one).
    Install,
    /// Another toolchain becomes the current one.
    Use,
    /// A newer toolchain is installed, tried, and becomes the current one.
    Upgrade,
    /// An earlier change is taken back.
    Rollback,
    /// A toolchain leaves the store.
    Remove,
    /// Upgo's folder comes onto PATH, so that terminals find a Go.
    AddToPath,
    /// PATH or variables of Go are edited as the user asked.
    Environment,
    /// A Go that somebody else has put here is taken over.
    Adopt,
    /// The Go that everybody has comes behind Upgo's.
    StepAside,
    /// Go is kept with the official installer from now on.
    KeepSystem,
    /// The official installer installs a Go for everybody, or replaces the one that is there.
    SystemInstall,
    /// The official installer takes away the Go that everybody has.
    SystemUninstall,
    /// The official installer puts back the files of the Go that everybody has.
    SystemRepair,
    /// Files of a toolchain that are not as they were published are put back.
    RepairFiles,
    /// Programs of `go install` are built again.
    RebuildTools,
}

/// A change before it happens. A plan without steps changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// What kind of change it is.
    pub action: Action,
    /// The current toolchain before it; the one that leaves, for a removal.
    pub from: Option<Version>,
    /// The current toolchain after it; the one that comes, for an installation.
    pub to: Option<Version>,
    /// The change in the history that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    /// What is done, in this order.
    pub steps: Vec<Step>,
}

impl Plan {
    /// Whether there is something to do. An undo without steps is still written down.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.undoes.is_none()
    }

    /// How its steps are named, in their order.
    pub fn titles(&self, home: &Home) -> Vec<StepTitle> {
        self.steps.iter().map(|step| step.title(home)).collect()
    }

    /// Whether it edits PATH or variables.
    pub fn edits_environment(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::EditEnvironment { .. }))
    }

    /// The variables that it edits, each once.
    pub fn variables(&self) -> Vec<String> {
        let edits = self.steps.iter().filter_map(|step| match step {
            Step::EditEnvironment { change, .. } => Some(change.names()),
            _ => None,
        });
        edits.flatten().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The profiles that ought to be edited and are left alone, each once.
    pub fn left_alone(&self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = Vec::new();
        for step in &self.steps {
            let Step::EditEnvironment { change, .. } = step else { continue };
            for problem in change.skipped.iter().map(Problem::from) {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
        problems
    }

    /// Whether it edits PATH.
    pub fn edits_path(&self) -> bool {
        self.steps.iter().any(Step::edits_path)
    }

    /// Whether an administrator is asked for it.
    pub fn needs_admin(&self) -> bool {
        self.steps.iter().any(Step::needs_admin)
    }

    /// The toolchains that it removes.
    pub fn removed(&self) -> Vec<Version> {
        let removed = self.steps.iter().filter_map(|step| match step {
            Step::Delete { version, .. } => Some(version.clone()),
            _ => None,
        });
        removed.collect()
    }

    /// The toolchain whose files it brings, repairs or restores: what a proof is about.
    pub fn about(&self) -> Option<&Version> {
        self.steps.iter().find_map(|step| match step {
            Step::Unpack { version } | Step::RepairFiles { version, .. } | Step::RestoreFiles { version, .. } => {
                Some(version)
            }
            _ => None,
        })
    }

    /// Whether it removes a toolchain.
    pub fn removes(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Delete { .. }))
    }

    /// The trees that it renames out of the way, or back: from, to.
    pub fn set_aside(&self) -> impl Iterator<Item = (&Path, &Path)> {
        self.steps.iter().filter_map(|step| match step {
            Step::SetAside { from, to } => Some((from.as_path(), to.as_path())),
            _ => None,
        })
    }

    /// Where it moves the switch from and to.
    pub fn switches(&self) -> Option<(Option<&Version>, Option<&Version>)> {
        self.steps.iter().find_map(|step| match step {
            Step::Switch { from, to } => Some((from.as_ref(), to.as_ref())),
            _ => None,
        })
    }

    /// The names of the programs that those of its steps have replaced that were `begun`.
    pub fn programs(&self, begun: &BTreeSet<usize>) -> Vec<String> {
        let begun = begun.iter().filter_map(|index| self.steps.get(*index));
        begun.filter_map(Step::program).map(program_name).collect()
    }

    /// Whether it replaces programs of `go install`.
    pub fn replaces_programs(&self) -> bool {
        self.steps.iter().any(|step| step.program().is_some())
    }

    /// Whether files may leave a toolchain that were put there by somebody.
    fn takes_files_away(&self) -> bool {
        self.steps.iter().any(|step| match step {
            Step::RepairFiles { files, .. } => files.as_ref().is_none_or(|files| !files.added.is_empty()),
            Step::RestoreFiles { .. } => true,
            _ => false,
        })
    }

    /// Bytes that it frees; `None` where it frees none, or that is not known.
    pub fn freed_bytes(&self) -> Option<u64> {
        let sizes = self.steps.iter().filter_map(|step| match step {
            Step::Delete { size_bytes, .. } => Some(*size_bytes),
            _ => None,
        });
        if self.removes() { sizes.sum() } else { None }
    }

    /// Whether it may run at once from a button that says what it brings: nothing is removed, no program is
    /// replaced, PATH and the variables stay as they are (unless this is the first installation, whose button says so), and
    /// what it takes back, if anything, is the change `last`.
    pub fn is_routine(&self, is_first: bool, last: Option<u64>) -> bool {
        let is_path_told = is_first && matches!(self.action, Action::Install | Action::Upgrade);
        let leaves_a_go = self.undoes.is_none() || self.to.is_some();
        !self.steps.is_empty()
            && !self.removes()
            && !self.needs_admin()
            && !self.replaces_programs()
            && !self.takes_files_away()
            && (!self.edits_environment() || is_path_told)
            && leaves_a_go
            && (self.undoes.is_none() || self.undoes == last)
    }

    /// The step after which the change is in effect: the last one that changes something. What is given back is no more
    /// than tidying up.
    pub fn decisive_step(&self) -> Option<usize> {
        self.steps.iter().rposition(|step| step.changes_something() && !matches!(step, Step::GiveBack { .. }))
    }
}
