//! The proof of origin, asked for beside the download so that it takes no time of its own.
use std::thread;

use url::Url;

use super::ApplyError;
use super::receive::{self, Received};
use super::run::Run;
use crate::module;
use crate::plan::Step;
use crate::proof::{ProofError, tree_hash};
use crate::report::Event;
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
    let (received, said) = thread::scope(|scope| {
        let asking = scope.spawn(|| run.engine.ask_checksum_database(version, &asking_ends));
        let received = receive::receive(run, index, step);
        if received.is_err() {
            asking_ends.cancel(); // there is nothing to prove
        } else if !asking.is_finished() {
            (run.events)(Event::Waiting { step: index + 1, reason: "the Go checksum database".to_owned() });
        }
        (received, asking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let mut received = match received {
        Err(ApplyError::Fetch(failed)) if failed.is_about_reaching() && !modules.is_empty() => {
            return super::module::receive_instead(run, index, version, modules, failed);
        }
        received => received?,
    };
    let h1 = tree_hash(received.manifest(), version, run.engine.target());
    let said = said.map_err(|error| Box::new(ProofError::from(error)))?;
    match run.engine.judge(version, received.archive(), &h1, said, run.confirmed.without_proof) {
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
