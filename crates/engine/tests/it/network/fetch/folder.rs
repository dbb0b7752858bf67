//! What is left in the folder of the downloads, and how it is cleaned.
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use upgo_engine::change::fetch::{self, Clean, FetchError};
use upgo_testkit::server::Server;

use super::{Job, TAR, content};

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
