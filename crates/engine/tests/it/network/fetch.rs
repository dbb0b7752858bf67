//! Downloading one verified file, whatever the servers do.
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use tempfile::TempDir;
use upgo_engine::base::archive::Archive;
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Code, Event, Explain as _, ignore};
use upgo_engine::change::fetch::{self, Clean, FetchError, Fetched, Passes, Request};
use upgo_engine::net::http::Http;
use upgo_engine::store::LockHolder;
use upgo_engine::store::growing::Growing;
use upgo_testkit::server::{Act, Server};
use url::Url;

use super::support::{hasty, http, impatient, url};

const TAR: &str = "go1.27.3.linux-amd64.tar.gz";
const ZIP: &str = "go1.27.3.windows-amd64.zip";
const MIB: usize = 1 << 20;

/// Bytes that never repeat, so that a misplaced piece is noticed.
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

#[test]
fn a_broken_connection_is_resumed_where_it_broke() {
    for name in [TAR, ZIP] {
        let (server, content) = (Server::start(), content(4 * MIB));
        server.file(name, content.clone());
        server.next(name, [Act::DropAfter(MIB), Act::DropAfter(MIB), Act::StallAfter(7), Act::DropAfter(0)]);
        let mut job = Job::new(name, &content, &[&server]);
        job.http = Http::new(impatient());
        assert_eq!(job.fetch_while().unwrap(), content, "{:?}", ranges(&server, name));
        assert!(job.retries() >= 4, "{:?}", job.events());
    }
}

#[test]
fn a_resumed_download_transfers_no_byte_twice() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone()).next(TAR, [Act::DropAfter(300_000), Act::DropAfter(200_000)]);
    Job::new(TAR, &content, &[&server]).fetch().unwrap();
    assert_eq!(ranges(&server, TAR), ["all", "bytes=300000-", "bytes=500000-"]);
    assert!(server.requests()[1].if_range.is_some());
}

#[test]
fn a_cancelled_download_is_resumed_by_the_next_run() {
    for name in [TAR, ZIP] {
        let (server, content) = (Server::start(), content(5 * MIB));
        server.file(name, content.clone()).limit(8 * MIB as u64);
        let mut job = Job::new(name, &content, &[&server]);
        let growing = job.growing();
        let stop_in_the_middle = |event| match event {
            Event::Transferred { done, .. } if done > 4 * MIB as u64 => job.cancel.cancel(),
            _ => {}
        };
        let stopped = fetch::fetch(&job.http, &job.request(), &growing, &job.cancel, &stop_in_the_middle);
        assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
        assert!(growing.reader().is_err(), "readers get an error");

        let here = fs_err::metadata(job.part()).unwrap().len();
        assert!(here > MIB as u64, "{here}");
        (job.cancel, job.http) = (Cancel::default(), http());
        assert_eq!(job.fetch_while().unwrap(), content);
        let last = server.requests().pop().unwrap();
        assert!(last.range.unwrap().starts_with(&format!("bytes={here}-")));
        assert!(last.if_range.is_some());
    }
}

/// Leaves a partial download behind, as a killed process does.
fn interrupted(job: &Job, server: &Server, bytes: usize) {
    server.next(&job.archive.filename, [Act::DropAfter(bytes), Act::Status(404)]);
    assert!(job.fetch().is_err());
    assert_eq!(fs_err::metadata(job.part()).unwrap().len(), bytes as u64);
}

#[test]
fn a_file_that_changed_meanwhile_is_downloaded_again() {
    let (server, old, new) = (Server::start(), content(MIB), content(2 * MIB).split_off(MIB));
    server.file(TAR, old.clone());
    let job = Job::new(TAR, &new, &[&server]); // the feed lists the new file, but the server still has the old one
    interrupted(&job, &server, 300_000);
    server.file(TAR, new.clone());
    assert_eq!(job.fetch_while().unwrap(), new);
    assert_eq!(server.requests().last().unwrap().range.as_deref(), Some("bytes=300000-"));
}

#[test]
fn if_the_server_ignores_ranges_the_download_starts_over() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    interrupted(&job, &server, 300_000);
    server.always(TAR, Act::IgnoreRange);
    assert!(job.fetch().is_ok(), "readers have seen nothing yet, so none has to start over");
    assert_eq!(job.file(), content);
}

