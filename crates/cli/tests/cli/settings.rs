//! An unusable value is refused when it is set; one written by hand blocks nothing.
use std::fs;

use serde_json::{Value, json};
use upgo_engine::machine::platform::typed;
use upgo_testkit::lab::Lab;
use upgo_testkit::rows_here;

use crate::lab;

/// At least one refused value for each key: as on the command line, and as in the file.
const BAD: &[(&str, &str, &str)] = &[
    ("channels", "nightly", "[\"nightly\"]"),
    ("suggest", "oldest", "\"oldest\""),
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
    ("whole-archives", "off", "\"off\""),
    ("mirrors", "http://example.com/", "[\"http://example.com/\"]"),
    ("mirrors", "https://user:pw@mirror.example/", "[\"https://user:pw@mirror.example/\"]"),
    ("mirrors", "https://mirror.example/?a=b#c", "[\"https://mirror.example/?a=b#c\"]"),
    ("mirrors", "https://mirror.example/#c", "[\"https://mirror.example/#c\"]"),
    ("mirrors", "ftp://mirror.example/", "[\"https://mirror.example/\", \"ftp://mirror.example/\"]"),
    ("mirrors", "mirror.example", "\"https://mirror.example/\""),
    ("proxy", "ftp://proxy.example", "\"ftp://proxy.example\""),
    ("proxy", "htps://proxy.example:3128", "\"htps://proxy.example:3128\""),
    ("ca-file", "ca.pem", "\"ca.pem\""),
    ("redirect-hosts", "https://cdn.example", "[\"https://cdn.example\"]"),
    ("redirect-hosts", "*.example", "[\"*.example\"]"),
    ("proof", "none", "\"none\""),
    ("proof-for-own-feed", "x", "\"x\""),
    ("checksum-database", "off", "\"sum.example.com\""),
    ("modify-path", "x", "0"),
    ("ask-shell", "x", "\"x\""),
    ("follow-projects", "x", "\"x\""),
    ("system-wide", "x", "\"x\""),
    ("projects", "src/server", "[\"src/server\"]"),
    ("self-update", "always", "\"always\""),
    ("rehearse.before-upgrade", "x", "\"x\""),
    ("rehearse.after-upgrade", "x", "\"x\""),
    ("hooks.before-switch", "hook.sh", "\"hook.sh\""),
    ("hooks.after-switch", "[]", "[]"),
    ("hooks.soak", "hook.sh", "\"hook.sh\""),
    ("hooks.soak-time", "0", "\"2d\""),
    ("hooks.on-failure", "[1]", "1"),
    ("hooks.on-release", "hook.sh", "\"hook.sh\""),
    ("hooks.on-vulnerability", "[]", "[]"),
    ("hooks.on-check-failure", "[1]", "1"),
    ("hooks.on-unattended", "hook.sh", "\"hook.sh\""),
    ("hooks.time-limit", "0", "\"2h\""),
    ("projects-from-editors", "x", "\"x\""),
    ("theme", "Dark", "\"Dark\""),
    ("language", "de", "\"de\""),
    ("close-to-tray", "x", "\"x\""),
    ("notifications", "x", "\"x\""),
    ("notify.releases", "all", "\"patch\""),
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
fn every_setting_has_an_unusable_value() {
    let all = lab().upgo(["settings", "--json"]).succeeds().json();
    for entry in all["settings"].as_array().unwrap() {
        assert!(BAD.iter().any(|(key, ..)| entry["key"] == *key), "{} needs a row", entry["key"]);
    }
}

#[test]
#[ignore = "long"]
fn an_unusable_value_is_refused_when_set_and_blocks_nothing_when_written_by_hand() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["check"]).succeeds();
    if cfg!(unix) {
        is_refused(&lab, &["settings", "set", "mirrors", "file://host/x"], "mirrors"); // on Windows, this is a shared folder
    }
    let imported = lab.path("imported.toml");
    for (key, text, toml) in rows_here(BAD, 4) {
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
        let unset = lab.upgo(["settings", "unset", key, "--quiet"]).succeeds();
        assert_eq!((&*unset.errors, value(&lab, key)), ("", default));
    }
}

