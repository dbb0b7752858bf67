//! An HTTP proxy that records its requests.
use std::io::{self, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use super::request::{self, Seen};

/// A proxy on loopback for CONNECT, stopped when dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    stopped: Arc<AtomicBool>,
}

impl Proxy {
    /// Starts a proxy that connects to any address.
    pub fn start() -> Self {
        Self::start_with(200, "")
    }

    /// Starts a proxy that answers each CONNECT with `status`, such as 407.
    pub fn refusing(status: u16) -> Self {
        Self::start_with(status, "")
    }

    /// Starts a proxy that answers each CONNECT with 407 and these lines, such as `Proxy-Authenticate: NTLM\r\n`.
    pub fn asking(lines: &'static str) -> Self {
        Self::start_with(407, lines)
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All CONNECTs so far; their `path` is `host:port`.
    pub fn requests(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    fn start_with(status: u16, lines: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, stopped) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let proxy = Self { address, seen: Arc::clone(&seen), stopped: Arc::clone(&stopped) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(stream), seen) = (stream, Arc::clone(&seen)) else { continue };
                thread::spawn(move || serve(stream, status, lines, &seen));
            }
        });
        proxy
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).ok();
    }
}

fn serve(mut client: TcpStream, status: u16, lines: &str, seen: &Mutex<Vec<Seen>>) -> Option<()> {
    let request = request::read(&mut client, 0)?;
    let target = request.path.clone();
    seen.lock().unwrap().push(request);
    client.write_all(format!("HTTP/1.1 {status} x\r\n{lines}Content-Length: 0\r\n\r\n").as_bytes()).ok()?;
    if status != 200 {
        return None;
    }
    let server = TcpStream::connect(target.replace("localhost", "127.0.0.1")).ok()?;
    let (up, down) = ((client.try_clone().ok()?, server.try_clone().ok()?), (server, client));
    let up = thread::spawn(move || pipe(up));
    pipe(down);
    up.join().ok()
}

fn pipe((mut from, mut to): (TcpStream, TcpStream)) {
    io::copy(&mut from, &mut to).ok();
    to.shutdown(Shutdown::Write).ok();
}
