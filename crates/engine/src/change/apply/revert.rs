//! Takes the steps of a plan back that were begun, newest first.
//!
//! Each step is looked at before it is reverted: it may have been begun and not done, or half done.
use std::collections::BTreeSet;

use super::run::Run;
use super::{ApplyError, elevated, system};
use crate::elevation::Session;
use crate::kept::{self, Kept};
use crate::plan::{Plan, Step};
use crate::site::Site;
use crate::{activate, environment, settings, store};

/// What becomes of a toolchain that the plan brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trees {
    /// It stays in the store: it is verified and whole.
    Keep,
    /// It goes.
    Withdraw,
}

/// Reverts the steps `begun` of `plan`, newest first. Goes on after an error and returns the first one.
pub(super) fn revert(
    site: &Site,
    session: &mut dyn Session,
    id: u64,
    plan: &Plan,
    begun: &BTreeSet<usize>,
    trees: Trees,
) -> Result<(), ApplyError> {
    let mut reverted = Ok(());
    for (index, step) in begun.iter().rev().filter_map(|index| Some((*index, plan.steps.get(*index)?))) {
        if let Step::ChangeSystem { arch, from, to } = step {
            // Where that fails, what is of Upgo's own stays as it is: it may be the only Go that works.
            system::put_back(site, session, plan, (arch, from.as_ref(), to.as_ref()))?;
        }
        reverted = reverted.and(revert_step(site, session, Kept { change: id, step: index }, step, trees));
    }
    reverted
}

fn revert_step(
    site: &Site,
    session: &mut dyn Session,
    kept: Kept,
    step: &Step,
    trees: Trees,
) -> Result<(), ApplyError> {
    let (home, id) = (site.home(), kept.change);
    // Another Upgo may have switched to what this plan brought: then it is somebody's Go, and stays with its name.
    let is_withdrawn = |version| Ok::<_, ApplyError>(trees == Trees::Withdraw && !activate::is_current(home, version)?);
    match step {
        Step::RebuildTool { .. } | Step::RestoreTool { .. } | Step::RepairFiles { .. } | Step::RestoreFiles { .. } => {
            kept::take_back(home, kept)?;
        }
        Step::Unpack { version } if is_withdrawn(version)? => store::withdraw(home, id, version)?,
        // A toolchain that stays can be started by its own name.
        Step::Unpack { version } if store::is_whole(&home.toolchain(version)) => activate::publish(home, version)?,
        Step::Publish { version } if !store::is_whole(&home.toolchain(version)) || is_withdrawn(version)? => {
            activate::unpublish(home, version)?;
        }
        // Where the old one was removed meanwhile, the new one stays the only Go that works.
        Step::Switch { from, to } if activate::current(home)? == *to && store::has(home, from.as_ref()) => {
            activate::switch(home, from.as_ref())?;
        }
        Step::EditEnvironment { change, .. } => {
            if let Some(back) = environment::prepare_undo(site.environment(), change)? {
                elevated::edit(site, session, &back)?;
            }
        }
        Step::Unpublish { version } => activate::publish(home, version)?,
        Step::Delete { version, .. } => {
            store::restore(home, id, version)?;
        }
        Step::ChangeSetting { key, from, to } if settings::said(&home.settings(), key) == *to => {
            settings::say(&home.settings(), key, from.as_deref())?;
        }
        Step::SetAside { from, to } if from.symlink_metadata().is_err() => Run::set_aside(to, from)?,
        _ => {}
    }
    Ok(())
}

/// Whether the effect of the step is in place; `kept` says which one it is.
pub(super) fn is_in_effect(site: &Site, kept: Kept, step: &Step) -> Result<bool, ApplyError> {
    let home = site.home();
    Ok(match step {
        Step::Unpack { version } => store::is_whole(&home.toolchain(version)),
        Step::Publish { version } => activate::is_published(home, version),
        Step::Switch { to, .. } => activate::current(home)? == *to,
        Step::EditEnvironment { change, .. } => environment::is_in_effect(change)?,
        Step::Unpublish { version } => !activate::is_published(home, version),
        Step::Delete { version, .. } => !home.toolchain(version).exists(),
        Step::RebuildTool { .. } | Step::RestoreTool { .. } | Step::RestoreFiles { .. } => {
            kept::is_in_effect(home, kept)
        }
        Step::RepairFiles { version, .. } => {
            kept::is_in_effect(home, kept) && store::Manifest::read(home, version).is_some()
        }
        Step::ChangeSystem { arch, from, to } => {
            system::stage(site, arch, from.as_ref(), to.as_ref()) == system::Stage::After
        }
        Step::RepairSystem { arch, go } => system::is_repaired(site, arch, go),
        Step::ChangeSetting { key, to, .. } => settings::said(&home.settings(), key) == *to,
        Step::SetAside { from, .. } => from.symlink_metadata().is_err(),
        Step::Download { .. }
        | Step::ReadFile { .. }
        | Step::Test { .. }
        | Step::Check { .. }
        | Step::DownloadPackage { .. }
        | Step::GiveBack { .. } => true,
    })
}