#[test]
fn a_partial_download_of_another_or_an_unknown_file_is_discarded() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    interrupted(&job, &server, 300_000);
    let memory = job.folder.path().join(format!("{TAR}.part.json"));
    let text = fs_err::read_to_string(&memory).unwrap();
    let other = text.replace(&Sha256::of(&content).to_string(), &Sha256::of(b"other").to_string());
    for damaged in [other.as_str(), "", "{}", "null"] {
        fs_err::write(&memory, damaged).unwrap();
        fs_err::write(job.part(), "rubbish").unwrap();
        job.fetch().unwrap();
        assert_eq!(ranges(&server, TAR).pop().unwrap(), "all");
        assert_eq!(job.file(), content);
        fs_err::remove_file(job.path()).unwrap();
    }
}

#[test]
fn a_damaged_partial_download_is_found_by_its_digest_and_repeated() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    interrupted(&job, &server, 300_000);
    fs_err::write(job.part(), vec![0; 300_000]).unwrap();
    assert_eq!(job.fetch_while().unwrap(), content);
    assert_eq!(ranges(&server, TAR)[2..], ["bytes=300000-", "all"]);
}

#[test]
fn a_change_in_the_middle_makes_readers_start_over() {
    let (server, old, new) = (Server::start(), content(MIB), content(2 * MIB).split_off(MIB));
    server.file(TAR, old).next(TAR, [Act::DropAfter(600_000), Act::Become(new.clone())]);
    let job = Job::new(TAR, &new, &[&server]);
    let growing = job.growing();
    let error = job.pass(&job.request(), &growing).unwrap_err();
    assert!(matches!(error, FetchError::Restart), "{error:?}");
    assert!(growing.reader().is_err());
    assert_eq!(job.fetch_while().unwrap(), new);
}

#[test]
fn gives_up_on_a_server_that_never_completes() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone());
    let broken = [Act::DropAfter(600_000), Act::IgnoreRange].into_iter().cycle().take(20);
    server.next(TAR, broken);
    let error = Job::new(TAR, &content, &[&server]).fetch_while().unwrap_err();
    assert!(matches!(error, FetchError::Restart), "{error:?}");
    assert_eq!(server.requests().len(), 8);
}

#[test]
fn a_busy_server_is_retried_and_then_skipped() {
    let (mirror, official, content) = (Server::start(), Server::start(), content(1000));
    official.file(TAR, content.clone());
    mirror.file(TAR, content.clone()).next(TAR, [Act::Status(503), Act::Status(503)]);
    let job = Job::new(TAR, &content, &[&mirror, &official]);
    assert_eq!(job.fetch().unwrap(), job.sources[0]);
    assert_eq!(job.retries(), 2);

    mirror.always(TAR, Act::Status(503));
    let job = Job::new(TAR, &content, &[&mirror, &official]);
    let before = mirror.requests().len();
    assert_eq!(job.fetch().unwrap(), job.sources[1]);
    assert_eq!(mirror.requests().len() - before, 4);
    assert!(job.events().iter().any(|event| matches!(event, Event::SourceChanged { step: 3, host, reason }
        if host == "127.0.0.1" && reason.to_string().contains("503"))));
}

#[test]
fn a_source_that_drips_is_left_for_the_next_one_which_continues() {
    let (mirror, official, content) = (Server::start(), Server::start(), content(MIB));
    mirror.file(TAR, content.clone()).always(TAR, Act::Drip);
    official.file(TAR, content.clone());
    let mut job = Job::new(TAR, &content, &[&mirror, &official]);
    job.http = Http::new(hasty());
    assert_eq!(job.fetch().unwrap(), job.sources[1]);
    assert_eq!((job.file(), mirror.requests().len(), job.retries()), (content, 1, 0));
    assert!(ranges(&official, TAR)[0].starts_with("bytes="), "what came is not thrown away");
}

#[test]
fn a_source_that_drops_the_connection_after_each_byte_is_left() {
    let (mirror, official, content) = (Server::start(), Server::start(), content(1000));
    mirror.file(TAR, content.clone()).always(TAR, Act::DropAfter(1));
    official.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&mirror, &official]);
    assert_eq!(job.fetch().unwrap(), job.sources[1]);
    assert_eq!((job.file(), mirror.requests().len()), (content, 4));
}

#[test]
fn a_mirror_without_the_file_is_skipped_at_once() {
    let (mirror, official, content) = (Server::start(), Server::start(), content(1000));
    official.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&mirror, &official]);
    job.fetch().unwrap();
    assert_eq!((mirror.requests().len(), job.retries()), (1, 0));
}

