//! A toolchain in the store: its name in `bin`, its removal, and the Go that a terminal runs afterwards.
use super::super::context::{Context, Reverting, Trees};
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use crate::base::version::Version;
use crate::change::site::Site;
use crate::store;
use crate::store::activate;
use crate::which_go::asked::AskedFor;

pub(super) fn publish(site: &Site, ledger: &mut Ledger<'_>, version: &Version) -> Result<Begun> {
    let begun = ledger.begin(|| require_installed(site, version))?;
    activate::publish(site.home(), version)?;
    Ok(begun)
}

pub(super) fn unpublish(site: &Site, ledger: &mut Ledger<'_>, version: &Version) -> Result<Begun> {
    let begun = ledger.begin(|| require_unused(site, version))?;
    activate::unpublish(site.home(), version)?;
    Ok(begun)
}

/// Its files are deleted when the plan ends.
pub(super) fn delete(context: &Context<'_>, ledger: &mut Ledger<'_>, version: &Version) -> Result<Begun> {
    let begun = ledger.begin(|| require_unused(context.site, version))?;
    store::trash(context.site.home(), context.id, version, context.cancel)?;
    Ok(begun)
}

/// Asks a new terminal. Warns if it runs a different Go than `expected`.
pub(super) fn check(context: &mut Context<'_>, expected: Option<&Version>) {
    let Some(expected) = expected else { return };
    let site = context.site;
    site.ask_terminals(AskedFor::Change, context.cancel);
    context.warnings.extend(site.another_runs(expected, site.running_go().as_ref()));
}

pub(super) fn require_installed(site: &Site, version: &Version) -> Result<()> {
    if is_whole(site, version) {
        return Ok(());
    }
    Err(ApplyError::Moved(say!(NoLongerInstalled { version: version.as_str() })))
}

/// Refuses if the toolchain is the current one, or if nothing of it is there.
fn require_unused(site: &Site, version: &Version) -> Result<()> {
    if activate::is_current(site.home(), version)? {
        return Err(ApplyError::Moved(say!(NowCurrent { version: version.as_str() })));
    }
    if is_deleted(site, version) {
        return Err(ApplyError::Moved(say!(NoLongerInstalled { version: version.as_str() })));
    }
    Ok(())
}

pub(super) fn is_whole(site: &Site, version: &Version) -> bool {
    store::is_whole(&site.home().toolchain(version))
}

pub(super) fn is_deleted(site: &Site, version: &Version) -> bool {
    !store::is_there(&site.home().toolchain(version))
}

pub(super) fn is_published(site: &Site, version: &Version) -> bool {
    activate::is_published(site.home(), version)
}

/// If another process has switched to the toolchain in the meantime, it stays, with its name.
pub(super) fn is_withdrawn(reverting: &Reverting<'_>, version: &Version) -> Result<bool> {
    Ok(reverting.trees == Trees::Withdraw && !activate::is_current(reverting.site.home(), version)?)
}

pub(super) fn take_back_publish(reverting: &Reverting<'_>, version: &Version) -> Result<()> {
    if !is_whole(reverting.site, version) || is_withdrawn(reverting, version)? {
        activate::unpublish(reverting.site.home(), version)?;
    }
    Ok(())
}
