//! Changes to the machine: running a plan, and its result.
use std::cell::LazyCell;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::after_success::editors_after;
use super::to_commit::ToCommit;
use super::{Engine, Planned, SearchedGo, set_aside};
use crate::base::report::{Became, Cancel, Code, Event, Events, Meter, Problem, Result, total};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::apply::{self, Admin, Applied, Confirmed, FailedPlan, Recovered};
use crate::change::audit_log::AuditLogError;
use crate::change::journal;
use crate::change::log::{LogEvent, Note, Story};
use crate::change::plan::{ChangeName, Plan, Removes, Step};
use crate::change::request::ChangeRequest;
use crate::change::site::AuditedEnd;
use crate::machine::platform::{Processes, RunningProgram};
use crate::store::{ProofLevel, StoreLock};
use crate::which_go::resolve::{Known, RunningGo};

/// How often a switch is planned again; each time, another process has switched.
const SWITCHES: usize = 100;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Changed {
    /// Its number in the history; `null` if there was nothing to do.
    pub id: Option<u64>,
    /// What it was about.
    #[serde(flatten)]
    pub change: ChangeName,
    pub changed: bool,
    /// The Go that a new terminal runs afterwards; `null` if it finds none.
    pub active: Option<SearchedGo>,
    /// How Upgo knows it; `null` if it finds none.
    pub known: Option<Known>,
    /// Whether PATH was edited. Open terminals keep the old one.
    pub path_changed: bool,
    /// Whether PATH or variables were edited.
    pub environment_changed: bool,
    /// The change that was undone: the same as `undoes`.
    pub undid: Option<u64>,
    /// Bytes that were freed.
    pub freed_bytes: Option<u64>,
    /// The programs that still run from the previous or removed toolchain. They use it until they are restarted.
    pub running: Vec<RunningProgram>,
    /// Toolchains beyond the setting `keep-versions`, which `remove --unused` would remove.
    pub unused: Vec<Version>,
    /// After a switch to another release line: the programs of an older one that `tools rebuild` would rebuild.
    pub outdated_tools: Vec<String>,
    /// After a switch: running editors that use the previous Go until they are reloaded.
    pub editors: Vec<String>,
    /// How far the origin of the installed or repaired toolchain is proven; `null` if there is none.
    pub proof: Option<ProofLevel>,
    /// After an upgrade that fixes known vulnerabilities, if projects are known: the Go to which `projects raise` would
    /// raise what their files still name.
    pub raises_to: Option<Version>,
    /// After edits of projects: for each repository, its files and commands that commit them.
    pub to_commit: Vec<ToCommit>,
    pub warnings: Vec<Problem>,
}

impl Engine {
    pub fn apply(&self, planned: Planned, cancel: &Cancel, events: Events<'_>) -> Result<Changed> {
        Ok(self.run(planned, cancel, events)?)
    }

    /// A plan that removes a toolchain is refused while programs run from it.
    pub fn change(&self, request: &ChangeRequest, cancel: &Cancel, events: Events<'_>) -> Result<Changed> {
        self.change_confirmed(request, Confirmed::default(), cancel, events)
    }

