//! PATH and the variables of Go: the user's, and with administrator rights the machine-wide ones.
use super::super::Result;
use super::super::context::{Context, Reverting};
use super::super::ledger::{Begun, Ledger};
use crate::base::report::Cancel;
use crate::change::elevation::Task;
use crate::change::site::Site;
use crate::environment::{self, Change, EnvironmentError};

/// The machine-wide part runs in the plan's elevated session.
pub(super) fn edit(context: &mut Context<'_>, ledger: &mut Ledger<'_>, change: &Change) -> Result<Begun> {
    let site = context.site;
    let begun = ledger.begin(|| Ok(environment::require(site.environment(), change)?))?;
    for task in tasks(change)? {
        context.perform(&task)?;
    }
    commit(site, change)?;
    context.warn_once(environment::announce(change));
    Ok(begun)
}

pub(super) fn is_in_effect(change: &Change) -> Result<bool> {
    Ok(environment::is_in_effect(change)?)
}

/// Reverts the parts of the change that were made and whose values have not been edited since.
pub(super) fn take_back(reverting: &mut Reverting<'_>, change: &Change) -> Result<()> {
    let environment = reverting.site.environment();
    let Some(back) = environment::prepare_undo(environment, change)? else {
        change.sweep();
        return Ok(());
    };
    for task in tasks(&back)? {
        reverting.session.perform(&task, &Cancel::default(), &mut |_| {})?;
    }
    commit(reverting.site, &back)?;
    environment::announce(&back);
    Ok(())
}

/// Makes the user's part of the change. Values that were edited since stay as they are.
pub(super) fn complete(site: &Site, change: &Change) -> Result<()> {
    match commit(site, change) {
        Err(EnvironmentError::Moved { .. }) => Ok(()),
        committed => {
            committed?;
            environment::announce(change);
            Ok(())
        }
    }
}

/// Writes the user's part of the change, after the tasks have written the machine's.
fn commit(site: &Site, change: &Change) -> Result<(), EnvironmentError> {
    environment::commit(site.environment(), &change.clone().of_user())
}

/// The edits of machine-wide variables. Even an elevated process makes them as tasks, because a task is checked against
/// the closed list: the change may come from a journal that any program of this account can write.
fn tasks(change: &Change) -> Result<Vec<Task>> {
    let edits = change.machine_edits()?.into_iter();
    Ok(edits.map(|(name, before, after)| Task::EditMachine { name, before, after }).collect())
}
