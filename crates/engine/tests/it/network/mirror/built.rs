//! What a build puts into a mirror, from the network or from archives in a folder.
use upgo_engine::base::digest::Sha256;
use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::released::catalog::Sources;
use upgo_testkit::release::Release;
use upgo_testkit::server::Act;

use super::lab::{Lab, newest, served};

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
    let mut feed: serde_json::Value =
        serde_json::from_slice(&fs_err::read(lab.mirror().join("index.json")).unwrap()).unwrap();
    for release in feed.as_array_mut().unwrap() {
        let day = release.as_object_mut().unwrap().remove("released").unwrap();
        assert_eq!(day.as_str().unwrap().len(), "2026-11-18".len(), "which all machines of a ring share");
    }
    let real: serde_json::Value = serde_json::from_slice(&Release::feed(&lab.releases)).unwrap();
    assert_eq!(feed, real, "all else is that of the official feed");
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
