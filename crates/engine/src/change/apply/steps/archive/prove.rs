//! The decision whether the origin of an archive is proven.
use super::super::super::ApplyError;
use super::super::super::context::Context;
use super::receive::Received;
use crate::proof::tree_hash;
use crate::signature::Wrong;
use crate::site::Testimony;
use crate::store::Signature;
use crate::version::Version;

/// Records the evidence for the received archive, and refuses it if the evidence is not sufficient.
pub(super) fn prove(
    context: &Context<'_>,
    version: &Version,
    mut received: Received,
    said: Testimony,
    signature: Result<Signature, Box<Wrong>>,
) -> Result<Received, ApplyError> {
    let h1 = tree_hash(received.manifest(), version, context.site.target());
    match context.site.judge(version, received.archive(), &h1, said, signature, context.confirmed.without_proof) {
        Ok(origin) => received.origin = Some(origin),
        Err(error) => {
            if error.is_about_the_archive() {
                received.fetched.discard()?;
            }
            return Err(error.into());
        }
    }
    Ok(received)
}
