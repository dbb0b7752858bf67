//! A release server on loopback that misbehaves on demand.
//!
//! ```
//! use upgo_testkit::server::{Act, Server};
//!
//! let server = Server::start();
//! server.file("go1.27.3.linux-amd64.tar.gz", "bytes");
//! server.next("go1.27.3.linux-amd64.tar.gz", [Act::Status(503), Act::DropAfter(2)]); // then back to normal
//! let base = server.url(); // http://127.0.0.1:PORT/
//! assert!(server.requests().is_empty());
//! ```
pub(crate) mod answer;
mod proxy;
mod request;
mod tls;

use std::collections::{HashMap, VecDeque};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

pub use proxy::Proxy;
pub use request::Seen;
pub use tls::Authority;

/// A fault that the server answers one request with.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers with this status and no file.
    Status(u16),
    /// Answers with this status and `Retry-After`.
    StatusRetryAfter(u16, &'static str),
    /// Ends the connection after this many bytes of the body.
    DropAfter(usize),
    /// Sends this many bytes of the body, then nothing more, and keeps the connection open.
    StallAfter(usize),
    /// Sends a byte from time to time.
    Drip,
    /// Sends the whole file, ignoring the requested range.
    IgnoreRange,
    /// Gives the file other bytes and another `ETag` from now on.
    Become(Vec<u8>),
    /// Sends as many bytes as the file has, but wrong ones.
    WrongBytes,
    /// Redirects to this address (302).
    Redirect(String),
    /// Sends a page of HTML with status 200, like a hotel's sign-in page.
    Page,
    /// Sends no length and ends the connection after the body.
    NoLength,
    /// Sends no length, and ends the connection after this many bytes as if that were the end.
    NoLengthEndAfter(usize),
    /// Compresses the body with gzip.
    Gzip,
    /// Sends neither `ETag` nor `Last-Modified`.
    NoValidator,
    /// Holds the response back until [`Server::release`] is called.
    Hold,
}

/// Stopped when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    stopped: AtomicBool,
    released: AtomicBool,
    connections: AtomicUsize,
}

#[derive(Debug, Default)]
struct State {
    files: HashMap<String, Arc<Vec<u8>>>,
    next: HashMap<String, VecDeque<Act>>,
    always: HashMap<String, Act>,
    seen: Vec<Seen>,
    bytes_per_second: Option<u64>,
    free_at: Option<Instant>,
}

impl Server {
    pub fn start() -> Self {
        Self::start_with(None)
    }

    /// Starts a server with TLS and a certificate for `localhost` signed by `authority`.
    pub fn start_tls(authority: &Authority) -> Self {
        Self::start_with(Some(authority))
    }

    fn start_with(authority: Option<&Authority>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let tls = authority.map(Authority::server_config);
        let scheme = if tls.is_some() { "https" } else { "http" };
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(stream), shared, tls) = (stream, Arc::clone(&accepting), tls.clone()) else { continue };
                thread::spawn(move || match tls {
                    None => shared.serve(stream),
                    Some(config) => {
                        let connection = rustls::ServerConnection::new(config).unwrap();
                        shared.serve(rustls::StreamOwned::new(connection, stream));
                    }
                });
            }
        });
        Self { address, scheme, shared }
    }

    /// With a trailing `/`.
    pub fn url(&self) -> String {
        let host = if self.scheme == "https" { "localhost" } else { "127.0.0.1" };
        format!("{}://{host}:{}/", self.scheme, self.address.port())
    }

    /// Serves `bytes` as `name` from now on.
    pub fn file(&self, name: &str, bytes: impl Into<Vec<u8>>) -> &Self {
        self.state().files.insert(name.to_owned(), Arc::new(bytes.into()));
        self
    }

    /// Serves `json` as the feed, which is the response to the base address with any query.
    pub fn feed(&self, json: impl Into<Vec<u8>>) -> &Self {
        self.file("", json)
    }

    /// Sets faults for the next requests for `name`, one each. Later requests are answered normally.
    pub fn next(&self, name: &str, acts: impl IntoIterator<Item = Act>) -> &Self {
        self.state().next.entry(name.to_owned()).or_default().extend(acts);
        self
    }

    /// Sets the fault for all requests for `name` without their own fault.
    pub fn always(&self, name: &str, act: Act) -> &Self {
        if matches!(act, Act::Hold) {
            self.shared.released.store(false, Ordering::SeqCst);
        }
        self.state().always.insert(name.to_owned(), act);
        self
    }

    /// Answers requests for `name` normally again.
    pub fn well(&self, name: &str) -> &Self {
        self.state().always.remove(name);
        self
    }

    /// Limits the whole server to this many bytes a second.
    pub fn limit(&self, bytes_per_second: u64) -> &Self {
        self.state().bytes_per_second = Some(bytes_per_second);
        self
    }

    /// Releases the responses held by [`Act::Hold`].
    pub fn release(&self) {
        self.shared.released.store(true, Ordering::SeqCst);
    }

    /// All requests so far, in order.
    pub fn requests(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    pub fn request_count(&self) -> usize {
        self.state().seen.len()
    }

    /// The ranges of all requests for `name` so far; `None` for a request of the whole file.
    pub fn ranges(&self, name: &str) -> Vec<Option<String>> {
        let seen = self.requests().into_iter();
        seen.filter(|request| request.path == name).map(|request| request.range).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).ok(); // wakes the thread that accepts
    }
}

impl Shared {
    /// Answers the requests of one connection until either side ends it.
    fn serve(&self, mut stream: impl Read + Write) {
        let connection = self.connections.fetch_add(1, Ordering::SeqCst);
        while let Some(seen) = request::read(&mut stream, connection) {
            if self.stopped.load(Ordering::SeqCst) {
                return;
            }
            let (act, bytes) = self.take(&seen);
            if answer::send(self, &mut stream, &seen, act, bytes).is_none() {
                return;
            }
        }
    }

    /// Records a request. Returns the fault to use, and the file.
    fn take(&self, seen: &Seen) -> (Option<Act>, Option<Arc<Vec<u8>>>) {
        let mut state = self.state.lock().unwrap();
        state.seen.push(seen.clone());
        let act = state.next.get_mut(&seen.path).and_then(VecDeque::pop_front);
        let act = act.or_else(|| state.always.get(&seen.path).cloned());
        if let Some(Act::Become(bytes)) = &act {
            state.files.insert(seen.path.clone(), Arc::new(bytes.clone()));
        }
        (act, state.files.get(&seen.path).cloned())
    }

    /// Waits until `count` more bytes may be sent.
    fn throttle(&self, count: usize) {
        let mut state = self.state.lock().unwrap();
        let Some(rate) = state.bytes_per_second else { return };
        let cost = Duration::from_secs_f64(count as f64 / rate as f64);
        let free_at = state.free_at.map_or_else(Instant::now, |at| at.max(Instant::now()));
        state.free_at = Some(free_at + cost);
        drop(state);
        thread::sleep((free_at + cost).saturating_duration_since(Instant::now()));
    }

    fn wait_for_release(&self) {
        while !self.released.load(Ordering::SeqCst) && !self.stopped.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
