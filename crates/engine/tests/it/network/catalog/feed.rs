//! What a feed says, and where it is read.
use upgo_engine::base::target::Target;
use upgo_engine::released::catalog::{self, Channel, PackageKind, ReleaseRequest, Sources};
use upgo_testkit::server::{Act, Server};

use super::desk::{Desk, REAL, feed, newest};

#[test]
fn the_real_feed_is_read_completely() {
    for (os, arch, archives) in [("linux", "amd64", 362), ("windows", "amd64", 362), ("windows", "arm64", 162)] {
        let parsed = catalog::parse(REAL, &Target::new(os, arch), PackageKind::Archive).unwrap();
        assert_eq!((parsed.releases.len(), parsed.skipped), (363, 0));
        assert!(parsed.releases.is_sorted_by(|a, b| a.version > b.version));
        let found = parsed.releases.iter().filter(|release| release.archive.is_some()).count();
        assert_eq!(found, archives, "{os}-{arch}");
    }
}

#[test]
fn the_real_feed_has_two_supported_lines() {
    let server = Server::start();
    server.feed(REAL);
    let catalog = Desk::at(&server).refresh().unwrap();
    let stable: Vec<_> = catalog.releases.iter().filter(|release| release.channel == Channel::Stable).collect();
    assert_eq!(stable.iter().map(|release| release.version.as_str()).collect::<Vec<_>>(), ["go1.27.0", "go1.26.7"]);
    let supported = catalog.releases.iter().filter(|release| release.supported);
    assert!(supported.clone().all(|release| ["go1.27", "go1.26"].contains(&release.version.language().as_str())));
    assert_eq!(supported.count(), 9);
    let coming = |release: &&catalog::Release| matches!(release.channel, Channel::Rc | Channel::Beta);
    assert_eq!(catalog.releases.iter().filter(coming).count(), 0, "go1.27 is released, so its candidates are archived");
    let resolve = |text: &str| catalog.resolve(&text.parse::<ReleaseRequest>().unwrap()).unwrap().version.to_string();
    assert_eq!([resolve("latest"), resolve("1.26"), resolve("rc")], ["go1.27.0", "go1.26.7", "go1.27.0"]);
}

#[test]
fn old_windows_archives_have_no_digest() {
    let parsed = catalog::parse(REAL, &Target::new("windows", "386"), PackageKind::Archive).unwrap();
    let without = parsed.releases.iter().filter(|release| release.archive.as_ref().is_some_and(|a| a.sha256.is_none()));
    assert!(without.count() > 5);
}

#[test]
fn reads_index_json_from_a_plain_web_server_and_a_folder() {
    let listing = Server::start();
    listing.file("index.json", feed("go1.27.1", "a")).always("", Act::Page);
    assert_eq!(newest(&Desk::at(&listing).refresh().unwrap()), "go1.27.1");
    let without_listing = Server::start();
    without_listing.file("index.json", feed("go1.27.1", "a"));
    assert_eq!(newest(&Desk::at(&without_listing).refresh().unwrap()), "go1.27.1");

    // a repository says in its own way that it does not know the query
    for status in [400, 402, 403, 404, 405, 406, 410, 422] {
        let repository = Server::start();
        repository.file("index.json", feed("go1.27.1", "a")).always("", Act::Status(status));
        assert_eq!(newest(&Desk::at(&repository).refresh().unwrap()), "go1.27.1", "{status}");
    }
    for status in [401, 429, 500] {
        let repository = Server::start();
        repository.file("index.json", feed("go1.27.1", "a")).always("", Act::Status(status));
        let error = Desk::at(&repository).refresh().unwrap_err();
        assert!(error.to_string().contains(&status.to_string()), "{error}");
        assert!(repository.requests().iter().all(|asked| !asked.path.contains("index.json")), "{status}");
    }

    let folder = tempfile::tempdir().unwrap();
    let marked = [b"\xEF\xBB\xBF".as_slice(), feed("go1.27.1", "a").as_bytes()].concat();
    fs_err::write(folder.path().join("index.json"), marked).unwrap();
    let base = url::Url::from_directory_path(folder.path()).unwrap();
    let desk = Desk::new(Sources::new(Some(base.as_str()), []).unwrap());
    assert_eq!(newest(&desk.refresh().unwrap()), "go1.27.1");
}
