use std::collections::BTreeSet;

use super::context::{Confirmed, Context, Reverting, Trees};
use super::ledger::Ledger;
use super::steps::{self, Handed, StepEffect, system};
use super::{ApplyError, FailedPlan, Result, allowed, in_use, recover};
use crate::base::report::{Became, Cancel, Code, Event, Events, Explain as _, Problem, explained};
use crate::base::words::Value;
use crate::change::fetch::{self, Clean};
use crate::change::journal::{self, Outcome, Seal, Writer};
use crate::change::plan::{Action, Plan, Step};
use crate::change::site::Site;
use crate::machine::reserve;
use crate::projects::rebuild::RebuildError;
use crate::store::kept_files;
use crate::store::{self, ProofLevel};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Applied {
    pub id: u64,
    pub begun: BTreeSet<usize>,
    pub warnings: Vec<Problem>,
    pub proof: Option<ProofLevel>,
}

/// Afterwards the plan is in effect, or every step that had begun is reverted.
pub(crate) fn apply(
    site: &Site,
    plan: &Plan,
    confirmed: Confirmed,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Applied, FailedPlan> {
    allowed::require_in_reach(site, plan).map_err(ApplyError::from)?;
    in_use::settle(site.home(), plan, confirmed.while_running, cancel, events)?;
    let home = site.own_home().map_err(ApplyError::from)?;
    reserve::give_up_if_full(home);
    let lock = site.lock_store(home, 0, cancel, events).map_err(ApplyError::from)?;
    let mut elevated = site.elevated();
    recover(site, home, plan.needs_admin().then_some(&mut *elevated), &lock)?;
    fetch::clean(&site.home().cache(), Clean::OldParts, site.now()).ok(); // a later command deletes the rest
    let noted = site.audit_log.note();
    let writer = Writer::begin(site.home(), plan, site.asked_by(), site.now(), noted).map_err(ApplyError::from)?;
    let id = writer.id();
    events(Event::PlanStarted { id, steps: plan.titles(site.home()) });
    let (step, warnings) = (0, Vec::new());
    let context =
        Context { site, plan, id, step, confirmed, cancel, events, elevated, warnings, proof: None, downloaded: None };
    let ledger = Ledger::new(&context, home, writer, lock);
    let mut run = PlanRun { context, ledger, skipped: Vec::new() };
    match run.steps() {
        Ok(()) => Ok(run.succeed()?),
        Err(error) => Err(run.fail(error)),
    }
}

struct PlanRun<'a> {
    context: Context<'a>,
    ledger: Ledger<'a>,
    skipped: Vec<RebuildError>,
}