#[test]
fn what_is_in_effect_from_variables_is_listed_without_logins() {
    let lab = lab();
    let list = |words: &[&str]| {
        lab.upgo(words)
            .with("HTTPS_PROXY", "http://zoe:hunter2@proxy.example:3128")
            .with("UPGO_NO_MODIFY_PATH", "1")
            .with("UPGO_NO_SHELL", "1")
            .with("UPGO_NO_SELF_UPDATE", "1")
            .succeeds()
    };
    let all = list(&["settings", "--json"]).json();
    let found = |key: &str| all["elsewhere"].as_array().unwrap().iter().find(|one| one["key"] == key).cloned().unwrap();
    assert_eq!(found("proxy")["value"], "proxy.example:3128");
    assert_eq!(found("proxy")["variable"], "HTTPS_PROXY");
    for (key, value, variable) in [
        ("modify-path", "false", "UPGO_NO_MODIFY_PATH"),
        ("ask-shell", "false", "UPGO_NO_SHELL"),
        ("self-update", "off", "UPGO_NO_SELF_UPDATE"),
    ] {
        assert_eq!(found(key), json!({ "key": key, "value": value, "variable": variable }));
    }
    let text = list(&["settings"]);
    assert!(text.output.contains("In effect: proxy.example:3128, from HTTPS_PROXY"), "{text}");
    assert!(!text.output.contains("hunter2"), "{text}");
    lab.upgo(["settings", "set", "proxy", "http://other.example:8080"]).succeeds();
    let all = list(&["settings", "--json"]).json();
    let keys: Vec<_> = all["elsewhere"].as_array().unwrap().iter().map(|one| &one["key"]).collect();
    assert_eq!(
        keys,
        ["modify-path", "ask-shell", "self-update"],
        "a proxy that is set takes precedence over that variable"
    );
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
fn a_broken_file_is_mended_with_the_last_valid_settings() {
    let lab = lab();
    lab.upgo(["settings", "set", "theme", "dark"]).succeeds();
    write(&lab, "theme = ");
    let refused = lab.upgo(["settings", "unset", "theme", "--json"]).exits(2).json();
    let next = refused["error"]["next"].as_str().unwrap();
    let command = next.split('`').nth(1).unwrap();
    let file = lab.home().join("settings-last-good.toml");
    assert_eq!(command, format!("upgo settings import {}", typed(&file)));
    lab.upgo(["settings", "import", file.to_str().unwrap()]).succeeds();
    assert_eq!(value(&lab, "theme"), "dark");
    lab.upgo(["settings", "unset", "theme"]).succeeds();
    assert_eq!(value(&lab, "theme"), "system");
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

/// The settings that decide whom Upgo trusts, each with two values.
const TRUST: &[(&str, &str, &str)] = &[
    ("mirrors", "https://a.example/go/", "https://b.example/,https://c.example/"),
    ("mirrors", "https://a.example/", "[\"https://b.example/x,y/\"]"),
    ("proxy", "http://zoe:hunter2@127.0.0.1:1/", "socks5://zoe:hunter2@127.0.0.1:2"),
    ("redirect-hosts", "a.example", "b.example,c.example"),
    ("redirect-hosts", "[::1]", "[\"a.example\"]"),
    ("proof", "digest", "required"),
    ("proof-for-own-feed", "true", "false"),
    ("checksum-database", "sum.golang.org", "sum.golang.google.cn"),
];

#[test]
fn whom_upgo_trusts_is_shown_before_it_changes_and_the_change_is_undone() {
    for (key, first, second) in TRUST {
        let lab = lab();
        let file = lab.home().join("settings.toml");
        lab.upgo(["settings", "set", key, first]).succeeds();
        let before = (fs::read_to_string(&file).unwrap(), value(&lab, key));

        let shown = lab.upgo(["settings", "set", key, second, "--dry-run", "--json"]).succeeds();
        let step = shown.json()["plan"]["steps"][0].clone();
        assert_eq!((&step["kind"], &step["file"]), (&"changeSetting".into(), &(*key).into()), "{shown}");
        let diff = step["diff"].as_array().unwrap().clone();
        assert_eq!(diff.iter().map(|line| &line["kind"]).collect::<Vec<_>>(), ["removed", "added"], "{shown}");
        assert!(!shown.output.contains("hunter2") && !shown.output.contains("zoe"), "{shown}");
        assert_eq!(fs::read_to_string(&file).unwrap(), before.0);

        lab.upgo(["settings", "set", key, second]).succeeds();
        let after = value(&lab, key);
        assert_ne!(after, before.1);
        let again = lab.upgo(["settings", "set", key, second, "--json"]).succeeds();
        assert_eq!(again.json()["changed"], false, "{again}");
        let history = lab.upgo(["history", "--json"]).succeeds();
        let entries = history.json()["entries"].as_array().unwrap().clone();
        assert_eq!(entries.len(), 2, "{history}");
        assert_eq!((&entries[0]["action"], &entries[0]["variables"][0]), (&"settings".into(), &(*key).into()));
        assert!(!history.output.contains("hunter2") && !history.output.contains("zoe"), "{history}");

        lab.upgo(["rollback"]).succeeds();
        assert_eq!((fs::read_to_string(&file).unwrap(), value(&lab, key)), before);
        lab.upgo(["rollback"]).succeeds(); // redo
        assert_eq!(value(&lab, key), after);
        lab.upgo(["settings", "unset", key]).succeeds();
        lab.upgo(["rollback"]).succeeds();
        assert_eq!(value(&lab, key), after);
    }
}

#[test]
fn a_setting_that_trusts_nobody_else_changes_at_once() {
    let lab = lab();
    let shown = lab.upgo(["settings", "set", "theme", "dark", "--dry-run"]).succeeds();
    assert!(shown.output.contains("Change the setting theme to dark"), "{shown}");
    assert_eq!(value(&lab, "theme"), "system");
    let changed = |words: &[&str]| lab.upgo(words).succeeds().output;
    assert_eq!(changed(&["settings", "set", "theme", "dark"]), "theme is now dark.\n");
    assert_eq!(changed(&["settings", "set", "theme", "dark"]), "theme already has this value.\n");
    assert_eq!(changed(&["settings", "unset", "theme"]), "theme has its default value again.\n");
    let history = lab.upgo(["history", "--json"]).succeeds();
    assert_eq!(history.json()["entries"], serde_json::json!([]), "{history}");
}

#[test]
fn a_setting_that_was_changed_since_is_not_undone() {
    let lab = lab();
    lab.upgo(["settings", "set", "proof", "required"]).succeeds();
    write(&lab, "# mine\nproof = \"digest\"\n");
    let refused = lab.upgo(["rollback", "--json"]).exits(1);
    assert_eq!(refused.json()["error"]["code"], "UPGO-UNDO-BLOCKED", "{refused}");
    assert_eq!(value(&lab, "proof"), "digest");
    // another notation is the same value
    write(&lab, "proof = 'required' # mine\n");
    lab.upgo(["rollback"]).succeeds();
    assert_eq!(value(&lab, "proof"), "when-reachable");
}

#[test]
fn an_import_changes_whom_upgo_trusts_by_a_plan() {
    let lab = lab();
    lab.upgo(["settings", "set", "proof", "required"]).succeeds();
    let imported = lab.path("imported.toml");
    let text = "# from elsewhere\ntheme = \"dark\"\nproxy = \"http://zoe:hunter2@127.0.0.1:1/\"\n";
    fs::write(&imported, text).unwrap();
    let import = ["settings", "import", imported.to_str().unwrap()];
    let shown = lab.upgo(import.iter().chain(&["--dry-run"])).succeeds();
    for line in
        ["Change the setting theme to dark", "Reset the setting proof to its default", "proxy to http://…@127.0.0.1:1"]
    {
        assert!(shown.output.contains(line), "{shown}");
    }
    assert!(!shown.output.contains("hunter2") && value(&lab, "proof") == "required", "{shown}");

    lab.upgo(import).succeeds();
    assert_eq!(fs::read_to_string(lab.home().join("settings.toml")).unwrap(), text);
    let history = lab.upgo(["history", "--json"]).succeeds();
    assert_eq!(history.json()["entries"][0]["variables"], serde_json::json!(["proof", "proxy"]), "{history}");
    lab.upgo(import).succeeds();
    lab.upgo(["rollback"]).succeeds();
    assert_eq!((value(&lab, "proof"), value(&lab, "proxy")), ("required".into(), Value::Null));
    assert_eq!(value(&lab, "theme"), "dark", "only the plan is undone");
}

#[test]
#[ignore = "long"]
fn an_import_killed_at_any_point_changes_all_of_whom_upgo_trusts_or_nothing() {
    if !cfg!(feature = "faults") {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    let start = || {
        let lab = lab();
        lab.upgo(["settings", "set", "proof", "digest"]).succeeds();
        let imported = lab.path("imported.toml");
        fs::write(&imported, "# mine\nproof = \"required\"\nredirect-hosts = [\"b.example\"]\n").unwrap();
        (lab, imported.to_str().unwrap().to_owned())
    };
    let (lab, imported) = start();
    let trace = lab.path("trace");
    lab.upgo(["settings", "import", &imported]).with("UPGO_FAULT", format!("trace:{}", trace.display())).succeeds();
    let points = fs::read_to_string(trace).unwrap().lines().count();
    assert!(points > 5, "only {points} effects were traced");
    for point in rows_here(1..=points, 4) {
        let (lab, imported) = start();
        let ran = lab.upgo(["settings", "import", &imported]).with("UPGO_FAULT", format!("abort@{point}")).ends();
        assert!(ran.code.is_none_or(|code| code != 0), "abort@{point} was not reached");
        lab.upgo(["status"]).succeeds();
        let found = (value(&lab, "proof"), value(&lab, "redirect-hosts"));
        let (old, new) =
            (("digest".into(), serde_json::json!([])), ("required".into(), serde_json::json!(["b.example"])));
        assert!([&old, &new].contains(&&found), "abort@{point}: {found:?}");
        let running: Vec<_> = lab.names_in("journal").into_iter().filter(|name| name.contains("running")).collect();
        assert_eq!(running, [""; 0], "abort@{point}");
        lab.upgo(["settings", "import", &imported]).succeeds();
        assert_eq!((value(&lab, "proof"), value(&lab, "redirect-hosts")), new, "abort@{point}");
        assert!(fs::read_to_string(lab.home().join("settings.toml")).unwrap().starts_with("# mine"), "abort@{point}");
    }
}

#[test]
fn settings_are_listed_set_and_unset_and_a_broken_file_blocks_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27rc1");
    lab.upgo(["settings", "set", "channels", "rc"]).succeeds();
    assert_eq!(lab.upgo(["settings", "get", "channels"]).succeeds().output, "rc\n");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["latest"], "go1.27rc1");
    let refused = lab.upgo(["settings", "set", "keep-versions", "many", "--json"]).exits(2).json();
    assert_eq!(refused["error"]["code"], "UPGO-SETTING-INVALID");
    lab.upgo(["settings", "unset", "channels"]).succeeds();
    assert_eq!(lab.upgo(["check", "--json"]).succeeds().json()["updateAvailable"], false);
    lab.upgo(["settings", "set", "check.interval", "3d"]).succeeds();
    let exported = lab.path("exported.toml").display().to_string();
    lab.upgo(["settings", "export", &exported]).succeeds();
    assert!(lab.upgo(["settings", "export"]).succeeds().output.contains("\ncheck.interval = \"3d\"\n"));
    std::fs::write(lab.home().join("settings.toml"), "channels = \n").unwrap();
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["warnings"][0]["code"], "UPGO-SETTING-INVALID", "{status:#}");
    assert_eq!(lab.upgo(["settings", "get", "check.interval"]).succeeds().output, "3d\n", "the last good value");
    lab.upgo(["settings", "import", &exported]).succeeds();
    assert_eq!(lab.upgo(["status", "--json"]).succeeds().json()["warnings"], json!([]));
    std::fs::write(&exported, "theme = \"dark\"\ncheck.interval = \"1m\"\n").unwrap();
    let refused = lab.upgo(["settings", "import", &exported, "--json"]).exits(2).json();
    assert!(refused["error"]["message"].as_str().unwrap().contains("line 2, column 18"), "{refused:#}");
    assert_eq!(lab.upgo(["settings", "get", "theme"]).succeeds().output, "system\n");
}
