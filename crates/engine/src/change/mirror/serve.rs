//! Serving a mirror on this machine: HTTP/1.1 with single ranges and `ETag`.
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::response::Builder;
use hyper::http::uri::Authority;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use super::file::{Activity, FileBody, Served};
use super::{MirrorError, VULNERABILITIES};
use crate::base::archive::is_plain;
use crate::base::report::Cancel;
use crate::released::advisories::is_document;
use crate::released::catalog::INDEX;
use crate::released::signature::{ENDING, KEY_FILE};

/// How often the server checks for cancellation.
const TICK: Duration = Duration::from_millis(50);
/// How long pending responses may still take after a cancellation.
const FAREWELL: Duration = Duration::from_secs(2);
/// The maximum length of the head of a request in bytes; a client sends less than 1 kB.
const HEAD: usize = 16 << 10;

/// While all connections are taken, the slowest one ends for the next client, if it takes fewer bytes per second than
/// this, or lasts longer than so many times the limit of idleness. A new one has that long to send its request.
const PACE: u128 = 1 << 20;
const TURN: u32 = 2;
const GRACE: Duration = Duration::from_millis(250);
/// How often a connection is looked at: so many times within the limit of idleness, but not more often than this.
const LOOKS: u32 = 8;
const LONGEST_LOOK: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a connection may idle, or a request's head take. While all are taken, none lasts longer than twice
    /// that.
    pub stall: Duration,
    /// A further one takes the place of one that is slow.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { stall: Duration::from_secs(30), connections: 64 }
    }
}

#[derive(Debug)]
struct Mirror {
    folder: PathBuf,
    /// The same folder without links in its path.
    real: PathBuf,
    address: SocketAddr,
}

/// Serves the mirror in `folder` at a loopback address until cancelled. `ready` receives the address with the actual
/// port, since 0 stands for any. The base URL returns the release list, whatever its query. Other paths are names of
/// archives, signatures or the key file, records and tiles below `sumdb`, and documents below `vulndb`: regular files
/// of the folder, and no links out of it. A request must be for this machine's own names, because a web page can make
/// its own name resolve to this address.
pub fn serve(
    folder: &Path,
    address: SocketAddr,
    limits: Limits,
    cancel: &Cancel,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), MirrorError> {
    if !address.ip().is_loopback() {
        return Err(MirrorError::NotLoopback { address });
    }
    if !folder.join(INDEX).is_file() {
        return Err(MirrorError::NotMirror { folder: folder.to_owned() });
    }
    let real = fs_err::canonicalize(folder).map_err(MirrorError::disk(folder))?;
    let listen = |error| MirrorError::Listen { address, error };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(listen)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        ready(address);
        let mirror = Mirror { folder: folder.to_owned(), real, address };
        accept(&listener, &Arc::new(mirror), limits, cancel).await;
        Ok(())
    })
}

async fn accept(listener: &TcpListener, mirror: &Arc<Mirror>, limits: Limits, cancel: &Cancel) {
    let graceful = GracefulShutdown::new();
    let mut open = Vec::new();
    while !cancel.is_cancelled() {
        let Ok(accepted) = tokio::time::timeout(TICK, listener.accept()).await else { continue };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(TICK).await; // too many open files, for instance: some will close
            continue;
        };
        while !has_room(&mut open, limits) && !cancel.is_cancelled() {
            tokio::time::sleep(TICK).await;
        }
        let (mirror, activity) = (Arc::clone(mirror), Activity::default());
        let (noted, seen) = (activity.clone(), activity.clone());
        let service = service_fn(move |request: Request<Incoming>| {
            noted.add(1);
            let answered = mirror.answer(&request, &noted);
            let answered = answered.unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR));
            async { Ok::<_, Infallible>(answered) }
        });
        let mut builder = hyper::server::conn::http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(limits.stall).max_buf_size(HEAD);
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        let task = tokio::spawn(async move { while_active(connection, &seen, limits.stall).await });
        open.push(Connection { begun: Instant::now(), activity, task: task.abort_handle() });
    }
    tokio::time::timeout(FAREWELL, graceful.shutdown()).await.ok();
}

struct Connection {
    begun: Instant,
    activity: Activity,
    task: AbortHandle,
}

