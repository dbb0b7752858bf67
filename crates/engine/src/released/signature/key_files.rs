//! The signer's key files: the cached one, and those from other sources.
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use upgo_openpgp::{Detached, KEYS_LIMIT, Keys, Maker, Refused};
use url::Url;

use super::KEY_FILE;
use super::search::SmallFileReader;
use crate::base::bounded;
use crate::base::report::Cancelled;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect;
use crate::net::http::file_in;

/// How long a key file is used without checking whether one of its keys has been revoked.
const FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The key files of one signer: the cached one, and those from the folders.
#[derive(Debug)]
pub(super) struct KeyFiles {
    primary: String,
    /// The cached key file, and whether it is fresh.
    kept: Option<(Keys, bool)>,
    path: PathBuf,
    /// The key files that were fetched, each with its bytes.
    had: Vec<(Keys, Vec<u8>)>,
    left: VecDeque<Url>,
    failures: Vec<Statement>,
    now: Timestamp,
}

#[derive(Debug)]
pub(super) enum Opinion {
    /// It may have been made by a key that was authorized to make it.
    Right(Box<Maker>),
    Wrong(Refused),
    /// No available key file can decide this.
    Unknown(Statement),
}

impl KeyFiles {
    /// Reads the cached key file in `kept`. If it is not sufficient, the `folders` are tried in this order.
    pub(super) fn new(primary: &str, kept: &Path, folders: &[Url], now: Timestamp) -> Self {
        let path = kept.join(KEY_FILE);
        let read = bounded::read(&path, KEYS_LIMIT as u64).ok();
        let kept = read.and_then(|bytes| Keys::read(&bytes, primary).ok()).map(|keys| (keys, is_fresh(&path, now)));
        let left = folders.iter().cloned().collect();
        Self { primary: primary.to_owned(), kept, path, had: Vec::new(), left, failures: Vec::new(), now }
    }

    /// Assesses a signature with the cached key file. If that is old or lacks the key, fetches the folders' ones once.
    pub(super) fn judge(&mut self, signature: &Detached, reader: &SmallFileReader<'_>) -> Result<Opinion, Cancelled> {
        let now = u64::try_from(self.now.as_second()).unwrap_or_default();
        let of_kept = self.kept.as_ref().map(|(keys, is_fresh)| (signature.maker(keys, now), *is_fresh));
        let mut known = None;
        match of_kept {
            Some((Ok(maker), true)) => return Ok(Opinion::Right(Box::new(maker))),
            Some((Err(refused), _)) if !refused.needs_newer_keys() => return Ok(Opinion::Wrong(refused)),
            Some((Ok(maker), false)) => known = Some(maker),
            _ => {}
        }
        let (mut at, mut refused) = (0, None);
        while at < self.had.len() || self.ask_next(reader)? {
            let (keys, bytes) = &self.had[at];
            match signature.maker(keys, now) {
                Ok(maker) => {
                    keep(&self.path, bytes);
                    return Ok(Opinion::Right(Box::new(maker)));
                }
                Err(error) if error.needs_newer_keys() => refused = Some(error),
                Err(error) => {
                    keep(&self.path, bytes); // remembers a revocation that was seen
                    return Ok(Opinion::Wrong(error));
                }
            }
            at += 1;
        }
        Ok(match (refused, known) {
            (Some(refused), _) => Opinion::Wrong(refused),
            (None, Some(maker)) => Opinion::Right(Box::new(maker)),
            (None, None) => Opinion::Unknown(self.why()),
        })
    }

    /// Tries the next folders until one has the pinned key.
    fn ask_next(&mut self, reader: &SmallFileReader<'_>) -> Result<bool, Cancelled> {
        while let Some(folder) = self.left.pop_front() {
            let address = file_in(&folder, KEY_FILE);
            match reader.read(&address, KEYS_LIMIT)? {
                Ok(Some(bytes)) => match Keys::read(&bytes, &self.primary) {
                    Ok(keys) => {
                        self.had.push((keys, bytes));
                        return Ok(true);
                    }
                    Err(error) => {
                        let what = Statement::quoted(error.to_string());
                        self.failures.push(say!(AtPlace { place: address.as_str(), what }));
                    }
                },
                Ok(None) => {}
                Err(why) => self.failures.push(why),
            }
        }
        Ok(false)
    }

    fn why(&self) -> Statement {
        let why = Statement::all(self.failures.iter().cloned()).unwrap_or_else(|| Sentence::NoSourceHasThem.into());
        if self.kept.is_some() { say!(NewerKeysMissing { why }) } else { say!(KeysMissing { why }) }
    }
}

/// An unchanged file is written again, because its age shows when it was fetched. A failure is ignored.
pub(super) fn keep(path: &Path, bytes: &[u8]) {
    effect::create_dir_all(effect::parent(path)).and_then(|()| effect::replace(path, bytes)).ok();
}

fn is_fresh(path: &Path, now: Timestamp) -> bool {
    let modified = fs_err::metadata(path).and_then(|metadata| metadata.modified());
    let modified = modified.ok().and_then(|time| Timestamp::try_from(time).ok());
    modified.is_some_and(|at| now.duration_since(at) < FRESH)
}
