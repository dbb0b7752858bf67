//! Upgo's own variables: what the help promises of each holds in commands of every kind. And the proxy's, which are
//! never ignored without a word.
use std::fs;

use upgo_testkit::lab::Lab;
use upgo_testkit::server::Server;

use crate::lab;

/// Each variable in the help, with what proves its promise. Whether an address is usable is tested in `settings.rs`,
/// and what updates Upgo in `self_update.rs`.
const PROMISES: &[(&str, fn())] = &[
    ("UPGO_HOME", every_command_uses_this_home),
    ("UPGO_FEED_URL", || ()),
    ("UPGO_VULN_URL", || ()),
    ("UPGO_MIRRORS", every_download_comes_from_the_mirror),
    ("UPGO_NO_MODIFY_PATH", no_command_edits_path),
    ("UPGO_NO_SHELL", no_command_starts_the_shell),
    ("UPGO_NO_SELF_UPDATE", || ()),
    ("UPGO_LOG", every_change_is_written_to_the_log),
];

#[test]
fn every_command_keeps_what_the_help_promises_of_a_variable() {
    let help = lab().upgo(["help", "--all"]).succeeds().output;
    let named = help.lines().filter_map(|line| line.trim().split([' ', '=']).next());
    let named: Vec<&str> = named.filter(|name| name.starts_with("UPGO_")).collect();
    assert_eq!(named, PROMISES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{help}");
    for (_, holds) in PROMISES {
        holds();
    }
}

fn both() -> Lab {
    lab().with_release("go1.26.6").with_release("go1.27.3")
}

fn every_command_uses_this_home() {
    let lab = both();
    let other = lab.path("other");
    for words in [&["install", "1.26.6", "--use"][..], &["settings", "set", "theme", "dark"], &["cache", "clean"]] {
        lab.upgo(words).with("UPGO_HOME", &other).succeeds();
    }
    for words in [&["status"][..], &["list"], &["why"], &["env"], &["history"], &["doctor"], &["log"]] {
        let said = lab.upgo(words).with("UPGO_HOME", &other).succeeds();
        assert!(!said.output.contains(lab.home().to_str().unwrap()), "{said}");
        assert!(lab.upgo(words).with("UPGO_HOME", "relative").exits(2).errors.contains("UPGO_HOME"), "{words:?}");
    }
    lab.upgo(["purge", "--yes"]).with("UPGO_HOME", &other).succeeds();
    assert!(!other.exists() && !lab.home().exists());
}

fn every_download_comes_from_the_mirror() {
    let (lab, mirror) = (both(), Server::start());
    let name = |version: &str| lab.release(version).filename().to_owned();
    for version in ["go1.26.6", "go1.27.3"] {
        mirror.file(&name(version), lab.release(version).bytes().to_vec());
    }
    let bundle = lab.path("bundle.zip");
    let version_file = lab.home().join("toolchains/go1.27.3/VERSION");
    for words in [
        &["exec", "1.26.6", "go", "version"][..],
        &["install", "1.27.3"],
        &["verify", "1.27.3", "--repair", "--yes"],
        &["bundle", "create", bundle.to_str().unwrap(), "--versions", "1.26.6"],
    ] {
        if version_file.exists() {
            fs::write(&version_file, "go1.27.3\ndamaged\n").unwrap();
        }
        let before = mirror.request_count();
        lab.upgo(words).with("UPGO_MIRRORS", mirror.url()).succeeds();
        assert!(mirror.request_count() > before, "{words:?}");
    }
    for version in ["go1.26.6", "go1.27.3"] {
        assert_eq!(lab.server.ranges(&name(version)).len(), 0, "{version}");
    }
}

fn no_command_edits_path() {
    let lab = both().with_variable("SHELL", "/bin/bash").with_variable("UPGO_NO_MODIFY_PATH", "1");
    let (profile, setup) = (lab.user().join(".bashrc"), lab.path("setup.toml"));
    fs::write(&profile, "# mine\n").unwrap();
    fs::write(&setup, "schema = 1\nuse = \"1.26.6\"\n").unwrap();
    let tmp = lab.path("tmp").display().to_string();
    for words in [
        &["install", "1.27.3", "--use"][..],
        &["upgrade"],
        &["setup", "apply", setup.to_str().unwrap(), "--yes"],
        &["use", "1.27.3"],
        &["add-to-path", "--yes"],
        &["env", "path", "add", &tmp, "--yes"],
        &["env", "path", "first", "--yes"],
        &["doctor", "--fix", "--yes"],
        &["rollback"],
    ] {
        lab.upgo(words).ends();
        assert_eq!(fs::read_to_string(&profile).unwrap(), "# mine\n", "{words:?}");
    }
    // what Upgo has added before is taken back
    lab.upgo(["add-to-path", "--yes"]).with("UPGO_NO_MODIFY_PATH", "").succeeds();
    assert_ne!(fs::read_to_string(&profile).unwrap(), "# mine\n");
    lab.upgo(["purge", "--yes"]).succeeds();
    assert_eq!(fs::read_to_string(&profile).unwrap(), "# mine\n");
}

fn no_command_starts_the_shell() {
    let lab = both().asking("/bin/bash", "login");
    let started = lab.path("started");
    for name in [".profile", ".bashrc"] {
        fs::write(
            lab.user().join(name),
            format!("echo x >> '{}'\n", started.display().to_string().replace('\'', r"'\''")),
        )
        .unwrap();
    }
    for words in [
        &["install", "1.26.6", "--use"][..],
        &["install", "1.27.3"],
        &["use", "1.27.3"],
        &["status"],
        &["list"],
        &["why"],
        &["env"],
        &["check"],
        &["doctor"],
        &["doctor", "--fix", "--yes"],
        &["rollback"],
        &["upgrade", "--unattended"],
        &["env", "set", "GOPROXY", "direct", "--yes"],
        &["preflight"],
    ] {
        lab.upgo(words).with("UPGO_NO_SHELL", "1").ends();
        assert!(!started.exists(), "{words:?}");
    }
    lab.upgo(["why"]).succeeds();
    assert!(started.exists(), "without the variable, the shell is asked");
}

fn every_change_is_written_to_the_log() {
    let lab = both();
    for words in [
        &["install", "1.26.6", "--use"][..],
        &["exec", "1.27.3", "go", "version"],
        &["use", "1.27.3"],
        &["rollback"],
        &["remove", "1.27.3", "--yes"],
        &["env", "set", "GOPROXY", "direct", "--yes"],
        &["purge", "--yes"],
    ] {
        let log = lab.path("log.jsonl");
        fs::remove_file(&log).unwrap_or_default();
        lab.upgo(words).with("UPGO_LOG", &log).succeeds();
        let text = fs::read_to_string(&log).unwrap();
        assert!(text.contains("stepStarted"), "{words:?}: {text}");
        assert!(text.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{text}");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_named_and_not_passed_by() {
    let lab = lab();
    for (name, address) in [
        ("HTTPS_PROXY", "htps://127.0.0.1:1"),
        ("https_proxy", "socks://127.0.0.1:1"),
        ("ALL_PROXY", "::::"),
        ("all_proxy", "ftp://zoe:hunter2@127.0.0.1:1"),
    ] {
        let refused = lab.upgo(["check"]).with("UPGO_FEED_URL", "https://127.0.0.1:1/").with(name, address).exits(2);
        assert!(refused.errors.contains(&format!("{name}=")), "{refused}");
        assert!(!refused.errors.contains("hunter2"), "{refused}");
    }
}
