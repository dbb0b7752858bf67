//! A source that is busy, slow or without the file is left for the next one.
use upgo_engine::base::report::{Code, Event, Explain as _};
use upgo_engine::net::http::Http;
use upgo_testkit::server::{Act, Server};
use url::Url;

use super::{Job, MIB, TAR, ZIP, content, ranges};
use crate::network::support::hasty;

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
fn a_folder_is_a_source_too() {
    let (folder, content) = (tempfile::tempdir().unwrap(), content(3 * MIB));
    for name in [TAR, ZIP] {
        fs_err::write(folder.path().join(name), &content).unwrap();
        let mut job = Job::new(name, &content, &[]);
        job.sources = vec![Url::from_directory_path(folder.path()).unwrap()];
        assert_eq!(job.fetch_while().unwrap(), content);
    }
}
