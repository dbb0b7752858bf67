//! The machine-wide Go, which the official installer installs for all users. The state is what Windows has registered,
//! before and after each step: an installer that was stopped halfway leaves neither the old Go nor the new one.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use url::Url;

use super::super::context::{Context, Reverting};
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use crate::base::archive::Archive;
use crate::base::report::{Cancel, Problem, explained};
use crate::base::words::Sentence;
use crate::change::elevation::Task;
use crate::change::fetch::{self, FetchError, Fetched, Request};
use crate::change::plan::{Plan, Registered, Step, SystemGo};
use crate::change::site::Site;
use crate::environment::{self, UserValues};
use crate::machine::effect;
use crate::store;

/// A change of the machine-wide Go: the family of packages, as GOARCH, and the Go before and after it.
type SystemChange<'a> = (&'a str, Option<&'a SystemGo>, Option<&'a SystemGo>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum SystemStage {
    Before,
    /// Neither: the installer was stopped halfway, or another program has changed the installation.
    Between,
    After,
}

pub(super) fn stage(site: &Site, arch: &str, from: Option<&SystemGo>, to: Option<&SystemGo>) -> SystemStage {
    let registered = site.registered();
    let now = registered.iter().find(|registered| registered.arch == arch);
    if is(now, to) {
        SystemStage::After
    } else if is(now, from) {
        SystemStage::Before
    } else {
        SystemStage::Between
    }
}

/// The step of `plan` that changes the machine-wide Go, if it has begun: its index and its progress.
pub(in super::super) fn begun(site: &Site, plan: &Plan, begun: &BTreeSet<usize>) -> Option<(usize, SystemStage)> {
    begun.iter().find_map(|index| match plan.steps.get(*index)? {
        Step::ChangeSystem { arch, from, to } => Some((*index, stage(site, arch, from.as_ref(), to.as_ref()))),
        _ => None,
    })
}

fn is(now: Option<&Registered>, wanted: Option<&SystemGo>) -> bool {
    match (now, wanted) {
        (None, None) => true,
        (Some(now), Some(wanted)) => {
            now.version.as_ref() == Some(&wanted.version) && (now.is_whole || !wanted.is_whole)
        }
        _ => false,
    }
}

/// An undo needs the package too, so it is kept.
pub(super) fn download_package(context: &Context<'_>, package: &Archive, sources: &[Url]) -> Result<()> {
    let folder = context.site.home().packages();
    effect::create_dir_all(&folder)?;
    store::require_space(&folder, store::space_for(package.size))?;
    fetch_package(context, package, sources, &folder)?.keep()?;
    Ok(())
}

pub(super) fn fetch_package(
    context: &Context<'_>,
    package: &Archive,
    sources: &[Url],
    folder: &Path,
) -> Result<Fetched, FetchError> {
    let holder = &context.site.holder();
    let request = Request { archive: package, sources, folder, step: context.step, is_wanted: &|| true, holder };
    fetch::fetch_whole(context.site.http(), &request, context.cancel, context.events)
}

pub(super) fn change(
    context: &mut Context<'_>,
    ledger: &mut Ledger<'_>,
    (arch, from, to): SystemChange<'_>,
) -> Result<Begun> {
    let site = context.site;
    let begun = ledger.begin(|| {
        if stage(site, arch, from, to) != SystemStage::Before {
            return Err(ApplyError::Moved(Sentence::MachineGoChanged.into()));
        }
        require_values(site, context.plan)
    })?;
    if let Some(task) = task(site, (arch, from, to)) {
        context.perform(&task)?;
        if stage(site, arch, from, to) != SystemStage::After {
            return Err(ApplyError::NotAsAsked);
        }
    }
    Ok(begun)
}

pub(super) fn repair(context: &mut Context<'_>, ledger: &mut Ledger<'_>, arch: &str, go: &SystemGo) -> Result<Begun> {
    let site = context.site;
    let begun = ledger.begin(|| {
        let is_here = |now: &Registered| now.arch == *arch && now.version.as_ref() == Some(&go.version);
        if site.registered().iter().any(is_here) {
            return Ok(());
        }
        Err(ApplyError::Moved(say!(NoLongerRegistered { version: go.version.as_str() })))
    })?;
    let file = file_of(site, go).ok_or(ApplyError::NotAsAsked)?;
    context.perform(&Task::RepairMsi { version: go.version.clone(), arch: arch.to_owned(), file })?;
    if is_repaired(site, arch, go) { Ok(begun) } else { Err(ApplyError::NotAsAsked) }
}