impl PlanRun<'_> {
    fn steps(&mut self) -> Result<()> {
        let mut handed = Handed::default();
        let plan = self.context.plan;
        for (index, step) in plan.steps.iter().enumerate().filter(|(_, step)| !step.is_for_failure()) {
            // Even if the user cancels now, the PATH entries that the uninstaller removed are restored. A cleanup that has
            // begun cannot be rolled back, so it is completed.
            let is_cleaning = plan.cleans() && !self.ledger.begun().is_empty();
            if !matches!(step, Step::GiveBack { .. }) && !is_cleaning {
                self.context.cancel.check()?;
            }
            (self.context.step, self.ledger.step) = (index, index);
            (self.context.events)(Event::StepStarted { step: index });
            if !step.changes_something() {
                self.ledger.release();
            }
            match steps::run(&mut self.context, &mut self.ledger, &mut handed, step) {
                Err(ApplyError::Rebuild(error)) => {
                    (self.context.events)(Event::StepSkipped { step: index, reason: explained(&error) });
                    self.skipped.push(error);
                }
                result => {
                    let did = result?;
                    debug_assert_eq!(matches!(did, StepEffect::Changed(_)), step.changes_something());
                    (self.context.events)(Event::StepDone { step: index });
                }
            }
        }
        self.context.require_not_replaced()?;
        // A plan that rebuilt nothing has failed.
        let first = self.skipped.first().filter(|_| self.ledger.begun().is_empty());
        first.map_or(Ok(()), |first| Err(first.clone().into()))
    }

    fn succeed(self) -> Result<Applied> {
        let Self { context, mut ledger, skipped } = self;
        let home = ledger.home();
        ledger.release();
        let begun = ledger.begun().clone();
        let mut warnings = context.warnings;
        let left: Vec<String> = skipped.iter().map(|error| error.name.clone()).collect();
        warnings.extend(skipped.into_iter().map(Problem::from));
        // what was asked for has been done only in part, or does not serve its purpose here
        let is_lasting = |warning: &&Problem| matches!(warning.code, Code::ToolBuild | Code::ProgramBlocked);
        let first = warnings.iter().find(is_lasting).cloned();
        let problem = first.map(|first| match left.len() {
            0 | 1 => first,
            _ => Problem { message: say!(ProgramsLeft { names: Value::all_of(&left) }).shown(), ..first },
        });
        let changes_something = context.plan.action != Action::Download;
        let seal = context.site.seal(Outcome::Done, changes_something, problem);
        ledger.end(Seal { proof: context.proof, downloaded: context.downloaded, ..seal })?;
        (context.events)(Event::PlanDone);
        // a later command deletes what cannot be deleted now
        store::sweep(home, journal::alive(&home));
        kept_files::prune(&home, journal::alive(&home)).ok();
        reserve::keep(home);
        Ok(Applied { id: context.id, begun, warnings, proof: context.proof })
    }

    fn fail(mut self, error: ApplyError) -> FailedPlan {
        self.ledger.lock_to_revert();
        let is_made = self.context.plan.decisive_step().is_some_and(|last| self.context.step > last);
        let error = match self.context.require_not_replaced() {
            Err(replaced) if is_made => replaced, // to revert it would be in the way of the later change
            _ => error,
        };
        (self.context.events)(Event::PlanFailed { code: error.code().to_string() });
        let home = self.ledger.home();
        let error = match self.context.cancel.passed_deadline() {
            Some(time) if error.is_cancel() => ApplyError::Late(time.to_owned()),
            _ => error,
        };
        let (is_moved, is_cancel) = (error.is_moved(), error.is_cancel());
        // After a move, another plan follows. Each hook before a switch is followed by one after it, or one for failures.
        let is_failure = !is_moved && (!is_cancel || !self.ledger.begun().is_empty());
        let (seal, failed) = self.take_back(error);
        // A full disk may also prevent writing the outcome. Then the next command recovers the plan.
        let has_ended = seal.is_some_and(|seal| self.ledger.write_outcome(seal).is_ok());
        if is_failure || self.ledger.ran_hooks() {
            self.ledger.release();
            steps::hook::after_failure(&mut self.context, &mut self.ledger, failed.code());
        }
        if has_ended && self.ledger.settle().is_ok() {
            store::sweep(home, journal::alive(&home));
            reserve::keep(home);
        }
        failed
    }

    /// The tree of a toolchain stays only if a change by another process, not a failure, ended the plan: the new plan
    /// uses it. If a step cannot be reverted, no outcome is written, and the plan stays unfinished.
    fn take_back(&mut self, error: ApplyError) -> (Option<Seal>, FailedPlan) {
        let Context { site, plan, id, proof, .. } = self.context;
        if matches!(error, ApplyError::Replaced(_)) {
            let (failed, downloaded) = (FailedPlan::from(error), self.context.downloaded.take());
            let seal = site.seal(Outcome::Done, true, Some(Problem::of(&failed)));
            return (Some(Seal { proof, downloaded, ..seal }), failed);
        }
        let begun = self.ledger.begun();
        let trees = if error.is_moved() { Trees::Keep } else { Trees::Withdraw };
        let change = system::begun(site, plan, begun);
        let session = &mut *self.context.elevated;
        let reverted = recover::revert(&mut Reverting { site, session, plan, id, trees }, begun);
        let outcome = if error.is_cancel() { Outcome::Cancelled } else { Outcome::Failed };
        let error = match change {
            None | Some((_, system::SystemStage::Before)) => error,
            Some((step, _)) => system::what_became(site, &plan.steps[step], error, reverted.as_ref().err()),
        };
        let unfinished = |error| (None, FailedPlan { error: Box::new(error), became: Some(Became::Unfinished) });
        match (error, reverted) {
            (error @ ApplyError::System { is_back: false, .. }, _) => unfinished(error),
            (error, Err(left)) => unfinished(ApplyError::NotTakenBack { error: Box::new(error), left: Box::new(left) }),
            (error, Ok(())) => {
                let became = match begun.is_empty() {
                    true => Some(Became::Untouched),
                    false if plan.cleans() => None, // nothing brings back what is deleted; the error says so
                    false => Some(Became::RolledBack),
                };
                let failed = FailedPlan { error: Box::new(error), became };
                (Some(site.seal(outcome, false, Some(Problem::of(&failed)))), failed)
            }
        }
    }
}
