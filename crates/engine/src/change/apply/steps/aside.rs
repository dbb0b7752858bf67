//! A tree that is not Upgo's own: it is renamed, and can be restored.
use std::path::Path;

use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use crate::machine::effect;
use crate::store::is_there;

pub(super) fn set_aside(ledger: &mut Ledger<'_>, from: &Path, to: &Path) -> Result<Begun> {
    let begun = ledger.begin(|| match (is_there(from), is_there(to)) {
        (_, true) => Err(ApplyError::Moved(say!(ExistsAlready { path: to }))),
        (false, false) => Err(ApplyError::Moved(say!(NoLongerExists { path: from }))),
        (true, false) => Ok(()),
    })?;
    rename(from, to)?;
    Ok(begun)
}

pub(super) fn is_set_aside(from: &Path) -> bool {
    !is_there(from)
}

/// Renames the tree back, unless there is something in its old place.
pub(super) fn take_back(from: &Path, to: &Path) -> Result<()> {
    if is_there(from) { Ok(()) } else { rename(to, from) }
}

/// A tree that is already gone is not an error.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    if is_there(from) { Ok(effect::rename(from, to)?) } else { Ok(()) }
}
