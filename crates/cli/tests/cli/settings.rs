//! An unusable value is refused when it is set; one written by hand blocks nothing.
use std::fs;

use serde_json::Value;
use upgo_testkit::lab::Lab;

use crate::lab;

/// At least one refused value for each key: as on the command line, and as in the file.
const BAD: &[(&str, &str, &str)] = &[
    ("channels", "nightly", "[\"nightly\"]"),
    ("check.automatic", "maybe", "\"true\""),
    ("check.interval", "5m", "\"5m\""),
    ("check.security-interval", "12", "12"),
    ("check.unmetered-only", "1", "1"),
    ("check.window", "22", "\"22:00-22:00\""),
    ("check.cool-down", "99w", "\"99w\""),
    ("quiet-hours", "late", "\"late\""),
    ("download.automatic", "all", "[\"all\"]"),
    ("install.automatic", "all", "\"patch\""),
    ("install.switch", "yes", "\"yes\""),
    ("install.idle", "2d", "\"2d\""),
    ("background", "daemon", "\"daemon\""),
    ("keep-versions", "0", "0"),
    ("keep-archives", "on", "\"on\""),
    ("mirrors", "http://example.com/", "[\"http://example.com/\"]"),
    ("mirrors", "https://user:pw@mirror.example/", "[\"https://user:pw@mirror.example/\"]"),
    ("mirrors", "https://mirror.example/?a=b#c", "[\"https://mirror.example/?a=b#c\"]"),
    ("mirrors", "https://mirror.example/#c", "[\"https://mirror.example/#c\"]"),
    ("mirrors", "ftp://mirror.example/", "[\"https://mirror.example/\", \"ftp://mirror.example/\"]"),
    ("mirrors", "mirror.example", "\"https://mirror.example/\""),
    ("proxy", "ftp://proxy.example", "\"ftp://proxy.example\""),
    ("proxy", "proxy.example:3128", "\"proxy.example:3128\""),
    ("ca-file", "ca.pem", "\"ca.pem\""),
    ("redirect-hosts", "https://cdn.example", "[\"https://cdn.example\"]"),
    ("redirect-hosts", "*.example", "[\"*.example\"]"),
    ("proof", "none", "\"none\""),
    ("proof-for-own-feed", "x", "\"x\""),
    ("modify-path", "x", "0"),
    ("system-wide", "x", "\"x\""),
    ("projects", "src/server", "[\"src/server\"]"),
    ("theme", "Dark", "\"Dark\""),
    ("language", "de", "\"de\""),
    ("close-to-tray", "x", "\"x\""),
    ("notifications", "x", "\"x\""),
    ("notify.security", "x", "\"x\""),
    ("notify.stable", "x", "\"x\""),
    ("notify.rc", "x", "\"x\""),
    ("notify.results", "x", "\"x\""),
    ("notify.errors", "x", "\"x\""),
];

fn write(lab: &Lab, text: &str) {
    fs::create_dir_all(lab.home()).unwrap();
    fs::write(lab.home().join("settings.toml"), text).unwrap();
}

fn value(lab: &Lab, key: &str) -> Value {
    lab.upgo(["settings", "get", key, "--json"]).succeeds().json()["value"].clone()
}

fn is_refused(lab: &Lab, words: &[&str], key: &str) {
    let ran = lab.upgo(words.iter().chain(&["--json"])).exits(2);
    let error = ran.json()["error"].clone();
    assert_eq!(error["code"], "UPGO-SETTING-INVALID", "{ran}");
    assert!(error["message"].as_str().unwrap().contains(key) && !ran.output.contains("pw@"), "{ran}");
}

#[test]
fn an_unusable_value_is_refused_when_set_and_blocks_nothing_when_written_by_hand() {
    let lab = lab().with_release("go1.27.3");
    let all = lab.upgo(["settings", "--json"]).succeeds().json();
    for entry in all["settings"].as_array().unwrap() {
        assert!(BAD.iter().any(|(key, ..)| entry["key"] == *key), "{} needs a row", entry["key"]);
    }
    lab.upgo(["check"]).succeeds();
    if cfg!(unix) {
        is_refused(&lab, &["settings", "set", "mirrors", "file://host/x"], "mirrors"); // on Windows, this is a shared folder
    }
    let imported = lab.path("imported.toml");
    for (key, text, toml) in BAD {
        write(&lab, "");
        let default = value(&lab, key);
        is_refused(&lab, &["settings", "set", key, text], key);
        let bad = format!("\n{key} = {toml}\n");
        fs::write(&imported, &bad).unwrap();
        is_refused(&lab, &["settings", "import", imported.to_str().unwrap()], key);
        assert_eq!(fs::read_to_string(lab.home().join("settings.toml")).unwrap(), "");

        write(&lab, &bad);
        assert_eq!(value(&lab, key), default, "{key} = {toml}");
        for words in [&["status"][..], &["list"], &["install", "1.27.3", "--dry-run"], &["settings", "path"]] {
            let ran = lab.upgo(words).succeeds();
            let told = ran.errors.matches("settings.toml, line 2, column").count();
            assert!(told == 1 && ran.errors.contains(key) && !ran.errors.contains("pw@"), "{ran}");
        }
        let unset = lab.upgo(["settings", "unset", key]).succeeds();
        assert_eq!((&*unset.errors, value(&lab, key)), ("", default));
    }
}

