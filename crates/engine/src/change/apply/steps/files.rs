//! Files of a toolchain: repairing them to the published state, and restoring the previous ones.
use std::path::Path;

use super::super::ApplyError;
use super::super::context::Context;
use super::super::ledger::{Begun, Ledger};
use super::archive::{self, Proven};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::site::Site;
use crate::environment::Syntax;
use crate::store::kept_files::{self, Kept, Swap};
use crate::store::verify::{self, Compared, Differences, VerifyError};
use crate::store::{self, Manifest, Receipt};

/// Repairs the files of a toolchain from the archive that was `proven`, if the plan has one. The file list is written
/// first, because it may be the missing part, or that of another archive.
pub(super) fn repair(
    context: &mut Context<'_>,
    ledger: &mut Ledger<'_>,
    index: usize,
    proven: Option<Proven>,
    (version, planned): (&Version, Option<&Differences>),
) -> Result<Begun, ApplyError> {
    ledger.release(); // comparing takes a while
    let swaps = compare(context, proven.as_ref(), version, planned)?;
    let begun = ledger.begin(index, || Ok(()))?;
    let home = context.site.home();
    if let Some(proven) = proven.as_ref().filter(|_| planned.is_none() || !is_listed(context.site, version)) {
        proven.manifest().write(home, version)?;
    }
    kept_files::exchange(home, Kept { change: context.id, step: index }, &home.toolchain(version), &swaps)?;
    if let Some(proven) = proven {
        if let Some(receipt) = Receipt::read(home, version) {
            context.proof = Some(receipt.record(home, proven.archive(), proven.origin())?);
        }
        archive::put_away(context.site, proven)?;
    }
    Ok(begun)
}

/// Compares the files of a toolchain with their list, and returns what repairs them.
///
/// The files unpacked from the verified archive are authoritative. If the file list differs from them, it is corrected
/// and a new plan is needed.
fn compare(
    context: &Context<'_>,
    proven: Option<&Proven>,
    version: &Version,
    planned: Option<&Differences>,
) -> Result<Vec<Swap>, ApplyError> {
    let home = context.site.home();
    if !home.toolchain(version).is_dir() {
        return Err(ApplyError::Moved(Sentence::NoLongerInstalled.with("version", version.as_str())));
    }
    let listed = Manifest::read(home, version);
    let manifest = match (proven, listed) {
        (None, None) => return Err(VerifyError::NoManifest(version.clone()).into()),
        (None, Some(listed)) => listed,
        (Some(proven), listed) => {
            store::settle(proven.tree(), version)?;
            if planned.is_some() && listed.as_ref() != Some(proven.manifest()) {
                proven.manifest().write(home, version)?;
                return Err(ApplyError::Moved(Sentence::ListWasWrong.with("version", version.as_str())));
            }
            proven.manifest().clone()
        }
    };
    let tree = &home.toolchain(version);
    let compared = Compared { tree, manifest: &manifest, version, names: Syntax::NATIVE };
    let found = compared.find(context.cancel, &|_| {})?;
    if planned.is_some_and(|planned| *planned != Differences::from(&found)) {
        return Err(ApplyError::Moved(Sentence::FilesWereChanged.with("version", version.as_str())));
    }
    Ok(verify::repair(tree, &found, proven.map(Proven::tree)))
}

/// Restores the files that an earlier repair has kept.
pub(super) fn restore(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    index: usize,
    version: &Version,
    kept: Kept,
) -> Result<Begun, ApplyError> {
    let tree = context.site.home().toolchain(version);
    let changed = || ApplyError::Moved(Sentence::FilesWereChanged.with("version", version.as_str()));
    put_back(context, ledger, index, kept, &tree, changed)
}

/// Restores what the step `kept` replaced in `subject`, unless it is `changed`.
pub(super) fn put_back(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    index: usize,
    kept: Kept,
    subject: &Path,
    changed: impl FnOnce() -> ApplyError,
) -> Result<Begun, ApplyError> {
    let site = context.site;
    let begun = ledger.begin(index, || if is_exchanged(site, kept) { Ok(()) } else { Err(changed()) })?;
    kept_files::put_back(site.home(), Kept { change: context.id, step: index }, kept, subject)?;
    Ok(begun)
}

/// Whether the files that the step `kept` put in place are still there.
pub(super) fn is_exchanged(site: &Site, kept: Kept) -> bool {
    kept_files::is_in_effect(site.home(), kept)
}

/// Whether the toolchain has a file list.
pub(super) fn is_listed(site: &Site, version: &Version) -> bool {
    Manifest::read(site.home(), version).is_some()
}

/// Restores the program or the files of `subject` that the step `kept` replaced.
pub(super) fn take_back(site: &Site, kept: Kept, subject: &Path) -> Result<(), ApplyError> {
    kept_files::take_back(site.home(), kept, subject)?;
    Ok(())
}
