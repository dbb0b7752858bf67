//! A toolchain as a module from a GOPROXY, for networks that reach no archive. The zip has no published digest, so the
//! checksum database comes first: without its record nothing is downloaded, and the unpacked files must match its hash.
use url::Url;

use super::super::super::context::Context;
use super::super::super::{ApplyError, Result};
use super::prove::{Proven, prove};
use super::receive::download;
use crate::base::archive::Archive;
use crate::base::module;
use crate::base::report::{Event, Explain as _, explained};
use crate::base::version::Version;
use crate::change::fetch::FetchError;
use crate::store::Signature;
use crate::store::proof::ProofError;

/// The servers are tried in the order and by the rules of Go: one that refuses a version is not passed by.
pub(super) fn receive(context: &Context<'_>, version: &Version, archive: &Archive, folders: &[Url]) -> Result<Proven> {
    let said = context.site.record(version, context.cancel)?;
    let (http, proxy) = (context.site.http_for_modules(), context.site.goproxy());
    let mut failed: Option<ApplyError> = None;
    for folder in folders {
        if let Some(error) = &failed {
            let (host, reason) = (host(folder), explained(error));
            (context.events)(Event::SourceChanged { step: context.step, host, reason });
        }
        let received = download(context, &http, version, archive, std::slice::from_ref(folder));
        match received.and_then(|received| prove(context, version, received, said.clone(), Ok(Signature::None))) {
            Err(error) if is_about_the_server(&error) => {
                let is_missing = matches!(&error, ApplyError::Fetch(error) if error.is_missing_module());
                failed = Some(error);
                if !proxy.goes_on_after(folder, is_missing) {
                    break;
                }
            }
            ended => return ended,
        }
    }
    Err(failed.unwrap_or_else(|| ApplyError::Moved(say!(NoServerProvides { file: archive.filename.as_str() }))))
}

/// Used if no source has the archive. If this fails too, the error has both reasons.
pub(super) fn receive_instead(
    context: &Context<'_>,
    version: &Version,
    folders: &[Url],
    failed: FetchError,
) -> Result<Proven> {
    let archive = module::archive(version, context.site.target());
    let (host, reason) = (folders.first().map(host).unwrap_or_default(), explained(&failed));
    (context.events)(Event::SourceChanged { step: context.step, host, reason });
    receive(context, version, &archive, folders).map_err(|error| match error {
        ApplyError::Fetch(error) if error.is_about_reaching() => failed.and(error).into(),
        ApplyError::Proof(error) if matches!(*error, ProofError::NoRecord { .. }) => {
            failed.and_unproven(error.statement()).into()
        }
        other => other,
    })
}

/// Or the folder of a server on disk.
fn host(folder: &Url) -> String {
    folder.host_str().unwrap_or(folder.path()).to_owned()
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
