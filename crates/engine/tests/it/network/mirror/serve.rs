//! A served mirror: what it answers, to whom, and to how many at once.
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
#[cfg(unix)]
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::change::mirror::{self, Limits, MirrorError};
use upgo_engine::net::http::{ByteRange, Get, Purpose, ResponseHead};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;

use super::lab::{Lab, served, served_with};
use crate::network::support::{http, url};

fn read(get: &Get) -> (ResponseHead, Vec<u8>) {
    http().read(get, 1 << 20, &Cancel::default()).unwrap()
}

#[test]
fn a_served_mirror_supports_ranges_and_etags() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    let file = lab.releases[0].bytes().to_vec();
    served(&lab.mirror(), |base| {
        let address = url(&(base.to_owned() + lab.releases[0].filename()));
        let (head, body) = read(&Get::new(Purpose::Archive, address.clone()));
        assert_eq!((head.length, body), (Some(file.len() as u64), file.clone()));
        let etag = head.validator.etag.clone();
        let part = Get {
            range: Some(ByteRange::Last(5)),
            if_range: etag.clone(),
            ..Get::new(Purpose::Archive, address.clone())
        };
        let (head, body) = read(&part);
        assert_eq!((head.status, body.as_slice()), (206, &file[file.len() - 5..]));
        let other = Get {
            range: Some(ByteRange::From(5)),
            if_range: Some("\"other\"".into()),
            ..Get::new(Purpose::Archive, address.clone())
        };
        assert_eq!(read(&other).0.status, 200);
        let unless = Get { unless: Some(head.validator), ..Get::new(Purpose::Archive, address.clone()) };
        assert_eq!(read(&unless).0.status, 304);
        let behind = Get { range: Some(ByteRange::From(file.len() as u64)), ..Get::new(Purpose::Archive, address) };
        let error = http().open(&behind, &Cancel::default()).map(|_| ()).unwrap_err();
        assert!(error.to_string().ends_with("416"), "{error}");
    });
}

#[test]
fn a_served_mirror_serves_only_its_own_files() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    fs_err::write(lab.folder.path().join("go1secret.zip"), "secret").unwrap();
    fs_err::write(lab.mirror().join("notes.txt"), "private").unwrap();
    fs_err::create_dir(lab.mirror().join("go1folder.zip")).unwrap();
    served(&lab.mirror(), |base| {
        let host = host(base);
        let ask = |line: &str| ask(base, &format!("{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        for hidden in [
            "/../go1secret.zip", "/%2e%2e/go1secret.zip", "/..%5cgo1secret.zip", "/notes.txt", "/go1folder.zip",
            "/none",
        ] {
            assert!(ask(&format!("GET {hidden}")).starts_with("HTTP/1.1 404"), "{hidden}");
        }
        assert!(ask("POST /").starts_with("HTTP/1.1 405"));
        let head = ask("HEAD /?mode=json&include=all");
        assert!(
            head.starts_with("HTTP/1.1 200") && head.contains("content-length: ") && head.ends_with("\r\n\r\n"),
            "{head}"
        );
    });
}

fn host(base: &str) -> &str {
    base.trim_start_matches("http://").trim_end_matches('/')
}

