//! Go's caches: cleaning them with the go command, and deleting a toolchain that Go downloaded into one.
use std::path::Path;

use super::super::context::Context;
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use crate::projects::go_caches::{self, CleanTask, DownloadedGo, GoCache};
use crate::projects::rebuild::Builder;

/// Once begun, neither a cancel nor another change waits for it or stops it: what is deleted cannot be brought back.
pub(super) fn clean(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    (cache, folder): (GoCache, &Path),
    go: &Builder,
) -> Result<Begun> {
    let site = context.site;
    let usable = site.usable(go)?;
    let begun = ledger.begin(|| {
        let is_safe = go_caches::require_safe(cache, folder, &site.guarded(Some(go)));
        is_safe.map_err(|refused| ApplyError::Moved(refused.why))
    })?;
    ledger.release();
    let work = site.home().staging().join(format!("{}-clean-{}", context.id, context.step));
    let variables = &site.terminal_variables();
    go_caches::clean(&CleanTask { cache, folder, go: usable, variables, work: &work })?;
    Ok(begun)
}

pub(super) fn delete_downloaded(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    folder: &Path,
    downloaded: &DownloadedGo,
) -> Result<Begun> {
    let begun = ledger.begin(|| {
        let is_safe = downloaded.require_removable(folder, &context.site.guarded(None));
        is_safe.map_err(|refused| ApplyError::Moved(refused.why))
    })?;
    ledger.release();
    downloaded.remove(folder)?;
    Ok(begun)
}
