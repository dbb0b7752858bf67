//! An archive with the proof of its origin, which is requested during the download and so takes no extra time.
use std::thread::{self, ScopedJoinHandle};

use url::Url;

use super::super::super::context::Context;
use super::super::super::{ApplyError, Result};
use super::prove::{Proven, prove};
use crate::base::module;
use crate::base::report::Event;
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::plan::Step;
use crate::released::signature::SearchError;
use crate::store::Signature;
use crate::store::proof::ProofError;

/// Downloads or reads the archive of `step` and unpacks it into staging, and refuses it if the proof is not sufficient.
/// An archive that the proof contradicts is deleted, even if its digest matches the feed.
pub(super) fn receive(context: &Context<'_>, step: &Step, version: &Version) -> Result<Proven> {
    if let Some(proven) = super::reused::receive(context, step, version)? {
        return Ok(proven);
    }
    let modules: &[Url] = match step {
        Step::Download { archive, sources, .. } if module::is_zip(&archive.filename) => {
            return super::module::receive(context, version, archive, sources);
        }
        Step::Download { modules, .. } => modules,
        _ => &[],
    };
    let asking_ends = context.cancel.child();
    let (received, signature, said) = thread::scope(|scope| {
        let looking = scope.spawn(|| context.site.look_for_signature(step, &asking_ends));
        let asking = scope.spawn(|| context.site.ask_checksum_database(version, &asking_ends));
        let received = super::receive::receive(context, step);
        if received.is_err() {
            asking_ends.cancel(); // there is nothing to prove
        } else if let Some(whom) = waited_for(&asking, &looking) {
            (context.events)(Event::Waiting { step: context.step + 1, reason: whom.into() });
        }
        let looked = joined(looking).map_err(SearchError::from);
        let signature = received.as_ref().ok().map(|received| looked?.end(&received.fetched.path));
        (received, signature, joined(asking))
    });
    let received = match received {
        Err(ApplyError::Fetch(failed)) if failed.is_about_reaching() && !modules.is_empty() => {
            return super::module::receive_instead(context, version, modules, failed);
        }
        received => received?,
    };
    let said = said.map_err(|error| Box::new(ProofError::from(error)))?;
    let signature = signature.transpose().map_err(|error| Box::new(ProofError::from(error)))?;
    prove(context, version, received, said, signature.unwrap_or(Ok(Signature::None)))
}

fn waited_for<A, B>(database: &ScopedJoinHandle<'_, A>, signature: &ScopedJoinHandle<'_, B>) -> Option<Sentence> {
    match (database.is_finished(), signature.is_finished()) {
        (false, _) => Some(Sentence::TheChecksumDatabase),
        (true, false) => Some(Sentence::TheSignature),
        (true, true) => None,
    }
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
