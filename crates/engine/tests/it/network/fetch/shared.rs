//! Several requests for one file share its download.
use std::sync::mpsc;
use std::thread;

use upgo_engine::base::report::{Cancel, Code, Event, Explain as _, ignore};
use upgo_engine::change::fetch::{self, FetchError, Request};
use upgo_testkit::server::{Act, Server};

use super::{Job, MIB, TAR, content, ranges};

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
