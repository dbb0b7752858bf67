//! Downloading one verified file, whatever the servers do.
mod folder;
mod resumed;
mod shared;
mod sources;
mod verified;

use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use jiff::Timestamp;
use tempfile::TempDir;
use upgo_engine::base::archive::Archive;
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Event};
use upgo_engine::change::fetch::{self, FetchError, Fetched, Passes, Request};
use upgo_engine::net::http::Http;
use upgo_engine::store::LockHolder;
use upgo_engine::store::growing::Growing;
use upgo_testkit::server::{Act, Server};
use url::Url;

use super::support::{http, url};

const TAR: &str = "go1.27.3.linux-amd64.tar.gz";
const ZIP: &str = "go1.27.3.windows-amd64.zip";
const MIB: usize = 1 << 20;

/// Bytes that never repeat, so that a misplaced piece is detected.
fn content(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..=length / 8).flat_map(next).take(length).collect()
}

/// A download: the archive, its sources and the destination folder.
struct Job {
    folder: TempDir,
    archive: Archive,
    sources: Vec<Url>,
    http: Http,
    cancel: Cancel,
    holder: LockHolder,
    events: Mutex<Vec<Event>>,
}

impl Job {
    fn new(filename: &str, content: &[u8], servers: &[&Server]) -> Self {
        let sha256 = Some(Sha256::of(content));
        Self {
            folder: tempfile::tempdir().unwrap(),
            archive: Archive { filename: filename.to_owned(), sha256, size: Some(content.len() as u64) },
            sources: servers.iter().map(|server| url(&server.url())).collect(),
            http: http(),
            cancel: Cancel::default(),
            holder: LockHolder::of_this_process("upgo install", Timestamp::UNIX_EPOCH),
            events: Mutex::default(),
        }
    }

    fn request(&self) -> Request<'_> {
        let is_wanted = &|| true;
        let Self { archive, sources, holder, .. } = self;
        Request { archive, sources, folder: self.folder.path(), step: 3, is_wanted, holder }
    }

    fn growing(&self) -> Growing {
        Growing::new(self.part())
    }

    /// One pass.
    fn pass(&self, request: &Request<'_>, growing: &Growing) -> Result<Fetched, FetchError> {
        fetch::fetch(&self.http, request, growing, &self.cancel, &|event| self.events.lock().unwrap().push(event))
    }

    /// One pass whose file is kept. Returns its source.
    fn fetch(&self) -> Result<Url, FetchError> {
        let fetched = self.pass(&self.request(), &self.growing())?;
        let source = fetched.source.clone();
        fetched.keep()?;
        Ok(source)
    }

    /// Downloads like an installation: with a parallel reader, and with more passes if that helps.
    fn fetch_while(&self) -> Result<Vec<u8>, FetchError> {
        let mut passes = Passes::new(&self.sources);
        loop {
            let growing = self.growing();
            let request = Request { sources: passes.sources(), ..self.request() };
            let (fetched, bytes) = thread::scope(|scope| {
                let reading = scope.spawn(|| {
                    let mut bytes = Vec::new();
                    growing.reader().and_then(|mut reader| reader.read_to_end(&mut bytes)).map(|_| bytes)
                });
                (self.pass(&request, &growing), reading.join().unwrap())
            });
            match fetched {
                Err(error) if passes.again(&error) => {}
                Err(error) => return Err(error),
                Ok(fetched) => {
                    fetched.keep()?;
                    return Ok(bytes.unwrap());
                }
            }
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(&self.archive.filename)
    }

    fn part(&self) -> PathBuf {
        fetch::part_path(self.folder.path(), &self.archive)
    }

    /// The content of the file under its final name.
    fn file(&self) -> Vec<u8> {
        fs_err::read(self.path()).unwrap()
    }

    /// The names in the folder, without locks.
    fn left(&self) -> Vec<String> {
        let entries = fs_err::read_dir(self.folder.path()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let paths = paths.filter(|path| path.extension().is_none_or(|ending| ending != "lock"));
        paths.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    }

    fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }

    fn retries(&self) -> usize {
        self.events().iter().filter(|event| matches!(event, Event::Retrying { .. })).count()
    }
}

fn ranges(server: &Server, name: &str) -> Vec<String> {
    server.ranges(name).into_iter().map(|range| range.unwrap_or_else(|| "all".to_owned())).collect()
}

#[test]
fn a_download_gets_its_final_name_last() {
    let (server, content) = (Server::start(), content(3 * MIB));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    let fetched = job.pass(&job.request(), &job.growing()).unwrap();
    assert_eq!((fetched.bytes, &fetched.source, &fetched.path), (3 * MIB as u64, &job.sources[0], &job.part()));
    assert!(!job.path().exists());
    assert_eq!(fetched.keep().unwrap(), job.path());
    assert_eq!(job.file(), content);
    assert_eq!(job.left(), [TAR]);
    let last = Event::transferred(3, 3 * MIB as u64, Some(3 * MIB as u64));
    assert_eq!(job.events().last(), Some(&last));
}

#[test]
fn the_end_of_a_zip_is_downloaded_first_and_nothing_twice() {
    let (server, content) = (Server::start(), content(5 * MIB));
    server.file(ZIP, content.clone());
    let job = Job::new(ZIP, &content, &[&server]);
    assert_eq!(job.fetch_while().unwrap(), content);
    assert_eq!(ranges(&server, ZIP), ["bytes=-2097152", "bytes=0-3145727"]);
    assert_eq!(job.file(), content);
}

#[test]
fn the_directory_of_a_zip_can_be_read_before_the_rest_arrives() {
    let (server, content) = (Server::start(), content(5 * MIB));
    server.file(ZIP, content.clone()).next(ZIP, [Act::NoValidator, Act::Hold]);
    let job = Job::new(ZIP, &content, &[&server]);
    let growing = job.growing();
    thread::scope(|scope| {
        let download = scope.spawn(|| job.pass(&job.request(), &growing).map(|_| ()));
        assert_eq!(growing.total().unwrap(), 5 * MIB as u64);
        server.release();
        download.join().unwrap().unwrap();
    });
    let mut end = vec![0; 100];
    growing.reader().unwrap().read_exact_at((5 * MIB - 100) as u64, &mut end).unwrap();
    assert_eq!(end, content[5 * MIB - 100..]);
}

#[test]
fn a_small_zip_and_a_server_without_ranges_take_one_request() {
    for (length, act) in [(100, None), (3 * MIB, Some(Act::IgnoreRange)), (3 * MIB, Some(Act::NoLength))] {
        let (server, content) = (Server::start(), content(length));
        server.file(ZIP, content.clone()).next(ZIP, act.clone());
        let job = Job::new(ZIP, &content, &[&server]);
        assert_eq!(job.fetch_while().unwrap(), content, "{act:?}");
        assert!(server.requests().len() <= 2, "{act:?}: {:?}", ranges(&server, ZIP));
    }
}
