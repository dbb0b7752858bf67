//! The transfer of parts of a file into one file, which is resumed like a whole download. All come from one server and
//! one state of its file, because only the resulting tree is verified; anything else ends the transfer.
use std::ops::Range;

use url::Url;

use super::error::{FetchError, Result, SourceFault};
use super::part::{PartFile, ResumeState};
use super::place::DownloadFiles;
use super::transfer::AttemptError;
use super::{Fetched, Request};
use crate::base::digest::Sha256;
use crate::base::report::{Cancel, Event, Events, Throttle, explained, total};
use crate::net::http::{Attempts, ByteRange, ContentRange, Get, Http, HttpError, Purpose, Validator, file_in};
use crate::store::growing::Growing;

#[derive(Clone, Copy)]
pub struct PartsRequest<'a> {
    /// The file. Its digest is not used, and of its sources only the one of [`source`](Self::source).
    pub request: Request<'a>,
    pub source: &'a Url,
    /// The length of the whole file in bytes.
    pub total: u64,
    /// The identifier of the state of the file that the ranges belong to.
    pub validator: &'a Validator,
    /// The ranges, in order and without overlaps.
    pub ranges: &'a [Range<u64>],
    /// The digest of everything that the ranges were computed from: bytes of an earlier run with another one are useless.
    pub identity: Sha256,
}

/// Fetches the parts into one file, and reports its growth to `growing` for the readers of
/// [`pieces_path`](super::pieces_path). After an error, `growing` is stopped.
pub fn fetch_parts(
    http: &Http,
    parts: &PartsRequest<'_>,
    growing: &Growing,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Fetched> {
    let request = &parts.request;
    super::transferred(request, growing, cancel, |cancel| {
        let place = DownloadFiles::reserve_parts(http, request, parts.identity, cancel, events)?;
        let bytes = PartsTransfer::open(http, parts, &place, growing, cancel, events)?.run()?;
        Ok(Fetched { path: place.part(), bytes, source: parts.source.clone(), place: Some(place) })
    })
}

struct PartsTransfer<'a> {
    http: &'a Http,
    parts: &'a PartsRequest<'a>,
    growing: &'a Growing,
    cancel: &'a Cancel,
    events: Events<'a>,
    throttle: Throttle,
    part: PartFile<'a>,
    /// The length of all parts.
    wanted: u64,
}

impl<'a> PartsTransfer<'a> {
    fn open(
        http: &'a Http,
        parts: &'a PartsRequest<'a>,
        place: &'a DownloadFiles,
        growing: &'a Growing,
        cancel: &'a Cancel,
        events: Events<'a>,
    ) -> Result<Self> {
        let (mut part, _) = PartFile::open(place, growing)?;
        let wanted = total(parts.ranges.iter().map(|range| range.end - range.start));
        let state = ResumeState {
            sha256: Some(parts.identity),
            source: parts.source.clone(),
            validator: parts.validator.clone(),
            total: Some(wanted),
        };
        if part.memory().as_ref() != Some(&state) || part.next() > wanted {
            part.empty()?;
            part.remember(&state)?;
        }
        Ok(Self { http, parts, growing, cancel, events, throttle: Throttle::default(), part, wanted })
    }

    /// Returns the length of all parts.
    fn run(mut self) -> Result<u64> {
        self.growing.expect(self.wanted);
        self.part.take_over(self.cancel, |_| {})?;
        let http = self.http;
        let mut tries = http.tries();
        while let Some(range) = self.rest() {
            let error = match self.attempt(&range, &mut tries) {
                Ok(()) => continue,
                Err(AttemptError::Source(SourceFault::Http(error))) => error,
                Err(error) => return Err(self.failed(error)),
            };
            self.part.flush()?; // bytes received before the fault need not be fetched again
            let (step, events) = (self.parts.request.step, self.events);
            let again = tries.again(error, self.cancel, |attempt, pause, error| {
                let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
                events(Event::Retrying { step, attempt, pause_ms, reason: explained(error) });
            });
            again.map_err(|error| self.failed(error.into()))?;
        }
        self.tell(true);
        self.growing.finish();
        Ok(self.part.done())
    }

    fn rest(&self) -> Option<Range<u64>> {
        let mut done = self.part.next();
        for range in self.parts.ranges {
            let length = range.end - range.start;
            if done < length {
                return Some(range.start + done..range.end);
            }
            done -= length;
        }
        None
    }

    fn attempt(&mut self, range: &Range<u64>, tries: &mut Attempts<'_>) -> Result<(), AttemptError> {
        let PartsRequest { request, source, total, validator, .. } = *self.parts;
        let url = file_in(source, &request.archive.filename);
        let wanted = ContentRange { first: range.start, last: range.end - 1, total: Some(total) };
        let get = Get {
            range: Some(ByteRange::Between(wanted.first, wanted.last)),
            if_range: validator.for_range().map(str::to_owned),
            ..Get::new(Purpose::Archive, url.clone())
        };
        let mut answer = self.http.open(&get, self.cancel)?;
        if answer.head.range != Some(wanted) || answer.head.validator != *validator {
            return Err(AttemptError::Source(SourceFault::Parts { url: url.to_string() }));
        }
        let (begun, length) = (self.part.next(), range.end - range.start);
        while let Some(piece) = answer.chunk(self.cancel)? {
            if piece.len() as u64 > length - (self.part.next() - begun) {
                return Err(HttpError::TooLong { url: url.to_string(), limit: length }.into());
            }
            self.part.write(piece)?;
            // A server that keeps dropping the connection after a few bytes must not be retried forever.
            if self.part.next() - begun >= self.http.config().times.pace.bytes {
                tries.progress();
            }
            self.tell(false);
        }
        self.part.flush()?;
        if self.part.next() - begun < length { Err(HttpError::cut_off(&url).into()) } else { Ok(()) }
    }

    fn failed(&self, error: AttemptError) -> FetchError {
        match error {
            AttemptError::Fetch(error) => error,
            AttemptError::Source(fault) => {
                FetchError::Sources { file: self.parts.request.archive.filename.clone(), failures: vec![fault] }
            }
        }
    }

    fn tell(&mut self, last: bool) {
        if self.throttle.ready() || last {
            let (step, done) = (self.parts.request.step, self.part.next());
            (self.events)(Event::transferred(step, done, Some(self.wanted)));
        }
    }
}
