//! `mirror`: folders with releases.
use std::path::Path;

use super::Engine;
use crate::catalog::ReleaseRequest;
use crate::mirror::{self, Build, Built};
use crate::report::{Cancel, Events, Problem};
use crate::target::Target;

impl Engine {
    /// Makes or completes a mirror in `folder`; with `from`, out of the archives in that folder.
    pub fn build_mirror(
        &self,
        folder: &Path,
        versions: &[ReleaseRequest],
        targets: &[Target],
        from: Option<&Path>,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Built, Problem> {
        let wanted = Build { folder, versions, targets, from };
        Ok(mirror::build(&wanted, &self.feeds(), &self.http, self.now(), cancel, events)?)
    }
}
