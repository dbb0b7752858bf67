//! Downloads of entries, a few at a time.
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use jiff::Timestamp;
use url::Url;

use super::{AdvisoryError, Entry};
use crate::http::{Get, Http};
use crate::report::Cancel;

/// The size limit of an entry in bytes; the longest real one is 13 kB.
const LIMIT: usize = 1 << 20;
/// The number of concurrent requests.
const AT_ONCE: usize = 6;

/// An entry to fetch.
pub(super) struct Wanted {
    pub(super) url: Url,
    pub(super) id: String,
    /// When it last changed, according to the index.
    pub(super) modified: Timestamp,
}

/// The fetched entries, and the reason if some are missing. The first failure stops the downloads.
pub(super) fn all(wanted: &[Wanted], http: &Http, cancel: &Cancel) -> (Vec<Entry>, Result<(), AdvisoryError>) {
    let came = Mutex::new(Vec::new());
    let failure = Mutex::new(None);
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(wanted) = wanted.get(next.fetch_add(1, Ordering::SeqCst)) {
            match one(wanted, http, cancel) {
                Ok(entry) => came.lock().unwrap_or_else(PoisonError::into_inner).push(entry),
                Err(error) => {
                    next.store(usize::MAX / 2, Ordering::SeqCst);
                    failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(wanted.len()) {
            scope.spawn(work);
        }
    });
    let failure = failure.into_inner().unwrap_or_else(PoisonError::into_inner);
    (came.into_inner().unwrap_or_else(PoisonError::into_inner), failure.map_or(Ok(()), Err))
}

fn one(wanted: &Wanted, http: &Http, cancel: &Cancel) -> Result<Entry, AdvisoryError> {
    let get = Get { gzip: true, ..Get::new(wanted.url.clone()) };
    let mut tries = http.tries();
    let body = loop {
        match http.read(&get, LIMIT, cancel) {
            Ok((_, body)) => break body,
            Err(error) => tries.again(error, cancel, |_, _, _| {})?,
        }
    };
    // An outdated copy from an intermediate cache would count as the new one until the next change of the entry.
    let entry = Entry::parse(&body, &wanted.id).map(|entry| entry.modified_or(wanted.modified));
    let current = entry.filter(|entry| entry.modified >= Some(wanted.modified));
    current.ok_or_else(|| AdvisoryError::NotDatabase { url: wanted.url.to_string() })
}