impl Connection {
    /// How many bytes per second it has taken on average.
    fn pace(&self) -> u128 {
        u128::from(self.activity.count()) * 1000 / self.begun.elapsed().as_millis().max(1)
    }
}

/// Whether another connection may begin. If all are taken, the slowest one ends, the oldest of several.
fn has_room(open: &mut Vec<Connection>, limits: Limits) -> bool {
    open.retain(|one| !one.task.is_finished());
    if open.len() < limits.connections {
        return true;
    }
    let may_end = |one: &Connection| match one.begun.elapsed() {
        age if age < GRACE => false,
        age => one.pace() < PACE || age >= limits.stall * TURN,
    };
    let slowest = (0..open.len()).filter(|at| may_end(&open[*at])).min_by_key(|at| open[*at].pace());
    slowest.map(|at| open.remove(at).task.abort()).is_some()
}

/// Ends a connection that has done nothing for some time. Errors of a client are ignored; one that is cut off resumes.
async fn while_active<T>(connection: impl Future<Output = T>, activity: &Activity, stall: Duration) {
    let mut connection = pin!(connection);
    let look = (stall / LOOKS).clamp(TICK, LONGEST_LOOK);
    let mut last = (activity.count(), Instant::now());
    while tokio::time::timeout(look, connection.as_mut()).await.is_err() {
        let count = activity.count();
        if count != last.0 {
            last = (count, Instant::now());
        }
        if last.1.elapsed() >= stall {
            return;
        }
    }
}

impl Mirror {
    fn answer<B>(&self, request: &Request<B>, activity: &Activity) -> io::Result<Response<FileBody>> {
        // Two names can be understood differently, for example by a proxy and by this server.
        if request.headers().get_all(header::HOST).iter().count() > 1 {
            return Ok(empty(StatusCode::BAD_REQUEST));
        }
        if !is_for(self.address, request) {
            return Ok(empty(StatusCode::MISDIRECTED_REQUEST));
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return built(Response::builder().status(405).header(header::ALLOW, "GET, HEAD"), FileBody::default());
        }
        let name = match request.uri().path().trim_start_matches('/') {
            "" | INDEX => INDEX,
            name if is_plain(name) || is_signature(name) || is_proof(name) || is_advisory(name) => name,
            _ => return Ok(empty(StatusCode::NOT_FOUND)),
        };
        let Ok(served) = self.open(name) else { return Ok(empty(StatusCode::NOT_FOUND)) };
        let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
        let (length, etag) = (served.length, served.etag.clone());
        let builder = Response::builder().header(header::ETAG, &etag).header(header::ACCEPT_RANGES, "bytes");
        if text(header::IF_NONE_MATCH) == Some(&etag) {
            return built(builder.status(304), FileBody::default());
        }
        let range = text(header::RANGE).filter(|_| text(header::IF_RANGE).is_none_or(|only| only == etag));
        let (builder, first, end) =
            match range.map_or(RequestedRange::All, |range| RequestedRange::parse(range, length)) {
                RequestedRange::All => (builder, 0, length),
                RequestedRange::Part(first, end) => {
                    let range = format!("bytes {first}-{}/{length}", end - 1);
                    (builder.status(206).header(header::CONTENT_RANGE, range), first, end)
                }
                RequestedRange::Nothing => {
                    let builder = builder.status(416).header(header::CONTENT_RANGE, format!("bytes */{length}"));
                    return built(builder, FileBody::default());
                }
            };
        let builder =
            builder.header(header::CONTENT_TYPE, media_type(name)).header(header::CONTENT_LENGTH, end - first);
        let is_head = request.method() == Method::HEAD;
        let body = if is_head { FileBody::default() } else { served.body(first, end, activity.clone())? };
        built(builder, body)
    }

    /// Opens a file, unless a link leads out of the folder.
    fn open(&self, name: &str) -> io::Result<Served> {
        let path = fs_err::canonicalize(self.folder.join(name))?;
        if path.starts_with(&self.real) { Served::open(&path) } else { Err(io::ErrorKind::NotFound.into()) }
    }
}

fn is_for<B>(address: SocketAddr, request: &Request<B>) -> bool {
    let in_target = request.uri().authority().map(Authority::as_str);
    let in_head = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    let mut named = in_target.into_iter().chain(in_head).peekable();
    named.peek().is_some() && named.all(|host| is_own(address, host))
}

