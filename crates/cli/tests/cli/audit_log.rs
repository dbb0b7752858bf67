//! The audit log of the whole product: each change and refusal is in it, and it never prevents one, unless a policy
//! says so.
use std::fs;
#[cfg(unix)]
use std::path::Path;

use serde_json::Value;
use upgo_testkit::lab::Lab;
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;

use crate::lab;

fn entries(lab: &Lab) -> Vec<Value> {
    let exported = lab.upgo(["audit-log", "export", "--json"]).succeeds().json();
    assert_eq!(exported["warnings"], Value::Array(Vec::new()));
    exported["entries"].as_array().unwrap().clone()
}

fn events(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["event"].as_str().unwrap()).collect()
}

#[test]
fn a_change_is_recorded_before_it_begins_and_when_it_has_ended() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let entries = entries(&lab);
    assert_eq!(events(&entries), ["change-begun", "change-ended"]);
    let (begun, ended) = (&entries[0], &entries[1]);
    assert_eq!((&begun["number"], &begun["outcome"], &begun["change"]), (&1.into(), &Value::Null, &Value::Null));
    assert_eq!((&ended["begun"], &ended["outcome"], &ended["change"]), (&1.into(), &"done".into(), &1.into()));
    for entry in &entries {
        assert_eq!((&entry["to"], &entry["by"]), (&"go1.27.3".into(), &"upgo install".into()), "{entry:#}");
        assert!(entry["account"].is_string() && entry["what"].as_str().unwrap().contains("go1.27.3"), "{entry:#}");
        let digest = &entry["digests"][0];
        assert!(digest["name"].as_str().unwrap().starts_with("go1.27.3."), "{entry:#}");
        assert_eq!(digest["sha256"].as_str().unwrap().len(), 64, "{entry:#}");
    }
    assert!(ended["proof"].is_string(), "{ended:#}");
    assert_eq!(begun["hash"], ended["previous"]);
    let verified = lab.upgo(["audit-log", "verify", "--json"]).succeeds().json();
    assert_eq!(
        (&verified["ok"], &verified["entries"], &verified["last"]["hash"]),
        (&true.into(), &2.into(), &ended["hash"])
    );
}

#[test]
fn refusals_failures_and_settings_are_recorded() {
    let lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["use", "1.99.1"]).ends();
    lab.upgo(["upgrade"]).ends();
    lab.upgo(["settings", "set", "keep-versions", "7"]).succeeds();
    lab.upgo(["settings", "set", "mirrors", "https://zoe:hunter2@mirror.example/", "--yes"]).ends();
    lab.upgo(["status"]).succeeds();
    let entries = entries(&lab);
    let told = events(&entries);
    let start = ["change-begun", "change-ended", "change-refused", "change-begun", "change-ended", "settings-changed"];
    assert_eq!(told[..start.len()], start, "{told:?}");
    let refused = &entries[2];
    assert_eq!((&refused["outcome"], &refused["what"]), (&"refused".into(), &"use".into()));
    assert_eq!(refused["code"], "UPGO-VERSION-NOT-INSTALLED");
    let failed = &entries[4];
    assert_eq!((&failed["outcome"], &failed["code"]), (&"failed".into(), &"UPGO-SMOKE-FAILED".into()));
    assert_eq!((&failed["from"], &failed["became"]), (&"go1.26.6".into(), &"rolledBack".into()), "{failed:#}");
    let setting = &entries[5]["settings"][0];
    assert_eq!((&setting["key"], &setting["to"]), (&"keep-versions".into(), &"7".into()));
    let text = fs::read_to_string(lab.home().join("logs/audit.jsonl")).unwrap();
    assert!(!text.contains("hunter2") && !text.contains("zoe"), "{text}");
}

#[test]
fn exports_the_lines_of_the_file_from_a_time_on() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest"]).succeeds();
    let text = fs::read_to_string(lab.home().join("logs/audit.jsonl")).unwrap();
    assert_eq!(lab.upgo(["audit-log", "export"]).succeeds().output, text);
    assert_eq!(lab.upgo(["audit-log", "export", "--since", "2001-01-01"]).succeeds().output, text);
    assert_eq!(lab.upgo(["audit-log", "export", "--since", "2999-01-01T00:00:00Z"]).succeeds().output, "");
    let refused = lab.upgo(["audit-log", "export", "--since", "yesterday"]).ends();
    assert!(refused.code == Some(2) && refused.errors.contains("2026-11-01"), "{refused}");
}

