//! `mirror`: folders with releases.
use std::path::Path;

use url::Url;

use super::Engine;
use crate::catalog::ReleaseRequest;
use crate::mirror::{self, Build, Built, MirrorTrial};
use crate::report::{Cancel, Events, Problem};
use crate::target::Target;

impl Engine {
    /// Creates or completes a mirror in `folder`; with `from`, using the archives in that folder.
    pub fn build_mirror(
        &self,
        folder: &Path,
        versions: &[ReleaseRequest],
        targets: &[Target],
        from: Option<&Path>,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Built, Problem> {
        let (feeds, http, now, holder) = (&self.feeds(), &self.http, self.now(), &self.holder());
        let wanted = Build { folder, versions, targets, from, feeds, http, now, holder, cancel, events };
        let mut built = mirror::build(&wanted)?;
        self.mirror_proofs(folder, from, &mut built.files, cancel)?;
        Ok(built)
    }

    /// Tests mirrors against the official release list; without addresses, the mirrors in the settings.
    pub fn try_mirrors(&self, mirrors: &[Url], cancel: &Cancel) -> Result<Vec<MirrorTrial>, Problem> {
        let mirrors = if mirrors.is_empty() { &self.settings().mirrors } else { mirrors };
        if mirrors.is_empty() {
            return Ok(Vec::new());
        }
        let (catalog, _) = self.ask_catalog(cancel)?;
        let mut trials = Vec::new();
        for mirror in mirrors {
            trials.extend(mirror::trial(&self.http, mirror, &catalog, cancel)?);
        }
        Ok(trials)
    }
}
