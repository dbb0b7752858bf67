//! A response: its head, and its body piece by piece.
use std::fmt;
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fs_err::File;
use hyper::body::Bytes;
use hyper::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED};
use jiff::Timestamp;
use reqwest::Response;
use url::Url;

use super::address::file_path;
use super::{GaveUp, Get, Http, HttpError, Pace, host, is_past};
use crate::base::bounded;
use crate::base::report::{Cancel, Cancelled};

/// The size in bytes of the pieces in which a `file:` body is read.
const PIECE: usize = 256 * 1024;
/// In bytes. A validator is stored, and sent with each request.
const VALIDATOR: usize = 1024;

/// First and last are counted from 0, and both are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// From here to the end.
    From(u64),
    Between(u64, u64),
    /// This many bytes at the end.
    Last(u64),
}

/// First and last are counted from 0, and both are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentRange {
    pub first: u64,
    pub last: u64,
    /// The length of the whole file, if the server sends it.
    pub total: Option<u64>,
}

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validator {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

#[derive(Clone, Debug)]
pub struct ResponseHead {
    /// After redirects.
    pub url: Url,
    /// 200, 206 or 304.
    pub status: u16,
    /// In bytes, if the server sends it.
    pub length: Option<u64>,
    /// With status 206.
    pub range: Option<ContentRange>,
    pub validator: Validator,
    gzip: bool,
}

/// A response whose body has yet to be read.
#[derive(Debug)]
pub struct HttpResponse<'a> {
    pub head: ResponseHead,
    body: Body<'a>,
}

#[derive(Debug)]
enum Body<'a> {
    Network { http: &'a Http, response: Response, flow: Flow, piece: Bytes },
    File { path: PathBuf, file: io::Take<File>, piece: Vec<u8> },
}

impl<'a> HttpResponse<'a> {
    /// The body has to be here by the moment `by`.
    pub(super) fn of_response(http: &'a Http, url: Url, response: Response, by: Option<Instant>) -> Self {
        let head = ResponseHead::of_response(url, response.status().as_u16(), response.headers());
        Self { head, body: Body::Network { http, response, flow: Flow::begin(by), piece: Bytes::new() } }
    }

    /// Supports ranges.
    pub(super) fn of_file(get: &Get) -> Result<Self, HttpError> {
        let path = file_path(&get.url).unwrap_or_default();
        let opened = OpenedRange::open(&path, get).map_err(|source| HttpError::File { path: path.clone(), source });
        let OpenedRange { file, first, length, total, validator } = opened?;
        let range = ContentRange { first, last: (first + length).saturating_sub(1), total: Some(total) };
        let (status, range) = match get.range {
            _ if get.unless.as_ref() == Some(&validator) => (304, None),
            Some(_) if length < total => (206, Some(range)),
            _ => (200, None),
        };
        let head = ResponseHead { url: get.url.clone(), status, length: Some(length), range, validator, gzip: false };
        Ok(Self { head, body: Body::File { path, file: file.take(length), piece: Vec::new() } })
    }

    /// `None` at the end of the body.
    pub fn chunk(&mut self, cancel: &Cancel) -> Result<Option<&[u8]>, HttpError> {
        cancel.check()?;
        match &mut self.body {
            Body::Network { http, response, flow, piece } => {
                *piece = next_piece(http, response, flow, &self.head.url, cancel)?.unwrap_or_default();
                Ok((!piece.is_empty()).then_some(&**piece))
            }
            Body::File { path, file, piece } => {
                piece.resize(PIECE, 0);
                let read = file.read(piece).map_err(|source| HttpError::File { path: path.clone(), source })?;
                Ok((read > 0).then_some(&piece[..read]))
            }
        }
    }

    /// At most `limit` bytes. A compressed body is decompressed.
    pub(super) fn read(mut self, limit: usize, cancel: &Cancel) -> Result<(ResponseHead, Vec<u8>), HttpError> {
        let too_long = |url: &Url| HttpError::TooLong { url: url.to_string(), limit: limit as u64 };
        let mut body = Vec::new();
        while let Some(piece) = self.chunk(cancel)? {
            if body.len() + piece.len() > limit {
                return Err(too_long(&self.head.url));
            }
            body.extend_from_slice(piece);
        }
        if self.head.gzip && !body.is_empty() {
            body =
                unpack(&body, limit).map_err(|source| HttpError::Damaged { url: self.head.url.to_string(), source })?;
            if body.len() > limit {
                return Err(too_long(&self.head.url));
            }
        }
        Ok((self.head, body))
    }
}

impl ResponseHead {
    pub(super) fn of_response(url: Url, status: u16, headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            url,
            status,
            length: text(CONTENT_LENGTH).and_then(|length| length.parse().ok()),
            range: text(CONTENT_RANGE).filter(|_| status == 206).and_then(ContentRange::parse),
            validator: Validator {
                etag: text(ETAG).filter(|etag| etag.len() <= VALIDATOR).map(str::to_owned),
                last_modified: text(LAST_MODIFIED).filter(|date| date.len() <= VALIDATOR).map(str::to_owned),
            },
            gzip: text(CONTENT_ENCODING).is_some_and(|encoding| encoding.eq_ignore_ascii_case("gzip")),
        }
    }
}

impl Validator {
    /// The value for `If-Range`: a strong `ETag`, otherwise the date. A weak one is not allowed (RFC 9110, 13.1.5).
    pub(crate) fn for_range(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|etag| !etag.starts_with("W/"));
        strong.or(self.last_modified.as_deref())
    }

    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