/// What is answered to a request that ends the connection.
fn ask(base: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(host(base)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_served_mirror_answers_only_to_its_own_names() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    served(&lab.mirror(), |base| {
        let port = host(base).rsplit(':').next().unwrap();
        let to = |target: &str, host: &str| {
            let answer = ask(base, &format!("GET {target} HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
            answer.split(' ').nth(1).unwrap_or_default().to_owned()
        };
        for name in ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"] {
            assert_eq!(to("/", &format!("Host: {name}:{port}\r\n")), "200", "{name}");
        }
        for name in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2"] {
            assert_eq!(to("/", &format!("Host: {name}:{port}\r\n")), "421", "{name}");
            let target = format!("http://{name}:{port}/");
            assert_eq!(to(&target, &format!("Host: localhost:{port}\r\n")), "421", "{target}");
        }
        for host in ["Host: localhost\r\n", "Host: localhost:1\r\n", "Host: \r\n", ""] {
            assert_ne!(to("/", host), "200", "{host:?}");
        }
        for two in [
            format!("Host: localhost:{port}\r\nHost: localhost:{port}\r\n"),
            format!("Host: localhost:{port}\r\nHost: evil.example:{port}\r\n"),
            format!("Host: evil.example:{port}\r\nHost: localhost:{port}\r\n"),
            format!("Host: localhost:{port}\r\nX: y\r\nhost: evil.example\r\n"),
        ] {
            assert_eq!(to("/", &two), "400", "{two}");
        }
        let large = format!("Host: localhost:{port}\r\nX: {}\r\n", "x".repeat(20_000));
        let mut stream = TcpStream::connect(host(base)).unwrap();
        write!(stream, "GET / HTTP/1.1\r\n{large}Connection: close\r\n\r\n").ok();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok(); // the end may come before all was sent
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "{answer:?}");
    });
}

#[cfg(unix)]
#[test]
fn a_served_mirror_follows_no_link_out_of_its_folder_and_opens_no_pipe() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    let (mirror, secret) = (lab.mirror(), lab.folder.path().join("secret"));
    fs_err::write(&secret, "secret").unwrap();
    fs_err::create_dir_all(lab.folder.path().join("sums/lookup/a")).unwrap();
    fs_err::write(lab.folder.path().join("sums/lookup/a/b"), "secret").unwrap();
    let link = std::os::unix::fs::symlink::<&Path, std::path::PathBuf>;
    link(&secret, mirror.join("go1out.zip")).unwrap();
    link(Path::new("../secret"), mirror.join("go1above.zip")).unwrap();
    link(Path::new("/dev/zero"), mirror.join("go1zero.zip")).unwrap();
    link(Path::new(lab.releases[0].filename()), mirror.join("go1in.tar.gz")).unwrap();
    fs_err::create_dir(mirror.join("sumdb")).unwrap();
    link(&lab.folder.path().join("sums"), mirror.join("sumdb/db")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(mirror.join("go1pipe.zip")).status_in_time().unwrap().success());
    served(&mirror, |base| {
        let host = host(base);
        let get =
            |name: &str| ask(base, &format!("HEAD /{name} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        for hidden in ["go1out.zip", "go1above.zip", "go1zero.zip", "go1pipe.zip", "sumdb/db/lookup/a/b"] {
            assert!(get(hidden).starts_with("HTTP/1.1 404"), "{hidden}: {}", get(hidden));
        }
        assert!(get("go1in.tar.gz").starts_with("HTTP/1.1 200"), "a link within the folder is no harm");
    });
}

#[test]
fn a_client_that_does_nothing_gives_its_place_to_another() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    fs_err::write(lab.mirror().join("go1large.zip"), vec![0; 32 << 20]).unwrap();
    let limits = Limits { stall: Duration::from_millis(200), connections: 1 };
    served_with(limits, &lab.mirror(), |base| {
        let host = host(base);
        let head = format!("GET /go1large.zip HTTP/1.1\r\nHost: {host}\r\n");
        // one that asks for nothing, one that never ends its request, one that takes nothing of what it asked for
        for beginning in [String::new(), head.clone(), head + "\r\n"] {
            let mut idle = TcpStream::connect(host).unwrap();
            idle.write_all(beginning.as_bytes()).unwrap();
            assert_eq!(read(&Get::new(Purpose::Archive, url(base))).0.status, 200, "after {beginning:?}");
            idle.read_to_end(&mut Vec::new()).ok(); // it was ended
        }
    });
}

#[test]
fn clients_that_never_end_their_requests_keep_nobody_out() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    let limits = Limits { stall: Duration::from_mins(30), connections: 4 };
    served_with(limits, &lab.mirror(), |base| {
        let host = host(base);
        // more than places, so that others wait for one, too; each with another part of a request
        let parts = ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "];
        let slow: Vec<TcpStream> = parts
            .iter()
            .cycle()
            .take(12)
            .map(|part| {
                let mut stream = TcpStream::connect(host).unwrap();
                stream.write_all(part.as_bytes()).unwrap();
                stream
            })
            .collect();
        for _ in 0..3 {
            assert_eq!(read(&Get::new(Purpose::Archive, url(base))).0.status, 200);
        }
        drop(slow);
    });
}