#[test]
fn verify_names_the_changed_line_and_a_missing_end() {
    let lab = lab().with_release("go1.27.3");
    assert!(lab.upgo(["audit-log", "verify"]).succeeds().output.contains("no entries"));
    lab.upgo(["install", "latest"]).succeeds();
    lab.upgo(["use", "1.27.3"]).succeeds();
    let file = lab.home().join("logs/audit.jsonl");
    let whole = fs::read(&file).unwrap();
    let hash = lab.upgo(["audit-log", "verify", "--json"]).succeeds().json()["last"]["hash"].clone();
    let hash = hash.as_str().unwrap();
    lab.upgo(["audit-log", "verify", "--contains", hash]).succeeds();
    let text = String::from_utf8(whole).unwrap();
    fs::write(&file, text.replacen("\"outcome\":\"done\"", "\"outcome\":\"dome\"", 1)).unwrap();
    let ran = lab.upgo(["audit-log", "verify"]).ends();
    assert!(ran.code == Some(4) && ran.output.contains("audit.jsonl:2: the line does not match its hash"), "{ran}");
    let two: String = text.split_inclusive('\n').take(2).collect();
    fs::write(&file, &two).unwrap();
    let ran = lab.upgo(["audit-log", "verify"]).exits(4);
    assert!(ran.output.contains("the history names entry 3 of this log"), "{ran}");
    let ran = lab.upgo(["audit-log", "verify", "--contains", hash]).ends();
    assert!(ran.code == Some(4) && ran.output.contains("the end of the log is missing"), "{ran}");
    fs::write(&file, &text[..two.len() + 100]).unwrap();
    let ran = lab.upgo(["audit-log", "verify"]).exits(4);
    assert!(ran.output.contains("audit.jsonl:3: an incomplete line of 100 bytes"), "{ran}");
    let exported = lab.upgo(["audit-log", "export"]).succeeds();
    assert!(exported.output == two && exported.errors.contains("1 line is left out"), "{exported}");
}

#[test]
fn an_emptied_deleted_cut_or_replaced_log_is_noticed_by_the_history() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    lab.upgo(["audit-log", "verify"]).succeeds();
    let file = lab.home().join("logs/audit.jsonl");
    let whole = fs::read_to_string(&file).unwrap();
    let half = whole.find('\n').unwrap() + 1;
    let is_noticed = |what: &str| {
        let verdict = lab.upgo(["audit-log", "verify", "--json"]).exits(4).json();
        let kinds: Vec<_> = verdict["findings"].as_array().unwrap().iter().map(|finding| &finding["kind"]).collect();
        assert_eq!(kinds, ["absent"], "{what}: {verdict:#}");
    };
    fs::write(&file, "").unwrap();
    is_noticed("emptied");
    fs::remove_file(&file).unwrap();
    is_noticed("deleted");
    fs::write(&file, &whole[..half]).unwrap();
    is_noticed("cut");
    fs::remove_file(&file).unwrap();
    lab.upgo(["use", "1.26.6"]).succeeds();
    lab.upgo(["use", "1.27.3"]).succeeds();
    lab.upgo(["use", "1.26.6"]).succeeds();
    is_noticed("begun again");
    // the files of a policy are another log
    if upgo_engine::machine::fault::ARMED {
        let (policy, other) = (lab.path("policy.toml"), lab.path("other.jsonl"));
        fs::write(&policy, format!("[audit-log]\nfile = {other:?}\n")).unwrap();
        let lab = lab.with_variable("UPGO_TEST_POLICY", &policy);
        lab.upgo(["audit-log", "verify"]).succeeds();
        lab.upgo(["use", "1.27.3"]).succeeds();
        lab.upgo(["audit-log", "verify"]).succeeds();
        fs::remove_file(other).unwrap();
        lab.upgo(["audit-log", "verify"]).exits(4);
    }
}

#[test]
fn what_is_no_hash_is_an_error_of_usage() {
    let lab = lab();
    let long = "0".repeat(65);
    for text in ["abc", "", long.as_str(), "/etc/passwd"] {
        let ran = lab.upgo(["audit-log", "verify", "--contains", text]).exits(2);
        assert!(ran.errors.contains("64 hexadecimal digits"), "{ran}");
    }
}