/// Whether `host`, with its port, stands for an address of this machine.
pub(super) fn is_own(address: SocketAddr, host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (host, "80"),
    };
    let own = SocketAddr::new(address.ip(), 0).to_string(); // an IPv6 address gets its brackets
    let own = own.strip_suffix(":0").unwrap_or_default();
    let is_name = name.eq_ignore_ascii_case("localhost") || ["127.0.0.1", "[::1]", own].contains(&name);
    is_name && port == address.port().to_string()
}

/// Whether a name is that of an archive's signature or of the key file.
pub(crate) fn is_signature(name: &str) -> bool {
    name == KEY_FILE || name.strip_suffix(ENDING).is_some_and(is_plain)
}

/// Only plain names are allowed, so that the path stays in its folder.
pub(crate) fn is_proof(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".@-_".contains(&byte);
    let is_name = |name: &&str| name.bytes().all(plain) && name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let names: Vec<&str> = path.split('/').collect();
    names.iter().all(is_name) && matches!(names[..], ["sumdb", _, "lookup" | "tile", _, _, ..])
}

pub(super) fn is_advisory(path: &str) -> bool {
    path.strip_prefix(VULNERABILITIES).and_then(|rest| rest.strip_prefix('/')).is_some_and(is_document)
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum RequestedRange {
    /// The whole file: there is no range, or one that a server may ignore (RFC 9110, 14.2), such as multiple ranges.
    All,
    /// From the first offset up to the second, which is excluded.
    Part(u64, u64),
    /// Bytes beyond the end of the file.
    Nothing,
}

impl RequestedRange {
    pub(super) fn parse(range: &str, length: u64) -> Self {
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
    fn only_names_of_this_machine_with_its_port_are_answered() {
        let address = |text: &str| text.parse::<SocketAddr>().unwrap();
        for good in ["localhost:8080", "LocalHost:8080", "127.0.0.1:8080", "[::1]:8080", "127.0.0.9:8080"] {
            assert!(is_own(address("127.0.0.9:8080"), good), "{good}");
        }
        for bad in [
            "evil.example:8080",
            "localhost.evil.example:8080",
            "127.0.0.1.evil.example:8080",
            "127.0.0.8:8080",
            "localhost:80",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "::1:8080",
            ":8080",
            "",
        ] {
            assert!(!is_own(address("127.0.0.9:8080"), bad), "{bad}");
        }
        assert!(is_own(address("127.0.0.1:80"), "localhost") && is_own(address("[::1]:80"), "[::1]"));
    }

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
    fn only_documents_below_vulndb_are_served() {
        for good in ["vulndb/index/db.json", "vulndb/index/modules.json", "vulndb/ID/GO-2026-6179.json"] {
            assert!(is_advisory(good), "{good}");
        }
        for bad in [
            "vulndb", "vulndb/", "vulndb/ID/../index/db.json", "/vulndb/index/db.json", "vulndbindex/db.json",
            "vulndb/x",
        ] {
            assert!(!is_advisory(bad), "{bad}");
        }
    }

    #[test]
    fn ranges_are_cut_to_the_file_and_invalid_ones_ignored() {
        let of = |range: &str| RequestedRange::parse(range, 100);
        assert_eq!(of("bytes=0-0"), RequestedRange::Part(0, 1));
        assert_eq!(of("bytes=90-"), RequestedRange::Part(90, 100));
        assert_eq!(of("bytes=90-4000"), RequestedRange::Part(90, 100));
        assert_eq!(of("bytes=-10"), RequestedRange::Part(90, 100));
        assert_eq!(of("bytes=-1000"), RequestedRange::Part(0, 100));
        assert_eq!(of(&format!("bytes=0-{}", u64::MAX)), RequestedRange::Part(0, 100));
        for nothing in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(of(nothing), RequestedRange::Nothing, "{nothing}");
        }
        for odd in ["", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "items=0-1", "bytes=a-b"] {
            assert_eq!(of(odd), RequestedRange::All, "{odd}");
        }
        assert_eq!(RequestedRange::parse("bytes=-5", 0), RequestedRange::Nothing);
    }
}
