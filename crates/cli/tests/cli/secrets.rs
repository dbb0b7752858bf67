//! Promise: no secret is printed, logged or reported, wherever the user keeps it.
use std::fs;

use upgo_testkit::lab::{Lab, Ran};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::rows_here;
use upgo_testkit::server::Act;

use crate::every_command::{ROWS, machine, words};
use crate::lab;
use crate::report::unpacked;

/// A part of every planted secret. The number before it says where it was planted.
const MARK: &str = "-hunter2";

/// A machine with a different secret in every place that may contain one.
fn planted() -> Lab {
    planted_on(machine())
}

fn planted_on(mut lab: Lab) -> Lab {
    for (name, value) in [
        ("GOPROXY", "http://127.0.0.1:1/,https://zoe:01-hunter2@a.example|https://02-hunter2@b.example/x,direct"),
        ("GONOSUMDB", "*.example,https://zoe:03-hunter2@c.example"),
        ("GOFLAGS", "-v -ldflags=-X=main.key=04-hunter2"),
        ("HTTPS_PROXY", "http://zoe:05-hunter2@127.0.0.1:1"),
        ("HTTP_PROXY", "zoe:06-hunter2@127.0.0.1:1"),
        ("ALL_PROXY", "socks5://zoe:07%2D08-hunter2@[::1]:1"),
        ("GITHUB_TOKEN", "09-hunter2"),
    ] {
        lab = lab.with_variable(name, value);
    }
    fs::create_dir_all(lab.home()).unwrap();
    fs::write(lab.user().join(".netrc"), "machine 127.0.0.1 login zoe password 10-hunter2\n").unwrap();
    fs::write(lab.user().join("_netrc"), "machine 127.0.0.1 login zoe password 10-hunter2\n").unwrap();
    let values =
        "GOAUTH=helper 11-hunter2\nGOPRIVATE=zoe:12-hunter2@d.example\nGOPROXY=https://zoe:13-hunter2@e.example\n";
    fs::write(lab.path("go-env"), values).unwrap();
    let go_env = lab.path("go-env");
    let lab = lab.with_variable("GOENV", go_env);
    let settings = "proxy = \"http://zoe:14-hunter2@127.0.0.1:1\"\n[unknown]\n\"https://zoe:15-hunter2@x\" = 1\n";
    fs::write(lab.home().join("settings.toml"), settings).unwrap();
    lab
}

/// No planted secret is in what a command printed.
fn hides(ran: &Ran) {
    let shown = format!("{}\n{}", ran.output, ran.errors);
    let line = shown.lines().find(|line| line.contains(MARK));
    assert!(line.is_none(), "{line:?} in {ran}");
}

/// Nor in the logs, nor in a report.
fn left_nothing(lab: &Lab) {
    for name in lab.names_in("logs") {
        let text = fs::read_to_string(lab.home().join("logs").join(&name)).unwrap();
        let line = text.lines().find(|line| line.contains(MARK));
        assert!(line.is_none(), "{line:?} in {name}");
    }
    let file = lab.path("secrets.zip");
    hides(&lab.upgo(["report", file.to_str().unwrap(), "--yes"]).ends());
    for (name, text) in unpacked(&file) {
        let line = text.lines().find(|line| line.contains(MARK));
        assert!(line.is_none(), "{line:?} in {name}");
    }
    fs::remove_file(file).unwrap();
}

#[test]
#[ignore = "long"]
fn no_command_shows_a_secret() {
    for json in rows_here([false, true], 2) {
        let lab = planted();
        let events = lab.path("events");
        for (row, _) in ROWS.iter().filter(|(row, _)| !row.starts_with("purge --even")) {
            let mode = json.then_some("--json".to_owned());
            hides(&lab.upgo(words(&lab, row).into_iter().chain(mode)).with("UPGO_LOG", &events).ends());
        }
        let events = fs::read_to_string(events).unwrap();
        assert!(events.contains("planStarted") && !events.contains(MARK), "{events}");
        left_nothing(&lab);
    }
}

