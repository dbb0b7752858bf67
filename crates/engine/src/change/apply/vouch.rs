//! The proof of origin, asked for beside the download so that it takes no time of its own.
use std::thread::{self, ScopedJoinHandle};

use url::Url;

use super::ApplyError;
use super::receive::{self, Received};
use super::run::Run;
use crate::module;
use crate::plan::Step;
use crate::proof::{ProofError, tree_hash};
use crate::report::Event;
use crate::signature::{SearchError, Wrong};
use crate::site::Testimony;
use crate::store::Signature;
use crate::version::Version;

/// Downloads or reads the archive of `step` and unpacks it into staging; refuses what is not proven enough. An archive that
/// the proof contradicts is deleted, although its digest is the feed's.
pub(super) fn receive_proven(
    run: &Run<'_>,
    index: usize,
    step: &Step,
    version: &Version,
) -> Result<Received, ApplyError> {
    let modules: &[Url] = match step {
        Step::Download { archive, sources, .. } if module::is_zip(&archive.filename) => {
            return super::module::receive(run, index, version, archive, sources);
        }
        Step::Download { modules, .. } => modules,
        _ => &[],
    };
    let asking_ends = run.cancel.child();
    let (received, signature, said) = thread::scope(|scope| {
        let looking = scope.spawn(|| run.site.look_for_signature(step, &asking_ends));
        let asking = scope.spawn(|| run.site.ask_checksum_database(version, &asking_ends));
        let received = receive::receive(run, index, step);
        if received.is_err() {
            asking_ends.cancel(); // there is nothing to prove
        } else if let Some(whom) = waited_for(&asking, &looking) {
            (run.events)(Event::Waiting { step: index + 1, reason: whom.to_owned() });
        }
        let looked = joined(looking).map_err(SearchError::from);
        let signature = received.as_ref().ok().map(|received| looked?.end(&received.fetched.path));
        (received, signature, joined(asking))
    });
    let received = match received {
        Err(ApplyError::Fetch(failed)) if failed.is_about_reaching() && !modules.is_empty() => {
            return super::module::receive_instead(run, index, version, modules, failed);
        }
        received => received?,
    };
    let said = said.map_err(|error| Box::new(ProofError::from(error)))?;
    let signature = signature.transpose().map_err(|error| Box::new(ProofError::from(error)))?;
    prove(run, version, received, said, signature.unwrap_or(Ok(Signature::None)))
}

/// Writes down who vouches for what was received; refuses what is not proven enough.
pub(super) fn prove(
    run: &Run<'_>,
    version: &Version,
    mut received: Received,
    said: Testimony,
    signature: Result<Signature, Box<Wrong>>,
) -> Result<Received, ApplyError> {
    let h1 = tree_hash(received.manifest(), version, run.site.target());
    match run.site.judge(version, received.archive(), &h1, said, signature, run.confirmed.without_proof) {
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

/// Who has not answered yet.
fn waited_for<A, B>(database: &ScopedJoinHandle<'_, A>, signature: &ScopedJoinHandle<'_, B>) -> Option<&'static str> {
    match (database.is_finished(), signature.is_finished()) {
        (false, _) => Some("the Go checksum database"),
        (true, false) => Some("the OpenPGP signature"),
        (true, true) => None,
    }
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
