//! Delta installation: fetches only the files that an installed toolchain lacks. Needs a record of the checksum
//! database, whose hash the tree must have before it leaves the staging folder. Any other failure leads to the whole
//! archive.
use crate::base::archive::Archive;
use crate::base::report::{Code, Event, Explain as _, explained};
use crate::base::version::Version;
use crate::change::delta::{self, PrepareError};
use crate::change::fetch::{self, PartsRequest, Request};
use crate::change::plan::{Reuse, Step};
use crate::machine::home::Home;
use crate::store::growing::Growing;
use crate::store::proof::ProofError;
use crate::store::{Reused, Signature};

use super::super::super::context::Context;
use super::super::super::{ApplyError, Result};
use super::prove::{Proven, prove};
use super::receive::Unpacking;

/// `None` if the whole archive has to be fetched instead.
pub(super) fn receive(context: &Context<'_>, step: &Step, version: &Version) -> Result<Option<Proven>> {
    let Step::Download { archive, sources, reuse: Some(reuse), .. } = step else { return Ok(None) };
    match from_parts(context, version, archive, reuse) {
        Ok(proven) => Ok(Some(proven)),
        Err(error) if is_final(&error) => Err(error),
        Err(error) => {
            fetch::forget_parts(&context.site.home().cache(), &reuse.zip);
            let host = sources.first().map(|source| source.host_str().unwrap_or(source.path()).to_owned());
            let host = host.unwrap_or_default();
            (context.events)(Event::SourceChanged { step: context.step, host, reason: explained(&error) });
            Ok(None)
        }
    }
}

pub(super) fn forget(home: &Home, step: &Step) {
    if let Step::Download { reuse: Some(reuse), .. } = step {
        fetch::forget_parts(&home.cache(), &reuse.zip);
    }
}

fn from_parts(context: &Context<'_>, version: &Version, archive: &Archive, reuse: &Reuse) -> Result<Proven> {
    let Reuse { base, zip, source, .. } = reuse;
    let site = context.site;
    let prepared = delta::prepare(site, reuse, context.cancel)?;
    let said = site.record(version, context.cancel)?;
    let (home, cache) = (site.home(), site.home().cache());
    super::receive::require_space(&cache, archive)?;
    let is_wanted = || !home.toolchain(version).is_dir();
    let (sources, holder) = (std::slice::from_ref(source), site.holder());
    let request =
        Request { archive: zip, sources, folder: &cache, step: context.step, is_wanted: &is_wanted, holder: &holder };
    let parts = PartsRequest {
        request,
        source,
        total: prepared.total,
        validator: &prepared.validator,
        ranges: &prepared.ranges,
        identity: prepared.identity,
    };
    let (http, growing) = (delta::client(site, zip), Growing::new(fetch::pieces_path(&cache, zip)));
    // The digest of the whole zip is not compared, so nothing may say that it was.
    let compared = Archive { sha256: None, ..zip.clone() };
    let unpacking = Unpacking::of_parts(context, &compared, prepared.parts())?;
    let mut received =
        unpacking.beside(&growing, |cancel| fetch::fetch_parts(&http, &parts, &growing, cancel, context.events))?;
    received.reused =
        Some(Reused { base: base.clone(), archive: archive.clone(), fetched_bytes: prepared.fetched_bytes() });
    prove(context, version, received, said, Ok(Signature::None))
}

/// Whether the whole archive would fail as well, or must not be tried.
fn is_final(error: &ApplyError) -> bool {
    match error {
        ApplyError::Proof(error) => matches!(**error, ProofError::Lookup(_)),
        error => matches!(
            error.code(),
            Code::Cancelled | Code::PlanMoved | Code::DiskFull | Code::DiskFailed | Code::Permission
        ),
    }
}

impl From<PrepareError> for ApplyError {
    fn from(error: PrepareError) -> Self {
        match error {
            PrepareError::Fetch(error) => error.into(),
            PrepareError::Unpack(error) => error.into(),
        }
    }
}