#[test]
fn a_value_that_is_set_is_planned_recorded_and_undone_without_showing_it() {
    let lab = planted();
    for (name, value, scope) in [
        ("GOPROXY", "https://a.example,https://zoe:20-hunter2@b.example", "go"),
        ("GOPROXY", "https://a.example,https://zoe:21-hunter2@b.example", "user"),
        ("GOFLAGS", "-ldflags=-X=main.key=22-hunter2", "go"),
        ("GOAUTH", "helper 23-hunter2", "go"),
        ("GONOSUMDB", "zoe:24-hunter2@c.example", "user"),
    ] {
        let set = ["env", "set", name, value, "--scope", scope];
        for flags in [&["--dry-run"][..], &["--dry-run", "--json"], &["--yes", "--json", "--progress", "json"]] {
            let ran = lab.upgo(set.iter().chain(flags)).succeeds();
            hides(&ran);
            assert!(ran.output.contains(name) || flags.len() > 2, "{ran}");
        }
        hides(&lab.upgo(["rollback", "--dry-run"]).succeeds());
    }
    let file = fs::read_to_string(lab.path("go-env")).unwrap();
    assert!(file.contains("20-hunter2") && file.contains("22-hunter2"), "the real values are set: {file}");
    for command in
        [&["history"][..], &["history", "--json"], &["env"], &["env", "--json"], &["doctor", "--json"], &["why"]]
    {
        hides(&lab.upgo(command).ends());
    }
    let entries = lab.upgo(["history", "--json"]).succeeds().json();
    let ids: Vec<u64> =
        entries["entries"].as_array().unwrap().iter().filter_map(|entry| entry["id"].as_u64()).collect();
    assert_eq!(ids.len(), 5, "{entries:#}");
    for id in ids {
        hides(&lab.upgo(["rollback", &id.to_string(), "--json"]).succeeds());
    }
    let file = fs::read_to_string(lab.path("go-env")).unwrap();
    assert!(file.contains("11-hunter2") && file.contains("13-hunter2"), "the undo restores the real values: {file}");
    left_nothing(&lab);
}

#[cfg(unix)]
#[test]
fn the_arguments_of_a_hook_are_shown_without_their_secrets() {
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let lab = planted_on(lab);
    let hook = lab.user().join("hook");
    fs::write(&hook, "#!/bin/sh\nexit 0\n").unwrap();
    let made = std::process::Command::new("chmod").arg("755").arg(&hook).status_in_time().unwrap();
    assert!(made.success());
    let program = hook.to_str().unwrap();
    let forms: [&[&str]; 9] = [
        &["--password", "40-hunter2"],
        &["-password", "41 and-hunter2", "-v"],
        &["--api-key", "42-hunter2"],
        &["-p", "43-hunter2"],
        &["-H", "Authorization: Bearer 44-hunter2"],
        &["-H", "X-Api-Key: 45-hunter2"],
        &["--auth", "Bearer 46-hunter2"],
        &["-u", "zoe:47-hunter2"],
        &["-c", "curl --token 48-hunter2; true"],
    ];
    for arguments in forms {
        let words: Vec<&str> = [program].into_iter().chain(arguments.iter().copied()).collect();
        let value = format!("{words:?}");
        for flags in [&["--dry-run"][..], &["--dry-run", "--json"], &["--yes", "--json", "--progress", "json"]] {
            hides(&lab.upgo([&["settings", "set", "hooks.before-switch", &value][..], flags].concat()).succeeds());
        }
        let file = fs::read_to_string(lab.home().join("settings.toml")).unwrap();
        assert!(file.contains(MARK) && file.contains(arguments[0]), "the real value is set: {file}");
        for words in [
            &["settings", "get", "hooks.before-switch"][..],
            &["settings", "get", "hooks.before-switch", "--json"],
            &["settings"],
            &["settings", "--json"],
            &["use", "1.26.6", "--dry-run", "--json"],
            &["use", "1.26.6", "--dry-run"],
            &["use", "1.26.6", "--json", "--progress", "json"],
            &["use", "1.27.3", "--json"],
            &["history", "--json"],
            &["history"],
            &["rollback", "--dry-run", "--json"],
            &["audit-log", "export"],
        ] {
            hides(&lab.upgo(words).ends());
        }
        left_nothing(&lab);
    }
    // a report has none of the arguments, marked or not
    let value = format!("[{program:?}, \"an unmarked argument 49-hunter2\"]");
    lab.upgo(["settings", "set", "hooks.before-switch", &value, "--yes"]).succeeds();
    let report = lab.path("hooks.zip");
    lab.upgo(["report", report.to_str().unwrap(), "--yes"]).succeeds();
    let told = unpacked(&report).into_iter().find(|(name, _)| name == "settings.json").unwrap().1;
    assert!(told.contains("hooks.before-switch") && !told.contains("49") && told.contains("1 argument"), "{told}");
}

