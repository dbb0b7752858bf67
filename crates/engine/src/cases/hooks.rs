//! The hooks of a plan: which run, and that none is left out.
use super::Engine;
use crate::base::report::{Code, Problem, Result};
use crate::base::words::Sentence;
use crate::change::apply::{ApplyError, FailedPlan};
use crate::change::plan::{self, Plan};

impl Engine {
    /// Adds the hooks in force to a plan that changes which Go is in use. Refuses such a plan where no hook runs.
    pub(super) fn with_hooks(&self, plan: Plan) -> Result<Plan> {
        let hooks = self.hooks();
        if hooks.is_empty() || !plan.has_hooks_around() {
            return Ok(plan);
        }
        match self.hooks_refusal() {
            Some(why) => Err(Problem::new(Code::HookRefused, why)),
            None => Ok(plan::with_hooks(plan, hooks)),
        }
    }

    /// Requires that a plan has exactly the hooks in force, otherwise a new plan is needed. Only `purge` is exempt.
    pub(super) fn require_hooks(&self, plan: &Plan) -> Result<(), FailedPlan> {
        let mut bare = plan.clone();
        bare.steps.retain(|step| step.hook().is_none());
        if plan::with_hooks(bare, self.hooks()) == *plan {
            return Ok(());
        }
        Err(ApplyError::Moved(Sentence::HooksMoved.into()).into())
    }
}
