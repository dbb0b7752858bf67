//! A mirror: built from the network or a folder, and served on this machine.
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use tempfile::TempDir;
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Code, Explain as _, ignore};
use upgo_engine::base::target::Target;
use upgo_engine::change::mirror::{self, Build, Built, Limits, MirrorError, MirrorRules, Prune, Pruned};
use upgo_engine::machine::home::Home;
use upgo_engine::net::http::{ByteRange, Get, Purpose, ResponseHead};
use upgo_engine::released::catalog::{Feeds, Package, ReleaseRequest, Sources};
use upgo_engine::store::LockHolder;
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::Release;
use upgo_testkit::server::{Act, Server};

use super::support::{http, url};

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

/// A server with releases, and a folder for a mirror of it.
struct Lab {
    server: Server,
    folder: TempDir,
    releases: Vec<Release>,
    targets: Vec<Target>,
}

impl Lab {
    fn new() -> Self {
        let sample = |version, os, arch| Release::sample_for(version, os, arch, b"a program");
        let releases = vec![
            sample("go1.27.3", "linux", "amd64"),
            sample("go1.27.3", "windows", "amd64"),
            sample("go1.26.6", "linux", "amd64"),
            sample("go1.26.6", "windows", "amd64"),
        ];
        let server = Server::start();
        server.feed(Release::feed(&releases));
        for release in &releases {
            server.file(release.filename(), release.bytes());
        }
        let targets = vec![Target::new("linux", "amd64"), Target::new("windows", "amd64")];
        Self { server, folder: tempfile::tempdir().unwrap(), releases, targets }
    }

    fn build(&self, versions: &[&str], from: Option<&Path>) -> Result<Built, MirrorError> {
        let requests: Vec<ReleaseRequest> = versions.iter().map(|version| version.parse().unwrap()).collect();
        let sources = Sources::new(Some(&self.server.url()), []).unwrap();
        let home = Home::new(self.folder.path().join("home"));
        let feeds = Feeds {
            home: &home,
            sources: &sources,
            target: &self.targets[0],
            package: Package::Archive,
            system: None,
            modules: None,
            keep: true,
        };
        mirror::build(&Build {
            folder: &self.mirror(),
            versions: &requests,
            rules: &MirrorRules::default(),
            targets: &self.targets,
            from,
            feeds: &feeds,
            http: &http(),
            now: NOW,
            holder: &LockHolder::of_this_process("a test", NOW),
            cancel: &Cancel::default(),
            events: &ignore,
        })
    }

    fn mirror(&self) -> std::path::PathBuf {
        self.folder.path().join("mirror of Zoë")
    }

    /// A folder with the archives of this server, as carried to an offline machine.
    fn archives(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for release in &self.releases {
            fs_err::write(folder.path().join(release.filename()), release.bytes()).unwrap();
        }
        fs_err::write(folder.path().join("notes.txt"), "not an archive").unwrap();
        folder
    }

