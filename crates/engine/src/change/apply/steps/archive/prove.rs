//! The decision whether the origin of an archive is proven.
use std::path::Path;

use jiff::Timestamp;

use super::super::super::Result;
use super::super::super::context::Context;
use super::receive::Received;
use crate::base::archive::Archive;
use crate::base::module;
use crate::base::version::Version;
use crate::change::fetch::Fetched;
use crate::change::plan::Step;
use crate::change::site::{ArchiveEvidence, Testimony};
use crate::released::signature::InvalidSignature;
use crate::store::proof::tree_hash;
use crate::store::{Downloaded, Manifest, Provenance, Receipt, Signature};

/// A received archive whose origin is proven as far as the settings require. Only [`prove`] creates it.
pub(in super::super) struct Proven {
    received: Received,
    origin: Provenance,
}

impl Proven {
    pub(in super::super) fn tree(&self) -> &Path {
        &self.received.tree
    }

    pub(in super::super) fn manifest(&self) -> &Manifest {
        &self.received.unpacked.manifest
    }

    pub(in super::super) fn archive(&self) -> &Archive {
        &self.received.archive
    }

    /// Whether it is a module, which lacks four folders of the archive and the modes of scripts.
    pub(in super::super) fn is_module(&self) -> bool {
        module::is_zip(&self.archive().filename)
    }

    pub(in super::super) fn origin(&self) -> &Provenance {
        &self.origin
    }

    pub(in super::super) fn receipt(&self, version: &Version, now: Timestamp) -> Receipt {
        self.received.receipt(version, self.origin.clone(), now)
    }

    pub(super) fn downloaded(&self) -> Option<Downloaded> {
        self.received.downloaded()
    }

    pub(super) fn has_archive(&self) -> bool {
        self.received.reused.is_none()
    }

    pub(super) fn fetched(self) -> Fetched {
        self.received.fetched
    }
}

pub(super) fn prove(
    context: &Context<'_>,
    version: &Version,
    received: Received,
    said: Testimony,
    signature: Result<Signature, Box<InvalidSignature>>,
) -> Result<Proven> {
    let h1 = tree_hash(&received.unpacked.manifest, version, context.site.target());
    let is_own_file = context.plan.steps.iter().any(|step| matches!(step, Step::ReadFile { .. }));
    let is_confirmed = context.confirmed.without_proof;
    let digest = context.site.digest_source(version, &received.archive, is_own_file);
    let evidence = ArchiveEvidence { h1: &h1, said, signature };
    match digest.and_then(|digest| context.site.judge(version, digest, evidence, is_confirmed)) {
        Ok(origin) => Ok(Proven { received, origin }),
        Err(error) => {
            if error.is_about_the_archive() {
                received.fetched.discard()?;
            }
            Err(error.into())
        }
    }
}
