//! A download that breaks off is continued, and what changed meanwhile is downloaded again.
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Code, Event, Explain as _};
use upgo_engine::change::fetch::{self, FetchError};
use upgo_engine::net::http::Http;
use upgo_testkit::server::{Act, Server};

use super::{Job, MIB, TAR, ZIP, content, ranges};
use crate::network::support::{http, impatient};

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