/// Everything that changes something without a plan, too.
#[test]
fn nothing_changes_without_its_entry_if_a_policy_requires_it() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads no policy of a test (feature faults)");
        return;
    }
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let imported = lab.path("imported.toml");
    fs::write(&imported, "keep-versions = 5\n").unwrap();
    let commands: [&[&str]; 4] = [
        &["settings", "set", "keep-versions", "4"],
        &["settings", "unset", "theme"],
        &["settings", "import", imported.to_str().unwrap(), "--yes"],
        &["env", "set", "GOFLAGS", "-v", "--yes"],
    ];
    let settings = lab.home().join("settings.toml");
    fs::write(&settings, "theme = \"dark\"\n").unwrap();
    let policy = lab.path("policy.toml");
    fs::write(&policy, "[audit-log]\nrequired = true\n").unwrap();
    let lab = lab.with_variable("UPGO_TEST_POLICY", &policy);
    let file = lab.home().join("logs/audit.jsonl");
    let kept = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    for words in commands {
        let refused = lab.upgo([words, &["--json"]].concat()).ends();
        let error = refused.json()["error"].clone();
        assert_eq!(
            (&error["code"], &error["became"]),
            (&"UPGO-AUDIT-LOG-WRITE".into(), &"untouched".into()),
            "{words:?}: {refused}"
        );
        assert_eq!(fs::read_to_string(&settings).unwrap(), "theme = \"dark\"\n", "{words:?}");
    }
    fs::remove_dir(&file).unwrap();
    fs::write(&file, kept).unwrap();
    for words in commands {
        let before = entries(&lab).len();
        lab.upgo(words).succeeds();
        let all = entries(&lab);
        let [.., begun, ended] = all.as_slice() else { panic!("{all:#?}") };
        assert!(all.len() >= before + 2, "{words:?}: {all:#?}");
        assert_eq!(
            (&begun["event"], &begun["outcome"]),
            (&"change-begun".into(), &Value::Null),
            "{words:?}: {begun:#}"
        );
        assert_eq!((&ended["begun"], &ended["outcome"]), (&begun["number"], &"done".into()), "{words:?}: {ended:#}");
    }
    lab.upgo(["audit-log", "verify"]).succeeds();
}

#[cfg(unix)]
#[test]
fn the_file_of_a_policy_is_one_for_each_account_and_no_link() {
    use std::os::unix::fs::{chown, symlink};
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads no policy of a test (feature faults)");
        return;
    }
    let lab = lab().with_release("go1.27.3");
    let (policy, folder, victim) = (lab.path("policy.toml"), lab.path("shared"), lab.path("victim"));
    fs::create_dir(&folder).unwrap();
    fs::write(&policy, format!("[audit-log]\nrequired = true\nfile = \"{}/%u.jsonl\"\n", folder.display())).unwrap();
    let lab = lab.with_variable("UPGO_TEST_POLICY", &policy);
    lab.upgo(["settings", "set", "keep-versions", "4"]).succeeds();
    let name = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name =
        name.into_iter().find(|name| Path::new(name).extension().is_some_and(|ending| ending == "jsonl")).unwrap();
    let who = std::process::Command::new("id").arg("-un").output_in_time().unwrap().stdout;
    assert_eq!(name, format!("{}.jsonl", String::from_utf8(who).unwrap().trim()));
    let (file, lock) = (folder.join(&name), folder.join(name.replace(".jsonl", ".lock")));
    let refused = |what: &str| {
        let ran = lab.upgo(["settings", "set", "keep-versions", "5", "--json"]).ends();
        let error = &ran.json()["error"];
        assert_eq!(error["code"], "UPGO-AUDIT-LOG-WRITE", "{what}: {ran}");
        assert!(ran.output.contains(what), "{ran}");
    };
    for path in [&file, &lock] {
        for target in [&victim, &lab.path("missing")] {
            fs::write(&victim, "mine\n").unwrap();
            fs::remove_file(path).unwrap();
            symlink(target, path).unwrap();
            refused("is a link");
            assert_eq!(fs::read_to_string(&victim).unwrap(), "mine\n");
            assert!(!lab.path("missing").exists());
        }
        fs::remove_file(path).unwrap();
        fs::write(path, "").unwrap();
    }
    if chown(&file, Some(65534), None).is_ok() {
        refused("belongs to another account");
        chown(&file, Some(0), None).unwrap();
    }
    lab.upgo(["settings", "set", "keep-versions", "5"]).succeeds();
}

