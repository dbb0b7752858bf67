//! The log: it records what Upgo did, and nothing private.
use std::fs;
use std::process::Child;
use std::thread;

use serde_json::Value;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::{InTime as _, lines_in_time};
use upgo_testkit::server::Act;

use crate::lab;

/// Every line of the file, each of which must be valid JSON.
fn lines(lab: &Lab) -> Vec<Value> {
    let text = fs::read_to_string(lab.home().join("logs/upgo.log")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn events(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["event"].as_str().unwrap()).collect()
}

#[test]
fn a_change_is_logged_from_its_plan_to_its_end() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["--progress", "none", "install", "latest", "--use"]).succeeds();
    let lines = lines(&lab);
    let told = events(&lines);
    assert_eq!(told[..2], ["check-done", "change-begun"], "{told:?}");
    assert_eq!(told.last(), Some(&"change-done"));
    assert_eq!(told.iter().filter(|event| **event == "step-begun").count(), 8, "{told:?}");
    assert_eq!(told.iter().filter(|event| **event == "step-done").count(), 8, "{told:?}");
    for line in &lines[1..] {
        assert_eq!((&line["change"], &line["by"]), (&1.into(), &"upgo install".into()), "{line:#}");
    }
    let unpacked = lines.iter().find(|line| line["event"] == "step-done" && line["step"] == "unpack").unwrap();
    assert_eq!(unpacked["version"], "go1.27.3");
    assert!(unpacked["ms"].is_u64(), "{unpacked:#}");
    assert_eq!((&lines[0]["host"], &lines[0]["version"]), (&"127.0.0.1".into(), &"go1.27.3".into()));
}

#[test]
fn a_failure_is_logged_with_its_code() {
    let lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["upgrade"]).ends();
    lab.upgo(["use", "1.99.1"]).ends();
    lab.server.always("", Act::Status(404));
    lab.upgo(["check"]).ends();
    let lines = lines(&lab);
    let told = |event: &str| lines.iter().find(|line| line["event"] == event).unwrap_or_else(|| panic!("no {event}"));
    assert_eq!(
        (&told("change-failed")["code"], &told("change-failed")["level"]),
        (&"UPGO-SMOKE-FAILED".into(), &"error".into())
    );
    assert_eq!(told("plan-refused")["code"], "UPGO-VERSION-NOT-INSTALLED");
    assert_eq!(told("check-failed")["code"], "UPGO-NET-STATUS");
}

/// Settings, files and the environment contain secrets that must not reach the log.
#[test]
fn the_log_contains_no_password_folder_or_project_name() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let project = lab.user().join("secret plan");
    fs::create_dir_all(&project).unwrap();
    fs::write(project.join("go.mod"), "module example.com/hidden\n\ngo 1.26.0\n").unwrap();
    fs::write(lab.user().join(".netrc"), "machine 127.0.0.1 login zoe password hunter2\n").unwrap();
    fs::create_dir_all(lab.home()).unwrap();
    let settings = format!("mirrors = [\"http://127.0.0.1:1/\"]\nprojects = [{:?}]\n", project.to_str().unwrap());
    fs::write(lab.home().join("settings.toml"), settings).unwrap();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["pin", "1.26.6"]).within(&project).succeeds();
    lab.upgo(["upgrade"]).with("HTTP_PROXY", "http://zoe:hunter2@127.0.0.1:1").ends();
    lab.upgo(["upgrade"]).with("UPGO_MIRRORS", "http://zoe:hunter2@127.0.0.1:1/?key=hunter2").ends();
    lab.upgo(["env", "set", "GOPROXY", "https://zoe:hunter2@proxy.example/?key=hunter2", "--scope", "go"]).succeeds();
    lab.upgo(["env", "set", "GOAUTH", "hunter2", "--scope", "go"]).ends();
    lab.upgo(["rollback"]).succeeds();
    lab.upgo(["install", project.join("hunter2.zip").to_str().unwrap()]).ends();
    let archive = project.join("go1.28.1.linux-amd64.tar.gz");
    fs::write(&archive, "hunter2").unwrap();
    lab.upgo(["install", archive.to_str().unwrap()]).ends();
    lab.upgo(["settings", "set", "proxy", "http://zoe:hunter2@127.0.0.1:1"]).succeeds();
    let other = lab.user().join("hidden work");
    fs::create_dir_all(&other).unwrap();
    lab.upgo(["projects", "add", other.to_str().unwrap()]).succeeds();
    lab.upgo(["projects", "remove", other.to_str().unwrap()]).succeeds();
    lab.upgo(["check"]).with("UPGO_FEED_URL", "https://feed.invalid/").ends();
    lab.upgo(["upgrade"]).with("UPGO_FEED_URL", "https://feed.invalid/").ends();
    let logs =
        lab.names_in("logs").into_iter().map(|name| fs::read_to_string(lab.home().join("logs").join(name)).unwrap());
    let text: String = logs.collect();
    for told in ["source-changed", "check-failed", "plan-refused", "upgo rollback", "<project>"] {
        assert!(text.contains(told), "{told} is missing: {text}");
    }
    for secret in ["hunter2", "zoe", "Zoë", "secret plan", "hidden", "GOAUTH=", "key="] {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret}: {line:?}");
    }
}