    fn names(&self) -> Vec<String> {
        let entries = fs_err::read_dir(self.mirror()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The newest release for Linux in `sources`.
fn newest(sources: &Sources) -> (String, Sha256) {
    let folder = tempfile::tempdir().unwrap();
    let (home, target) = (Home::new(folder.path()), Target::new("linux", "amd64"));
    let feeds = Feeds {
        home: &home,
        sources,
        target: &target,
        package: Package::Archive,
        system: None,
        modules: None,
        keep: true,
    };
    let catalog = feeds.refresh(&http(), NOW, &Cancel::default()).unwrap();
    let newest = catalog.newest().unwrap();
    (newest.version.to_string(), newest.archive.as_ref().unwrap().sha256.unwrap())
}

/// Serves the mirror during `visit`, and checks that the server ends afterwards.
fn served<T>(folder: &Path, visit: impl FnOnce(&str) -> T) -> T {
    served_with(Limits::default(), folder, visit)
}

fn served_with<T>(limits: Limits, folder: &Path, visit: impl FnOnce(&str) -> T) -> T {
    let (cancel, (ready, address)) = (Cancel::default(), mpsc::channel());
    thread::scope(|scope| {
        let serving = scope.spawn(|| {
            let any = SocketAddr::from(([127, 0, 0, 1], 0));
            mirror::serve(folder, any, limits, &cancel, |address| ready.send(address).unwrap())
        });
        let ending = EndServing(cancel.clone());
        let visited = visit(&format!("http://{}/", address.recv().unwrap()));
        drop(ending);
        serving.join().unwrap().unwrap();
        visited
    })
}

/// Ends the server even if the visit fails.
struct EndServing(Cancel);

impl Drop for EndServing {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

fn read(get: &Get) -> (ResponseHead, Vec<u8>) {
    http().read(get, 1 << 20, &Cancel::default()).unwrap()
}

#[test]
fn a_mirror_built_from_the_network_works_on_any_server() {
    let lab = Lab::new();
    let built = lab.build(&["latest", "1.26.6"], None).unwrap();
    assert_eq!(built.files.len(), 4);
    assert!(built.files.iter().all(|file| !file.unofficial && !file.kept));
    let mut expected: Vec<_> = lab.releases.iter().map(|release| release.filename().to_owned()).collect();
    expected.push("index.json".to_owned());
    expected.sort();
    assert_eq!(lab.names(), expected, "and nothing else");

    let official = ("go1.27.3".to_owned(), lab.releases[0].sha256().parse().unwrap());
    let folder = url::Url::from_directory_path(lab.mirror()).unwrap();
    assert_eq!(newest(&Sources::new(Some(folder.as_str()), []).unwrap()), official);
    let seen = served(&lab.mirror(), |base| newest(&Sources::new(Some(base), []).unwrap()));
    assert_eq!(seen, official);
}

#[test]
fn existing_files_are_kept_and_damaged_ones_replaced() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    let windows = lab.mirror().join(lab.releases[1].filename());
    fs_err::write(&windows, "rotten").unwrap();
    let before = lab.server.requests().len();
    let built = lab.build(&["1.27", "1.26"], None).unwrap();
    let kept: Vec<bool> = built.files.iter().map(|file| file.kept).collect();
    assert_eq!(kept, [true, false, false, false]);
    assert_eq!(fs_err::read(&windows).unwrap(), lab.releases[1].bytes());
    let names: Vec<_> = lab.server.requests().into_iter().skip(before).map(|request| request.path).collect();
    assert!(!names.contains(&lab.releases[0].filename().to_owned()), "{names:?}");
}

#[test]
fn a_later_build_adds_to_the_feed() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    lab.build(&["1.26.6"], None).unwrap();
    let feed: serde_json::Value =
        serde_json::from_slice(&fs_err::read(lab.mirror().join("index.json")).unwrap()).unwrap();
    let real: serde_json::Value = serde_json::from_slice(&Release::feed(&lab.releases)).unwrap();
    assert_eq!(feed, real, "the entries are those of the official feed");
}

#[test]
fn without_versions_a_mirror_has_the_newest_patch_of_the_supported_lines() {
    let mut lab = Lab::new();
    for version in ["go1.27.2", "go1.25.9"] {
        let release = Release::sample_for(version, "linux", "amd64", b"a program");
        lab.server.file(release.filename(), release.bytes());
        lab.releases.push(release);
    }
    lab.server.feed(Release::feed(&lab.releases));
    let built = lab.build(&[], None).unwrap();
    let versions: Vec<&str> = built.files.iter().map(|file| file.version.as_str()).collect();
    assert_eq!(versions, ["go1.27.3", "go1.26.6", "go1.27.3", "go1.26.6"]);
}

fn prune(lab: &Lab, keep: &[&str], is_rehearsal: bool) -> Result<Pruned, MirrorError> {
    let keep: Vec<ReleaseRequest> = keep.iter().map(|version| version.parse().unwrap()).collect();
    let (folder, rules) = (lab.mirror(), MirrorRules::default());
    mirror::prune(&Prune { folder: &folder, keep: &keep, rules: &rules, is_rehearsal })
}

#[test]
fn a_pruned_mirror_has_only_what_is_kept_and_files_of_others_stay() {
    let lab = Lab::new();
    lab.build(&["1.27.3", "1.26.6"], None).unwrap();
    let record = "sumdb/sum.example.com/lookup/golang.org/toolchain@v0.0.1-go1.26.6.linux-amd64";
    let orphan = "go1.20.1.linux-amd64.tar.gz.asc";
    for name in [record, orphan, "notes.txt", "go1.26.6.src.tar.gz", "sumdb/sum.example.com/tile/8/0/000"] {
        let path = lab.mirror().join(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, name).unwrap();
    }
    let before = lab.names();
    let planned = prune(&lab, &["1.27"], true).unwrap();
    assert_eq!(lab.names(), before, "a rehearsal changes nothing");
    let pruned = prune(&lab, &["1.27"], false).unwrap();
    assert_eq!(planned, pruned);
    let removed: Vec<&str> = pruned.removed.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(removed, [orphan, lab.releases[2].filename(), lab.releases[3].filename(), record]);
    let mut left = vec!["go1.26.6.src.tar.gz", "index.json", "notes.txt", "sumdb"];
    left.extend(lab.releases[..2].iter().map(Release::filename));
    left.sort_unstable();
    assert_eq!(lab.names(), left);
    assert!(!lab.mirror().join(record).exists() && lab.mirror().join("sumdb/sum.example.com/tile/8/0/000").exists());
    let folder = url::Url::from_directory_path(lab.mirror()).unwrap();
    assert_eq!(newest(&Sources::new(Some(folder.as_str()), []).unwrap()).0, "go1.27.3");
    assert!(prune(&lab, &["1.27"], false).unwrap().removed.is_empty());
}

#[test]
fn a_mirror_never_loses_its_last_release() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    assert_eq!(prune(&lab, &["1.26.6"], false).unwrap_err().code(), Code::VersionUnknown);
    let nothing = MirrorRules { is_permitted: Box::new(|_| false), ..MirrorRules::default() };
    let wanted = Prune { folder: &lab.mirror(), keep: &[], rules: &nothing, is_rehearsal: false };
    assert!(matches!(mirror::prune(&wanted), Err(MirrorError::NothingLeft { .. })));
    for damaged in ["", "[", "{}", "\u{0}"] {
        fs_err::write(lab.mirror().join("index.json"), damaged).unwrap();
        assert!(matches!(prune(&lab, &["1.27.3"], false), Err(MirrorError::BadList { .. })), "{damaged:?}");
    }
    fs_err::remove_file(lab.mirror().join("index.json")).unwrap();
    assert!(matches!(prune(&lab, &["1.27.3"], false), Err(MirrorError::NotMirror { .. })));
    assert_eq!(lab.names().len(), 2, "nothing was deleted");
}

#[test]
fn a_tampered_file_never_gets_into_a_mirror() {
    let lab = Lab::new();
    lab.server.always(lab.releases[0].filename(), Act::WrongBytes);
    let error = lab.build(&["1.27.3"], None).unwrap_err();
    assert_eq!(error.code(), Code::VerifyDigest);
    assert!(!lab.names().iter().any(|name| name.starts_with("go1") || name == "index.json"), "{:?}", lab.names());
}

#[test]
fn an_unknown_version_is_reported_with_its_target() {
    let lab = Lab::new();
    let error = lab.build(&["1.99.9"], None).unwrap_err();
    assert_eq!(error.code(), Code::VersionUnknown);
    assert!(error.to_string().contains("go1.99.9 for linux-amd64"), "{error}");
    let archives = lab.archives();
    let error = lab.build(&["1.99.9"], Some(archives.path())).unwrap_err();
    assert_eq!(error.code(), Code::VersionUnknown);
}

#[test]
fn archives_from_a_folder_are_compared_with_the_feed() {
    let lab = Lab::new();
    let archives = lab.archives();
    let built = lab.build(&["1.27.3"], Some(archives.path())).unwrap();
    assert!(built.files.iter().all(|file| !file.unofficial));
    let asked: Vec<_> = lab.server.requests().into_iter().map(|request| request.path).collect();
    assert!(asked.iter().all(String::is_empty), "only the feed is requested: {asked:?}");

    fs_err::write(archives.path().join(lab.releases[2].filename()), "repacked").unwrap();
    let error = lab.build(&["1.26.6"], Some(archives.path())).unwrap_err();
    assert_eq!(error.code(), Code::VerifyDigest);
    assert!(archives.path().join(lab.releases[2].filename()).exists(), "foreign files are never deleted");
}

#[test]
fn archives_that_the_feed_does_not_list_are_marked_unofficial() {
    let lab = Lab::new();
    let archives = lab.archives();
    fs_err::write(archives.path().join("go1.28rc1.linux-amd64.tar.gz"), "new").unwrap();
    fs_err::write(archives.path().join("go1.28rc1.windows-amd64.zip"), "new").unwrap();
    let built = lab.build(&["rc", "1.27.3"], Some(archives.path())).unwrap();
    let unofficial: Vec<_> = built.files.iter().map(|file| (file.version.as_str(), file.unofficial)).collect();
    assert_eq!(unofficial[..2], [("go1.28rc1", true), ("go1.27.3", false)]);
    assert_eq!(built.files[0].sha256, Sha256::of(b"new"));

    let alone = Lab::new();
    alone.server.always("", Act::Status(503));
    let built = alone.build(&["1.27.3"], Some(archives.path())).unwrap();
    assert!(built.files.iter().all(|file| file.unofficial));
    let folder = url::Url::from_directory_path(alone.mirror()).unwrap();
    let own = newest(&Sources::new(Some(folder.as_str()), []).unwrap());
    assert_eq!(own, ("go1.27.3".to_owned(), lab.releases[0].sha256().parse().unwrap()));
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
