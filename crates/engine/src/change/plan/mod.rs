//! A change before it happens: typed steps, each with its effect, its cost, and its inverse. Planning is pure. The same
//! value is printed by `--dry-run`, run by `apply`, stored in the journal, and inverted by a rollback.
mod adopt;
mod error;
mod forward;
mod hooks;
mod invariant;
mod last_maker;
mod reuse;
mod scope;
mod set_up;
mod snapshot;
mod step;
mod subject;
mod system;
mod system_go;
mod title;
mod undo;

use std::collections::BTreeSet;
use std::path::Path;

pub use adopt::{Adopted, ImportedReleases, adopt, import, step_aside};
pub use error::PlanError;
pub use forward::{
    NewToolchain, Then, add_to_path, download, edit_environment, install, nothing_newer, remove, remove_everything,
    repair_files, switch_to, unpin_editors, unused, update_self, upgrade, with_rehearsals,
};
pub use hooks::{PlannedHook, with_hooks};
pub use last_maker::{Makers, Undoable};
pub use reuse::Reuse;
use scope::Facts;
pub(crate) use scope::{Fate, FileOf, Lines, Removes, Touches};
pub use set_up::{SetUp, set_up};
pub use snapshot::{Damaged, PathSituation, Snapshot};
pub use step::{EditPurpose, Step};
pub use subject::{ChangeName, Editing, Original};
pub use system::{SYSTEM_WIDE, keep_system, system_install, system_repair, system_uninstall};
pub use system_go::{Registered, Secures, SystemGo, SystemSituation};
pub use undo::{Inverse, PastChange, files_stay_as_left, replaced_by, stays_as_left, undo};

use crate::base::report::{DiffKind, Difference, Problem, StepTitle, total};
use crate::base::version::Version;
use crate::environment::Change;
use crate::machine::home::Home;
use crate::machine::platform::program_name;

/// The kind of change that a plan makes.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum Action {
    /// Downloads the archive of a release into the cache. Nothing else changes, and there is nothing to undo.
    Download,
    /// Installs a toolchain into the store, and may make it the current one.
    Install,
    /// Makes another toolchain the current one.
    Use,
    /// Installs and tests a newer toolchain, and makes it the current one.
    Upgrade,
    /// Switches to an older one, because the user names it or the policy requires it.
    Downgrade,
    /// Undoes an earlier change.
    Rollback,
    /// Removes a toolchain from the store.
    Remove,
    /// Adds Upgo's folder to PATH, so that terminals find Go.
    AddToPath,
    /// Edits PATH or Go environment variables as the user requested.
    Environment,
    /// Removes what selects a Go from the user's settings of editors.
    UnpinEditors,
    /// Adopts a Go that Upgo did not install.
    Adopt,
    /// Installs the versions of other Go installations.
    Import,
    /// Moves the machine-wide Go behind Upgo's.
    StepAside,
    /// Manages Go with the official installer from now on.
    KeepSystem,
    /// Installs or replaces the machine-wide Go with the official installer.
    SystemInstall,
    /// Uninstalls the machine-wide Go with the official installer.
    SystemUninstall,
    /// Restores the files of the machine-wide Go with the official installer.
    SystemRepair,
    /// Restores the files of a toolchain that differ from the published ones.
    RepairFiles,
    /// Rebuilds `go install` programs.
    RebuildTools,
    /// Updates `go install` programs to newer versions.
    UpdateTools,
    /// Cleans Go's caches. This cannot be undone.
    CleanCaches,
    /// Changes settings that decide whom Upgo trusts.
    Settings,
    /// Updates Upgo itself.
    UpdateSelf,
    /// Pins a project to a Go.
    Pin,
    RaiseProjects,
    /// Writes what `go fix` changes in projects.
    FixProjects,
    /// Sets up the machine as a file says.
    SetUp,
}

/// A plan without steps changes nothing.
#[answer(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub action: Action,
    /// The current toolchain before the change; for a removal, the one that is removed.
    pub from: Option<Version>,
    /// The current toolchain after the change; for an installation, the one that is installed.
    pub to: Option<Version>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    pub steps: Vec<Step>,
}

impl Plan {
    /// A plan that leaves the switch alone.
    pub fn staying(action: Action, current: Option<Version>, steps: Vec<Step>) -> Self {
        Self { action, from: current.clone(), to: current, undoes: None, steps }
    }