#[test]
fn concurrent_processes_write_whole_lines() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let before = lines(&lab).len();
    let running: Vec<Child> = (0..8).map(|_| lab.upgo(["check"]).starts()).collect();
    for mut child in running {
        assert!(child.output_in_time().unwrap().status.success());
    }
    let lines = lines(&lab);
    assert_eq!(lines.len(), before + 8);
    let mut processes: Vec<u64> = lines[before..].iter().map(|line| line["process"].as_u64().unwrap()).collect();
    processes.sort_unstable();
    processes.dedup();
    assert_eq!(processes.len(), 8);
}

#[test]
fn an_unwritable_log_blocks_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    fs::create_dir_all(lab.home()).unwrap();
    fs::write(lab.home().join("logs"), "a file where the folder should be").unwrap();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["upgrade"]).succeeds();
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(lab.go_version(), "go1.26.6");
    assert!(lab.upgo(["log"]).succeeds().output.contains("No log entries"), "reading it is not an error either");
}

#[test]
fn commands_that_only_read_write_no_log_and_create_no_home() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["use", "1.27.3"]).ends();
    assert!(!lab.home().exists());
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let before = lines(&lab).len();
    for command in [&["status"][..], &["list"], &["history"], &["why"], &["doctor"], &["tools"], &["log"], &["env"]] {
        lab.upgo(command).ends();
    }
    assert_eq!(lines(&lab).len(), before);
    lab.upgo(["purge", "--yes"]).succeeds();
    assert!(!lab.home().exists());
}

#[test]
fn prints_text_for_people_and_json_for_programs() {
    let lab = lab().with_release("go1.27.3").with_variable("TZ", "Asia/Shanghai");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let log = lab.home().join("logs/upgo.log");
    let line = lines(&lab).pop().unwrap();
    let late = serde_json::to_string(&line).unwrap().replace(line["time"].as_str().unwrap(), "2026-03-01T20:30:00Z");
    fs::write(&log, fs::read_to_string(&log).unwrap() + &late + "\n" + "torn").unwrap();
    let ran = lab.upgo(["log"]).with("NO_COLOR", "1").succeeds();
    let last = ran.output.lines().last().unwrap();
    if cfg!(unix) {
        assert!(last.starts_with("2026-03-02 04:30:00 info  change-done #1  Install and use go1.27.3 ("), "{last}");
    }
    assert!(!ran.output.contains('\u{1b}') && !ran.output.contains("step-begun"), "{ran}");
    let coloured = lab.upgo(["log"]).with("CLICOLOR_FORCE", "1").succeeds();
    assert!(coloured.output.contains('\u{1b}'), "{coloured}");
    let all = lab.upgo(["log", "--level", "debug", "--json"]).succeeds().json();
    assert!(all["entries"].as_array().unwrap().iter().any(|entry| entry["event"] == "step-begun"));
    let errors = lab.upgo(["log", "--level", "error", "--json"]).succeeds().json();
    assert_eq!(errors["entries"], Value::Array(Vec::new()));
    let one = lab.upgo(["log", "--last", "1", "--json"]).succeeds().json();
    assert_eq!(one["entries"].as_array().unwrap().len(), 1);
    assert_eq!(lab.upgo(["log", "--path"]).succeeds().output.trim(), one["file"].as_str().unwrap());
}

