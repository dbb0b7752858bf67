//! The changes that wait for the running one. Pure: [`crate::jobs`] plans, runs and shows them.
use std::collections::VecDeque;

use upgo_engine::base::report::StepTitle;
use upgo_engine::cases::{PlanView, Planned};
use upgo_engine::change::request::ChangeRequest;

/// A change that waits, with the plan that the user agreed to.
#[answer(Clone, Debug, Serialize, Type)]
pub(crate) struct Queued {
    pub(crate) plan: PlanView,
    /// What it waits for.
    pub(crate) until: WaitingFor,
}

/// What a change waits for.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub(crate) enum WaitingFor {
    /// The end of the running change.
    Turn,
    /// The user's consent, because the plan is no longer the one that was agreed to.
    Consent,
    /// The user's decision, because a change before it did not succeed.
    Decision,
}

#[derive(Debug)]
pub(crate) struct ShownPlan {
    pub(crate) view: PlanView,
    pub(crate) planned: Planned,
    pub(crate) by: &'static str,
}

/// The next change first.
#[derive(Debug, Default)]
pub(crate) struct Queue(VecDeque<(ShownPlan, WaitingFor)>);

impl Queue {
    pub(crate) fn shown(&self) -> Vec<Queued> {
        self.0.iter().map(|(shown, until)| Queued { plan: shown.view.clone(), until: *until }).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn push(&mut self, shown: ShownPlan) {
        self.0.push_back((shown, WaitingFor::Turn));
    }

    /// `None` if the change does not wait.
    pub(crate) fn remove(&mut self, id: u32) -> Option<ShownPlan> {
        let place = self.0.iter().position(|(shown, _)| shown.view.id == id)?;
        self.0.remove(place).map(|(shown, _)| shown)
    }

    /// The next change, if nothing but its turn is missing: its number, its request, and who asked for it.
    pub(crate) fn next(&self) -> Option<(u32, ChangeRequest, &'static str)> {
        let (shown, until) = self.0.front()?;
        (*until == WaitingFor::Turn).then(|| (shown.view.id, shown.planned.request.clone(), shown.by))
    }

    pub(crate) fn asks_user(&self) -> bool {
        self.0.front().is_some_and(|(_, until)| *until != WaitingFor::Turn)
    }

    pub(crate) fn agreed(&self, id: u32) -> Option<&ShownPlan> {
        self.0.iter().find(|(shown, _)| shown.view.id == id).map(|(shown, _)| shown)
    }

    /// Lets a change wait for the user.
    pub(crate) fn ask(&mut self, id: u32) {
        for (shown, until) in &mut self.0 {
            if shown.view.id == id {
                *until = WaitingFor::Consent;
            }
        }
    }

    /// Lets all changes wait for the user, because the one before them did not succeed.
    pub(crate) fn hold(&mut self) {
        for (_, until) in &mut self.0 {
            if *until == WaitingFor::Turn {
                *until = WaitingFor::Decision;
            }
        }
    }

    /// Removes the change that the user has confirmed again: the first with this request that waits for that.
    pub(crate) fn settle(&mut self, request: &ChangeRequest) {
        let is_settled =
            |(shown, until): &(ShownPlan, WaitingFor)| *until != WaitingFor::Turn && shown.planned.request == *request;
        if let Some(place) = self.0.iter().position(is_settled) {
            self.0.remove(place);
        }
    }
}

/// Whether a new plan does nothing that the user did not agree to; the change before it may have done a part already.
pub(crate) fn is_within(agreed: &PlanView, anew: &PlanView) -> bool {
    let has = |step: &StepTitle| agreed.steps.iter().any(|other| is_same(step, other));
    anew.change.action == agreed.change.action
        && anew.change.to == agreed.change.to
        && anew.change.undoes == agreed.change.undoes
        && anew.steps.iter().all(has)
        && (!anew.destructive || agreed.destructive)
        && (!anew.needs_admin || agreed.needs_admin)
        && anew.warnings.iter().all(|warning| agreed.warnings.contains(warning))
}

/// The Go that runs before them may be another one.
fn is_same(one: &StepTitle, other: &StepTitle) -> bool {
    (one.kind, &one.version, &one.file, &one.place, &one.diff, one.needs_admin)
        == (other.kind, &other.version, &other.file, &other.place, &other.diff, other.needs_admin)
}