#[test]
fn if_no_source_has_the_file_each_failure_is_reported() {
    let (one, two) = (Server::start(), Server::start());
    two.always(TAR, Act::Status(403));
    let job = Job::new(TAR, b"x", &[&one, &two]);
    let error = job.fetch().unwrap_err();
    assert_eq!((error.code(), error.code().exit()), (Code::NetStatus, 3));
    for part in [TAR, "404", "403"] {
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[test]
fn one_source_continues_the_download_of_another() {
    let (mirror, official, content) = (Server::start(), Server::start(), content(MIB));
    official.file(TAR, content.clone());
    mirror.file(TAR, content.clone()).next(TAR, [Act::DropAfter(400_000), Act::Status(404)]);
    let job = Job::new(TAR, &content, &[&mirror, &official]);
    assert_eq!(job.fetch_while().unwrap(), content);
    assert_eq!(ranges(&official, TAR), ["bytes=400000-"]);
    assert_eq!(official.requests()[0].if_range, None, "the mirror's ETag is not valid here");
}

#[test]
fn a_wrong_file_is_deleted_and_both_digests_reported() {
    let (server, content) = (Server::start(), content(1000));
    server.file(TAR, content.clone()).always(TAR, Act::WrongBytes);
    let job = Job::new(TAR, &content, &[&server]);
    let error = job.fetch().unwrap_err();
    assert_eq!((error.code(), error.code().exit()), (Code::VerifyDigest, 4));
    let wrong: Vec<u8> = content.iter().map(|byte| byte ^ 0x55).collect();
    for part in [TAR, &server.url(), &Sha256::of(&content).to_string(), &Sha256::of(&wrong).to_string()] {
        assert!(error.to_string().contains(part), "{error}");
    }
    assert!(job.left().is_empty(), "{:?}", job.left());
}

#[test]
fn after_a_wrong_digest_another_source_is_asked_once() {
    let (mirror, official, content) = (Server::start(), Server::start(), content(MIB));
    mirror.file(TAR, content.clone()).always(TAR, Act::WrongBytes);
    official.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&mirror, &official]);
    assert_eq!(job.fetch_while().unwrap(), content);
    assert_eq!((mirror.requests().len(), official.requests().len()), (1, 1));

    official.always(TAR, Act::WrongBytes);
    let job = Job::new(TAR, &content, &[&mirror, &official]);
    assert_eq!(job.fetch_while().unwrap_err().code(), Code::VerifyDigest);
    assert_eq!((mirror.requests().len(), official.requests().len()), (2, 2));
    assert!(job.left().is_empty(), "{:?}", job.left());
}

#[test]
fn a_mirror_that_corrupts_only_the_beginning_is_detected() {
    let (mirror, official, content) = (Server::start(), Server::start(), content(MIB));
    let mut spoiled = content.clone();
    spoiled[0] ^= 1;
    mirror.file(TAR, spoiled).next(TAR, [Act::DropAfter(400_000), Act::Status(404)]);
    official.file(TAR, content.clone());
    assert_eq!(Job::new(TAR, &content, &[&mirror, &official]).fetch_while().unwrap(), content);
    assert_eq!(ranges(&official, TAR), ["bytes=400000-", "all"]);
}

#[test]
fn without_an_official_digest_nothing_is_requested() {
    let server = Server::start();
    server.file(TAR, "x");
    let mut job = Job::new(TAR, b"x", &[&server]);
    job.archive.sha256 = None;
    let error = job.fetch().unwrap_err();
    assert_eq!((error.code(), server.requests().len()), (Code::VerifyNoDigest, 0));
    assert!(job.left().is_empty());
}

#[test]
fn a_name_that_leaves_the_folder_is_refused() {
    for name in ["../go1.tar.gz", "/etc/passwd", "go1.27.3/../../x.zip", "", "C:\\go1.zip"] {
        let error = Job::new(name, b"x", &[]).fetch().unwrap_err();
        assert!(matches!(error, FetchError::Name { .. }), "{error:?}");
    }
}

#[test]
fn a_wrong_length_is_refused_before_the_body() {
    let (server, content) = (Server::start(), content(1000));
    for act in [Act::Page, Act::Become(vec![0; 1001])] {
        let before = server.requests().len();
        server.file(TAR, content.clone()).next(TAR, [act.clone()]);
        let error = Job::new(TAR, &content, &[&server]).fetch().unwrap_err();
        assert_eq!(error.code(), Code::VerifyDigest, "{act:?}: {error:?}");
        let expected = if matches!(act, Act::Page) { "instead of 1 kB" } else { "1001 B instead of 1000 B" };
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(server.requests().len() - before, 1, "a retry would not help");
    }
}

