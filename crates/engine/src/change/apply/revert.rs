//! Reverts the steps of a plan that have begun, newest first.
use std::collections::BTreeSet;

use super::context::Reverting;
use super::{ApplyError, steps};
use crate::plan::Step;

/// Reverts the steps `begun`, newest first. Continues after an error and returns the first one.
pub(super) fn revert(reverting: &mut Reverting<'_>, begun: &BTreeSet<usize>) -> Result<(), ApplyError> {
    let mut reverted = Ok(());
    let plan = reverting.plan;
    for (index, step) in begun.iter().rev().filter_map(|index| Some((*index, plan.steps.get(*index)?))) {
        let result = steps::take_back(reverting, index, step);
        // In that case, Upgo's own toolchains stay as they are, because they may be the only Go that works.
        if result.is_err() && matches!(step, Step::ChangeSystem { .. }) {
            return result;
        }
        reverted = reverted.and(result);
    }
    reverted
}