#[test]
fn a_client_that_asks_again_and_again_gives_its_place_to_another() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    let limits = Limits { stall: Duration::from_secs(20), connections: 2 };
    served_with(limits, &lab.mirror(), |base| {
        let (host, done) = (host(base), AtomicBool::new(false));
        let head = format!("HEAD / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        thread::scope(|scope| {
            // They hold both places, and keep them alive.
            let mut busy = [0; 2].map(|_| TcpStream::connect(host).unwrap());
            let mut bytes = [0; 4096];
            for stream in &mut busy {
                stream.write_all(head.as_bytes()).unwrap();
                assert!(stream.read(&mut bytes).unwrap() > 0);
            }
            let keep_busy = |mut stream: TcpStream| {
                let mut bytes = [0; 4096];
                while !done.load(Ordering::SeqCst) && stream.write_all(head.as_bytes()).is_ok() {
                    if stream.read(&mut bytes).unwrap_or(0) == 0 {
                        break;
                    }
                    thread::sleep(Duration::from_millis(20));
                }
            };
            for stream in busy {
                scope.spawn(move || keep_busy(stream));
            }
            let other = http().read(&Get::new(Purpose::Archive, url(base)), 1 << 20, &Cancel::default());
            done.store(true, Ordering::SeqCst);
            assert_eq!(other.unwrap().0.status, 200);
        });
    });
}

#[test]
fn a_client_that_takes_little_gives_its_place_to_another() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    fs_err::write(lab.mirror().join("go1large.zip"), vec![0; 256 << 20]).unwrap();
    let limits = Limits { stall: Duration::from_millis(500), connections: 1 };
    served_with(limits, &lab.mirror(), |base| {
        let (host, done) = (host(base), AtomicBool::new(false));
        thread::scope(|scope| {
            let mut slow = TcpStream::connect(host).unwrap();
            write!(slow, "GET /go1large.zip HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
            let mut bytes = vec![0; 64 << 10];
            assert!(slow.read(&mut bytes).unwrap() > 0);
            let done = &done;
            scope.spawn(move || {
                while !done.load(Ordering::SeqCst) && slow.read(&mut bytes).is_ok_and(|count| count > 0) {
                    thread::sleep(Duration::from_millis(50));
                }
            });
            let other = http().read(&Get::new(Purpose::Archive, url(base)), 1 << 20, &Cancel::default());
            done.store(true, Ordering::SeqCst);
            assert_eq!(other.unwrap().0.status, 200);
        });
    });
}

#[test]
fn a_served_mirror_handles_several_clients_at_once() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    served(&lab.mirror(), |base| {
        let idle = TcpStream::connect(base.trim_start_matches("http://").trim_end_matches('/')).unwrap();
        let bodies = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| bodies.lock().unwrap().push(read(&Get::new(Purpose::Archive, url(base))).1));
            }
        });
        assert_eq!(bodies.lock().unwrap().len(), 4);
        drop(idle); // an idle client blocks nobody
    });
}

#[test]
fn only_a_mirror_is_served_and_only_on_this_machine() {
    let lab = Lab::new();
    let serve = |address: &str| {
        let address = address.parse().unwrap();
        mirror::serve(&lab.mirror(), address, Limits::default(), &Cancel::default(), |_| panic!("it serves"))
    };
    let error = serve("0.0.0.0:0").unwrap_err();
    assert!(matches!(error, MirrorError::NotLoopback { .. }), "{error}");
    assert_eq!((error.code(), error.code().exit()), (Code::Usage, 2));
    assert!(matches!(serve("127.0.0.1:0"), Err(MirrorError::NotMirror { .. })));
    lab.build(&["1.27.3"], None).unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let holder = std::net::TcpListener::bind(&taken).unwrap();
    assert!(matches!(serve(&taken), Err(MirrorError::Listen { .. })));
    drop(holder);
}