#[test]
fn an_unwritable_audit_log_stops_a_change_only_if_a_policy_requires_it() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let file = lab.home().join("logs/audit.jsonl");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    if upgo_engine::machine::fault::ARMED {
        let policy = lab.path("policy.toml");
        fs::write(&policy, "[audit-log]\nrequired = true\n").unwrap();
        let refused = lab.upgo(["install", "1.27.3", "--use", "--json"]).with("UPGO_TEST_POLICY", &policy).ends();
        let error = refused.json()["error"].clone();
        assert_eq!(
            (&error["code"], &error["became"]),
            (&"UPGO-AUDIT-LOG-WRITE".into(), &"untouched".into()),
            "{refused}"
        );
        assert_eq!((lab.go_version(), lab.names_in("toolchains")), ("go1.26.6".into(), vec!["go1.26.6".to_owned()]));
    } else {
        println!("SKIPPED: what a policy requires, because this build reads no test variables (feature faults)");
    }
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let log = fs::read_to_string(lab.home().join("logs/upgo.log")).unwrap();
    assert!(log.contains("audit-log-failed"), "{log}");
    lab.upgo(["audit-log", "verify"]).exits(4);
}

#[test]
fn a_recovered_change_is_recorded() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let (ended, running) = ("00000001.jsonl", "00000001.running.jsonl");
    let journal = |name: &str| lab.home().join("journal").join(name);
    let text = fs::read_to_string(journal(ended)).unwrap();
    let (begun, _outcome) = text.trim_end().rsplit_once('\n').unwrap();
    // as if its process had been killed before it wrote the outcome
    fs::remove_file(journal(ended)).unwrap();
    fs::write(journal(running), format!("{begun}\n")).unwrap();
    lab.upgo(["status"]).succeeds();
    let entries = entries(&lab);
    let last = entries.last().unwrap();
    assert_eq!((&last["event"], &last["change"]), (&"change-recovered".into(), &1.into()), "{last:#}");
    assert_eq!((&last["outcome"], &last["by"]), (&"done".into(), &"upgo status".into()), "{last:#}");
}

#[cfg(target_os = "linux")]
#[test]
fn by_policy_each_entry_goes_to_the_journal_of_systemd_and_names_the_policy() {
    use std::os::unix::net::UnixDatagram;

    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads no test variables (feature faults)");
        return;
    }
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let (policy, socket) = (lab.path("policy.toml"), lab.path("journald"));
    fs::write(&policy, "contact = \"IT Service Desk\"\n[audit-log]\njournald = true\n").unwrap();
    let journal = UnixDatagram::bind(&socket).unwrap();
    let managed =
        |words: &[&str]| lab.upgo(words).with("UPGO_TEST_POLICY", &policy).with("UPGO_TEST_JOURNALD", &socket).ends();
    assert_eq!(managed(&["install", "1.27.3", "--use"]).code, Some(0));
    let entries = entries(&lab);
    assert_eq!(events(&entries), ["policy-changed", "change-begun", "change-ended"]);
    let value = entries[0]["values"]["contact"].as_str().unwrap();
    assert!(value.starts_with("IT Service Desk (") && value.contains("policy.toml"), "{value}");
    assert!(entries.iter().all(|entry| entry["policy"].is_string() && entry["policy"] == entries[0]["policy"]));
    let mut received = vec![0; 65_536];
    for entry in &entries {
        let length = journal.recv(&mut received).unwrap();
        let hash = format!("UPGO_AUDIT_HASH={}", entry["hash"].as_str().unwrap());
        let text = String::from_utf8_lossy(&received[..length]);
        assert!(text.lines().any(|line| line == hash), "{hash}: {text}");
    }
    drop(journal);
    let ran = managed(&["install", "1.26.6"]);
    assert_eq!(ran.code, Some(0), "a journal that is gone stops nothing: {ran}");
}

#[test]
fn a_setting_that_a_policy_manages_is_refused_and_recorded() {
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads no test variables (feature faults)");
        return;
    }
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3"]).succeeds();
    let policy = lab.path("policy.toml");
    fs::write(&policy, "blocked = [\"1.27\"]\n[check]\ninterval = \"3d\"\n").unwrap();
    for words in [&["settings", "set", "check.interval", "12h"][..], &["use", "1.27.3"]] {
        lab.upgo(words).with("UPGO_TEST_POLICY", &policy).exits(15);
    }
    let entries = entries(&lab);
    let refused: Vec<&Value> = entries.iter().filter(|entry| entry["event"] == "change-refused").collect();
    assert_eq!(refused.len(), 2, "{entries:#?}");
    assert_eq!((&refused[0]["what"], &refused[1]["what"]), (&"settings".into(), &"use".into()));
    for entry in refused {
        assert!(entry["policy"].is_string() && entry["outcome"] == "refused", "{entry:#}");
    }
}