impl ContentRange {
    /// Parses `bytes 0-99/200`.
    fn parse(text: &str) -> Option<Self> {
        let (range, total) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let range = Self { first: first.parse().ok()?, last: last.parse().ok()?, total: total.parse().ok() };
        (range.first <= range.last && range.total.is_none_or(|total| range.last < total)).then_some(range)
    }
}

impl fmt::Display for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::From(first) => write!(f, "bytes={first}-"),
            Self::Between(first, last) => write!(f, "bytes={first}-{last}"),
            Self::Last(count) => write!(f, "bytes=-{count}"),
        }
    }
}

#[derive(Debug)]
struct Flow {
    begun: Instant,
    by: Option<Instant>,
    bytes: u64,
    /// How long the client has waited since the last measurement. Its own pauses do not count.
    waited: Duration,
    /// The bytes that arrived in that time.
    lately: u64,
}

impl Flow {
    fn begin(by: Option<Instant>) -> Self {
        Self { begun: Instant::now(), by, bytes: 0, waited: Duration::ZERO, lately: 0 }
    }

    /// Counts a piece and the wait for it. An error if the body comes too slowly.
    fn count(&mut self, bytes: u64, waited: Duration, pace: Pace, url: &Url) -> Result<(), HttpError> {
        (self.bytes, self.lately, self.waited) = (self.bytes + bytes, self.lately + bytes, self.waited + waited);
        if is_past(self.by) {
            return Err(self.overdue(url));
        }
        if self.waited < pace.within {
            return Ok(());
        }
        if self.lately < pace.bytes {
            return Err(HttpError::TooSlow { host: host(url), bytes: self.lately, after: self.waited });
        }
        (self.lately, self.waited) = (0, Duration::ZERO);
        Ok(())
    }

    fn overdue(&self, url: &Url) -> HttpError {
        HttpError::TooSlow { host: host(url), bytes: self.bytes, after: self.begun.elapsed() }
    }
}

fn next_piece(
    http: &Http,
    response: &mut Response,
    flow: &mut Flow,
    url: &Url,
    cancel: &Cancel,
) -> Result<Option<Bytes>, HttpError> {
    let times = &http.config.times;
    loop {
        let begun = Instant::now();
        let left = flow.by.map_or(times.stall, |by| by.saturating_duration_since(begun).min(times.stall));
        match http.wait(url, left, cancel, response.chunk())? {
            Ok(Ok(Some(piece))) => {
                flow.count(piece.len() as u64, begun.elapsed(), times.pace, url)?;
                if !piece.is_empty() {
                    return Ok(Some(piece)); // only the end of the body counts as empty
                }
            }
            Ok(Ok(None)) => return Ok(None),
            Ok(Err(error)) => {
                return Err(HttpError::Dropped { host: host(url), source: error.without_url().into() });
            }
            Err(GaveUp::TimedOut) if is_past(flow.by) => return Err(flow.overdue(url)),
            Err(GaveUp::TimedOut) => return Err(HttpError::Stalled { host: host(url), after: times.stall }),
            Err(GaveUp::Cancelled) => return Err(HttpError::Cancelled(Cancelled)),
        }
    }
}

struct OpenedRange {
    file: File,
    first: u64,
    length: u64,
    total: u64,
    validator: Validator,
}

impl OpenedRange {
    fn open(path: &Path, get: &Get) -> io::Result<Self> {
        let mut file = bounded::open(path)?;
        let metadata = file.metadata()?;
        let total = metadata.len();
        let changed = metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
        let etag = changed.map(|time| format!("\"{total}-{}\"", time.as_nanosecond()));
        let range = get.range.filter(|_| get.if_range.is_none() || get.if_range == etag);
        let (first, end) = match range {
            Some(ByteRange::From(first)) if first < total => (first, total),
            Some(ByteRange::Between(first, last)) if first < total => (first, total.min(last.saturating_add(1))),
            Some(ByteRange::Last(count)) => (total.saturating_sub(count), total),
            _ => (0, total),
        };
        file.seek(io::SeekFrom::Start(first))?;
        Ok(Self { file, first, length: end - first, total, validator: Validator { etag, last_modified: None } })
    }
}

/// Decompresses gzip, up to one byte more than `limit`.
pub(super) fn unpack(body: &[u8], limit: usize) -> io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(body).take(limit as u64 + 1).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_range_is_read_strictly() {
        let range = ContentRange { first: 0, last: 99, total: Some(200) };
        assert_eq!(ContentRange::parse("bytes 0-99/200"), Some(range));
        assert_eq!(ContentRange::parse("bytes 0-99/*"), Some(ContentRange { total: None, ..range }));
        for bad in ["", "bytes */200", "bytes 5-4/200", "bytes 0-200/200", "items 0-1/2", "bytes 0-/2"] {
            assert_eq!(ContentRange::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_weak_etag_is_not_used_for_a_range() {
        let date = Some("Fri, 20 Nov 2026 08:00:00 GMT".to_owned());
        let weak = Validator { etag: Some("W/\"1\"".to_owned()), last_modified: date.clone() };
        assert_eq!(weak.for_range(), date.as_deref());
        assert_eq!(Validator { etag: Some("\"1\"".to_owned()), last_modified: date }.for_range(), Some("\"1\""));
    }
}
