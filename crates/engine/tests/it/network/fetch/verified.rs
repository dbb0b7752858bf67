//! Only a file with its digest, its length and its name is accepted.
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Cancel, Code, Event, Explain as _, ignore};
use upgo_engine::change::fetch::{self, FetchError};
use upgo_testkit::server::{Act, Server};

use super::{Job, MIB, TAR, ZIP, content, ranges};

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
fn a_local_file_is_hashed_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my go.tar.gz");
    fs_err::write(&path, "mine").unwrap();
    let cancel = Cancel::default();
    assert_eq!(fetch::local(&path, None, 0, &cancel, &ignore).unwrap().bytes, 4);
    let actual = fetch::digest_of(&path, &cancel).unwrap();
    assert_eq!(actual, Sha256::of(b"mine"));
    fetch::local(&path, Some(actual), 0, &cancel, &ignore).unwrap().discard().unwrap();
    let error = fetch::local(&path, Some(Sha256::of(b"official")), 0, &cancel, &ignore).unwrap_err();
    assert_eq!(error.code(), Code::VerifyDigest);
    assert!(path.exists(), "the user's file is never deleted");
}