    /// An undo without steps is not empty, because it is still recorded.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.undoes.is_none()
    }

    pub fn titles(&self, home: &Home) -> Vec<StepTitle> {
        self.steps.iter().map(|step| step.title(home)).collect()
    }

    /// Variables, settings and projects, each once.
    pub fn variables(&self) -> Vec<String> {
        let names = self.lines().flat_map(|lines| match lines {
            Lines::Environment(change) => change.names(),
            Lines::Setting { key, .. } => vec![key.to_owned()],
            Lines::Project { folder, .. } => vec![title::folder_name(folder)],
        });
        names.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// `None` unless it is a single thing.
    pub fn editing(&self) -> Option<Editing> {
        if self.action != Action::Environment {
            return None;
        }
        let mut edits = self.changes();
        let (change, None) = (edits.next()?, edits.next()) else { return None };
        if change.edits_path() {
            let Difference { kind, text, .. } = change.folder_edit()?;
            let name = title::folder_name(Path::new(&text));
            return match kind {
                DiffKind::Added => Some(Editing::AddFolder { name }),
                DiffKind::Removed => Some(Editing::RemoveFolder { name }),
                DiffKind::Moved => None,
            };
        }
        change.diff().removes_only().then_some(Editing::Unset)
    }

    /// The problems with profiles that should be edited but are skipped, each once.
    pub(crate) fn left_alone(&self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = Vec::new();
        for change in self.changes() {
            for problem in change.skipped.iter().map(Problem::from) {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
        problems
    }

    pub fn edits_path(&self) -> bool {
        self.steps.iter().any(Step::edits_path)
    }

    pub fn needs_admin(&self) -> bool {
        self.facts().any(|facts| facts.needs_admin)
    }

    /// The folders into which the official installer installs or repairs a Go, except its default.
    pub(crate) fn folders_of_packages(&self) -> impl Iterator<Item = &Path> {
        self.facts().filter_map(|facts| match facts.touches {
            Touches::System { to: Some(go), .. } | Touches::SystemFiles { go, .. } => go.folder.as_deref(),
            _ => None,
        })
    }

    pub fn removed(&self) -> Vec<Version> {
        let removed = self.removals().filter_map(|removes| match removes {
            Removes::Toolchain { version, .. } => Some(version.clone()),
            Removes::Downloaded { go, .. } => Some(go.version().clone()),
            Removes::Cache { .. } => None,
        });
        removed.collect()
    }

    /// The toolchain whose files it brings, the subject of a proof; otherwise the one that projects ask for afterwards.
    pub fn about(&self) -> Option<&Version> {
        self.facts().find_map(|facts| facts.about)
    }

    pub(crate) fn edits_projects(&self) -> bool {
        self.lines().any(|lines| matches!(lines, Lines::Project { .. }))
    }

    pub fn removes(&self) -> bool {
        self.removals().next().is_some()
    }

    pub(crate) fn cleans(&self) -> bool {
        self.removals().any(|removes| matches!(removes, Removes::Cache { .. } | Removes::Downloaded { .. }))
    }

    /// The trees that it sets aside, or moves back: from, to.
    pub fn set_aside(&self) -> impl Iterator<Item = (&Path, &Path)> {
        self.facts().filter_map(|facts| match facts.touches {
            Touches::Tree { from, to } => Some((from, to)),
            _ => None,
        })
    }

    /// The selections of the switch before and after it.
    pub fn switches(&self) -> Option<(Option<&Version>, Option<&Version>)> {
        self.facts().find_map(|facts| match facts.touches {
            Touches::Switch { from, to } => Some((from, to)),
            _ => None,
        })
    }

    /// The names of the programs that its `begun` steps replaced.
    pub fn programs(&self, begun: &BTreeSet<usize>) -> Vec<String> {
        let begun = begun.iter().filter_map(|index| self.steps.get(*index));
        begun.filter_map(Step::program).map(program_name).collect()
    }

    /// `None` if it frees nothing or the number is unknown.
    pub fn freed_bytes(&self) -> Option<u64> {
        let sizes = self.removals().map(Removes::bytes);
        if self.removes() { sizes.collect::<Option<Vec<_>>>().map(total) } else { None }
    }

    fn facts(&self) -> impl Iterator<Item = Facts<'_>> {
        self.steps.iter().map(Step::facts)
    }

    pub(crate) fn removals(&self) -> impl Iterator<Item = Removes<'_>> {
        self.facts().filter_map(|facts| facts.removes)
    }

    fn lines(&self) -> impl Iterator<Item = Lines<'_>> {
        self.facts().filter_map(|facts| if let Touches::Lines(lines) = facts.touches { Some(lines) } else { None })
    }

    pub(crate) fn changes(&self) -> impl Iterator<Item = &Change> {
        self.lines().filter_map(|lines| if let Lines::Environment(change) = lines { Some(change) } else { None })
    }

    /// Whether a button may run it without showing the plan first. If it undoes a change, that must be the change `last`.
    pub(crate) fn is_routine(&self, last: Option<u64>) -> bool {
        let leaves_a_go = self.undoes.is_none() || self.to.is_some();
        !self.steps.is_empty()
            && !self.facts().any(|facts| facts.is_shown_first)
            && leaves_a_go
            && (self.undoes.is_none() || self.undoes == last)
    }

    /// The step that brings the change into effect: the last one that changes something. Clean-up does not count.
    pub(crate) fn decisive_step(&self) -> Option<usize> {
        self.steps.iter().rposition(|step| step.changes_something() && !matches!(step, Step::GiveBack { .. }))
    }
}
