//! The archive of a toolchain: downloaded or read, verified, proven, and unpacked into the store.
mod module;
mod prove;
mod proven;
mod receive;
mod reused;

use super::super::context::{Context, Reverting};
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use super::toolchain::{is_deleted, is_whole, is_withdrawn};
use crate::base::version::Version;
use crate::change::fetch;
use crate::change::plan::{Action, Step};
use crate::change::site::Site;
use crate::store;
use crate::store::activate;
pub(super) use prove::Proven;

/// Returns what a later step unpacks; `None` for a plan that only fills the cache.
pub(super) fn receive(context: &mut Context<'_>, step: &Step, version: &Version) -> Result<Option<Proven>> {
    let proven = proven::receive(context, step, version).inspect_err(|_| leave_nothing(context.site, step))?;
    context.downloaded = proven.downloaded();
    if context.plan.action != Action::Download {
        return Ok(Some(proven));
    }
    context.proof = Some(proven.origin().level());
    proven.fetched().keep()?;
    Ok(None)
}

/// Deletes the copy of a refused or cut archive if all its sources are folders (a bundle, a mirror on a disk).
fn leave_nothing(site: &Site, step: &Step) {
    if let Step::Download { archive, sources, .. } = step
        && sources.iter().all(|source| source.scheme() == "file")
    {
        fetch::forget_part(&site.home().cache(), archive).ok(); // a later cleanup deletes what stays
    }
}

/// Makes the proven toolchain visible in the store, with its receipt and file list.
pub(super) fn unpack(
    context: &mut Context<'_>,
    ledger: &mut Ledger<'_>,
    proven: Option<Proven>,
    version: &Version,
) -> Result<Begun> {
    let Some(proven) = proven else {
        return Err(ApplyError::Moved(say!(ArchiveMissing { version: version.as_str() })));
    };
    let site = context.site;
    let home = site.home();
    ledger.release(); // flushing takes a while
    store::settle(proven.tree(), version)?;
    let begun = ledger.begin(|| {
        if home.toolchain(version).is_dir() {
            return Err(ApplyError::Moved(say!(InstalledMeanwhile { version: version.as_str() })));
        }
        Ok(())
    })?;
    proven.manifest().write(home, version)?;
    context.proof = Some(proven.origin().level());
    proven.receipt(version, site.now()).write(home)?;
    store::commit(home, context.id, proven.tree(), version, context.cancel)?;
    put_away(site, proven)?;
    context.plan.steps.iter().for_each(|step| reused::forget(home, step));
    Ok(begun)
}

/// Keeps the archive in the cache or deletes it, according to the user's settings.
pub(super) fn put_away(site: &Site, proven: Proven) -> Result<()> {
    let is_kept = proven.has_archive() && site.settings().keep_archives;
    let fetched = proven.fetched();
    if is_kept {
        fetched.keep()?;
    } else {
        fetched.discard()?;
    }
    Ok(())
}

/// Removes the toolchain from the store, or leaves it there with its own name. Its records stay only with its tree: a
/// kill may have separated them, either before the tree came into the store or while an earlier attempt removed it.
pub(super) fn take_back(reverting: &Reverting<'_>, version: &Version) -> Result<()> {
    let home = reverting.site.home();
    if is_withdrawn(reverting, version)? || is_deleted(reverting.site, version) {
        store::withdraw(home, reverting.id, version)?;
        return Ok(());
    }
    if !home.receipt(version).exists() || !home.manifest(version).exists() {
        store::restore(home, reverting.id, version)?;
    }
    if is_whole(reverting.site, version) {
        activate::publish(home, version)?;
    }
    Ok(())
}
