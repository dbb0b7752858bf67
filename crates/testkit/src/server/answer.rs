//! The responses of the server, valid or faulty.
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::{Act, Seen, Shared};

const PAGE: &str = "<!doctype html><title>Welcome</title><p>Please sign in to use the network.</p>";

/// Returns `None` if the connection ends with the request.
pub(super) fn send(
    shared: &Shared,
    stream: &mut (impl Read + Write),
    seen: &Seen,
    act: Option<Act>,
    file: Option<Arc<Vec<u8>>>,
) -> Option<()> {
    match act {
        Some(Act::Status(status)) => return plain(stream, status, ""),
        Some(Act::StatusRetryAfter(status, after)) => {
            return plain(stream, status, &format!("Retry-After: {after}\r\n"));
        }
        Some(Act::Redirect(target)) => return plain(stream, 302, &format!("Location: {target}\r\n")),
        Some(Act::Page) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", PAGE.len());
            return stream.write_all((head + PAGE).as_bytes()).ok();
        }
        Some(Act::Hold) => shared.wait_for_release(),
        _ => {}
    }
    let Some(file) = file else { return plain(stream, 404, "") };
    let etag = format!("\"{}\"", Hex(&crate::sha256(&*file)[..8]));
    if seen.if_none_match.as_ref() == Some(&etag) && !matches!(act, Some(Act::NoValidator)) {
        return plain(stream, 304, &format!("ETag: {etag}\r\n"));
    }
    let wanted = seen.range.as_deref().filter(|_| !matches!(act, Some(Act::IgnoreRange)));
    let wanted = wanted.filter(|_| seen.if_range.as_ref().is_none_or(|only| *only == etag));
    let (first, end, partial) = match wanted.map(|range| part(range, file.len())) {
        None => (0, file.len(), false),
        Some(Some((first, end))) => (first, end, true),
        Some(None) => return plain(stream, 416, &format!("Content-Range: bytes */{}\r\n", file.len())),
    };
    let mut body = file[first..end].to_vec();
    let mut head = if partial {
        format!("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {first}-{}/{}\r\n", end - 1, file.len())
    } else {
        "HTTP/1.1 200 OK\r\n".to_owned()
    };
    if !matches!(act, Some(Act::NoValidator)) {
        write!(head, "ETag: {etag}\r\n").unwrap();
    }
    match act {
        Some(Act::WrongBytes) => body.iter_mut().for_each(|byte| *byte ^= 0x55),
        Some(Act::Gzip) => {
            head += "Content-Encoding: gzip\r\n";
            body = gzip(&body);
        }
        _ => {}
    }
    let open_end = matches!(act, Some(Act::NoLength | Act::NoLengthEndAfter(_)));
    if open_end {
        head += "Connection: close\r\n";
    } else {
        write!(head, "Content-Length: {}\r\n", body.len()).unwrap();
    }
    stream.write_all((head + "\r\n").as_bytes()).ok()?;
    if seen.method == "HEAD" {
        return Some(());
    }
    send_body(shared, stream, act.as_ref(), &body)?;
    (!open_end).then_some(())
}

/// Sends the body, or as much of it as the fault allows; then it returns `None`.
fn send_body(shared: &Shared, stream: &mut (impl Read + Write), act: Option<&Act>, body: &[u8]) -> Option<()> {
    let sent = match act {
        Some(Act::DropAfter(bytes) | Act::StallAfter(bytes) | Act::NoLengthEndAfter(bytes)) => (*bytes).min(body.len()),
        _ => body.len(),
    };
    let is_drip = matches!(act, Some(Act::Drip));
    for piece in body[..sent].chunks(if is_drip { 1 } else { 16 * 1024 }) {
        shared.throttle(piece.len());
        stream.write_all(piece).ok()?;
        if is_drip {
            stream.flush().ok()?;
            thread::sleep(Duration::from_millis(5));
        }
    }
    stream.flush().ok()?;
    if matches!(act, Some(Act::StallAfter(_))) {
        stream.read_exact(&mut [0]).ok()?; // until the client gives up
    }
    (sent == body.len()).then_some(())
}

/// Sends a response without a body.
fn plain(stream: &mut impl Write, status: u16, headers: &str) -> Option<()> {
    let head = format!("HTTP/1.1 {status} x\r\nContent-Length: 0\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).ok()
}

/// The first byte of a range and the one after its last; `None` if the file has none of them.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (first, end) = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) => (first, length.min(last + 1)),
        (Ok(first), Err(_)) => (first, length),
        (Err(_), Ok(count)) => (length.saturating_sub(count), length),
        (Err(_), Err(_)) => return None,
    };
    (first < end).then_some((first, end))
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

pub(crate) struct Hex<'a>(pub(crate) &'a [u8]);

impl std::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
