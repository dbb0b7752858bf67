//! A plan as a dialog shows it, before it runs.
use std::cell::LazyCell;

use super::{Engine, Planned};
use crate::base::report::{Problem, StepTitle, total};
use crate::base::version::Version;
use crate::change::apply::{self, InUse};
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{ChangeName, FileOf, Plan, Step, Touches};
use crate::change::request::ChangeRequest;
use crate::guidance::assessment::unpacked_size;
use crate::machine::home::Home;
use crate::machine::platform::{Processes, RunningProgram};
use crate::store::{self, Installed};

/// A plan as a dialog shows it.
#[answer(Clone, Debug, PartialEq, Serialize, Type)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct PlanView {
    /// The number that starts it.
    pub id: u32,
    /// The request, so that it can be repeated.
    pub request: ChangeRequest,
    /// What it is about.
    #[serde(flatten)]
    pub change: ChangeName,
    /// The steps, in order; empty if there is nothing to do.
    pub steps: Vec<StepTitle>,
    /// Bytes to download; `null` if there is no download, or its size is unknown.
    pub download_bytes: Option<u64>,
    /// Bytes that it will need on the disk, an estimate.
    pub disk_bytes: Option<u64>,
    /// Bytes that it frees; `null` if it frees none, or the number is unknown.
    pub freed_bytes: Option<u64>,
    /// Whether PATH is edited.
    pub path_changes: bool,
    /// Whether it shows an administrator prompt, once.
    pub needs_admin: bool,
    /// The programs that run from a toolchain that it leaves or removes, or that may use a cache that it cleans.
    pub running: Vec<RunningProgram>,
    /// Whether a button may run it without showing the plan, provided that its label names the result.
    pub routine: bool,
    /// Whether it removes a toolchain, or deletes what no undo brings back.
    pub destructive: bool,
    /// The command that does the same in a terminal.
    pub command: String,
    pub warnings: Vec<Problem>,
}

impl Engine {
    /// `id` is the number that the caller will use to start the plan.
    pub fn describe(&self, planned: &Planned, id: u32) -> PlanView {
        let plan = &planned.plan;
        // An unreadable file must not make the plan look harmless: without a history, no undo is routine.
        let installed = store::installed(self.home()).unwrap_or_default();
        let last = journal::newest_first(self.home()).ok().and_then(|mut entries| entries.find(JournalEntry::stands));
        let running = if plan.cleans() { self.users_of_caches(plan) } else { self.running(plan) };
        PlanView { id, ..PlanView::of(planned, self.home(), &installed, last.map(|entry| entry.id), running) }
    }

    /// The programs that run from a toolchain that the plan removes or switches away from.
    pub fn running(&self, plan: &Plan) -> Vec<RunningProgram> {
        let processes: LazyCell<Processes> = LazyCell::new(Processes::now);
        self.running_among(plan, &processes)
    }

    /// The list of processes is made only if the plan leaves a toolchain.
    pub(super) fn running_among(&self, plan: &Plan, processes: &LazyCell<Processes>) -> Vec<RunningProgram> {
        let mut left: Vec<&Version> = plan.steps.iter().filter_map(|step| step.facts().leaves).collect();
        left.sort();
        left.dedup();
        left.into_iter().flat_map(|version| processes.running_from(&self.home().toolchain(version))).collect()
    }

    /// The programs that may be using a cache that the plan cleans, each once.
    fn users_of_caches(&self, plan: &Plan) -> Vec<RunningProgram> {
        let mut programs: Vec<RunningProgram> = self.in_use(plan).into_iter().flat_map(|used| used.programs).collect();
        programs.dedup();
        programs
    }

    pub fn in_use(&self, plan: &Plan) -> Vec<InUse> {
        apply::in_use(self.home(), plan)
    }
}

impl PlanView {
    /// `last` is the number of the newest change that can be undone.
    pub fn of(
        planned: &Planned,
        home: &Home,
        installed: &[Installed],
        last: Option<u64>,
        running: Vec<RunningProgram>,
    ) -> Self {
        let Planned { request, plan, warnings, .. } = planned;
        let mut change = ChangeName::from(plan);
        if matches!(request, ChangeRequest::RemoveUnused) {
            change.removed.clear(); // it is called by what was asked for
        }
        Self {
            id: 0,
            request: request.clone(),
            change,
            steps: plan.titles(home),
            download_bytes: plan.download_bytes(),
            disk_bytes: plan.disk_bytes(installed),
            freed_bytes: plan.freed_bytes(),
            path_changes: plan.edits_path(),
            needs_admin: plan.needs_admin(),
            running,
            // the user sees the hooks before they run
            routine: warnings.is_empty() && plan.hooks().next().is_none() && plan.is_routine(last),
            destructive: plan.removes(),
            command: request.command(),
            warnings: warnings.clone(),
        }
    }
}

impl Plan {
    fn download_bytes(&self) -> Option<u64> {
        self.bytes(|step| match step.touches() {
            Touches::File { bytes, of: FileOf::Toolchain | FileOf::Installer | FileOf::Upgo, .. } => Some(bytes),
            _ => None,
        })
    }

    fn disk_bytes(&self, installed: &[Installed]) -> Option<u64> {
        self.bytes(|step| match step {
            Step::Download { archive, .. } | Step::ReadFile { archive, .. } => Some(unpacked_size(archive, installed)),
            _ => None,
        })
    }

    /// `None` if there are no sizes, or one is unknown.
    fn bytes(&self, size: impl Fn(&Step) -> Option<Option<u64>>) -> Option<u64> {
        let mut sizes = self.steps.iter().filter_map(size).peekable();
        sizes.peek()?;
        sizes.collect::<Option<Vec<_>>>().map(total)
    }
}
