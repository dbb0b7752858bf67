//! Files of a toolchain: repairing them to the published state, and restoring the previous ones.
use std::path::Path;

use super::super::context::Context;
use super::super::ledger::{Begun, Ledger};
use super::super::{ApplyError, Result};
use super::archive::{self, Proven};
use crate::base::digest::Sha256;
use crate::base::module;
use crate::base::version::Version;
use crate::change::site::Site;
use crate::environment::Syntax;
use crate::machine::effect;
use crate::machine::platform::FileMode;
use crate::store::kept_files::{self, Kept, Swap};
use crate::store::verify::{self, Compared, Differences, VerifyError};
use crate::store::{self, Manifest, ManifestFile, Receipt};

/// Repairs the files of a toolchain from the archive that was `proven`, if the plan has one. The file list is written
/// first, because it may be the missing part, or that of another archive.
pub(super) fn repair(
    context: &mut Context<'_>,
    ledger: &mut Ledger<'_>,
    proven: Option<Proven>,
    (version, planned): (&Version, Option<&Differences>),
) -> Result<Begun> {
    ledger.release(); // comparing takes a while
    let (manifest, swaps) = compare(context, proven.as_ref(), version, planned)?;
    let begun = ledger.begin(|| Ok(()))?;
    let home = context.site.home();
    if proven.is_some() {
        manifest.write(home, version)?;
    }
    kept_files::exchange(home, Kept { change: context.id, step: context.step }, &home.toolchain(version), &swaps)?;
    if let Some(proven) = proven {
        context.proof = Some(if let Some(receipt) = Receipt::read(home, version) {
            receipt.record(home, proven.archive(), proven.origin())?
        } else {
            proven.receipt(version, context.site.now()).write(home)?;
            proven.origin().level()
        });
        archive::put_away(context.site, proven)?;
    }
    Ok(begun)
}

/// Compares the files of a toolchain with their list. Returns the list, and what repairs the files. Files from the
/// verified archive are authoritative: if the list differs from them, it is corrected, and a new plan is needed.
fn compare(
    context: &Context<'_>,
    proven: Option<&Proven>,
    version: &Version,
    planned: Option<&Differences>,
) -> Result<(Manifest, Vec<Swap>)> {
    let home = context.site.home();
    let tree = &home.toolchain(version);
    if !tree.is_dir() {
        return Err(ApplyError::Moved(say!(NoLongerInstalled { version: version.as_str() })));
    }
    let listed = Manifest::read(home, version);
    let manifest = match (proven, listed) {
        (None, None) => return Err(VerifyError::NoManifest(version.clone()).into()),
        (None, Some(listed)) => listed,
        (Some(proven), listed) => {
            store::settle(proven.tree(), version)?;
            let is_as_listed =
                |file: &ManifestFile| Sha256::of_file(&file.below(tree)).is_ok_and(|found| found == file.sha256);
            let is_kept = |file: &ManifestFile| planned.is_some() || is_as_listed(file);
            let manifest = match listed.as_ref().filter(|_| proven.is_module()) {
                Some(listed) => beside_module(proven.manifest(), listed, is_kept),
                None => proven.manifest().clone(),
            };
            if planned.is_some() && !listed.is_some_and(|listed| listed.has_content_of(&manifest)) {
                manifest.write(home, version)?;
                return Err(ApplyError::Moved(say!(ListWasWrong { version: version.as_str() })));
            }
            manifest
        }
    };
    let compared = Compared { tree, manifest: &manifest, version, names: Syntax::NATIVE };
    let found = compared.find(context.cancel, &|_| {})?;
    if planned.is_some_and(|planned| *planned != Differences::from(&found)) {
        return Err(ApplyError::Moved(say!(FilesWereChanged { version: version.as_str() })));
    }
    if let Some(proven) = proven {
        let restored = found.changed.iter().chain(&found.missing).filter_map(|path| manifest.find(path));
        for file in restored.filter(|file| file.mode == FileMode::Executable) {
            effect::permit_to_run(&file.below(proven.tree()))?;
        }
    }
    let swaps = verify::repair(tree, &found, proven.map(Proven::tree));
    Ok((manifest, swaps))
}

/// The files of a toolchain that is repaired from its `module`: those, with the modes that the module does not have, and
/// those of the archive that the module leaves out.
fn beside_module(module: &Manifest, listed: &Manifest, is_kept: impl Fn(&ManifestFile) -> bool) -> Manifest {
    let with_mode = |file: &ManifestFile| {
        let is_script = |own: &&ManifestFile| own.sha256 == file.sha256 && own.mode == FileMode::Executable;
        listed.find(&file.path).filter(is_script).unwrap_or(file).clone()
    };
    let others = listed.files().iter().filter(|file| module::is_left_out(&file.path) && is_kept(file)).cloned();
    Manifest::new(module.files().iter().map(with_mode).chain(others).collect())
}

pub(super) fn restore(context: &Context<'_>, ledger: &mut Ledger<'_>, version: &Version, kept: Kept) -> Result<Begun> {
    let tree = context.site.home().toolchain(version);
    let changed = || ApplyError::Moved(say!(FilesWereChanged { version: version.as_str() }));
    put_back(context, ledger, kept, &tree, changed)
}

/// Restores what the step `kept` replaced in `subject`, unless it is `changed`.
pub(super) fn put_back(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    kept: Kept,
    subject: &Path,
    changed: impl FnOnce() -> ApplyError,
) -> Result<Begun> {
    let site = context.site;
    let begun = ledger.begin(|| if is_exchanged(site, kept) { Ok(()) } else { Err(changed()) })?;
    kept_files::put_back(site.home(), Kept { change: context.id, step: context.step }, kept, subject)?;
    Ok(begun)
}

pub(super) fn was_changed(path: &Path) -> ApplyError {
    ApplyError::Moved(say!(ProgramWasChanged { path }))
}

pub(super) fn is_exchanged(site: &Site, kept: Kept) -> bool {
    kept_files::is_in_effect(site.home(), kept)
}

pub(super) fn is_listed(site: &Site, version: &Version) -> bool {
    Manifest::read(site.home(), version).is_some()
}

pub(super) fn take_back(site: &Site, kept: Kept, subject: &Path) -> Result<()> {
    kept_files::take_back(site.home(), kept, subject)?;
    Ok(())
}