/// A failure is only a warning, because Go itself works.
pub(super) fn restore_values(context: &mut Context<'_>, ledger: &mut Ledger<'_>, before: &UserValues) -> Result<Begun> {
    let begun = ledger.begin(|| Ok(()))?;
    let given_back = give_back(context.site, before);
    context.warn_once(given_back.unwrap_or_else(|error| Some(error.into())));
    Ok(begun)
}

/// Refuses if the values to be restored have changed since the plan was made.
fn require_values(site: &Site, plan: &Plan) -> Result<()> {
    let Some(before) = given_back(plan) else { return Ok(()) };
    let today = UserValues::read(site.environment())?;
    // An undo does not restore all of them, see `UserValues::known_to`.
    if plan.undoes.is_none() && today != *before {
        return Err(ApplyError::Moved(Sentence::PathWasChanged.into()));
    }
    Ok(())
}

fn given_back(plan: &Plan) -> Option<&UserValues> {
    plan.steps.iter().find_map(|step| if let Step::GiveBack { before } = step { Some(before) } else { None })
}

/// Restores the user's values that the uninstaller removed. Returns a warning if the shell does not know them.
pub(super) fn give_back(site: &Site, before: &UserValues) -> Result<Option<Problem>> {
    let Some(change) = environment::prepare_give_back(site.environment(), before)? else { return Ok(None) };
    environment::commit(site.environment(), &change)?;
    Ok(environment::announce(&change))
}

pub(super) fn is_repaired(site: &Site, arch: &str, go: &SystemGo) -> bool {
    let registered = site.registered();
    is(registered.iter().find(|registered| registered.arch == arch), Some(&SystemGo { is_whole: true, ..go.clone() }))
}

/// Restores the previously registered Go, whatever is registered now, and the user's values.
pub(super) fn put_back(reverting: &mut Reverting<'_>, (arch, from, to): SystemChange<'_>) -> Result<()> {
    let site = reverting.site;
    if stage(site, arch, to, from) != SystemStage::After {
        if let Some(task) = task(site, (arch, to, from)) {
            reverting.session.perform(&task, &Cancel::default(), &mut |_| {})?;
        }
        if stage(site, arch, to, from) != SystemStage::After {
            return Err(ApplyError::NotAsAsked);
        }
    }
    given_back(reverting.plan).map_or(Ok(()), |before| give_back(site, before).map(drop))
}

/// The error of a plan whose `step` changed the machine-wide Go, with the state of that Go.
pub(in super::super) fn what_became(
    site: &Site,
    step: &Step,
    error: ApplyError,
    failed: Option<&ApplyError>,
) -> ApplyError {
    let Step::ChangeSystem { arch, from, to } = step else { return error };
    let is_back = stage(site, arch, to.as_ref(), from.as_ref()) == SystemStage::After;
    let became = match (from, failed) {
        (Some(from), _) if is_back => say!(InstalledAsBefore { version: from.version.as_str() }),
        (None, _) if is_back => Sentence::NothingLeftBehind.into(),
        (_, Some(failed)) => say!(PreviousNotRestored { why: explained(failed) }),
        (_, None) => Sentence::PreviousIsMissing.into(),
    };
    ApplyError::System { error: Box::new(error), became, is_back }
}

/// `None` if there is nothing to do.
fn task(site: &Site, (arch, from, to): SystemChange<'_>) -> Option<Task> {
    let arch = arch.to_owned();
    match to {
        Some(to) => {
            let (version, folder) = (to.version.clone(), to.folder.clone());
            Some(Task::InstallMsi { version, arch, file: file_of(site, to)?, folder })
        }
        None => Some(Task::UninstallMsi { version: from?.version.clone(), arch }),
    }
}

fn file_of(site: &Site, go: &SystemGo) -> Option<PathBuf> {
    Some(site.home().packages().join(&go.package.as_ref()?.filename))
}
