//! Putting files of a toolchain back as they were published.
use super::ApplyError;
use super::run::Run;
use crate::environment::Syntax;
use crate::kept::{self, Kept};
use crate::store::{self, Level, Manifest, Receipt};
use crate::verify::{self, Compared, Differences, VerifyError};
use crate::version::Version;

impl Run<'_> {
    /// Looks again at what is different, before the lock is taken: it takes a while.
    ///
    /// What was unpacked from the verified archive is right. Where the list of files says something else, that is put
    /// right, and the plan is made anew.
    pub(super) fn compare(&mut self, version: &Version, planned: Option<&Differences>) -> Result<(), ApplyError> {
        let home = self.site.home();
        if !home.toolchain(version).is_dir() {
            return Err(ApplyError::Moved(format!("{version} is not installed any more")));
        }
        let listed = Manifest::read(home, version);
        let manifest = match (&self.received, listed) {
            (None, None) => return Err(VerifyError::NoManifest(version.clone()).into()),
            (None, Some(listed)) => listed,
            (Some(received), listed) => {
                store::settle(&received.tree, version)?;
                if planned.is_some() && listed.as_ref() != Some(received.manifest()) {
                    received.manifest().write(home, version)?;
                    return Err(ApplyError::Moved(format!("the list of the files of {version} was not the right one")));
                }
                received.manifest().clone()
            }
        };
        let tree = &home.toolchain(version);
        let compared = Compared { tree, manifest: &manifest, version, names: Syntax::NATIVE };
        let found = compared.find(self.cancel, &|_| {})?;
        if planned.is_some_and(|planned| *planned != Differences::from(&found)) {
            return Err(ApplyError::Moved(format!("files of {version} were changed meanwhile")));
        }
        let whole = self.received.as_ref().map(|received| received.tree.as_path());
        self.repair = verify::repair(tree, &found, whole);
        Ok(())
    }

    /// Puts each file into its place. The list is written first: it may be what was missing.
    pub(super) fn put_files_back(&mut self, step: usize, version: &Version) -> Result<(), ApplyError> {
        let home = self.site.home();
        if let Some(received) = self.received.as_ref().filter(|_| Manifest::read(home, version).is_none()) {
            received.manifest().write(home, version)?;
        }
        let swaps = std::mem::take(&mut self.repair);
        kept::exchange(home, Kept { change: self.id, step }, &home.toolchain(version), &swaps)?;
        self.write_origin(version)?;
        self.received.take().map_or(Ok(()), |received| self.put_away(received))
    }

    /// Writes down who vouches for the archive that mended a toolchain, unless more was known of it.
    fn write_origin(&mut self, version: &Version) -> Result<(), ApplyError> {
        let home = self.site.home();
        let origin = self.received.as_ref().and_then(|received| received.origin.clone());
        let (Some(origin), Some(receipt)) = (origin, Receipt::read(home, version)) else { return Ok(()) };
        self.proof = Some(origin.level());
        if receipt.proof.as_ref().is_some_and(|known| known.level() == Level::Proven) {
            return Ok(());
        }
        Ok(Receipt { proof: Some(origin), ..receipt }.write(home)?)
    }
}