#[test]
fn an_endless_body_is_cut_off() {
    let (server, content) = (Server::start(), content(1000));
    server.file(TAR, vec![0; 3 * MIB]).always(TAR, Act::NoLength);
    let job = Job::new(TAR, &content, &[&server]);
    assert!(job.fetch().unwrap_err().to_string().contains("more than 1 kB"));
    assert!(fs_err::metadata(job.part()).unwrap().len() <= 1000);
}

#[test]
fn a_premature_end_is_noticed_without_a_content_length() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone()).next(TAR, [Act::NoLengthEndAfter(400_000)]);
    let job = Job::new(TAR, &content, &[&server]);
    job.fetch().unwrap();
    assert_eq!(ranges(&server, TAR).len(), 2);
    assert_eq!(job.file(), content);
}

#[test]
fn an_unknown_size_is_learned_from_the_server() {
    for name in [TAR, ZIP] {
        let (server, content) = (Server::start(), content(3 * MIB));
        server.file(name, content.clone()).next(name, [Act::DropAfter(MIB)]);
        let mut job = Job::new(name, &content, &[&server]);
        job.archive.size = None;
        assert_eq!(job.fetch_while().unwrap(), content);
        assert_eq!(job.events().last(), Some(&Event::transferred(3, 3 << 20, Some(3 << 20))));
    }
}

#[test]
fn a_cached_archive_is_verified_again_before_use() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    job.fetch().unwrap();
    assert_eq!(job.fetch().unwrap().scheme(), "file");
    assert_eq!(server.requests().len(), 1);

    fs_err::write(job.path(), vec![7; MIB]).unwrap();
    assert_eq!(job.fetch_while().unwrap(), content, "a damaged cached file is downloaded again");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn two_requests_for_the_same_file_share_one_download() {
    let (server, content) = (Server::start(), content(MIB));
    server.file(TAR, content.clone()).always(TAR, Act::Hold);
    let job = Job::new(TAR, &content, &[&server]);
    let is_waiting = || job.events().iter().any(|event| matches!(event, Event::Waiting { step: 3, .. }));
    thread::scope(|scope| {
        let both = [(); 2].map(|()| scope.spawn(|| job.fetch().unwrap()));
        while !is_waiting() && server.requests().len() < 2 {
            thread::yield_now();
        }
        server.release();
        let loaded = both.map(|one| one.join().unwrap().scheme() == "http");
        assert_eq!(loaded.iter().filter(|loaded| **loaded).count(), 1, "one downloads it, the other finds it");
    });
    assert_eq!(server.requests().len(), 1);
    assert_eq!(job.events().iter().filter(|event| matches!(event, Event::Waiting { .. })).count(), 1, "told once");
}

#[test]
fn a_download_in_the_background_gives_way_and_its_bytes_are_used() {
    let (server, content) = (Server::start(), content(5 * MIB));
    server.file(TAR, content.clone()).next(TAR, [Act::StallAfter(2 * MIB)]);
    let job = Job::new(TAR, &content, &[&server]);
    let background = Cancel::default().giving_way();
    let (begins, begun) = mpsc::channel();
    thread::scope(|scope| {
        let stopped = scope.spawn(|| {
            let note = |event| {
                if matches!(event, Event::Transferred { .. }) {
                    begins.send(()).ok();
                }
            };
            fetch::fetch(&job.http, &job.request(), &job.growing(), &background, &note).map(drop)
        });
        begun.recv().unwrap();
        assert_eq!(job.fetch_while().unwrap(), content);
        assert!(matches!(stopped.join().unwrap(), Err(FetchError::GaveWay)));
    });
    let process = std::process::id();
    let expected = format!("another Upgo process is downloading {TAR}: upgo install (process {process}), for ");
    let is_told =
        |event: &Event| matches!(event, Event::Waiting { reason, .. } if reason.to_string().starts_with(&expected));
    assert!(job.events().iter().any(is_told), "{:?}", job.events());
    let ranges = ranges(&server, TAR);
    assert!(ranges.len() == 2 && ranges[1] != "all", "it began again: {ranges:?}");

    // the other way round, it does not even wait
    let _held = job.pass(&job.request(), &job.growing()).unwrap();
    let refused = fetch::fetch(&job.http, &job.request(), &job.growing(), &background, &ignore);
    assert!(matches!(refused, Err(FetchError::GaveWay)));
}

