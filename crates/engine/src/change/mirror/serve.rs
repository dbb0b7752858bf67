//! Serving a mirror on this machine: HTTP/1.1 with single ranges and `ETag`.
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::response::Builder;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

use super::MirrorError;
use super::file::{FileBody, Served};
use crate::archive::is_plain;
use crate::catalog::INDEX;
use crate::report::Cancel;
use crate::signature::{ENDING, KEY_FILE};

/// How often the server checks for cancellation.
const TICK: Duration = Duration::from_millis(50);
/// How long pending responses may still take after a cancellation.
const FAREWELL: Duration = Duration::from_secs(2);

/// Serves the mirror in `folder` at a loopback address until cancelled. `ready` receives the address with the actual
/// port, since port 0 stands for any free port.
///
/// The base URL returns the release list, whatever its query. Every other path is the plain name of an archive, of its
/// signature or of the key file, or the path of a record or a tile below `sumdb`.
pub fn serve(
    folder: &Path,
    address: SocketAddr,
    cancel: &Cancel,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), MirrorError> {
    if !address.ip().is_loopback() {
        return Err(MirrorError::NotLoopback { address });
    }
    if !folder.join(INDEX).is_file() {
        return Err(MirrorError::NotMirror { folder: folder.to_owned() });
    }
    let listen = |error| MirrorError::Listen { address, error };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(listen)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        ready(listener.local_addr().map_err(listen)?);
        accept(&listener, &Arc::new(folder.to_owned()), cancel).await;
        Ok(())
    })
}

async fn accept(listener: &TcpListener, folder: &Arc<PathBuf>, cancel: &Cancel) {
    let graceful = GracefulShutdown::new();
    while !cancel.is_cancelled() {
        let Ok(accepted) = tokio::time::timeout(TICK, listener.accept()).await else { continue };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(TICK).await; // too many open files, for instance: some will close
            continue;
        };
        let folder = Arc::clone(folder);
        let service = service_fn(move |request: Request<Incoming>| {
            let answered = answer(&folder, &request).unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR));
            async { Ok::<_, Infallible>(answered) }
        });
        let mut builder = hyper::server::conn::http1::Builder::new();
        let connection = builder.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        tokio::spawn(graceful.watch(connection)); // errors of a client's connection are ignored
    }
    tokio::time::timeout(FAREWELL, graceful.shutdown()).await.ok();
}

/// The response to one request.
fn answer<B>(folder: &Path, request: &Request<B>) -> io::Result<Response<FileBody>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return built(Response::builder().status(405).header(header::ALLOW, "GET, HEAD"), FileBody::default());
    }
    let name = match request.uri().path().trim_start_matches('/') {
        "" | INDEX => INDEX,
        name if is_plain(name) || is_signature(name) || is_proof(name) => name,
        _ => return Ok(empty(StatusCode::NOT_FOUND)),
    };
    let Ok(served) = Served::open(&folder.join(name)) else { return Ok(empty(StatusCode::NOT_FOUND)) };
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (length, etag) = (served.length, served.etag.clone());
    let builder = Response::builder().header(header::ETAG, &etag).header(header::ACCEPT_RANGES, "bytes");
    if text(header::IF_NONE_MATCH) == Some(&etag) {
        return built(builder.status(304), FileBody::default());
    }
    let range = text(header::RANGE).filter(|_| text(header::IF_RANGE).is_none_or(|only| only == etag));
    let (builder, first, end) = match range.map_or(Wanted::All, |range| Wanted::parse(range, length)) {
        Wanted::All => (builder, 0, length),
        Wanted::Part(first, end) => {
            let range = format!("bytes {first}-{}/{length}", end - 1);
            (builder.status(206).header(header::CONTENT_RANGE, range), first, end)
        }
        Wanted::Nothing => {
            let builder = builder.status(416).header(header::CONTENT_RANGE, format!("bytes */{length}"));
            return built(builder, FileBody::default());
        }
    };
    let builder = builder.header(header::CONTENT_TYPE, media_type(name)).header(header::CONTENT_LENGTH, end - first);
    let body = if request.method() == Method::HEAD { FileBody::default() } else { served.body(first, end)? };
    built(builder, body)
}

/// Whether a name is that of an archive's signature or of the key file.
fn is_signature(name: &str) -> bool {
    name == KEY_FILE || name.strip_suffix(ENDING).is_some_and(is_plain)
}

