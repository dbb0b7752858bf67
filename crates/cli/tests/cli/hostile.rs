//! Promise 2: only the complete, well-formed official archive ever becomes visible, and failures on the way are
//! reported plainly.
use upgo_testkit::lab::{Lab, Ran};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::Release;
use upgo_testkit::server::Act;
#[cfg(target_os = "linux")]
use upgo_testkit::vulns::Vulns;

use crate::lab;

/// A sandbox with a working go1.26.6 and a go1.27.3 on the server.
fn with_two() -> (Lab, String) {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let filename = lab.release("go1.27.3").filename().to_owned();
    (lab, filename)
}

/// Nothing but the old Go is visible, and nothing is left behind.
fn nothing_changed(lab: &Lab, ran: &Ran) {
    assert_eq!(lab.go_version(), "go1.26.6", "{ran}");
    assert_eq!(lab.toolchains(), ["go1.26.6"], "{ran}");
    assert_eq!(lab.names_in("staging"), [""; 0], "{ran}");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["current"]["version"], "go1.26.6");
}

#[test]
fn a_tampered_archive_is_downloaded_again_and_refused_with_its_digest() {
    let (lab, filename) = with_two();
    lab.server.always(&filename, Act::WrongBytes);
    let ran = lab.upgo(["upgrade", "--json"]).exits(4);
    let error = &ran.json()["error"];
    assert_eq!(error["code"], "UPGO-VERIFY-DIGEST", "{ran}");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(&lab.release("go1.27.3").sha256()), "{message}");
    let whole = lab.server.requests().iter().filter(|seen| seen.path.contains(&filename)).count();
    assert!(whole >= 2, "it was requested {whole} times");
    nothing_changed(&lab, &ran);
    assert!(!lab.names_in("cache").iter().any(|name| name.contains("go1.27.3") && !name.contains(".lock")));
}