#[cfg(unix)] // Windows has no TZ
#[test]
fn every_command_shows_the_clock_of_the_user() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    lab.upgo(["check"]).succeeds();
    // as the desktop program does while it runs
    let running = fs::File::create(lab.home().join("running.lock")).unwrap();
    running.lock().unwrap();
    let (reports, page) = (lab.path("reports"), lab.path("page.html"));
    fs::create_dir(&reports).unwrap();
    let [reports, page] = [&reports, &page].map(|path| path.to_str().unwrap());
    lab.upgo(["fleet", "report", "--to", reports]).succeeds();
    let json = |words: &[&str]| lab.upgo(words.iter().chain(&["--json"])).succeeds().json();
    let changed = &json(&["history"])["entries"][0]["at"];
    let logged = &json(&["log", "--last", "1"])["entries"][0]["time"];
    let audited = &json(&["log", "audit", "verify"])["first"]["time"];
    let next = &json(&["status"])["nextCheck"]["at"];
    let reported = &json(&["fleet", reports])["machines"][0]["at"];
    for zone in ["Asia/Shanghai", "America/Los_Angeles"] {
        let local = |at: &Value, format: &str| {
            let at: jiff::Timestamp = at.as_str().unwrap().parse().unwrap();
            at.in_tz(zone).unwrap().strftime(format).to_string()
        };
        for (words, expected) in [
            (&["history"][..], local(changed, "%Y-%m-%d %H:%M")),
            (&["log"], local(logged, "%Y-%m-%d %H:%M:%S")),
            (&["log", "audit", "verify"], local(audited, "from %Y-%m-%d")),
            (&["status"], local(next, "at %H:%M")),
        ] {
            let ran = lab.upgo(words).with("TZ", zone).succeeds();
            assert!(ran.output.contains(&expected), "{zone}: not {expected}: {ran}");
        }
        lab.upgo(["fleet", reports, "--html", page]).with("TZ", zone).succeeds();
        let html = fs::read_to_string(page).unwrap();
        assert!(html.contains(&local(reported, "<td>%Y-%m-%d %H:%M</td>")) && html.contains(zone), "{zone}: {html}");
    }
}

#[test]
fn following_the_log_continues_across_a_rotation() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["check"]).succeeds();
    let mut follower = lab.upgo(["log", "--follow", "--json"]).starts();
    let mut told = lines_in_time(follower.stdout.take().unwrap());
    let mut next = || -> Value { serde_json::from_str(&told.next().unwrap().unwrap()).unwrap() };
    assert_eq!(next()["event"], "check-done");
    let logs = lab.home().join("logs");
    fs::rename(logs.join("upgo.log"), logs.join("upgo.1.log")).unwrap();
    lab.upgo(["check"]).succeeds();
    let added = next();
    assert_eq!((&added["event"], &added["text"]), (&"check-done".into(), &"nothing new since the last check".into()));
    drop(told);
    // the reader is gone, so the next line ends the follower
    let ended = thread::spawn(move || follower.status_in_time().unwrap());
    lab.upgo(["check"]).succeeds();
    assert!(ended.join().unwrap().success());
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_following() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["check"]).succeeds();
    let mut follower = lab.upgo(["log", "--follow"]).starts();
    let mut told = lines_in_time(follower.stdout.take().unwrap());
    assert!(told.next().is_some());
    let pid = follower.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status_in_time().unwrap().success());
    assert_eq!(follower.status_in_time().unwrap().code(), Some(0));
}
