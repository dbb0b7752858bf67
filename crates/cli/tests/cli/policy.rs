//! What an organization decides takes precedence over settings, variables and arguments, and each refusal says so.
use std::fs;

use serde_json::Value;
use upgo_engine::choices::policy::Policy;
use upgo_testkit::lab::{Lab, Ran};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::server::Server;
use upgo_testkit::vulns::Vulns;

use crate::lab;

/// The sandbox with this policy; `None` with a message if this build does not read a policy of tests.
pub(crate) fn managed(lab: Lab, policy: &str) -> Option<Lab> {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: build it with --features faults");
        return None;
    }
    let file = lab.path("policy.toml");
    fs::write(&file, policy).unwrap();
    Some(lab.with_variable("UPGO_TEST_POLICY", file))
}

pub(crate) fn decide(lab: &Lab, policy: &str) {
    fs::write(lab.path("policy.toml"), policy).unwrap();
}

fn refused(ran: &Ran, code: &str) -> String {
    let error = &ran.json()["error"];
    assert_eq!(error["code"], code, "{ran}");
    assert!(!error["next"].as_str().unwrap().is_empty(), "{ran}");
    error["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_managed_setting_cannot_be_changed_and_says_who_manages_it() {
    let policy = "contact = 'IT Service Desk'\nproof = 'required'\nkeep = 1\n[check]\ninterval = '3d'\n";
    let Some(lab) = managed(lab(), policy) else { return };
    for key in [["proof", "digest"], ["check.interval", "12h"]] {
        let [name, value] = key;
        for words in [vec!["settings", "set", name, value], vec!["settings", "unset", name]] {
            let said = refused(&lab.upgo([&words[..], &["--json"]].concat()).exits(15), "UPGO-POLICY-SETTING");
            assert!(said.contains("IT Service Desk") && said.contains("policy.toml"), "{said}");
        }
    }
    lab.upgo(["settings", "set", "proof", "digest", "--dry-run"]).exits(15);
    lab.upgo(["settings", "set", "theme", "dark"]).succeeds();
    fs::write(lab.home().join("settings.toml"), "proof = \"digest\"\ntheme = \"dark\"\n").unwrap();
    assert_eq!(lab.upgo(["settings", "get", "proof"]).succeeds().output, "required\n", "an edited file has no effect");
    let file = lab.path("others.toml");
    // one that changes by a plan, and one that does not
    for text in ["proof = \"when-reachable\"\n", "proof = \"digest\"\n\n[check]\ninterval = \"12h\"\n"] {
        fs::write(&file, text).unwrap();
        let import = lab.upgo(["settings", "import", file.to_str().unwrap(), "--yes", "--json"]).exits(15);
        refused(&import, "UPGO-POLICY-SETTING");
        let kept = fs::read_to_string(lab.home().join("settings.toml")).unwrap();
        assert_eq!(kept, "proof = \"digest\"\ntheme = \"dark\"\n", "{text}");
    }
    let list = lab.upgo(["settings"]).succeeds();
    assert!(list.output.contains("proof = required (managed by IT Service Desk)"), "{list}");
    assert!(list.errors.contains("there is no policy \"keep\""), "{list}");
    let json = lab.upgo(["settings", "--json"]).succeeds().json();
    let is_managed = |entry: &&Value| entry["isManaged"] == true;
    let managed: Vec<&Value> = json["settings"].as_array().unwrap().iter().filter(is_managed).collect();
    assert_eq!(managed.iter().map(|entry| &entry["key"]).collect::<Vec<_>>(), ["check.interval", "proof"]);
    assert_eq!(json["manager"], "IT Service Desk");
}

#[test]
fn a_policy_may_leave_a_setting_to_the_user() {
    let policy = "user-may-change = ['theme', 'check.interval']\n[check]\ninterval = '3d'\n";
    let Some(lab) = managed(lab(), policy) else { return };
    assert_eq!(lab.upgo(["settings", "get", "check.interval"]).succeeds().output, "3d\n", "a default");
    lab.upgo(["settings", "set", "check.interval", "12h"]).succeeds();
    assert_eq!(lab.upgo(["settings", "get", "check.interval"]).succeeds().output, "12h\n");
    let report = lab.upgo(["policy", "--json"]).succeeds().json();
    let of = |key: &str| report["values"].as_array().unwrap().iter().find(|value| value["key"] == key).unwrap().clone();
    assert_eq!((&of("check.interval")["origin"], &of("check.interval")["value"]), (&"settings".into(), &"12h".into()));
    assert_eq!(of("check.interval")["userMayChange"], true);
}

#[test]
fn versions_are_refused_however_they_are_requested() {
    let both = lab().with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(both, "contact = 'IT'\nblocked = ['1.27']\n") else { return };
    for words in [
        &["install", "1.27.3"][..],
        &["install", "1.27", "--use"],
        &["upgrade", "--to", "1.27.3"],
        &["exec", "1.27.3", "--", "go", "version"],
    ] {
        let mut words = words.to_vec();
        words.insert(1, "--json");
        let said = refused(&lab.upgo(words).exits(15), "UPGO-POLICY-VERSION");
        assert!(said.contains("go1.27.3 is blocked by IT"), "{said}");
    }
    let upgraded = lab.upgo(["upgrade", "--yes", "--json"]).succeeds().json();
    assert_eq!(upgraded["to"], "go1.26.6", "the newest that is permitted");
    assert_eq!(upgraded["warnings"][0]["code"], "UPGO-POLICY-VERSION", "{upgraded:#}");
    let check = lab.upgo(["check", "--json"]).succeeds().json();
    assert_eq!(check["updateAvailable"], false, "{check:#}");
    assert_eq!(check["warnings"][0]["code"], "UPGO-POLICY-VERSION", "{check:#}");
    let report = lab.upgo(["policy", "--json"]).succeeds().json();
    assert_eq!(report["heldBack"][0]["version"], "go1.27.3", "{report:#}");

    decide(&lab, "");
    lab.upgo(["upgrade", "--yes"]).succeeds();
    decide(&lab, "blocked = ['1.27']\n");
    lab.upgo(["use", "1.26.6", "--yes"]).succeeds();
    refused(&lab.upgo(["use", "1.27.3", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    refused(&lab.upgo(["exec", "1.27.3", "--json", "--", "go", "version"]).exits(15), "UPGO-POLICY-VERSION");
    refused(&lab.upgo(["rollback", "--json"]).exits(15), "UPGO-POLICY-VERSION");
}

#[test]
fn a_pinned_machine_gets_its_version_even_if_it_is_older() {
    let all = lab().with_release("go1.26.5").with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(all, "") else { return };
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    for (policy, expected) in [("version = '1.26'", "go1.26.6"), ("version = '1.26.5'", "go1.26.5")] {
        decide(&lab, policy);
        let upgraded = lab.upgo(["upgrade", "--yes", "--json"]).succeeds().json();
        assert_eq!(upgraded["to"], expected, "{policy}");
        lab.upgo(["install", "1.27.3", "--use"]).exits(15);
    }
    decide(&lab, "version = 'latest'");
    assert_eq!(lab.upgo(["upgrade", "--yes", "--json"]).succeeds().json()["to"], "go1.27.3");
}

#[test]
fn a_fix_of_the_go_in_use_does_not_wait_for_its_ring() {
    let all = lab().with_release("go1.98.1").with_release("go1.98.2").with_release("go1.99.1");
    let Some(lab) = managed(all, "ring = 'canary'\n") else { return };
    lab.upgo(["install", "1.98.1", "--use"]).succeeds();
    decide(&lab, "ring = 'early'\n");
    let leads = |lab: &Lab| lab.upgo(["status", "--json"]).succeeds().json()["update"]["version"].clone();
    lab.upgo(["check"]).succeeds();
    assert_eq!(leads(&lab), Value::Null, "both wait for the ring");
    let fault = [("introduced", "0"), ("fixed", "1.98.2"), ("introduced", "1.99.0-0"), ("fixed", "1.99.1")];
    let mut vulns = Vulns::real();
    let url = vulns.put(Vulns::sample("GO-2026-9999", &fault), "2026-09-01T00:00:00Z").serve(&lab.server);
    // as before this key, the policy sets nothing else
    let decide = |lab: &Lab, policy: &str| decide(lab, &format!("vulnerabilities = '{url}'\n{policy}"));
    decide(&lab, "ring = 'early'\n");
    lab.upgo(["check"]).succeeds();
    assert_eq!(leads(&lab), "go1.98.2", "the fix of its line, and not the new line that fixes it, too");
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    let exposure = &status["exposure"];
    assert_eq!((&exposure["go"], &exposure["fix"]), (&"go1.98.1".into(), &"go1.98.2".into()), "{exposure:#}");
    decide(&lab, "ring = 'broad'\n");
    assert_eq!(leads(&lab), Value::Null, "the broad ring gets it a day later");
    decide(&lab, "approved = ['1.98.1']\nsecurity-needs-approval = true\n");
    assert_eq!(leads(&lab), Value::Null);
    decide(&lab, "approved = ['1.98.1']\n");
    lab.upgo(["upgrade", "--unattended"]).succeeds();
    assert_eq!(lab.go_version(), "go1.98.2");
    let audit = lab.upgo(["audit", "--json"]).succeeds().json();
    assert!(audit["exposure"]["until"].is_string(), "{audit:#}");
}

#[test]
fn a_ring_waits_for_a_release_unless_it_is_approved() {
    // no table of releases has this one, so that it counts from when it was first seen
    let new = lab().with_release("go1.26.6").with_release("go1.99.1");
    let Some(lab) = managed(new, "ring = 'early'\n") else { return };
    let said = refused(&lab.upgo(["install", "1.99.1", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    assert!(said.contains("the ring early gets go1.99.1 on "), "{said}");
    decide(&lab, "ring = 'canary'\n");
    lab.upgo(["install", "1.99.1", "--dry-run"]).succeeds();
    decide(&lab, "ring = 'early'\napproved = ['1.99.1']\n");
    lab.upgo(["install", "1.99.1", "--dry-run"]).succeeds();
    decide(&lab, "locked-until = '9999-12-31'\n");
    refused(&lab.upgo(["install", "1.26.6", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    refused(&lab.upgo(["upgrade", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    // a file does not bypass it
    let release = lab.release("go1.26.6");
    let file = lab.path("tmp").join(release.filename());
    fs::write(&file, release.bytes()).unwrap();
    refused(&lab.upgo(["install", file.to_str().unwrap(), "--json"]).exits(15), "UPGO-POLICY-VERSION");
    assert_eq!(lab.toolchains(), [""; 0]);
}

#[test]
fn variables_do_not_override_the_policy() {
    let lab = lab().with_release("go1.27.3");
    let elsewhere = Server::start();
    let policy = format!("feed = '{}'\nmirrors = []\n", lab.server.url());
    let Some(lab) = managed(lab, &policy) else { return };
    for variable in [elsewhere.url(), "no address".to_owned()] {
        let run = lab.upgo(["check", "--json"]).with("UPGO_FEED_URL", &variable).with("UPGO_MIRRORS", &variable);
        assert_eq!(run.succeeds().json()["latest"], "go1.27.3", "{variable}");
    }
    let install = lab.upgo(["install", "1.27.3"]).with("UPGO_MIRRORS", elsewhere.url());
    install.succeeds();
    assert!(elsewhere.requests().is_empty(), "{:?}", elsewhere.requests());
}

#[test]
fn a_required_proof_is_required_for_the_list_of_a_variable_too() {
    let Some(lab) = managed(lab().with_release("go1.27.3"), "proof = 'required'\n") else { return };
    let failed = lab.upgo(["install", "1.27.3", "--json"]).ends();
    assert_ne!(failed.code, Some(0), "{failed}");
    assert!(!lab.home().join("toolchains/go1.27.3").exists());
}

#[test]
fn a_malformed_policy_is_reported_and_closes_what_it_is_about() {
    let Some(lab) = managed(lab().with_release("go1.27.3"), "allowed = ['all of them']\nrign = 7\n") else { return };
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    let codes: Vec<_> = status["warnings"].as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
    assert_eq!(
        codes,
        ["UPGO-POLICY-MALFORMED"],
        "one warning for both, because the user cannot correct them: {status:#}"
    );
    refused(&lab.upgo(["install", "1.27.3", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    let said = lab.upgo(["policy"]).succeeds();
    for mistake in ["so Upgo applies the safer interpretation", "there is no policy \"rign\", did you mean ring?"] {
        assert!(said.output.contains(mistake), "{said}");
    }
    decide(&lab, "ring = ");
    refused(&lab.upgo(["install", "1.27.3", "--json"]).exits(15), "UPGO-POLICY-VERSION");
    decide(&lab, "");
    lab.upgo(["install", "1.27.3"]).succeeds();
}

#[test]
fn one_mistake_of_syntax_is_one_mistake() {
    let Some(lab) = managed(lab().with_release("go1.27.3"), "allowed = ['1.27'\n") else { return };
    let warnings = lab.upgo(["status", "--json"]).succeeds().json()["warnings"].clone();
    let said = warnings[0]["message"].as_str().unwrap();
    assert!(said.contains("policy.toml cannot be read or trusted") && !said.contains("mistakes"), "{said}");
    assert_eq!(warnings.as_array().unwrap().len(), 1, "{warnings:#}");
    let report = lab.upgo(["policy"]).succeeds().output;
    assert!(!report.contains("The value of the policy the file"), "{report}");
    assert_eq!(report.matches("mistake: ").count(), 1, "{report}");
    let error = lab.upgo(["install", "1.27.3", "--json"]).exits(15).json()["error"].clone();
    assert!(error["next"].as_str().unwrap().contains(lab.path("policy.toml").to_str().unwrap()), "{error:#}");
}

#[cfg(unix)]
#[test]
fn whatever_is_at_the_place_of_the_policy_and_cannot_be_read_closes() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let Some(lab) = managed(lab().with_release("go1.27.3"), "") else { return };
    let folder = lab.path("conf");
    fs::create_dir(&folder).unwrap();
    symlink(lab.path("nowhere"), folder.join("dangling")).unwrap();
    symlink(folder.join("loop"), folder.join("loop")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe")).status_in_time().unwrap().success());
    fs::write(folder.join("zeros"), [0; 10]).unwrap();
    let install = |file: &str| {
        let place = folder.join(file);
        let run = lab.upgo(["install", "1.27.3", "--dry-run", "--json"]).with("UPGO_TEST_POLICY", &place);
        (place, run)
    };
    for file in ["dangling", "dangling/policy.toml", "loop", "zeros/policy.toml", "zeros", "pipe", "."] {
        let (place, run) = install(file);
        let refused = run.exits(15).json();
        assert_eq!(refused["error"]["code"], "UPGO-POLICY-VERSION", "{file}: {refused:#}");
        let next = refused["error"]["next"].as_str().unwrap();
        assert!(next.contains(place.to_str().unwrap()) && next.contains("administrator"), "{file}: {next}");
    }
    for file in ["missing", "missing/policy.toml"] {
        install(file).1.succeeds();
    }
    fs::write(folder.join("policy.toml"), "").unwrap();
    install("policy.toml").1.succeeds();
    let Some(run) = lab.upgo_without_rights(["install", "1.27.3", "--dry-run", "--json"]) else {
        println!("SKIPPED: setpriv is not installed, and root may read everything");
        return;
    };
    assert!(lab.give_home_to_nobody());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    let refused = run.with("UPGO_TEST_POLICY", folder.join("policy.toml")).exits(15);
    assert_eq!(refused.json()["error"]["code"], "UPGO-POLICY-VERSION", "{refused}");
}

#[test]
fn a_time_zone_moves_no_day_of_the_policy() {
    let Some(lab) = managed(lab().with_release("go1.27.3"), "") else { return };
    let today = || jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let tried = |zone: &str| {
        lab.upgo(["install", "1.27.3", "--dry-run", "--json"]).with("TZ", zone).with("TZDIR", lab.user()).ends()
    };
    for zone in ["XXX-24", "XXX+24", "Pacific/Kiritimati", "Etc/GMT+12", ":/nonexistent", ":Pacific/Kiritimati", ""] {
        // again if the day ends meanwhile
        while {
            let day = today();
            decide(&lab, &format!("locked-until = '{}'\n", day.tomorrow().unwrap()));
            let early = tried(zone);
            decide(&lab, &format!("locked-until = '{day}'\n"));
            let late = tried(zone);
            let is_same_day = day == today();
            if is_same_day {
                refused(&early, "UPGO-POLICY-VERSION");
                assert_eq!(late.code, Some(0), "{zone}: {late}");
            }
            !is_same_day
        } {}
    }
}

/// Each way to a program of Go, with go1.26.6 blocked in each way: nothing of it is started.
#[cfg(unix)]
#[test]
fn a_version_that_the_policy_refuses_is_started_by_no_command() {
    use std::os::unix::fs::PermissionsExt as _;
    let both = lab().with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(both, "") else { return };
    lab.upgo(["install", "1.27.3"]).succeeds();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let project = lab.user().join("code");
    fs::create_dir(&project).unwrap();
    fs::write(project.join("go.mod"), "module example.com/p\n\ngo 1.26\n\ntoolchain go1.26.6\n").unwrap();
    fs::write(project.join("p.go"), "package p\n").unwrap();
    let code = project.to_str().unwrap();
    lab.upgo(["settings", "set", "projects", code]).succeeds();
    crate::tools::put_tool(&crate::tools::usual(&lab), "one", "go1.25.1", &crate::rebuild::module("one"));
    crate::caches::put(&lab);
    // any start of that Go is detected
    let (go, started) = (lab.home().join("toolchains/go1.26.6/bin/go"), lab.path("started"));
    let real = go.with_file_name("real-go");
    fs::rename(&go, &real).unwrap();
    let quoted = |path: &std::path::Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
    let script = format!("#!/bin/sh\necho \"$@\" >> {}\nexec {} \"$@\"\n", quoted(&started), quoted(&real));
    fs::write(&go, script).unwrap();
    fs::set_permissions(&go, fs::Permissions::from_mode(0o755)).unwrap();
    let rules = ["blocked = ['1.26']", "blocked = ['<1.27']", "allowed = ['1.27']", "version = '1.27'"];
    let in_use: [&[&str]; 8] = [
        &["rehearse", "1.27.3", code, "--yes"],
        &["rehearse", "1.27.3", code, "--test", "--yes"],
        &["tools", "rebuild", "one", "--yes"],
        &["projects", "raise", code, "--go", "1.27", "--yes"],
        &["projects", "raise", code, "--go", "1.27", "--test", "--yes"],
        &["cache", "clean-go", "build", "--yes", "--even-if-running"],
        &["terminal"],
        &["shell", "project", "--print"],
    ];
    let named: [&[&str]; 11] = [
        &["use", "1.26.6"],
        &["upgrade", "--to", "1.26.6", "--yes"],
        &["rollback", "--yes"],
        &["exec", "1.26.6", "--", "go", "version"],
        &["exec", "project", "--", "go", "version"],
        &["exec", "1.26", "--", "go", "version"],
        &["shell", "1.26.6", "--print"],
        &["terminal", "1.26.6"],
        &["rehearse", "1.26.6", code, "--yes"],
        &["bisect", "--good", "1.26.6", "--bad", "1.27.3", "--", "go", "version"],
        &["bisect", "--good", "1.26.6", "--bad", "1.27.3", "--", "true"],
    ];
    let ran = |words: &[&str]| {
        fs::remove_file(&started).ok();
        let run = lab.upgo(words).within(&project).with("TERMINAL", "/bin/true").with("SHELL", "/bin/sh").ends();
        assert!(!started.exists(), "{words:?} started {}: {run}", fs::read_to_string(&started).unwrap_or_default());
        run
    };
    for rule in rules {
        decide(&lab, "");
        lab.upgo(["use", "1.26.6"]).ends();
        decide(&lab, rule);
        for words in in_use {
            let run = ran(words);
            assert_eq!(run.code, Some(15), "{rule}: {words:?}: {run}");
        }
        for words in [&["audit", "--json"][..], &["check", "--json"]] {
            ran(words);
        }
        decide(&lab, "");
        lab.upgo(["use", "1.27.3"]).succeeds();
        decide(&lab, rule);
        for words in named {
            let run = ran(words);
            assert_eq!(run.code, Some(15), "{rule}: {words:?}: {run}");
        }
    }
    // what is refused to be installed can be used, once it is there
    for rule in ["ring = 'broad'\n[ring-days]\nbroad = 365", "locked-until = '9999-12-31'", "approved = ['1.25']"] {
        decide(&lab, rule);
        lab.upgo(["exec", "1.26.6", "--", "go", "version"]).succeeds();
        lab.upgo(["shell", "1.26.6", "--print", "--shell", "bash"]).succeeds();
    }
}

#[test]
fn an_upgrade_leaves_a_blocked_version_without_a_rehearsal_of_it() {
    let both = lab().with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(both, "[rehearse]\nbefore-upgrade = 'build'\n") else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let project = lab.user().join("code");
    fs::create_dir(&project).unwrap();
    fs::write(project.join("go.mod"), "module example.com/p\n\ngo 1.26\n").unwrap();
    lab.upgo(["settings", "set", "projects", project.to_str().unwrap()]).succeeds();
    decide(&lab, "blocked = ['1.26']\n[rehearse]\nbefore-upgrade = 'build'\n");
    let upgraded = lab.upgo(["upgrade", "--yes", "--json"]).succeeds().json();
    assert_eq!(upgraded["to"], "go1.27.3", "{upgraded:#}");
    let codes: Vec<&Value> = upgraded["warnings"].as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
    assert!(codes.contains(&&"UPGO-POLICY-VERSION".into()), "{upgraded:#}");
}

#[test]
fn the_report_explains_every_key() {
    let Some(lab) = managed(lab(), "contact = 'IT'\nbackground = 'off'\n") else { return };
    lab.upgo(["settings", "set", "suggest", "line"]).succeeds();
    let run = lab.upgo(["policy", "--json"]).with("UPGO_MIRRORS", "https://go.example.com/");
    let report = run.succeeds().json();
    assert_eq!((&report["isManaged"], &report["contact"]), (&true.into(), &"IT".into()));
    let values = report["values"].as_array().unwrap();
    let keys: Vec<_> = values.iter().map(|value| value["key"].as_str().unwrap()).collect();
    assert_eq!(keys, Policy::KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
    for (key, value, origin) in [
        ("background", "off", "file"),
        ("suggest", "line", "settings"),
        ("mirrors", "https://go.example.com/", "variable"),
        ("channels", "stable", "default"),
    ] {
        let of = values.iter().find(|one| one["key"] == key).unwrap();
        assert_eq!((&of["value"], &of["origin"]), (&value.into(), &origin.into()), "{of:#}");
    }
    lab.upgo(["background", "tray"]).exits(15);
}

#[test]
fn without_a_policy_nothing_is_managed() {
    let lab = lab();
    assert_eq!(lab.upgo(["policy"]).succeeds().output, "No policy is set on this machine.\n");
    assert_eq!(lab.upgo(["settings", "--json"]).succeeds().json()["manager"], Value::Null);
}