#[test]
fn a_waiting_request_can_be_cancelled_and_checks_whether_it_is_still_needed() {
    let (server, content) = (Server::start(), content(1000));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    let held = job.pass(&job.request(), &job.growing()).unwrap();
    let wait = |is_wanted: &dyn Fn() -> bool| {
        while !job.events().iter().any(|event| matches!(event, Event::Waiting { .. })) && is_wanted() {
            thread::yield_now();
        }
    };
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let request = Request { is_wanted: &|| false, ..job.request() };
            job.pass(&request, &job.growing()).map(|_| ())
        });
        wait(&|| !waiting.is_finished());
        drop(held);
        assert!(matches!(waiting.join().unwrap(), Err(FetchError::NoLongerWanted)));
    });
    job.events.lock().unwrap().clear();
    let _held = job.pass(&job.request(), &job.growing()).unwrap();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| job.fetch());
        wait(&|| !waiting.is_finished());
        job.cancel.cancel();
        assert_eq!(waiting.join().unwrap().unwrap_err().code(), Code::Cancelled);
    });
}

#[test]
fn a_folder_is_a_source_too() {
    let (folder, content) = (tempfile::tempdir().unwrap(), content(3 * MIB));
    for name in [TAR, ZIP] {
        fs_err::write(folder.path().join(name), &content).unwrap();
        let mut job = Job::new(name, &content, &[]);
        job.sources = vec![Url::from_directory_path(folder.path()).unwrap()];
        assert_eq!(job.fetch_while().unwrap(), content);
    }
}

#[test]
fn an_unwritable_folder_is_a_disk_error() {
    let (server, content) = (Server::start(), content(1000));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    fs_err::create_dir(job.part()).unwrap();
    let error = job.fetch().unwrap_err();
    assert!(matches!(error, FetchError::Disk { .. }), "{error:?}");
    assert!(error.to_string().contains(".part"), "{error}");
}

#[test]
fn a_local_file_is_hashed_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my go.tar.gz");
    fs_err::write(&path, "mine").unwrap();
    let cancel = Cancel::default();
    let found = fetch::local(&path, None, 0, &cancel, &ignore).unwrap();
    assert_eq!((found.sha256, found.bytes), (Sha256::of(b"mine"), 4));
    assert_eq!(fetch::digest_of(&path, &cancel).unwrap(), found.sha256);
    fetch::local(&path, Some(found.sha256), 0, &cancel, &ignore).unwrap().discard().unwrap();
    let error = fetch::local(&path, Some(Sha256::of(b"official")), 0, &cancel, &ignore).unwrap_err();
    assert_eq!(error.code(), Code::VerifyDigest);
    assert!(path.exists(), "the user's file is never deleted");
}

#[test]
fn cleaning_removes_only_old_partial_downloads() {
    let folder = tempfile::tempdir().unwrap();
    let now = SystemTime::now();
    let day = Duration::from_hours(24);
    let put = |name: &str, bytes: usize, at: SystemTime| {
        let path = folder.path().join(name);
        fs_err::write(&path, vec![0; bytes]).unwrap();
        fs_err::File::options().write(true).open(&path).unwrap().file().set_modified(at).unwrap();
    };
    put("go1.1.linux-amd64.tar.gz.part", 100, now - 8 * day);
    put("go1.1.linux-amd64.tar.gz.part.json", 10, now - 8 * day);
    put("go1.2.linux-amd64.tar.gz.part", 100, now - 6 * day);
    put("go1.3.linux-amd64.tar.gz.part", 100, now + 400 * day); // the clock has been set back since
    put("go1.4.linux-amd64.tar.gz", 1000, now - 80 * day);
    put("feed-linux-amd64-0.json", 1, now - 80 * day);
    put("notes.part", 1, now - 80 * day);
    let clean = |what| fetch::clean(folder.path(), what, Timestamp::try_from(now).unwrap()).unwrap();
    assert_eq!(clean(Clean::OldParts), 110);
    assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 5);
    assert_eq!(clean(Clean::Everything), 1200);
    assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 2, "the feed and foreign files stay");
    let missing = folder.path().join("missing");
    assert_eq!(fetch::clean(&missing, Clean::OldParts, Timestamp::now()).unwrap(), 0);
}

#[test]
fn cleaning_keeps_a_running_download() {
    let (server, content) = (Server::start(), content(1000));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    let held = job.pass(&job.request(), &job.growing()).unwrap();
    let clean = || fetch::clean(job.folder.path(), Clean::Everything, Timestamp::now()).unwrap();
    assert_eq!(clean(), 0);
    drop(held);
    assert!(clean() > 1000);
    assert!(job.left().is_empty());
}

#[test]
fn a_discarded_download_leaves_nothing() {
    let (server, content) = (Server::start(), content(1000));
    server.file(TAR, content.clone());
    let job = Job::new(TAR, &content, &[&server]);
    job.pass(&job.request(), &job.growing()).unwrap().discard().unwrap();
    assert!(job.left().is_empty());
}