#[test]
fn a_tampered_archive_from_a_mirror_is_replaced_by_the_official_one() {
    let (lab, filename) = with_two();
    let mirror = upgo_testkit::server::Server::start();
    mirror.file(&filename, lab.release("go1.27.3").bytes().to_vec());
    mirror.always(&filename, Act::WrongBytes);
    lab.upgo(["upgrade"]).with("UPGO_MIRRORS", mirror.url()).succeeds();
    assert!(!mirror.requests().is_empty());
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn a_truncated_archive_is_refused() {
    let (mut lab, _) = with_two();
    let whole = Release::sample("go1.28.0", &lab.sample_go());
    let half = whole.bytes()[..whole.bytes().len() / 2].to_vec();
    lab.add(Release::with_bytes("go1.28.0", half));
    let ran = lab.upgo(["upgrade", "--json"]).exits(9);
    assert_eq!(ran.json()["error"]["code"], "UPGO-ARCHIVE-DAMAGED", "the digest is right, the archive is not: {ran}");
    nothing_changed(&lab, &ran);
}

#[test]
fn a_download_that_drops_half_way_is_resumed() {
    let (lab, filename) = with_two();
    let half = lab.release("go1.27.3").bytes().len() / 2;
    lab.server.next(&filename, [Act::DropAfter(half)]);
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let ranges = lab.server.ranges(&filename);
    assert!(ranges.iter().flatten().count() >= 1, "no range was requested: {ranges:?}");
}

#[test]
fn a_server_without_range_support_works() {
    let (lab, filename) = with_two();
    lab.server.always(&filename, Act::IgnoreRange);
    lab.upgo(["upgrade"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn an_overloaded_server_is_retried() {
    let (lab, filename) = with_two();
    lab.server.next(&filename, [Act::Status(503), Act::Status(503)]);
    let ran = lab.upgo(["upgrade", "--progress", "json"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    assert_eq!(ran.errors.matches(r#""type":"retrying""#).count(), 2, "{ran}");
}

#[test]
fn a_missing_file_is_not_retried() {
    let (lab, filename) = with_two();
    lab.server.always(&filename, Act::Status(404));
    let ran = lab.upgo(["upgrade", "--json"]).exits(3);
    assert_eq!(ran.json()["error"]["code"], "UPGO-NET-STATUS", "{ran}");
    nothing_changed(&lab, &ran);
}

#[test]
fn a_sign_in_page_is_not_a_feed() {
    let lab = lab().with_release("go1.27.3");
    lab.server.always("", Act::Page);
    let ran = lab.upgo(["check", "--json"]).exits(3);
    assert_eq!(ran.json()["error"]["code"], "UPGO-NET-FEED", "{ran}");
}

/// A run with half a gigabyte of address space, most of which is the program and the stacks of its threads.
#[cfg(target_os = "linux")]
fn with_little_memory<const N: usize>(lab: &Lab, words: [&str; N]) -> upgo_testkit::lab::Run {
    let limited = "ulimit -v 512000; exec \"$0\" \"$@\"";
    let program = lab.program().to_str().unwrap();
    let run = lab.other("/bin/sh", ["-c", limited, program].into_iter().chain(words));
    run.with("MALLOC_ARENA_MAX", "1") // each thread would reserve its own addresses
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_without_end_takes_no_memory_without_end_and_is_not_printed() {
    let (lab, _) = with_two();
    let check = |feed: String| {
        lab.server.feed(feed);
        let ran = with_little_memory(&lab, ["check", "--json"]).succeeds();
        assert_eq!(ran.json()["warnings"][0]["code"], "UPGO-NET-FEED", "{ran}");
        let status = with_little_memory(&lab, ["status"]).succeeds();
        assert!(format!("{ran}{status}").len() < 10_000, "it is printed");
    };
    check(format!("[{}0]", "0,".repeat(3_000_000)));
    check(format!("[{}{{}}]", r#"{"version":"go1.1"},"#.repeat(300_000)));
    check(format!(r#"[{{"version":"go1.27.3","files":[{}{{}}]}}]"#, "{},".repeat(2_000_000)));
    check(format!(r#"[{{"version":"go1.{}"}}]"#, "9".repeat(3_000_000)));

    let mut vulns = Vulns::empty();
    let ids: Vec<String> = (0..40).map(|number| format!("GO-2026-{number:04}")).collect();
    for id in &ids {
        vulns.put(Vulns::sample(id, &[("introduced", "0")]), "2026-09-01T00:00:00Z");
    }
    let url = vulns.serve(&lab.server);
    let many = format!("[{}\"a\"]", "\"a\",".repeat(250_000));
    for id in &ids {
        let entry = vulns.entry(id).to_string().replace(r#"["Client.Do"]"#, &many);
        assert!(entry.len() > many.len());
        lab.server.file(&format!("vuln/ID/{id}.json"), entry);
    }
    let ran = with_little_memory(&lab, ["check", "--json"]).with("UPGO_VULN_URL", url).succeeds();
    assert!(ran.output.contains("sent more than 65.5 kB"), "{ran}");
}

#[test]
fn a_hostile_archive_is_refused_entirely() {
    for (name, entry, code) in [
        ("a path out of the folder", "go/../../../escaped", "UPGO-ARCHIVE-HOSTILE"),
        ("an absolute path", "/escaped", "UPGO-ARCHIVE-HOSTILE"),
        ("a Windows device name", "go/src/NUL", "UPGO-ARCHIVE-HOSTILE"),
        ("a drive", "go/C:/escaped", "UPGO-ARCHIVE-HOSTILE"),
        ("a path next to go", "other/file", "UPGO-ARCHIVE-DAMAGED"),
    ] {
        let (mut lab, _) = with_two();
        lab.add(Release::sample("go1.28.0", &lab.sample_go()).with_entry(entry, b"evil"));
        let ran = lab.upgo(["upgrade", "--json"]).exits(9);
        assert_eq!(ran.json()["error"]["code"], code, "{name}: {ran}");
        nothing_changed(&lab, &ran);
        for place in ["escaped", "upgo home/escaped"] {
            assert!(!lab.user().join(place).exists() && !lab.path(place).exists(), "{name} escaped");
        }
    }
}

#[test]
fn an_archive_whose_version_does_not_match_its_name_is_refused() {
    let (mut lab, _) = with_two();
    lab.add(Release::sample("go1.28.0", &lab.sample_go()).with_file("VERSION", b"go1.27.9\n"));
    let ran = lab.upgo(["upgrade", "--json"]).exits(9);
    assert!(ran.output.contains("go1.27.9"), "{ran}");
    nothing_changed(&lab, &ran);
}

#[test]
fn a_release_without_an_official_digest_is_refused() {
    let (mut lab, _) = with_two();
    lab.add(Release::sample("go1.28.0", &lab.sample_go()).without_digest());
    let asked = lab.server.requests().len();
    let ran = lab.upgo(["upgrade", "--json"]).exits(4);
    assert_eq!(ran.json()["error"]["code"], "UPGO-VERIFY-NO-DIGEST", "{ran}");
    assert_eq!(lab.server.requests().len(), asked + 1, "only the feed was requested");
    nothing_changed(&lab, &ran);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_reported_before_any_download() {
    let (lab, _) = with_two();
    let Some(disk) = lab.small_disk("1m") else {
        println!("SKIPPED: no small disk can be mounted here");
        return;
    };
    let asked = lab.server.requests().len();
    let ran = lab.upgo(["install", "1.27.3", "--json"]).with("UPGO_HOME", disk.path().join("home")).exits(8);
    assert_eq!(ran.json()["error"]["code"], "UPGO-DISK-FULL", "{ran}");
    assert_eq!(lab.server.requests().len(), asked + 1, "only the feed was requested");
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_home_is_reported_as_a_permission_problem() {
    let (lab, _) = with_two();
    let (Some(run), true) = (lab.upgo_without_rights(["upgrade", "--json"]), lab.give_home_to_nobody()) else {
        println!("SKIPPED: setpriv is not installed, and root may write everywhere");
        return;
    };
    let set_rights = |rights: &str| {
        assert!(
            std::process::Command::new("chmod")
                .args(["-R", rights])
                .arg(lab.home())
                .status_in_time()
                .unwrap()
                .success()
        );
    };
    set_rights("a-w");
    let ran = run.exits(5);
    assert_eq!(ran.json()["error"]["code"], "UPGO-PERMISSION", "{ran}");
    lab.upgo_without_rights(["status", "--json"]).unwrap().succeeds();
    set_rights("u+w");
    nothing_changed(&lab, &ran);
}

#[test]
#[cfg(target_os = "linux")]
fn root_is_refused_in_the_home_of_another_user() {
    let (lab, _) = with_two();
    if !lab.give_home_to_nobody() {
        println!("SKIPPED: not root, so the home cannot be another user's");
        return;
    }
    let ran = lab.upgo(["upgrade", "--json"]).exits(5);
    assert_eq!(ran.json()["error"]["code"], "UPGO-PERMISSION-ACCOUNT", "{ran}");
    lab.upgo(["status"]).succeeds();
}
