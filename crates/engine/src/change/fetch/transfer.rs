//! The transfer of the bytes from the sources into the part file.
use std::sync::Arc;

use url::Url;

use super::error::{FetchError, Result, SourceFault};
use super::part::{PartFile, ResumeState};
use super::place::DownloadFiles;
use super::{LARGEST, Request};
use crate::base::archive::is_upgo_package;
use crate::base::report::{Cancel, Event, Events, Throttle, explained};
use crate::net::http::{Attempts, ByteRange, Get, Http, HttpError, HttpResponse, Purpose, ResponseHead, file_in};
use crate::store::growing::Growing;

/// The number of bytes at the end of a zip that are requested first. They contain its directory, of about 1.5 MB.
const TAIL: u64 = 2 << 20;

pub(super) struct FileTransfer<'a> {
    http: &'a Http,
    request: &'a Request<'a>,
    place: &'a DownloadFiles,
    growing: &'a Growing,
    cancel: &'a Cancel,
    events: Events<'a>,
    throttle: Throttle,
    part: PartFile<'a>,
    /// Whether there was a verified file.
    whole: bool,
    memory: Option<ResumeState>,
    tail: TailState,
    total: Option<u64>,
    /// The source of the first bytes. If several sources provided bytes and the digest is wrong, this one is suspected,
    /// because the last one can still be asked for the whole file.
    from: Option<Url>,
}

enum TailState {
    /// Not requested yet.
    Wanted,
    /// Not available separately, or not needed.
    None,
    /// Received and announced.
    Here { from: u64, bytes: Arc<[u8]> },
}

pub(super) enum AttemptError {
    Source(SourceFault),
    Fetch(FetchError),
}

impl<'a> FileTransfer<'a> {
    pub(super) fn open(
        http: &'a Http,
        request: &'a Request<'a>,
        place: &'a DownloadFiles,
        growing: &'a Growing,
        cancel: &'a Cancel,
        events: Events<'a>,
    ) -> Result<Self> {
        let (mut part, whole) = PartFile::open(place, growing)?;
        let memory = part.memory().filter(|_| part.next() > 0);
        if memory.is_none() && !whole {
            part.empty()?; // the origin of these bytes is unknown
        }
        let tail = if place.path().extension().is_some_and(|ending| ending == "zip") {
            TailState::Wanted
        } else {
            TailState::None
        };
        let (throttle, total) = (Throttle::default(), request.archive.size);
        let from = memory.as_ref().filter(|_| part.next() > 0).map(|memory| memory.source.clone());
        Ok(Self { http, request, place, growing, cancel, events, throttle, part, whole, memory, tail, total, from })
    }

    pub(super) fn run(mut self) -> Result<(Url, u64)> {
        let remembered = self.memory.clone();
        let is_whole = |memory: &ResumeState| memory.total == Some(self.part.next());
        if self.whole || remembered.as_ref().is_some_and(is_whole) {
            self.expect(self.part.next());
            self.take_over()?;
            let source = remembered.map_or_else(|| here(self.place), |memory| Ok(memory.source))?;
            return match self.finish(source) {
                Err(FetchError::Digest { .. }) => Err(FetchError::Restart), // it was corrupt and is deleted: load it again
                finished => finished,
            };
        }
        let mut failures = Vec::new();
        for source in self.request.sources {
            if let Some(last) = failures.last() {
                self.tell_change(source, last);
            }
            match self.load(source) {
                Ok(()) => return self.finish(source.clone()),
                Err(AttemptError::Source(fault)) => failures.push(fault),
                Err(AttemptError::Fetch(error)) => return Err(error),
            }
        }
        Err(FetchError::Sources { file: self.request.archive.filename.clone(), failures })
    }

    fn load(&mut self, source: &Url) -> Result<(), AttemptError> {
        let (http, step) = (self.http, self.request.step);
        let mut tries = http.tries();
        loop {
            let error = match self.attempt(source, &mut tries) {
                Err(AttemptError::Source(SourceFault::Http(error))) => error,
                ended => return ended,
            };
            self.part.flush()?; // bytes received before the fault need not be downloaded again
            tries.again(error, self.cancel, |attempt, pause, error| {
                let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
                (self.events)(Event::Retrying { step, attempt, pause_ms, reason: explained(error) });
            })?;
        }
    }