#[test]
fn the_last_good_value_stays_in_effect() {
    let lab = lab();
    lab.upgo(["settings", "set", "mirrors", "https://mirror.example/golang"]).succeeds();
    assert_eq!(value(&lab, "mirrors"), serde_json::json!(["https://mirror.example/golang/"]));
    write(&lab, "mirrors = [\"http://example.com/\"]\nkeep-versions = 7\n");
    for _ in 0..2 {
        assert_eq!(value(&lab, "mirrors"), serde_json::json!(["https://mirror.example/golang/"]));
        assert_eq!(value(&lab, "keep-versions"), 7);
    }
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert!(status["warnings"][0]["message"].as_str().unwrap().contains("http://example.com/"), "{status}");
}

#[test]
fn a_certificate_file_is_checked_when_set_and_may_disappear_later() {
    let lab = lab().with_release("go1.27.3");
    let (missing, empty, good) = (lab.path("missing.pem"), lab.path("empty.pem"), lab.path("good ca.pem"));
    fs::write(&empty, "no certificate").unwrap();
    fs::write(&good, upgo_testkit::server::Authority::new("Example Root").pem()).unwrap();
    let imported = lab.path("imported.toml");
    for bad in [&missing, &empty] {
        is_refused(&lab, &["settings", "set", "ca-file", bad.to_str().unwrap()], "ca-file");
        fs::write(&imported, format!("ca-file = {:?}\n", bad.to_str().unwrap())).unwrap();
        is_refused(&lab, &["settings", "import", imported.to_str().unwrap()], "ca-file");
    }
    lab.upgo(["settings", "set", "ca-file", good.to_str().unwrap()]).succeeds();
    fs::remove_file(&good).unwrap();
    // the server is on this machine, so no certificate is needed
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let ran = lab.upgo(["check"]).with("UPGO_FEED_URL", "https://127.0.0.1:1/").ends();
    assert!(ran.errors.contains("good ca.pem"), "{ran}");
}

#[test]
fn a_variable_with_an_unusable_url_is_reported_and_locks_nobody_out() {
    let lab = lab().with_release("go1.27.3");
    for (variable, bad) in [
        ("UPGO_FEED_URL", "http://example.com/dl/"),
        ("UPGO_FEED_URL", "not an address"),
        ("UPGO_MIRRORS", "https://user:pw@mirror.example/"),
        ("UPGO_MIRRORS", "https://mirror.example/,https://mirror.example/?a=b"),
        ("UPGO_VULN_URL", "ftp://host/vulns"),
    ] {
        for words in [&["status"][..], &["list"], &["check"], &["install", "1.27.3"], &["upgrade", "--dry-run"]] {
            let ran = lab.upgo(words.iter().chain(&["--json"])).with(variable, bad).exits(2);
            let error = ran.json()["error"].clone();
            assert!(error["message"].as_str().unwrap().starts_with(&format!("the variable {variable} ")), "{ran}");
            assert!(error["next"].as_str().unwrap().contains(variable) && !ran.output.contains("pw"), "{ran}");
        }
        for words in [
            &["--help"][..],
            &["settings"],
            &["settings", "set", "theme", "dark"],
            &["settings", "unset", "theme"],
            &["log"],
            &["history"],
            &["cache", "clean"],
            &["completions", "bash"],
        ] {
            lab.upgo(words).with(variable, bad).succeeds();
        }
    }
    let ran = lab.upgo(["settings"]).with("UPGO_HOME", "relative").exits(2);
    assert!(ran.errors.contains("UPGO_HOME"), "{ran}");
    let log = lab.path("no folder").join("log");
    let ran = lab.upgo(["install", "1.27.3"]).with("UPGO_LOG", log).succeeds();
    assert!(ran.errors.contains("warning: the variable UPGO_LOG"), "{ran}");
}
