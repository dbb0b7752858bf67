//! What is left to do after a change that went well; none of it is urgent.
use super::{Engine, editors};
use crate::plan::{self, Plan, Step};
use crate::version::Version;

impl Engine {
    /// How many toolchains the user keeps.
    pub(super) fn kept(&self) -> usize {
        usize::try_from(self.settings().keep_versions.get()).unwrap_or(usize::MAX)
    }

    /// The toolchains that nobody needs any more.
    pub(super) fn unused_after(&self, plan: &Plan) -> Vec<Version> {
        let brings = plan.steps.iter().any(|step| matches!(step, Step::Unpack { .. }));
        let seen = if brings { self.look(None).ok() } else { None };
        seen.map(|seen| plan::unused(&seen, self.kept())).unwrap_or_default()
    }

    /// The programs of `go install` that wait to be built again, where another line of Go has come.
    pub(super) fn outdated_after(&self, plan: &Plan) -> Vec<String> {
        let is_other_line = |(from, to): (Option<&Version>, Option<&Version>)| {
            to.is_some_and(|to| from.is_none_or(|from| !from.same_line(to)))
        };
        let is_new = plan.undoes.is_none() && plan.switches().is_some_and(is_other_line);
        if is_new { self.rebuildable() } else { Vec::new() }
    }
}

/// The editors that run and go on with the Go that was switched away from.
pub(super) fn editors_after(plan: &Plan) -> Vec<String> {
    if !plan.switches().is_some_and(|(from, to)| from.is_some() && to.is_some()) {
        return Vec::new();
    }
    editors::running().into_iter().map(|editor| editor.name.to_owned()).collect()
}