    fn attempt(&mut self, source: &Url, tries: &mut Attempts<'_>) -> Result<(), AttemptError> {
        let url = file_in(source, &self.request.archive.filename);
        let whole_body = if matches!(self.tail, TailState::Wanted) { self.load_tail(source, &url)? } else { None };
        let end = if let TailState::Here { from, .. } = self.tail { Some(from) } else { None };
        if let Some(end) = end {
            self.part.shorten(end)?;
        }
        if end.is_none_or(|end| self.part.next() < end) {
            let answer = match whole_body {
                Some(answer) => answer,
                None => self.ask(source, &url, end)?,
            };
            self.take_over()?;
            self.pour(source, answer, end, tries)?;
        }
        self.take_over()?;
        if let TailState::Here { bytes, .. } = &self.tail {
            self.part.write(bytes)?;
        }
        Ok(self.part.flush()?)
    }

    /// A server without ranges sends the whole file instead, which is returned.
    fn load_tail(&mut self, source: &Url, url: &Url) -> Result<Option<HttpResponse<'a>>, AttemptError> {
        let mut answer = match self.open_range(source, url, Some(ByteRange::Last(TAIL))) {
            Err(HttpError::Status { status: 416, .. }) => {
                self.tail = TailState::None;
                return Ok(None);
            }
            opened => opened?,
        };
        let Some((from, total)) = answer.head.range.and_then(|range| Some((range.first, range.total?))) else {
            self.tail = TailState::None;
            self.begin_again(source, &answer.head)?;
            return Ok(Some(answer));
        };
        self.check_total(url, total)?;
        self.tail = TailState::None; // if the connection breaks here, the whole file is downloaded in order and resumed
        let bytes = read_tail(&mut answer, total - from, self.cancel)?;
        if self.is_of_another(source) {
            self.part.empty()?; // none of it was announced yet
        }
        self.remember(source, &answer.head, total)?;
        let bytes: Arc<[u8]> = bytes.into();
        self.growing.give_tail(from, Arc::clone(&bytes));
        self.tail = TailState::Here { from, bytes };
        Ok(None)
    }

    /// Requests the missing bytes before `end`, and checks that the answer continues the existing bytes.
    fn ask(&mut self, source: &Url, url: &Url, end: Option<u64>) -> Result<HttpResponse<'a>, AttemptError> {
        let next = if self.is_of_another(source) { 0 } else { self.part.next() };
        let range = match end {
            Some(end) => Some(ByteRange::Between(next, end - 1)),
            None if next > 0 => Some(ByteRange::From(next)),
            None => None,
        };
        let answer = match self.open_range(source, url, range) {
            // The server's file is shorter than the existing bytes, so it is another file.
            Err(HttpError::Status { status: 416, .. }) if next > 0 => {
                self.void()?;
                self.open_range(source, url, None)?
            }
            opened => opened?,
        };
        let Some(part) = answer.head.range else {
            self.begin_again(source, &answer.head)?;
            return Ok(answer);
        };
        let known = self.memory.as_ref().and_then(|memory| memory.total);
        if let Some(total) = part.total {
            self.check_total(url, total)?;
        }
        if part.first != next || known.is_some_and(|known| part.total != Some(known)) {
            self.void()?;
            return Err(HttpError::cut_off(url).into()); // requested again, from the beginning
        }
        if let Some(total) = part.total {
            self.remember(source, &answer.head, total)?;
        }
        Ok(answer)
    }

    /// Without a digest at the end, only the server that sent the first bytes is known to have the same file.
    fn is_of_another(&self, source: &Url) -> bool {
        self.place.expected().is_none() && self.memory.as_ref().is_some_and(|memory| memory.source != *source)
    }

    fn open_range(&self, source: &Url, url: &Url, range: Option<ByteRange>) -> Result<HttpResponse<'a>, HttpError> {
        // A validator is valid only on its own server. Bytes from any other server are fine if the digest matches.
        let memory = self.memory.as_ref().filter(|memory| memory.source == *source && range.is_some());
        let if_range = memory.and_then(|memory| memory.validator.for_range()).map(str::to_owned);
        let is_own = is_upgo_package(&self.request.archive.filename);
        let purpose = if is_own { Purpose::Upgo } else { Purpose::Archive };
        self.http.open(&Get { range, if_range, ..Get::new(purpose, url.clone()) }, self.cancel)
    }

    /// Starts again, because the server sends the whole file.
    fn begin_again(&mut self, source: &Url, head: &ResponseHead) -> Result<(), AttemptError> {
        self.void()?;
        match head.length {
            Some(total) => {
                self.check_total(&head.url, total)?;
                self.remember(source, head, total)
            }
            None => Ok(()),
        }
    }

    /// If the existing bytes were announced, readers have to start again as well.
    fn void(&mut self) -> Result<(), AttemptError> {
        let announced = self.part.done() > 0 || matches!(self.tail, TailState::Here { .. });
        self.part.empty()?;
        (self.memory, self.from, self.total) = (None, None, self.request.archive.size);
        if announced { Err(AttemptError::Fetch(FetchError::Restart)) } else { Ok(()) }
    }

    /// The body must reach `end` (or the total, if known).
    fn pour(
        &mut self,
        source: &Url,
        mut answer: HttpResponse<'_>,
        end: Option<u64>,
        tries: &mut Attempts<'_>,
    ) -> Result<(), AttemptError> {
        let (end, begun) = (end.or(self.total), self.part.next());
        while let Some(piece) = answer.chunk(self.cancel)? {
            let room = end.unwrap_or(LARGEST).saturating_sub(self.part.next());
            if piece.len() as u64 > room {
                let (url, limit) = (answer.head.url.to_string(), end.unwrap_or(LARGEST));
                return Err(HttpError::TooLong { url, limit }.into());
            }
            self.part.write(piece)?;
            self.from.get_or_insert_with(|| source.clone());
            // A server that keeps dropping the connection after a few bytes must not be retried forever.
            if self.part.next() - begun >= self.http.config().times.pace.bytes {
                tries.progress();
            }
            self.tell(false);
        }
        self.part.flush()?;
        let short = end.is_some_and(|end| self.part.next() < end);
        if short { Err(HttpError::cut_off(&answer.head.url).into()) } else { Ok(()) }
    }

    fn check_total(&mut self, url: &Url, actual: u64) -> Result<(), AttemptError> {
        let expected = self.request.archive.size.unwrap_or(actual).min(LARGEST);
        if actual != expected {
            return Err(AttemptError::Source(SourceFault::Length { url: url.to_string(), expected, actual }));
        }
        self.expect(actual);
        Ok(())
    }

    fn expect(&mut self, total: u64) {
        self.total = Some(total);
        self.growing.expect(total);
    }

    fn remember(&mut self, source: &Url, head: &ResponseHead, total: u64) -> Result<(), AttemptError> {
        let (sha256, source, validator) = (self.place.expected(), source.clone(), head.validator.clone());
        let memory = ResumeState { sha256, source, validator, total: Some(total) };
        if self.memory.as_ref() != Some(&memory) {
            self.part.remember(&memory)?;
            self.memory = Some(memory);
        }
        Ok(())
    }

    fn take_over(&mut self) -> Result<()> {
        let (events, step, total, throttle) = (self.events, self.request.step, self.total, &mut self.throttle);
        self.part.take_over(self.cancel, |done| {
            if throttle.ready() {
                events(Event::transferred(step, done, total));
            }
        })
    }

    /// A wrong file is deleted.
    fn finish(mut self, source: Url) -> Result<(Url, u64)> {
        self.tell(true);
        let (expected, actual, bytes) = (self.place.expected(), self.part.digest(), self.part.done());
        let Some(expected) = expected.filter(|expected| *expected != actual) else {
            self.growing.finish();
            return Ok((source, bytes));
        };
        self.growing.stop();
        drop(self.part); // Windows cannot delete an open file
        self.place.discard()?;
        let filename = self.request.archive.filename.clone();
        Err(FetchError::Digest { file: filename, from: Some(Box::new(self.from.unwrap_or(source))), expected, actual })
    }

    fn tell(&mut self, last: bool) {
        if self.throttle.ready() || last {
            let tail = if let TailState::Here { bytes, .. } = &self.tail { bytes.len() as u64 } else { 0 };
            let (step, total) = (self.request.step, self.total);
            let done = (self.part.next() + tail).min(total.unwrap_or(u64::MAX));
            (self.events)(Event::transferred(step, done, total));
        }
    }

    fn tell_change(&self, source: &Url, last: &SourceFault) {
        let host = source.host_str().unwrap_or(source.path()).to_owned();
        (self.events)(Event::SourceChanged { step: self.request.step, host, reason: explained(last) });
    }
}

/// The address to record for a verified file whose source is unknown: its own path.
fn here(place: &DownloadFiles) -> Result<Url> {
    let path = std::path::absolute(place.path()).map_err(FetchError::disk(place.path()))?;
    Url::from_file_path(&path).map_err(|()| FetchError::Name { file: path.display().to_string() })
}

fn read_tail(answer: &mut HttpResponse<'_>, length: u64, cancel: &Cancel) -> Result<Vec<u8>, HttpError> {
    let url = answer.head.url.clone();
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk(cancel)? {
        bytes.extend_from_slice(piece);
        if bytes.len() as u64 > length.min(TAIL) {
            return Err(HttpError::TooLong { url: url.to_string(), limit: TAIL });
        }
    }
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(HttpError::cut_off(&url)) }
}

impl From<FetchError> for AttemptError {
    fn from(error: FetchError) -> Self {
        Self::Fetch(error)
    }
}

impl From<HttpError> for AttemptError {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Cancelled(cancelled) => Self::Fetch(cancelled.into()),
            error => Self::Source(error.into()),
        }
    }
}
