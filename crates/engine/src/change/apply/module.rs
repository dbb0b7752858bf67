//! A toolchain as a module from a GOPROXY: for networks that reach no archive.
//!
//! Nobody has a digest of the zip. The checksum database is asked first, and without its record nothing is downloaded; what
//! is unpacked has to hash to what the record says.
use url::Url;

use super::ApplyError;
use super::receive::{self, Received};
use super::run::Run;
use super::vouch::prove;
use crate::archive::Archive;
use crate::fetch::FetchError;
use crate::module;
use crate::proof::ProofError;
use crate::report::Event;
use crate::store::Signature;
use crate::version::Version;

/// Downloads a module and proves it. A server that fails, or gives something else, is left for the next.
pub(super) fn receive(
    run: &Run<'_>,
    index: usize,
    version: &Version,
    archive: &Archive,
    folders: &[Url],
) -> Result<Received, ApplyError> {
    let said = run.site.record(version, run.cancel)?;
    let http = run.site.http_for_modules();
    let mut failed: Option<ApplyError> = None;
    for folder in folders {
        if let Some(error) = &failed {
            let host = folder.host_str().unwrap_or(folder.path()).to_owned();
            (run.events)(Event::SourceChanged { step: index, host, reason: error.to_string() });
        }
        let received = receive::download(run, &http, index, version, archive, std::slice::from_ref(folder));
        match received.and_then(|received| prove(run, version, received, said.clone(), Ok(Signature::None))) {
            Err(error) if is_about_the_server(&error) => failed = Some(error),
            ended => return ended,
        }
    }
    Err(failed.unwrap_or_else(|| ApplyError::Moved(format!("nobody has {} any more", archive.filename))))
}

/// The same where no source has the archive. Where that does not help, the archive is what could not be had.
pub(super) fn receive_instead(
    run: &Run<'_>,
    index: usize,
    version: &Version,
    folders: &[Url],
    failed: FetchError,
) -> Result<Received, ApplyError> {
    let archive = module::archive(version, run.site.target());
    let host = folders.first().and_then(Url::host_str).unwrap_or_default().to_owned();
    (run.events)(Event::SourceChanged { step: index, host, reason: failed.to_string() });
    receive(run, index, version, &archive, folders).map_err(|error| match error {
        ApplyError::Fetch(error) if error.is_about_reaching() => failed.and(error).into(),
        ApplyError::Proof(error) if matches!(*error, ProofError::NoRecord { .. }) => failed.into(),
        other => other,
    })
}

/// Whether another server may do better.
fn is_about_the_server(error: &ApplyError) -> bool {
    use crate::store::unpack::UnpackError::{Damaged, Hostile};
    match error {
        ApplyError::Fetch(error) => error.is_about_reaching(),
        ApplyError::Unpack(Damaged { .. } | Hostile { .. }) => true,
        ApplyError::Proof(error) => error.is_about_the_archive(),
        _ => false,
    }
}
