//! A toolchain as a module from a GOPROXY, for networks that reach no archive. The zip has no published digest, so the
//! checksum database comes first: without its record nothing is downloaded, and the unpacked files must match its hash.
use url::Url;

use super::super::super::context::Context;
use super::super::super::{ApplyError, Result};
use super::prove::{Proven, prove};
use super::receive::download;
use crate::base::archive::Archive;
use crate::base::module;
use crate::base::report::{Event, explained};
use crate::base::version::Version;
use crate::change::fetch::FetchError;
use crate::store::Signature;
use crate::store::proof::ProofError;

/// If a server fails or supplies something else, the next one is tried.
pub(super) fn receive(context: &Context<'_>, version: &Version, archive: &Archive, folders: &[Url]) -> Result<Proven> {
    let said = context.site.record(version, context.cancel)?;
    let http = context.site.http_for_modules();
    let mut failed: Option<ApplyError> = None;
    for folder in folders {
        if let Some(error) = &failed {
            let host = folder.host_str().unwrap_or(folder.path()).to_owned();
            (context.events)(Event::SourceChanged { step: context.step, host, reason: explained(error) });
        }
        let received = download(context, &http, version, archive, std::slice::from_ref(folder));
        match received.and_then(|received| prove(context, version, received, said.clone(), Ok(Signature::None))) {
            Err(error) if is_about_the_server(&error) => failed = Some(error),
            ended => return ended,
        }
    }
    Err(failed.unwrap_or_else(|| ApplyError::Moved(say!(NoServerProvides { file: archive.filename.as_str() }))))
}

/// Used if no source has the archive. If this fails too, the error is that of the archive.
pub(super) fn receive_instead(
    context: &Context<'_>,
    version: &Version,
    folders: &[Url],
    failed: FetchError,
) -> Result<Proven> {
    let archive = module::archive(version, context.site.target());
    let host = folders.first().and_then(Url::host_str).unwrap_or_default().to_owned();
    (context.events)(Event::SourceChanged { step: context.step, host, reason: explained(&failed) });
    receive(context, version, &archive, folders).map_err(|error| match error {
        ApplyError::Fetch(error) if error.is_about_reaching() => failed.and(error).into(),
        ApplyError::Proof(error) if matches!(*error, ProofError::NoRecord { .. }) => failed.into(),
        other => other,
    })
}

fn is_about_the_server(error: &ApplyError) -> bool {
    use crate::store::unpack::UnpackError::{Damaged, Hostile};
    match error {
        ApplyError::Fetch(error) => error.is_about_reaching(),
        ApplyError::Unpack(Damaged { .. } | Hostile { .. }) => true,
        ApplyError::Proof(error) => error.is_about_the_archive(),
        _ => false,
    }
}