#[test]
fn a_hidden_value_cannot_become_the_real_one() {
    let lab = planted();
    let shown = lab.upgo(["env", "--json"]).succeeds().json();
    let proxy = shown["variables"].as_array().unwrap().iter().find(|variable| variable["name"] == "GOPROXY").unwrap();
    let value = proxy["here"]["value"].as_str().unwrap();
    assert_eq!(value, "http://127.0.0.1:1/,https://…@a.example|https://…@b.example/x,direct");
    let refused = lab.upgo(["env", "set", "GOPROXY", value, "--scope", "go", "--yes"]).exits(2);
    assert!(refused.errors.contains("must be entered whole"), "{refused}");
    let proxy = lab.upgo(["settings", "get", "proxy", "--json"]).succeeds().json();
    assert_eq!(proxy["value"], "http://…@127.0.0.1:1/");
    let refused = lab.upgo(["settings", "set", "proxy", "http://…@127.0.0.1:1/"]).ends();
    assert!(refused.code != Some(0) && refused.errors.contains("must be entered whole"), "{refused}");
    let printed = lab.upgo(["settings", "export"]).succeeds();
    assert!(printed.output.contains("http://…@127.0.0.1:1") && printed.errors.contains("was left out"), "{printed}");
    fs::write(lab.path("printed.toml"), &printed.output).unwrap();
    let refused = lab.upgo(["settings", "import", lab.path("printed.toml").to_str().unwrap()]).ends();
    assert_ne!(refused.code, Some(0), "{refused}");
    let file = lab.path("whole.toml");
    lab.upgo(["settings", "export", file.to_str().unwrap()]).succeeds();
    assert!(fs::read_to_string(&file).unwrap().contains("14-hunter2"), "a file for the user has the whole value");
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
    }
}