    /// If the machine changed in the meantime, tries again with a new plan; a switch until it holds. If it changed again,
    /// another Upgo process may have made the requested change; then there is nothing left to do.
    pub fn change_confirmed(
        &self,
        request: &ChangeRequest,
        confirmed: Confirmed,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Changed> {
        self.own_home()?;
        let admin = if request.is_about_everybody() { Admin::MayBeAsked } else { Admin::IsLeftAlone };
        let recovered = apply::tidy(self, admin, cancel, events)?;
        let changed = self.change_recovered(request, confirmed, &recovered, cancel, events);
        if confirmed.unattended {
            self.tell_of_unattended(changed.as_ref(), cancel);
        }
        let changed = changed?;
        Ok(Changed { warnings: [set_aside(&recovered), changed.warnings].concat(), ..changed })
    }

    fn change_recovered(
        &self,
        request: &ChangeRequest,
        confirmed: Confirmed,
        recovered: &Recovered,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Changed> {
        if let ChangeRequest::SystemRepair { arch } = request
            && !recovered.ended.is_empty()
            && self.registered().iter().any(|registered| registered.arch == *arch && registered.is_whole)
        {
            let (request, plan) = (request.clone(), self.finished(arch));
            let nothing = Planned { request, plan, warnings: Vec::new(), confirmed };
            return Ok(Changed { changed: true, ..self.run(nothing, cancel, events)? });
        }
        let plan = || {
            let planned = Planned { confirmed, ..self.plan(request, cancel)? };
            if confirmed.unattended {
                self.require_no_prompt(&planned.plan)?;
            }
            Ok::<_, Problem>(planned)
        };
        let is_moved =
            |result: &Result<Changed, FailedPlan>| result.as_ref().is_err_and(|failed| failed.error.is_moved());
        let mut last = self.run(plan()?, cancel, events);
        if is_moved(&last) {
            events(Event::PlannedAnew);
            self.note(Note::new(LogEvent::PlannedAnew, "the machine changed in the meantime"));
        }
        // A switch promises nothing about the Go before it, so other switches may come first.
        let again = if matches!(request, ChangeRequest::Use { .. }) { SWITCHES } else { 1 };
        for _ in 0..again {
            if !is_moved(&last) {
                return Ok(last?);
            }
            last = self.run(plan()?, cancel, events);
        }
        if !is_moved(&last) {
            return Ok(last?);
        }
        let left = plan()?;
        if left.plan.is_empty() { self.apply(left, cancel, events) } else { Ok(last?) }
    }

    pub(super) fn require_no_prompt(&self, plan: &Plan) -> Result<()> {
        if plan.needs_admin() && self.prompts() {
            return Err(Problem::new(Code::ElevateUnattended, Sentence::PromptUnattended));
        }
        Ok(())
    }

    fn run(&self, planned: Planned, cancel: &Cancel, events: Events<'_>) -> Result<Changed, FailedPlan> {
        let Planned { plan, mut warnings, confirmed, request } = planned;
        let is_unmanaged = warnings.iter().any(|warning| warning.code == Code::GoUnmanaged);
        if plan.is_empty() && request.chooses_go() && !is_unmanaged {
            warnings.extend(self.still_other(self.running_go().as_ref()));
        }
        let before: LazyCell<Processes> = LazyCell::new(Processes::now);
        let running = self.running_among(&plan, &before);
        let (mut id, mut programs, mut proof) = (None, Vec::new(), None);
        if !plan.is_empty() {
            self.require_hooks(&plan)?;
            let applied = self.run_and_note(&plan, confirmed, cancel, events)?;
            id = Some(applied.id);
            self.keep_rehearsal(&plan, applied.id);
            programs = plan.programs(&applied.begun);
            proof = applied.proof;
            if plan.switches().is_some() {
                // what the plan foretold, the check has found, or not
                warnings.retain(|warning| warning.code != Code::ActiveOther);
            }
            if applied.warnings.iter().any(|told| matches!(told.code, Code::PathLeft | Code::ActiveOther)) {
                let foretold = self.may_not_change_path();
                warnings.retain(|warning| *warning != foretold);
            }
            warnings.extend(applied.warnings.into_iter().map(|warning| self.with_startup_line(warning)));
            // the launcher learns of a new toolchain that the policy permits
            if !self.is_go_settled()
                && let Ok(home) = self.own_home()
                && let Ok(Some(_held)) = StoreLock::try_acquire(home, &self.holder())
            {
                self.settle_go().ok();
            }
        }
        if let ChangeRequest::RepairFiles { version } = &request {
            proof = proof.or_else(|| Some(self.chain(version).level));
        }
        let environment_changed = plan.changes().next().is_some();
        let origin = plan.undoes.and_then(|undid| journal::origin(&self.home, &[], undid).ok()?);
        let active = self.running_go();
        self.remember_ran(active.as_ref().and_then(|active| active.found.version.as_ref()));
        Ok(Changed {
            id,
            freed_bytes: plan.removes().then(|| total(plan.removals().filter_map(Removes::bytes))),
            raises_to: self.raises_to(&plan),
            to_commit: self.to_commit(&plan),
            changed: plan.decisive_step().is_some(),
            known: active.as_ref().map(|active| active.known.by),
            active: active.map(|active| SearchedGo::from(active.found)),
            path_changed: plan.edits_path(),
            environment_changed,
            running: if running.is_empty() { running } else { Processes::now().still(running) },
            unused: self.unused_after(&plan),
            proof,
            outdated_tools: self.outdated_after(&plan),
            editors: editors_after(&plan, &before),
            undid: plan.undoes,
            change: ChangeName { origin, programs, ..ChangeName::from(&plan) },
            warnings,
        })
    }

    /// The warning that a new terminal runs a different Go than the current one, for a change with nothing to do.
    pub(super) fn still_other(&self, running: Option<&RunningGo>) -> Option<Problem> {
        let chosen = self.current().ok().flatten().filter(|_| !self.is_system_wide())?;
        self.another_runs(&chosen, running).map(|warning| self.with_startup_line(warning))
    }

    /// A warning that another Go runs, with the line of a startup file that chooses it.
    fn with_startup_line(&self, warning: Problem) -> Problem {
        let is_other = warning.code == Code::ActiveOther && self.terminals().heard().0.is_some();
        match is_other.then(|| self.startup_line()).flatten() {
            Some(line) => {
                let decides = say!(StartupFileDecides { line });
                Problem { advice: decides.clone(), next: decides.and(warning.next), ..warning }
            }
            None => warning,
        }
    }

    /// The plan's events go to `events`, with transfer rates, and to the log; its beginning and end to the audit log.
    pub(super) fn run_and_note(
        &self,
        plan: &Plan,
        confirmed: Confirmed,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Applied, FailedPlan> {
        let unwritten =
            |error: AuditLogError| FailedPlan { error: Box::new(error.into()), became: Some(Became::Untouched) };
        let begun = self.audit_begin(plan).map_err(unwritten)?;
        let heard = Mutex::new((Meter::default(), Story::new(plan, Instant::now())));
        let reports = plan.has_hooks_around().then(|| self.fleet_reports()).flatten();
        let hear = |event| {
            if let (Some(reports), Event::StepStarted { step }) = (&reports, &event) {
                reports.at(plan.steps.get(*step).map(Step::kind), self.now());
            }
            let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let note = heard.1.hear(&event, now);
            events(heard.0.add_pace(event, now));
            drop(heard);
            if let Some(note) = note {
                self.note(note);
            }
        };
        let applied = apply::apply(self, plan, confirmed, cancel, &hear);
        self.report_to_fleet(reports);
        let (_, story) = heard.into_inner().unwrap_or_else(PoisonError::into_inner);
        let problem = applied.as_ref().err().map(|error| Problem::of(error));
        self.note(story.end(problem.as_ref(), Instant::now()));
        let proof = applied.as_ref().ok().and_then(|applied| applied.proof);
        let end = AuditedEnd { begun, change: story.change(), proof, problem: problem.as_ref() };
        let unwritten = self.audit_end(plan, end);
        applied.map(|mut applied| {
            applied.warnings.extend(unwritten);
            applied
        })
    }
}
