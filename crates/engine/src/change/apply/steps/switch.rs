//! The switch: the link that selects the current toolchain.
use super::super::context::Context;
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use super::toolchain;
use crate::base::report::{Code, Problem};
use crate::base::version::Version;
use crate::change::journal;
use crate::change::plan::ChangeName;
use crate::change::site::Site;
use crate::store;
use crate::store::activate;

/// Warns of each change that still judges the Go to which it switched.
pub(super) fn switch(
    context: &mut Context<'_>,
    ledger: &mut Ledger<'_>,
    from: Option<&Version>,
    to: Option<&Version>,
) -> Result<Begun> {
    let site = context.site;
    let begun = ledger.begin(|| {
        let now = site.selected()?;
        if now.as_ref() != from {
            let now = now.map_or("no Go".to_owned(), |version| version.to_string());
            return Err(ApplyError::Moved(say!(NowCurrent { version: now })));
        }
        to.map_or(Ok(()), |to| toolchain::require_installed(site, to))
    })?;
    activate::switch(site.home(), to)?;
    context.warnings.extend(journal::still_switching(site.home(), context.id).map(|earlier| {
        let what = ChangeName::from(&earlier.plan).noun();
        Problem::new(Code::ChangeReplaced, say!(ReplacesRunning { id: earlier.id, what }))
    }));
    Ok(begun)
}

pub(super) fn is_at(site: &Site, version: Option<&Version>) -> Result<bool> {
    Ok(activate::current(site.home())?.as_ref() == version)
}

/// Points the switch from `from` at `to`, to complete a switch or to revert one. If it was moved since, it stays. If `to`
/// was removed in the meantime, `from` stays, because it is the only Go that works.
pub(super) fn turn(site: &Site, from: Option<&Version>, to: Option<&Version>) -> Result<()> {
    if is_at(site, from)? && store::has(site.home(), to) {
        activate::switch(site.home(), to)?;
    }
    Ok(())
}