#[test]
fn refused_values_and_addresses_are_reported_without_their_secrets() {
    let lab = planted();
    for command in [
        &["settings", "set", "proxy", "zoe:30-hunter2@[/"][..],
        &["settings", "set", "proxy", "ftp://zoe:31-hunter2@x"],
        &["settings", "set", "mirrors", "https://zoe:32-hunter2@x/,https://y/"],
        &["settings", "set", "redirect-hosts", "zoe:33-hunter2@x"],
        &["settings", "set", "https://zoe:34-hunter2@x", "x"],
        &["env", "set", "GOROOT", "https://zoe:35-hunter2@x"],
        &["env", "set", "https://zoe:36-hunter2@x", "x"],
        &["mirror", "test", "https://zoe:37-hunter2@x/"],
        &["mirror", "test", "https://x/?token=38-hunter2"],
        &["mirror", "build", "m", "--from", "https://zoe:39-hunter2@x/"],
        &["install", "https://zoe:40-hunter2@x/go.tar.gz"],
        &["use", "https://zoe:41-hunter2@x"],
        &["--proxy=http://zoe:42-hunter2@x"],
        &["status", "https://zoe:43-hunter2@x"],
        &["list", "--available", "--channel", "http://zoe:44-hunter2@x"],
    ] {
        for mode in [None, Some(&"--json")] {
            let ran = lab.upgo(command.iter().chain(mode)).ends();
            hides(&ran);
            assert_ne!(ran.code, Some(0), "{ran}");
        }
    }
    for (name, value) in [
        ("UPGO_FEED_URL", "https://zoe:50-hunter2@feed.example/"),
        ("UPGO_FEED_URL", "https://feed.example/?token=51-hunter2"),
        ("UPGO_MIRRORS", "https://a.example/,zoe:52-hunter2@b.example"),
        ("UPGO_VULN_URL", "ftp://zoe:53-hunter2@vuln.example/"),
    ] {
        for command in [&["status"][..], &["check", "--json"], &["upgrade"], &["report", "--print", "about.json"]] {
            hides(&lab.upgo(command).with(name, value).ends());
        }
    }
    fs::write(lab.home().join("settings.toml"), "proxy = \"http://zoe:60-hunter2@x\ntheme = 1\n").unwrap();
    for command in [&["settings"][..], &["settings", "--json"], &["settings", "export"], &["status"]] {
        hides(&lab.upgo(command).ends());
    }
    left_nothing(&lab);
}

/// Storage services sign the addresses that servers redirect to.
#[test]
#[ignore = "long"]
fn a_redirect_is_reported_without_its_login_and_signature() {
    let lab = planted();
    lab.upgo(["check"]).succeeds();
    let elsewhere = upgo_testkit::server::Server::start();
    let login = elsewhere.url().replace("://", "://zoe:70-hunter2@");
    let filename = lab.release("go1.27.3").filename().to_owned();
    elsewhere.file("", "{}");
    for target in [
        login,
        "https://evil.example/x?token=71-hunter2".to_owned(),
        "https://zoe:72-hunter2@go.dev/".to_owned(),
        "http://127.0.0.1:1/x?X-Amz-Signature=73-hunter2".to_owned(),
        elsewhere.url() + "missing?sig=74-hunter2#75-hunter2",
    ] {
        for name in ["", "vuln/index/db.json", &filename] {
            lab.server.always(name, Act::Redirect(target.clone()));
        }
        for command in [
            &["check"][..],
            &["check", "--json"],
            &["install", "1.27.3", "--progress", "json"],
            &["audit", "--json"],
            &["mirror", "test", &lab.server.url()],
            &["doctor"],
        ] {
            hides(&lab.upgo(command).ends());
        }
    }
    assert!(elsewhere.requests().iter().all(|seen| !seen.path.is_empty()), "a redirect with a login was followed");
    left_nothing(&lab);
}

#[test]
fn an_archive_from_a_redirect_with_a_signature_leaves_none_behind() {
    let lab = lab().with_release("go1.27.3");
    let elsewhere = upgo_testkit::server::Server::start();
    let (filename, bytes) = (lab.release("go1.27.3").filename(), lab.release("go1.27.3").bytes().to_vec());
    elsewhere.file(filename, bytes).next(filename, [Act::DropAfter(100), Act::Status(503)]);
    lab.server.always(filename, Act::Redirect(format!("{}{filename}?sig=80-hunter2", elsewhere.url())));
    hides(&lab.upgo(["install", "1.27.3", "--use", "--progress", "json"]).succeeds());
    for command in [&["history", "--json"][..], &["verify", "1.27.3", "--why"], &["status", "--json"]] {
        hides(&lab.upgo(command).succeeds());
    }
    for folder in ["logs", "journal", "receipts"] {
        for name in lab.names_in(folder) {
            let text = fs::read(lab.home().join(folder).join(&name)).unwrap();
            assert!(!String::from_utf8_lossy(&text).contains(MARK), "{folder}/{name}");
        }
    }
}
