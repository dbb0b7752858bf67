//! Downloads of entries, a few at a time.
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use jiff::Timestamp;
use url::Url;

use super::database::require_past;
use super::{Advisory, AdvisoryError, Result};
use crate::base::report::Cancel;
use crate::net::http::{Get, Http, HttpError, Purpose};

/// The size limit of an entry in bytes; the longest real one is 13 kB.
pub(super) const LIMIT: usize = 64 << 10;
/// The most bytes of all entries; in August 2026 they had 0.4 MB. Short texts take 14 times as much in memory.
const TOTAL: usize = 2 << 20;
const PATIENCE: u32 = 5;
const AT_ONCE: usize = 6;

pub(super) struct WantedAdvisory {
    pub(super) url: Url,
    pub(super) id: String,
    /// When it last changed, according to the index.
    pub(super) modified: Timestamp,
}

pub(super) struct FetchedAdvisory {
    pub(super) entry: Advisory,
    pub(super) body: Vec<u8>,
}

/// The fetched entries, and the reason if some are missing. The first failure stops the downloads.
pub(super) fn all(
    wanted: &[WantedAdvisory],
    http: &Http,
    now: Timestamp,
    cancel: &Cancel,
) -> (Vec<FetchedAdvisory>, Result<()>) {
    let came = Mutex::new(Vec::new());
    let failure = Mutex::new(None);
    let (next, total) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let asking = Asking { http, now, cancel, total: &total, by: Instant::now() + http.config().times.whole * PATIENCE };
    let work = || {
        while let Some(wanted) = wanted.get(next.fetch_add(1, Ordering::SeqCst)) {
            match asking.one(wanted) {
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

struct Asking<'a> {
    http: &'a Http,
    now: Timestamp,
    cancel: &'a Cancel,
    /// The bytes of all entries so far.
    total: &'a AtomicUsize,
    by: Instant,
}

impl Asking<'_> {
    fn one(&self, wanted: &WantedAdvisory) -> Result<FetchedAdvisory> {
        let by = self.http.deadline().min(self.by);
        let mut tries = self.http.tries_until(by);
        let body = loop {
            match self.http.read(
                &Get { gzip: true, by: Some(by), ..Get::new(Purpose::Vulnerabilities, wanted.url.clone()) },
                LIMIT,
                self.cancel,
            ) {
                Ok((_, body)) => break body,
                Err(error) => tries.again(error, self.cancel, |_, _, _| {})?,
            }
        };
        if self.total.fetch_add(body.len(), Ordering::SeqCst) + body.len() > TOTAL {
            return Err(HttpError::TooLong { url: wanted.url.to_string(), limit: TOTAL as u64 }.into());
        }
        // An outdated copy from an intermediate cache would count as the new one until the next change of the entry.
        let entry = Advisory::parse(&body, &wanted.id).map(|entry| entry.modified_or(wanted.modified));
        let current = entry.filter(|entry| entry.modified >= Some(wanted.modified));
        let entry = current.ok_or_else(|| AdvisoryError::NotDatabase { url: wanted.url.to_string() })?;
        require_past(entry.modified.unwrap_or(wanted.modified), self.now)?;
        Ok(FetchedAdvisory { entry, body })
    }
}
