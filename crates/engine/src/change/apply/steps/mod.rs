//! The steps of a plan, by family. Each question about a step is one exhaustive `match`, so that no new step is
//! forgotten: how it runs, and whether it is in effect. Reverting it, and completing it after a kill, ask what it
//! touches.
mod archive;
mod aside;
mod cache;
mod environment;
mod files;
pub(super) mod hook;
mod project;
mod rehearse;
mod setting;
mod switch;
pub(super) mod system;
mod test;
mod tool;
mod toolchain;
mod upgo;

use super::Result;
use super::context::{Context, Reverting};
use super::ledger::{Begun, Ledger};
use crate::change::plan::{Fate, Lines, Step, Touches};
use crate::change::site::Site;
use crate::projects::go_caches::Cleaning;
use crate::projects::rebuild::{BuildPurpose, NotUsable};
use crate::store::kept_files::Kept;
use crate::store::{self, activate};

/// The result that a step passes to a later one.
#[derive(Default)]
pub(super) struct Handed {
    /// The proven archive, unpacked into staging, for the step that commits it or repairs files from it.
    proven: Option<archive::Proven>,
}

pub(super) enum StepEffect {
    /// It only read something, or filled a cache.
    Looked,
    Changed(Begun),
}

/// A step that changes something begins in the `ledger` and returns the evidence.
pub(super) fn run(
    context: &mut Context<'_>,
    ledger: &mut Ledger<'_>,
    handed: &mut Handed,
    step: &Step,
) -> Result<StepEffect> {
    let site = context.site;
    for version in step.facts().uses {
        site.policy.usable(version).map_err(NotUsable::from)?;
    }
    let looked = |()| StepEffect::Looked;
    let begun = match step {
        Step::Download { version, .. } | Step::ReadFile { version, .. } => {
            handed.proven = archive::receive(context, step, version)?;
            return Ok(StepEffect::Looked);
        }
        Step::DownloadPackage { package, sources, .. } => {
            return system::download_package(context, package, sources).map(looked);
        }
        Step::DownloadUpgo { version, package, sources } => {
            return upgo::download(context, version, package, sources).map(looked);
        }
        Step::TryUpgo { version, folder } => return upgo::attempt(context, version, folder.as_deref()).map(looked),
        Step::Test { version } => return test::test(context, version).map(looked),
        Step::Rehearse { from, to, projects, tests } => {
            return rehearse::rehearse(context, (from, to), projects, *tests).map(looked);
        }
        Step::Hook(planned) => return hook::run(context, ledger, planned).map(looked),
        Step::Check { version } => {
            toolchain::check(context, version.as_ref());
            return Ok(StepEffect::Looked);
        }
        Step::Unpack { version } => archive::unpack(context, ledger, handed.proven.take(), version)?,
        Step::Publish { version } => toolchain::publish(site, ledger, version)?,
        Step::Unpublish { version } => toolchain::unpublish(site, ledger, version)?,
        Step::Delete { version, .. } => toolchain::delete(context, ledger, version)?,
        Step::Switch { from, to } => switch::switch(context, ledger, from.as_ref(), to.as_ref())?,
        Step::EditEnvironment { change, .. } => environment::edit(context, ledger, change)?,
        Step::ChangeSystem { arch, from, to } => system::change(context, ledger, (arch, from.as_ref(), to.as_ref()))?,
        Step::RepairSystem { arch, go } => system::repair(context, ledger, arch, go)?,
        Step::GiveBack { before } => system::restore_values(context, ledger, before)?,
        Step::ChangeSetting { key, from, to } => setting::change(site, ledger, (key, from.as_deref(), to.as_deref()))?,
        Step::SetAside { from, to } => aside::set_aside(ledger, from, to)?,
        Step::RebuildTool { program, was, recipe, go, updates, .. } => {
            let purpose = BuildPurpose::of(was.is_some(), updates.is_some());
            tool::rebuild(context, ledger, (program, *was), (recipe, purpose), go)?
        }
        Step::CleanCache { cache, folder, cleaning: Cleaning::Everything { go }, .. } => {
            cache::clean(context, ledger, (*cache, folder), go)?
        }
        Step::CleanCache { folder, cleaning: Cleaning::Downloaded { downloaded }, .. } => {
            cache::delete_downloaded(context, ledger, folder, downloaded)?
        }
        Step::RestoreTool { program, was, kept, .. } => tool::restore(context, ledger, (program, *was), *kept)?,
        Step::RepairFiles { version, files } => {
            files::repair(context, ledger, handed.proven.take(), (version, files.as_ref()))?
        }
        Step::RestoreFiles { version, kept } => files::restore(context, ledger, version, *kept)?,
        Step::ReplaceUpgo { folder, to, programs, .. } => upgo::replace(context, ledger, folder, (to, programs))?,
        Step::RestoreUpgo { folder, kept, .. } => upgo::restore(context, ledger, folder, *kept)?,
        Step::EditProject { folder, files, .. } => project::edit(ledger, folder, files)?,
    };
    Ok(StepEffect::Changed(begun))
}

