//! Where releases come from: mirrors, and the user's own feed.
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::release::Release;
use upgo_testkit::server::Server;

use crate::lab;
use crate::schemas::fits;

#[test]
fn mirror_test_checks_a_mirror_before_use() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let release = lab.release("go1.27.3");
    let [good, short, list, empty] = [(); 4].map(|()| Server::start());
    good.file(release.filename(), release.bytes().to_vec());
    short.file(release.filename(), release.bytes()[1..].to_vec());
    list.file(release.filename(), release.bytes().to_vec());
    let evil = release.clone().with_file("src/evil.go", b"package evil");
    list.file("index.json", Release::feed(&[evil]));
    let urls = [&good, &short, &list, &empty].map(Server::url);
    let words = ["mirror", "test", "--json"].map(str::to_owned).into_iter().chain(urls.clone());
    let answer = lab.upgo(words).exits(3).json();
    fits("mirror-test", &answer);
    let of = |index: usize| {
        let trial = &answer["mirrors"][index];
        (trial["ok"].as_bool().unwrap(), trial["file"]["kind"].clone(), trial["list"]["kind"].clone())
    };
    assert_eq!(of(0), (true, "here".into(), "none".into()));
    assert_eq!(of(1), (false, "otherLength".into(), "none".into()));
    assert_eq!(of(2), (false, "here".into(), "contradicts".into()));
    assert_eq!(of(3), (false, "missing".into(), "none".into()));
    assert_eq!(good.ranges(release.filename()), [Some("bytes=0-0".to_owned())], "only one byte is requested");
    // Without a URL, the configured mirrors are tested.
    assert!(lab.upgo(["mirror", "test"]).succeeds().output.contains("No mirror is set"));
    lab.upgo(["settings", "set", "mirrors", &urls[0]]).succeeds();
    assert!(lab.upgo(["mirror", "test"]).succeeds().output.starts_with(&format!("ok  {}  has", urls[0])));
    // A trailing slash makes no difference anywhere.
    good.file(&format!("golang/{}", release.filename()), release.bytes().to_vec());
    let folder = format!("{}golang", urls[0]);
    let is_tried = |words: &[&str]| {
        let ran = lab.upgo(words).succeeds();
        assert!(ran.output.starts_with(&format!("ok  {folder}/  has")), "{ran}");
    };
    is_tried(&["mirror", "test", &folder]);
    std::fs::write(lab.home().join("settings.toml"), format!("mirrors = [\"{folder}\"]\n")).unwrap();
    is_tried(&["mirror", "test"]);
    lab.upgo(["settings", "set", "mirrors", &folder]).succeeds();
    is_tried(&["mirror", "test"]);
    lab.upgo(["install", "1.27.3"]).succeeds();
    let from_it = format!("golang/{}", release.filename());
    assert!(good.ranges(&from_it).len() > 3, "installed from the mirror: {:?}", good.requests());
}

#[test]
fn a_mirror_is_built_served_and_installed_from() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let folder = lab.path("my mirror");
    let words: [&std::ffi::OsStr; 6] = [
        "mirror".as_ref(),
        "build".as_ref(),
        folder.as_ref(),
        "--versions".as_ref(),
        "1.26,latest".as_ref(),
        "--json".as_ref(),
    ];
    let built = lab.upgo(words).succeeds().json();
    assert_eq!(built["files"].as_array().unwrap().len(), 2);
    let mut server = lab.upgo(["mirror".as_ref(), "serve".as_ref(), folder.as_os_str()]).starts();
    let address = lines_in_time(server.stdout.take().unwrap()).next().unwrap().unwrap();
    lab.upgo(["install", "latest", "--use"]).with("UPGO_FEED_URL", address.trim()).succeeds();
    server.kill().unwrap();
    server.status_in_time().unwrap();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_release_that_a_feed_of_ones_own_no_longer_lists_is_named() {
    let lab = lab().with_release("go1.26.6").with_release("go1.26.7").with_release("go1.27.3");
    let gone = |arguments: &[&str]| -> String {
        let answer = lab.upgo(arguments).succeeds().json();
        let warnings = answer["warnings"].as_array().unwrap().clone();
        let of_list = |warning: &&serde_json::Value| warning["code"] == "UPGO-NET-FEED-WITHDRAWN";
        warnings.iter().find(of_list).map_or(String::new(), |warning| warning["message"].to_string())
    };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(gone(&["check", "--json"]), "");
    lab.server.feed(Release::feed(&[lab.release("go1.26.6").clone()]));
    for asks in [&["check", "--json"][..], &["list", "--available", "--json"], &["status", "--json"]] {
        let said = gone(asks);
        assert!(said.contains("go1.27.3, go1.26.7"), "{asks:?}: {said}");
    }
    let ran = lab.upgo(["status"]).succeeds();
    let said = format!("{}{}", ran.output, ran.errors);
    assert!(said.contains("no longer names go1.27.3, go1.26.7"), "{said}");
}