/// Whether a path is that of a record or a tile of a checksum database. Only plain names are allowed, so that the path
/// stays in its folder.
fn is_proof(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".@-_".contains(&byte);
    let is_name = |name: &&str| name.bytes().all(plain) && name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let names: Vec<&str> = path.split('/').collect();
    names.iter().all(is_name) && matches!(names[..], ["sumdb", _, "lookup" | "tile", _, _, ..])
}

/// The part of a file that a `Range` requests.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// The whole file: there is no range, or one that a server may ignore (RFC 9110, 14.2), such as multiple ranges.
    All,
    /// From the first offset up to the second, which is excluded.
    Part(u64, u64),
    /// Bytes beyond the end of the file.
    Nothing,
}

impl Wanted {
    fn parse(range: &str, length: u64) -> Self {
        let parts = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-'));
        let Some((first, last)) = parts else { return Self::All };
        let (first, end) = match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => (first, length.min(last.saturating_add(1))),
            (Ok(first), Err(_)) if last.is_empty() => (first, length),
            (Err(_), Ok(count)) if first.is_empty() => (length.saturating_sub(count), length),
            _ => return Self::All,
        };
        if first < end { Self::Part(first, end) } else { Self::Nothing }
    }
}

fn media_type(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit('.').next() {
        Some("json") => "application/json",
        Some("zip") => "application/zip",
        Some("asc") => "application/pgp-signature",
        Some("pub") => "application/pgp-keys",
        _ if name.contains("/lookup/") => "text/plain; charset=utf-8",
        _ if name.contains("/tile/") => "application/octet-stream",
        _ => "application/gzip",
    })
}

fn empty(status: StatusCode) -> Response<FileBody> {
    let mut response = Response::new(FileBody::default());
    *response.status_mut() = status;
    response
}

fn built(builder: Builder, body: FileBody) -> io::Result<Response<FileBody>> {
    builder.body(body).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signatures_of_archives_are_served() {
        for good in ["go1.27.3.linux-amd64.tar.gz.asc", "linux_signing_key.pub"] {
            assert!(is_signature(good), "{good}");
        }
        for bad in
            ["index.json.asc", ".asc", "../go1.27.3.linux-amd64.tar.gz.asc", "sub/linux_signing_key.pub", "a.pub"]
        {
            assert!(!is_signature(bad), "{bad}");
        }
    }

    #[test]
    fn only_records_and_tiles_below_sumdb_are_served() {
        for good in [
            "sumdb/sum.golang.org/lookup/golang.org/toolchain@v0.0.1-go1.27.3.windows-amd64",
            "sumdb/sum.golang.org/tile/8/0/x112/911.p/237",
        ] {
            assert!(is_proof(good), "{good}");
        }
        for bad in [
            "sumdb",
            "sumdb/sum.golang.org/head.json",
            "sumdb/sum.golang.org/lookup",
            "sumdb/../index.json/lookup/a/b",
            "sumdb/x/tile/8/../../../secret",
            "sumdb/x/tile//8",
            "sumdb/x/tile/8/.hidden",
            "sumdb/x/tile/8/a\\b",
            "sumdb/x/tile/C:/b",
            "sumdb/x/tile/8/%2e%2e",
            "sumdb/x/tile/8/0/000/",
            "/sumdb/x/tile/8/0/000",
            "other/x/tile/8/0/000",
        ] {
            assert!(!is_proof(bad), "{bad}");
        }
    }

    #[test]
    fn ranges_are_cut_to_the_file_and_invalid_ones_ignored() {
        let of = |range: &str| Wanted::parse(range, 100);
        assert_eq!(of("bytes=0-0"), Wanted::Part(0, 1));
        assert_eq!(of("bytes=90-"), Wanted::Part(90, 100));
        assert_eq!(of("bytes=90-4000"), Wanted::Part(90, 100));
        assert_eq!(of("bytes=-10"), Wanted::Part(90, 100));
        assert_eq!(of("bytes=-1000"), Wanted::Part(0, 100));
        assert_eq!(of(&format!("bytes=0-{}", u64::MAX)), Wanted::Part(0, 100));
        for nothing in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(of(nothing), Wanted::Nothing, "{nothing}");
        }
        for odd in ["", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "items=0-1", "bytes=a-b"] {
            assert_eq!(of(odd), Wanted::All, "{odd}");
        }
        assert_eq!(Wanted::parse("bytes=-5", 0), Wanted::Nothing);
    }
}