/// `kept` names the step.
pub(super) fn is_in_effect(site: &Site, kept: Kept, step: &Step) -> Result<bool> {
    Ok(match step {
        Step::Unpack { version } => toolchain::is_whole(site, version),
        Step::Publish { version } => toolchain::is_published(site, version),
        Step::Unpublish { version } => !toolchain::is_published(site, version),
        Step::Delete { version, .. } => toolchain::is_deleted(site, version),
        Step::Switch { to, .. } => switch::is_at(site, to.as_ref())?,
        Step::EditEnvironment { change, .. } => environment::is_in_effect(change)?,
        Step::ChangeSystem { arch, from, to } => {
            system::stage(site, arch, from.as_ref(), to.as_ref()) == system::SystemStage::After
        }
        Step::RepairSystem { arch, go } => system::is_repaired(site, arch, go),
        Step::ChangeSetting { key, to, .. } => setting::is(site, key, to.as_deref()),
        Step::SetAside { from, .. } => aside::is_set_aside(from),
        Step::RebuildTool { .. } | Step::RestoreTool { .. } | Step::RestoreFiles { .. } => {
            files::is_exchanged(site, kept)
        }
        Step::ReplaceUpgo { .. } | Step::RestoreUpgo { .. } => files::is_exchanged(site, kept),
        Step::RepairFiles { version, .. } => files::is_exchanged(site, kept) && files::is_listed(site, version),
        Step::EditProject { folder, files, .. } => project::is_edited(folder, files),
        Step::CleanCache { folder, cleaning: Cleaning::Downloaded { downloaded }, .. } => downloaded.is_removed(folder),
        // What is deleted from a cache stays deleted, and the rest is a valid cache: a step that began counts as made.
        Step::CleanCache { cleaning: Cleaning::Everything { .. }, .. }
        | Step::Download { .. }
        | Step::ReadFile { .. }
        | Step::Test { .. }
        | Step::Check { .. }
        | Step::DownloadPackage { .. }
        | Step::DownloadUpgo { .. }
        | Step::TryUpgo { .. }
        | Step::Rehearse { .. }
        | Step::Hook(_)
        | Step::GiveBack { .. } => true,
    })
}

/// The step may not have run at all, or only partly, so each family checks first.
#[expect(clippy::match_same_arms, reason = "each group of things has its own reason")]
pub(super) fn take_back(reverting: &mut Reverting<'_>, index: usize, step: &Step) -> Result<()> {
    let site = reverting.site;
    let kept = Kept { change: reverting.id, step: index };
    match step.touches() {
        Touches::Toolchain(version, fate) => match fate {
            Fate::Brought => archive::take_back(reverting, version),
            Fate::Named => toolchain::take_back_publish(reverting, version),
            Fate::Unnamed => Ok(activate::publish(site.home(), version)?),
            Fate::Removed { .. } => Ok(store::restore(site.home(), reverting.id, version).map(drop)?),
            Fate::Files { .. } => files::take_back(site, kept, &site.home().toolchain(version)),
        },
        Touches::Switch { from, to } => switch::turn(site, to, from),
        Touches::Lines(Lines::Environment(change)) => environment::take_back(reverting, change),
        Touches::Lines(Lines::Setting { key, from, to }) => setting::take_back(site, (key, from, to)),
        Touches::Lines(Lines::Project { folder, files, .. }) => project::take_back(folder, files),
        Touches::System { arch, from, to } => system::put_back(reverting, (arch, from, to)),
        Touches::Tree { from, to } => aside::take_back(from, to),
        Touches::Program(program) => files::take_back(site, kept, program),
        Touches::Upgo { folder, .. } => files::take_back(site, kept, folder),
        // Repaired files are the published ones, and restored values are the user's own: both stay.
        Touches::SystemFiles { .. } | Touches::UserValues(_) => Ok(()),
        // Nothing can bring it back; Go builds or downloads it again.
        Touches::Cache { .. } => Ok(()),
        Touches::Nothing | Touches::File { .. } | Touches::UpgoStarted(_) => Ok(()),
    }
}

/// Completes a step of a plan that was killed after Windows Installer had finished. The remaining steps affect only
/// Upgo's and the user's own files, and need no administrator.
#[expect(clippy::match_same_arms, reason = "each group of things has its own reason")]
pub(super) fn complete(site: &Site, step: &Step) -> Result<()> {
    match step.touches() {
        Touches::Switch { from, to } => switch::turn(site, from, to),
        Touches::Lines(Lines::Environment(change)) => environment::complete(site, change),
        Touches::Lines(Lines::Setting { key, to, .. }) => setting::say(site, key, to),
        Touches::UserValues(before) => {
            system::give_back(site, before).unwrap_or_default(); // Go works without it
            Ok(())
        }
        Touches::Tree { from, to } => aside::rename(from, to),
        // No plan has these after the step of the installer.
        Touches::File { .. } | Touches::Toolchain(..) | Touches::System { .. } | Touches::SystemFiles { .. } => Ok(()),
        Touches::Program(_) | Touches::Upgo { .. } | Touches::UpgoStarted(_) | Touches::Cache { .. } => Ok(()),
        Touches::Lines(Lines::Project { .. }) => Ok(()),
        Touches::Nothing => Ok(()),
    }
}
